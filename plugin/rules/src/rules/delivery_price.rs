//! `delivery.currency`: what delivery costs, from which goods sum it is free.
//!
//! The zone's price, else the method's, else nothing. A zone with a price or a
//! `free_from` of its own goes by its own `free_from`; exactly that sum is free. The
//! policy's sums are in the shop's currency: under a contract in another one they are
//! converted by the day's rate, rounded up, and without a rate nothing is guessed.
//!
//! Requirement: R17, R27. Facts: contracts, rates.

use super::delivery_minimum;
use super::delivery_unknown::CHANGE;
use super::exchange::{Conversion, Exchange};
use super::order_minimum::Minimum;
use super::tax::Sums;
use crate::domain::{Finding, Number, Outcome, Overflow, Remedy, Stage, Subject, Value};
use crate::policy::{Method, Policy, Zone};

/// Code of the finding.
pub const CURRENCY: &str = "delivery.currency";

/// What delivery costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// As the buyer pays it.
    pub price: Number,
    /// The sum from which it is free, and what is missing to it.
    pub free_from: Option<Minimum>,
}

/// Whether any sum of the policy counts for `method` in `zone`.
fn has_sums(method: &Method, zone: Option<&Zone>) -> bool {
    let own = zone.is_some_and(|zone| {
        zone.price.is_some() || zone.minimum.is_some() || zone.free_from.is_some()
    });
    own || method.price.is_some() || method.free_from.is_some()
}

/// How the sums of `method` in `zone` meet the document's currency.
///
/// # Errors
/// The finding, where they are in another one and no rate counts.
pub fn conversion(
    method: &Method,
    zone: Option<&Zone>,
    exchange: &Exchange<'_>,
) -> Result<Conversion, Box<Finding>> {
    if !has_sums(method, zone) {
        return Ok(exchange.same());
    }
    exchange.shop_sums().map_err(|no_rate| {
        Box::new(
            Finding::new(
                CURRENCY,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
            .with("currency", Value::Text(exchange.shop().to_owned()))
            .with("method", Value::Text(method.id.clone()))
            .with_staff("fact", Value::Text(no_rate.fact().to_owned()))
            .by("shop.currency")
            .remedy(CHANGE)
            .remedy(Remedy::Contact("rep")),
        )
    })
}

/// What `method` costs in `zone` for goods of `sums`.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    policy: &Policy,
    method: &Method,
    zone: Option<&Zone>,
    conversion: &Conversion,
    sums: &Sums,
) -> Result<Cost, Overflow> {
    let own = zone.filter(|zone| zone.price.is_some() || zone.free_from.is_some());
    let price = zone
        .and_then(|zone| zone.price)
        .or(method.price)
        .unwrap_or_default();
    let free_from = own.map_or(method.free_from, |zone| zone.free_from);
    let free_from = free_from
        .map(|sum| {
            let sum = conversion.up(sum)?;
            delivery_minimum::decide(sum, policy.order.minimum_basis, sums)
        })
        .transpose()?;
    let is_free = free_from.is_some_and(|sum| sum.missing.is_zero());
    let price = if is_free {
        Number::ZERO
    } else {
        policy.shop.sum.apply(conversion.up(price)?)?
    };
    Ok(Cost { price, free_from })
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::policy;
    use super::*;
    use crate::domain::Day;
    use rust_decimal::dec;

    const SHOP: &str = "[[delivery.method]]\nid = \"van\"\nkind = \"other\"\nprice = \"300\"\nfree_from = \"5000\"\nzones = [\"a\", \"b\"]\n\
        [[delivery.zone]]\nid = \"a\"\nprice = \"150\"\n[[delivery.zone]]\nid = \"b\"\nfree_from = \"1000\"\n";

    fn price(zone: Option<usize>, gross: Number) -> Number {
        let policy = policy(SHOP);
        let sums = Sums {
            gross,
            ..Sums::default()
        };
        let zone = zone.map(|at| &policy.delivery.zones[at]);
        let exchange = Exchange::new(&policy, &[], Day::default(), "EUR");
        decide(
            &policy,
            &policy.delivery.methods[0],
            zone,
            &exchange.same(),
            &sums,
        )
        .unwrap()
        .price
    }

    #[test]
    fn free_from_exactly_the_sum_on() {
        assert_eq!(price(None, dec!(4999.99)), dec!(300));
        assert_eq!(price(None, dec!(5000)), dec!(0));
        assert_eq!(price(Some(1), dec!(999.99)), dec!(300));
        assert_eq!(price(Some(1), dec!(1000)), dec!(0));
    }

    #[test]
    fn a_zones_own_price_is_not_freed_by_the_method() {
        assert_eq!(price(Some(0), dec!(9999)), dec!(150));
    }

    #[test]
    fn another_currency_decides_nothing() {
        let policy = policy(SHOP);
        let method = &policy.delivery.methods[0];
        let refused = |method, currency| {
            let exchange = Exchange::new(&policy, &[], Day::default(), currency);
            conversion(method, None, &exchange).is_err()
        };
        assert!(!refused(method, "EUR"));
        assert!(refused(method, "USD"));
        let free = Method {
            price: None,
            free_from: None,
            ..method.clone()
        };
        assert!(!refused(&free, "USD"));
    }
}
