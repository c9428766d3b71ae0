//! The catalogue hook.

use super::{Decision, sanity, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::types::Context;
use crate::bindings::exports::comptoir::rules::catalogue::{OffersAnswer, OffersRequest};
use crate::error::CallError;
use crate::facts::Facts;

/// Decides offers; see `wit/0.1.0/catalogue.wit`.
#[derive(Clone, Copy)]
pub struct Catalogue<'a> {
    pub(super) comptoir: &'a Comptoir,
}

impl Catalogue<'_> {
    /// One offer a product, in the order of the facts.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn offers(
        &self,
        context: &Context,
        facts: &Facts,
        request: &OffersRequest,
    ) -> Result<Decision<OffersAnswer>, CallError> {
        let generation = self.comptoir.generation();
        let input = size::total([
            size::context(context, request.contract.as_ref()),
            size::facts(facts),
            size::texts(&request.warehouses),
        ]);
        let ((answer,), stats) = self.comptoir.ask(
            &generation,
            |code| &code.offers,
            self.comptoir.limits.catalogue,
            input,
            (
                context,
                &facts.buyer,
                facts.contracts.as_slice(),
                &facts.products,
                &facts.stock,
                facts.rates.as_slice(),
                request,
            ),
        )?;
        let answer = answer?;
        sanity::offers(&answer, facts, &context.request_id)?;
        Ok(Decision {
            answer,
            generation,
            stats,
        })
    }
}
