//! The life of an order: from every event and every timer.

use serde::{Deserialize, Serialize};

use super::{Decision, sanity, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::orders::{
    Applied, DueAnswer, Event, FireAnswer, FireRequest, Guest, LabelAnswer, Machine, Order,
    OrderHistory, States, Status, WorkingTime,
};
use crate::canonical;
use crate::error::CallError;
use crate::facts::Facts;
use crate::sandbox::{Guard, digest};
use crate::values::Decimal;

/// What an event's decision rests on beside the facts of a cart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderFacts {
    /// The order as the host keeps it.
    pub order: Order,
    /// Working time from now on, rising; none: not known.
    pub working: Option<Vec<WorkingTime>>,
    /// What the client ordered before; none: not known.
    pub history: Option<OrderHistory>,
}

/// Decides events of orders; see `wit/0.1.0/orders.wit`.
#[derive(Clone, Copy)]
pub struct Orders<'a> {
    pub(super) comptoir: &'a Comptoir,
}

type Called<T> = wasmtime::Result<Result<T, RuleError>>;

/// What tells one wish from another under the same key: a digest of its event and its reason.
#[must_use]
pub fn event_digest(event: &Event, reason: Option<&str>) -> String {
    let body = canonical::to_string(&(event, reason)).unwrap_or_default();
    digest(body.as_bytes())
}

/// Brings `order` to where `answer` has it, and notes the event as applied; does nothing where it was not.
/// The order's version is the host's.
pub fn advance(order: &mut Order, request: &FireRequest, answer: &FireAnswer) {
    if answer.status != Status::Applied {
        return;
    }
    order.states = answer.states.clone();
    order.lines.clone_from(&answer.lines);
    order.redeemed = answer.redeemed;
    order.accrues = answer.accrues;
    order.payable = answer.payable;
    order.credited = answer.credited;
    order.paid = answer.paid;
    order.returning.clone_from(&answer.returning);
    order.returned.clone_from(&answer.returned);
    order.released = answer.released;
    order.proposal.clone_from(&answer.proposal);
    order.timers.clone_from(&answer.timers);
    let digest = match request.digest.as_str() {
        "" => event_digest(&request.event, request.reason.as_deref()),
        digest => digest.to_owned(),
    };
    order.applied.push(Applied {
        key: request.key.clone(),
        digest,
    });
}

/// The order that an event split off `order`, under an id of the host's; it is written beside it, in the same
/// transaction. None where nothing was split off.
#[must_use]
pub fn split_off(order: &Order, id: &str, answer: &FireAnswer) -> Option<Order> {
    let split = answer.split.as_ref()?;
    Some(Order {
        id: id.to_owned(),
        version: "1".to_owned(),
        states: split.states.clone(),
        lines: split.lines.clone(),
        delivery: Decimal::ZERO,
        redeemed: split.redeemed,
        accrues: split.accrues,
        payable: split.payable,
        paid: split.paid,
        proposal: None,
        timers: Vec::new(),
        applied: Vec::new(),
        ..order.clone()
    })
}

impl Orders<'_> {
    /// The order after an event, with what the host does now; or why nothing changed.
    ///
    /// An empty `digest` in the request is filled in with [`event_digest`].
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn fire(
        &self,
        context: &Context,
        facts: &Facts,
        of: &OrderFacts,
        request: &FireRequest,
    ) -> Result<Decision<FireAnswer>, CallError> {
        let mut request = request.clone();
        if request.digest.is_empty() {
            request.digest = event_digest(&request.event, request.reason.as_deref());
        }
        let input = size::total([
            size::context(context, of.order.contract.as_ref()),
            size::facts(facts),
            size::of(of),
            size::of(&request),
        ]);
        let decision = self.decide(input, |guest, store| {
            guest.call_fire(
                store,
                context,
                &facts.buyer,
                &facts.contracts,
                &facts.products,
                &facts.stock,
                facts.receivables.as_ref(),
                &facts.rates,
                &of.order,
                of.working.as_deref(),
                of.history.as_ref(),
                &request,
            )
        })?;
        sanity::orders::fire(
            &decision.answer,
            facts,
            of,
            &request,
            (context, decision.generation.sum_unit),
        )?;
        Ok(decision)
    }

    /// Timers of `orders` that are due, with the events to fire.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn due(
        &self,
        context: &Context,
        orders: &[Order],
        working: Option<&[WorkingTime]>,
    ) -> Result<Decision<DueAnswer>, CallError> {
        let input = size::of(&(context, orders, working));
        let decision = self.decide(input, |guest, store| {
            guest.call_due(store, context, orders, working)
        })?;
        sanity::orders::due(&decision.answer, context, orders.len(), working.is_some())?;
        Ok(decision)
    }

    /// What people see of an order in these states.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn label(&self, states: &States) -> Result<LabelAnswer, CallError> {
        let decision = self.decide(size::of(states), |guest, store| {
            guest.call_label(store, states)
        })?;
        Ok(decision.answer)
    }

    /// The machine under the policy: states, and every event that leads from one to another.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn describe(&self) -> Result<Machine, CallError> {
        Ok(self
            .decide(0, |guest, store| guest.call_describe(store))?
            .answer)
    }

    fn decide<T>(
        &self,
        input: usize,
        body: impl Fn(&Guest, &mut wasmtime::Store<Guard>) -> Called<T>,
    ) -> Result<Decision<T>, CallError> {
        let limits = self.comptoir.limits.orders;
        self.comptoir
            .decided(limits, input, |code, instance, store| {
                body(&code.orders.load(&mut *store, instance)?, store)
            })
    }
}
