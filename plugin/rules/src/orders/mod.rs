//! The life of an order: one machine, whatever path leads to it.
//!
//! Order of decision: repeated or conflicting → stale → contradictory facts → who → reason → place in the
//! machine → time → needs → gates of the stage → the manager's look → the corrected cart. All
//! findings are collected; where one bars, nothing changes. Gates are decided anew at every event
//! that has a stage, so closing, copying, editing or reopening is no way around them.
//!
//! Requirement: R8, R16, R21 to R23, R28 to R31, R33, R48, R52, A8, A10, A12, A16, A20.

mod answer;
mod begin;
mod correction;
mod cost;
mod decide;
mod due;
mod effects;
mod gates;
mod label;
mod partial;
mod returns;
mod timers;

pub use begin::{Begun, Placing, begin};
pub use correction::{DiffLine, LineChange};
pub use due::{DueAnswer, DueEvent, due};
pub use label::{Label, label};
pub use returns::CameBack;
pub use timers::{after_working, keeps};

use crate::domain::{
    Actor, Context, Facts, FireRequest, GoodsPart, LineTax, Number, Order, OrderHistory, OrderLine,
    Proposal, States, Timer, Verdict, WorkingTime,
};
use crate::policy::orders::At;
use crate::policy::{LifeRules, Policy};

/// What became of the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The order changed.
    Applied,
    /// Nothing changed; the findings say why.
    Refused,
    /// Nothing changed, because it had before.
    AlreadyApplied,
    /// Nothing changed: another event has its key.
    Conflict,
}

/// Who changed what, when and why (R52).
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// Name of the event.
    pub event: String,
    /// Who acted.
    pub by: Actor,
    /// For whom.
    pub principal: String,
    /// Milliseconds since 1970.
    pub at: i64,
    /// In the person's words.
    pub reason: Option<String>,
    /// Before and after.
    pub states: (States, States),
    /// What people saw before, and see now.
    pub labels: (String, String),
}

/// An event, decided.
#[derive(Debug, Clone)]
pub struct FireAnswer {
    /// What became of it.
    pub status: Status,
    /// At the event's stage.
    pub verdict: Verdict,
    /// As it is now.
    pub states: States,
    /// What people see.
    pub label: Label,
    /// Lines that now hold.
    pub lines: Vec<OrderLine>,
    /// Of those that cost something, where the event changed them.
    pub taxes: Vec<LineTax>,
    /// Bonuses they are paid with.
    pub redeemed: Number,
    /// Bonuses they bring.
    pub accrues: Number,
    /// What they cost.
    pub payable: Number,
    /// What of it is owed no more.
    pub credited: Number,
    /// What is paid.
    pub paid: Number,
    /// What is asked to come back.
    pub returning: Vec<GoodsPart>,
    /// What came back in all.
    pub returned: Vec<GoodsPart>,
    /// What came back now.
    pub came_back: Option<CameBack>,
    /// Up to this sum the manager let it pass.
    pub released: Option<Number>,
    /// A correction that waits.
    pub proposal: Option<Proposal>,
    /// All that run.
    pub timers: Vec<Timer>,
    /// Of a correction, or of a partial verdict.
    pub diff: Vec<DiffLine>,
    /// What a partial verdict splits off.
    pub split: Option<Split>,
    /// None unless applied.
    pub history: Option<HistoryEntry>,
}

/// An order of its own that was split off another.
#[derive(Debug, Clone)]
pub struct Split {
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Of those lines that cost something.
    pub taxes: Vec<LineTax>,
    /// Bonuses they are paid with.
    pub redeemed: Number,
    /// Bonuses they bring.
    pub accrues: Number,
    /// What they cost.
    pub payable: Number,
    /// What is paid of it.
    pub paid: Number,
    /// Where it stands.
    pub states: States,
}

/// Applies an event to an order, or says why not and changes nothing.
#[must_use]
pub fn fire(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    order: &Order,
    (working, history): (Option<&[WorkingTime]>, Option<&OrderHistory>),
    request: &FireRequest,
) -> FireAnswer {
    decide::Wish {
        policy,
        context,
        facts,
        order,
        working,
        history,
        request,
    }
    .decide()
}

/// Where an order stands; none for a step that the policy does not know.
pub(crate) fn at(rules: &LifeRules, states: &States) -> Option<At> {
    let step = match &states.step {
        None => None,
        Some(id) => Some(rules.step(id)?),
    };
    Some(At {
        order: states.order,
        reservation: states.reservation,
        payment: states.payment,
        shipment: states.shipment,
        returns: states.returns,
        step,
    })
}

/// The states of `at`.
fn states(rules: &LifeRules, at: At) -> States {
    let step = at.step.and_then(|step| rules.steps.get(step));
    States {
        order: at.order,
        reservation: at.reservation,
        payment: at.payment,
        shipment: at.shipment,
        returns: at.returns,
        step: step.map(|step| step.id.clone()),
    }
}

#[cfg(test)]
mod tests;
