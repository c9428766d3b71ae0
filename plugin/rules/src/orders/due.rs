//! Which timers are due, and the events to fire.

use super::{at, timers};
use crate::domain::{
    Context, FactGroup, FactRef, Finding, Findings, Order, Outcome, PaymentState, Subject,
    TimerKind, Verdict, WorkingTime,
};
use crate::policy::Policy;
use crate::policy::orders::{Known, machine};
use crate::rules::order_timer;

/// An event whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueEvent {
    /// Index into the orders.
    pub order: u32,
    /// Its timer; the event follows from it.
    pub kind: TimerKind,
    /// Since when it is due.
    pub at: i64,
    /// Under this key it is fired once.
    pub key: String,
}

/// What is due.
#[derive(Debug, Clone)]
pub struct DueAnswer {
    /// Names working time that is missing.
    pub verdict: Verdict,
    /// By moment, then order.
    pub due: Vec<DueEvent>,
    /// The next moment at which something will be due.
    pub next: Option<i64>,
}

/// Timers of `orders` that are due at the moment of `context`.
#[must_use]
pub fn due(
    policy: &Policy,
    context: &Context,
    orders: &[Order],
    working: Option<&[WorkingTime]>,
) -> DueAnswer {
    let rules = &policy.life;
    let mut findings: Vec<Finding> = Vec::new();
    let mut found: Vec<DueEvent> = Vec::new();
    let mut next: Option<i64> = None;
    for (index, order) in (0u32..).zip(orders) {
        let Some(here) = at(rules, &order.states) else {
            continue;
        };
        for timer in &order.timers {
            let event = timers::event_of(timer.kind);
            let known = Known {
                confirms: false,
                reserves: false,
                needs_consent: false,
                payment: PaymentState::Unpaid,
                kept: timers::keeps(rules, order.payable, order.paid),
                whole: false,
                returned: false,
                step: None,
            };
            // A timer of what is no more rings for nothing.
            if machine::after(rules, here, event, known).is_none() {
                continue;
            }
            match timers::moment(rules, *timer, working) {
                None => findings.push(order_timer::unknown(event, Subject::Line(index))),
                Some(at) if at <= context.instant => found.push(DueEvent {
                    order: index,
                    kind: timer.kind,
                    at,
                    key: format!("{}/{}/{}", order.id, timer.kind.name(), timer.since),
                }),
                Some(at) => next = Some(next.map_or(at, |soonest| soonest.min(at))),
            }
        }
    }
    found.sort_by_key(|event| (event.at, event.order));
    let mut facts_used: Vec<FactRef> = (0u32..)
        .take(orders.len())
        .map(|index| FactRef {
            group: FactGroup::Orders,
            index,
        })
        .collect();
    facts_used.extend(working.map(|_| FactRef {
        group: FactGroup::Calendar,
        index: 0,
    }));
    let mut all = Findings::default();
    findings.into_iter().for_each(|finding| all.push(finding));
    let outcome = all.iter().map(|finding| finding.outcome).max();
    DueAnswer {
        verdict: Verdict {
            outcome: outcome.unwrap_or(Outcome::Allow),
            findings: all.into_vec(),
            effects: Vec::new(),
            facts_used,
        },
        due: found,
        next,
    }
}
