//! `order.consent`: a rep's correction that costs more, or brings another article, waits for the client.
//!
//! *More* than the order costs: a correction that costs the same passes. An article that the order did not
//! have, added or put in another's place, always waits.
//!
//! Requirement: R8, A16. Facts: order, the corrected cart.

use crate::domain::{Finding, Number, Outcome, Stage, Subject, Value};

/// It waits for the client's word.
pub const CODE: &str = "order.consent";

/// A notice where the correction waits; `added` is the first article that the order did not have.
#[must_use]
pub fn decide(before: Number, now: Number, added: Option<&str>) -> Option<Finding> {
    if now <= before && added.is_none() {
        return None;
    }
    let mut finding = Finding::new(CODE, Outcome::Allow, Stage::Place, Subject::Document)
        .with("sum-before", Value::Money(before))
        .with("sum-now", Value::Money(now));
    if let Some(article) = added {
        finding = finding.with("article", Value::Text(article.to_owned()));
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_same_sum_passes_and_the_smallest_unit_more_waits() {
        assert!(decide(dec!(100), dec!(100.00), None).is_none());
        assert!(decide(dec!(100), dec!(99), None).is_none());
        assert!(decide(dec!(100), dec!(100.01), None).is_some());
        assert!(decide(dec!(100), dec!(1), Some("0983")).is_some());
    }
}
