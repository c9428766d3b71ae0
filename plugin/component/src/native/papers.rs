//! Documents of a client.

use comptoir_rules::documents::{self, WaybillFacts};

use super::Native;
use crate::bindings::comptoir::rules::facts::{Buyer, Contract, Products, Rate, Receivables};
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::{documents as w, orders};
use crate::convert::{self, papers};

impl Native {
    /// `documents.invoice`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn invoice(
        &self,
        context: Context,
        (buyer, contracts): (Buyer, Vec<Contract>),
        products: Products,
        order: orders::Order,
        request: w::InvoiceRequest,
    ) -> Result<w::InvoiceAnswer, RuleError> {
        let (context, buyer) = (convert::context(context)?, convert::lone_buyer(buyer)?);
        let contracts = papers::contracts(contracts)?;
        let products = convert::public_products(products)?;
        let order = convert::orders::order(order).map_err(|malformed| malformed.within("order"))?;
        Ok(papers::invoice_answer(documents::invoice(
            &self.policy,
            &context,
            (&buyer, &contracts),
            &products,
            &order,
            &papers::invoice_request(request)?,
        )))
    }

    /// `documents.statement`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn statement(
        &self,
        context: Context,
        (buyer, contracts): (Buyer, Vec<Contract>),
        (ledger, receivables): (Option<w::Ledger>, Option<Receivables>),
        request: w::StatementRequest,
    ) -> Result<w::StatementAnswer, RuleError> {
        let (context, buyer) = (convert::context(context)?, convert::lone_buyer(buyer)?);
        let contracts = papers::contracts(contracts)?;
        let (ledger, debts) = (papers::ledger(ledger)?, papers::debts(receivables)?);
        Ok(papers::statement_answer(documents::statement(
            &self.policy,
            &context,
            (&buyer, &contracts),
            ledger.as_ref(),
            debts.as_ref(),
            &papers::statement_request(request)?,
        )))
    }

    /// `documents.waybill`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn waybill(
        &self,
        context: Context,
        (buyer, contracts): (Buyer, Vec<Contract>),
        (products, (receivables, rates)): (Products, (Option<Receivables>, Vec<Rate>)),
        orders: Vec<orders::Order>,
        request: w::WaybillRequest,
    ) -> Result<w::WaybillAnswer, RuleError> {
        let (context, buyer) = (convert::context(context)?, convert::lone_buyer(buyer)?);
        let contracts = papers::contracts(contracts)?;
        let products = convert::public_products(products)?;
        let (debts, rates) = (papers::debts(receivables)?, papers::rates(rates)?);
        let orders = convert::orders::orders(orders)?;
        let facts = WaybillFacts {
            buyer: &buyer,
            contracts: &contracts,
            products: &products,
            receivables: debts.as_ref(),
            rates: &rates,
            orders: &orders,
        };
        let request = papers::waybill_request(request)?;
        let answer = documents::waybill(&self.policy, &context, facts, &request);
        Ok(papers::waybill_answer(answer))
    }

    /// `documents.history`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn history(
        &self,
        context: Context,
        buyer: Buyer,
        orders: Vec<w::PastOrder>,
        request: w::HistoryRequest,
    ) -> Result<w::HistoryAnswer, RuleError> {
        let (context, buyer) = (convert::context(context)?, convert::lone_buyer(buyer)?);
        let orders = papers::past_orders(orders)?;
        Ok(papers::history_answer(documents::history(
            &self.policy,
            &context,
            &buyer,
            &orders,
            papers::history_request(request),
        )))
    }
}
