//! `promo.validity`: a promo code is valid from its first day until the day it ends.
//!
//! Half-open, by the shop's local day: `valid_until` itself is too late.
//!
//! Requirement: R41. Facts: none.

use super::promo_unknown::{CHANGE, refuses};
use crate::domain::{Day, Finding, Remedy, Until, Value};
use crate::policy::Promo;

/// Code of the finding.
pub const CODE: &str = "promo.validity";

/// The finding where `promo` is not valid on `today`.
#[must_use]
pub fn decide(promo: &Promo, today: Day) -> Option<Finding> {
    if let Some(from) = promo.valid_from.filter(|from| today < *from) {
        return Some(
            refuses(CODE, promo, "valid_from")
                .with("valid-from", Value::Date(from))
                .remedy(CHANGE)
                .remedy(Remedy::Wait(Some(Until::Day(from)))),
        );
    }
    let until = promo.valid_until.filter(|until| today >= *until)?;
    Some(
        refuses(CODE, promo, "valid_until")
            .with("valid-until", Value::Date(until))
            .remedy(CHANGE),
    )
}

#[cfg(test)]
mod tests {
    use super::super::promo_unknown::tests::policy;
    use super::*;

    #[test]
    fn the_first_day_counts_and_the_end_does_not() {
        let policy = policy(
            "give = { percent = \"10%\" }\nvalid_from = \"2026-03-10\"\nvalid_until = \"2026-03-20\"\n",
        );
        let found = |day| decide(&policy.promos[0], Day::from_ymd_opt(2026, 3, day).unwrap());
        assert!(found(10).is_none() && found(19).is_none());
        assert_eq!(found(9).unwrap().setting, "promo[spring].valid_from");
        assert_eq!(found(20).unwrap().setting, "promo[spring].valid_until");
    }
}
