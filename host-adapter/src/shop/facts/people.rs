//! The directory of the whole shop, and how its clients stand.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::version;
use crate::bindings::comptoir::rules::facts::Contract;
use crate::bindings::exports::comptoir::rules::accounts::{
    Absence, Attribute, Binding, Client, Directory, Employee, Invitation, LegalEntity, Outlet,
    Owed, Rep, Standing,
};
use crate::shop::Shop;
use crate::shop::people::Attributes;
use crate::values::{Decimal, LocalDate};

/// The value with the version of what it says.
macro_rules! versioned {
    ($value:expr) => {{
        let mut value = $value;
        value.version = version(&value);
        value
    }};
}

fn attributes(attributes: &Attributes) -> Vec<Attribute> {
    let each = attributes.iter().map(|(key, value)| Attribute {
        key: key.clone(),
        value: value.clone(),
    });
    each.collect()
}

/// Place of an id; ids resolve, as long as a shop is changed by overrides alone.
fn place<'a>(mut ids: impl Iterator<Item = &'a str>, id: &str) -> u32 {
    let at = ids.position(|known| known == id);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
}

impl Shop {
    /// Everybody, each list in the folder's order; companies by id.
    #[must_use]
    pub fn directory(&self) -> Directory {
        let people = &self.people;
        let none = String::new;
        let reps = people.reps.iter().map(|row| {
            versioned!(Rep {
                id: row.id.clone(),
                version: none(),
                name: row.name.clone(),
                email: row.email.clone(),
                phone: row.phone.clone(),
                suspended: row.suspended,
            })
        });
        let bindings = people.bindings.iter().map(|row| {
            versioned!(Binding {
                version: none(),
                rep: self.rep_place(&row.rep),
                client: self.client_place(&row.client),
                outlet: row.outlet.as_deref().map(|id| self.outlet_place(id)),
            })
        });
        let absences = people.absences.iter().map(|row| {
            versioned!(Absence {
                version: none(),
                rep: self.rep_place(&row.rep),
                from: row.from,
                until: row.until,
                substitute: row.substitute.as_deref().map(|id| self.rep_place(id)),
            })
        });
        let invitations = people.invitations.iter().map(|row| {
            versioned!(Invitation {
                id: row.id.clone(),
                version: none(),
                email: row.email.clone(),
                entity: row.company.as_deref().map(|id| self.company_place(id)),
                until: row.until,
                used: row.used,
            })
        });
        Directory {
            clients: self.client_facts(),
            entities: self.entity_facts(),
            outlets: self.outlet_facts(),
            employees: self.employee_facts(),
            reps: reps.collect(),
            bindings: bindings.collect(),
            absences: absences.collect(),
            invitations: invitations.collect(),
        }
    }

    fn client_facts(&self) -> Vec<Client> {
        let client = |id: &str| {
            let row = self.people.clients.iter().find(|row| row.id == id);
            let company = self.companies.get(id).map(|company| &company.name);
            versioned!(Client {
                id: id.to_owned(),
                version: String::new(),
                name: row
                    .map(|row| &row.name)
                    .or(company)
                    .cloned()
                    .unwrap_or_default(),
                attributes: row.map_or_else(Vec::new, |row| attributes(&row.attributes)),
            })
        };
        self.client_ids().map(client).collect()
    }

    fn entity_facts(&self) -> Vec<LegalEntity> {
        let entities = self.companies.values().map(|row| {
            versioned!(LegalEntity {
                id: row.id.clone(),
                version: String::new(),
                client: self.client_place(self.client_of(&row.id)),
                name: row.name.clone(),
                country: row.country.clone().unwrap_or_default(),
                tax_id: row.tax_id.clone().unwrap_or_default(),
            })
        });
        entities.collect()
    }

    fn outlet_facts(&self) -> Vec<Outlet> {
        let outlets = self.people.outlets.iter().map(|row| {
            versioned!(Outlet {
                id: row.id.clone(),
                version: String::new(),
                entity: self.company_place(&row.company),
                name: row.name.clone(),
                city: row.city.clone(),
                account: row.account.clone(),
                email: row.email.clone(),
                attributes: attributes(&row.attributes),
            })
        });
        outlets.collect()
    }

    fn employee_facts(&self) -> Vec<Employee> {
        let employees = self.people.employees.iter().map(|row| {
            let outlets = row.outlets.as_ref();
            versioned!(Employee {
                id: row.id.clone(),
                version: String::new(),
                client: self.client_place(&row.client),
                outlets: outlets.map(|ids| ids.iter().map(|id| self.outlet_place(id)).collect()),
                email: row.email.clone(),
                level: row.level.clone(),
                limit: row.limit,
                effective_from: row.effective_from,
                suspended: row.suspended,
            })
        });
        employees.collect()
    }

    /// Contracts of all companies: what a registration is held against.
    #[must_use]
    pub fn contracts(&self) -> Vec<Contract> {
        let companies = self.companies.keys();
        companies
            .flat_map(|company| self.contract_facts(company))
            .collect()
    }

    /// How clients stand on `today`: live orders as the folder has them, debts from the receivables.
    /// A client without `live_orders` has no standing, and none has without receivables.
    ///
    /// Overdue is what was shipped and is past its due day, or was to be paid before.
    #[must_use]
    pub fn standings(&self, today: LocalDate) -> Vec<Standing> {
        let Some(rows) = &self.receivables else {
            return Vec::new();
        };
        let standing = |client: &crate::shop::people::ClientRow| {
            let mut owed: BTreeMap<&str, (Number, Number)> = BTreeMap::new();
            for row in rows {
                if self.client_of(&row.company) != client.id {
                    continue;
                }
                let number = |decimal: Decimal| decimal.to_number().unwrap_or_default();
                let open = number(row.amount).saturating_sub(number(row.paid));
                let late = row.shipped.is_some() && row.due.is_none_or(|due| due < today);
                let sums = owed.entry(&row.currency).or_default();
                sums.0 = sums.0.saturating_add(open);
                if late {
                    sums.1 = sums.1.saturating_add(open);
                }
            }
            let owed = owed
                .into_iter()
                .filter_map(|(currency, (amount, overdue))| {
                    Some(Owed {
                        currency: currency.to_owned(),
                        amount: amount.try_into().ok()?,
                        overdue: overdue.try_into().ok()?,
                    })
                });
            Some(versioned!(Standing {
                client: self.client_place(&client.id),
                version: String::new(),
                live_orders: client.live_orders?,
                owed: owed.collect(),
            }))
        };
        self.people.clients.iter().filter_map(standing).collect()
    }

    pub(crate) fn client_place(&self, id: &str) -> u32 {
        place(self.client_ids(), id)
    }

    pub(crate) fn company_place(&self, id: &str) -> u32 {
        place(self.companies.keys().map(String::as_str), id)
    }

    pub(crate) fn outlet_place(&self, id: &str) -> u32 {
        place(self.people.outlets.iter().map(|row| row.id.as_str()), id)
    }

    pub(crate) fn rep_place(&self, id: &str) -> u32 {
        place(self.people.reps.iter().map(|row| row.id.as_str()), id)
    }
}
