//! What the host knows, as it passes it. Meaning and bounds: `wit/0.1.0/facts.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/facts.wit"
)]

use super::{Day, ExtraField, Loyalty, Number};

#[derive(Debug, Clone)]
pub struct Buyer {
    pub id: String,
    pub entity: String,
    pub signed_in: bool,
    pub profiles: Vec<String>,
    pub home_warehouse: Option<u32>,
    pub price_list: Option<String>,
    pub turnover: Vec<MonthTurnover>,
    pub details: Vec<ExtraField>,
}

#[derive(Debug, Clone)]
pub struct MonthTurnover {
    pub year: i32,
    pub month: u32,
    pub shipped: Number,
    pub returned: Number,
}

#[derive(Debug, Clone)]
pub struct Contract {
    pub id: String,
    pub entity: String,
    pub terms: String,
    pub currency: String,
    pub valid_from: Option<Day>,
    pub valid_until: Option<Day>,
    pub is_default: bool,
    pub price_list: Option<String>,
    pub discount: Option<Number>,
    pub categories: Option<Vec<String>>,
}

#[derive(Debug, Clone)]
pub struct PriceList {
    pub id: String,
    pub currency: String,
    pub valid_from: Option<Day>,
    pub valid_until: Option<Day>,
}

#[derive(Debug, Clone, Copy)]
pub struct PriceRow {
    pub price_list: u32,
    pub from_quantity: Number,
    pub amount: Number,
}

#[derive(Debug, Clone)]
pub struct Product {
    pub sku: String,
    pub tax_class: u32,
    pub categories: Vec<u32>,
    pub unit_scale: u32,
    pub weight: Option<Number>,
    pub volume: Option<Number>,
    pub moq: Option<Number>,
    pub multiple: Option<Number>,
    pub replaced_by: Option<String>,
    pub prices: Vec<PriceRow>,
}

#[derive(Debug, Clone, Default)]
pub struct Products {
    pub price_lists: Vec<PriceList>,
    pub tax_classes: Vec<String>,
    pub categories: Vec<String>,
    pub items: Vec<Product>,
}

#[derive(Debug, Clone, Copy)]
pub struct Level {
    pub warehouse: u32,
    pub on_hand: Number,
    pub reserved: Number,
}

#[derive(Debug, Clone, Copy)]
pub struct Batch {
    pub date: Day,
    pub quantity: Option<Number>,
}

#[derive(Debug, Clone)]
pub struct ProductStock {
    pub product: u32,
    pub levels: Vec<Level>,
    pub bought: Vec<Number>,
    pub own_reserved: Number,
    pub next_batch: Option<Batch>,
}

#[derive(Debug, Clone, Default)]
pub struct Stock {
    pub warehouses: Vec<String>,
    pub items: Vec<ProductStock>,
}

#[derive(Debug, Clone)]
pub struct Rate {
    pub from: String,
    pub to: String,
    /// Above 0.
    pub value: Number,
    pub day: Day,
}

#[derive(Debug, Clone)]
pub struct Receivable {
    pub id: String,
    pub entity: String,
    pub contract: Option<String>,
    pub order: Option<String>,
    pub currency: String,
    pub amount: Number,
    pub paid: Number,
    pub shipped: Option<Day>,
    pub due: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct Grant {
    pub gate: String,
    pub entity: Option<String>,
    pub order: Option<String>,
    pub role: String,
    pub by: String,
    pub reason: String,
    /// Milliseconds since 1970.
    pub granted: i64,
    /// None: any sum.
    pub up_to: Option<GrantSum>,
}

#[derive(Debug, Clone)]
pub struct GrantSum {
    pub amount: Number,
    pub currency: String,
}

#[derive(Debug, Clone)]
pub struct CreditLimit {
    pub entity: String,
    pub contract: Option<String>,
    pub currency: String,
    /// None: agreed to be without a limit.
    pub amount: Option<Number>,
}

#[derive(Debug, Clone)]
pub struct LiveOrder {
    pub id: String,
    pub entity: String,
    pub contract: Option<String>,
    pub currency: String,
    pub payable: Number,
    pub paid: Number,
}

#[derive(Debug, Clone, Default)]
pub struct Receivables {
    pub items: Vec<Receivable>,
    pub grants: Vec<Grant>,
    pub limits: Vec<CreditLimit>,
    /// None: not known.
    pub orders: Option<Vec<LiveOrder>>,
}

/// The groups that a cart decision reads.
#[derive(Debug, Clone)]
pub struct Facts {
    pub buyer: Buyer,
    pub contracts: Vec<Contract>,
    pub products: Products,
    pub stock: Stock,
    pub receivables: Option<Receivables>,
    pub rates: Vec<Rate>,
    pub loyalty: Option<Loyalty>,
}

/// Whether `day` lies in the half-open span from `from` to `until`.
#[must_use]
pub fn in_force(day: Day, from: Option<Day>, until: Option<Day>) -> bool {
    from.is_none_or(|first| first <= day) && until.is_none_or(|end| day < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_is_half_open() {
        let day = |d| Day::from_ymd_opt(2026, 3, d);
        let within = |d| in_force(day(d).unwrap(), day(10), day(20));
        assert!(!within(9) && within(10) && within(19) && !within(20));
        assert!(in_force(day(1).unwrap(), None, None));
    }
}
