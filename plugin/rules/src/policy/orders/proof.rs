//! What must hold of every policy's machine, proven by walking all of it (B3).
//!
//! Every state is reached; from every open one an order can still be completed; no event has two
//! answers; and a gate that the policy writes stands on every way to what it guards. What fails is
//! an error at the setting that causes it, with the shortest way there.

use std::ops::Range;

use toml::de::DeValue;

use super::super::Policy;
use super::super::reader::{Log, Table};
use super::machine::At;
use super::walk::{Axis, Moves, Walk, event_name};
use super::{LifeRules, PartialVerdict, ReserveWhen};
use crate::domain::{
    OrderState, PaymentState, ReservationState, ReturnState, ShipmentState, Stage,
};

/// Notes what does not hold, and says what the machine does.
pub(in super::super) fn prove(policy: &Policy, root: &Table<'_>, log: &Log) -> Moves {
    let rules = &policy.life;
    // What is wrong already would be found wrong again here.
    if log.issues.borrow().any_error() {
        return Moves::default();
    }
    let walk = Walk::of(rules);
    for (node, event, first, second) in &walk.ambiguous {
        two_answers(rules, root, log, &walk, (*node, *event), (*first, *second));
    }
    // A step that another one hides would be found unreached too.
    if !walk.ambiguous.is_empty() {
        return Moves::default();
    }
    let missed = unreached(rules, &walk);
    for (axis, state) in &missed {
        unreachable(rules, root, log, &walk, *axis, state);
    }
    if missed.is_empty() {
        dead_ends(rules, root, log, &walk);
    }
    gates(policy, root, log, &walk);
    walk.moves(rules)
}

/// States that an order should reach and does not.
fn unreached(rules: &LifeRules, walk: &Walk) -> Vec<(Axis, String)> {
    let wanted = |axis| -> Vec<String> {
        match axis {
            Axis::Order => names(OrderState::ALL, |_| true),
            Axis::Reservation => names(ReservationState::ALL, |state| match state {
                ReservationState::None => true,
                ReservationState::Requested | ReservationState::Denied => {
                    rules.reserve == ReserveWhen::External
                }
                ReservationState::Part => {
                    rules.reserve == ReserveWhen::External && rules.partial == PartialVerdict::Ask
                }
                ReservationState::Full => rules.reserve != ReserveWhen::Never,
                ReservationState::Expired => {
                    rules.reserve != ReserveWhen::Never && rules.reserve_for.is_some()
                }
            }),
            Axis::Payment => names(PaymentState::ALL, |_| true),
            Axis::Shipment => names(ShipmentState::ALL, |_| true),
            Axis::Returns => names(ReturnState::ALL, |_| true),
            Axis::Step => rules.steps.iter().map(|step| step.id.clone()).collect(),
        }
    };
    Axis::ALL
        .into_iter()
        .flat_map(|axis| wanted(axis).into_iter().map(move |state| (axis, state)))
        .filter(|(axis, state)| !walk.nodes.iter().any(|at| axis.state(rules, *at) == *state))
        .collect()
}

fn names<T: Copy>(all: &[(&str, T)], wanted: impl Fn(T) -> bool) -> Vec<String> {
    all.iter()
        .filter(|(_, state)| wanted(*state))
        .map(|(name, _)| (*name).to_owned())
        .collect()
}

fn two_answers(
    rules: &LifeRules,
    root: &Table<'_>,
    log: &Log,
    walk: &Walk,
    (node, event): (usize, crate::domain::EventKind),
    (first, second): (usize, usize),
) {
    let id = |step: usize| {
        rules
            .steps
            .get(step)
            .map(|step| step.id.as_str())
            .unwrap_or_default()
    };
    let here = walk.nodes.get(node).copied().unwrap_or(At::NEW);
    let way = walk
        .way(rules, |at| at == here, |_| true)
        .unwrap_or_default();
    error(
        log,
        "conflict",
        &format!("orders.step[{}].on", id(second)),
        in_list(root, "step", id(second)),
        format!(
            "`{}` has two answers, step `{}` and step `{}`: {way} → {}",
            event.name(),
            id(first),
            id(second),
            event.name()
        ),
        "one step that follows the event, or an `after` that tells them apart",
    );
}

fn unreachable(
    rules: &LifeRules,
    root: &Table<'_>,
    log: &Log,
    walk: &Walk,
    axis: Axis,
    state: &str,
) {
    let reached = |rules: &LifeRules| {
        Walk::of(rules)
            .nodes
            .iter()
            .any(|at| axis.state(rules, *at) == *state)
    };
    let (path, span) = match blame(rules, reached) {
        Some(event) => at_event(root, &event),
        None if axis == Axis::Step => (
            format!("orders.step[{state}]"),
            in_list(root, "step", state),
        ),
        None => (
            "orders".to_owned(),
            root.raw("orders").map(toml::Spanned::span),
        ),
    };
    // The last combination found is as far as an order gets.
    let far = walk.nodes.last().copied().unwrap_or(At::NEW);
    let way = walk
        .way(rules, |at| at == far, |_| true)
        .unwrap_or_default();
    error(
        log,
        "conflict",
        &path,
        span,
        format!(
            "no order ever reaches {} `{state}`; the furthest it gets is {way}",
            axis.name()
        ),
        "somebody who may fire the event that leads there, and needs that can hold",
    );
}

fn dead_ends(rules: &LifeRules, root: &Table<'_>, log: &Log, walk: &Walk) {
    let Some(stuck) = stuck(walk) else { return };
    let way = walk
        .way(rules, |at| at == stuck, |_| true)
        .unwrap_or_default();
    let (path, span) = match blame(rules, |rules| self::stuck(&Walk::of(rules)).is_none()) {
        Some(event) => at_event(root, &event),
        None => {
            let step = stuck.step.and_then(|step| rules.steps.get(step));
            let id = step.map(|step| step.id.as_str()).unwrap_or_default();
            (
                format!("orders.step[{id}]"),
                in_list(root, "step", id).or_else(|| root.raw("orders").map(toml::Spanned::span)),
            )
        }
    };
    error(
        log,
        "conflict",
        &path,
        span,
        format!(
            "a dead end: after {way} an order can only be cancelled or reopened, never completed"
        ),
        "an event or a step that leads on from there",
    );
}

/// The first open combination from which no order is ever completed.
fn stuck(walk: &Walk) -> Option<At> {
    let done = walk.leading_to(|at| at.order == OrderState::Completed);
    let closed = |at: &At| {
        matches!(
            at.order,
            OrderState::Completed | OrderState::Cancelled | OrderState::Archived
        )
    };
    (walk.nodes.iter().zip(done))
        .find(|(at, done)| !closed(at) && !done)
        .map(|(at, _)| *at)
}

/// A gate that the policy writes stands on every way to what it guards.
fn gates(policy: &Policy, root: &Table<'_>, log: &Log, walk: &Walk) {
    for gate in &policy.gates {
        let Some(id) = &gate.id else { continue };
        for stage in &gate.stages {
            let (guarded, passed): (&str, fn(At) -> bool) = match stage {
                Stage::Edit => continue,
                Stage::Place => ("an order is placed", |at| at.order != OrderState::New),
                Stage::Confirm => ("an order is confirmed", |at| {
                    matches!(at.order, OrderState::Confirmed | OrderState::Completed)
                }),
                // What was never set aside is guarded as it leaves the house.
                Stage::Reserve => ("goods leave", |at| at.shipment != ShipmentState::None),
                Stage::Ship => ("goods leave", |at| at.shipment != ShipmentState::None),
            };
            let way = walk.way(&policy.life, passed, |edge| !edge.stages.contains(*stage));
            if let Some(way) = way {
                let name = format!("{stage:?}").to_lowercase();
                error(
                    log,
                    "conflict",
                    &format!("credit.gate[{id}].stage"),
                    gate_span(root, id),
                    format!(
                        "gate `{id}` stands at {name}, but {guarded} without passing it: {way}"
                    ),
                    "a gate at a stage that every order passes, or a `reserve` other than \"never\" in [orders]",
                );
            }
        }
    }
}

/// The event whose rule is to blame: without it, `holds`.
fn blame(rules: &LifeRules, holds: impl Fn(&LifeRules) -> bool) -> Option<String> {
    (0..rules.events.len()).find_map(|position| {
        let mut without = rules.clone();
        let rule = without.events.remove(position);
        holds(&without).then(|| event_name(rules, rule.event, None))
    })
}

fn at_event(root: &Table<'_>, event: &str) -> (String, Option<Range<usize>>) {
    let span = root.raw("orders").and_then(|orders| {
        let events = orders.get_ref().as_table()?.get("event")?;
        let (key, _) = events.get_ref().as_table()?.get_key_value(event)?;
        Some(key.span())
    });
    (format!("orders.event.{event}"), span)
}

/// Where the table of `[[orders.KEY]]` with this id stands.
fn in_list(root: &Table<'_>, key: &str, id: &str) -> Option<Range<usize>> {
    with_id(
        root.raw("orders")?
            .get_ref()
            .as_table()?
            .get(key)?
            .get_ref(),
        id,
    )
}

/// Where a gate stands in the text.
pub(in super::super) fn gate_span(root: &Table<'_>, id: &str) -> Option<Range<usize>> {
    with_id(
        root.raw("credit")?
            .get_ref()
            .as_table()?
            .get("gate")?
            .get_ref(),
        id,
    )
}

fn with_id(list: &DeValue<'_>, id: &str) -> Option<Range<usize>> {
    list.as_array()?
        .iter()
        .find(|item| {
            let table = item.get_ref().as_table();
            table
                .and_then(|table| table.get("id"))
                .and_then(|found| found.get_ref().as_str())
                == Some(id)
        })
        .map(toml::Spanned::span)
}

fn error(
    log: &Log,
    code: &'static str,
    path: &str,
    at: Option<Range<usize>>,
    message: String,
    expected: &str,
) {
    log.issues
        .borrow_mut()
        .error(code, path, at, message, Some(expected.to_owned()));
}

#[cfg(test)]
mod tests;
