//! `quantity.invalid`, `quantity.multiple`, `quantity.minimum`: quantities that can be sold.
//!
//! A line takes the visible quantity at most, then goes down to the order multiple
//! (A9). Below the MOQ a line is kept as asked but bars placing; where the MOQ can't be
//! had at all, nothing is taken.
//!
//! Requirement: R49, A9. Facts: products.

use crate::domain::number::{ceil_to, floor_to, larger};
use crate::domain::{Number, Overflow, Product};

/// Negative, or finer than the unit allows.
pub const INVALID: &str = "quantity.invalid";
/// Taken down to the order multiple.
pub const MULTIPLE: &str = "quantity.multiple";
/// Below the MOQ.
pub const MINIMUM: &str = "quantity.minimum";

/// How much of a line is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Into the cart.
    pub accepted: Number,
    /// The visible quantity took something away.
    pub clamped: bool,
    /// The multiple took something away.
    pub rounded: bool,
    /// What is left lies below the MOQ.
    pub below_moq: bool,
}

/// Whether `quantity` can be asked for at all: not negative, no finer than the unit.
#[must_use]
pub fn is_valid(quantity: Number, unit_scale: u32) -> bool {
    quantity >= Number::ZERO && quantity.normalize().scale() <= unit_scale
}

/// How much of `asked` is taken when `visible` is to be had.
///
/// # Errors
/// [`Overflow`].
pub fn decide(product: &Product, asked: Number, visible: Number) -> Result<Taken, Overflow> {
    let clamped = visible < asked;
    let available = asked.min(visible);
    let mut accepted = floor_to(available, product.multiple.unwrap_or(Number::ZERO))?;
    let rounded = accepted < available;
    let below_moq = product.moq.is_some_and(|moq| accepted < moq) && asked > Number::ZERO;
    if below_moq && (clamped || rounded) {
        accepted = Number::ZERO;
    }
    Ok(Taken {
        accepted,
        clamped,
        rounded,
        below_moq,
    })
}

/// The most that can be sold of what is `visible`; zero when the product is sold out.
///
/// # Errors
/// [`Overflow`].
pub fn sellable(product: &Product, visible: Number) -> Result<Number, Overflow> {
    let most = floor_to(visible, product.multiple.unwrap_or_default())?;
    let enough = product.moq.is_none_or(|moq| moq <= most);
    Ok(if enough { most } else { Number::ZERO })
}

/// The smallest quantity sold: the MOQ, up to the multiple; else one multiple; else one unit.
#[must_use]
pub fn smallest(product: &Product) -> Number {
    let multiple = product.multiple.unwrap_or_default();
    let least = larger(product.moq.unwrap_or_default(), multiple);
    if least.is_zero() {
        Number::ONE
    } else if least == multiple {
        multiple
    } else {
        ceil_to(least, multiple).unwrap_or(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn product(moq: Option<Number>, multiple: Option<Number>) -> Product {
        Product {
            sku: "x".into(),
            tax_class: 0,
            categories: vec![],
            unit_scale: 0,
            weight: None,
            volume: None,
            moq,
            multiple,
            replaced_by: None,
            prices: vec![],
        }
    }

    fn accepted(product: &Product, asked: u32, visible: u32) -> Number {
        decide(product, asked.into(), visible.into())
            .unwrap()
            .accepted
    }

    #[test]
    fn clamps_to_the_visible_then_down_to_the_multiple() {
        let six = product(None, Some(dec!(6)));
        assert_eq!(accepted(&six, 12, 12), dec!(12));
        assert_eq!(accepted(&six, 13, 99), dec!(12));
        assert_eq!(accepted(&six, 12, 11), dec!(6));
        assert_eq!(accepted(&six, 5, 99), dec!(0));
    }

    #[test]
    fn below_the_moq_a_short_line_goes_and_an_asked_one_stays() {
        let five = product(Some(dec!(5)), None);
        assert_eq!(accepted(&five, 5, 5), dec!(5));
        assert_eq!(accepted(&five, 4, 99), dec!(4));
        assert_eq!(accepted(&five, 9, 4), dec!(0));
        assert!(decide(&five, dec!(4), dec!(99)).unwrap().below_moq);
        assert!(!decide(&five, dec!(0), dec!(99)).unwrap().below_moq);
    }

    #[test]
    fn taking_what_was_taken_changes_nothing() {
        for (moq, multiple) in [
            (None, Some(dec!(6))),
            (Some(dec!(5)), None),
            (Some(dec!(6)), Some(dec!(4))),
        ] {
            let product = product(moq, multiple);
            for asked in 0..30 {
                for visible in 0..30 {
                    let once = accepted(&product, asked, visible);
                    let again = decide(&product, once, visible.into()).unwrap().accepted;
                    assert_eq!(once, again, "{asked} of {visible}");
                }
            }
        }
    }

    #[test]
    fn sold_out_is_where_no_quantity_can_be_sold() {
        let of = |moq, multiple, visible| sellable(&product(moq, multiple), visible);
        assert_eq!(of(None, None, dec!(0)), Ok(dec!(0)));
        assert_eq!(of(None, Some(dec!(6)), dec!(6)), Ok(dec!(6)));
        assert_eq!(of(None, Some(dec!(6)), dec!(5)), Ok(dec!(0)));
        assert_eq!(of(Some(dec!(5)), None, dec!(5)), Ok(dec!(5)));
        assert_eq!(of(Some(dec!(5)), None, dec!(4)), Ok(dec!(0)));
    }

    #[test]
    fn finer_than_the_unit_is_invalid() {
        assert!(is_valid(dec!(2), 0) && is_valid(dec!(2.00), 0) && is_valid(dec!(0), 0));
        assert!(!is_valid(dec!(2.5), 0) && !is_valid(dec!(-1), 0));
        assert!(is_valid(dec!(2.5), 1) && !is_valid(dec!(2.55), 1));
    }
    #[test]
    fn the_smallest_quantity_goes_up_to_the_multiple() {
        let of = |moq, multiple| smallest(&product(moq, multiple));
        assert_eq!(of(None, None), dec!(1));
        assert_eq!(of(None, Some(dec!(6))), dec!(6));
        assert_eq!(of(Some(dec!(5)), None), dec!(5));
        assert_eq!(of(Some(dec!(6)), Some(dec!(6))), dec!(6));
        assert_eq!(of(Some(dec!(7)), Some(dec!(6))), dec!(12));
    }
}
