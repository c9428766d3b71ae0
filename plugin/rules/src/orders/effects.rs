//! What the host does when an order has changed: goods and messages.

use crate::domain::{
    Action, Context, Effect, Event, EventKind, Extent, Notification, Number, Order, OrderState,
    ReservationState, ReturnState, Value,
};
use crate::policy::LifeRules;
use crate::policy::orders::{At, PartialVerdict};

/// What the effects speak of.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub rules: &'a LifeRules,
    pub context: &'a Context,
    pub order: &'a Order,
    pub event: &'a Event,
    pub reason: Option<&'a str>,
    /// As the facts have it, and as it is now.
    pub before: At,
    pub to: At,
    /// Costs and payments now.
    pub payable: Number,
    pub paid: Number,
    /// The payment came after the reservation ended, or for a cancelled order.
    pub late: bool,
    /// A partial verdict cut it.
    pub cut: bool,
    /// What is owed no more, because goods came back now.
    pub came_back: Option<Number>,
    /// The moment at which its reservation ends; none: it does not.
    pub reserved_until: Option<i64>,
}

/// Effects in order: goods first, then messages.
pub(super) fn effects(change: Change<'_>) -> Vec<Effect> {
    let mut actions = goods(change);
    actions.extend(notes(change).into_iter().map(Action::Notify));
    (0u32..)
        .zip(actions)
        .map(|(ordinal, action)| Effect {
            key: format!("{}#{ordinal}", change.context.request_id),
            action,
        })
        .collect()
}

fn aside(at: At) -> bool {
    matches!(
        at.reservation,
        ReservationState::Part | ReservationState::Full
    )
}

fn goods(change: Change<'_>) -> Vec<Action> {
    let id = || change.order.id.clone();
    let (before, to) = (change.before, change.to);
    let event = change.event.kind();
    // The accounting system has done what it says.
    if matches!(
        event,
        EventKind::GrantReservation | EventKind::DenyReservation
    ) {
        return Vec::new();
    }
    if event == EventKind::GrantPart {
        return match change.rules.partial {
            PartialVerdict::Ask | PartialVerdict::Trim | PartialVerdict::Split => Vec::new(),
            PartialVerdict::Deny | PartialVerdict::Cancel => vec![Action::ReleaseOrder(id())],
        };
    }
    let mut actions = Vec::new();
    let requested = |at: At| at.reservation == ReservationState::Requested;
    // A late payment ends the old reservation before it makes a new one.
    let renewed = change.late && aside(before);
    if (aside(before) || requested(before)) && (renewed || !(aside(to) || requested(to))) {
        actions.push(Action::ReleaseOrder(id()));
    }
    if aside(to) && (renewed || !aside(before)) {
        actions.push(Action::ReserveOrder(id()));
    }
    if requested(to) && (renewed || !requested(before)) {
        actions.push(Action::RequestReservation(id()));
    }
    actions
}

/// What people are told of a partial verdict; nothing where it left nothing out.
fn partly(change: Change<'_>) -> Option<&'static str> {
    match change.rules.partial {
        PartialVerdict::Ask => Some("order-partly-reserved"),
        PartialVerdict::Trim => change.cut.then_some("order-trimmed"),
        PartialVerdict::Split => change.cut.then_some("order-split"),
        PartialVerdict::Cancel => Some("order-cancelled"),
        PartialVerdict::Deny => Some("order-reservation-denied"),
    }
}

/// Who is told what, for every change that the sources name.
fn notes(change: Change<'_>) -> Vec<Notification> {
    let note = |to, template| {
        Notification::new(to, template).with("order", Value::Text(change.order.id.clone()))
    };
    let with_reason = |note: Notification| match change.reason {
        Some(reason) => note.with("reason", Value::Text(reason.to_owned())),
        None => note,
    };
    let sum = |note: Notification, sum| note.with("sum", Value::Money(sum));
    let confirmed = change.to.order == OrderState::Confirmed;
    let mut notes = match change.event {
        Event::Place => {
            let template = match confirmed {
                true => "order-confirmed",
                false => "order-awaiting-confirmation",
            };
            vec![
                sum(note("outlet", template), change.payable),
                sum(note("rep", "order-received"), change.payable),
            ]
        }
        Event::Correct(_) => {
            let template = match change.to.order {
                OrderState::AwaitingConsent => "order-correction-proposed",
                _ => "order-corrected",
            };
            vec![sum(with_reason(note("outlet", template)), change.payable)]
        }
        Event::Consent => vec![note("rep", "correction-accepted")],
        Event::Decline => vec![with_reason(note("rep", "correction-declined"))],
        Event::LapseConsent => vec![
            note("rep", "correction-lapsed"),
            note("outlet", "correction-lapsed"),
        ],
        Event::Release => vec![with_reason(note("rep", "order-released"))],
        Event::Escalate => vec![
            note("manager", "order-escalated"),
            note("rep", "order-escalated"),
        ],
        Event::Confirm => vec![sum(note("outlet", "order-confirmed"), change.payable)],
        Event::GrantPart(_) => partly(change)
            .map(|template| sum(note("outlet", template), change.payable))
            .into_iter()
            .chain(partly(change).map(|template| note("rep", template)))
            .collect(),
        Event::DenyReservation => vec![
            note("outlet", "order-reservation-denied"),
            note("rep", "order-reservation-denied"),
        ],
        Event::ExpireReservation => vec![
            note("outlet", "order-reservation-expired"),
            note("rep", "order-reservation-expired"),
        ],
        Event::SeePayment(_) => {
            let mut notes = vec![sum(note("outlet", "payment-received"), change.paid)];
            let again = aside(change.to) || change.to.reservation == ReservationState::Requested;
            if change.late && !again && change.paid > Number::ZERO {
                notes.push(sum(note("manager", "order-late-payment"), change.paid));
            }
            notes
        }
        Event::Ship(Extent::Full) => vec![note("outlet", "order-shipped")],
        Event::Ship(Extent::Part) => vec![note("outlet", "order-shipped-in-part")],
        Event::Deliver => vec![note("outlet", "order-delivered")],
        Event::RequestReturn(_) => vec![with_reason(note("rep", "return-requested"))],
        Event::AcceptReturn(_) => {
            let template = match change.to.returns {
                ReturnState::Full => "return-accepted",
                _ => "return-accepted-in-part",
            };
            let note = note("outlet", template);
            vec![match change.came_back {
                Some(credit) => sum(note, credit),
                None => note,
            }]
        }
        Event::RefuseReturn => vec![with_reason(note("outlet", "return-refused"))],
        Event::Cancel => vec![
            with_reason(note("outlet", "order-cancelled")),
            with_reason(note("rep", "order-cancelled")),
        ],
        Event::Reopen => vec![
            with_reason(note("outlet", "order-reopened")),
            with_reason(note("rep", "order-reopened")),
        ],
        Event::Step(step) => {
            vec![note("outlet", "order-step").with("step", Value::Text(step.clone()))]
        }
        Event::Reserve | Event::GrantReservation | Event::Complete | Event::Archive => Vec::new(),
    };
    let newly_full = change.to.reservation == ReservationState::Full
        && (change.before.reservation != ReservationState::Full || change.late);
    if newly_full {
        let mut reserved = note("outlet", "order-reserved");
        if let Some(until) = change.reserved_until {
            reserved = reserved.with("until", Value::Instant(until));
        }
        notes.push(reserved);
    }
    if change.to.order == OrderState::Completed && change.before.order != OrderState::Completed {
        notes.push(note("outlet", "order-completed"));
    }
    notes
}
