//! What people see of an order: a projection of all axes (R30).
//!
//! The policy's labels come first, in its order; then those of R30. A closed order carries its reason.

use crate::domain::{
    OrderState, PaymentState, ReservationState, ReturnState, ShipmentState, States,
};
use crate::policy::LifeRules;

/// A label, and why the order is closed where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The policy's own, or one of R30.
    pub label: String,
    /// `completed` or `cancelled`.
    pub closed: Option<&'static str>,
}

/// The label of `states`.
#[must_use]
pub fn label(rules: &LifeRules, states: &States) -> Label {
    let closed = match states.order {
        OrderState::Completed => Some("completed"),
        OrderState::Cancelled => Some("cancelled"),
        // An order that left the house was completed.
        OrderState::Archived if states.shipment == ShipmentState::None => Some("cancelled"),
        OrderState::Archived => Some("completed"),
        _ => None,
    };
    let own = rules.labels.iter().find(|rule| {
        rule.when
            .iter()
            .all(|(axis, wanted)| wanted.iter().any(|state| state == state_of(states, axis)))
    });
    let label = own.map_or_else(|| general(states).to_owned(), |rule| rule.id.clone());
    Label { label, closed }
}

fn state_of<'s>(states: &'s States, axis: &str) -> &'s str {
    match axis {
        "order" => states.order.name(),
        "reservation" => states.reservation.name(),
        "payment" => states.payment.name(),
        "shipment" => states.shipment.name(),
        "returns" => states.returns.name(),
        _ => states.step.as_deref().unwrap_or("none"),
    }
}

/// The labels of R30: what happened last counts.
fn general(states: &States) -> &'static str {
    if states.order == OrderState::New {
        return "new";
    }
    if states.returns == ReturnState::Requested {
        return "return";
    }
    if matches!(
        states.order,
        OrderState::Completed | OrderState::Cancelled | OrderState::Archived
    ) {
        return "closed";
    }
    match (states.shipment, states.payment, states.reservation) {
        (ShipmentState::Full | ShipmentState::Delivered, ..) => "shipped",
        (ShipmentState::Part, ..) => "shipped-in-part",
        (_, PaymentState::Full, _) => "paid",
        (_, PaymentState::Part, _) => "paid-in-part",
        (.., ReservationState::Full | ReservationState::Part) => "reserved",
        _ => "processing",
    }
}
