//! `order.reason`: what is taken back, changed or let pass wants a reason in the history.
//!
//! Requirement: R52. Facts: none but the request.

use crate::domain::{Edit, EventKind, Finding, FireRequest, Outcome, Remedy, Subject, Value};
use crate::policy::orders::gate_stage;

/// The reason is missing or blank.
pub const CODE: &str = "order.reason";

/// Events that want a reason.
const WANTING: [EventKind; 7] = [
    EventKind::Correct,
    EventKind::Release,
    EventKind::Cancel,
    EventKind::RequestReturn,
    EventKind::RefuseReturn,
    EventKind::Complete,
    EventKind::Reopen,
];

/// A finding where a reason is wanted and none is given.
#[must_use]
pub fn decide(request: &FireRequest) -> Option<Finding> {
    let event = request.event.kind();
    let given = request
        .reason
        .as_ref()
        .is_some_and(|reason| !reason.trim().is_empty());
    (WANTING.contains(&event) && !given).then(|| {
        Finding::new(CODE, Outcome::Block, gate_stage(event), Subject::Document)
            .with("event", Value::Text(request.event.name()))
            .remedy(Remedy::Edit(Edit {
                field: "reason",
                line: None,
                to: None,
            }))
    })
}
