//! Reads `[[promo]]`.

use toml::de::DeValue;

use super::bonus::{read_kinds, read_with};
use super::{Give, PROMO, PROMO_FOR, PROMO_GIVE, PROMO_WHEN, Promo};
use crate::domain::Number;
use crate::policy::Policy;
use crate::policy::delivery::Name;
use crate::policy::reader::Table;
use crate::policy::value::{self, Wrong};

const COUNT: &str = "a whole number of 1 or more";
const GIVE: &str = "one of percent, off, gift and free_delivery";

/// Reads every `[[promo]]`.
pub(in crate::policy) fn read(root: &Table<'_>, policy: &Policy) -> Vec<Promo> {
    let mut promos: Vec<Promo> = Vec::new();
    for (id, table) in root.repeated("promo", &PROMO) {
        let promo = read_one(id, &table, policy);
        if let Some(other) = promos.iter().find(|other| other.code == promo.code) {
            let message = format!("promo `{}` has the same code", other.id);
            let key = if table.has("code") { "code" } else { "id" };
            table.wrong("duplicate", key, message, "a code of its own");
        }
        promos.push(promo);
    }
    promos
}

fn read_one(id: String, table: &Table<'_>, policy: &Policy) -> Promo {
    let whom = table.table("for", &PROMO_FOR);
    let when = table.table("when", &PROMO_WHEN);
    let (valid_from, valid_until) = (table.day("valid_from"), table.day("valid_until"));
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && from >= until
    {
        let message = format!("it would end on {until}, not after it begins on {from}");
        table.wrong(
            "conflict",
            "valid_until",
            message,
            "a day after `valid_from`",
        );
    }
    Promo {
        code: Name::new(table.text("code").unwrap_or_else(|| id.clone())),
        valid_from,
        valid_until,
        uses_at_most: table.read("uses_at_most", count),
        uses_per_client_at_most: table.read("uses_per_client_at_most", count),
        profiles: among(&whom, "profiles", "profile", |name| {
            policy
                .catalogue
                .profiles
                .iter()
                .any(|profile| profile.id == name)
        }),
        tiers: among(&whom, "tiers", "tier", |name| {
            policy.tiers.iter().any(|tier| tier.id == name)
        }),
        segments: among(&whom, "segments", "segment", |name| {
            policy
                .bonus
                .iter()
                .any(|bonus| bonus.segments.iter().any(|(id, _)| id == name))
        }),
        first_order: whom.flag("first_order").unwrap_or(false),
        goods_from: when.amount("goods_from"),
        categories: when.read("categories", value::texts).unwrap_or_default(),
        delivery: read_kinds(&when, "delivery"),
        terms: among(&when, "terms", "contract", |name| {
            policy.contracts.iter().any(|terms| terms.id == name)
        }),
        give: read_give(table),
        with_bonus: read_with(table, "with_bonus"),
        id,
    }
}

/// Names under `key`, each of which the policy knows.
fn among(table: &Table<'_>, key: &str, what: &str, knows: impl Fn(&str) -> bool) -> Vec<String> {
    let names = table.read(key, value::texts).unwrap_or_default();
    for name in names.iter().filter(|name| !knows(name)) {
        let message = format!("{what} `{name}` does not exist in this policy");
        table.wrong("bad-value", key, message, "a name that the policy defines");
    }
    names
}

fn count(value: &DeValue<'_>) -> Result<u32, Wrong> {
    let found = match value {
        DeValue::Integer(number) => number.to_string().parse().ok(),
        _ => None,
    };
    found.filter(|count| *count > 0).ok_or_else(|| Wrong {
        code: "bad-value",
        message: format!("`{}` is not a number of orders", value::as_written(value)),
        expected: COUNT,
    })
}

fn read_give(table: &Table<'_>) -> Give {
    if !table.has("give") {
        table.missing("give");
    }
    let give = table.table("give", &PROMO_GIVE);
    let gift = give.text("gift");
    let quantity = give.amount("quantity");
    if quantity.is_some() && gift.is_none() {
        let message = "a quantity of what is not said".to_owned();
        give.wrong("conflict", "quantity", message, "`gift` beside it");
    }
    if quantity.is_some_and(|quantity| quantity.is_zero()) {
        let message = "a gift of nothing".to_owned();
        give.wrong("bad-value", "quantity", message, "an amount above 0");
    }
    let off = give.amount("off");
    if off.is_some_and(|off| off.is_zero()) {
        give.slip("off", "it takes nothing off".to_owned(), "a sum above 0");
    }
    let mut gives: Vec<Give> = Vec::new();
    gives.extend(give.percent("percent").map(Give::Percent));
    gives.extend(off.map(Give::Off));
    gives.extend(gift.map(|sku| Give::Gift {
        sku,
        quantity: quantity.unwrap_or(Number::ONE),
    }));
    gives.extend(
        give.flag("free_delivery")
            .filter(|free| *free)
            .map(|_| Give::FreeDelivery),
    );
    if gives.len() != 1 && table.has("give") {
        let message = format!("it gives {} things", gives.len());
        table.wrong("conflict", "give", message, GIVE);
    }
    gives.into_iter().next().unwrap_or(Give::FreeDelivery)
}
