//! The contract's `values`, put in place of generated types, so that they read and print as people write them.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal as Number;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use wasmtime::component::{ComponentType, Lift, Lower};

/// An exact decimal: coefficient × 10^-scale. Prints as `12.50`; never a float.
#[derive(Debug, Clone, Copy, ComponentType, Lift, Lower)]
#[component(record)]
pub struct Decimal {
    /// The digits.
    pub coefficient: i64,
    /// How many of them are decimals, 0 to 12.
    pub scale: u8,
}

/// A day of the shop's calendar. Prints as `2026-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ComponentType, Lift, Lower)]
#[component(record)]
pub struct LocalDate {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// Why a text is no [`Decimal`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal of at most 12 decimals and 18 digits")]
pub struct DecimalError(String);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        coefficient: 0,
        scale: 0,
    };

    /// The number that this decimal means; `None` with a scale above 28.
    #[must_use]
    pub fn to_number(self) -> Option<Number> {
        Number::try_from_i128_with_scale(self.coefficient.into(), self.scale.into()).ok()
    }

    /// A decimal as almost all are written, in a fraction of the time that any takes: at most 17
    /// digits, with a point among them or without. None for every other text.
    fn plain(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let ends = [digits.bytes().next(), digits.bytes().next_back()];
        let bounded = ends
            .into_iter()
            .all(|end| end.is_some_and(|end| end.is_ascii_digit()));
        if !bounded || digits.len() > 18 {
            return None;
        }
        let (mut coefficient, mut scale) = (0_i64, None::<u8>);
        for byte in digits.bytes() {
            match byte {
                b'0'..=b'9' => {
                    coefficient = coefficient * 10 + i64::from(byte - b'0');
                    scale = scale.map(|scale| scale + 1);
                }
                b'.' if scale.is_none() => scale = Some(0),
                _ => return None,
            }
        }
        let scale = scale.unwrap_or(0);
        (scale <= 12).then_some(Self {
            coefficient: if negative { -coefficient } else { coefficient },
            scale,
        })
    }

    /// Its text, without a width or a precision.
    fn print(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A point, at most 28 digits behind it and 20 before: from the back.
        let mut letters = [b'0'; 50];
        let mut used = 0;
        let mut rest = self.coefficient.unsigned_abs();
        let scale = usize::from(self.scale);
        for letter in letters.iter_mut().rev() {
            if used > scale + usize::from(scale > 0) && rest == 0 {
                break;
            }
            used += 1;
            if scale > 0 && used == scale + 1 {
                *letter = b'.';
                continue;
            }
            // A digit.
            *letter += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        if self.coefficient < 0 {
            f.write_str("-")?;
        }
        let text = letters
            .len()
            .checked_sub(used)
            .and_then(|start| letters.get(start..));
        f.write_str(
            text.and_then(|text| str::from_utf8(text).ok())
                .unwrap_or_default(),
        )
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.coefficient < 0
    }
}

impl From<u32> for Decimal {
    fn from(whole: u32) -> Self {
        Self {
            coefficient: whole.into(),
            scale: 0,
        }
    }
}

impl TryFrom<Number> for Decimal {
    type Error = DecimalError;

    fn try_from(number: Number) -> Result<Self, DecimalError> {
        let refuse = || DecimalError(number.to_string());
        let scale = u8::try_from(number.scale())
            .ok()
            .filter(|scale| *scale <= 12)
            .ok_or_else(refuse)?;
        Ok(Self {
            coefficient: i64::try_from(number.mantissa()).map_err(|_| refuse())?,
            scale,
        })
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if let Some(decimal) = Self::plain(text) {
            return Ok(decimal);
        }
        let number = Number::from_str_exact(text).map_err(|_| DecimalError(text.to_owned()))?;
        Self::try_from(number)
    }
}

/// Decimals of one value are equal, whatever their scale.
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        match (self.to_number(), other.to_number()) {
            (Some(mine), Some(other)) => mine == other,
            _ => self.coefficient == other.coefficient && self.scale == other.scale,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let as_asked = f.width().is_some() || f.precision().is_some() || f.sign_plus();
        match self.to_number() {
            Some(number) if as_asked => number.fmt(f),
            Some(_) => self.print(f),
            None => write!(f, "{}e-{}", self.coefficient, self.scale),
        }
    }
}

impl From<NaiveDate> for LocalDate {
    fn from(day: NaiveDate) -> Self {
        let small = |part: u32| u8::try_from(part).unwrap_or(u8::MAX);
        Self {
            year: day.year(),
            month: small(day.month()),
            day: small(day.day()),
        }
    }
}

impl FromStr for LocalDate {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        text.parse::<NaiveDate>().map(Self::from)
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for LocalDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

/// Reads a value from a text that it need not keep.
struct Text<T>(PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> de::Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_and_print_exactly() {
        for text in [
            "12.50",
            "-0.01",
            "0",
            "9223372036854775807",
            "0.000000000001",
        ] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        for text in [
            "1e3",
            "",
            "1,5",
            "9223372036854775808",
            "0.0000000000001",
            "NaN",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert_eq!("12.5".parse::<Decimal>(), "12.500".parse());
    }

    #[test]
    fn what_is_read_and_printed_fast_is_what_is_read_and_printed_in_full() {
        let coefficients = [
            0,
            1,
            -1,
            9,
            10,
            -10,
            99,
            100,
            1250,
            -1250,
            999_999,
            10_i64.pow(17),
            -(10_i64.pow(17)) + 1,
            i64::MAX,
            i64::MIN,
        ];
        for coefficient in coefficients {
            for scale in 0..=28 {
                let decimal = Decimal { coefficient, scale };
                let number = decimal.to_number().unwrap();
                assert_eq!(decimal.to_string(), number.to_string(), "{decimal:?}");
                assert_eq!(format!("{decimal:.2}"), format!("{number:.2}"));
                assert_eq!(format!("{decimal:>40}"), format!("{number:>40}"));
            }
        }
        for text in [
            "0",
            "-0",
            "0.00",
            "-0.00",
            "007",
            "1.",
            ".5",
            ".",
            "-",
            "",
            "+1",
            "--1",
            "1.2.3",
            "1 ",
            "12345678901234567.8",
            "123456789012345.6789",
            "0.0000000000001",
            "999999999999999999",
            "1_000",
            "1e3",
            "-12.50",
            "\u{661}",
        ] {
            let in_full = Number::from_str_exact(text)
                .ok()
                .and_then(|number| Decimal::try_from(number).ok());
            let parts = |decimal: Decimal| (decimal.coefficient, decimal.scale);
            assert_eq!(text.parse().ok().map(parts), in_full.map(parts), "{text}");
        }
    }

    #[test]
    fn days_read_and_print() {
        assert_eq!(
            "2026-02-28".parse::<LocalDate>().unwrap().to_string(),
            "2026-02-28"
        );
        assert!("2026-02-30".parse::<LocalDate>().is_err());
    }
}
