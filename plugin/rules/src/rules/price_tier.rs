//! `price.tier`: the discount that a client's turnover earned.
//!
//! Turnover of the last complete calendar month (shipped less returned, per legal
//! entity), from `[price] tier_day` on; before that day, of the month before it.
//! The bound `turnover_from` is inclusive. A month that is absent counts as zero.
//!
//! Requirement: R12, A13. Facts: buyer.

use chrono::{Datelike, Months};

use crate::domain::facts::in_force;
use crate::domain::number::{add, sub};
use crate::domain::{Buyer, Day, Number, Overflow};
use crate::policy::{Policy, Tier};

/// Code of the step.
pub const CODE: &str = "price.tier";

/// The highest tier that the turnover reaches; none where it reaches none.
///
/// # Errors
/// [`Overflow`].
pub fn decide<'p>(
    policy: &'p Policy,
    buyer: &Buyer,
    today: Day,
) -> Result<Option<&'p Tier>, Overflow> {
    if policy.tiers.is_empty() {
        return Ok(None);
    }
    let turnover = turnover(buyer, counted_month(today, policy.price.tier_day))?;
    let reached = |tier: &&Tier| {
        in_force(today, tier.valid_from, tier.valid_until) && tier.turnover_from <= turnover
    };
    Ok(policy.tiers.iter().rfind(reached))
}

/// The first day of the month whose turnover counts on `today`.
fn counted_month(today: Day, tier_day: u32) -> Day {
    let back = if today.day() >= tier_day { 1 } else { 2 };
    today
        .with_day(1)
        .and_then(|first| first.checked_sub_months(Months::new(back)))
        .unwrap_or(today)
}

fn turnover(buyer: &Buyer, month: Day) -> Result<Number, Overflow> {
    buyer
        .turnover
        .iter()
        .filter(|entry| entry.year == month.year() && entry.month == month.month())
        .try_fold(Number::ZERO, |sum, entry| {
            add(sum, sub(entry.shipped, entry.returned)?)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MonthTurnover;
    use crate::made_up;
    use rust_decimal::dec;

    fn buyer(shipped: Number) -> Buyer {
        let month = |year, month, shipped| MonthTurnover {
            year,
            month,
            shipped,
            returned: dec!(10),
        };
        Buyer {
            turnover: vec![month(2025, 12, shipped), month(2025, 11, dec!(1000))],
            ..made_up::buyer()
        }
    }

    fn policy(tier_day: u32) -> Policy {
        let text = format!(
            "[shop]\ncurrency = \"EUR\"\n[price]\ntier_day = {tier_day}\n[contract.c]\n\
             [[tier]]\nid = \"silver\"\nturnover_from = \"100\"\ndiscount = \"1%\"\n\
             [[tier]]\nid = \"gold\"\nturnover_from = \"200\"\ndiscount = \"2%\"\n"
        );
        crate::policy::load(&text).unwrap().policy
    }

    fn tier(shipped: Number, tier_day: u32, day: u32) -> Option<String> {
        let today = Day::from_ymd_opt(2026, 1, day).unwrap();
        let policy = policy(tier_day);
        decide(&policy, &buyer(shipped), today)
            .unwrap()
            .map(|tier| tier.id.clone())
    }

    #[test]
    fn returns_are_taken_off_and_the_bound_is_inclusive() {
        assert_eq!(tier(dec!(209.99), 1, 1).as_deref(), Some("silver"));
        assert_eq!(tier(dec!(210), 1, 1).as_deref(), Some("gold"));
        assert_eq!(tier(dec!(109.99), 1, 1), None);
    }

    #[test]
    fn before_the_tier_day_the_month_before_counts() {
        assert_eq!(tier(dec!(0), 5, 4).as_deref(), Some("gold"));
        assert_eq!(tier(dec!(0), 5, 5), None);
    }
}
