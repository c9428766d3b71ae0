//! The contract's `values`, in place of generated types, so that they print as people write
//! them. The parts of the plugin share them.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal as Number;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Coefficient × 10^-scale. Laid out as the contract says: bindings take lists of whole numbers as they lie in memory.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Decimal {
    /// Digits.
    pub coefficient: i64,
    /// Decimals, 0 to 12.
    pub scale: u8,
}

/// A day of the shop's calendar. Laid out as the contract says, too.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct LocalDate {
    /// Year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Milliseconds since 1970.
pub type Instant = i64;

impl From<NaiveDate> for LocalDate {
    fn from(day: NaiveDate) -> Self {
        // A month and a day of a month fit.
        let small = |part: u32| u8::try_from(part).unwrap_or(u8::MAX);
        Self {
            year: day.year(),
            month: small(day.month()),
            day: small(day.day()),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = Number::try_from_i128_with_scale(self.coefficient.into(), self.scale.into());
        serializer.collect_str(&number.map_err(serde::ser::Error::custom)?)
    }
}

impl Serialize for LocalDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        ))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = Number::from_str_exact(&text).map_err(de::Error::custom)?;
        let coefficient = i64::try_from(number.mantissa()).map_err(de::Error::custom)?;
        let scale = u8::try_from(number.scale()).map_err(de::Error::custom)?;
        Ok(Self { coefficient, scale })
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day: NaiveDate = text.parse().map_err(de::Error::custom)?;
        Ok(day.into())
    }
}

#[cfg(test)]
mod tests {
    use std::mem::{offset_of, size_of};

    use super::*;

    #[test]
    fn values_lie_in_memory_as_the_contract_says() {
        assert_eq!(size_of::<Decimal>(), 16);
        let decimal = [offset_of!(Decimal, coefficient), offset_of!(Decimal, scale)];
        assert_eq!(decimal, [0, 8]);
        assert_eq!(size_of::<LocalDate>(), 8);
        let day = [
            offset_of!(LocalDate, year),
            offset_of!(LocalDate, month),
            offset_of!(LocalDate, day),
        ];
        assert_eq!(day, [0, 4, 5]);
    }
}
