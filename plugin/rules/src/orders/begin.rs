//! The first step of an order that the checkout drafts: the event `place`, without an order yet.

use super::{states, timers};
use crate::domain::{Context, EventKind, Number, PaymentState, Stage, States, Timer};
use crate::policy::Policy;
use crate::policy::orders::{At, Known, ManagerChecks, machine};

/// Where an order begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// On every axis.
    pub states: States,
    /// All that run.
    pub timers: Vec<Timer>,
}

/// Where placing leads an order that costs `payable`, with `paid` paid on it, when no gate bars the
/// stages of `passing`. Where the manager looks at each order, none confirms itself.
#[must_use]
pub fn begin(
    policy: &Policy,
    context: &Context,
    passing: &[Stage],
    (payable, paid): (Number, Number),
) -> Begun {
    let rules = &policy.life;
    let payment = if paid >= payable {
        PaymentState::Full
    } else if paid > Number::ZERO {
        PaymentState::Part
    } else {
        PaymentState::Unpaid
    };
    let looked_at = match rules.manager_checks {
        ManagerChecks::Each => true,
        ManagerChecks::Implausible => rules.implausible_over.is_some_and(|over| payable > over),
        ManagerChecks::Never => false,
    };
    let known = Known {
        confirms: rules.auto && !looked_at && passing.contains(&Stage::Confirm),
        reserves: passing.contains(&Stage::Reserve),
        needs_consent: false,
        payment,
        kept: timers::keeps(rules, payable, paid),
        whole: false,
        step: None,
    };
    let cart = At { payment, ..At::NEW };
    // INVARIANT: a cart has a place for it.
    let placed = machine::after(rules, cart, EventKind::Place, known).unwrap_or(cart);
    let now = timers::Now {
        instant: context.instant,
        payable,
        paid,
        working: None,
    };
    Begun {
        states: states(rules, placed),
        timers: timers::running(rules, &[], (At::NEW, placed), EventKind::Place, now),
    }
}
