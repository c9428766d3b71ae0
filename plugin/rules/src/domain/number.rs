//! Exact numbers: every operation is checked, nothing is a float.

use std::cmp::Ordering;

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
    if word(result).is_some_and(below_limit) || result.abs() <= LIMIT {
        Ok(result)
    } else {
        Err(Overflow)
    }
}

/// Digits and decimals of a number whose digits fit one machine word. Numbers of everyday size do,
/// and a price list of 100,000 products is reckoned in a fraction of the time that 28 digits take.
#[inline]
fn word(number: Number) -> Option<(i64, u32)> {
    // Not by the mantissa: 128 bits are slow where words have 64, and slower in WebAssembly.
    let parts = number.unpack();
    if parts.hi != 0 {
        return None;
    }
    let digits = i64::try_from((u64::from(parts.mid) << 32) | u64::from(parts.lo)).ok()?;
    let digits = if parts.negative {
        digits.checked_neg()?
    } else {
        digits
    };
    Some((digits, parts.scale))
}

/// The number of a word.
#[inline]
fn number_of((digits, scale): (i64, u32)) -> Option<Number> {
    Number::try_new(digits, scale).ok()
}

/// Whether `number` is below zero. As a comparison with zero says, in less time.
#[inline]
#[must_use]
pub fn is_negative(number: Number) -> bool {
    number.is_sign_negative() && !number.is_zero()
}

/// How `a` stands to `b`. As `Ord` says, in less time for numbers of everyday size.
#[inline]
#[must_use]
pub fn compare(a: Number, b: Number) -> Ordering {
    match (word(a), word(b)) {
        (Some((a, scale)), Some((b, same))) if scale == same => a.cmp(&b),
        _ => a.cmp(&b),
    }
}

/// The smaller of both; `a` where they are equal.
#[inline]
#[must_use]
pub fn smaller(a: Number, b: Number) -> Number {
    if compare(a, b).is_gt() { b } else { a }
}

/// The larger of both; `a` where they are equal.
#[inline]
#[must_use]
pub fn larger(a: Number, b: Number) -> Number {
    if compare(a, b).is_lt() { b } else { a }
}

/// Whether a word is below the limit for sure.
#[inline]
fn below_limit((digits, scale): (i64, u32)) -> bool {
    scale >= 4 || digits.unsigned_abs() <= 1_000_000_000_000_000
}

/// 10 to the power of `exponent`, where it fits a word.
fn power_of_ten(exponent: u32) -> Option<i64> {
    const POWERS: [i64; 13] = [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
    ];
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// `digits` without the last `dropped` of them.
fn shortened(digits: i64, dropped: u32, way: RoundingWay) -> Option<i64> {
    let unit = power_of_ten(dropped)?;
    let (kept, rest) = (digits.checked_div(unit)?, digits.checked_rem(unit)?);
    let middle = rest
        .unsigned_abs()
        .checked_mul(2)?
        .cmp(&unit.unsigned_abs());
    let away_from_zero = match way {
        RoundingWay::HalfUp => middle.is_ge(),
        RoundingWay::HalfEven => middle.is_gt() || (middle.is_eq() && kept.checked_rem(2)? != 0),
        RoundingWay::Down => rest < 0,
    };
    match away_from_zero {
        true => kept.checked_add(digits.signum()),
        false => Some(kept),
    }
}

/// Decimals kept between the steps of a price.
const STEP_DECIMALS: u32 = 6;

/// Sum of both.
///
/// # Errors
/// [`Overflow`].
#[inline]
pub fn add(a: Number, b: Number) -> Result<Number, Overflow> {
    // A zero leaves the other one as it is.
    if a.is_zero() {
        return bounded(Some(b));
    }
    if b.is_zero() {
        return bounded(Some(a));
    }
    match words(a, b, i64::checked_add) {
        Some(sum) => Ok(sum),
        None => bounded(a.checked_add(b)),
    }
}

/// `a` − `b`.
///
/// # Errors
/// [`Overflow`].
#[inline]
pub fn sub(a: Number, b: Number) -> Result<Number, Overflow> {
    if b.is_zero() && !a.is_zero() {
        return bounded(Some(a));
    }
    match words(a, b, i64::checked_sub) {
        Some(difference) => Ok(difference),
        None => bounded(a.checked_sub(b)),
    }
}

/// What `combine` makes of two numbers of everyday size, at the larger one's decimals: the same value
/// with the same decimals as any, or none. A zero leaves the other one as it is, so it is left to the slow way.
#[inline]
fn words(a: Number, b: Number, combine: fn(i64, i64) -> Option<i64>) -> Option<Number> {
    let (a, b) = (word(a)?, word(b)?);
    if a.0 == 0 || b.0 == 0 {
        return None;
    }
    let ((a, b), scale) = aligned(a, b)?;
    let result = (combine(a, b)?, scale);
    if below_limit(result) {
        number_of(result)
    } else {
        None
    }
}

/// The digits of two words at the decimals of the one that has more.
#[inline]
fn aligned(a: (i64, u32), b: (i64, u32)) -> Option<((i64, i64), u32)> {
    if a.1 == b.1 {
        return Some(((a.0, b.0), a.1));
    }
    let unit = power_of_ten(a.1.abs_diff(b.1))?;
    Some(if a.1 < b.1 {
        ((a.0.checked_mul(unit)?, b.0), b.1)
    } else {
        ((a.0, b.0.checked_mul(unit)?), a.1)
    })
}

/// Product of both.
///
/// # Errors
/// [`Overflow`].
#[inline]
pub fn mul(a: Number, b: Number) -> Result<Number, Overflow> {
    match mul_words(a, b) {
        Some(product) => Ok(product),
        None => bounded(a.checked_mul(b)),
    }
}

/// [`mul`] for numbers of everyday size: the same value with the same decimals, or none.
#[inline]
fn mul_words(a: Number, b: Number) -> Option<Number> {
    let ((a, a_scale), (b, b_scale)) = (word(a)?, word(b)?);
    let product = (a.checked_mul(b)?, a_scale.checked_add(b_scale)?);
    // Zeros keep no decimals in a product.
    if product.0 == 0 || !below_limit(product) {
        return None;
    }
    number_of(product)
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
    if step.is_zero() || is_negative(step) {
        return Ok(value);
    }
    match multiples(value, step) {
        Some((whole, _)) => mul(whole.into(), step),
        None => mul(div(value, step)?.floor(), step),
    }
}

/// The smallest multiple of `step` that is not below `value`; `value` where `step` is not positive.
///
/// # Errors
/// [`Overflow`].
pub fn ceil_to(value: Number, step: Number) -> Result<Number, Overflow> {
    if step.is_zero() || is_negative(step) {
        return Ok(value);
    }
    match multiples(value, step) {
        Some((whole, false)) => mul(whole.into(), step),
        Some((whole, true)) => mul(whole.checked_add(1).ok_or(Overflow)?.into(), step),
        None => mul(div(value, step)?.ceil(), step),
    }
}

/// How many whole times a positive `step` goes into a `value` that is not negative, and whether
/// something is left, for numbers of everyday size: then a division of 28 digits finds the same.
fn multiples(value: Number, step: Number) -> Option<(i64, bool)> {
    const EVERYDAY: std::ops::Range<i64> = 0..1_000_000_000_000;
    let ((value, step), _) = aligned(word(value)?, word(step)?)?;
    if !EVERYDAY.contains(&value) || !EVERYDAY.contains(&step) {
        return None;
    }
    Some((value.checked_div(step)?, value.checked_rem(step)? != 0))
}

/// `value` changed by `percent` (negative: a discount), kept to six decimals, half up.
///
/// # Errors
/// [`Overflow`].
pub fn change_by(value: Number, percent: Percent) -> Result<Number, Overflow> {
    Change::new(percent).apply(value)
}

/// A percentage made ready to change many values.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    percent: Percent,
    /// 100 plus the percentage, where it fits a word and changes anything.
    factor: Option<(i64, u32)>,
}

impl Change {
    /// By `percent` (negative: a discount).
    #[must_use]
    pub fn new(percent: Percent) -> Self {
        let factor = word(percent.0).and_then(|(digits, decimals)| {
            let factor = power_of_ten(decimals.checked_add(2)?)?.checked_add(digits)?;
            // Zeros keep no decimals in a product.
            let fits = digits != 0 && factor != 0 && below_limit((factor, decimals));
            fits.then_some((factor, decimals))
        });
        Self { percent, factor }
    }

    /// The percentage.
    #[must_use]
    pub fn percent(self) -> Percent {
        self.percent
    }

    /// `value` changed, kept to six decimals, half up.
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn apply(self, value: Number) -> Result<Number, Overflow> {
        match word(value)
            .and_then(|word| self.of_word(word))
            .and_then(number_of)
        {
            Some(changed) => Ok(changed),
            None => change_any(value, self.percent),
        }
    }

    /// `value` changed by each of `changes` in turn, as [`Self::apply`] does.
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn all(changes: &[Self], value: Number) -> Result<Number, Overflow> {
        let in_words = word(value).and_then(|word| {
            let mut changes = changes.iter();
            changes.try_fold(word, |word, change| change.of_word(word))
        });
        match in_words.and_then(number_of) {
            Some(changed) => Ok(changed),
            None => changes
                .iter()
                .try_fold(value, |value, change| change.apply(value)),
        }
    }

    /// [`change_any`] for numbers of everyday size: the same value with the same decimals, or none.
    #[inline]
    fn of_word(self, (digits, scale): (i64, u32)) -> Option<(i64, u32)> {
        let (factor, decimals) = self.factor?;
        if digits == 0 {
            return None;
        }
        let product = (digits.checked_mul(factor)?, scale.checked_add(decimals)?);
        if !below_limit(product) {
            return None;
        }
        // A division by 100 adds decimals only where there is a rest.
        let (digits, scale) = match product.0.checked_rem(100)? {
            0 => (product.0.checked_div(100)?, product.1),
            _ => (product.0, product.1.checked_add(2)?),
        };
        match scale.checked_sub(STEP_DECIMALS) {
            None | Some(0) => Some((digits, scale)),
            Some(dropped) => Some((
                shortened(digits, dropped, RoundingWay::HalfUp)?,
                STEP_DECIMALS,
            )),
        }
    }
}

fn change_any(value: Number, percent: Percent) -> Result<Number, Overflow> {
    let factor = add(Number::ONE_HUNDRED, percent.0)?;
    let exact = div(mul(value, factor)?, Number::ONE_HUNDRED)?;
    Ok(exact.round_dp_with_strategy(STEP_DECIMALS, RoundingStrategy::MidpointAwayFromZero))
}

/// `value` ÷ `parts`, without what lies behind `scale` decimals.
///
/// # Errors
/// [`Overflow`], also when `parts` is zero.
pub fn share(value: Number, parts: u32, scale: u32) -> Result<Number, Overflow> {
    // Whole units in a word need no digits behind the point.
    if let (0, Some((digits, 0))) = (scale, word(value))
        && let Some(share) = digits.checked_div(parts.into())
        && below_limit((share, 0))
    {
        return Ok(share.into());
    }
    let exact = div(value, parts.into())?;
    Ok(exact.round_dp_with_strategy(scale, RoundingStrategy::ToZero))
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
        match self.apply_to_word(value) {
            Some(rounded) => Ok(rounded),
            None => self.apply_to_any(value),
        }
    }

    /// [`Self::apply`] for numbers of everyday size and a power of ten, or none.
    fn apply_to_word(self, value: Number) -> Option<Number> {
        let (digits, scale) = word(value)?;
        let (1, kept) = word(self.to)? else {
            return None;
        };
        let rounded = shortened(digits, scale.checked_sub(kept)?, self.way)?;
        number_of((rounded, kept))
    }

    fn apply_to_any(self, value: Number) -> Result<Number, Overflow> {
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
mod tests;
