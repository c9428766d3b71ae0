//! The contract's `values`, put in place of generated types, so that they read and print as people write them.

use std::fmt;
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
        match self.to_number() {
            Some(number) => number.fmt(f),
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
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
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
    fn days_read_and_print() {
        assert_eq!(
            "2026-02-28".parse::<LocalDate>().unwrap().to_string(),
            "2026-02-28"
        );
        assert!("2026-02-30".parse::<LocalDate>().is_err());
    }
}
