//! The nearest other method: named wherever place, load, payment or missing data bar the chosen one.
//!
//! It is the first one of the policy that takes the choice as it stands: it reaches the
//! place, carries the load and allows the payment. Where data are missing, it must need
//! nothing more either.
//!
//! Requirement: R27. Facts: products.

use super::delivery_served::Reach;
use super::delivery_weight::Load;
use super::{delivery_incomplete, delivery_payment, delivery_served, delivery_weight};
use crate::domain::{DeliveryChoice, Finding, Value};
use crate::policy::{Delivery, Method, Zone};

/// The first method but `method` that takes `choice` and `load`; a load that can't be said is left aside.
#[must_use]
pub fn takes<'p>(
    delivery: &'p Delivery,
    method: &Method,
    choice: &DeliveryChoice,
    load: Option<Load>,
) -> Option<&'p Method> {
    first(delivery, method, choice, load, |_, _| true)
}

/// As [`takes`], of the methods that need nothing that `choice` does not say.
#[must_use]
pub fn needs_no_more<'p>(
    delivery: &'p Delivery,
    method: &Method,
    choice: &DeliveryChoice,
    load: Option<Load>,
) -> Option<&'p Method> {
    first(delivery, method, choice, load, |other, zone| {
        delivery_incomplete::decide(other, zone, &[], choice).is_empty()
    })
}

fn first<'p>(
    delivery: &'p Delivery,
    method: &Method,
    choice: &DeliveryChoice,
    load: Option<Load>,
    and: impl Fn(&Method, Option<&Zone>) -> bool,
) -> Option<&'p Method> {
    delivery.methods.iter().find(|other| {
        other.id != method.id
            && match delivery_served::decide(delivery, other, choice) {
                Reach::Served(zone) => {
                    delivery_payment::decide(other, zone, choice).is_none()
                        && load.is_none_or(|load| delivery_weight::decide(other, load).is_empty())
                        && and(other, zone)
                }
                Reach::Needs(..) | Reach::NotServed(_) => false,
            }
    })
}

/// `finding`, with the method that would do, where there is one.
#[must_use]
pub fn named(finding: Finding, nearest: Option<&Method>) -> Finding {
    match nearest {
        Some(other) => finding.with("nearest", Value::Text(other.id.clone())),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;
    use rust_decimal::dec;

    const SHOP: &str = r#"
[[delivery.method]]
id = "post"
kind = "carrier"
serves = { Kyiv = ["1", "2"], Lviv = [] }
[[delivery.method]]
id = "van"
kind = "company-transport"
zones = ["city", "far"]
payment = ["prepaid"]
max_weight = "30"
[[delivery.method]]
id = "desk"
kind = "pickup"
[[delivery.zone]]
id = "city"
cities = ["Kyiv"]
[[delivery.zone]]
id = "far"
"#;

    type Nearest =
        for<'p> fn(&'p Delivery, &Method, &DeliveryChoice, Option<Load>) -> Option<&'p Method>;

    fn nearest(which: Nearest, fields: &[(&str, &str)], weight: i64) -> Option<String> {
        let delivery = policy(SHOP).delivery;
        let load = Load {
            weight: weight.into(),
            weighed: true,
            volume: dec!(0),
            measured: true,
        };
        let choice = choice("post", fields);
        let found = which(&delivery, &delivery.methods[0], &choice, Some(load));
        found.map(|method| method.id.clone())
    }

    #[test]
    fn it_takes_the_choice_as_it_stands() {
        let named = |fields: &[(&str, &str)], weight| nearest(takes, fields, weight);
        let far = [("city", "Odesa"), ("zone", "far"), ("payment", "prepaid")];
        assert_eq!(named(&far, 30).as_deref(), Some("van"));
        assert_eq!(named(&far, 31).as_deref(), Some("desk"));
        assert_eq!(named(&far[..2], 30).as_deref(), Some("van"));
        let cash = [("city", "Odesa"), ("zone", "far"), ("payment", "cash")];
        assert_eq!(named(&cash, 30).as_deref(), Some("desk"));
        assert_eq!(named(&far[..1], 30).as_deref(), Some("desk"));
    }

    #[test]
    fn where_data_are_missing_it_needs_none() {
        let named = |fields: &[(&str, &str)]| nearest(needs_no_more, fields, 30);
        let city = [("city", "Kyiv"), ("payment", "prepaid")];
        assert_eq!(named(&city).as_deref(), Some("van"));
        assert_eq!(named(&city[..1]).as_deref(), Some("desk"));
    }

    #[test]
    fn the_method_at_hand_is_never_named() {
        let delivery = policy("[[delivery.method]]\nid = \"desk\"\nkind = \"pickup\"\n").delivery;
        let desk = &delivery.methods[0];
        assert_eq!(
            takes(&delivery, desk, &choice("desk", &[]), None).map(|m| &m.id),
            None
        );
    }
}
