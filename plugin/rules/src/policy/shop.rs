//! `[shop]`: currency, time zone, rounding.

use super::reader::Table;
use super::setting::{Section, setting};
use crate::domain::number::RoundingWay;
use crate::domain::{Number, Rounding};

/// The whole shop's conventions.
#[derive(Debug, Clone)]
pub struct Shop {
    /// ISO 4217 code, the currency of amounts in the policy.
    pub currency: String,
    /// Rounding of a unit price, the last step of the waterfall.
    pub unit_price: Rounding,
    /// Rounding of a line sum and of tax.
    pub sum: Rounding,
}

/// `[shop]`.
pub const SHOP: Section = Section {
    header: "[shop]",
    doc: "Conventions of the whole shop.",
    settings: &[
        setting(
            "currency",
            "\"EUR\"",
            "required",
            "ISO 4217 code; amounts in this policy are in it.",
        ),
        setting(
            "timezone",
            "\"Europe/Rome\"",
            "UTC",
            "IANA name; days begin and end by it.",
        ),
        setting(
            "unit_price",
            "{ round = \"half-up\", to = \"0.01\" }",
            "half-up to 0.01",
            "Rounding of a net unit price.",
        ),
        setting(
            "sum",
            "{ round = \"half-up\", to = \"0.01\" }",
            "half-up to 0.01",
            "Rounding of line sums and tax.",
        ),
    ],
};

/// `{ round = …, to = … }`.
pub const ROUNDING: Section = Section {
    header: "[shop] unit_price and sum",
    doc: "How a sum is rounded.",
    settings: &[
        setting(
            "round",
            "\"half-up\", \"half-even\" or \"down\"",
            "half-up",
            "Which way a value between two multiples goes.",
        ),
        setting("to", "\"0.01\"", "0.01", "Multiples of what; above 0."),
    ],
};

const WAYS: &[(&str, RoundingWay)] = &[
    ("half-up", RoundingWay::HalfUp),
    ("half-even", RoundingWay::HalfEven),
    ("down", RoundingWay::Down),
];

/// Reads `[shop]`.
pub(super) fn read(root: &Table<'_>) -> Shop {
    let table = root.table("shop", &SHOP);
    let currency = if root.has("shop") {
        table.required_text("currency")
    } else {
        String::new()
    };
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if table.has("currency") && !is_code {
        table.wrong(
            "bad-value",
            "currency",
            format!("`{currency}` is not a currency code"),
            "three capital letters, such as \"EUR\"",
        );
    }
    // The adapter knows the zones; here the name is only kept for its report.
    table.text("timezone");
    Shop {
        currency,
        unit_price: rounding(&table, "unit_price"),
        sum: rounding(&table, "sum"),
    }
}

fn rounding(table: &Table<'_>, key: &str) -> Rounding {
    let rounding = table.table(key, &ROUNDING);
    let to = rounding.amount("to").unwrap_or(Number::new(1, 2));
    if to.is_zero() {
        rounding.wrong(
            "bad-value",
            "to",
            "nothing is a multiple of 0".to_owned(),
            "an amount above 0, such as \"0.01\"",
        );
    }
    Rounding {
        to,
        way: rounding
            .choice("round", WAYS)
            .unwrap_or(RoundingWay::HalfUp),
    }
}
