//! The core machine: which event leads from where to where. One answer for each, always.
//!
//! Gates and people are not asked here: [`Known`] carries what they said. `fire` and the proof
//! walk through this one function, so what is proven is what runs.

use super::{LatePayment, LifeRules, PartialVerdict, ReserveWhen};
use crate::domain::{
    EventKind, OrderState, PaymentState, ReservationState, ReturnState, ShipmentState,
};

/// Where an order stands, on all axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Its own state.
    pub order: OrderState,
    /// Goods set aside.
    pub reservation: ReservationState,
    /// Money seen.
    pub payment: PaymentState,
    /// Goods on their way.
    pub shipment: ShipmentState,
    /// Goods on their way back.
    pub returns: ReturnState,
    /// Step of the policy, by position.
    pub step: Option<usize>,
}

impl At {
    /// A cart.
    pub const NEW: Self = Self {
        order: OrderState::New,
        reservation: ReservationState::None,
        payment: PaymentState::Unpaid,
        shipment: ShipmentState::None,
        returns: ReturnState::None,
        step: None,
    };
}

/// What decides where an event leads, beside the states.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Placing confirms at once: nobody confirms, or a rep places, and every gate of confirm passes.
    pub confirms: bool,
    /// Every gate of reserve passes.
    pub reserves: bool,
    /// The correction needs the client's word.
    pub needs_consent: bool,
    /// Payment after the event.
    pub payment: PaymentState,
    /// What is paid keeps the reservation.
    pub kept: bool,
    /// All of it is shipped, or all of it came back.
    pub whole: bool,
    /// Some of it came back before.
    pub returned: bool,
    /// The step that is fired, by position.
    pub step: Option<usize>,
}

/// Where `event` leads from `at`; none where it has no place there.
#[must_use]
pub fn after(rules: &LifeRules, at: At, event: EventKind, known: Known) -> Option<At> {
    let mut to = before_steps(rules, at, event, known)?;
    // INVARIANT: at most one step follows (the proof refuses a policy with two).
    if let Some(step) = following(rules, to, event).next() {
        to.step = Some(step);
    }
    Some(to)
}

/// The steps that claim to follow `event` from `at`; more than one is a contradiction of the policy.
#[must_use]
pub fn answers(rules: &LifeRules, at: At, event: EventKind, known: Known) -> Vec<usize> {
    before_steps(rules, at, event, known)
        .map(|to| following(rules, to, event).collect())
        .unwrap_or_default()
}

fn before_steps(rules: &LifeRules, at: At, event: EventKind, known: Known) -> Option<At> {
    let mut to = core(rules, at, event, known)?;
    if to.order != at.order {
        to.step = None;
    }
    Some(to)
}

/// The steps that `event` leads to by itself, once the order stands at `to`.
fn following(rules: &LifeRules, to: At, event: EventKind) -> impl Iterator<Item = usize> + use<'_> {
    let steps = rules.steps.iter().enumerate();
    steps
        .filter(move |(_, step)| step.on == Some(event) && fits(step, to))
        .map(|(position, _)| position)
}

fn fits(step: &super::Step, at: At) -> bool {
    step.during == at.order
        && match at.step {
            None => step.after.is_empty(),
            Some(before) => step.after.contains(&before),
        }
}

fn core(rules: &LifeRules, at: At, event: EventKind, known: Known) -> Option<At> {
    use OrderState as O;
    use ReservationState as R;
    use ReturnState as B;
    use ShipmentState as S;
    let mut to = at;
    let waits = at.order == O::AwaitingConfirmation;
    let unshipped = at.shipment == S::None;
    let holds = match event {
        EventKind::Place => {
            to.order = O::AwaitingConfirmation;
            repay(&mut to, known);
            // What confirming needs, placing does not get around.
            if known.confirms && rules.unmet(EventKind::Confirm, to).is_none() {
                confirm(rules, &mut to, known);
            }
            at.order == O::New
        }
        EventKind::Confirm => {
            confirm(rules, &mut to, known);
            waits
        }
        EventKind::Release | EventKind::Escalate => waits,
        EventKind::Correct => {
            if known.needs_consent {
                to.order = O::AwaitingConsent;
            } else {
                repay(&mut to, known);
            }
            waits
        }
        EventKind::Consent => {
            to.order = O::AwaitingConfirmation;
            repay(&mut to, known);
            at.order == O::AwaitingConsent
        }
        EventKind::Decline | EventKind::LapseConsent => {
            to.order = O::AwaitingConfirmation;
            at.order == O::AwaitingConsent
        }
        EventKind::Reserve => {
            set_aside(rules, &mut to);
            at.order == O::Confirmed
                && unshipped
                && rules.reserve != ReserveWhen::Never
                && matches!(at.reservation, R::None | R::Denied | R::Expired)
        }
        EventKind::GrantReservation => {
            to.reservation = R::Full;
            matches!(at.reservation, R::Requested | R::Part)
        }
        EventKind::GrantPart => {
            to.reservation = match rules.partial {
                PartialVerdict::Ask => R::Part,
                PartialVerdict::Trim | PartialVerdict::Split => R::Full,
                PartialVerdict::Cancel => R::None,
                PartialVerdict::Deny => R::Denied,
            };
            match rules.partial {
                PartialVerdict::Trim | PartialVerdict::Split => repay(&mut to, known),
                PartialVerdict::Cancel => to.order = O::Cancelled,
                PartialVerdict::Ask | PartialVerdict::Deny => {}
            }
            at.reservation == R::Requested
                && (to.order != O::Cancelled || (at.order == O::Confirmed && unshipped))
        }
        EventKind::DenyReservation => {
            to.reservation = R::Denied;
            at.reservation == R::Requested
        }
        EventKind::ExpireReservation => {
            to.reservation = R::Expired;
            matches!(at.reservation, R::Full | R::Part)
                && at.payment != PaymentState::Full
                && unshipped
                && !known.kept
        }
        EventKind::SeePayment => {
            to.payment = known.payment;
            if at.order == O::Confirmed && to.payment != PaymentState::Unpaid && known.reserves {
                let first = at.reservation == R::None && rules.reserve == ReserveWhen::OnPayment;
                let late =
                    at.reservation == R::Expired && rules.late_payment == LatePayment::ReserveAgain;
                let met = rules.unmet(EventKind::Reserve, to).is_none();
                if (first || late) && unshipped && met {
                    set_aside(rules, &mut to);
                }
            }
            close(rules, &mut to);
            !matches!(at.order, O::New | O::Archived)
        }
        EventKind::Ship => {
            to.shipment = if known.whole { S::Full } else { S::Part };
            let set_aside = match at.reservation {
                R::Full => true,
                R::Part => !known.whole,
                _ => rules.reserve == ReserveWhen::Never,
            };
            at.order == O::Confirmed
                && matches!(at.shipment, S::None | S::Part)
                && at.returns != B::Requested
                && set_aside
        }
        EventKind::Deliver => {
            to.shipment = S::Delivered;
            close(rules, &mut to);
            at.order == O::Confirmed && at.shipment == S::Full
        }
        EventKind::RequestReturn => {
            to.returns = B::Requested;
            matches!(at.order, O::Confirmed | O::Completed)
                && !unshipped
                && matches!(at.returns, B::None | B::Part | B::Refused)
        }
        EventKind::AcceptReturn => {
            to.returns = if known.whole { B::Full } else { B::Part };
            repay(&mut to, known);
            // What all came back of is closed by hand.
            if !known.whole {
                close(rules, &mut to);
            }
            at.returns == B::Requested
        }
        EventKind::RefuseReturn => {
            to.returns = if known.returned { B::Part } else { B::Refused };
            close(rules, &mut to);
            at.returns == B::Requested
        }
        // A cart is not cancelled: reopening it would place it without its gates.
        EventKind::Cancel => {
            to.order = O::Cancelled;
            to.reservation = R::None;
            matches!(
                at.order,
                O::AwaitingConfirmation | O::AwaitingConsent | O::Confirmed
            ) && unshipped
        }
        EventKind::Complete => {
            to.order = O::Completed;
            at.order == O::Confirmed
                && !unshipped
                && at.returns != B::Requested
                && (at.payment == PaymentState::Full || at.returns == B::Full)
        }
        EventKind::Reopen => {
            to.order = O::AwaitingConfirmation;
            to.reservation = R::None;
            (at.order == O::Cancelled || at.order == O::Confirmed) && unshipped
        }
        EventKind::Archive => {
            to.order = O::Archived;
            matches!(at.order, O::Completed | O::Cancelled) && at.returns != B::Requested
        }
        EventKind::Step => {
            to.step = known.step;
            known
                .step
                .and_then(|step| rules.steps.get(step))
                .is_some_and(|step| step.on.is_none() && fits(step, at))
        }
    };
    holds.then_some(to)
}

/// What is paid may be all of it, or no longer, once the order costs something else.
fn repay(to: &mut At, known: Known) {
    let paid = to.payment != PaymentState::Unpaid && known.payment != PaymentState::Unpaid;
    // An order that costs nothing any more is paid, whoever paid nothing.
    if paid || known.payment == PaymentState::Full {
        to.payment = known.payment;
    }
}

fn confirm(rules: &LifeRules, to: &mut At, known: Known) {
    to.order = OrderState::Confirmed;
    let now = match rules.reserve {
        ReserveWhen::OnConfirm | ReserveWhen::External => true,
        ReserveWhen::OnPayment => to.payment != PaymentState::Unpaid,
        ReserveWhen::Never => false,
    };
    if now && known.reserves && rules.unmet(EventKind::Reserve, *to).is_none() {
        set_aside(rules, to);
    }
}

fn set_aside(rules: &LifeRules, to: &mut At) {
    to.reservation = match rules.reserve {
        ReserveWhen::External => ReservationState::Requested,
        _ => ReservationState::Full,
    };
}

/// Delivered and paid is completed (R31), unless something is on its way back.
fn close(rules: &LifeRules, to: &mut At) {
    if to.order == OrderState::Confirmed
        && to.shipment == ShipmentState::Delivered
        && to.payment == PaymentState::Full
        && to.returns != ReturnState::Requested
        && rules.unmet(EventKind::Complete, *to).is_none()
    {
        to.order = OrderState::Completed;
    }
}
