//! Documents for visitors, and what they may choose from; those of a client stand in `papers.rs`.

use super::sanity::{self, Passed, below, not_negative};
use super::{Decision, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::facts::Products;
use crate::bindings::comptoir::rules::types::{Context, Stage};
use crate::bindings::exports::comptoir::rules::delivery::Methods;
use crate::bindings::exports::comptoir::rules::documents::{DemoInvoiceAnswer, DemoInvoiceRequest};
use crate::error::CallError;

/// Makes documents; see `wit/0.1.0/documents.wit`.
#[derive(Clone, Copy)]
pub struct Documents<'a> {
    pub(super) comptoir: &'a Comptoir,
}

impl Documents<'_> {
    /// An invoice at public prices for a visitor without an account. It reserves nothing.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn demo_invoice(
        &self,
        context: &Context,
        products: &Products,
        request: &DemoInvoiceRequest,
    ) -> Result<Decision<DemoInvoiceAnswer>, CallError> {
        let input = size::of(&(context, products, request));
        let limits = self.comptoir.limits.documents;
        let decision = self
            .comptoir
            .decided(limits, input, |code, instance, store| {
                let documents = code.documents.load(&mut *store, instance)?;
                documents.call_demo_invoice(store, context, products, request)
            })?;
        let answer = &decision.answer;
        let passed = Passed {
            products: products.items.len(),
            ..Passed::default()
        };
        let (lines, id) = (request.lines.len(), &context.request_id);
        sanity::verdict(&answer.verdict, Stage::Place, &passed, lines, id)?;
        let all = answer.lines.len() == lines;
        let none = answer.lines.is_empty() && answer.invoice.is_none();
        sanity::demand(all || none, || {
            format!("{} lines for {lines}", answer.lines.len())
        })?;
        for line in &answer.lines {
            if let Some(product) = line.product {
                below(product, passed.products, "a line speaks of product")?;
            }
            not_negative(line.quantity, "a quantity")?;
            for amount in [line.unit_price, line.sum].into_iter().flatten() {
                not_negative(amount, "an amount")?;
            }
        }
        if let Some(invoice) = &answer.invoice {
            not_negative(invoice.gross, "a gross total")?;
        }
        Ok(decision)
    }

    /// Every method of delivery with its conditions, cities, branches and zones: what a form
    /// offers before anything is chosen.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn delivery_methods(&self) -> Result<Methods, CallError> {
        let limits = self.comptoir.limits.documents;
        let decision = self.comptoir.decided(limits, 0, |code, instance, store| {
            let delivery = code.delivery.load(&mut *store, instance)?;
            delivery.call_list_methods(store)
        })?;
        Ok(decision.answer)
    }
}
