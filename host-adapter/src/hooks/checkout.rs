//! The checkout hook.

use super::{Decision, sanity, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::types::Context;
use crate::bindings::exports::comptoir::rules::checkout::{PlaceAnswer, PlaceRequest};
use crate::error::CallError;
use crate::facts::Facts;

/// Decides placing; see `wit/0.1.0/checkout.wit`.
#[derive(Clone, Copy)]
pub struct Checkout<'a> {
    pub(super) comptoir: &'a Comptoir,
}

impl Checkout<'_> {
    /// The order draft with its effects, or why placing is barred and what would help.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn place(
        &self,
        context: &Context,
        facts: &Facts,
        request: &PlaceRequest,
    ) -> Result<Decision<PlaceAnswer>, CallError> {
        let generation = self.comptoir.generation();
        let input = size::total([
            size::context(context, request.contract.as_ref()),
            size::facts(facts),
            size::texts(&request.warehouses),
            size::lines(&request.lines),
            size::quoted(&request.quote.lines),
            size::delivery(request.delivery.as_ref()),
            request.payment.as_ref().map_or(0, String::len),
            request.promo.as_ref().map_or(0, String::len),
            size::extra(&request.extra),
            size::texts(&request.roles),
            size::of(&(&facts.history, &facts.working)),
        ]);
        let ((answer,), stats) = self.comptoir.ask(
            &generation,
            |code| &code.place,
            self.comptoir.limits.checkout,
            input,
            (
                context,
                &facts.buyer,
                facts.contracts.as_slice(),
                &facts.products,
                &facts.stock,
                facts.receivables.as_ref(),
                facts.rates.as_slice(),
                facts.loyalty.as_ref(),
                facts.history.as_ref(),
                facts.working.as_deref(),
                request,
            ),
        )?;
        let answer = answer?;
        sanity::collected(&answer.cart, request.collected)?;
        let said = sanity::details::Said {
            delivery: request.delivery.as_ref(),
            extra: [&request.extra, &[]],
            kept: &facts.buyer.details,
        };
        sanity::details::cart(&answer.cart, &said)?;
        let sums = (context.request_id.as_str(), generation.sum_unit);
        sanity::place(&answer, facts, request, sums)?;
        Ok(Decision {
            answer,
            generation,
            stats,
        })
    }
}
