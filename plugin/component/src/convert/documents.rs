//! Documents, out.

use comptoir_rules::documents as d;
use comptoir_rules::policy::Supplier;

use super::answer::{class, tax_mode};
use super::finding::{outcome, verdict};
use super::number::{decimal, local_date};
use crate::bindings::exports::comptoir::rules::documents as w;

fn line(line: d::DemoLine) -> w::DemoLine {
    w::DemoLine {
        product: line.product,
        sku: line.sku,
        outcome: outcome(line.outcome),
        asked: decimal(line.asked),
        quantity: decimal(line.quantity),
        unit_price: line.unit_price.map(decimal),
        sum: line.sum.map(decimal),
    }
}

/// Who is to be paid.
pub(super) fn supplier(supplier: Supplier) -> w::Supplier {
    w::Supplier {
        name: supplier.name,
        tax_id: supplier.tax_id,
        account: supplier.account,
        bank: supplier.bank,
        address: supplier.address,
    }
}

fn invoice(invoice: d::Invoice) -> w::PublicInvoice {
    let (supplier, totals) = (invoice.supplier, invoice.totals);
    w::PublicInvoice {
        number: invoice.number,
        supplier: self::supplier(supplier),
        currency: invoice.currency,
        issued: local_date(invoice.issued),
        payable_until: local_date(invoice.payable_until),
        mode: tax_mode(invoice.mode),
        line_sum: decimal(totals.line_sum),
        net: decimal(totals.sums.net),
        taxes: totals.sums.classes.into_iter().map(class).collect(),
        tax: decimal(totals.sums.tax),
        gross: decimal(totals.sums.gross),
        weight: decimal(totals.weight),
        volume: decimal(totals.volume),
        unmeasured: totals.unmeasured,
    }
}

/// A demo invoice.
#[must_use]
pub fn demo_invoice_answer(answer: d::DemoInvoiceAnswer) -> w::DemoInvoiceAnswer {
    w::DemoInvoiceAnswer {
        verdict: verdict(answer.verdict),
        lines: answer.lines.into_iter().map(line).collect(),
        invoice: answer.invoice.map(invoice),
    }
}
