//! Scenarios as they are written, in `scenarios/*.toml`; an engine of any language can read them.

use std::collections::BTreeMap;

use comptoir::contract::Decimal;
use serde::Deserialize;

/// One attempt, from a fresh shop on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What holds, as a sentence.
    pub name: String,
    /// Requirement ids.
    pub covers: Vec<String>,
    /// Ways that stand for `bring` in the steps, each tried on a fresh shop: `add`, `import`, `enter`.
    #[serde(default)]
    pub by: Vec<String>,
    /// In order.
    pub steps: Vec<Step>,
}

/// What somebody does, and what must come of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `add`, `adjust`, `remove`, `import`, `enter` (a rep), `bring` (see [`Scenario::by`]), `reorder`, `place`, `edit`,
    /// `confirm`, `pay`, `ship`, `cancel`, `cart` (look at it), `set` (a fact moves).
    #[serde(rename = "do")]
    pub what: String,
    /// A buyer, or somebody `for` a buyer; empty for `set`.
    #[serde(default, rename = "as")]
    pub who: String,
    /// Quantity by article.
    #[serde(default)]
    pub lines: BTreeMap<String, Decimal>,
    /// The scenario's own name of an order.
    pub order: Option<String>,
    /// Of `place`: one a wish; the order's name where it is left out.
    pub key: Option<String>,
    /// Of `place`: the order is the one that this name has already.
    #[serde(default)]
    pub again: bool,
    /// In the person's words.
    #[serde(default)]
    pub reason: String,
    /// Of `pay`: what is paid in all.
    pub sum: Option<Decimal>,
    /// Of `set`.
    pub fact: Option<String>,
    /// Of `set`.
    pub to: Option<String>,

    /// Whether it is done. A cart takes what it can, so bringing goods is done even where it takes none of them.
    #[serde(default = "yes")]
    pub done: bool,
    /// Codes that are among those he is told.
    #[serde(default)]
    pub told: Vec<String>,
    /// The whole cart afterwards.
    pub cart: Option<BTreeMap<String, Decimal>>,
    /// States of `order` afterwards, by axis: `order`, `reservation`, `payment`, `shipment`.
    #[serde(default)]
    pub state: BTreeMap<String, String>,
    /// All lines of `order` afterwards.
    pub holds: Option<BTreeMap<String, Decimal>>,
    /// What is reserved afterwards over all orders, of these articles.
    #[serde(default)]
    pub reserved: BTreeMap<String, Decimal>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: Vec<Scenario>,
}

/// Every scenario, in the order of its file.
///
/// # Errors
/// What is wrong with a file, with its line and column.
pub fn scenarios() -> Result<Vec<Scenario>, String> {
    let mut all = Vec::new();
    for (name, text) in [
        ("entry.toml", include_str!("../scenarios/entry.toml")),
        ("placing.toml", include_str!("../scenarios/placing.toml")),
        ("after.toml", include_str!("../scenarios/after.toml")),
    ] {
        let file: File = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        all.extend(file.scenario);
    }
    Ok(all)
}
