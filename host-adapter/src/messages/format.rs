//! Numbers and days as the people of a language write them; digit by digit, never through a float.

use chrono::{DateTime, Timelike};
use chrono_tz::Tz;

use super::Language;
use crate::values::{Decimal, Instant, LocalDate};

const NO_BREAK_SPACE: char = '\u{a0}';
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// How a language separates thousands and decimals, and what stands before a unit.
struct Marks {
    group: char,
    decimal: char,
    gap: char,
}

const fn marks(language: Language) -> Marks {
    match language {
        Language::English => Marks {
            group: ',',
            decimal: '.',
            gap: ' ',
        },
        Language::Russian => Marks {
            group: NO_BREAK_SPACE,
            decimal: ',',
            gap: NO_BREAK_SPACE,
        },
        Language::Italian => Marks {
            group: '.',
            decimal: ',',
            gap: ' ',
        },
    }
}

/// `1,250.00 RUB`: thousands grouped, at least two decimals, more where the value has more; never rounded.
pub(super) fn money(language: Language, value: Decimal, currency: &str) -> String {
    let Marks {
        group,
        decimal,
        gap,
    } = marks(language);
    let (sign, whole, fraction) = parts(value);
    let amount = format!("{sign}{}{decimal}{fraction:0<2}", grouped(&whole, group));
    if currency.is_empty() {
        amount
    } else {
        format!("{amount}{gap}{currency}")
    }
}

/// `1250.5`: no trailing zeros and no thousands marks, because `1.250` pieces reads two ways.
pub(super) fn quantity(language: Language, value: Decimal) -> String {
    let (sign, whole, fraction) = parts(value);
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{}{fraction}", marks(language).decimal)
    }
}

/// `12.5%`; Russian puts a space before the sign.
pub(super) fn percent(language: Language, value: Decimal) -> String {
    let number = quantity(language, value);
    if language == Language::Russian {
        format!("{number}{NO_BREAK_SPACE}%")
    } else {
        format!("{number}%")
    }
}

/// `31 Jan 2026`, `31.01.2026` or `31/01/2026`; a month that does not exist prints as in ISO 8601.
pub(super) fn date(language: Language, date: LocalDate) -> String {
    let LocalDate { year, month, day } = date;
    let name = usize::from(month)
        .checked_sub(1)
        .and_then(|index| MONTHS.get(index));
    match (language, name) {
        (_, None) => date.to_string(),
        (Language::English, Some(name)) => format!("{day} {name} {year}"),
        (Language::Russian, _) => format!("{day:02}.{month:02}.{year:04}"),
        (Language::Italian, _) => format!("{day:02}/{month:02}/{year:04}"),
    }
}

/// `31 Jan 2026, 18:00`, `31.01.2026 18:00` or `31/01/2026 18:00`: with its seconds where there are any, and `UTC`
/// in that zone. A moment beyond the calendar prints as its milliseconds.
pub(super) fn instant(language: Language, instant: Instant, zone: Tz) -> String {
    let Some(moment) = DateTime::from_timestamp_millis(instant) else {
        return instant.to_string();
    };
    let local = moment.with_timezone(&zone);
    let day = date(language, local.date_naive().into());
    let time = local.format(if local.second() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S"
    });
    let comma = if language == Language::English {
        ","
    } else {
        ""
    };
    let utc = if zone == Tz::UTC { " UTC" } else { "" };
    format!("{day}{comma} {time}{utc}")
}

/// Text of strangers on one line: control characters and direction marks become U+FFFD.
pub(super) fn text(text: &str) -> String {
    let unsafe_to_print = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.trim().replace(unsafe_to_print, "\u{fffd}")
}

/// Sign, whole digits (at least one) and decimals without trailing zeros.
fn parts(value: Decimal) -> (&'static str, String, String) {
    let sign = if value.is_negative() { "-" } else { "" };
    let scale = usize::from(value.scale);
    let digits = format!(
        "{:0>width$}",
        value.coefficient.unsigned_abs(),
        width = scale + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    (
        sign,
        whole.to_owned(),
        fraction.trim_end_matches('0').to_owned(),
    )
}

fn grouped(whole: &str, mark: char) -> String {
    let mut text = String::with_capacity(whole.len() * 2);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}
