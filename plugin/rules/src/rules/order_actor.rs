//! `order.actor`: who may fire an event.
//!
//! A buyer and a rep act for the account the order belongs to, and for no other. Whoever the policy
//! names may fire the event, by kind or by role. A buyer cancels by himself as long as the policy says.
//!
//! Requirement: R8, R16, R28. Facts: order, context, the person's roles.

use crate::domain::{
    ActorKind, Context, EventKind, Finding, Order, OrderState, Outcome, Remedy, Subject, Value,
};
use crate::policy::LifeRules;
use crate::policy::orders::{BuyerCancels, Who, gate_stage};

/// Somebody else may fire it.
pub const CODE: &str = "order.actor";

/// A finding where whoever acts may not fire `event`; `step` is its position for a step.
#[must_use]
pub fn decide(
    rules: &LifeRules,
    context: &Context,
    order: &Order,
    (event, step): (EventKind, Option<usize>),
    roles: &[String],
) -> Option<Finding> {
    let kind = context.acting.kind;
    let name = || match step.and_then(|step| rules.steps.get(step)) {
        Some(step) => format!("step:{}", step.id),
        None => event.name().to_owned(),
    };
    let barred = |setting: String, who: &[Who]| {
        let mut finding = Finding::new(CODE, Outcome::Block, gate_stage(event), Subject::Document)
            .with("event", Value::Text(name()))
            .with_staff(
                "by",
                Value::Text(who.iter().map(Who::word).collect::<Vec<_>>().join(", ")),
            )
            .by(setting);
        finding.remedies = who.iter().map(remedy).collect();
        if finding.remedies.is_empty() {
            finding.remedies.push(Remedy::Contact("staff"));
        }
        finding
    };
    let who = rules.who_of(event, step);
    let allowed = named(&who, kind, roles);
    let for_client = matches!(kind, ActorKind::Buyer | ActorKind::Rep);
    if for_client && context.principal != order.buyer {
        return Some(barred("default".to_owned(), &[Who::Kind(ActorKind::Staff)]));
    }
    if !allowed {
        let written = rules
            .events
            .iter()
            .any(|rule| rule.event == event && rule.by.is_some());
        let setting = match (step.and_then(|step| rules.steps.get(step)), written) {
            (Some(step), _) => format!("orders.step[{}].by", step.id),
            (None, true) => format!("orders.event.{}.by", event.name()),
            (None, false) => "default".to_owned(),
        };
        return Some(barred(setting, &who));
    }
    let too_late = event == EventKind::Cancel
        && kind == ActorKind::Buyer
        && rules.buyer_cancels == BuyerCancels::UntilConfirmed
        && order.states.order == OrderState::Confirmed;
    too_late.then(|| {
        barred(
            "orders.buyer_cancels".to_owned(),
            &[Who::Kind(ActorKind::Rep)],
        )
    })
}

/// Whether the policy lets whoever acts fire `event`.
#[must_use]
pub fn may(rules: &LifeRules, context: &Context, event: EventKind, roles: &[String]) -> bool {
    named(&rules.who_of(event, None), context.acting.kind, roles)
}

/// Whether `who` names this kind, or one of these roles.
fn named(who: &[Who], kind: ActorKind, roles: &[String]) -> bool {
    who.iter().any(|who| match who {
        Who::Kind(allowed) => *allowed == kind,
        Who::Role(role) => roles.contains(role),
    })
}

fn remedy(who: &Who) -> Remedy {
    match who {
        Who::Role(role) => Remedy::Grant(role.clone()),
        Who::Kind(ActorKind::Buyer) => Remedy::Contact("buyer"),
        Who::Kind(ActorKind::Rep) => Remedy::Contact("rep"),
        Who::Kind(ActorKind::Staff) => Remedy::Contact("staff"),
        // What the shop's programs do comes by itself.
        Who::Kind(ActorKind::System) => Remedy::Wait(None),
    }
}
