//! The first step of an order that the checkout drafts: the event `place`, without an order yet.

use super::{states, timers};
use crate::domain::{
    ActorKind, Context, EventKind, Number, PaymentState, Stage, States, Timer, WorkingTime,
};
use crate::policy::Policy;
use crate::policy::orders::{At, Known, machine};
use crate::rules::order_actor;

/// Where an order begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// On every axis.
    pub states: States,
    /// All that run.
    pub timers: Vec<Timer>,
}

/// Who places, and for whom.
#[derive(Clone, Copy)]
pub struct Placing<'a> {
    /// Who acts, and when.
    pub context: &'a Context,
    /// The buyer account.
    pub buyer: &'a str,
    /// Roles of the person who acts.
    pub roles: &'a [String],
    /// Working time, where it is known.
    pub working: Option<&'a [WorkingTime]>,
}

/// Where placing leads an order that costs `payable`, with `paid` paid on it, when nothing bars the
/// stages of `passing`; the manager's look stands at confirming.
#[must_use]
pub fn begin(
    policy: &Policy,
    placing: Placing<'_>,
    passing: &[Stage],
    (payable, paid): (Number, Number),
) -> Begun {
    let (rules, context) = (&policy.life, placing.context);
    // A rep's own entry, where a rep may confirm (A8).
    let own = context.acting.kind == ActorKind::Rep
        && context.principal == placing.buyer
        && order_actor::may(rules, context, EventKind::Confirm, placing.roles);
    let payment = if paid >= payable {
        PaymentState::Full
    } else if paid > Number::ZERO {
        PaymentState::Part
    } else {
        PaymentState::Unpaid
    };
    let known = Known {
        confirms: (rules.auto || own) && passing.contains(&Stage::Confirm),
        reserves: passing.contains(&Stage::Reserve),
        needs_consent: false,
        payment,
        kept: timers::keeps(rules, payable, paid),
        whole: false,
        returned: false,
        step: None,
    };
    let cart = At { payment, ..At::NEW };
    // INVARIANT: a cart has a place for it.
    let placed = machine::after(rules, cart, EventKind::Place, known).unwrap_or(cart);
    let now = timers::Now {
        instant: context.instant,
        payable,
        paid,
        working: placing.working,
    };
    Begun {
        states: states(rules, placed),
        timers: timers::running(rules, &[], (At::NEW, placed), EventKind::Place, now),
    }
}
