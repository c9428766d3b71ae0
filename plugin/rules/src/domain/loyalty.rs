//! Bonuses and promo codes. Meaning and bounds: `wit/0.1.0/facts.wit`, `wit/0.1.0/loyalty.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/facts.wit and wit/0.1.0/loyalty.wit"
)]

use super::{Day, Number};

#[derive(Debug, Clone)]
pub struct BonusLot {
    pub id: String,
    pub amount: Number,
    pub left: Number,
    pub earned: Day,
}

#[derive(Debug, Clone, Copy)]
pub struct BonusOrder {
    pub day: Day,
    pub cancelled: bool,
}

#[derive(Debug, Clone)]
pub struct BonusAccount {
    pub segment: Option<String>,
    pub turnover: Option<Number>,
    pub orders: Vec<BonusOrder>,
    pub lots: Vec<BonusLot>,
}

#[derive(Debug, Clone)]
pub struct PromoUse {
    pub promo: String,
    pub total: u32,
    pub by_client: u32,
}

#[derive(Debug, Clone, Default)]
pub struct Loyalty {
    pub account: Option<BonusAccount>,
    pub promo_uses: Vec<PromoUse>,
    pub placed_orders: Option<u32>,
}

/// How many bonuses the buyer wants to pay with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BonusWish {
    Max,
    Sum(Number),
}

/// Bonuses of one lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotPart {
    pub lot: u32,
    pub amount: Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLot {
    pub order: String,
    pub amount: Number,
    pub earned: Day,
}

#[derive(Debug, Clone)]
pub struct SettledOrder {
    pub id: String,
    pub goods: Number,
    pub accrues: Number,
    pub redeemed: Vec<LotPart>,
    pub earned: Option<u32>,
    pub returned: Number,
}

#[derive(Debug, Clone)]
pub enum Occasion {
    Completed(SettledOrder),
    Returned { order: SettledOrder, goods: Number },
    Expire,
}
