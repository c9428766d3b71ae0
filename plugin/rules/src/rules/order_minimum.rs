//! `order.minimum`, `order.empty`, `order.currency`: an order must reach a sum, and hold something.
//!
//! The sum that names its basis: before tax or with it. A sum of exactly the minimum
//! passes; the smallest unit less bars placing, never editing.
//!
//! The shop's minimum meets a contract in another currency through the day's rate, rounded
//! up; a minimum of the terms is in the contract's own.
//!
//! Requirement: R17. Facts: rates, beyond the totals.

use super::exchange::{Conversion, Exchange};
use super::tax::Sums;
use crate::domain::number::sub;
use crate::domain::{Edit, Finding, Number, Outcome, Overflow, Remedy, Stage, Subject, Value};
use crate::policy::{Basis, Policy, Terms};

/// The order is too small.
pub const CODE: &str = "order.minimum";
/// The minimum is set in another currency than the contract's.
pub const CURRENCY: &str = "order.currency";
/// The order holds nothing.
pub const EMPTY: &str = "order.empty";

/// The minimum and how far the order is from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimum {
    /// The sum to reach.
    pub amount: Number,
    /// What it is measured on.
    pub basis: Basis,
    /// Zero when reached.
    pub missing: Number,
}

/// How the minimum meets the document's currency.
///
/// # Errors
/// The finding, where the shop's minimum meets a contract in another currency and no rate counts.
pub fn conversion(
    policy: &Policy,
    terms: &Terms,
    exchange: &Exchange<'_>,
) -> Result<Conversion, Box<Finding>> {
    let Some(minimum) = policy.order.minimum.filter(|_| terms.minimum.is_none()) else {
        return Ok(exchange.same());
    };
    exchange.shop_sums().map_err(|no_rate| {
        Box::new(
            Finding::new(
                CURRENCY,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
            .with("currency", Value::Text(exchange.shop().to_owned()))
            .with_staff("minimum", Value::Text(minimum.to_string()))
            .with_staff("fact", Value::Text(no_rate.fact().to_owned()))
            .by("order.minimum")
            .remedy(Remedy::Contact("rep")),
        )
    })
}

/// The minimum of an order under `terms`; none where there is none.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    policy: &Policy,
    terms: &Terms,
    conversion: &Conversion,
    sums: &Sums,
) -> Result<Option<Minimum>, Overflow> {
    let amount = match (terms.minimum, policy.order.minimum) {
        (Some(own), _) => own,
        (None, Some(shop)) => conversion.up(shop)?,
        (None, None) => return Ok(None),
    };
    let basis = policy.order.minimum_basis;
    let reached = match basis {
        Basis::Net => sums.net,
        Basis::Gross => sums.gross,
    };
    let missing = sub(amount, reached)?.max(Number::ZERO);
    Ok(Some(Minimum {
        amount,
        basis,
        missing,
    }))
}

/// The finding, where the minimum is not reached.
#[must_use]
pub fn finding(minimum: &Minimum, terms: &Terms) -> Option<Finding> {
    if minimum.missing.is_zero() {
        return None;
    }
    let setting = if terms.minimum.is_some() {
        format!("contract.{}.minimum", terms.id)
    } else {
        "order.minimum".to_owned()
    };
    let basis = match minimum.basis {
        Basis::Net => "net",
        Basis::Gross => "gross",
    };
    Some(
        Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
            .with("minimum", Value::Money(minimum.amount))
            .with("missing", Value::Money(minimum.missing))
            .with("basis", Value::Text(basis.to_owned()))
            .by(setting)
            .remedy(Remedy::Edit(Edit {
                field: "lines",
                line: None,
                to: None,
            })),
    )
}

/// The finding for an order that holds nothing.
#[must_use]
pub fn empty() -> Finding {
    Finding::new(EMPTY, Outcome::Block, Stage::Place, Subject::Document).remedy(Remedy::Edit(
        Edit {
            field: "lines",
            line: None,
            to: None,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use rust_decimal::dec;

    fn missing(gross: Number, text: &str) -> Number {
        let policy =
            crate::policy::load(&format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{text}"))
                .unwrap()
                .policy;
        let sums = Sums {
            net: dec!(90),
            gross,
            ..Sums::default()
        };
        let exchange = Exchange::new(&policy, &[], Day::default(), "EUR");
        let same = conversion(&policy, &policy.contracts[0], &exchange).unwrap();
        decide(&policy, &policy.contracts[0], &same, &sums)
            .unwrap()
            .unwrap()
            .missing
    }

    #[test]
    fn nothing_is_converted_by_guess() {
        let refused = |text: &str, money: &str| {
            let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{text}");
            let policy = crate::policy::load(&text).unwrap().policy;
            let exchange = Exchange::new(&policy, &[], Day::default(), money);
            conversion(&policy, &policy.contracts[0], &exchange).is_err()
        };
        let order = "[order]\nminimum = \"100.00\"\n";
        assert!(!refused(order, "EUR") && refused(order, "USD"));
        // The terms' own minimum is in the contract's currency; without one nothing is compared.
        assert!(!refused(&format!("minimum = \"150\"\n{order}"), "USD"));
        assert!(!refused("", "USD"));
    }

    #[test]
    fn the_minimum_itself_passes() {
        let order = "[order]\nminimum = \"100.00\"\n";
        assert_eq!(missing(dec!(100), order), dec!(0));
        assert_eq!(missing(dec!(99.99), order), dec!(0.01));
        assert_eq!(
            missing(
                dec!(100),
                "[order]\nminimum = \"100.00\"\nminimum_basis = \"net\"\n"
            ),
            dec!(10)
        );
    }

    #[test]
    fn terms_win_over_the_order() {
        assert_eq!(
            missing(
                dec!(100),
                "minimum = \"150\"\n[order]\nminimum = \"100.00\"\n"
            ),
            dec!(50)
        );
    }
}
