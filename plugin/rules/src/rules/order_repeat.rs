//! `order.repeated`, `order.conflict`, `order.stale`: the same wish twice, another under its key, a wish
//! about an order that has moved on.
//!
//! Requirement: R52, B8. Facts: events already applied, the order's version.

use crate::domain::{Edit, Finding, FireRequest, Order, Outcome, Remedy, Subject, Value};
use crate::policy::orders::gate_stage;

/// It was applied before.
pub const REPEATED: &str = "order.repeated";
/// Another body has its key.
pub const CONFLICT: &str = "order.conflict";
/// The order has changed since the wish was made.
pub const STALE: &str = "order.stale";

fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

/// Whether the wish was met before, or contradicts one that was.
#[must_use]
pub fn repeated(order: &Order, request: &FireRequest) -> Option<Finding> {
    let before = order
        .applied
        .iter()
        .find(|applied| applied.key == request.key)?;
    let stage = gate_stage(request.event.kind());
    let same = before.digest == request.digest;
    let (code, outcome) = match same {
        true => (REPEATED, Outcome::Allow),
        false => (CONFLICT, Outcome::Block),
    };
    let finding = Finding::new(code, outcome, stage, Subject::Document)
        .with("event", Value::Text(request.event.name()));
    Some(match same {
        true => finding,
        false => finding.remedy(edit("key")),
    })
}

/// Whether the order has moved on since the wish was made.
#[must_use]
pub fn stale(order: &Order, request: &FireRequest) -> Option<Finding> {
    let seen = request.version.as_ref()?;
    (*seen != order.version).then(|| {
        let stage = gate_stage(request.event.kind());
        Finding::new(STALE, Outcome::Block, stage, Subject::Document)
            .with("event", Value::Text(request.event.name()))
            .remedy(edit("version"))
    })
}
