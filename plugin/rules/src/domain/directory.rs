//! Who is known to the shop. Meaning and bounds: `wit/0.1.0/accounts.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/accounts.wit"
)]

use super::{Day, Number};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub key: String,
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub name: String,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone)]
pub struct LegalEntity {
    pub id: String,
    pub client: u32,
    pub name: String,
    pub country: String,
    pub tax_id: String,
}

#[derive(Debug, Clone)]
pub struct Outlet {
    pub id: String,
    pub entity: u32,
    pub name: String,
    pub city: String,
    pub account: Option<String>,
    pub email: Option<String>,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone)]
pub struct Employee {
    pub id: String,
    pub client: u32,
    pub outlets: Option<Vec<u32>>,
    pub email: String,
    pub level: String,
    pub limit: Option<Number>,
    /// Milliseconds since 1970.
    pub effective_from: Option<i64>,
    pub suspended: bool,
}

#[derive(Debug, Clone)]
pub struct Rep {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub suspended: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub rep: u32,
    pub client: u32,
    pub outlet: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub struct Absence {
    pub rep: u32,
    pub from: Day,
    pub until: Option<Day>,
    pub substitute: Option<u32>,
}

#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: String,
    pub email: String,
    pub entity: Option<u32>,
    /// Milliseconds since 1970.
    pub until: Option<i64>,
    pub used: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Directory {
    pub clients: Vec<Client>,
    pub entities: Vec<LegalEntity>,
    pub outlets: Vec<Outlet>,
    pub employees: Vec<Employee>,
    pub reps: Vec<Rep>,
    pub bindings: Vec<Binding>,
    pub absences: Vec<Absence>,
    pub invitations: Vec<Invitation>,
}

#[derive(Debug, Clone)]
pub struct Registration {
    pub name: String,
    pub country: String,
    pub tax_id: String,
    pub person: String,
    pub email: String,
    pub phone: String,
    pub outlet: Option<u32>,
    pub invitation: Option<String>,
    pub earlier_orders: u32,
}

/// Something an employee or a rep may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    ViewCatalogue,
    ViewPrices,
    ViewOrders,
    ActOnOrders,
    ViewSettlements,
    EditCart,
    PlaceOrder,
    SwitchContract,
    SpendBonus,
    ManageEmployees,
}

impl Act {
    /// All of them, under the names a policy uses.
    pub const ALL: [(&'static str, Self); 10] = [
        ("view-catalogue", Self::ViewCatalogue),
        ("view-prices", Self::ViewPrices),
        ("view-orders", Self::ViewOrders),
        ("act-on-orders", Self::ActOnOrders),
        ("view-settlements", Self::ViewSettlements),
        ("edit-cart", Self::EditCart),
        ("place-order", Self::PlaceOrder),
        ("switch-contract", Self::SwitchContract),
        ("spend-bonus", Self::SpendBonus),
        ("manage-employees", Self::ManageEmployees),
    ];

    /// Its name in a policy.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, act)| *act == self)
            .map_or("", |(name, _)| name)
    }
}

#[derive(Debug, Clone)]
pub struct Standing {
    pub client: u32,
    pub live_orders: u32,
    pub owed: Vec<Owed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub currency: String,
    pub amount: Number,
    pub overdue: Number,
}

/// The entry that `index` names.
#[must_use]
pub fn entry<T>(list: &[T], index: u32) -> Option<&T> {
    list.get(usize::try_from(index).ok()?)
}

impl Directory {
    /// The client behind an outlet.
    #[must_use]
    pub fn client_of(&self, outlet: u32) -> Option<u32> {
        let outlet = entry(&self.outlets, outlet)?;
        entry(&self.entities, outlet.entity).map(|entity| entity.client)
    }

    /// Outlets that have `account`; more than one is a contradiction.
    #[must_use]
    pub fn outlets_of(&self, account: &str) -> Vec<u32> {
        (0u32..)
            .zip(&self.outlets)
            .filter(|(_, outlet)| outlet.account.as_deref() == Some(account))
            .map(|(index, _)| index)
            .collect()
    }

    /// Values of an attribute at an outlet, else at the client.
    #[must_use]
    pub fn attribute(&self, client: u32, outlet: Option<u32>, key: &str) -> Vec<&str> {
        let has = |attributes: &[Attribute]| attributes.iter().any(|a| a.key == key);
        let lists = [
            outlet
                .and_then(|outlet| entry(&self.outlets, outlet))
                .map(|outlet| outlet.attributes.as_slice()),
            entry(&self.clients, client).map(|client| client.attributes.as_slice()),
        ];
        lists
            .into_iter()
            .flatten()
            .find(|attributes| has(attributes))
            .into_iter()
            .flatten()
            .filter(|attribute| attribute.key == key)
            .map(|attribute| attribute.value.as_str())
            .collect()
    }
}
