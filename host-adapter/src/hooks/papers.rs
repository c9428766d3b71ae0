//! Documents of a client: from an order's page, the accounts page, the warehouse's counter.

use super::sanity::papers as checked;
use super::{Decision, Documents, size};
use crate::bindings::comptoir::rules::facts::{Buyer, Contract, Products, Receivables};
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::documents::{
    Guest, HistoryAnswer, HistoryRequest, InvoiceAnswer, InvoiceRequest, Ledger, PastOrder,
    StatementAnswer, StatementRequest, WaybillAnswer, WaybillRequest,
};
use crate::bindings::exports::comptoir::rules::orders::Order;
use crate::error::CallError;
use crate::facts::Facts;
use crate::sandbox::Guard;

type Called<T> = wasmtime::Result<Result<T, RuleError>>;

/// Whose settlements are stated: the client, and the contracts of all his legal entities.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    /// The account that asks.
    pub buyer: &'a Buyer,
    /// Of all his legal entities.
    pub contracts: &'a [Contract],
}

impl Documents<'_> {
    fn paper<T>(
        &self,
        input: usize,
        body: impl Fn(&Guest, &mut wasmtime::Store<Guard>) -> Called<T>,
    ) -> Result<Decision<T>, CallError> {
        let limits = self.comptoir.limits.documents;
        self.comptoir
            .decided(limits, input, |code, instance, store| {
                body(&code.documents.load(&mut *store, instance)?, store)
            })
    }

    /// The invoice of an order as it stands now: issued, in force, void and made anew, or void.
    ///
    /// The host keeps what was issued, in the transaction in which it takes the number.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn invoice(
        &self,
        context: &Context,
        client: Client<'_>,
        products: &Products,
        order: &Order,
        request: &InvoiceRequest,
    ) -> Result<Decision<InvoiceAnswer>, CallError> {
        let Client { buyer, contracts } = client;
        let input = size::of(&(context, buyer, contracts, products, order, request));
        let decision = self.paper(input, |guest, store| {
            guest.call_invoice(store, context, buyer, contracts, products, order, request)
        })?;
        checked::invoice(
            &decision.answer,
            (contracts.len(), products.items.len()),
            order,
            request,
            &context.request_id,
        )?;
        Ok(decision)
    }

    /// Mutual settlements of a period; `ledger` none: the fact is missing.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn statement(
        &self,
        context: &Context,
        client: Client<'_>,
        ledger: Option<&Ledger>,
        receivables: Option<&Receivables>,
        request: &StatementRequest,
    ) -> Result<Decision<StatementAnswer>, CallError> {
        let Client { buyer, contracts } = client;
        let input = size::of(&(context, buyer, contracts, ledger, receivables, request));
        let decision = self.paper(input, |guest, store| {
            guest.call_statement(
                store,
                context,
                buyer,
                contracts,
                ledger,
                receivables,
                request,
            )
        })?;
        checked::statement(
            &decision.answer,
            (contracts.len(), receivables.is_some()),
            ledger,
            request,
            &context.request_id,
        )?;
        Ok(decision)
    }

    /// The waybill with which a client collects the goods of `orders` himself. Of the facts, buyer,
    /// contracts, products, receivables and rates are passed.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn waybill(
        &self,
        context: &Context,
        facts: &Facts,
        orders: &[Order],
        request: &WaybillRequest,
    ) -> Result<Decision<WaybillAnswer>, CallError> {
        let input = size::total([
            size::context(context, None),
            size::facts(facts),
            size::of(&(orders, request)),
        ]);
        let decision = self.paper(input, |guest, store| {
            guest.call_waybill(
                store,
                context,
                &facts.buyer,
                &facts.contracts,
                &facts.products,
                facts.receivables.as_ref(),
                &facts.rates,
                orders,
                request,
            )
        })?;
        checked::waybill(&decision.answer, facts, orders, &context.request_id)?;
        Ok(decision)
    }

    /// A page of a client's orders of the past, as far back as the policy shows them.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn history(
        &self,
        context: &Context,
        buyer: &Buyer,
        orders: &[PastOrder],
        request: HistoryRequest,
    ) -> Result<Decision<HistoryAnswer>, CallError> {
        let input = size::of(&(context, buyer, orders));
        let decision = self.paper(input, |guest, store| {
            guest.call_history(store, context, buyer, orders, request)
        })?;
        checked::history(&decision.answer, buyer, orders, &context.request_id)?;
        Ok(decision)
    }
}
