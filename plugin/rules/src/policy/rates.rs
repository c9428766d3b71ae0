//! `[rates]`: how long an exchange rate counts.

use super::reader::Table;
use super::setting::{Section, setting};
use super::value;

/// `[rates]`.
#[derive(Debug, Clone, Copy)]
pub struct RateRules {
    /// Days after its own on which a rate still counts.
    pub good_for: u32,
}

/// Over a weekend no bank publishes rates: Friday's still counts on Monday.
const GOOD_FOR: u32 = 3;

/// `[rates]`.
pub const RATES: Section = Section {
    header: "[rates]",
    doc: "Exchange rates, by which the sums of this policy meet contracts in other currencies, and debts in other currencies meet the gates. Sums to reach and to pay are rounded up to the multiple of `[shop] sum`, what a gate lets pass is rounded down.",
    settings: &[setting(
        "good_for",
        "\"3 days\"",
        "3 days",
        "Days after its own on which a rate still counts, the last one included, where no newer one is known; 0 to 365. An older one counts as missing.",
    )],
};

const DAYS: &str = "a number of days from 0 to 365, such as \"3 days\"";

/// A number of days, at most a year.
pub(super) fn days(raw: &toml::de::DeValue<'_>) -> Result<u32, value::Wrong> {
    let days = value::period(raw, "day", DAYS)?;
    if days > 365 {
        return Err(value::Wrong {
            code: "bad-value",
            message: format!("{days} days are more than a year"),
            expected: DAYS,
        });
    }
    Ok(days)
}

/// Reads `[rates]`.
pub(super) fn read(root: &Table<'_>) -> RateRules {
    let table = root.table("rates", &RATES);
    RateRules {
        good_for: table.read("good_for", days).unwrap_or(GOOD_FOR),
    }
}
