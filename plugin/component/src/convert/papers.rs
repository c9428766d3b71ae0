//! A client's documents, in and out.

use comptoir_rules::documents as o;
use comptoir_rules::domain as d;
use comptoir_rules::policy::Basis;
use comptoir_rules::rules::{invoice_sums, statement_balance as balance};

use super::answer::{class, tax_mode};
use super::documents::supplier;
use super::facts::{contract, rate, receivables};
use super::finding::verdict;
use super::number::{Malformed, day, decimal, list, local_date, number, optional_day};
use super::orders::{lines_in, not_negative, order, order_line, payment};
use crate::bindings::comptoir::rules::facts;
use crate::bindings::exports::comptoir::rules::{cart, documents as w};

/// A client's contracts.
pub fn contracts(all: Vec<facts::Contract>) -> Result<Vec<d::Contract>, Malformed> {
    list(all, contract).map_err(|malformed| malformed.within("contracts"))
}

/// His debts; none: not known.
pub fn debts(all: Option<facts::Receivables>) -> Result<Option<d::Receivables>, Malformed> {
    all.map(receivables)
        .transpose()
        .map_err(|malformed| malformed.within("receivables"))
}

/// Exchange rates.
pub fn rates(all: Vec<facts::Rate>) -> Result<Vec<d::Rate>, Malformed> {
    list(all, rate).map_err(|malformed| malformed.within("rates"))
}

fn issued(one: w::IssuedInvoice) -> Result<d::IssuedInvoice, Malformed> {
    Ok(d::IssuedInvoice {
        number: one.number,
        issued: day(one.issued).map_err(|malformed| malformed.within("issued"))?,
        voided: optional_day(one.voided).map_err(|malformed| malformed.within("voided"))?,
        lines: lines_in(one.lines)?,
        delivery: not_negative(one.delivery, "delivery")?,
        payable: not_negative(one.payable, "payable")?,
    })
}

/// What is asked of an invoice.
pub fn invoice_request(request: w::InvoiceRequest) -> Result<d::InvoiceRequest, Malformed> {
    let within = |malformed: Malformed| malformed.within("request");
    Ok(d::InvoiceRequest {
        sequence: request.sequence,
        issued: list(request.issued, issued)
            .map_err(|malformed| malformed.within("issued"))
            .map_err(within)?,
        shipped: optional_day(request.shipped)
            .map_err(|malformed| malformed.within("shipped"))
            .map_err(within)?,
    })
}

fn invoice_line(line: invoice_sums::Line) -> w::InvoiceLine {
    w::InvoiceLine {
        product: line.product,
        sku: line.sku,
        quantity: decimal(line.quantity),
        unit_price: decimal(line.unit_price),
        discount: decimal(line.discount),
        sum: decimal(line.sum),
        rate: decimal(line.rate),
        net: decimal(line.net),
        tax: decimal(line.tax),
        gross: decimal(line.gross),
    }
}

fn order_invoice(invoice: o::OrderInvoice) -> w::OrderInvoice {
    w::OrderInvoice {
        number: invoice.number,
        replaces: invoice.replaces,
        supplier: supplier(invoice.supplier),
        order: invoice.order,
        entity: invoice.entity,
        contract: invoice.contract,
        terms: invoice.terms,
        currency: invoice.currency,
        issued: local_date(invoice.issued),
        due: match invoice.due {
            o::Due::On(day) => w::Due::On(local_date(day)),
            o::Due::AfterShipment(days) => w::Due::AfterShipment(days),
        },
        mode: tax_mode(invoice.mode),
        line_basis: match invoice.line_basis {
            Basis::Net => cart::Basis::Net,
            Basis::Gross => cart::Basis::Gross,
        },
        lines: invoice.lines.into_iter().map(invoice_line).collect(),
        line_sum: decimal(invoice.line_sum),
        net: decimal(invoice.sums.net),
        taxes: invoice.sums.classes.into_iter().map(class).collect(),
        tax: decimal(invoice.sums.tax),
        gross: decimal(invoice.sums.gross),
        delivery: decimal(invoice.delivery),
        redeemed: decimal(invoice.redeemed),
        payable: decimal(invoice.payable),
        credited: decimal(invoice.credited),
        paid: decimal(invoice.paid),
        left: decimal(invoice.left),
        payment: payment(invoice.payment),
    }
}

/// An invoice.
#[must_use]
pub fn invoice_answer(answer: o::InvoiceAnswer) -> w::InvoiceAnswer {
    w::InvoiceAnswer {
        verdict: verdict(answer.verdict),
        step: match answer.step {
            o::InvoiceStep::None => w::InvoiceStep::None,
            o::InvoiceStep::Issued => w::InvoiceStep::Issued,
            o::InvoiceStep::Stands => w::InvoiceStep::Stands,
            o::InvoiceStep::Reissued => w::InvoiceStep::Reissued,
            o::InvoiceStep::Voided => w::InvoiceStep::Voided,
        },
        invoice: answer.invoice.map(order_invoice),
        voids: answer.voids,
    }
}

fn kind_in(kind: w::EntryKind) -> d::EntryKind {
    match kind {
        w::EntryKind::Invoice => d::EntryKind::Invoice,
        w::EntryKind::Correction => d::EntryKind::Correction,
        w::EntryKind::Return => d::EntryKind::Return,
        w::EntryKind::Payment => d::EntryKind::Payment,
    }
}

fn kind(kind: d::EntryKind) -> w::EntryKind {
    match kind {
        d::EntryKind::Invoice => w::EntryKind::Invoice,
        d::EntryKind::Correction => w::EntryKind::Correction,
        d::EntryKind::Return => w::EntryKind::Return,
        d::EntryKind::Payment => w::EntryKind::Payment,
    }
}

/// The books; none: not known.
pub fn ledger(ledger: Option<w::Ledger>) -> Result<Option<d::Ledger>, Malformed> {
    let entry = |entry: w::LedgerEntry| {
        Ok(d::LedgerEntry {
            id: entry.id,
            entity: entry.entity,
            contract: entry.contract,
            currency: entry.currency,
            day: day(entry.day).map_err(|malformed| malformed.within("day"))?,
            kind: kind_in(entry.kind),
            amount: number(entry.amount).map_err(|malformed| malformed.within("amount"))?,
            due: optional_day(entry.due).map_err(|malformed| malformed.within("due"))?,
        })
    };
    let opening = |one: w::Opening| {
        Ok(d::Opening {
            entity: one.entity,
            contract: one.contract,
            currency: one.currency,
            balance: number(one.balance).map_err(|malformed| malformed.within("balance"))?,
        })
    };
    let books = |ledger: w::Ledger| {
        Ok::<_, Malformed>(d::Ledger {
            since: day(ledger.since).map_err(|malformed| malformed.within("since"))?,
            openings: list(ledger.openings, opening)
                .map_err(|malformed| malformed.within("openings"))?,
            entries: list(ledger.entries, entry)
                .map_err(|malformed| malformed.within("entries"))?,
        })
    };
    ledger
        .map(books)
        .transpose()
        .map_err(|malformed| malformed.within("ledger"))
}

/// What is asked of a statement.
pub fn statement_request(request: w::StatementRequest) -> Result<d::StatementRequest, Malformed> {
    Ok(d::StatementRequest {
        entity: request.entity,
        start: day(request.start).map_err(|malformed| malformed.within("request.start"))?,
        end: day(request.end).map_err(|malformed| malformed.within("request.end"))?,
        contract: request.contract,
        currency: request.currency,
    })
}

fn statement_line(line: balance::Line) -> w::StatementLine {
    w::StatementLine {
        entry: line.entry,
        day: local_date(line.day),
        kind: kind(line.kind),
        id: line.id,
        debit: decimal(line.debit),
        credit: decimal(line.credit),
        balance: decimal(line.balance),
    }
}

/// A statement.
#[must_use]
pub fn statement_answer(answer: o::StatementAnswer) -> w::StatementAnswer {
    let account =
        |((contract, currency), account): (balance::Key, balance::Account)| w::AccountStatement {
            contract,
            currency,
            opening: decimal(account.opening),
            lines: account.lines.into_iter().map(statement_line).collect(),
            debit: decimal(account.debit),
            credit: decimal(account.credit),
            closing: decimal(account.closing),
            overdue: decimal(account.overdue),
        };
    let agreement = |(currency, one): (String, balance::Agreement)| w::Agreement {
        currency,
        ledger: decimal(one.ledger),
        receivables: decimal(one.receivables),
        difference: decimal(one.difference),
    };
    w::StatementAnswer {
        verdict: verdict(answer.verdict),
        entity: answer.entity,
        start: local_date(answer.period.0),
        end: local_date(answer.period.1),
        accounts: answer.accounts.into_iter().map(account).collect(),
        agreements: answer.agreements.into_iter().map(agreement).collect(),
    }
}

/// What is asked of a waybill.
pub fn waybill_request(request: w::WaybillRequest) -> Result<d::WaybillRequest, Malformed> {
    let reserved = |line: w::ReservedLine| {
        Ok(d::ReservedLine {
            order: line.order,
            sku: line.sku,
            quantity: not_negative(line.quantity, "quantity")?,
        })
    };
    Ok(d::WaybillRequest {
        sequence: request.sequence,
        reserved: list(request.reserved, reserved)
            .map_err(|malformed| malformed.within("request.reserved"))?,
    })
}

fn waybill_line(line: o::WaybillLine) -> w::WaybillLine {
    let part = |(order, quantity)| w::WaybillPart {
        order,
        quantity: decimal(quantity),
    };
    w::WaybillLine {
        product: line.product,
        sku: line.sku,
        quantity: decimal(line.quantity),
        parts: line.parts.into_iter().map(part).collect(),
    }
}

/// A waybill.
#[must_use]
pub fn waybill_answer(answer: o::WaybillAnswer) -> w::WaybillAnswer {
    let waybill = |one: o::Waybill| w::CollectionWaybill {
        number: one.number,
        supplier: supplier(one.supplier),
        entity: one.entity,
        buyer: one.buyer,
        day: local_date(one.day),
        orders: one.orders,
        lines: one.lines.into_iter().map(waybill_line).collect(),
        weight: decimal(one.weight),
        volume: decimal(one.volume),
        unmeasured: one.unmeasured,
    };
    w::WaybillAnswer {
        verdict: verdict(answer.verdict),
        waybill: answer.waybill.map(waybill),
    }
}

/// Orders of the past.
pub fn past_orders(all: Vec<w::PastOrder>) -> Result<Vec<d::PastOrder>, Malformed> {
    let past = |past: w::PastOrder| {
        Ok(d::PastOrder {
            order: order(past.order).map_err(|malformed| malformed.within("order"))?,
            placed: day(past.placed).map_err(|malformed| malformed.within("placed"))?,
        })
    };
    list(all, past).map_err(|malformed| malformed.within("orders"))
}

/// Which page is asked.
#[must_use]
pub fn history_request(request: w::HistoryRequest) -> d::HistoryRequest {
    d::HistoryRequest {
        offset: request.offset,
        limit: request.limit,
    }
}

/// A page of the past.
#[must_use]
pub fn history_answer(answer: o::HistoryAnswer) -> w::HistoryAnswer {
    let one = |one: o::HistoryOrder| w::HistoryOrder {
        order: one.index,
        placed: local_date(one.placed),
        archived: one.archived(),
        label: one.label.label,
        closed: one.label.closed.map(str::to_owned),
        currency: one.order.currency,
        lines: one.order.lines.into_iter().map(order_line).collect(),
        payable: decimal(one.order.payable),
        credited: decimal(one.order.credited),
        paid: decimal(one.order.paid),
        owed: decimal(one.owed),
    };
    let sum = |(currency, owed): (String, d::Number)| w::OwedSum {
        currency,
        owed: decimal(owed),
    };
    w::HistoryAnswer {
        verdict: verdict(answer.verdict),
        since: local_date(answer.since),
        orders: answer.orders.into_iter().map(one).collect(),
        total: answer.total,
        owed: answer.owed.into_iter().map(sum).collect(),
        next_offset: answer.next_offset,
    }
}
