//! `[orders]`: the life of an order, as the owner of the shop wants it.
//!
//! The core machine ([`machine`]) is fixed; the policy adds steps, labels, who may fire what,
//! guards and times. What comes of it is proven when the policy is loaded ([`proof`]).

pub mod machine;
pub mod proof;
mod read;
pub mod sections;
mod walk;

use crate::domain::{ActorKind, EventKind, Number, OrderState, PaymentState, Percent, Stage};

pub use machine::{At, Known};
pub(super) use read::read;
pub use walk::{Axis, Moves, Transition};

/// When goods are set aside (A10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReserveWhen {
    /// As the order is confirmed.
    OnConfirm,
    /// As the first payment is seen.
    OnPayment,
    /// The accounting system decides.
    External,
    /// Never: goods are picked from what there is.
    Never,
}

/// What becomes of a payment that comes after the reservation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LatePayment {
    /// The goods are set aside again, where the gates pass.
    ReserveAgain,
    /// The manager decides.
    Hold,
}

/// What a partial verdict of the accounting system means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialVerdict {
    /// The part can be collected at once, and the client is asked about the rest.
    Ask,
    /// The order is cut to the part.
    Trim,
    /// The order is cut to the part, and the rest is an order of its own.
    Split,
    /// The order is cancelled.
    Cancel,
    /// It counts as denied.
    Deny,
}

/// Which orders the manager must let pass before they are confirmed (R16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManagerChecks {
    /// Implausible ones.
    Implausible,
    /// Each.
    Each,
    /// None.
    Never,
}

/// Until when a buyer may cancel by himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuyerCancels {
    /// While the order is not confirmed.
    UntilConfirmed,
    /// While nothing of it was shipped.
    UntilShipped,
}

/// Who may fire an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Anybody of this kind.
    Kind(ActorKind),
    /// Whoever has this role.
    Role(String),
}

impl Who {
    /// As a policy writes it.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Kind(kind) => kind.name().to_owned(),
            Self::Role(role) => format!("role:{role}"),
        }
    }
}

/// What must hold before an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// At least this much is paid.
    Payment(PaymentState),
    /// The order stands at this step, by position in `steps`.
    Step(usize),
}

/// `[orders.event.NAME]`.
#[derive(Debug, Clone)]
pub struct EventRule {
    /// The event.
    pub event: EventKind,
    /// Who may fire it; none: as by default.
    pub by: Option<Vec<Who>>,
    /// What must hold.
    pub needs: Vec<Need>,
}

/// `[[orders.step]]`: a step of the shop's own inside an order state.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// The order state it belongs to.
    pub during: OrderState,
    /// Steps it follows, by position; empty: it is a first one.
    pub after: Vec<usize>,
    /// A core event that takes the order there by itself; none: somebody fires it.
    pub on: Option<EventKind>,
    /// Who may fire it.
    pub by: Vec<Who>,
}

/// `[[orders.label]]`.
#[derive(Debug, Clone)]
pub struct LabelRule {
    /// What people see.
    pub id: String,
    /// Axis and the states of it that match; all axes must.
    pub when: Vec<(String, Vec<String>)>,
}

/// `[orders]`.
#[derive(Debug, Clone)]
pub struct LifeRules {
    /// Working hours a rep has to confirm; none: he is not hurried.
    pub confirm_within: Option<u32>,
    /// Hours a client has to answer a correction; none: he is not hurried.
    pub consent_within: Option<u32>,
    /// When goods are set aside.
    pub reserve: ReserveWhen,
    /// Hours a reservation lasts unpaid; none: until it is let go.
    pub reserve_for: Option<u32>,
    /// Share of the order that, paid, keeps a reservation.
    pub keep_from: Percent,
    /// After the reservation ended.
    pub late_payment: LatePayment,
    /// A partial verdict.
    pub partial: PartialVerdict,
    /// Days a closed order stays in the history; none: for ever.
    pub archive_after: Option<u32>,
    /// Which orders the manager lets pass.
    pub manager_checks: ManagerChecks,
    /// Implausible over so many times the client's largest order.
    pub implausible_times: Number,
    /// Implausible over this sum.
    pub implausible_over: Option<Number>,
    /// Until when a buyer cancels.
    pub buyer_cancels: BuyerCancels,
    /// The shop's own steps.
    pub steps: Vec<Step>,
    /// What the policy says of events.
    pub events: Vec<EventRule>,
    /// The shop's own labels, before those of R30.
    pub labels: Vec<LabelRule>,
    /// Whether an order confirms itself where every gate passes.
    pub auto: bool,
    /// Every move of every axis, as proven.
    pub moves: Moves,
}

impl LifeRules {
    /// Who may fire `event`; for a step see [`Step::by`].
    #[must_use]
    pub fn who(&self, event: EventKind) -> Vec<Who> {
        let written = self.events.iter().find(|rule| rule.event == event);
        written.and_then(|rule| rule.by.clone()).unwrap_or_else(|| {
            let mut who = default_who(event);
            if event == EventKind::Confirm && self.auto {
                who.push(Who::Kind(ActorKind::System));
            }
            who
        })
    }

    /// Who may fire `event`, or the step at `step`.
    #[must_use]
    pub fn who_of(&self, event: EventKind, step: Option<usize>) -> Vec<Who> {
        match step.and_then(|step| self.steps.get(step)) {
            Some(step) => step.by.clone(),
            None => self.who(event),
        }
    }

    /// The first need of `event` that does not hold.
    #[must_use]
    pub fn unmet(&self, event: EventKind, at: At) -> Option<Need> {
        self.events
            .iter()
            .filter(|rule| rule.event == event)
            .flat_map(|rule| &rule.needs)
            .find(|need| match need {
                Need::Payment(least) => at.payment < *least,
                Need::Step(step) => at.step != Some(*step),
            })
            .copied()
    }

    /// The position of a step.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }
}

/// Who fires an event where the policy is silent.
fn default_who(event: EventKind) -> Vec<Who> {
    use ActorKind::{Buyer, Rep, Staff, System};
    let kinds: &[ActorKind] = match event {
        EventKind::Place => &[Buyer, Rep],
        EventKind::Correct => &[Rep, Staff],
        EventKind::Consent | EventKind::Decline => &[Buyer],
        EventKind::LapseConsent
        | EventKind::Escalate
        | EventKind::ExpireReservation
        | EventKind::Archive => &[System],
        EventKind::Confirm => &[Rep],
        EventKind::Release => return vec![Who::Role("manager".to_owned())],
        EventKind::Reserve => &[Rep, Staff, System],
        EventKind::GrantReservation
        | EventKind::GrantPart
        | EventKind::DenyReservation
        | EventKind::SeePayment
        | EventKind::Ship
        | EventKind::Deliver => &[Staff, System],
        EventKind::RequestReturn => &[Buyer, Rep],
        EventKind::AcceptReturn
        | EventKind::RefuseReturn
        | EventKind::Complete
        | EventKind::Reopen => &[Staff],
        EventKind::Cancel => &[Buyer, Rep, Staff],
        EventKind::Step => &[Rep, Staff],
    };
    kinds.iter().map(|kind| Who::Kind(*kind)).collect()
}

/// The stage whose gates an event meets.
#[must_use]
pub const fn gate_stage(event: EventKind) -> Stage {
    match event {
        EventKind::Place | EventKind::Correct => Stage::Place,
        EventKind::Confirm => Stage::Confirm,
        EventKind::Reserve => Stage::Reserve,
        EventKind::Ship => Stage::Ship,
        _ => Stage::Edit,
    }
}
