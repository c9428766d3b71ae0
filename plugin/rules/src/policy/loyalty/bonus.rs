//! Reads `[bonus]`.

use toml::de::DeValue;

use super::{
    ACCRUE, ACCRUE_WHEN, Accrual, BONUS, Bonus, BonusTerms, EXCLUSION, Exclusion, Keep,
    LoyaltyStage, REDEEM, SEGMENT, STAGE, WITH_PROMO, WithPromo,
};
use crate::domain::{Number, Percent};
use crate::policy::MethodKind;
use crate::policy::delivery::KINDS;
use crate::policy::reader::Table;
use crate::policy::value::{self, Wrong};

const EXPIRY: &str = "a number of months such as \"12 months\", or \"never\"";
const KEEP: &[(&str, Keep)] = &[
    ("zone-minimum", Keep::ZoneMinimum),
    ("nothing", Keep::Nothing),
];
/// Share that bonuses may pay where the policy is silent.
const AT_MOST: Percent = Percent(Number::from_parts(20, 0, 0, false, 0));

/// Reads `[bonus]`; none where it is not written.
pub(in crate::policy) fn read(root: &Table<'_>) -> Option<Bonus> {
    if !root.has("bonus") {
        return None;
    }
    let table = root.table("bonus", &BONUS);
    let stages = read_stages(&table);
    if !table.has("accrue") {
        table.missing("accrue");
    }
    let terms = BonusTerms {
        path: "bonus".to_owned(),
        accrue: read_accrue(&table, &stages),
        at_most: AT_MOST,
        keep: Keep::ZoneMinimum,
    };
    let terms = read_redeem(&table, terms);
    let segments = table
        .repeated("segment", &SEGMENT)
        .into_iter()
        .map(|(id, segment)| {
            let own = BonusTerms {
                path: segment.path().to_owned(),
                accrue: if segment.has("accrue") {
                    read_accrue(&segment, &stages)
                } else {
                    terms.accrue.clone()
                },
                ..terms.clone()
            };
            (id, read_redeem(&segment, own))
        })
        .collect();
    let unit = table.amount("unit").unwrap_or(Number::ONE);
    if unit.is_zero() {
        let message = "bonuses can't be counted in multiples of 0".to_owned();
        table.wrong("bad-value", "unit", message, "an amount above 0");
    }
    Some(Bonus {
        version: table.required_text("version"),
        unit,
        expire_after: table.read("expire_after", months).unwrap_or(Some(12)),
        segments,
        exclusions: read_exclusions(&table),
        with_promo: read_with(&table, "with_promo").unwrap_or(WithPromo {
            accrue: true,
            redeem: false,
        }),
        stages,
        terms,
    })
}

fn months(value: &DeValue<'_>) -> Result<Option<u32>, Wrong> {
    if value.as_str() == Some("never") {
        return Ok(None);
    }
    let months = value::period(value, "month", EXPIRY)?;
    if months == 0 {
        return Err(Wrong {
            code: "bad-value",
            message: "bonuses would burn at once".to_owned(),
            expected: EXPIRY,
        });
    }
    Ok(Some(months))
}

/// `with_promo` or `with_bonus`; none where it is not written.
pub(super) fn read_with(table: &Table<'_>, key: &'static str) -> Option<WithPromo> {
    if !table.has(key) {
        return None;
    }
    let with = table.table(key, &WITH_PROMO);
    Some(WithPromo {
        accrue: with.flag("accrue").unwrap_or(true),
        redeem: with.flag("redeem").unwrap_or(false),
    })
}

/// Kinds of delivery under `key`.
pub(super) fn read_kinds(table: &Table<'_>, key: &str) -> Vec<MethodKind> {
    let mut kinds = Vec::new();
    for word in table.read(key, value::texts).unwrap_or_default() {
        match KINDS.iter().find(|(name, _)| *name == word) {
            Some((_, kind)) => kinds.push(*kind),
            None => table.wrong(
                "bad-value",
                key,
                format!("`{word}` is not a kind of delivery"),
                "pickup, company-transport, carrier, dropshipping, dine-in or other",
            ),
        }
    }
    kinds
}

fn read_stages(table: &Table<'_>) -> Vec<LoyaltyStage> {
    let mut stages: Vec<LoyaltyStage> = Vec::new();
    for (id, stage) in table.repeated("stage", &STAGE) {
        if !stage.has("turnover_from") {
            stage.missing("turnover_from");
        }
        let turnover_from = stage.amount("turnover_from").unwrap_or_default();
        let same = stages
            .iter()
            .find(|other| other.turnover_from == turnover_from);
        if let Some(other) = same.filter(|_| stage.has("turnover_from")) {
            let message = format!("stage `{}` begins at the same turnover", other.id);
            stage.wrong(
                "conflict",
                "turnover_from",
                message,
                "a turnover of its own",
            );
        }
        stages.push(LoyaltyStage { id, turnover_from });
    }
    stages.sort_by_key(|stage| stage.turnover_from);
    stages
}

fn read_accrue(table: &Table<'_>, stages: &[LoyaltyStage]) -> Vec<Accrual> {
    let mut rates: Vec<Accrual> = Vec::new();
    let mut unreachable = false;
    for entry in table.list("accrue", &ACCRUE) {
        if !entry.has("rate") {
            entry.missing("rate");
        }
        if unreachable {
            let message = "the rate before it always counts, so this one never does".to_owned();
            entry.slip("rate", message, "the rate for everything else last");
        }
        let when = entry.table("when", &ACCRUE_WHEN);
        let named = when.read("stage", value::texts).unwrap_or_default();
        for id in &named {
            if !stages.iter().any(|stage| stage.id == *id) {
                let message = format!("stage `{id}` does not exist");
                when.wrong("bad-value", "stage", message, "the id of a [[bonus.stage]]");
            }
        }
        let rate = Accrual {
            delivery: read_kinds(&when, "delivery"),
            goods_over: when.amount("goods_over"),
            goods_from: when.amount("goods_from"),
            stages: named,
            rate: entry.percent("rate").unwrap_or(Percent(Number::ZERO)),
        };
        unreachable |= rate.delivery.is_empty()
            && rate.goods_over.is_none()
            && rate.goods_from.is_none()
            && rate.stages.is_empty();
        rates.push(rate);
    }
    rates
}

fn read_redeem(table: &Table<'_>, terms: BonusTerms) -> BonusTerms {
    let redeem = table.table("redeem", &REDEEM);
    BonusTerms {
        at_most: redeem.percent("at_most").unwrap_or(terms.at_most),
        keep: redeem.choice("keep", KEEP).unwrap_or(terms.keep),
        ..terms
    }
}

fn read_exclusions(table: &Table<'_>) -> Vec<Exclusion> {
    let read = |(id, exclusion): (String, Table<'_>)| {
        if !exclusion.has("categories") {
            exclusion.missing("categories");
        }
        Exclusion {
            id,
            categories: exclusion
                .read("categories", value::texts)
                .unwrap_or_default(),
            delivery: read_kinds(&exclusion, "delivery"),
            rate: exclusion.percent("rate"),
        }
    };
    table
        .repeated("exclusion", &EXCLUSION)
        .into_iter()
        .map(read)
        .collect()
}
