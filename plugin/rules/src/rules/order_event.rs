//! `order.event`, `order.needs`, `order.unreserved`: whether an event has a place where the order stands.
//!
//! Requirement: R16, R21, R22, R30, A10, A12. Facts: order.

use crate::domain::number::sub;
use crate::domain::{
    EventKind, Finding, Order, Outcome, PaymentState, Remedy, ReservationState, Subject, Value,
};
use crate::policy::LifeRules;
use crate::policy::orders::{At, Need, gate_stage};

/// The event has no place in this state.
pub const CODE: &str = "order.event";
/// Something that the policy wants first is not done.
pub const NEEDS: &str = "order.needs";
/// Goods leave only once they are set aside.
pub const UNRESERVED: &str = "order.unreserved";

/// The event has no place where the order stands, whose label is `label`.
#[must_use]
pub fn no_place(event: EventKind, name: String, label: &str) -> Finding {
    Finding::new(CODE, Outcome::Block, gate_stage(event), Subject::Document)
        .with("event", Value::Text(name))
        .with("label", Value::Text(label.to_owned()))
        .remedy(Remedy::Contact("staff"))
}

/// The goods to be shipped are not set aside. What a part was reserved of may be shipped as a part.
#[must_use]
pub fn unreserved(at: At) -> Finding {
    let remedy = match at.reservation {
        ReservationState::Requested => Remedy::Wait(None),
        _ => Remedy::Contact("staff"),
    };
    Finding::new(
        UNRESERVED,
        Outcome::Hold,
        gate_stage(EventKind::Ship),
        Subject::Document,
    )
    .with("reservation", Value::Text(at.reservation.name().to_owned()))
    .by("orders.reserve")
    .remedy(remedy)
}

/// What `event` needs and the order has not.
#[must_use]
pub fn unmet(rules: &LifeRules, order: &Order, event: EventKind, at: At) -> Option<Finding> {
    let need = rules.unmet(event, at)?;
    let finding = Finding::new(NEEDS, Outcome::Hold, gate_stage(event), Subject::Document)
        .with("event", Value::Text(event.name().to_owned()));
    Some(match need {
        Need::Payment(least) => {
            let missing = sub(order.due(), order.paid).unwrap_or_default();
            let finding = finding
                .with("payment", Value::Text(least.name().to_owned()))
                .by(format!("orders.event.{}.needs_payment", event.name()));
            match least {
                PaymentState::Full => finding
                    .with("missing", Value::Money(missing))
                    .remedy(Remedy::Pay(missing)),
                _ => finding.remedy(Remedy::Contact("buyer")),
            }
        }
        Need::Step(step) => {
            let step = rules.steps.get(step).map(|step| step.id.clone());
            finding
                .with("step", Value::Text(step.unwrap_or_default()))
                .by(format!("orders.event.{}.needs_step", event.name()))
                .remedy(Remedy::Contact("staff"))
        }
    })
}
