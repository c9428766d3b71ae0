//! Texts to values, for files and overrides alike.

use super::error::ContentError;
use super::month::Month;
use crate::bindings::comptoir::rules::facts::GrantSum;
use crate::values::{Decimal, Instant, LocalDate};

type Parsed<T> = Result<T, ContentError>;

/// An exact decimal of digits, at most one point and a sign: `-12.50`.
pub(super) fn decimal(text: &str) -> Parsed<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let refuse = || ContentError::value(text, "a decimal such as `1250.00`");
    if !plain {
        return Err(refuse());
    }
    text.parse().map_err(|_| refuse())
}

/// `5000.00 EUR`.
pub(super) fn grant_sum(text: &str) -> Parsed<GrantSum> {
    let (sum, currency_code) = text.split_once(' ').ok_or_else(|| {
        ContentError::value(text, "an amount and a currency such as `5000.00 EUR`")
    })?;
    Ok(GrantSum {
        amount: amount(sum)?,
        currency: currency(currency_code)?,
    })
}

/// A decimal of zero or more.
pub(super) fn amount(text: &str) -> Parsed<Decimal> {
    match decimal(text)? {
        value if value.is_negative() => Err(ContentError::value(text, "a decimal of 0 or more")),
        value => Ok(value),
    }
}

/// A decimal above zero.
pub(super) fn positive(text: &str) -> Parsed<Decimal> {
    match amount(text)? {
        value if value.is_zero() => Err(ContentError::value(text, "a decimal above 0")),
        value => Ok(value),
    }
}

/// How many decimals a quantity may have.
pub(super) fn unit_decimals(text: &str) -> Parsed<u8> {
    text.parse()
        .ok()
        .filter(|decimals| *decimals <= 12)
        .ok_or_else(|| ContentError::value(text, "a number of decimals, 0 to 12"))
}

/// A percentage of 0 to 100, with its sign: `12.5%`.
pub(super) fn percent(text: &str) -> Parsed<Decimal> {
    let refuse = || ContentError::value(text, "a percentage from 0% to 100%, such as `12.5%`");
    let percent = text
        .strip_suffix('%')
        .and_then(|number| amount(number).ok())
        .ok_or_else(refuse)?;
    match percent.to_number() {
        Some(number) if number <= 100.into() => Ok(percent),
        _ => Err(refuse()),
    }
}

/// A day: `2026-01-31`.
pub(super) fn date(text: &str) -> Parsed<LocalDate> {
    text.parse::<LocalDate>()
        .ok()
        .filter(|day| day.to_string() == text)
        .ok_or_else(|| ContentError::value(text, "a day such as `2026-01-31`"))
}

/// A calendar month: `2026-01`.
pub(super) fn month(text: &str) -> Parsed<Month> {
    let refuse = || ContentError::value(text, "a month such as `2026-01`");
    let first = date(&format!("{text}-01")).map_err(|_| refuse())?;
    Ok(Month {
        year: first.year,
        month: first.month,
    })
}

/// A moment, in RFC 3339 with its offset.
pub(super) fn instant(text: &str) -> Parsed<Instant> {
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.timestamp_millis())
        .map_err(|_| ContentError::value(text, "a moment such as `2026-01-31T10:00:00+03:00`"))
}

/// An ISO 4217 code.
pub(super) fn currency(text: &str) -> Parsed<String> {
    if text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(ContentError::value(text, "a currency code such as `RUB`"))
}

/// `true` or `false`.
pub(super) fn switch(text: &str) -> Parsed<bool> {
    text.parse()
        .map_err(|_| ContentError::value(text, "`true` or `false`"))
}

/// A text that is not empty, taken exactly as written.
pub(super) fn text(text: &str) -> Parsed<String> {
    if text.is_empty() {
        return Err(ContentError::value(text, "a text; it may not be empty"));
    }
    Ok(text.to_owned())
}
