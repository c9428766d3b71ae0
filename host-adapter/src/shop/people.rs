//! Who is known to the shop: the rows of its directory, and the references between them.

use super::error::ContentError;
use super::{Shop, parse};
use crate::bindings::comptoir::rules::types::ActorKind;
use crate::values::{Decimal, Instant, LocalDate};

/// Attributes with their values, in the order of the keys.
pub type Attributes = Vec<(String, String)>;

/// A client group: `[[client]]`. A company that names none is a client of its own.
#[derive(Debug, Clone)]
pub struct ClientRow {
    /// Its id.
    pub id: String,
    /// For people.
    pub name: String,
    /// What rules for reps ask for.
    pub attributes: Attributes,
    /// Orders that are neither done nor cancelled; none: how the client stands is not known.
    pub live_orders: Option<u32>,
}

/// A point of sale: `[[outlet]]`.
#[derive(Debug, Clone)]
pub struct OutletRow {
    /// Its id.
    pub id: String,
    /// The legal entity it belongs to.
    pub company: String,
    /// For people.
    pub name: String,
    /// Where it is.
    pub city: String,
    /// The `[[buyer]]` opened for it.
    pub account: Option<String>,
    /// E-mail of that account.
    pub email: Option<String>,
    /// Win over the client's.
    pub attributes: Attributes,
}

/// Somebody who works for a client: `[[employee]]`.
#[derive(Debug, Clone)]
pub struct EmployeeRow {
    /// His id.
    pub id: String,
    /// The client he works for.
    pub client: String,
    /// Where he was invited.
    pub email: String,
    /// An id of the policy's `access` table.
    pub level: String,
    /// None: that of the level.
    pub limit: Option<Decimal>,
    /// Ids of outlets; none: all of the client's.
    pub outlets: Option<Vec<String>>,
    /// The moment from which the access works; none: it works.
    pub effective_from: Option<Instant>,
    /// Whether it does not for now.
    pub suspended: bool,
}

/// A sales rep: `[[rep]]`.
#[derive(Debug, Clone)]
pub struct RepRow {
    /// His id.
    pub id: String,
    /// For people.
    pub name: String,
    /// His e-mail.
    pub email: Option<String>,
    /// His phone.
    pub phone: Option<String>,
    /// Whether he has no access for now.
    pub suspended: bool,
}

/// A row of `reps.csv`: this rep looks after this client.
#[derive(Debug, Clone)]
pub struct BindingRow {
    /// Id of the rep.
    pub rep: String,
    /// Id of the client.
    pub client: String,
    /// Only for this outlet of it.
    pub outlet: Option<String>,
}

/// A rep who is away: `[[absence]]`.
#[derive(Debug, Clone)]
pub struct AbsenceRow {
    /// Id of the rep.
    pub rep: String,
    /// First day away.
    pub from: LocalDate,
    /// First day back; none: not known.
    pub until: Option<LocalDate>,
    /// Id of the rep who stands in.
    pub substitute: Option<String>,
}

/// An invitation that was sent: `[[invitation]]`.
#[derive(Debug, Clone)]
pub struct InvitationRow {
    /// What the invited person shows.
    pub id: String,
    /// Where it was sent.
    pub email: String,
    /// The known legal entity; none: a new one.
    pub company: Option<String>,
    /// The moment from which it is no longer good; none: never.
    pub until: Option<Instant>,
    /// Whether it was used.
    pub used: bool,
}

/// The shop's other people: `[[staff]]`.
#[derive(Debug, Clone)]
pub struct StaffRow {
    /// His id.
    pub id: String,
    /// For people.
    pub name: String,
}

/// All of them, each list in the folder's order.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "a list of each kind of row")]
pub struct People {
    pub clients: Vec<ClientRow>,
    pub outlets: Vec<OutletRow>,
    pub employees: Vec<EmployeeRow>,
    pub reps: Vec<RepRow>,
    pub bindings: Vec<BindingRow>,
    pub absences: Vec<AbsenceRow>,
    pub invitations: Vec<InvitationRow>,
    pub staff: Vec<StaffRow>,
}

/// A timer, an import, an integration: nobody in particular.
const SYSTEM: &str = "system";

impl Shop {
    /// What somebody who acts is; `None` for an id that nobody has.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<ActorKind> {
        let people = &self.people;
        if people.reps.iter().any(|row| row.id == id) {
            Some(ActorKind::Rep)
        } else if people.staff.iter().any(|row| row.id == id) {
            Some(ActorKind::Staff)
        } else if self.buyers.contains_key(id) || people.employees.iter().any(|row| row.id == id) {
            Some(ActorKind::Buyer)
        } else if id == SYSTEM {
            Some(ActorKind::System)
        } else {
            None
        }
    }

    /// Ids of all who may act.
    pub(crate) fn actors(&self) -> impl Iterator<Item = &str> + Clone {
        let people = &self.people;
        let ids = self.buyers.keys().map(String::as_str);
        ids.chain(people.employees.iter().map(|row| row.id.as_str()))
            .chain(people.reps.iter().map(|row| row.id.as_str()))
            .chain(people.staff.iter().map(|row| row.id.as_str()))
            .chain([SYSTEM])
    }

    /// Ids of the clients: those that are written, then companies that are clients of their own.
    pub(crate) fn client_ids(&self) -> impl Iterator<Item = &str> + Clone {
        let written = self.people.clients.iter().map(|row| row.id.as_str());
        let own = self.companies.values().filter(|company| {
            company.client.is_none() && !self.people.clients.iter().any(|row| row.id == company.id)
        });
        written.chain(own.map(|company| company.id.as_str()))
    }

    /// The client that a company belongs to.
    pub(super) fn client_of<'s>(&'s self, company: &'s str) -> &'s str {
        let row = self.companies.get(company);
        row.and_then(|row| row.client.as_deref()).unwrap_or(company)
    }

    pub(super) fn check_client(&self, id: &str) -> Result<String, ContentError> {
        check("client", id, self.client_ids())
    }

    pub(super) fn check_outlet(&self, id: &str) -> Result<String, ContentError> {
        let ids = self.people.outlets.iter().map(|row| row.id.as_str());
        check("outlet", id, ids)
    }

    pub(super) fn check_rep(&self, id: &str) -> Result<String, ContentError> {
        let ids = self.people.reps.iter().map(|row| row.id.as_str());
        check("rep", id, ids)
    }

    pub(super) fn check_buyer(&self, id: &str) -> Result<String, ContentError> {
        check("buyer", id, self.buyers.keys().map(String::as_str))
    }

    /// An outlet of this client.
    pub(super) fn check_outlet_of(&self, client: &str, id: &str) -> Result<String, ContentError> {
        self.check_outlet(id)?;
        let own = self
            .people
            .outlets
            .iter()
            .filter(|row| self.client_of(&row.company) == client);
        check("outlet of this client", id, own.map(|row| row.id.as_str()))
    }

    /// The account of a buyer of the outlet's company. That two outlets have one is a case of its own.
    pub(super) fn check_account(&self, company: &str, id: &str) -> Result<String, ContentError> {
        let own = self.buyers.values().filter(|row| row.company == company);
        self.check_buyer(id)?;
        check("buyer of this company", id, own.map(|row| row.id.as_str()))
    }
}

fn check<'a>(
    kind: &'static str,
    id: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Result<String, ContentError> {
    match known.clone().any(|other| other == id) {
        true => Ok(id.to_owned()),
        false => Err(ContentError::unknown(kind, id, known)),
    }
}

/// Orders that are live.
pub(super) fn count(text: &str) -> Result<u32, ContentError> {
    parse::text(text)?
        .parse()
        .map_err(|_| ContentError::value(text, "a whole number of 0 or more"))
}

/// A country of two letters.
pub(super) fn country(text: &str) -> Result<String, ContentError> {
    if text.len() == 2 && text.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(ContentError::value(text, "a country code such as `IT`"))
}
