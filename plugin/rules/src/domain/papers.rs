//! What documents rest on. Meaning and bounds: `wit/0.1.0/documents.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/documents.wit"
)]

use super::{Day, Number, Order, OrderLine};

#[derive(Debug, Clone)]
pub struct IssuedInvoice {
    pub number: String,
    pub issued: Day,
    pub voided: Option<Day>,
    pub lines: Vec<OrderLine>,
    pub delivery: Number,
    pub payable: Number,
}

#[derive(Debug, Clone)]
pub struct InvoiceRequest {
    pub sequence: u32,
    pub issued: Vec<IssuedInvoice>,
    pub shipped: Option<Day>,
}

/// In the order in which entries of one day stand: what raises the debt first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Invoice,
    Correction,
    Return,
    Payment,
}

#[derive(Debug, Clone)]
pub struct LedgerEntry {
    pub id: String,
    pub entity: String,
    pub contract: String,
    pub currency: String,
    pub day: Day,
    pub kind: EntryKind,
    pub amount: Number,
    pub due: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct Opening {
    pub entity: String,
    pub contract: String,
    pub currency: String,
    pub balance: Number,
}

#[derive(Debug, Clone)]
pub struct Ledger {
    pub since: Day,
    pub openings: Vec<Opening>,
    pub entries: Vec<LedgerEntry>,
}

#[derive(Debug, Clone)]
pub struct StatementRequest {
    pub entity: String,
    pub start: Day,
    pub end: Day,
    pub contract: Option<String>,
    pub currency: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ReservedLine {
    pub order: u32,
    pub sku: String,
    pub quantity: Number,
}

#[derive(Debug, Clone)]
pub struct WaybillRequest {
    pub sequence: u32,
    pub reserved: Vec<ReservedLine>,
}

#[derive(Debug, Clone)]
pub struct PastOrder {
    pub order: Order,
    pub placed: Day,
}

#[derive(Debug, Clone, Copy)]
pub struct HistoryRequest {
    pub offset: u32,
    pub limit: u32,
}
