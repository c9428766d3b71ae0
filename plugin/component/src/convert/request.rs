//! Requests, in.

use comptoir_rules::domain as d;

use super::loyalty::wish;
use super::number::{Malformed, list, number, optional, optional_day};
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

fn extra(fields: Vec<w::ExtraField>) -> Vec<d::ExtraField> {
    let field = |field: w::ExtraField| d::ExtraField {
        name: field.name,
        value: field.value,
    };
    fields.into_iter().map(field).collect()
}

/// A line that somebody asks for.
pub(super) fn line(line: w::Line) -> Result<d::Line, Malformed> {
    Ok(d::Line {
        sku: line.sku,
        quantity: number(line.quantity)?,
        extra: extra(line.extra),
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
        W::QuantityTooPrecise => d::RowProblem::QuantityTooPrecise,
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

fn collected(day: Option<comptoir_values::LocalDate>) -> Result<Option<d::Day>, Malformed> {
    optional_day(day).map_err(|malformed| malformed.within("request.collected"))
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
        collected: collected(request.collected)?,
        warehouses: request.warehouses,
        lines: list(request.lines, line).map_err(|malformed| malformed.within("request.lines"))?,
        rows: list(request.rows, row).map_err(|malformed| malformed.within("request.rows"))?,
        accepted_repairs: request.accepted_repairs,
        delivery: request.delivery.map(delivery),
        payment: request.payment,
        promo: request.promo,
        bonus: wish(request.bonus)?,
        detail: detail(request.detail),
        extra: extra(request.extra),
        agreed: Vec::new(),
    })
}

/// A request to copy an earlier order into the cart.
pub fn reorder_request(request: w::ReorderRequest) -> Result<d::ReorderRequest, Malformed> {
    let price = |price: w::PreviousPrice| {
        Ok::<_, Malformed>(d::PreviousPrice {
            net: number(price.net).map_err(|malformed| malformed.within("net"))?,
            currency: price.currency,
        })
    };
    let previous = |line: w::PreviousLine| {
        Ok(d::PreviousLine {
            sku: line.sku,
            quantity: number(line.quantity).map_err(|malformed| malformed.within("quantity"))?,
            price: line
                .price
                .map(price)
                .transpose()
                .map_err(|malformed| malformed.within("price"))?,
            extra: extra(line.extra),
        })
    };
    Ok(d::ReorderRequest {
        cart: d::CartRequest {
            contract: request.contract,
            collected: None,
            warehouses: request.warehouses,
            lines: list(request.lines, line)
                .map_err(|malformed| malformed.within("request.lines"))?,
            rows: Vec::new(),
            accepted_repairs: Vec::new(),
            delivery: None,
            payment: None,
            promo: None,
            bonus: None,
            detail: detail(request.detail),
            extra: extra(request.extra),
            agreed: Vec::new(),
        },
        previous: list(request.previous, previous)
            .map_err(|malformed| malformed.within("request.previous"))?,
        previous_extra: extra(request.previous_extra),
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
        collected: collected(request.collected)?,
        warehouses: request.warehouses,
        lines: list(request.lines, line).map_err(|malformed| malformed.within("request.lines"))?,
        quote: d::Quote {
            lines: list(request.quote.lines, quoted)
                .map_err(|malformed| malformed.within("request.quote.lines"))?,
            gross: number(request.quote.gross)
                .map_err(|malformed| malformed.within("request.quote.gross"))?,
            delivery: optional(request.quote.delivery)
                .map_err(|malformed| malformed.within("request.quote.delivery"))?,
            redeemed: optional(request.quote.redeemed)
                .map_err(|malformed| malformed.within("request.quote.redeemed"))?,
        },
        paid: super::orders::not_negative(request.paid, "request.paid")?,
        delivery: request.delivery.map(delivery),
        payment: request.payment,
        promo: request.promo,
        bonus: wish(request.bonus)?,
        detail: detail(request.detail),
        extra: extra(request.extra),
        roles: request.roles,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bindings::comptoir::rules::types::RuleError;
    use comptoir_values::Decimal;

    fn request(price_scale: u8) -> w::ReorderRequest {
        let decimal = |coefficient, scale| Decimal { coefficient, scale };
        let field = |name: &str| w::ExtraField {
            name: name.to_owned(),
            value: String::new(),
        };
        w::ReorderRequest {
            contract: None,
            warehouses: vec![],
            lines: vec![],
            previous: vec![w::PreviousLine {
                sku: "A".to_owned(),
                quantity: decimal(25, 1),
                price: Some(w::PreviousPrice {
                    net: decimal(990, price_scale),
                    currency: "EUR".to_owned(),
                }),
                extra: vec![field("b"), field("a")],
            }],
            detail: types::Detail::Price,
            extra: vec![field("cart")],
            previous_extra: vec![field("then")],
        }
    }

    #[test]
    fn an_earlier_order_comes_in_as_it_is() {
        let came = reorder_request(request(2)).unwrap();
        let line = &came.previous[0];
        assert_eq!(line.quantity.to_string(), "2.5");
        let price = line.price.as_ref().unwrap();
        assert_eq!(
            (price.net.to_string(), price.currency.as_str()),
            ("9.90".to_owned(), "EUR")
        );
        let names = |fields: &[d::ExtraField]| -> Vec<String> {
            fields.iter().map(|field| field.name.clone()).collect()
        };
        assert_eq!(names(&line.extra), ["b", "a"]);
        assert_eq!(names(&came.cart.extra), ["cart"]);
        assert_eq!(names(&came.previous_extra), ["then"]);
    }

    #[test]
    fn a_bad_price_is_named_by_its_place() {
        let error = RuleError::from(reorder_request(request(13)).unwrap_err());
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("bad-decimal", "request.previous[0].price.net")
        );
    }
}
