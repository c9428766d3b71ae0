//! `[bonus]` and `[[promo]]`: bonuses collected and spent, promo codes.

mod bonus;
mod promo;
mod sections;
#[cfg(test)]
mod tests;

use super::MethodKind;
use super::delivery::Name;
use crate::domain::{Day, Number, Percent};

pub(in crate::policy) use bonus::read as read_bonus;
pub(in crate::policy) use promo::read as read_promos;
pub use sections::{
    ACCRUE, ACCRUE_WHEN, BONUS, EXCLUSION, PROMO, PROMO_FOR, PROMO_GIVE, PROMO_WHEN, REDEEM,
    SEGMENT, STAGE, WITH_PROMO,
};

/// `[bonus]`.
#[derive(Debug, Clone)]
pub struct Bonus {
    /// Name of the published rules.
    pub version: String,
    /// Bonuses are counted in multiples of this, rounded down. Above 0.
    pub unit: Number,
    /// Months without an order after which the balance burns; none: never.
    pub expire_after: Option<u32>,
    /// The terms for everybody.
    pub terms: BonusTerms,
    /// Terms of segments, in the order of the text.
    pub segments: Vec<(String, BonusTerms)>,
    /// In the order of the text.
    pub exclusions: Vec<Exclusion>,
    /// What a promo code leaves of the bonuses.
    pub with_promo: WithPromo,
    /// By rising turnover.
    pub stages: Vec<LoyaltyStage>,
}

impl Bonus {
    /// The terms of a client of `segment`.
    #[must_use]
    pub fn terms_of(&self, segment: Option<&str>) -> &BonusTerms {
        self.segments
            .iter()
            .find(|(id, _)| segment == Some(id.as_str()))
            .map_or(&self.terms, |(_, terms)| terms)
    }
}

/// How bonuses accrue and are redeemed.
#[derive(Debug, Clone)]
pub struct BonusTerms {
    /// `bonus`, or `bonus.segment[ID]`.
    pub path: String,
    /// The first that matches counts.
    pub accrue: Vec<Accrual>,
    /// Share of the goods that bonuses may pay, inclusive.
    pub at_most: Percent,
    /// What must be left to pay of the goods.
    pub keep: Keep,
}

/// What must be left to pay of the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The minimum order of the zone of delivery, where there is one.
    ZoneMinimum,
    /// Nothing.
    Nothing,
}

/// A rate, and when it counts.
#[derive(Debug, Clone)]
pub struct Accrual {
    /// Kinds of delivery; empty: any.
    pub delivery: Vec<MethodKind>,
    /// Goods above this sum, exclusive.
    pub goods_over: Option<Number>,
    /// Goods from this sum on, inclusive.
    pub goods_from: Option<Number>,
    /// Loyalty stages; empty: any.
    pub stages: Vec<String>,
    /// The rate.
    pub rate: Percent,
}

/// `[[bonus.exclusion]]`.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// Its id.
    pub id: String,
    /// An order with goods of one of these is excluded whole.
    pub categories: Vec<String>,
    /// Kinds of delivery for which it counts; empty: any.
    pub delivery: Vec<MethodKind>,
    /// Rate in place of the table's; none: the table's.
    pub rate: Option<Percent>,
}

/// What a promo code leaves of the bonuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithPromo {
    /// The order earns.
    pub accrue: bool,
    /// The order may redeem.
    pub redeem: bool,
}

/// `[[bonus.stage]]`.
#[derive(Debug, Clone)]
pub struct LoyaltyStage {
    /// Its id.
    pub id: String,
    /// Turnover from which it begins, inclusive.
    pub turnover_from: Number,
}

/// `[[promo]]`.
#[derive(Debug, Clone)]
pub struct Promo {
    /// Its id.
    pub id: String,
    /// What a buyer types.
    pub code: Name,
    /// First day.
    pub valid_from: Option<Day>,
    /// First day on which it is no longer valid.
    pub valid_until: Option<Day>,
    /// Uses by everybody, inclusive.
    pub uses_at_most: Option<u32>,
    /// Uses by one client, inclusive.
    pub uses_per_client_at_most: Option<u32>,
    /// Profiles, one of which the client has; empty: any.
    pub profiles: Vec<String>,
    /// Tiers, one of which the client reached; empty: any.
    pub tiers: Vec<String>,
    /// Bonus segments, one of which the client is in; empty: any.
    pub segments: Vec<String>,
    /// Only for a client's first order.
    pub first_order: bool,
    /// Goods from this sum on, inclusive.
    pub goods_from: Option<Number>,
    /// Lines that count; empty: all.
    pub categories: Vec<String>,
    /// Kinds of delivery; empty: any.
    pub delivery: Vec<MethodKind>,
    /// Payment terms; empty: any.
    pub terms: Vec<String>,
    /// What it gives.
    pub give: Give,
    /// None: as `[bonus]` says.
    pub with_bonus: Option<WithPromo>,
}

/// What a promo code gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Give {
    /// A share of the lines that count.
    Percent(Percent),
    /// A sum off the lines that count.
    Off(Number),
    /// Goods.
    Gift {
        /// Their article.
        sku: String,
        /// How much.
        quantity: Number,
    },
    /// Delivery.
    FreeDelivery,
}

impl Promo {
    /// The path of one of its settings.
    #[must_use]
    pub fn path(&self, key: &str) -> String {
        format!("promo[{}].{key}", self.id)
    }
}
