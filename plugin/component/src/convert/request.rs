//! Requests, in.

use comptoir_rules::domain as d;

use super::number::{Malformed, list, number, optional};
use crate::bindings::comptoir::rules::types;
use crate::bindings::exports::comptoir::rules::{cart as w, checkout, documents};

/// How much to tell about a price.
#[must_use]
pub fn detail(detail: types::Detail) -> d::Detail {
    match detail {
        types::Detail::Price => d::Detail::Price,
        types::Detail::Waterfall => d::Detail::Waterfall,
    }
}

fn line(line: w::Line) -> Result<d::Line, Malformed> {
    Ok(d::Line {
        sku: line.sku,
        quantity: number(line.quantity)?,
    })
}

fn problem(problem: types::RowProblem) -> d::RowProblem {
    use types::RowProblem as W;
    match problem {
        W::ArticleMissing => d::RowProblem::ArticleMissing,
        W::ArticleUnreadable => d::RowProblem::ArticleUnreadable,
        W::ArticleTooLong => d::RowProblem::ArticleTooLong,
        W::QuantityMissing => d::RowProblem::QuantityMissing,
        W::QuantityZero => d::RowProblem::QuantityZero,
        W::QuantityNegative => d::RowProblem::QuantityNegative,
        W::QuantityNotANumber => d::RowProblem::QuantityNotANumber,
        W::QuantityAmbiguous => d::RowProblem::QuantityAmbiguous,
        W::QuantityTooLarge => d::RowProblem::QuantityTooLarge,
        W::ArticleNumericCell => d::RowProblem::ArticleNumericCell,
    }
}

fn delivery(choice: w::DeliveryChoice) -> d::DeliveryChoice {
    d::DeliveryChoice {
        method: choice.method,
        zone: choice.zone,
        city: choice.city,
        postcode: choice.postcode,
        address: choice.address,
        branch: choice.branch,
        recipient: choice.recipient,
        phone: choice.phone,
        payment: choice.payment,
    }
}

/// A cart request.
pub fn cart_request(request: w::CartRequest) -> Result<d::CartRequest, Malformed> {
    let row = |row: w::ImportRow| {
        Ok(d::ImportRow {
            number: row.number,
            exact: row.exact,
            without_leading_zeros: row.without_leading_zeros,
            value: optional(row.value)?,
            problems: row.problems.into_iter().map(problem).collect(),
        })
    };
    Ok(d::CartRequest {
        contract: request.contract,
        warehouses: request.warehouses,
        lines: list(request.lines, line).map_err(|malformed| malformed.within("request.lines"))?,
        rows: list(request.rows, row).map_err(|malformed| malformed.within("request.rows"))?,
        accepted_repairs: request.accepted_repairs,
        delivery: request.delivery.map(delivery),
        detail: detail(request.detail),
    })
}

/// A request to place. The quote must speak of every line.
pub fn place_request(request: checkout::PlaceRequest) -> Result<d::PlaceRequest, Malformed> {
    let quoted = |line: checkout::QuotedLine| {
        Ok(d::QuotedLine {
            quantity: number(line.quantity)?,
            net: number(line.net)?,
        })
    };
    let (lines, quoted_lines) = (request.lines.len(), request.quote.lines.len());
    if lines != quoted_lines {
        let message = format!("{quoted_lines} quoted lines for {lines} lines");
        return Err(Malformed::new("bad-index", message).within("request.quote.lines"));
    }
    Ok(d::PlaceRequest {
        contract: request.contract,
        warehouses: request.warehouses,
        lines: list(request.lines, line).map_err(|malformed| malformed.within("request.lines"))?,
        quote: d::Quote {
            lines: list(request.quote.lines, quoted)
                .map_err(|malformed| malformed.within("request.quote.lines"))?,
            gross: number(request.quote.gross)
                .map_err(|malformed| malformed.within("request.quote.gross"))?,
            delivery: optional(request.quote.delivery)
                .map_err(|malformed| malformed.within("request.quote.delivery"))?,
        },
        paid: number(request.paid).map_err(|malformed| malformed.within("request.paid"))?,
        delivery: request.delivery.map(delivery),
        detail: detail(request.detail),
    })
}

/// A request for a demo invoice.
pub fn demo_invoice_request(
    request: documents::DemoInvoiceRequest,
) -> Result<d::DemoInvoiceRequest, Malformed> {
    Ok(d::DemoInvoiceRequest {
        sequence: request.sequence,
        lines: list(request.lines, line).map_err(|malformed| malformed.within("request.lines"))?,
    })
}
