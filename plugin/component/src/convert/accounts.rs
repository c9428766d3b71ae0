//! People: the directory and its questions, in; answers, out.

use comptoir_rules::accounts as a;
use comptoir_rules::domain as d;
use comptoir_rules::domain::directory as p;
use comptoir_rules::rules::access::Wish;
use comptoir_rules::rules::rep_assignment::{Assignment, By};

use super::facts::contract;
use super::finding::verdict;
use super::number::{Malformed, day, decimal, index, list, number, optional, optional_day};
use crate::bindings::comptoir::rules::{facts, types};
use crate::bindings::exports::comptoir::rules::accounts as w;

/// The directory, every reference checked.
pub fn directory(directory: w::Directory) -> Result<p::Directory, Malformed> {
    convert(directory).map_err(|malformed| malformed.within("directory"))
}

fn convert(from: w::Directory) -> Result<p::Directory, Malformed> {
    let sizes = Sizes {
        clients: from.clients.len(),
        entities: from.entities.len(),
        outlets: from.outlets.len(),
        reps: from.reps.len(),
    };
    let within = |place: &'static str| move |malformed: Malformed| malformed.within(place);
    Ok(p::Directory {
        clients: from.clients.into_iter().map(client).collect(),
        entities: list(from.entities, |e| entity(e, &sizes)).map_err(within("entities"))?,
        outlets: list(from.outlets, |o| outlet(o, &sizes)).map_err(within("outlets"))?,
        employees: list(from.employees, |e| employee(e, &sizes)).map_err(within("employees"))?,
        reps: from.reps.into_iter().map(rep).collect(),
        bindings: list(from.bindings, |b| binding(b, &sizes)).map_err(within("bindings"))?,
        absences: list(from.absences, |a| absence(a, &sizes)).map_err(within("absences"))?,
        invitations: list(from.invitations, |i| invitation(i, &sizes))
            .map_err(within("invitations"))?,
    })
}

struct Sizes {
    clients: usize,
    entities: usize,
    outlets: usize,
    reps: usize,
}

impl Sizes {
    fn client(&self, at: u32) -> Result<u32, Malformed> {
        index(at, self.clients, "clients").map_err(|malformed| malformed.within("client"))
    }

    fn entity(&self, at: u32) -> Result<u32, Malformed> {
        index(at, self.entities, "entities").map_err(|malformed| malformed.within("entity"))
    }

    fn outlet(&self, at: u32) -> Result<u32, Malformed> {
        index(at, self.outlets, "outlets").map_err(|malformed| malformed.within("outlet"))
    }

    fn rep(&self, at: u32) -> Result<u32, Malformed> {
        index(at, self.reps, "reps").map_err(|malformed| malformed.within("rep"))
    }
}

fn attributes(attributes: Vec<w::Attribute>) -> Vec<p::Attribute> {
    let attribute = |attribute: w::Attribute| p::Attribute {
        key: attribute.key,
        value: attribute.value,
    };
    attributes.into_iter().map(attribute).collect()
}

fn client(client: w::Client) -> p::Client {
    p::Client {
        id: client.id,
        name: client.name,
        attributes: attributes(client.attributes),
    }
}

fn entity(entity: w::LegalEntity, sizes: &Sizes) -> Result<p::LegalEntity, Malformed> {
    Ok(p::LegalEntity {
        client: sizes.client(entity.client)?,
        id: entity.id,
        name: entity.name,
        country: entity.country,
        tax_id: entity.tax_id,
    })
}

fn outlet(outlet: w::Outlet, sizes: &Sizes) -> Result<p::Outlet, Malformed> {
    Ok(p::Outlet {
        entity: sizes.entity(outlet.entity)?,
        id: outlet.id,
        name: outlet.name,
        city: outlet.city,
        account: outlet.account,
        email: outlet.email,
        attributes: attributes(outlet.attributes),
    })
}

fn employee(employee: w::Employee, sizes: &Sizes) -> Result<p::Employee, Malformed> {
    let outlets = employee
        .outlets
        .map(|outlets| list(outlets, |at| index(at, sizes.outlets, "outlets")))
        .transpose()
        .map_err(|malformed| malformed.within("outlets"))?;
    Ok(p::Employee {
        client: sizes.client(employee.client)?,
        outlets,
        id: employee.id,
        email: employee.email,
        level: employee.level,
        limit: not_negative(employee.limit).map_err(|malformed| malformed.within("limit"))?,
        effective_from: employee.effective_from,
        suspended: employee.suspended,
    })
}

pub(super) fn not_negative(
    amount: Option<comptoir_values::Decimal>,
) -> Result<Option<d::Number>, Malformed> {
    let amount = optional(amount)?;
    match amount {
        Some(below) if below < d::Number::ZERO => Err(Malformed::new(
            "bad-decimal",
            format!("{below} is negative"),
        )),
        _ => Ok(amount),
    }
}

fn rep(rep: w::Rep) -> p::Rep {
    p::Rep {
        id: rep.id,
        name: rep.name,
        email: rep.email,
        phone: rep.phone,
        suspended: rep.suspended,
    }
}

fn binding(binding: w::Binding, sizes: &Sizes) -> Result<p::Binding, Malformed> {
    Ok(p::Binding {
        rep: sizes.rep(binding.rep)?,
        client: sizes.client(binding.client)?,
        outlet: binding.outlet.map(|at| sizes.outlet(at)).transpose()?,
    })
}

fn absence(absence: w::Absence, sizes: &Sizes) -> Result<p::Absence, Malformed> {
    let substitute = absence.substitute.map(|at| sizes.rep(at)).transpose();
    Ok(p::Absence {
        rep: sizes.rep(absence.rep)?,
        from: day(absence.from).map_err(|malformed| malformed.within("from"))?,
        until: optional_day(absence.until).map_err(|malformed| malformed.within("until"))?,
        substitute: substitute.map_err(|malformed| malformed.within("substitute"))?,
    })
}

fn invitation(invitation: w::Invitation, sizes: &Sizes) -> Result<p::Invitation, Malformed> {
    Ok(p::Invitation {
        entity: invitation.entity.map(|at| sizes.entity(at)).transpose()?,
        id: invitation.id,
        email: invitation.email,
        until: invitation.until,
        used: invitation.used,
    })
}

/// Contracts.
pub fn contracts(contracts: Vec<facts::Contract>) -> Result<Vec<d::Contract>, Malformed> {
    list(contracts, contract).map_err(|malformed| malformed.within("contracts"))
}

/// A registration.
pub fn registration(
    request: w::RegistrationRequest,
    directory: &p::Directory,
) -> Result<p::Registration, Malformed> {
    let outlet = request
        .outlet
        .map(|at| index(at, directory.outlets.len(), "outlets"))
        .transpose();
    Ok(p::Registration {
        outlet: outlet.map_err(|malformed| malformed.within("request.outlet"))?,
        name: request.name,
        country: request.country,
        tax_id: request.tax_id,
        person: request.person,
        email: request.email,
        phone: request.phone,
        invitation: request.invitation,
        earlier_orders: request.earlier_orders,
    })
}

/// What somebody wants to do.
pub fn wish(request: w::AuthoriseRequest) -> Result<Wish, Malformed> {
    let act = match request.action {
        w::Permission::ViewCatalogue => p::Act::ViewCatalogue,
        w::Permission::ViewPrices => p::Act::ViewPrices,
        w::Permission::ViewOrders => p::Act::ViewOrders,
        w::Permission::ActOnOrders => p::Act::ActOnOrders,
        w::Permission::ViewSettlements => p::Act::ViewSettlements,
        w::Permission::EditCart => p::Act::EditCart,
        w::Permission::PlaceOrder => p::Act::PlaceOrder,
        w::Permission::SwitchContract => p::Act::SwitchContract,
        w::Permission::SpendBonus => p::Act::SpendBonus,
        w::Permission::ManageEmployees => p::Act::ManageEmployees,
    };
    let sum = not_negative(request.sum).map_err(|malformed| malformed.within("request.sum"))?;
    Ok(Wish { act, sum })
}

/// A client, and an outlet of it.
pub fn place(
    request: &w::AssignRequest,
    directory: &p::Directory,
) -> Result<(u32, Option<u32>), Malformed> {
    let client = index(request.client, directory.clients.len(), "clients")
        .map_err(|malformed| malformed.within("request.client"))?;
    if let Some(outlet) = request.outlet
        && directory.client_of(outlet) != Some(client)
    {
        let message = format!("{outlet} is no outlet of client {client}");
        return Err(Malformed::new("bad-index", message).within("request.outlet"));
    }
    Ok((client, request.outlet))
}

/// How clients stand.
pub fn standings(
    standings: Vec<w::Standing>,
    directory: &p::Directory,
) -> Result<Vec<p::Standing>, Malformed> {
    let owed = |owed: w::Owed| {
        Ok(p::Owed {
            amount: number(owed.amount)?,
            overdue: number(owed.overdue)?,
            currency: owed.currency,
        })
    };
    let standing = |standing: w::Standing| {
        Ok(p::Standing {
            owed: list(standing.owed, owed).map_err(|malformed| malformed.within("owed"))?,
            live_orders: standing.live_orders,
            client: index(standing.client, directory.clients.len(), "clients")
                .map_err(|malformed| malformed.within("client"))?,
        })
    };
    list(standings, standing).map_err(|malformed| malformed.within("standings"))
}

/// A registration, decided.
#[must_use]
pub fn register_answer(answer: a::RegisterAnswer, directory: &p::Directory) -> w::RegisterAnswer {
    w::RegisterAnswer {
        assignment: answer
            .assignment
            .and_then(|found| assignment(found, directory)),
        verdict: verdict(answer.verdict),
        checksum_tested: answer.tax_id.as_ref().is_some_and(|id| id.checked),
        tax_id: answer.tax_id.map(|id| id.id),
        entity: answer.entity,
        join: answer.join.map(|join| w::Join {
            client: join.client,
            administrators: join.administrators,
        }),
    }
}

/// Who may, with both identities.
#[must_use]
pub fn authorise_answer(
    answer: a::Authorised,
    acting: types::Actor,
    principal: String,
) -> w::AuthoriseAnswer {
    w::AuthoriseAnswer {
        verdict: verdict(answer.verdict),
        acting,
        principal,
        outlet: answer.outlet,
        level: answer.level,
        limit: answer.limit.map(decimal),
        who_may: answer.who_may,
    }
}

/// Who looks after a client, with his contact.
#[must_use]
pub fn assign_answer(answer: a::AssignAnswer, directory: &p::Directory) -> w::AssignAnswer {
    w::AssignAnswer {
        verdict: verdict(answer.verdict),
        assignment: answer
            .assignment
            .and_then(|found| assignment(found, directory)),
    }
}

fn assignment(found: Assignment, directory: &p::Directory) -> Option<w::Assignment> {
    let rep = p::entry(&directory.reps, found.rep)?;
    Some(w::Assignment {
        rep: found.rep,
        assigned: found.assigned,
        by: match found.by {
            By::Binding(at) => w::AssignedBy::Binding(at),
            By::Rule(id) => w::AssignedBy::Rule(id),
            By::Default => w::AssignedBy::Default,
        },
        name: rep.name.clone(),
        email: rep.email.clone(),
        phone: rep.phone.clone(),
    })
}

/// A page of clients.
#[must_use]
pub fn find_answer(answer: a::Found) -> w::FindAnswer {
    let found = |found: a::FoundClient| w::FoundClient {
        client: found.client,
        standing: found.standing,
    };
    w::FindAnswer {
        verdict: verdict(answer.verdict),
        clients: answer.clients.into_iter().map(found).collect(),
        total: answer.total,
        next_offset: answer.next_offset,
        overall: w::Overall {
            live_orders: answer.overall.live_orders,
            owed: answer.overall.owed.into_iter().map(owed).collect(),
            unknown: answer.overall.unknown,
        },
    }
}

fn owed(owed: p::Owed) -> w::Owed {
    w::Owed {
        currency: owed.currency,
        amount: decimal(owed.amount),
        overdue: decimal(owed.overdue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native::Native;
    use comptoir_values::{Decimal, LocalDate};

    fn people() -> w::Directory {
        w::Directory {
            clients: vec![w::Client {
                id: "c".to_owned(),
                version: "1".to_owned(),
                name: "C".to_owned(),
                attributes: Vec::new(),
            }],
            entities: vec![w::LegalEntity {
                id: "e".to_owned(),
                version: "1".to_owned(),
                client: 0,
                name: "E".to_owned(),
                country: "IT".to_owned(),
                tax_id: "00743110157".to_owned(),
            }],
            outlets: vec![w::Outlet {
                id: "o".to_owned(),
                version: "1".to_owned(),
                entity: 0,
                name: "O".to_owned(),
                city: "Bari".to_owned(),
                account: Some("shop-1".to_owned()),
                email: None,
                attributes: Vec::new(),
            }],
            employees: Vec::new(),
            reps: vec![w::Rep {
                id: "anna".to_owned(),
                version: "1".to_owned(),
                name: "Anna".to_owned(),
                email: Some("anna@example.com".to_owned()),
                phone: None,
                suspended: false,
            }],
            bindings: vec![w::Binding {
                version: "1".to_owned(),
                rep: 0,
                client: 0,
                outlet: None,
            }],
            absences: Vec::new(),
            invitations: Vec::new(),
        }
    }

    fn rep() -> types::Context {
        types::Context {
            acting: types::Actor {
                id: "anna".to_owned(),
                kind: types::ActorKind::Rep,
            },
            principal: "shop-1".to_owned(),
            instant: 0,
            local_date: LocalDate {
                year: 2026,
                month: 3,
                day: 10,
            },
            request_id: "r".to_owned(),
        }
    }

    fn native() -> Native {
        Native::load("[shop]\ncurrency = \"EUR\"\n[contract.a]\n")
            .map_err(|issues| issues.len())
            .unwrap()
            .0
    }

    fn order(sum: i64) -> w::AuthoriseRequest {
        w::AuthoriseRequest {
            action: w::Permission::PlaceOrder,
            sum: Some(Decimal {
                coefficient: sum,
                scale: 2,
            }),
        }
    }

    #[test]
    fn both_identities_stay_in_the_answer() {
        let answer = native().authorise(rep(), people(), order(1)).unwrap();
        assert_eq!(answer.verdict.outcome, types::Outcome::Allow);
        assert_eq!(answer.acting.id, "anna");
        assert_eq!(answer.principal, "shop-1");
        assert_eq!(answer.outlet, Some(0));
    }

    #[test]
    fn the_contact_of_the_rep_is_in_the_answer() {
        let request = w::AssignRequest {
            client: 0,
            outlet: Some(0),
        };
        let answer = native().assign_rep(rep(), people(), request).unwrap();
        let found = answer.assignment.unwrap();
        assert_eq!(found.email.as_deref(), Some("anna@example.com"));
        assert!(matches!(found.by, w::AssignedBy::Binding(0)));
    }

    #[test]
    fn malformed_calls_name_the_place() {
        let error = native().authorise(rep(), people(), order(-1)).unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("bad-decimal", "request.sum")
        );
        let mut broken = people();
        broken.bindings[0].rep = 1;
        let error = native().authorise(rep(), broken, order(1)).unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("bad-index", "directory.bindings[0].rep")
        );
        let request = w::AssignRequest {
            client: 0,
            outlet: Some(1),
        };
        let error = native().assign_rep(rep(), people(), request).unwrap_err();
        assert_eq!(error.at, "request.outlet");
    }
}
