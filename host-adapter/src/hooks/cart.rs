//! The cart hook.

use comptoir_typed_export::Signature;
use rust_decimal::Decimal as Number;

use super::{Decision, sanity, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::types::{Context, Stage};
use crate::bindings::exports::comptoir::rules::cart::{
    CartAnswer, CartRequest, ReorderAnswer, ReorderRequest,
};
use crate::error::CallError;
use crate::facts::Facts;
use crate::sandbox::Evaluate;

/// Decides carts; see `wit/0.1.0/cart.wit`.
#[derive(Clone, Copy)]
pub struct Cart<'a> {
    pub(super) comptoir: &'a Comptoir,
}

impl Cart<'_> {
    /// The cart under the rules: accepted quantities, prices, totals, a verdict per stage.
    ///
    /// Asking again with the accepted quantities changes nothing.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn evaluate(
        &self,
        context: &Context,
        facts: &Facts,
        request: &CartRequest,
    ) -> Result<Decision<CartAnswer>, CallError> {
        let generation = self.comptoir.generation();
        let input = input(context, facts, request);
        let ((answer,), stats) = self.comptoir.ask(
            &generation,
            |code| &code.evaluate,
            self.comptoir.limits.cart,
            input,
            params(context, facts, request),
        )?;
        let answer = answer?;
        check(&answer, context, facts, request, generation.sum_unit)?;
        Ok(Decision {
            answer,
            generation,
            stats,
        })
    }
}

impl Cart<'_> {
    /// An earlier order, or a list, copied into the cart: the cart under the rules, and what
    /// became of every line.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn reorder(
        &self,
        context: &Context,
        facts: &Facts,
        request: &ReorderRequest,
    ) -> Result<Decision<ReorderAnswer>, CallError> {
        let input = size::total([
            size::context(context, request.contract.as_ref()),
            size::facts(facts),
            size::of(request),
        ]);
        let limits = self.comptoir.limits.cart;
        let decision = self
            .comptoir
            .decided(limits, input, |code, instance, store| {
                let cart = code.cart.load(&mut *store, instance)?;
                cart.call_reorder(
                    store,
                    context,
                    &facts.buyer,
                    &facts.contracts,
                    &facts.products,
                    &facts.stock,
                    facts.receivables.as_ref(),
                    &facts.rates,
                    request,
                )
            })?;
        let sums = (context.request_id.as_str(), decision.generation.sum_unit);
        sanity::reorder(&decision.answer, facts, request, sums)?;
        Ok(decision)
    }
}

/// What the call passes.
pub(super) fn params<'a>(
    context: &'a Context,
    facts: &'a Facts,
    request: &'a CartRequest,
) -> <Evaluate as Signature>::Params<'a> {
    (
        context,
        &facts.buyer,
        &facts.contracts,
        &facts.products,
        &facts.stock,
        facts.receivables.as_ref(),
        &facts.rates,
        facts.loyalty.as_ref(),
        request,
    )
}

/// How large the call is, in bytes.
pub(super) fn input(context: &Context, facts: &Facts, request: &CartRequest) -> usize {
    size::total([
        size::context(context, request.contract.as_ref()),
        size::facts(facts),
        size::texts(&request.warehouses),
        size::lines(&request.lines),
        size::rows(&request.rows),
        request.accepted_repairs.len().saturating_mul(4),
        size::delivery(request.delivery.as_ref()),
        request.payment.as_ref().map_or(0, String::len),
        request.promo.as_ref().map_or(0, String::len),
        size::extra(&request.extra),
    ])
}

/// Holds the answer against the call; its sums are multiples of `unit`.
pub(super) fn check(
    answer: &CartAnswer,
    context: &Context,
    facts: &Facts,
    request: &CartRequest,
    unit: Number,
) -> Result<(), CallError> {
    sanity::collected(answer, request.collected)?;
    let said = sanity::details::Said {
        delivery: request.delivery.as_ref(),
        extra: [&request.extra, &[]],
        kept: &facts.buyer.details,
    };
    sanity::details::cart(answer, &said)?;
    let rows: Vec<u32> = request.rows.iter().map(|row| row.number).collect();
    sanity::cart(
        answer,
        Stage::Edit,
        facts,
        request.lines.len()..=request.lines.len().saturating_add(rows.len()),
        &rows,
        (&context.request_id, unit),
    )
}
