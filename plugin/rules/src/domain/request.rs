//! What the buyer asks for. Meaning and bounds: `wit/0.1.0/cart.wit`, `wit/0.1.0/checkout.wit`, `wit/0.1.0/documents.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/cart.wit, wit/0.1.0/checkout.wit and wit/0.1.0/documents.wit"
)]

use super::{BonusWish, Day, Number, OrderLine};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Price,
    Waterfall,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraField {
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub sku: String,
    pub quantity: Number,
    pub extra: Vec<ExtraField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowProblem {
    ArticleMissing,
    ArticleUnreadable,
    ArticleTooLong,
    QuantityMissing,
    QuantityZero,
    QuantityNegative,
    QuantityNotANumber,
    QuantityAmbiguous,
    QuantityTooLarge,
    QuantityTooPrecise,
    ArticleNumericCell,
}

#[derive(Debug, Clone)]
pub struct ImportRow {
    pub number: u32,
    pub exact: String,
    pub without_leading_zeros: String,
    pub value: Option<Number>,
    pub problems: Vec<RowProblem>,
}

#[derive(Debug, Clone, Default)]
pub struct DeliveryChoice {
    pub method: String,
    pub zone: Option<String>,
    pub city: Option<String>,
    pub postcode: Option<String>,
    pub address: Option<String>,
    pub branch: Option<String>,
    pub recipient: Option<String>,
    pub phone: Option<String>,
    pub payment: Option<String>,
}

#[derive(Debug, Clone)]
pub struct CartRequest {
    pub contract: Option<String>,
    pub collected: Option<Day>,
    pub warehouses: Vec<String>,
    pub lines: Vec<Line>,
    pub rows: Vec<ImportRow>,
    pub accepted_repairs: Vec<u32>,
    pub delivery: Option<DeliveryChoice>,
    pub payment: Option<String>,
    pub promo: Option<String>,
    pub bonus: Option<BonusWish>,
    pub detail: Detail,
    pub extra: Vec<ExtraField>,
    /// Lines of a placed order that this cart corrects: its prices hold. Empty in any other cart.
    pub agreed: Vec<OrderLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousPrice {
    pub net: Number,
    pub currency: String,
}

#[derive(Debug, Clone)]
pub struct PreviousLine {
    pub sku: String,
    pub quantity: Number,
    pub price: Option<PreviousPrice>,
    pub extra: Vec<ExtraField>,
}

#[derive(Debug, Clone)]
pub struct ReorderRequest {
    /// The cart as it stands; it has no rows.
    pub cart: CartRequest,
    pub previous: Vec<PreviousLine>,
    pub previous_extra: Vec<ExtraField>,
}

#[derive(Debug, Clone, Copy)]
pub struct QuotedLine {
    pub quantity: Number,
    pub net: Number,
}

#[derive(Debug, Clone)]
pub struct Quote {
    pub lines: Vec<QuotedLine>,
    pub gross: Number,
    pub delivery: Option<Number>,
    pub redeemed: Option<Number>,
}

#[derive(Debug, Clone)]
pub struct PlaceRequest {
    pub contract: Option<String>,
    pub collected: Option<Day>,
    pub warehouses: Vec<String>,
    pub lines: Vec<Line>,
    pub quote: Quote,
    pub paid: Number,
    pub delivery: Option<DeliveryChoice>,
    pub payment: Option<String>,
    pub promo: Option<String>,
    pub bonus: Option<BonusWish>,
    pub detail: Detail,
    pub extra: Vec<ExtraField>,
    pub roles: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct DemoInvoiceRequest {
    pub sequence: u32,
    pub lines: Vec<Line>,
}
