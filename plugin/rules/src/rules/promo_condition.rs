//! `promo.condition`: which orders a promo code is for: goods, categories, delivery, terms.
//!
//! One finding a condition that the order does not meet. Exactly `goods_from` is enough; it is
//! measured before the discount, on the lines that count. Which categories these are is for
//! staff: a buyer may not see all of them.
//!
//! Requirement: R41. Facts: contracts, products.

use super::promo_unknown::{CHANGE, refuses};
use crate::domain::number::sub;
use crate::domain::{Edit, Finding, Number, Outcome, Overflow, Remedy, Stage, Subject, Value};
use crate::policy::{MethodKind, Policy, Promo};

/// Code of the finding.
pub const CODE: &str = "promo.condition";
/// Sums of the code meet a contract in another currency.
pub const CURRENCY: &str = "promo.currency";

/// What a code is held against.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Goods of the lines that count.
    pub goods: Number,
    /// Whether any line counts.
    pub any: bool,
    /// Kind of the method chosen; none: none is.
    pub delivery: Option<MethodKind>,
    /// Payment terms.
    pub terms: &'a str,
}

fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

/// The finding where a sum of `promo` meets a contract in `currency`: nothing is guessed.
#[must_use]
pub fn currency(policy: &Policy, promo: &Promo, currency: &str) -> Option<Finding> {
    let has_sums = promo.goods_from.is_some() || matches!(promo.give, crate::policy::Give::Off(_));
    if currency == policy.shop.currency || !has_sums {
        return None;
    }
    Some(
        Finding::new(
            CURRENCY,
            Outcome::Indeterminate,
            Stage::Place,
            Subject::Document,
        )
        .with("code", Value::Text(promo.code.text.clone()))
        .with("currency", Value::Text(policy.shop.currency.clone()))
        .by("shop.currency")
        .remedy(CHANGE)
        .remedy(edit("contract")),
    )
}

/// One finding a condition that is not met.
///
/// # Errors
/// [`Overflow`].
pub fn decide(promo: &Promo, order: Order<'_>) -> Result<Vec<Finding>, Overflow> {
    let mut findings = Vec::new();
    let refuse = |setting: &str, field: &str| {
        refuses(CODE, promo, setting).with("field", Value::Text(field.to_owned()))
    };
    if !promo.categories.is_empty() && !order.any {
        findings.push(
            refuse("when.categories", "categories")
                .with_staff("categories", Value::Text(promo.categories.join(", ")))
                .remedy(edit("lines"))
                .remedy(CHANGE),
        );
    }
    if let Some(from) = promo.goods_from
        && order.goods < from
    {
        findings.push(
            refuse("when.goods_from", "goods")
                .with("goods-from", Value::Money(from))
                .with("missing", Value::Money(sub(from, order.goods)?))
                .remedy(edit("lines"))
                .remedy(CHANGE),
        );
    }
    let delivered = order
        .delivery
        .is_some_and(|kind| promo.delivery.contains(&kind));
    if !promo.delivery.is_empty() && !delivered {
        findings.push(
            refuse("when.delivery", "delivery")
                .remedy(edit("delivery"))
                .remedy(CHANGE),
        );
    }
    if !promo.terms.is_empty() && !promo.terms.iter().any(|terms| terms == order.terms) {
        findings.push(
            refuse("when.terms", "terms")
                .remedy(edit("contract"))
                .remedy(CHANGE),
        );
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::promo_unknown::tests::policy;
    use super::*;
    use rust_decimal::dec;

    fn settings(when: &str, order: Order<'_>) -> Vec<String> {
        let policy = policy(&format!("give = {{ percent = \"10%\" }}\nwhen = {when}\n"));
        decide(&policy.promos[0], order)
            .unwrap()
            .into_iter()
            .map(|finding| finding.setting.into_owned())
            .collect()
    }

    const ORDER: Order<'_> = Order {
        goods: dec!(1000),
        any: true,
        delivery: Some(MethodKind::Pickup),
        terms: "c",
    };

    #[test]
    fn the_sum_itself_is_enough() {
        let when = "{ goods_from = \"1000.00\" }";
        assert!(settings(when, ORDER).is_empty());
        let less = Order {
            goods: dec!(999.99),
            ..ORDER
        };
        assert_eq!(settings(when, less), ["promo[spring].when.goods_from"]);
    }

    #[test]
    fn every_condition_has_its_finding() {
        let when = "{ goods_from = \"2000\", categories = [\"pizza\"], delivery = \"carrier\", terms = \"d\" }";
        let order = Order {
            any: false,
            ..ORDER
        };
        assert_eq!(settings(when, order).len(), 4);
        let unknown = Order {
            delivery: None,
            ..ORDER
        };
        assert_eq!(
            settings("{ delivery = \"pickup\" }", unknown),
            ["promo[spring].when.delivery"]
        );
        assert!(settings("{ delivery = \"pickup\" }", ORDER).is_empty());
    }

    #[test]
    fn sums_are_not_converted_by_guess() {
        let refused = |text: &str, money: &str| {
            let policy = policy(text);
            currency(&policy, &policy.promos[0], money).is_some()
        };
        assert!(refused("give = { off = \"5\" }\n", "USD"));
        assert!(!refused("give = { off = \"5\" }\n", "EUR"));
        assert!(!refused("give = { percent = \"5%\" }\n", "USD"));
        assert!(refused(
            "give = { percent = \"5%\" }\nwhen = { goods_from = \"1\" }\n",
            "USD"
        ));
    }
}
