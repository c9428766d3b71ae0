//! `order.late-payment`: money that comes after the reservation ended, or for a cancelled order.
//!
//! Requirement: R23, R33, R48, A10. Facts: order, its reservation timer.

use crate::domain::{Finding, Number, Outcome, Stage, Subject, Value};

/// The money is there, the goods may be not.
pub const CODE: &str = "order.late-payment";

/// A warning about `paid`; `again` where the goods are set aside once more.
#[must_use]
pub fn finding(paid: Number, again: bool) -> Finding {
    let then = if again { "again" } else { "manager" };
    Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document)
        .warning()
        .with("sum", Value::Money(paid))
        .with("then", Value::Text(then.to_owned()))
        .by("orders.late_payment")
}
