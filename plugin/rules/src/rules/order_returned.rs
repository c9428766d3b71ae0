//! `order.returned`: what comes back of an order was shipped, and has not come back yet.
//!
//! Each article once, at most what can come back of it, and something of it all: exactly what was shipped less what
//! came back before passes, the smallest part more does not. Of what is accepted, what was asked for is the most.
//!
//! Requirement: R29, A3, A12. Facts: order.

use std::collections::BTreeMap;

use crate::domain::{Edit, Finding, GoodsPart, Number, Outcome, Remedy, Stage, Subject, Value};

/// Code of the finding.
pub const CODE: &str = "order.returned";

/// How much of each article can come back.
pub type Left<'a> = BTreeMap<&'a str, Number>;

/// The findings about `goods`, of which `left` can come back; empty goods are all of that.
#[must_use]
pub fn decide(left: &Left<'_>, goods: &[GoodsPart]) -> Vec<Finding> {
    let refuse = |problem: &str, article: &str| {
        Finding::new(CODE, Outcome::Block, Stage::Edit, Subject::Document)
            .with("problem", Value::Text(problem.to_owned()))
            .with("article", Value::Text(article.to_owned()))
    };
    let edit = |to| {
        Remedy::Edit(Edit {
            field: "quantity",
            line: None,
            to,
        })
    };
    let mut findings = Vec::new();
    for (position, part) in goods.iter().enumerate() {
        let most = left.get(part.sku.as_str()).copied().unwrap_or_default();
        let mut earlier = goods.iter().take(position);
        if earlier.any(|other| other.sku == part.sku) {
            findings.push(refuse("twice", &part.sku).remedy(edit(None)));
        } else if part.quantity > most {
            findings.push(
                refuse("more", &part.sku)
                    .with("most", Value::Quantity(most))
                    .remedy(edit(Some(most))),
            );
        }
    }
    let nothing = match goods {
        [] => left.values().all(Number::is_zero),
        named => named.iter().all(|part| part.quantity.is_zero()),
    };
    if nothing {
        findings.push(refuse("nothing", "").remedy(Remedy::Contact("staff")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn what_was_shipped_comes_back_and_nothing_more() {
        let left = Left::from([("A", dec!(5)), ("B", dec!(0))]);
        let part = |sku: &str, quantity| GoodsPart {
            sku: sku.to_owned(),
            quantity,
        };
        let problems = |goods: &[GoodsPart]| -> Vec<String> {
            let findings = decide(&left, goods);
            let problem = |finding: &Finding| match &finding.params[0].value {
                Value::Text(problem) => problem.clone(),
                other => panic!("{other:?}"),
            };
            findings.iter().map(problem).collect()
        };
        assert!(problems(&[]).is_empty());
        assert!(problems(&[part("A", dec!(5))]).is_empty());
        assert_eq!(problems(&[part("A", dec!(5.001))]), ["more"]);
        assert_eq!(problems(&[part("B", dec!(1))]), ["more"]);
        assert_eq!(problems(&[part("C", dec!(1))]), ["more"]);
        let twice = [part("A", dec!(1)), part("A", dec!(1))];
        assert_eq!(problems(&twice), ["twice"]);
        assert_eq!(problems(&[part("A", dec!(0))]), ["nothing"]);
        let gone = Left::from([("A", dec!(0))]);
        assert_eq!(decide(&gone, &[]).len(), 1);
    }
}
