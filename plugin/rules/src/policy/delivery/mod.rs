//! `[[delivery.method]]` and `[[delivery.zone]]`: how goods reach a buyer, and at what price.

mod read;
mod sections;

use crate::domain::Number;

pub(in crate::policy) use read::{KINDS, read};
pub use sections::{DELIVERY, METHOD, ZONE};

/// Who carries the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// The buyer.
    Pickup,
    /// The shop.
    CompanyTransport,
    /// A carrier, in its cities and branches.
    Carrier,
    /// The shop, to the buyer's own customer.
    Dropshipping,
    /// Anybody else.
    Other,
    /// Nobody: it is eaten where it is made.
    DineIn,
}

/// What a buyer has to say for a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The method itself.
    Method,
    /// The zone.
    Zone,
    /// The city.
    City,
    /// The postcode.
    Postcode,
    /// Street and house.
    Address,
    /// A carrier's branch.
    Branch,
    /// Who takes the goods.
    Recipient,
    /// His phone.
    Phone,
    /// How the order is paid.
    Payment,
}

impl Field {
    /// Its name in the contract and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Zone => "zone",
            Self::City => "city",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::Branch => "branch",
            Self::Recipient => "recipient",
            Self::Phone => "phone",
            Self::Payment => "payment",
        }
    }
}

/// A text that is compared without regard to case and outer white space.
#[derive(Debug, Clone)]
pub struct Name {
    /// As the policy writes it.
    pub text: String,
    folded: String,
}

impl Name {
    pub(in crate::policy) fn new(text: String) -> Self {
        let folded = fold(&text);
        Self { text, folded }
    }

    /// Whether `said` means this name.
    #[must_use]
    pub fn is(&self, said: &str) -> bool {
        self.folded == fold(said)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A city that a method serves.
#[derive(Debug, Clone)]
pub struct Served {
    /// The city.
    pub city: Name,
    /// Its branches; empty: any address.
    pub branches: Vec<Name>,
}

/// `[[delivery.method]]`.
#[derive(Debug, Clone)]
pub struct Method {
    /// Its id.
    pub id: String,
    /// Who carries the goods.
    pub kind: MethodKind,
    /// Shown to buyers.
    pub conditions: Option<String>,
    /// What placing needs.
    pub requires: Vec<Field>,
    /// Payments it allows; empty: all.
    pub payments: Vec<Name>,
    /// Cities it serves; none: everywhere.
    pub serves: Option<Vec<Served>>,
    /// Ids of the zones it knows; empty: none.
    pub zones: Vec<String>,
    /// Price where no zone has one.
    pub price: Option<Number>,
    /// Goods sum from which it costs nothing, inclusive, where no zone has one.
    pub free_from: Option<Number>,
    /// Most kilograms, inclusive.
    pub max_weight: Option<Number>,
    /// Most cubic metres, inclusive.
    pub max_volume: Option<Number>,
}

/// `[[delivery.zone]]`.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its id.
    pub id: String,
    /// Goods sum to reach, inclusive.
    pub minimum: Option<Number>,
    /// Its price.
    pub price: Option<Number>,
    /// Goods sum from which delivery costs nothing, inclusive.
    pub free_from: Option<Number>,
    /// Payments it allows; empty: all.
    pub payments: Vec<Name>,
    /// Shown to buyers.
    pub conditions: Option<String>,
    /// Cities in it.
    pub cities: Vec<Name>,
    /// Postcodes in it; they count before the cities.
    pub postcodes: Vec<Name>,
}

/// `[delivery]`.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// In the order of the text.
    pub methods: Vec<Method>,
    /// In the order of the text.
    pub zones: Vec<Zone>,
}

#[cfg(test)]
mod tests;
