//! `invoice.early`, `invoice.cancelled`, `invoice.number`, `invoice.reissued`, `invoice.voided`: what
//! becomes of an order's invoice.
//!
//! | order | none in force | one in force that says the same | one in force that differs |
//! |---|---|---|---|
//! | new: a cart | barred | – | – |
//! | placed, to its end | issued | stands | voided, another in its place |
//! | cancelled | barred | voided | voided |
//!
//! What differs is lines, delivery or what is payable; a payment changes none of them. A number that
//! was used, by a void invoice too, is never used again. An order that waits for its client's word
//! is still what it was.
//!
//! Requirement: R32. Facts: order, its invoices so far.

use crate::domain::{
    Edit, Finding, InvoiceRequest, IssuedInvoice, Number, Order, OrderLine, OrderState, Outcome,
    Remedy, Stage, Subject, Value,
};
use crate::rules::document_party::{Barred, contradiction};

/// The order is not placed yet.
pub const EARLY: &str = "invoice.early";
/// The order is cancelled and has no invoice.
pub const CANCELLED: &str = "invoice.cancelled";
/// The number was used before.
pub const NUMBER: &str = "invoice.number";
/// Another invoice stands in the place of one that is void.
pub const REISSUED: &str = "invoice.reissued";
/// The invoice is void.
pub const VOIDED: &str = "invoice.voided";

/// What is done.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// There is none yet, or none in force; the number of a void one it stands for.
    Issue(Option<&'a str>),
    /// It is as it was issued.
    Stand(&'a IssuedInvoice),
    /// This one is void, another stands for it.
    Reissue(&'a IssuedInvoice),
    /// This one is void.
    Void(&'a IssuedInvoice),
}

fn finding(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Place, Subject::Document)
}

/// What is done with the invoices of `order`, `number` being the next one.
///
/// # Errors
/// The finding that bars it.
pub fn decide<'a>(
    order: &Order,
    request: &'a InvoiceRequest,
    number: &str,
) -> Result<Step<'a>, Barred> {
    let contradictory = |fact: String| Err(contradiction(Stage::Place, Subject::Document, fact));
    let mut in_force = request.issued.iter().filter(|one| one.voided.is_none());
    let current = in_force.next();
    if let (Some(one), Some(other)) = (current, in_force.next()) {
        return contradictory(format!(
            "invoices {} and {} of order {} are both in force",
            one.number, other.number, order.id
        ));
    }
    for (at, one) in request.issued.iter().enumerate() {
        let twice = request
            .issued
            .iter()
            .take(at)
            .any(|other| other.number == one.number);
        if twice {
            return contradictory(format!("invoice number {} stands twice", one.number));
        }
        if one.voided.is_some_and(|voided| voided < one.issued) {
            return contradictory(format!("invoice {} is void before its issue", one.number));
        }
    }
    let step = match (order.states.order, current) {
        (OrderState::New, None) => {
            return Err(Box::new(
                finding(EARLY, Outcome::Block).remedy(Remedy::Wait(None)),
            ));
        }
        (OrderState::New, Some(one)) => {
            return contradictory(format!("invoice {} of an order not placed", one.number));
        }
        (OrderState::Cancelled, Some(one)) => return Ok(Step::Void(one)),
        (OrderState::Cancelled, None) => {
            return Err(Box::new(
                finding(CANCELLED, Outcome::Block).remedy(Remedy::Contact("manager")),
            ));
        }
        (_, None) => Step::Issue(request.issued.last().map(|one| one.number.as_str())),
        (_, Some(one)) if same(one, order) => return Ok(Step::Stand(one)),
        (_, Some(one)) => Step::Reissue(one),
    };
    if request.issued.iter().any(|one| one.number == number) {
        let remedy = Remedy::Edit(Edit {
            field: "sequence",
            line: None,
            to: request.sequence.checked_add(1).map(Number::from),
        });
        return Err(Box::new(
            finding(NUMBER, Outcome::Block)
                .with("number", Value::Text(number.to_owned()))
                .by("invoice.number")
                .remedy(remedy),
        ));
    }
    Ok(step)
}

/// Whether an invoice says what the order is.
fn same(one: &IssuedInvoice, order: &Order) -> bool {
    let line = |(a, b): (&OrderLine, &OrderLine)| a == b;
    one.payable == order.payable
        && one.delivery == order.delivery
        && one.lines.len() == order.lines.len()
        && one.lines.iter().zip(&order.lines).all(line)
}

/// The notice about one that is void, and the one in its place.
#[must_use]
pub fn notice(old: &str, new: Option<&str>) -> Finding {
    let code = if new.is_some() { REISSUED } else { VOIDED };
    let said = finding(code, Outcome::Allow).with("void", Value::Text(old.to_owned()));
    match new {
        Some(new) => said.with("number", Value::Text(new.to_owned())),
        None => said,
    }
}
