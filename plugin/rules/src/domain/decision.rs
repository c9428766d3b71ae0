//! What a decision is made of. Meaning and bounds: `wit/0.1.0/types.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/types.wit"
)]

use std::borrow::Cow;

use super::{Day, ExtraField, LotPart, NewLot, Number};

#[derive(Debug, Clone)]
pub struct Context {
    pub acting: Actor,
    pub principal: String,
    /// Milliseconds since 1970.
    pub instant: i64,
    pub today: Day,
    pub request_id: String,
}

#[derive(Debug, Clone)]
pub struct Actor {
    pub id: String,
    pub kind: ActorKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    Buyer,
    Rep,
    Staff,
    System,
}

/// In rising precedence: a later one wins over an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Allow,
    Adjust,
    Hold,
    Indeterminate,
    Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Edit,
    Place,
    Confirm,
    Reserve,
    Ship,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 5] = [
        Self::Edit,
        Self::Place,
        Self::Confirm,
        Self::Reserve,
        Self::Ship,
    ];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    Notice,
    Warning,
    Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Buyer,
    Staff,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Money(Number),
    Quantity(Number),
    Percent(Number),
    Date(Day),
    Count(u32),
    /// Milliseconds since 1970.
    Instant(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub name: &'static str,
    pub value: Value,
    pub audience: Audience,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Document,
    Line(u32),
    Row(u32),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    Edit(Edit),
    Pay(Number),
    Grant(String),
    Wait(Option<Until>),
    Contact(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    Day(Day),
    /// Milliseconds since 1970.
    Instant(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub field: &'static str,
    pub line: Option<u32>,
    pub to: Option<Number>,
}

/// What a rule has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub outcome: Outcome,
    pub stage: Stage,
    pub subject: Subject,
    pub params: Vec<Param>,
    pub setting: Cow<'static, str>,
    pub remedies: Vec<Remedy>,
}

impl Finding {
    /// A finding whose severity follows from its outcome: allow and adjust are notices.
    #[must_use]
    pub fn new(code: &'static str, outcome: Outcome, stage: Stage, subject: Subject) -> Self {
        let severity = match outcome {
            Outcome::Allow | Outcome::Adjust => Severity::Notice,
            Outcome::Hold | Outcome::Indeterminate | Outcome::Block => Severity::Error,
        };
        Self {
            code,
            severity,
            outcome,
            stage,
            subject,
            params: Vec::new(),
            setting: Cow::Borrowed("default"),
            remedies: Vec::new(),
        }
    }

    /// Allowed, but somebody should look.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// A value that the buyer may read.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.params.push(Param {
            name,
            value,
            audience: Audience::Buyer,
        });
        self
    }

    /// A value for staff alone.
    #[must_use]
    pub fn with_staff(mut self, name: &'static str, value: Value) -> Self {
        self.params.push(Param {
            name,
            value,
            audience: Audience::Staff,
        });
        self
    }

    /// The setting that decided.
    #[must_use]
    pub fn by(mut self, setting: impl Into<Cow<'static, str>>) -> Self {
        self.setting = setting.into();
        self
    }

    /// What removes the finding.
    #[must_use]
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedies.push(remedy);
        self
    }
}

/// Findings in order of decision.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Keeps `finding`.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// In order of decision.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// The findings, in order of decision.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.0
    }

    /// The outcome of `stage` for the whole document.
    ///
    /// A row that was not taken does not bar the rest: for the whole it counts as
    /// an adjustment.
    #[must_use]
    pub fn outcome_at(&self, stage: Stage) -> Outcome {
        self.iter()
            .filter(|finding| finding.stage == stage)
            .map(|finding| match finding.subject {
                Subject::Row(_) => finding.outcome.min(Outcome::Adjust),
                Subject::Document | Subject::Line(_) => finding.outcome,
            })
            .max()
            .unwrap_or(Outcome::Allow)
    }

    /// The worst outcome of all.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.iter()
            .map(|finding| finding.outcome)
            .max()
            .unwrap_or(Outcome::Allow)
    }

    /// The worst outcome about one subject, at any stage.
    #[must_use]
    pub fn outcome_of(&self, subject: Subject) -> Outcome {
        self.iter()
            .filter(|finding| finding.subject == subject)
            .map(|finding| finding.outcome)
            .max()
            .unwrap_or(Outcome::Allow)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    pub key: String,
    pub action: Action,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    Reserve(Vec<Reservation>),
    Notify(Notification),
    Redeem(Vec<LotPart>),
    Earn(NewLot),
    GiveBack(Vec<LotPart>),
    Reverse(Vec<LotPart>),
    Expire(Vec<LotPart>),
    UsePromo(String),
    KeepDetails(Vec<ExtraField>),
    ReserveOrder(String),
    ReleaseOrder(String),
    RequestReservation(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    pub product: u32,
    pub warehouse: u32,
    pub quantity: Number,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    pub to: &'static str,
    pub template: &'static str,
    pub channels: Vec<Channel>,
    pub params: Vec<Param>,
}

impl Notification {
    /// By e-mail, and in the account of who has one.
    #[must_use]
    pub fn new(to: &'static str, template: &'static str) -> Self {
        let channels = match to {
            "visitor" | "applicant" | "employee" => vec![Channel::Email],
            _ => vec![Channel::Account, Channel::Email],
        };
        Self {
            to,
            template,
            channels,
            params: Vec::new(),
        }
    }

    /// The same, with a value that whoever gets it may read.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.params.push(Param {
            name,
            value,
            audience: Audience::Buyer,
        });
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Account,
    Email,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactGroup {
    Buyer,
    Contracts,
    Products,
    Stock,
    Receivables,
    Directory,
    Rates,
    Loyalty,
    Orders,
    Calendar,
    History,
    Ledger,
    Standings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactRef {
    pub group: FactGroup,
    pub index: u32,
}

#[derive(Debug, Clone)]
pub struct Verdict {
    pub outcome: Outcome,
    pub findings: Vec<Finding>,
    pub effects: Vec<Effect>,
    pub facts_used: Vec<FactRef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageVerdict {
    pub stage: Stage,
    pub outcome: Outcome,
    pub release: Option<Number>,
}
