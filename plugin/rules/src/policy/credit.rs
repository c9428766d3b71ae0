//! `[credit]` and `[[credit.gate]]`: which debt stops which stage.

use super::reader::Table;
use super::setting::{Section, setting};
use super::value;
use crate::domain::{Number, Stage};

/// What a gate measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateWhen {
    /// More than `over` is overdue by more than `older_than` days.
    Overdue {
        /// Threshold; debt of exactly this sum passes.
        over: Number,
        /// Days; debt of exactly this age is not counted.
        older_than: u32,
    },
    /// More than `over` is receivable, overdue or not.
    Receivable {
        /// Threshold; debt of exactly this sum passes.
        over: Number,
    },
}

/// What a gate does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateThen {
    /// Lets pass, with a warning.
    Warn,
    /// Waits for payment or a grant.
    Hold,
    /// Refuses.
    Block,
}

/// Who may let a gate pass, and for how long.
#[derive(Debug, Clone)]
pub struct GateOverride {
    /// The role.
    pub role: String,
    /// Hours from the grant on.
    pub hours: u32,
}

/// A gate on debt.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Its id; none for the default gate.
    pub id: Option<String>,
    /// Where it stands; never empty.
    pub stages: Vec<Stage>,
    /// What it measures.
    pub when: GateWhen,
    /// What it does.
    pub then: GateThen,
    /// Whether an order that is paid in full passes.
    pub passes_paid: bool,
    /// Who may let it pass.
    pub override_: Option<GateOverride>,
}

/// `[credit]`.
pub const CREDIT: Section = Section {
    header: "[credit]",
    doc: "Gates on a client's debt. Without any, the default gate holds confirming, reserving and shipping while anything is overdue, unless the order is paid in full.",
    settings: &[
        setting(
            "gate",
            "[[credit.gate]]",
            "the default gate",
            "The shop's own gates, in place of the default one.",
        ),
        setting(
            "default_gate",
            "false",
            "true",
            "Whether the default gate stands where no gate is written.",
        ),
    ],
};

/// `[[credit.gate]]`.
pub const GATE: Section = Section {
    header: "[[credit.gate]]",
    doc: "One gate on debt.",
    settings: &[
        setting("id", "\"overdue\"", "required", "Name of the gate."),
        setting(
            "stage",
            "[\"confirm\", \"ship\"]",
            "[\"confirm\", \"reserve\", \"ship\"]",
            "Stages it bars: edit, place, confirm, reserve, ship.",
        ),
        setting(
            "when",
            "{ overdue_over = \"0.00\", older_than = \"0 days\" }",
            "required",
            "What it measures.",
        ),
        setting(
            "then",
            "\"warn\", \"hold\" or \"block\"",
            "hold",
            "What it does.",
        ),
        setting(
            "unless",
            "\"paid-in-full\"",
            "none",
            "Lets an order pass that is paid in full.",
        ),
        setting(
            "override",
            "{ role = \"head-of-sales\", valid_for = \"24 hours\" }",
            "none",
            "Who may let it pass, and for how long.",
        ),
    ],
};

/// `when = { … }`.
pub const WHEN: Section = Section {
    header: "[[credit.gate]] when",
    doc: "What a gate measures, per legal entity, over all its outlets and contracts.",
    settings: &[
        setting(
            "overdue_over",
            "\"0.00\"",
            "none",
            "Bars when more than this sum is overdue.",
        ),
        setting(
            "older_than",
            "\"0 days\"",
            "0 days",
            "Counts only debt overdue by more than this many days.",
        ),
        setting(
            "receivable_over",
            "\"0.00\"",
            "none",
            "Bars when more than this sum is receivable, due or not.",
        ),
    ],
};

/// `override = { … }`.
pub const OVERRIDE: Section = Section {
    header: "[[credit.gate]] override",
    doc: "Who may let a gate pass.",
    settings: &[
        setting("role", "\"head-of-sales\"", "required", "The role."),
        setting(
            "valid_for",
            "\"24 hours\"",
            "24 hours",
            "How long a grant holds.",
        ),
    ],
};

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

/// Where a gate stands by default (A8).
fn default_stages() -> Vec<Stage> {
    vec![Stage::Confirm, Stage::Reserve, Stage::Ship]
}

/// Reads `[credit]`; the default gate where the policy has none (A7).
pub(super) fn read(root: &Table<'_>) -> Vec<Gate> {
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
        when: GateWhen::Overdue {
            over: Number::ZERO,
            older_than: 0,
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
                table.wrong(
                    "duplicate",
                    "stage",
                    format!("stage `{word}` stands twice"),
                    "each stage once",
                );
            }
            Some((_, stage)) => stages.push(*stage),
            None => table.wrong(
                "bad-value",
                "stage",
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
    let older_than = when.read("older_than", |raw| value::period(raw, "day", DAYS));
    match (when.amount("overdue_over"), when.amount("receivable_over")) {
        (Some(over), None) => GateWhen::Overdue {
            over,
            older_than: older_than.unwrap_or(0),
        },
        (None, Some(over)) if older_than.is_none() => GateWhen::Receivable { over },
        (None, None) => {
            if table.has("when") && !when.has("overdue_over") && !when.has("receivable_over") {
                when.missing("overdue_over");
            }
            GateWhen::Overdue {
                over: Number::ZERO,
                older_than: 0,
            }
        }
        (_, Some(over)) => {
            when.wrong(
                "conflict",
                "receivable_over",
                "`receivable_over` stands beside an overdue condition".to_owned(),
                "two gates, one for each",
            );
            GateWhen::Receivable { over }
        }
    }
}
