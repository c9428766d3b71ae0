//! Overrides of exchange rates.

use super::{Set, optional};
use crate::shop::rows::RateRow;
use crate::shop::{Shop, parse};

/// Any number: what the plugin says of one that is no rate is part of what a case may show.
pub(super) fn rate(shop: &mut Shop, from: &str, to: &str, day: &str, value: &str) -> Set {
    let (from, to, day) = (
        parse::currency(from)?,
        parse::currency(to)?,
        parse::date(day)?,
    );
    let rate = optional(value, parse::decimal)?;
    shop.rates
        .retain(|row| (&row.from, &row.to, row.day) != (&from, &to, day));
    shop.rates.extend(rate.map(|rate| RateRow {
        from,
        to,
        rate,
        day,
    }));
    Ok(())
}
