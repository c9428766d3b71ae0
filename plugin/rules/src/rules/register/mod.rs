//! Every code a finding or a price step may carry, with what it decides and what it serves.
//!
//! `meta.describe`, RULES.md, the message check and the coverage check all read it.

mod delivery;
mod documents;
mod goods;
mod loyalty;
mod orders;
mod people;
mod prices;

use crate::domain::Stage;

/// A number left the range of ±10^15.
pub const OVERFLOW: &str = "number.overflow";
/// Facts contradict each other.
pub const CONTRADICTORY: &str = "facts.contradictory";
/// No list prices a product.
pub const PRICE_MISSING: &str = "price.missing";
/// The buyer names a warehouse that does not exist.
pub const WAREHOUSE_UNKNOWN: &str = "warehouse.unknown";
/// Weight or volume of a line is not known.
pub const MEASURE_MISSING: &str = "measure.missing";

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable for ever, never reused.
    pub code: &'static str,
    /// What it decides, for people who run a wholesale shop.
    pub title: &'static str,
    /// Requirements it serves.
    pub requirements: &'static [&'static str],
    /// Stages its findings speak of; empty for a step of a price.
    pub stages: &'static [Stage],
}

const fn rule(
    code: &'static str,
    requirements: &'static [&'static str],
    stages: &'static [Stage],
    title: &'static str,
) -> Rule {
    Rule {
        code,
        title,
        requirements,
        stages,
    }
}

const PLACE: &[Stage] = &[Stage::Place];
const EDIT: &[Stage] = &[Stage::Edit];
const CONFIRM: &[Stage] = &[Stage::Confirm];
const SHIP: &[Stage] = &[Stage::Ship];
const ANY: &[Stage] = &Stage::ALL;

/// All rules, ordered by code.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let mut rules = [
        delivery::RULES,
        documents::RULES,
        goods::RULES,
        loyalty::RULES,
        orders::RULES,
        people::RULES,
        prices::RULES,
    ]
    .concat();
    rules.sort_unstable_by_key(|rule| rule.code);
    rules
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn codes_are_unique() {
        let codes: Vec<_> = rules().iter().map(|rule| rule.code).collect();
        let mut unique = codes.clone();
        unique.dedup();
        assert_eq!(codes, unique);
    }
}
