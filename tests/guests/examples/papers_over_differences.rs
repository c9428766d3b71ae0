//! Hands out documents that do not add up: an invoice a cent above its order, a balance out of thin air,
//! a waybill for more than was ordered.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::Basis;
use comptoir_guests::documents::{
    AccountStatement, CollectionWaybill, Due, InvoiceAnswer, InvoiceStep, OrderInvoice,
    StatementAnswer, Supplier, WaybillAnswer, WaybillLine, WaybillPart,
};
use comptoir_guests::orders::Order;
use comptoir_guests::types::{Outcome, RuleError, TaxMode};
use comptoir_guests::values::{Decimal, LocalDate};
use comptoir_guests::{Behaviour, answers};

struct PapersOverDifferences;

const DAY: LocalDate = LocalDate {
    year: 2026,
    month: 11,
    day: 20,
};

fn supplier() -> Supplier {
    let nothing = String::new;
    Supplier {
        name: nothing(),
        tax_id: nothing(),
        account: nothing(),
        bank: nothing(),
        address: nothing(),
    }
}

impl Behaviour for PapersOverDifferences {
    fn invoice(order: Order) -> Result<InvoiceAnswer, RuleError> {
        let zero = answers::ZERO;
        let more = Decimal {
            coefficient: 1,
            scale: 2,
        };
        Ok(InvoiceAnswer {
            verdict: answers::verdict(Outcome::Allow),
            step: InvoiceStep::Issued,
            invoice: Some(OrderInvoice {
                number: "1".to_owned(),
                replaces: None,
                supplier: supplier(),
                order: order.id,
                entity: order.entity,
                contract: String::new(),
                terms: String::new(),
                currency: order.currency,
                issued: DAY,
                due: Due::On(DAY),
                mode: TaxMode::Exempt,
                line_basis: Basis::Gross,
                lines: vec![],
                line_sum: zero,
                net: zero,
                taxes: vec![],
                tax: zero,
                gross: zero,
                delivery: zero,
                redeemed: zero,
                payable: more,
                credited: zero,
                paid: order.paid,
                left: more,
                payment: order.states.payment,
            }),
            voids: None,
        })
    }

    fn statement() -> Result<StatementAnswer, RuleError> {
        let hundred = Decimal {
            coefficient: 100,
            scale: 0,
        };
        Ok(StatementAnswer {
            verdict: answers::verdict(Outcome::Allow),
            entity: "entity".to_owned(),
            start: DAY,
            end: DAY,
            accounts: vec![AccountStatement {
                contract: "C-1".to_owned(),
                currency: "EUR".to_owned(),
                opening: answers::ZERO,
                lines: vec![],
                debit: answers::ZERO,
                credit: answers::ZERO,
                closing: hundred,
                overdue: answers::ZERO,
            }],
            agreements: vec![],
        })
    }

    fn waybill(orders: &[Order]) -> Result<WaybillAnswer, RuleError> {
        let many = Decimal {
            coefficient: 99,
            scale: 0,
        };
        Ok(WaybillAnswer {
            verdict: answers::verdict(Outcome::Allow),
            waybill: Some(CollectionWaybill {
                number: "1".to_owned(),
                supplier: supplier(),
                entity: String::new(),
                buyer: String::new(),
                day: DAY,
                orders: orders.iter().map(|order| order.id.clone()).collect(),
                lines: vec![WaybillLine {
                    product: 0,
                    sku: "sku-0".to_owned(),
                    quantity: many,
                    parts: vec![WaybillPart {
                        order: 0,
                        quantity: many,
                    }],
                }],
                weight: answers::ZERO,
                volume: answers::ZERO,
                unmeasured: 0,
            }),
        })
    }
}

comptoir_guests::guest!(PapersOverDifferences);
