//! `[[tax]]`, `[stock]`, `[order]`.

use toml::de::DeValue;

use super::reader::Table;
use super::setting::{Section, setting};
use super::value::{self, Wrong};
use crate::domain::{Number, Percent};

/// The rate of a tax class.
#[derive(Debug, Clone)]
pub struct TaxRate {
    /// The class that products name.
    pub class: String,
    /// Its rate.
    pub rate: Percent,
}

/// How much of the stock a client is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Show {
    /// All of it.
    Full,
    /// At most this quantity.
    Cap(Number),
    /// In each warehouse the largest of these that it holds, rising; nothing below the first.
    Buckets(Vec<Number>),
    /// The client's own average month, over `months` months, and never less than `at_least`.
    ShareOfTurnover {
        /// Calendar months averaged, at least 1.
        months: u32,
        /// Shown to a client without history.
        at_least: Number,
    },
}

/// `[stock]`.
#[derive(Debug, Clone)]
pub struct StockRules {
    /// The mask.
    pub show: Show,
    /// Days that goods of a warehouse need, by its name, in the order of the text.
    pub leads: Vec<(String, u32)>,
}

/// What a sum is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Before tax.
    Net,
    /// With tax.
    Gross,
}

/// What happens to an article whose leading zeros a numeric cell swallowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// The one candidate is proposed.
    Propose,
    /// The one candidate is taken, with a notice.
    Accept,
}

/// Who confirms an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// The client's rep.
    Rep,
    /// Nobody: placing confirms.
    Auto,
}

/// Where tax is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxRounding {
    /// On each line.
    Line,
    /// On the sum of each tax class.
    Document,
}

/// `[order]`.
#[derive(Debug, Clone)]
pub struct OrderRules {
    /// Smallest order.
    pub minimum: Option<Number>,
    /// What the minimum is measured on.
    pub minimum_basis: Basis,
    /// Articles in numeric cells.
    pub repair: Repair,
    /// Who confirms.
    pub confirmation: Confirmation,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// Days from collection within which an order is entered.
    pub entered_within: Option<u32>,
    /// What the first order of a client says and later ones take from it.
    pub details: Vec<String>,
}

/// `[[tax]]`.
pub const TAX: Section = Section {
    header: "[[tax]]",
    doc: "The rate of a tax class that products name.",
    settings: &[
        setting("id", "\"standard\"", "required", "The class."),
        setting("rate", "\"22%\"", "required", "Its rate."),
    ],
};

/// `[stock]`.
pub const STOCK: Section = Section {
    header: "[stock]",
    doc: "How much of the stock a client is shown, and may therefore order.",
    settings: &[setting(
        "show",
        "\"full\", { cap = \"50\" }, { buckets = [\"1\", \"10\", \"50\"] } or { share_of_turnover = \"2 months\", at_least = \"5\" }",
        "full",
        "The mask. What is shown is the smaller of the mask and the real stock; the client's own reservations use the mask up.",
    )],
};

/// `[warehouse.ID]`.
pub const WAREHOUSE: Section = Section {
    header: "[warehouse.ID]",
    doc: "A warehouse of the shop's facts, by its name there. Lines that take goods from it as a far one say how long they need.",
    settings: &[setting(
        "lead",
        "\"3 days\"",
        "required",
        "Days that its goods need where it is not the client's home warehouse, 0 to 365.",
    )],
};

/// `[stock] show = { … }`.
pub const SHOW: Section = Section {
    header: "[stock] show",
    doc: "The mask.",
    settings: &[
        setting(
            "cap",
            "\"50\"",
            "none",
            "At most this quantity of a product.",
        ),
        setting(
            "buckets",
            "[\"1\", \"10\", \"50\"]",
            "none",
            "Rising quantities: in each warehouse the client is shown the largest of them that there is, and may order it; below the first, nothing.",
        ),
        setting(
            "share_of_turnover",
            "\"2 months\"",
            "none",
            "The client's average monthly quantity of the product over that many past months, rounded down.",
        ),
        setting(
            "at_least",
            "\"5\"",
            "0",
            "The smallest mask, for clients with little or no history.",
        ),
    ],
};

/// `[order]`.
pub const ORDER: Section = Section {
    header: "[order]",
    doc: "What an order must reach, and what becomes of it.",
    settings: &[
        setting(
            "minimum",
            "\"1000.00\"",
            "none",
            "Smallest order, that sum included.",
        ),
        setting(
            "minimum_basis",
            "\"net\" or \"gross\"",
            "gross",
            "Measured before tax or with it.",
        ),
        setting(
            "repair_article",
            "\"propose\" or \"accept\"",
            "propose",
            "What happens when a spreadsheet turned the article 0983 into the number 983 and one product fits.",
        ),
        setting(
            "confirmed_by",
            "\"rep\" or \"auto\"",
            "rep",
            "Who confirms an order; `auto` reserves the goods on placing.",
        ),
        setting(
            "round_tax_per",
            "\"line\" or \"document\"",
            "line",
            "Where tax is rounded.",
        ),
        setting(
            "entered_within",
            "\"31 days\"",
            "none",
            "Days after its collection within which a rep enters an order, the last one included; one entered later is held until somebody confirms it. Without it none is too late.",
        ),
        setting(
            "details",
            "[\"legal_name\", \"address\", \"recipient\", \"phone\"]",
            "none",
            "What the first order of a client must say; later ones take it from there. `city`, `postcode`, `address`, `recipient` and `phone` are those of the delivery, any other name is a field of the order.",
        ),
    ],
};

const BASES: &[(&str, Basis)] = &[("net", Basis::Net), ("gross", Basis::Gross)];
const REPAIRS: &[(&str, Repair)] = &[("propose", Repair::Propose), ("accept", Repair::Accept)];
const CONFIRMATIONS: &[(&str, Confirmation)] =
    &[("rep", Confirmation::Rep), ("auto", Confirmation::Auto)];
const TAX_ROUNDINGS: &[(&str, TaxRounding)] = &[
    ("line", TaxRounding::Line),
    ("document", TaxRounding::Document),
];
const MONTHS: &str = "a number of months, such as \"2 months\"";

/// Reads `[[tax]]`.
pub(super) fn read_taxes(root: &Table<'_>) -> Vec<TaxRate> {
    root.repeated("tax", &TAX)
        .into_iter()
        .map(|(class, table)| {
            if !table.has("rate") {
                table.missing("rate");
            }
            TaxRate {
                class,
                rate: table.percent("rate").unwrap_or(Percent(Number::ZERO)),
            }
        })
        .collect()
}

/// Reads `[stock]`.
pub(super) fn read_stock(root: &Table<'_>) -> StockRules {
    let table = root.table("stock", &STOCK);
    let word = table.raw("show").and_then(|show| show.get_ref().as_str());
    let show = match word {
        Some("full") | None if !table.has("show") || word.is_some() => {
            table.text("show");
            Show::Full
        }
        Some(other) => {
            table.wrong(
                "bad-value",
                "show",
                format!("`{other}` is not a choice"),
                STOCK.settings.first().map_or("", |s| s.form),
            );
            Show::Full
        }
        None => read_show(&table.table("show", &SHOW)),
    };
    StockRules {
        show,
        leads: root
            .named("warehouse", &WAREHOUSE)
            .into_iter()
            .map(read_lead)
            .collect(),
    }
}

fn read_lead((id, table): (String, Table<'_>)) -> (String, u32) {
    if !table.has("lead") {
        table.missing("lead");
    }
    let days = table.read("lead", super::rates::days);
    (id, days.unwrap_or_default())
}

fn read_show(table: &Table<'_>) -> Show {
    let months = table.read("share_of_turnover", |raw| {
        value::period(raw, "month", MONTHS)
    });
    let at_least = table.amount("at_least");
    if let Some(buckets) = table.read("buckets", buckets) {
        if ["cap", "share_of_turnover", "at_least"]
            .iter()
            .any(|other| table.has(other))
        {
            table.wrong(
                "conflict",
                "buckets",
                "`buckets` stands beside another mask".to_owned(),
                "`buckets` alone",
            );
        }
        return Show::Buckets(buckets);
    }
    match (table.amount("cap"), months) {
        (Some(cap), None) if at_least.is_none() => Show::Cap(cap),
        (None, Some(0)) => {
            table.wrong(
                "bad-value",
                "share_of_turnover",
                "no month to average".to_owned(),
                MONTHS,
            );
            Show::Full
        }
        (None, Some(months)) => Show::ShareOfTurnover {
            months,
            at_least: at_least.unwrap_or_default(),
        },
        // A wrong value was noted already; the policy is refused either way.
        (None, None)
            if table.has("buckets") || table.has("cap") || table.has("share_of_turnover") =>
        {
            Show::Full
        }
        (None, None) => {
            table.missing("share_of_turnover");
            Show::Full
        }
        (Some(_), _) => {
            table.wrong(
                "conflict",
                "cap",
                "`cap` stands beside another mask".to_owned(),
                "either `cap` or `share_of_turnover` with `at_least`",
            );
            Show::Full
        }
    }
}

fn details(raw: &DeValue<'_>) -> Result<Vec<String>, Wrong> {
    const FORM: &str = "at most 16 names of at most 64 characters, each once";
    let names = value::texts(raw)?;
    let bad = |message: String| {
        Err(Wrong {
            code: "bad-value",
            message,
            expected: FORM,
        })
    };
    if names.len() > 16 {
        return bad(format!("{} names stand here", names.len()));
    }
    for (position, name) in names.iter().enumerate() {
        let length = name.chars().count();
        if name.trim() != name || !(1..=64).contains(&length) {
            return bad(format!("`{name}` is no name"));
        }
        if names.iter().take(position).any(|earlier| earlier == name) {
            return bad(format!("`{name}` stands twice"));
        }
    }
    Ok(names)
}

fn buckets(raw: &DeValue<'_>) -> Result<Vec<Number>, Wrong> {
    const FORM: &str = "rising quantities above 0, such as [\"1\", \"10\", \"50\"]";
    let wrong = |wrong: Wrong| Wrong {
        expected: FORM,
        ..wrong
    };
    let items = match raw {
        DeValue::Array(items) => items.iter().map(|item| value::amount(item.get_ref())),
        other => return value::amount(other).map(|one| vec![one]).map_err(wrong),
    };
    let buckets = items.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let rising = buckets.is_sorted_by(|low, high| low < high);
    if !rising || buckets.first().is_none_or(|first| *first <= Number::ZERO) {
        return Err(Wrong {
            code: "bad-value",
            message: "the quantities do not rise from above 0".to_owned(),
            expected: FORM,
        });
    }
    Ok(buckets)
}

/// Reads `[order]`.
pub(super) fn read_order(root: &Table<'_>) -> OrderRules {
    let table = root.table("order", &ORDER);
    OrderRules {
        minimum: table.amount("minimum"),
        minimum_basis: table.choice("minimum_basis", BASES).unwrap_or(Basis::Gross),
        repair: table
            .choice("repair_article", REPAIRS)
            .unwrap_or(Repair::Propose),
        confirmation: table
            .choice("confirmed_by", CONFIRMATIONS)
            .unwrap_or(Confirmation::Rep),
        tax_rounding: table
            .choice("round_tax_per", TAX_ROUNDINGS)
            .unwrap_or(TaxRounding::Line),
        entered_within: table.read("entered_within", super::rates::days),
        details: table.read("details", details).unwrap_or_default(),
    }
}
