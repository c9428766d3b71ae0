//! `[price]`, `[[price_list]]`, `[[tier]]`, `[contract.ID]`, `[[grid]]`.

use super::reader::Table;
use super::setting::{Section, setting};
use super::value;
use crate::domain::{Day, Number, Percent};

/// How price lists that claim one product compete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// Agreed in the contract, then with the client, then the terms' list, then the fallback.
    MostSpecific,
    /// The lowest price at the quantity asked.
    Lowest,
    /// The highest `priority` of `[[price_list]]`.
    Priority,
}

/// What becomes of the quantity breaks of lists that lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// Lists compete anew at each quantity, those alone that have a break there.
    Merge,
    /// Lists compete for the product; the one that wins prices every quantity of it.
    Replace,
}

/// `[price]` and `[[price_list]]`.
#[derive(Debug, Clone)]
pub struct PriceRules {
    /// How lists compete.
    pub strategy: Strategy,
    /// For a quantity, or for the product.
    pub breaks: Breaks,
    /// The list that applies where nothing else does.
    pub fallback: Option<String>,
    /// Ranks by list id.
    pub priorities: Vec<(String, Number)>,
    /// Day of the month from which last month's turnover counts, 1 to 28.
    pub tier_day: u32,
    /// The list that the public pays.
    pub retail: Option<String>,
}

/// A discount by last month's turnover.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its id.
    pub id: String,
    /// Turnover from which it applies, inclusive, in the shop's currency.
    pub turnover_from: Number,
    /// Its discount.
    pub discount: Percent,
    /// First day in force.
    pub valid_from: Option<Day>,
    /// First day no longer in force.
    pub valid_until: Option<Day>,
}

/// How prices relate to tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxMode {
    /// Added to the price.
    Exclusive,
    /// Contained in the price.
    Inclusive,
    /// None.
    Exempt,
}

/// Payment terms that contracts refer to.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Its id, such as `net-30`.
    pub id: String,
    /// Taken where neither the buyer nor his contracts name one.
    pub default: bool,
    /// Lists that apply under these terms.
    pub price_lists: Vec<String>,
    /// Added to the price.
    pub surcharge: Option<Percent>,
    /// Taken off the price.
    pub discount: Option<Percent>,
    /// How prices relate to tax.
    pub tax: TaxMode,
    /// Minimum of an order under these terms, over `[order]`.
    pub minimum: Option<Number>,
    /// Days within which an invoice is to be paid; none: the policy is silent.
    pub pay_within: Option<u32>,
}

/// What a grid goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridBy {
    /// The quantity of the line.
    Quantity,
    /// The sum of the line before the grid.
    LineSum,
    /// The sum of the order before the grid.
    OrderSum,
}

/// One step of a grid.
#[derive(Debug, Clone, Copy)]
pub struct GridStep {
    /// From this quantity or sum on, inclusive.
    pub from: Number,
    /// The discount.
    pub discount: Percent,
}

/// A discount grid.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its id.
    pub id: String,
    /// What it goes by.
    pub by: GridBy,
    /// Terms under which it applies; empty: all.
    pub contracts: Vec<String>,
    /// By rising `from`.
    pub steps: Vec<GridStep>,
    /// First day in force.
    pub valid_from: Option<Day>,
    /// First day no longer in force.
    pub valid_until: Option<Day>,
}

/// `[price]`.
pub const PRICE: Section = Section {
    header: "[price]",
    doc: "How price lists compete for a product. Equal claims are an error, never a silent pick.",
    settings: &[
        setting(
            "strategy",
            "\"most-specific\", \"lowest\" or \"priority\"",
            "most-specific",
            "Which list wins: the one agreed most specifically, the cheapest, or the highest ranked.",
        ),
        setting(
            "breaks",
            "\"merge\" or \"replace\"",
            "merge",
            "Whether lists compete anew at each quantity, those that have a break there, or once for the product: the list that wins replaces the breaks of the others, and `lowest` compares the prices at the lowest breaks.",
        ),
        setting(
            "fallback",
            "\"retail\"",
            "none",
            "The list for products that no other list prices.",
        ),
        setting(
            "tier_day",
            "1",
            "1",
            "Day of the month, 1 to 28, from which last month's turnover decides the tier.",
        ),
        setting(
            "retail",
            "\"retail\"",
            "that of [demo_invoice]",
            "The list that the public pays. Terms that cost more than it are warned of.",
        ),
    ],
};

/// `[[price_list]]`.
pub const PRICE_LIST: Section = Section {
    header: "[[price_list]]",
    doc: "Ranks for the strategy `priority`.",
    settings: &[
        setting(
            "id",
            "\"promo\"",
            "required",
            "The list's id in the shop's facts.",
        ),
        setting(
            "priority",
            "10",
            "required",
            "Its rank; the highest wins; no two alike.",
        ),
    ],
};

/// `[[tier]]`.
pub const TIER: Section = Section {
    header: "[[tier]]",
    doc: "A discount by the turnover of the last calendar month: shipped less returned, per legal entity.",
    settings: &[
        setting("id", "\"gold\"", "required", "Name of the tier."),
        setting(
            "turnover_from",
            "\"100000.00\"",
            "required",
            "Turnover from which it applies, that sum included.",
        ),
        setting(
            "discount",
            "\"12.5%\"",
            "required",
            "Taken off the list price.",
        ),
        setting("valid_from", "2026-01-01", "none", "First day in force."),
        setting(
            "valid_until",
            "2027-01-01",
            "none",
            "First day no longer in force.",
        ),
    ],
};

/// `[contract.ID]`.
pub const CONTRACT: Section = Section {
    header: "[contract.ID]",
    doc: "Payment terms, which the contracts of clients name.",
    settings: &[
        setting(
            "default",
            "true",
            "false",
            "Taken where neither the buyer nor his contracts name one; one at most.",
        ),
        setting(
            "price_list",
            "\"wholesale\" or [\"promo\", \"wholesale\"]",
            "none",
            "Lists that apply under these terms.",
        ),
        setting(
            "surcharge",
            "\"4%\"",
            "none",
            "Added to the price, for deferral or instalments.",
        ),
        setting("discount", "\"2%\"", "none", "Taken off the price."),
        setting(
            "tax",
            "\"exclusive\", \"inclusive\" or \"exempt\"",
            "exclusive",
            "Whether prices are before tax, contain it, or know none.",
        ),
        setting(
            "minimum",
            "\"1000.00\"",
            "that of [order]",
            "Smallest order under these terms, that sum included, in the currency of the contract.",
        ),
        setting(
            "pay_within",
            "\"30 days\"",
            "none",
            "Days from shipment within which an invoice is to be paid, the last one included; 0 for prepayment. Longer terms of one price list that are no dearer are warned of.",
        ),
    ],
};

/// `[[grid]]`.
pub const GRID: Section = Section {
    header: "[[grid]]",
    doc: "A discount that grows with what is ordered.",
    settings: &[
        setting("id", "\"volume\"", "required", "Name of the grid."),
        setting(
            "by",
            "\"quantity\", \"line-sum\" or \"order-sum\"",
            "required",
            "What the steps are measured on.",
        ),
        setting(
            "contract",
            "\"prepaid\" or [\"prepaid\", \"net-7\"]",
            "every contract",
            "Terms under which it applies.",
        ),
        setting(
            "steps",
            "[{ from = \"10\", discount = \"3%\" }]",
            "required",
            "Its steps, rising.",
        ),
        setting("valid_from", "2026-01-01", "none", "First day in force."),
        setting(
            "valid_until",
            "2027-01-01",
            "none",
            "First day no longer in force.",
        ),
    ],
};

/// One of `steps`.
pub const GRID_STEP: Section = Section {
    header: "[[grid]] steps",
    doc: "One step of a grid.",
    settings: &[
        setting(
            "from",
            "\"10\"",
            "required",
            "From this quantity or sum on, that one included.",
        ),
        setting("discount", "\"3%\"", "required", "Taken off the price."),
    ],
};

const STRATEGIES: &[(&str, Strategy)] = &[
    ("most-specific", Strategy::MostSpecific),
    ("lowest", Strategy::Lowest),
    ("priority", Strategy::Priority),
];

const BREAKS: &[(&str, Breaks)] = &[("merge", Breaks::Merge), ("replace", Breaks::Replace)];

pub(super) const TAX_MODES: &[(&str, TaxMode)] = &[
    ("exclusive", TaxMode::Exclusive),
    ("inclusive", TaxMode::Inclusive),
    ("exempt", TaxMode::Exempt),
];

const GRID_BY: &[(&str, GridBy)] = &[
    ("quantity", GridBy::Quantity),
    ("line-sum", GridBy::LineSum),
    ("order-sum", GridBy::OrderSum),
];

/// The amount of `key`, which must be there.
fn required_amount(table: &Table<'_>, key: &str) -> Number {
    if !table.has(key) {
        table.missing(key);
    }
    table.amount(key).unwrap_or_default()
}

/// The percentage of `key`, which must be there.
fn required_percent(table: &Table<'_>, key: &str) -> Percent {
    if !table.has(key) {
        table.missing(key);
    }
    table.percent(key).unwrap_or(Percent(Number::ZERO))
}

/// Both ends of a validity; the end must lie behind the beginning.
fn validity(table: &Table<'_>) -> (Option<Day>, Option<Day>) {
    let (from, until) = (table.day("valid_from"), table.day("valid_until"));
    if let (Some(first), Some(end)) = (from, until)
        && end <= first
    {
        table.wrong(
            "bad-value",
            "valid_until",
            format!("ends on {end}, before it begins on {first}"),
            "a day after `valid_from`",
        );
    }
    (from, until)
}

/// Reads `[price]` and `[[price_list]]`.
pub(super) fn read_price(root: &Table<'_>) -> PriceRules {
    let table = root.table("price", &PRICE);
    let tier_day = table.amount("tier_day").unwrap_or(Number::ONE);
    let day = u32::try_from(tier_day)
        .ok()
        .filter(|day| (1..=28).contains(day) && tier_day.is_integer());
    if day.is_none() {
        table.wrong(
            "bad-value",
            "tier_day",
            format!("`{tier_day}` is not a day that every month has"),
            "1 to 28",
        );
    }
    let priorities = root
        .repeated("price_list", &PRICE_LIST)
        .into_iter()
        .map(|(id, table)| (id, required_amount(&table, "priority")))
        .collect();
    PriceRules {
        strategy: table
            .choice("strategy", STRATEGIES)
            .unwrap_or(Strategy::MostSpecific),
        breaks: table.choice("breaks", BREAKS).unwrap_or(Breaks::Merge),
        fallback: table.text("fallback"),
        priorities,
        tier_day: day.unwrap_or(1),
        retail: table.text("retail"),
    }
}

/// Reads `[[tier]]`, by rising turnover.
pub(super) fn read_tiers(root: &Table<'_>) -> Vec<Tier> {
    let mut tiers: Vec<_> = root
        .repeated("tier", &TIER)
        .into_iter()
        .map(|(id, table)| {
            let (valid_from, valid_until) = validity(&table);
            let turnover_from = required_amount(&table, "turnover_from");
            let discount = required_percent(&table, "discount");
            Tier {
                id,
                turnover_from,
                discount,
                valid_from,
                valid_until,
            }
        })
        .collect();
    tiers.sort_by_key(|tier| tier.turnover_from);
    tiers
}

/// Reads `[contract.ID]`, in the order of the text.
pub(super) fn read_contracts(root: &Table<'_>) -> Vec<Terms> {
    if !root.has("contract") {
        root.missing("contract");
    }
    let read = |(id, table): (String, Table<'_>)| Terms {
        id,
        default: table.flag("default").unwrap_or(false),
        price_lists: table.read("price_list", value::texts).unwrap_or_default(),
        surcharge: table.percent("surcharge"),
        discount: table.percent("discount"),
        tax: table.choice("tax", TAX_MODES).unwrap_or(TaxMode::Exclusive),
        minimum: table.amount("minimum"),
        pay_within: table.read("pay_within", super::rates::days),
    };
    root.named("contract", &CONTRACT)
        .into_iter()
        .map(read)
        .collect()
}

/// Reads `[[grid]]`, in the order of the text.
pub(super) fn read_grids(root: &Table<'_>) -> Vec<Grid> {
    root.repeated("grid", &GRID)
        .into_iter()
        .map(|(id, table)| {
            for key in ["by", "steps"] {
                if !table.has(key) {
                    table.missing(key);
                }
            }
            let (valid_from, valid_until) = validity(&table);
            Grid {
                id,
                by: table.choice("by", GRID_BY).unwrap_or(GridBy::Quantity),
                contracts: table.read("contract", value::texts).unwrap_or_default(),
                steps: read_steps(&table),
                valid_from,
                valid_until,
            }
        })
        .collect()
}

fn read_steps(table: &Table<'_>) -> Vec<GridStep> {
    let mut steps: Vec<GridStep> = Vec::new();
    for step in table.list("steps", &GRID_STEP) {
        let from = required_amount(&step, "from");
        let discount = required_percent(&step, "discount");
        if let Some(low) = steps.last().filter(|low| discount.0 <= low.discount.0) {
            step.slip(
                "discount",
                format!(
                    "from {from} on it gives {} %, no more than the {} % from {}",
                    discount.0, low.discount.0, low.from
                ),
                "a higher discount, or no step",
            );
        }
        steps.push(GridStep { from, discount });
    }
    let rising = steps
        .windows(2)
        .all(|pair| matches!(pair, [low, high] if low.from < high.from));
    if !rising {
        table.wrong(
            "conflict",
            "steps",
            "the steps do not rise".to_owned(),
            "each `from` above the one before",
        );
    }
    steps
}
