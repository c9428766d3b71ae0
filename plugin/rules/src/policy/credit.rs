//! `[credit]` and `[[credit.gate]]`: which debt, and how much of a credit limit in use, stops which stage.

mod read;

use super::setting::{Section, setting};
use crate::domain::{Number, Percent, Stage};

pub(super) use read::read;

/// What a gate measures. All that is written must hold for it to bar; debt or exposure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateWhen {
    /// Debt, where it is asked.
    pub debt: Option<DebtWhen>,
    /// How much of the credit limit is in use, where it is asked.
    pub exposure: Option<ExposureWhen>,
    /// Payment terms it stands for; none: all.
    pub contracts: Option<Vec<String>>,
}

/// Whether the threshold itself passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Exactly the threshold passes.
    Over,
    /// Exactly the threshold bars.
    From,
}

/// Exposure against the credit limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExposureWhen {
    /// Of the limit.
    pub share: Percent,
    /// What exactly that share means.
    pub bound: Bound,
}

/// Which debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebtWhen {
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
    /// Most it may let pass, in the shop's currency; none: any sum.
    pub up_to: Option<Number>,
}

/// A gate on debt and on credit in use.
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
    doc: "Gates on a client's debt and on the use of its credit limit. Without any, the default gate holds confirming, reserving and shipping while anything is overdue, unless the order is paid in full.",
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
    doc: "One gate on debt, or on the use of a credit limit. Gates side by side make a matrix of stage, debt, age, exposure and contract; each that bars is told.",
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
    doc: "What a gate measures, per legal entity, over all its outlets and contracts. Where several conditions stand, it bars when all of them hold.",
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
        setting(
            "exposure_over",
            "\"100%\"",
            "none",
            "Bars when more than this share of the credit limit is in use: open receivables, live orders and this order; exactly this share passes.",
        ),
        setting(
            "exposure_from",
            "\"80%\"",
            "none",
            "Bars from exactly this share of the credit limit on, in place of `exposure_over`.",
        ),
        setting(
            "contract",
            "\"net-30\" or [\"net-30\", \"net-45\"]",
            "all of them",
            "Looks only at orders under these payment terms.",
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
        setting(
            "up_to",
            "\"50000.00\"",
            "any sum",
            "Most that a grant lets pass of what the gate measures, in the shop's currency, that sum included. A grant of more, or of any sum, counts as this one.",
        ),
    ],
};
