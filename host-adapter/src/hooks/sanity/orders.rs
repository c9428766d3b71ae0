//! Answers about orders: an event moves what it may move, and nothing else.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{
    Check, Passed, below, binding, demand, drafted, effects, history, name, not_negative, number,
    order_goods, order_returns, order_sums, order_taxes, rank, repeats, rests_on, verdict,
};
use crate::bindings::comptoir::rules::types::{Context, Outcome, Stage};
use crate::bindings::exports::comptoir::rules::orders::{
    DueAnswer, Event, FireAnswer, FireRequest, Order, OrderLine, OrderState, ReservationState,
    ReturnState, ShipmentState, Split, States, Status, TimerKind,
};
use crate::error::CallError;
use crate::facts::Facts;
use crate::hooks::orders::OrderFacts;
use crate::values::Decimal;

/// The stage whose gates an event meets, as `wit/0.1.0/orders.wit` has it.
fn stage_of(event: &Event) -> Stage {
    match event {
        Event::Place | Event::Correct(_) => Stage::Place,
        Event::Confirm => Stage::Confirm,
        Event::Reserve => Stage::Reserve,
        Event::Ship(_) => Stage::Ship,
        _ => Stage::Edit,
    }
}

/// An answer to an event.
pub(in crate::hooks) fn fire(
    answer: &FireAnswer,
    facts: &Facts,
    of: &OrderFacts,
    request: &FireRequest,
    (context, unit): (&Context, Number),
) -> Check {
    let (order, event) = (&of.order, &request.event);
    let lines = match event {
        Event::Correct(lines) => lines.len(),
        _ => 0,
    };
    let passed = Passed {
        orders: 1,
        calendars: usize::from(of.working.is_some()),
        histories: usize::from(of.history.is_some()),
        ..Passed::of(facts)
    };
    binding(
        &answer.verdict,
        stage_of(event),
        &passed,
        lines,
        &context.request_id,
        effects::FIRE,
    )?;
    repeats::check(answer, order, request)?;
    let applied = answer.status == Status::Applied;
    let may = rank(answer.verdict.outcome) <= rank(Outcome::Adjust);
    demand(may || !applied, || {
        format!(
            "an event is applied while the verdict is {}",
            name(answer.verdict.outcome)
        )
    })?;
    demand(applied == answer.history.is_some(), || {
        "the history does not say what was applied".to_owned()
    })?;
    if let Some(entry) = &answer.history {
        history::check(entry, order, context, same)?;
    }
    demand(applied || answer.verdict.effects.is_empty(), || {
        "effects without a change".to_owned()
    })?;
    demand(applied || same(&answer.states, &order.states), || {
        "an order changes by an event that was not applied".to_owned()
    })?;
    if let Some(what) = moved(&order.states, &answer.states, event) {
        return demand(false, || {
            format!("{what} changes by an event of another kind")
        });
    }
    if applied {
        order_goods::check(answer, order, event)?;
        rests_on::fired(answer, facts, event)?;
    }
    order_sums::check(answer, order, event, unit)?;
    for amount in [answer.payable, answer.paid, answer.redeemed] {
        not_negative(amount, "a sum of an order")?;
    }
    let apart = answer.split.as_ref();
    if let Some(apart) = apart {
        split(answer, apart, (order, event), unit)?;
    }
    let paid = match event {
        Event::SeePayment(paid) if applied => *paid,
        _ => order.paid,
    };
    let told = sum([Some(answer.paid), apart.map(|apart| apart.paid)])?;
    demand(Some(told) == paid.to_number(), || {
        format!("{told} paid, not {paid}")
    })?;
    for (position, timer) in answer.timers.iter().enumerate() {
        let twice = answer
            .timers
            .iter()
            .take(position)
            .any(|other| other.kind == timer.kind);
        demand(!twice, || "a timer runs twice".to_owned())?;
    }
    order_returns::check(answer, order, event)?;
    match applied {
        true => order_taxes::check(answer, order, event, facts),
        false => demand(
            answer.taxes.is_empty() && answer.accrues == order.accrues,
            || "taxes or bonuses of an event that was not applied".to_owned(),
        ),
    }
}

fn sum<const N: usize>(sums: [Option<Decimal>; N]) -> Result<Number, CallError> {
    let mut total = Number::ZERO;
    for part in sums.into_iter().flatten() {
        total = total.saturating_add(number(part, "a sum of an order")?);
    }
    Ok(total)
}

/// What taxes are rounded to at most.
const CENT: Number = Number::from_parts(1, 0, 0, false, 2);

/// What is split off an order and what is left of it are that order, in goods and in money.
fn split(
    answer: &FireAnswer,
    apart: &Split,
    (order, event): (&Order, &Event),
    unit: Number,
) -> Check {
    demand(
        matches!(event, Event::GrantPart(_)) && answer.status == Status::Applied,
        || "an order is split by an event of another kind".to_owned(),
    )?;
    order_goods::apart(apart)?;
    let (paid, payable) = (
        number(apart.paid, "a payment")?,
        number(apart.payable, "a sum of an order")?,
    );
    drafted::payment(apart.states.payment, paid, payable)?;
    for amount in [apart.payable, apart.paid, apart.redeemed] {
        not_negative(amount, "a sum of an order")?;
    }
    let redeemed = sum([Some(answer.redeemed), Some(apart.redeemed)])?;
    demand(order.redeemed.to_number() >= Some(redeemed), || {
        format!(
            "{redeemed} redeemed after a split, {} before",
            order.redeemed
        )
    })?;
    // Tax is rounded in each of the two: a unit for each line and each class of tax, which are no more than lines.
    let payable = sum([Some(answer.payable), Some(apart.payable)])?;
    let lines = answer.lines.len().saturating_add(apart.lines.len());
    let most = unit
        .max(CENT)
        .saturating_mul(Number::from(lines.saturating_mul(2)));
    let differ = order
        .payable
        .to_number()
        .map(|before| payable.saturating_sub(before).abs());
    demand(differ.is_some_and(|differ| differ <= most), || {
        format!("{payable} payable after a split, {} before", order.payable)
    })?;
    let both = answer.lines.iter().chain(&apart.lines);
    demand(goods(both)? == goods(order.lines.iter())?, || {
        "a split adds or loses goods".to_owned()
    })
}

/// How much of each article at each price.
fn goods<'a>(
    lines: impl Iterator<Item = &'a OrderLine>,
) -> Result<BTreeMap<(&'a str, Number), Number>, CallError> {
    let mut goods = BTreeMap::new();
    for line in lines {
        let net = number(line.net, "a net price")?.normalize();
        let quantity: &mut Number = goods.entry((line.sku.as_str(), net)).or_default();
        *quantity = quantity.saturating_add(number(line.quantity, "a quantity")?);
    }
    Ok(goods)
}

fn same(one: &States, other: &States) -> bool {
    moves(one, other).is_empty() && one.step == other.step
}

/// The axes on which two combinations differ.
fn moves(before: &States, after: &States) -> Vec<&'static str> {
    [
        ("order", before.order != after.order),
        ("reservation", before.reservation != after.reservation),
        ("payment", before.payment != after.payment),
        ("shipment", before.shipment != after.shipment),
        ("returns", before.returns != after.returns),
    ]
    .into_iter()
    .filter(|(_, moved)| *moved)
    .map(|(axis, _)| axis)
    .collect()
}

/// An axis that this event never moves, or not there. The contract fixes it, whatever a policy says.
fn moved(before: &States, after: &States, event: &Event) -> Option<&'static str> {
    moves(before, after).into_iter().find(|axis| match *axis {
        "order" => match after.order {
            OrderState::New => true,
            OrderState::Confirmed => !matches!(event, Event::Place | Event::Confirm),
            OrderState::AwaitingConsent => !matches!(event, Event::Correct(_)),
            OrderState::AwaitingConfirmation => !matches!(
                event,
                Event::Place
                    | Event::Consent
                    | Event::Decline
                    | Event::LapseConsent
                    | Event::Reopen
            ),
            OrderState::Completed => !matches!(
                event,
                Event::SeePayment(_)
                    | Event::Deliver
                    | Event::AcceptReturn(_)
                    | Event::RefuseReturn
                    | Event::Complete
            ),
            OrderState::Cancelled => !matches!(event, Event::Cancel | Event::GrantPart(_)),
            OrderState::Archived => !matches!(event, Event::Archive),
        },
        "payment" => !matches!(
            event,
            Event::SeePayment(_)
                | Event::Correct(_)
                | Event::Consent
                | Event::GrantPart(_)
                | Event::AcceptReturn(_)
        ),
        "shipment" => match after.shipment {
            ShipmentState::None => true,
            ShipmentState::Delivered => !matches!(event, Event::Deliver),
            ShipmentState::Part | ShipmentState::Full => !matches!(event, Event::Ship(_)),
        },
        "returns" => match after.returns {
            ReturnState::None => true,
            ReturnState::Requested => !matches!(event, Event::RequestReturn(_)),
            ReturnState::Part => !matches!(event, Event::AcceptReturn(_) | Event::RefuseReturn),
            ReturnState::Full => !matches!(event, Event::AcceptReturn(_)),
            ReturnState::Refused => !matches!(event, Event::RefuseReturn),
        },
        _ => match after.reservation {
            ReservationState::None => {
                !matches!(event, Event::Cancel | Event::Reopen | Event::GrantPart(_))
            }
            ReservationState::Requested => !matches!(
                event,
                Event::Place | Event::Confirm | Event::Reserve | Event::SeePayment(_)
            ),
            ReservationState::Full => !matches!(
                event,
                Event::Place
                    | Event::Confirm
                    | Event::Reserve
                    | Event::SeePayment(_)
                    | Event::GrantReservation
                    | Event::GrantPart(_)
            ),
            ReservationState::Part => !matches!(event, Event::GrantPart(_)),
            ReservationState::Denied => {
                !matches!(event, Event::GrantPart(_) | Event::DenyReservation)
            }
            // Whoever comes after its time finds it so.
            ReservationState::Expired => !matches!(
                event,
                Event::ExpireReservation | Event::SeePayment(_) | Event::Ship(_)
            ),
        },
    })
}

/// An answer about timers.
pub(in crate::hooks) fn due(
    answer: &DueAnswer,
    context: &Context,
    orders: usize,
    calendar: bool,
) -> Check {
    let passed = Passed {
        orders,
        calendars: usize::from(calendar),
        ..Passed::default()
    };
    verdict(
        &answer.verdict,
        Stage::Ship,
        &passed,
        orders,
        &context.request_id,
    )?;
    demand(answer.verdict.effects.is_empty(), || {
        "a list of timers has effects".to_owned()
    })?;
    for due in &answer.due {
        below(due.order, orders, "a timer of order")?;
        demand(due.at <= context.instant, || {
            "a timer is due before its time".to_owned()
        })?;
        let own = matches!(
            (due.kind, &due.event),
            (TimerKind::Confirmation, Event::Escalate)
                | (TimerKind::Consent, Event::LapseConsent)
                | (TimerKind::Reservation, Event::ExpireReservation)
                | (TimerKind::Archive, Event::Archive)
        );
        demand(own, || {
            "a timer fires an event that is not its own".to_owned()
        })?;
    }
    Ok(())
}
