//! What a shop folder holds, row by row.

use std::collections::BTreeMap;

use super::month::Month;
use crate::bindings::comptoir::rules::facts::GrantSum;
use crate::values::{Decimal, Instant, LocalDate};

/// A price list: `[[price_list]]`.
#[derive(Debug, Clone)]
pub struct PriceListRow {
    /// Its id.
    pub id: String,
    /// ISO 4217 code.
    pub currency: String,
    /// First day in force; none: always.
    pub valid_from: Option<LocalDate>,
    /// First day no longer in force; none: never ends.
    pub valid_until: Option<LocalDate>,
}

/// A legal entity: `[[company]]`.
#[derive(Debug, Clone)]
pub struct CompanyRow {
    /// The legal entity's id.
    pub id: String,
    /// For people.
    pub name: String,
    /// Name of a warehouse; none: the shop's first.
    pub home_warehouse: Option<String>,
    /// Id of a price list agreed with the company.
    pub price_list: Option<String>,
    /// Profiles of the policy's catalogue.
    pub profiles: Vec<String>,
    /// The client group it belongs to; none: it is a client of its own.
    pub client: Option<String>,
    /// ISO 3166 code of two letters.
    pub country: Option<String>,
    /// As the accounting system has it.
    pub tax_id: Option<String>,
    /// By month; a month that is absent counts as zero.
    pub turnover: BTreeMap<Month, Turnover>,
}

/// One month's turnover.
#[derive(Debug, Clone, Copy)]
pub struct Turnover {
    /// What was shipped.
    pub shipped: Decimal,
    /// What came back.
    pub returned: Decimal,
}

/// A contract: `[[contract]]`.
#[derive(Debug, Clone)]
pub struct ContractRow {
    /// Its id.
    pub id: String,
    /// The legal entity that signed it.
    pub company: String,
    /// Payment terms, a key of the policy's `contract` table.
    pub terms: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The one taken when the buyer names none.
    pub default: bool,
    /// First day in force; none: always.
    pub valid_from: Option<LocalDate>,
    /// First day no longer in force; none: never ends.
    pub valid_until: Option<LocalDate>,
    /// Id of a price list agreed in the contract.
    pub price_list: Option<String>,
    /// In percent.
    pub discount: Option<Decimal>,
    /// Categories agreed; none: nothing agreed.
    pub categories: Option<Vec<String>>,
}

/// A buyer account: `[[buyer]]`.
#[derive(Debug, Clone)]
pub struct BuyerRow {
    /// Its id.
    pub id: String,
    /// The legal entity it buys for.
    pub company: String,
    /// For people.
    pub name: Option<String>,
    /// The outlet it buys for.
    pub outlet: Option<String>,
    /// Not signed in.
    pub visitor: bool,
    /// What earlier orders said of the client, by name.
    pub details: BTreeMap<String, String>,
}

/// A credit gate that somebody let pass: `[[grant]]`.
#[derive(Debug, Clone)]
pub struct GrantRow {
    /// The legal entity it was granted to.
    pub company: String,
    /// Id of the gate.
    pub gate: String,
    /// For this legal entity alone.
    pub entity: Option<String>,
    /// For this order alone.
    pub order: Option<String>,
    /// Role under which it was granted.
    pub role: String,
    /// Who granted it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub granted: Instant,
    /// Most that it lets pass; none: any sum.
    pub up_to: Option<GrantSum>,
}

/// A product with its prices and its stock, under its sku.
#[derive(Debug, Clone)]
pub struct ProductRow {
    /// For people.
    pub name: String,
    /// Tax class.
    pub tax_class: String,
    /// In the file's order.
    pub categories: Vec<String>,
    /// Decimals a quantity may have.
    pub unit_decimals: u8,
    /// Kilograms a unit.
    pub weight: Option<Decimal>,
    /// Cubic metres a unit.
    pub volume: Option<Decimal>,
    /// Smallest quantity sold.
    pub moq: Option<Decimal>,
    /// Sold in multiples of this only.
    pub multiple: Option<Decimal>,
    /// The sku that took its place.
    pub replaced_by: Option<String>,
    /// Any order.
    pub prices: Vec<PriceRow>,
    /// By warehouse; none: the stock facts are missing.
    pub stock: Option<BTreeMap<String, LevelRow>>,
    /// Units bought, by company and month.
    pub bought: BTreeMap<String, BTreeMap<Month, Decimal>>,
    /// Units in open reservations, by company.
    pub reserved: BTreeMap<String, Decimal>,
}

/// One price from one quantity on.
#[derive(Debug, Clone)]
pub struct PriceRow {
    /// Id of a price list.
    pub price_list: String,
    /// Above 0.
    pub from: Decimal,
    /// Per unit.
    pub price: Decimal,
}

/// A product's stock in one warehouse.
#[derive(Debug, Clone, Copy)]
pub struct LevelRow {
    /// Units in the house.
    pub on_hand: Decimal,
    /// Reserved by anybody.
    pub reserved: Decimal,
    /// Day of the next batch.
    pub next_batch: Option<LocalDate>,
    /// Units in it.
    pub next_batch_quantity: Option<Decimal>,
}

impl Default for LevelRow {
    fn default() -> Self {
        Self {
            on_hand: Decimal::ZERO,
            reserved: Decimal::ZERO,
            next_batch: None,
            next_batch_quantity: None,
        }
    }
}

/// An exchange rate.
#[derive(Debug, Clone)]
pub struct RateRow {
    /// ISO 4217 code.
    pub from: String,
    /// ISO 4217 code.
    pub to: String,
    /// Units of `to` for one of `from`.
    pub rate: Decimal,
    /// First day on which it holds.
    pub day: LocalDate,
}

/// An invoice, whole or in part unpaid.
#[derive(Debug, Clone)]
pub struct ReceivableRow {
    /// Its id.
    pub id: String,
    /// The legal entity that owes it; empty only while overrides are being set.
    pub company: String,
    /// Contract it arose under; none: not known.
    pub contract: Option<String>,
    /// The order it invoices; none: not known.
    pub order: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// What was invoiced.
    pub amount: Decimal,
    /// What was paid of it.
    pub paid: Decimal,
    /// Day of shipment; none while not shipped.
    pub shipped: Option<LocalDate>,
    /// Last day on which it may be paid; none: prepayment.
    pub due: Option<LocalDate>,
}
