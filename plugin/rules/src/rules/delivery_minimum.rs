//! `delivery.minimum`: a zone is delivered to from a goods sum on.
//!
//! Measured like the order minimum, by `[order] minimum_basis`, delivery itself left out.
//! Exactly the minimum passes; the smallest unit less bars placing.
//!
//! Requirement: R27. Facts: none beyond the totals.

use super::delivery_unknown::bars;
use super::order_minimum::Minimum;
use super::tax::Sums;
use crate::domain::number::sub;
use crate::domain::{Edit, Finding, Number, Overflow, Remedy, Value};
use crate::policy::{Basis, Zone};

/// Code of the finding.
pub const CODE: &str = "delivery.minimum";

/// How far the goods are from `amount`.
///
/// # Errors
/// [`Overflow`].
pub fn decide(amount: Number, basis: Basis, sums: &Sums) -> Result<Minimum, Overflow> {
    let reached = match basis {
        Basis::Net => sums.net,
        Basis::Gross => sums.gross,
    };
    Ok(Minimum {
        amount,
        basis,
        missing: sub(amount, reached)?.max(Number::ZERO),
    })
}

/// The finding, where the zone's minimum is not reached.
#[must_use]
pub fn finding(minimum: &Minimum, zone: &Zone) -> Option<Finding> {
    if minimum.missing.is_zero() {
        return None;
    }
    let basis = match minimum.basis {
        Basis::Net => "net",
        Basis::Gross => "gross",
    };
    Some(
        bars(CODE)
            .with("zone", Value::Text(zone.id.clone()))
            .with("minimum", Value::Money(minimum.amount))
            .with("missing", Value::Money(minimum.missing))
            .with("basis", Value::Text(basis.to_owned()))
            .by(format!("delivery.zone[{}].minimum", zone.id))
            .remedy(Remedy::Edit(Edit {
                field: "lines",
                line: None,
                to: None,
            })),
    )
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::policy;
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_minimum_itself_passes() {
        let delivery = policy(
            "[[delivery.method]]\nid = \"van\"\nkind = \"other\"\nzones = [\"a\"]\n[[delivery.zone]]\nid = \"a\"\nminimum = \"500\"\n",
        )
        .delivery;
        let zone = &delivery.zones[0];
        let missing = |gross, basis| {
            let sums = Sums {
                net: dec!(400),
                gross,
                ..Sums::default()
            };
            let minimum = decide(zone.minimum.unwrap(), basis, &sums).unwrap();
            assert_eq!(
                finding(&minimum, zone).is_some(),
                !minimum.missing.is_zero()
            );
            minimum.missing
        };
        assert_eq!(missing(dec!(500), Basis::Gross), dec!(0));
        assert_eq!(missing(dec!(499.99), Basis::Gross), dec!(0.01));
        assert_eq!(missing(dec!(500.01), Basis::Gross), dec!(0));
        assert_eq!(missing(dec!(500), Basis::Net), dec!(100));
    }
}
