//! Reads `[credit]`.

use toml::de::DeValue;

use super::super::reader::Table;
use super::super::value::{self, Wrong};
use super::{
    Bound, CREDIT, DebtWhen, ExposureWhen, GATE, Gate, GateOverride, GateThen, GateWhen, OVERRIDE,
    WHEN,
};
use crate::domain::{Number, Percent, Stage};

const STAGES: &[(&str, Stage)] = &[
    ("edit", Stage::Edit),
    ("place", Stage::Place),
    ("confirm", Stage::Confirm),
    ("reserve", Stage::Reserve),
    ("ship", Stage::Ship),
];
const THENS: &[(&str, GateThen)] = &[
    ("warn", GateThen::Warn),
    ("hold", GateThen::Hold),
    ("block", GateThen::Block),
];
const UNLESS: &[(&str, ())] = &[("paid-in-full", ())];
const DAYS: &str = "a number of days, such as \"3 days\"";
const HOURS: &str = "a number of hours, such as \"24 hours\"";

const SHARE: &str = "a percentage from 0% to 1000% in quotes, such as \"100%\"";
const MOST_SHARE: Number = Number::ONE_THOUSAND;
/// Decimals of a percentage.
const MOST_DECIMALS: u32 = 6;

const ANYTHING_OVERDUE: DebtWhen = DebtWhen::Overdue {
    over: Number::ZERO,
    older_than: 0,
};

/// Where a gate stands by default (A8).
fn default_stages() -> Vec<Stage> {
    vec![Stage::Confirm, Stage::Reserve, Stage::Ship]
}

/// Reads `[credit]`; the default gate where the policy has none (A7).
pub(in super::super) fn read(root: &Table<'_>) -> Vec<Gate> {
    let credit = root.table("credit", &CREDIT);
    let gates: Vec<_> = credit
        .repeated("gate", &GATE)
        .into_iter()
        .map(|(id, table)| read_gate(id, &table))
        .collect();
    let default_gate = credit.flag("default_gate").unwrap_or(true);
    if !gates.is_empty() || !default_gate {
        return gates;
    }
    vec![Gate {
        id: None,
        stages: default_stages(),
        when: GateWhen {
            debt: Some(ANYTHING_OVERDUE),
            exposure: None,
            contracts: None,
        },
        then: GateThen::Hold,
        passes_paid: true,
        override_: None,
    }]
}

fn read_gate(id: String, table: &Table<'_>) -> Gate {
    let override_ = table.has("override").then(|| {
        let granted = table.table("override", &OVERRIDE);
        let hours = granted
            .read("valid_for", |raw| value::period(raw, "hour", HOURS))
            .unwrap_or(24);
        GateOverride {
            role: granted.required_text("role"),
            hours,
            up_to: granted.amount("up_to"),
        }
    });
    Gate {
        id: Some(id),
        stages: read_stages(table),
        when: read_when(table),
        then: table.choice("then", THENS).unwrap_or(GateThen::Hold),
        passes_paid: table.choice("unless", UNLESS).is_some(),
        override_,
    }
}

fn read_stages(table: &Table<'_>) -> Vec<Stage> {
    let Some(words) = table.read("stage", value::texts) else {
        return default_stages();
    };
    if words.is_empty() {
        table.wrong(
            "bad-value",
            "stage",
            "a gate without a stage bars nothing".to_owned(),
            "at least one stage",
        );
    }
    let mut stages = Vec::new();
    for word in words {
        match STAGES.iter().find(|(name, _)| *name == word) {
            Some((_, stage)) if stages.contains(stage) => {
                table.wrong_entry(
                    "duplicate",
                    "stage",
                    &word,
                    format!("stage `{word}` stands twice"),
                    "each stage once",
                );
            }
            Some((_, stage)) => stages.push(*stage),
            None => table.wrong_entry(
                "bad-value",
                "stage",
                &word,
                format!("`{word}` is not a stage"),
                "edit, place, confirm, reserve or ship",
            ),
        }
    }
    stages.sort_unstable();
    stages
}

fn read_when(table: &Table<'_>) -> GateWhen {
    if !table.has("when") {
        table.missing("when");
    }
    let when = table.table("when", &WHEN);
    let exposure = read_exposure(&when);
    let contracts = when.read("contract", value::texts);
    if contracts.as_ref().is_some_and(Vec::is_empty) {
        when.wrong(
            "bad-value",
            "contract",
            "a gate for no contract bars nothing".to_owned(),
            "at least one",
        );
    }
    let mut debt = read_debt(&when);
    let measures = [
        "overdue_over",
        "older_than",
        "receivable_over",
        "exposure_over",
        "exposure_from",
    ];
    if debt.is_none() && exposure.is_none() {
        if table.has("when") && !measures.iter().any(|key| when.has(key)) {
            when.missing("overdue_over");
        }
        debt = Some(ANYTHING_OVERDUE);
    }
    GateWhen {
        debt,
        exposure,
        contracts,
    }
}

fn read_debt(when: &Table<'_>) -> Option<DebtWhen> {
    let older_than = when.read("older_than", |raw| value::period(raw, "day", DAYS));
    match (when.amount("overdue_over"), when.amount("receivable_over")) {
        (Some(over), None) => Some(DebtWhen::Overdue {
            over,
            older_than: older_than.unwrap_or(0),
        }),
        (None, Some(over)) if older_than.is_none() => Some(DebtWhen::Receivable { over }),
        (None, None) => {
            if older_than.is_some() && !when.has("overdue_over") {
                when.missing("overdue_over");
            }
            None
        }
        (_, Some(over)) => {
            when.wrong(
                "conflict",
                "receivable_over",
                "`receivable_over` stands beside an overdue condition".to_owned(),
                "two gates, one for each",
            );
            Some(DebtWhen::Receivable { over })
        }
    }
}

fn read_exposure(when: &Table<'_>) -> Option<ExposureWhen> {
    let over = when.read("exposure_over", share);
    let from = when.read("exposure_from", share);
    if over.is_some() && from.is_some() {
        when.wrong(
            "conflict",
            "exposure_from",
            "`exposure_from` stands beside `exposure_over`".to_owned(),
            "one of the two",
        );
    }
    let (share, bound) = match (over, from) {
        (Some(share), _) => (share, Bound::Over),
        (None, share) => (share?, Bound::From),
    };
    Some(ExposureWhen { share, bound })
}

/// A share of a limit; more than all of it is what a second, harder gate asks for.
fn share(raw: &DeValue<'_>) -> Result<Percent, Wrong> {
    let text = value::text(raw).map_err(|wrong| Wrong {
        expected: SHARE,
        ..wrong
    })?;
    let bad = |message| Wrong {
        code: "bad-value",
        message,
        expected: SHARE,
    };
    let number = text
        .strip_suffix('%')
        .and_then(|digits| Number::from_str_exact(digits.trim()).ok())
        .ok_or_else(|| bad(format!("`{text}` is not a percentage")))?;
    if number < Number::ZERO || number > MOST_SHARE || number.scale() > MOST_DECIMALS {
        return Err(bad(format!("`{text}` is out of bounds")));
    }
    Ok(Percent(number))
}
