//! `order.granted`: what the accounting system allows of an order is a part of that order.
//!
//! Each article once, no more of it than was ordered, and something of it all. Where nothing is cut or split,
//! the list may be empty: the part is not told.
//!
//! Requirement: R48, A10. Facts: order.

use crate::domain::{Finding, OrderLine, Outcome, Remedy, Stage, Subject, Value};
use crate::domain::{GoodsPart, Number};

/// Code of the finding.
pub const CODE: &str = "order.granted";

/// The findings about what is granted of `lines`; `told`: the policy needs to know which part.
#[must_use]
pub fn decide(lines: &[OrderLine], granted: &[GoodsPart], told: bool) -> Vec<Finding> {
    let refuse = |problem: &str, article: &str| {
        Finding::new(CODE, Outcome::Block, Stage::Edit, Subject::Document)
            .with("problem", Value::Text(problem.to_owned()))
            .with("article", Value::Text(article.to_owned()))
            .remedy(Remedy::Contact("staff"))
    };
    let mut findings = Vec::new();
    for (position, part) in granted.iter().enumerate() {
        let ordered = lines
            .iter()
            .filter(|line| line.sku == part.sku)
            .fold(Number::ZERO, |sum, line| sum.saturating_add(line.quantity));
        if granted
            .iter()
            .take(position)
            .any(|other| other.sku == part.sku)
        {
            findings.push(refuse("twice", &part.sku));
        } else if part.quantity > ordered {
            findings.push(refuse("more", &part.sku));
        }
    }
    let nothing = granted.iter().all(|part| part.quantity.is_zero());
    if nothing && (told || !granted.is_empty()) {
        findings.push(refuse("nothing", ""));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_part_is_at_most_the_whole_and_more_than_nothing() {
        let line = |sku: &str, quantity| OrderLine {
            discount: Number::ZERO,
            sku: sku.to_owned(),
            quantity,
            net: dec!(1),
        };
        let part = |sku: &str, quantity| GoodsPart {
            sku: sku.to_owned(),
            quantity,
        };
        let lines = [line("A", dec!(2)), line("B", dec!(1)), line("A", dec!(3))];
        let problems = |granted: &[GoodsPart], told| -> Vec<String> {
            decide(&lines, granted, told)
                .iter()
                .map(|finding| match &finding.params[0].value {
                    Value::Text(problem) => problem.clone(),
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        assert!(problems(&[part("A", dec!(5))], true).is_empty());
        assert_eq!(problems(&[part("A", dec!(5.001))], true), ["more"]);
        assert_eq!(problems(&[part("C", dec!(1))], true), ["more"]);
        assert_eq!(
            problems(&[part("A", dec!(1)), part("A", dec!(1))], true),
            ["twice"]
        );
        assert_eq!(problems(&[part("A", dec!(0))], false), ["nothing"]);
        assert_eq!(problems(&[], true), ["nothing"]);
        assert!(problems(&[], false).is_empty());
    }
}
