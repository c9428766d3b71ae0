//! Exact numbers: every operation is checked, nothing is a float.

use rust_decimal::{Decimal, RoundingStrategy};

/// Money, a quantity, kilograms or cubic metres; 28 digits, exact.
pub type Number = Decimal;

/// A result left the range (±10^15, 28 digits); the caller answers `indeterminate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number left the range of ±10^15")]
pub struct Overflow;

/// A percentage, such as 12.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(pub Number);

/// No result may exceed this, so that every result fits the contract's 64-bit decimals.
pub const LIMIT: Number = Number::from_parts(0xA4C6_8000, 0x3_8D7E, 0, false, 0);

/// `result`, unless it left the range.
fn bounded(result: Option<Number>) -> Result<Number, Overflow> {
    let result = result.ok_or(Overflow)?;
    // Cheap for all but absurd values: what fits 63 bits with decimals is below the limit anyway.
    let small = result.scale() >= 4 && i64::try_from(result.mantissa()).is_ok();
    if small || result.abs() <= LIMIT {
        Ok(result)
    } else {
        Err(Overflow)
    }
}

/// Decimals kept between the steps of a price.
const STEP_DECIMALS: u32 = 6;

/// Sum of both.
///
/// # Errors
/// [`Overflow`].
pub fn add(a: Number, b: Number) -> Result<Number, Overflow> {
    bounded(a.checked_add(b))
}

/// `a` − `b`.
///
/// # Errors
/// [`Overflow`].
pub fn sub(a: Number, b: Number) -> Result<Number, Overflow> {
    bounded(a.checked_sub(b))
}

/// Product of both.
///
/// # Errors
/// [`Overflow`].
pub fn mul(a: Number, b: Number) -> Result<Number, Overflow> {
    bounded(a.checked_mul(b))
}

/// `a` ÷ `b`.
///
/// # Errors
/// [`Overflow`], also when `b` is zero.
pub fn div(a: Number, b: Number) -> Result<Number, Overflow> {
    bounded(a.checked_div(b))
}

/// The largest multiple of `step` that is not above `value`; `value` where `step` is not positive.
///
/// # Errors
/// [`Overflow`].
pub fn floor_to(value: Number, step: Number) -> Result<Number, Overflow> {
    if step <= Number::ZERO {
        return Ok(value);
    }
    mul(div(value, step)?.floor(), step)
}

/// The smallest multiple of `step` that is not below `value`; `value` where `step` is not positive.
///
/// # Errors
/// [`Overflow`].
pub fn ceil_to(value: Number, step: Number) -> Result<Number, Overflow> {
    if step <= Number::ZERO {
        return Ok(value);
    }
    mul(div(value, step)?.ceil(), step)
}

/// `value` changed by `percent` (negative: a discount), kept to six decimals, half up.
///
/// # Errors
/// [`Overflow`].
pub fn change_by(value: Number, percent: Percent) -> Result<Number, Overflow> {
    let factor = add(Number::ONE_HUNDRED, percent.0)?;
    let exact = div(mul(value, factor)?, Number::ONE_HUNDRED)?;
    Ok(exact.round_dp_with_strategy(STEP_DECIMALS, RoundingStrategy::MidpointAwayFromZero))
}

/// How a sum is rounded: to a multiple of `to`, in one of three ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Positive, such as 0.01 or 0.05.
    pub to: Number,
    /// Which way.
    pub way: RoundingWay,
}

/// Which way a sum between two multiples goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundingWay {
    /// To the nearer one; from the middle, away from zero.
    HalfUp,
    /// To the nearer one; from the middle, to the even one.
    HalfEven,
    /// To the lower one.
    Down,
}

impl Rounding {
    /// `value` at the multiple of `to` that the way of rounding picks.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn apply(self, value: Number) -> Result<Number, Overflow> {
        let way = match self.way {
            RoundingWay::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingWay::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingWay::Down => RoundingStrategy::ToNegativeInfinity,
        };
        // A power of ten, the usual case, needs no division.
        if self.to.mantissa() == 1 {
            let mut rounded = value.round_dp_with_strategy(self.to.scale(), way);
            rounded.rescale(self.to.scale());
            return Ok(rounded);
        }
        let units = div(value, self.to)?.round_dp_with_strategy(0, way);
        let mut rounded = mul(units, self.to)?;
        rounded.rescale(self.to.scale());
        Ok(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn rounding_at_and_beside_the_middle() {
        let cents = Rounding {
            to: dec!(0.01),
            way: RoundingWay::HalfUp,
        };
        assert_eq!(cents.apply(dec!(1.005)).unwrap().to_string(), "1.01");
        assert_eq!(cents.apply(dec!(1.004999)).unwrap().to_string(), "1.00");
        let even = Rounding {
            way: RoundingWay::HalfEven,
            ..cents
        };
        assert_eq!(even.apply(dec!(1.005)).unwrap().to_string(), "1.00");
        let five = Rounding {
            to: dec!(0.05),
            way: RoundingWay::Down,
        };
        assert_eq!(five.apply(dec!(1.0999)).unwrap().to_string(), "1.05");
        assert_eq!(five.apply(dec!(1.10)).unwrap().to_string(), "1.10");
    }

    #[test]
    fn multiples_go_down_and_up() {
        assert_eq!(floor_to(dec!(13), dec!(6)), Ok(dec!(12)));
        assert_eq!(ceil_to(dec!(13), dec!(6)), Ok(dec!(18)));
        assert_eq!(floor_to(dec!(12), dec!(6)), Ok(dec!(12)));
        assert_eq!(floor_to(dec!(13), dec!(0)), Ok(dec!(13)));
    }

    #[test]
    fn overflow_is_an_error_not_a_panic() {
        assert_eq!(mul(Number::MAX, dec!(2)), Err(Overflow));
        assert_eq!(div(dec!(1), dec!(0)), Err(Overflow));
        assert_eq!(LIMIT, dec!(1_000_000_000_000_000));
        assert_eq!(add(LIMIT, dec!(0)), Ok(LIMIT));
        assert_eq!(add(LIMIT, dec!(0.1)), Err(Overflow));
        assert_eq!(change_by(Number::MAX, Percent(dec!(1))), Err(Overflow));
    }
}
