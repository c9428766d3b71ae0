//! The forms a value may take: amounts and percentages as text, days, periods.

use rust_decimal::Decimal;
use toml::de::DeValue;

use crate::domain::{Day, Number, Percent};

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// `wrong-type` or `bad-value`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub expected: &'static str,
}

const AMOUNT: &str = "an amount in quotes, such as \"1000.00\"";
const PERCENT: &str = "a percentage from 0% to 100% in quotes, such as \"12.5%\"";
const DAY: &str = "a day of the calendar, such as 2026-01-31";

fn wrong_type(found: &DeValue<'_>, expected: &'static str) -> Wrong {
    let message = format!(
        "found {} `{}`",
        article(found.type_str()),
        as_written(found)
    );
    Wrong {
        code: "wrong-type",
        message,
        expected,
    }
}

fn article(kind: &str) -> String {
    if kind.starts_with(['a', 'i']) {
        format!("an {kind}")
    } else {
        format!("a {kind}")
    }
}

fn bad(message: String, expected: &'static str) -> Wrong {
    Wrong {
        code: "bad-value",
        message,
        expected,
    }
}

/// The value as the policy has it, shortened for tables and arrays.
#[must_use]
pub fn as_written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| as_written(item.get_ref()))
                .collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => {
            let items: Vec<_> = table
                .iter()
                .map(|(key, item)| format!("{} = {}", key.get_ref(), as_written(item.get_ref())))
                .collect();
            format!("{{ {} }}", items.join(", "))
        }
    }
}

/// Any text.
///
/// # Errors
/// [`Wrong`] for another type or an empty text.
pub fn text(value: &DeValue<'_>) -> Result<String, Wrong> {
    match value.as_str() {
        Some("") => Err(bad("the text is empty".to_owned(), "a text in quotes")),
        Some(text) => Ok(text.to_owned()),
        None => Err(wrong_type(value, "a text in quotes")),
    }
}

/// Yes or no.
///
/// # Errors
/// [`Wrong`] for another type.
pub fn flag(value: &DeValue<'_>) -> Result<bool, Wrong> {
    value
        .as_bool()
        .ok_or_else(|| wrong_type(value, "true or false"))
}

/// An amount as text; a whole number may stand without quotes. Not negative, at most 12 decimals.
///
/// # Errors
/// [`Wrong`] for a float (it can't be exact), a negative amount, more decimals or anything else.
pub fn amount(value: &DeValue<'_>) -> Result<Number, Wrong> {
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        other => return Err(wrong_type(other, AMOUNT)),
    };
    let number = Decimal::from_str_exact(&text)
        .map_err(|_| bad(format!("`{text}` is not an amount"), AMOUNT))?;
    if number.is_sign_negative() && !number.is_zero() {
        return Err(bad(format!("`{text}` is negative"), AMOUNT));
    }
    if number.scale() > 12 {
        return Err(bad(format!("`{text}` has more than 12 decimals"), AMOUNT));
    }
    Ok(number)
}

/// A percentage such as `"12.5%"`, from 0 to 100.
///
/// # Errors
/// [`Wrong`] without the sign, out of bounds or for another type.
pub fn percent(value: &DeValue<'_>) -> Result<Percent, Wrong> {
    let text = value.as_str().ok_or_else(|| wrong_type(value, PERCENT))?;
    let number = text
        .strip_suffix('%')
        .and_then(|digits| Decimal::from_str_exact(digits.trim()).ok())
        .ok_or_else(|| bad(format!("`{text}` is not a percentage"), PERCENT))?;
    if number < Decimal::ZERO || number > Decimal::ONE_HUNDRED {
        return Err(bad(format!("`{text}` is out of bounds"), PERCENT));
    }
    Ok(Percent(number))
}

/// A day, as a TOML date or in quotes.
///
/// # Errors
/// [`Wrong`] for an impossible day or another type.
pub fn day(value: &DeValue<'_>) -> Result<Day, Wrong> {
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        other => return Err(wrong_type(other, DAY)),
    };
    text.parse()
        .map_err(|_| bad(format!("`{text}` is not a day"), DAY))
}

/// A count of `unit`s, such as `"2 months"` or `"1 month"`.
///
/// # Errors
/// [`Wrong`] for anything else.
pub fn period(value: &DeValue<'_>, unit: &str, expected: &'static str) -> Result<u32, Wrong> {
    let text = value.as_str().ok_or_else(|| wrong_type(value, expected))?;
    text.split_once(' ')
        .filter(|(_, name)| name.trim().strip_suffix('s').unwrap_or(name.trim()) == unit)
        .and_then(|(count, _)| count.parse().ok())
        .ok_or_else(|| bad(format!("`{text}` is not a number of {unit}s"), expected))
}

/// One text or a list of texts.
///
/// # Errors
/// [`Wrong`] for anything else.
pub fn texts(value: &DeValue<'_>) -> Result<Vec<String>, Wrong> {
    match value {
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect(),
        other => text(other).map(|one| vec![one]),
    }
}

/// Texts under keys, such as `{ category = "wholesale", region = ["south", "east"] }`, by key.
///
/// # Errors
/// [`Wrong`] for anything else.
pub fn criteria(
    value: &DeValue<'_>,
    expected: &'static str,
) -> Result<Vec<(String, Vec<String>)>, Wrong> {
    let DeValue::Table(table) = value else {
        return Err(wrong_type(value, expected));
    };
    if table.is_empty() {
        return Err(bad("no criterion stands here".to_owned(), expected));
    }
    let mut found = Vec::new();
    for (key, item) in table.iter() {
        let values = texts(item.get_ref())?;
        if values.is_empty() {
            let message = format!("`{}` names no value, so nothing matches", key.get_ref());
            return Err(bad(message, expected));
        }
        found.push((key.get_ref().to_string(), values));
    }
    found.sort_unstable();
    Ok(found)
}
