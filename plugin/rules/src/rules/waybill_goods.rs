//! `waybill.state`, `waybill.unreserved`, `waybill.quantities`, `waybill.terms`, `waybill.empty`: what a client
//! may collect himself.
//!
//! An order that is confirmed and whose goods are set aside: all of them, or the part that is. Of an order
//! reserved or shipped in part the host says what is set aside now; more than was ordered contradicts it.
//! A reservation past its time is none, whether or not its timer ran. The client prints his own under the
//! policy's terms (consignment); under others staff do.
//!
//! Requirement: R35, A10. Facts: orders, contracts, what is set aside.

use crate::domain::{
    ActorKind, Context, Finding, Number, Order, OrderState, Outcome, Remedy, ReservationState,
    ReservedLine, ReturnState, ShipmentState, Stage, Subject, TimerKind, Value,
};
use crate::policy::{Terms, WaybillRules};
use crate::rules::document_party::{Barred, contradiction};

/// The order's goods don't leave now: it is not confirmed, or they have left.
pub const STATE: &str = "waybill.state";
/// Nothing is set aside for the order.
pub const UNRESERVED: &str = "waybill.unreserved";
/// What is set aside of it is not known.
pub const QUANTITIES: &str = "waybill.quantities";
/// Under these terms staff print it.
pub const TERMS: &str = "waybill.terms";
/// There is nothing to collect.
pub const EMPTY: &str = "waybill.empty";

fn finding(code: &'static str, outcome: Outcome, subject: Subject) -> Finding {
    Finding::new(code, outcome, Stage::Ship, subject)
}

/// Whether whoever acts may print it.
#[must_use]
pub fn by_client(
    rules: &WaybillRules,
    context: &Context,
    terms: &Terms,
    subject: Subject,
) -> Option<Finding> {
    let himself = context.acting.kind == ActorKind::Buyer;
    (himself && !rules.terms.contains(&terms.id)).then(|| {
        finding(TERMS, Outcome::Block, subject)
            .with("terms", Value::Text(terms.id.clone()))
            .by("waybill.terms")
            .remedy(Remedy::Contact("manager"))
    })
}

/// The reservation of an order at this moment.
#[must_use]
pub fn reservation(order: &Order, context: &Context) -> ReservationState {
    let aside = matches!(
        order.states.reservation,
        ReservationState::Full | ReservationState::Part
    );
    let timer = order
        .timers
        .iter()
        .find(|timer| timer.kind == TimerKind::Reservation);
    let past = timer
        .and_then(|timer| timer.at)
        .is_some_and(|at| at <= context.instant);
    match aside && past && order.states.shipment == ShipmentState::None {
        true => ReservationState::Expired,
        false => order.states.reservation,
    }
}

/// Article and quantity of `order` that may be collected, in its order; never empty. `reserved`: what
/// the host says is set aside.
///
/// # Errors
/// The finding that bars it.
pub fn decide(
    order: &Order,
    context: &Context,
    reserved: &[&ReservedLine],
    subject: Subject,
) -> Result<Vec<(String, Number)>, Barred> {
    let state = order.states.order;
    let shipment = order.states.shipment;
    let leaving = matches!(shipment, ShipmentState::None | ShipmentState::Part);
    // What is on its way back leaves no more, as the event `ship` has it.
    let returning = order.states.returns == ReturnState::Requested;
    if state != OrderState::Confirmed || !leaving || returning {
        let remedy = match state {
            OrderState::New | OrderState::AwaitingConfirmation | OrderState::AwaitingConsent => {
                Remedy::Wait(None)
            }
            _ => Remedy::Contact("manager"),
        };
        return Err(Box::new(
            finding(STATE, Outcome::Block, subject)
                .with("order", Value::Text(order.id.clone()))
                .with("state", Value::Text(state.name().to_owned()))
                .with("shipment", Value::Text(shipment.name().to_owned()))
                .remedy(remedy),
        ));
    }
    let now = reservation(order, context);
    let whole = match now {
        ReservationState::Full => shipment == ShipmentState::None,
        ReservationState::Part => false,
        _ => {
            return Err(Box::new(
                finding(UNRESERVED, Outcome::Block, subject)
                    .with("order", Value::Text(order.id.clone()))
                    .with("reservation", Value::Text(now.name().to_owned()))
                    .remedy(Remedy::Wait(None))
                    .remedy(Remedy::Contact("manager")),
            ));
        }
    };
    let mut ordered: Vec<(String, Number)> = Vec::new();
    for line in &order.lines {
        sum_up(&mut ordered, &line.sku, line.quantity)
            .ok_or_else(|| Box::new(super::impossible::overflow(Stage::Ship, subject)))?;
    }
    if whole {
        return some(ordered, order, subject);
    }
    if reserved.is_empty() {
        return Err(Box::new(
            finding(QUANTITIES, Outcome::Indeterminate, subject)
                .with("order", Value::Text(order.id.clone()))
                .remedy(Remedy::Contact("manager")),
        ));
    }
    let mut aside: Vec<(String, Number)> = Vec::new();
    for line in reserved {
        sum_up(&mut aside, &line.sku, line.quantity)
            .ok_or_else(|| Box::new(super::impossible::overflow(Stage::Ship, subject)))?;
    }
    let quantity = |of: &[(String, Number)], sku: &str| {
        let found = of.iter().find(|(own, _)| own == sku);
        found.map_or(Number::ZERO, |(_, quantity)| *quantity)
    };
    if let Some((sku, more)) = aside
        .iter()
        .find(|(sku, set)| *set > quantity(&ordered, sku))
    {
        let fact = format!("{more} of {sku} set aside for order {}", order.id);
        return Err(contradiction(Stage::Ship, subject, fact));
    }
    let goods = ordered
        .into_iter()
        .map(|(sku, _)| {
            let set = quantity(&aside, &sku);
            (sku, set)
        })
        .collect();
    some(goods, order, subject)
}

fn sum_up(of: &mut Vec<(String, Number)>, sku: &str, quantity: Number) -> Option<()> {
    match of.iter_mut().find(|(own, _)| own == sku) {
        Some((_, sum)) => *sum = crate::domain::number::add(*sum, quantity).ok()?,
        None => of.push((sku.to_owned(), quantity)),
    }
    Some(())
}

/// `goods` with a quantity.
fn some(
    mut goods: Vec<(String, Number)>,
    order: &Order,
    subject: Subject,
) -> Result<Vec<(String, Number)>, Barred> {
    goods.retain(|(_, quantity)| !quantity.is_zero());
    if goods.is_empty() {
        return Err(Box::new(
            empty(subject).with("order", Value::Text(order.id.clone())),
        ));
    }
    Ok(goods)
}

/// There is nothing to collect.
#[must_use]
pub fn empty(subject: Subject) -> Finding {
    finding(EMPTY, Outcome::Block, subject).remedy(Remedy::Edit(crate::domain::Edit {
        field: "orders",
        line: None,
        to: None,
    }))
}
