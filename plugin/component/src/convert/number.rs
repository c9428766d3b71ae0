//! Decimals, days, indices: checked on the way in, exact on the way out.

use comptoir_rules::domain::{Day, Number};
use rust_decimal::RoundingStrategy;

use crate::bindings::comptoir::rules::types::RuleError;
use comptoir_values::{Decimal, LocalDate};

/// Most decimals of the contract.
const MAX_SCALE: u32 = 12;

/// A malformed call: what, and where in the arguments.
#[derive(Debug, Clone)]
pub struct Malformed {
    code: &'static str,
    at: String,
    message: String,
}

impl Malformed {
    /// `code` at the place that [`Self::within`] builds up.
    pub fn new(code: &'static str, message: String) -> Self {
        Self {
            code,
            at: String::new(),
            message,
        }
    }

    /// The same, inside of `place`.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.at = match self.at.as_str() {
            "" => place.to_owned(),
            inner if inner.starts_with('[') => format!("{place}{inner}"),
            inner => format!("{place}.{inner}"),
        };
        self
    }

    /// The same, inside of entry `index` of a list.
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}

impl From<Malformed> for RuleError {
    fn from(malformed: Malformed) -> Self {
        Self {
            code: malformed.code.to_owned(),
            at: malformed.at,
            message: malformed.message,
        }
    }
}

/// The number that a decimal means.
#[inline]
pub fn number(decimal: Decimal) -> Result<Number, Malformed> {
    if u32::from(decimal.scale) > MAX_SCALE {
        return Err(Malformed::new(
            "bad-decimal",
            format!("scale {} is above {MAX_SCALE}", decimal.scale),
        ));
    }
    Ok(Number::new(decimal.coefficient, decimal.scale.into()))
}

/// The number of an optional decimal.
pub fn optional(decimal: Option<Decimal>) -> Result<Option<Number>, Malformed> {
    decimal.map(number).transpose()
}

/// The decimal of a number: exact where it fits, else with fewer decimals, half up.
///
/// Results of the rules stay within ±10^15, so at least three decimals fit.
#[inline]
#[must_use]
pub fn decimal(number: Number) -> Decimal {
    // Almost every number is a word, and is as it is.
    let parts = number.unpack();
    if parts.hi == 0
        && parts.scale <= MAX_SCALE
        && let (Ok(digits), Ok(scale)) = (
            i64::try_from((u64::from(parts.mid) << 32) | u64::from(parts.lo)),
            u8::try_from(parts.scale),
        )
    {
        let coefficient = if parts.negative {
            digits.wrapping_neg()
        } else {
            digits
        };
        return Decimal { coefficient, scale };
    }
    decimal_of_any(number)
}

/// [`decimal`] of numbers of any size.
fn decimal_of_any(mut number: Number) -> Decimal {
    loop {
        let scale = number.scale();
        if scale <= MAX_SCALE
            && let (Ok(coefficient), Ok(scale)) =
                (i64::try_from(number.mantissa()), u8::try_from(scale))
        {
            return Decimal { coefficient, scale };
        }
        let Some(fewer) = scale.min(MAX_SCALE + 1).checked_sub(1) else {
            let coefficient = if number.is_sign_negative() {
                i64::MIN
            } else {
                i64::MAX
            };
            return Decimal {
                coefficient,
                scale: 0,
            };
        };
        number = number.round_dp_with_strategy(fewer, RoundingStrategy::MidpointAwayFromZero);
    }
}

/// The day that a date means.
pub fn day(date: LocalDate) -> Result<Day, Malformed> {
    Day::from_ymd_opt(date.year, date.month.into(), date.day.into()).ok_or_else(|| {
        let LocalDate { year, month, day } = date;
        Malformed::new(
            "bad-date",
            format!("{year:04}-{month:02}-{day:02} is not a day of the calendar"),
        )
    })
}

/// The day of an optional date.
pub fn optional_day(date: Option<LocalDate>) -> Result<Option<Day>, Malformed> {
    date.map(day).transpose()
}

/// The date of a day.
#[must_use]
pub fn local_date(day: Day) -> LocalDate {
    day.into()
}

/// An index that must lie below `len`.
pub fn index(index: u32, len: usize, of: &str) -> Result<u32, Malformed> {
    if usize::try_from(index).is_ok_and(|at| at < len) {
        return Ok(index);
    }
    Err(Malformed::new(
        "bad-index",
        format!("{index} is not one of {len} {of}"),
    ))
}

/// Every entry converted; the place of the first that fails.
pub fn list<A, B>(
    entries: Vec<A>,
    convert: impl Fn(A) -> Result<B, Malformed>,
) -> Result<Vec<B>, Malformed> {
    // Collected as a result, entries would be moved each time the list grows.
    let mut converted = Vec::with_capacity(entries.len());
    for (at, entry) in entries.into_iter().enumerate() {
        converted.push(convert(entry).map_err(|malformed| malformed.at_index(at))?);
    }
    Ok(converted)
}

/// Indices that must all lie below `len`.
pub fn indices(indices: Vec<u32>, len: usize, of: &str) -> Result<Vec<u32>, Malformed> {
    for (at, entry) in indices.iter().enumerate() {
        index(*entry, len, of).map_err(|malformed| malformed.at_index(at))?;
    }
    Ok(indices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_goes_out_as_any_number_does() {
        let digits = [
            0,
            1,
            25,
            123_456,
            i128::from(i64::MAX),
            i128::from(i64::MAX) + 1,
            10_i128.pow(27),
        ];
        for digits in digits {
            for scale in [0, 2, 6, 11, 12, 13, 20, 28] {
                for digits in [digits, -digits] {
                    let number = Number::from_i128_with_scale(digits, scale);
                    let (fast, any) = (decimal(number), decimal_of_any(number));
                    assert_eq!(
                        (fast.coefficient, fast.scale),
                        (any.coefficient, any.scale),
                        "{number}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_first_bad_entry_is_named_by_its_place() {
        let entries = [2, 12, 13, 14].map(|scale| Decimal {
            coefficient: 1,
            scale,
        });
        let malformed = list(entries.to_vec(), number).unwrap_err();
        assert_eq!(RuleError::from(malformed.within("facts")).at, "facts[2]");
        assert_eq!(list(entries[..2].to_vec(), number).unwrap().len(), 2);
        let malformed = indices(vec![0, 3, 4], 3, "things").unwrap_err();
        assert_eq!(RuleError::from(malformed.within("facts")).at, "facts[1]");
        assert_eq!(indices(vec![0, 2], 3, "things").unwrap(), [0, 2]);
    }
}
