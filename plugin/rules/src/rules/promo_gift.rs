//! `promo.gift`: goods that a promo code gives away.
//!
//! The gift comes after the lines, from the stock that the client is shown, whole or not at
//! all. A gift that he does not see, that is not there, or that nobody knows look the same to
//! him: the article is named only where it is given.
//!
//! Requirement: R14, R41, B5. Facts: products, stock.

use super::promo_unknown::{CHANGE, refuses};
use crate::domain::{Finding, Number, Outcome, Stage, Subject, Value};
use crate::policy::Promo;

/// Code of the finding.
pub const CODE: &str = "promo.gift";

/// The notice about a gift that is given.
#[must_use]
pub fn given(promo: &Promo, sku: &str, quantity: Number) -> Finding {
    Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document)
        .with("code", Value::Text(promo.code.text.clone()))
        .with("article", Value::Text(sku.to_owned()))
        .with("quantity", Value::Quantity(quantity))
        .by(promo.path("give.gift"))
}

/// The finding about a gift that can't be given.
#[must_use]
pub fn refused(promo: &Promo, sku: &str, why: &'static str) -> Finding {
    refuses(CODE, promo, "give.gift")
        .with_staff("article", Value::Text(sku.to_owned()))
        .with_staff("why", Value::Text(why.to_owned()))
        .remedy(CHANGE)
}
