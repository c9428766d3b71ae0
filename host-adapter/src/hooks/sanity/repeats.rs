//! One key, one event: what is said to be a repeat was applied, and what was applied is not applied again.

use super::{Check, demand};
use crate::bindings::exports::comptoir::rules::orders::{FireAnswer, FireRequest, Order, Status};

/// An event's status, by the keys that its order knows.
pub(super) fn check(answer: &FireAnswer, order: &Order, request: &FireRequest) -> Check {
    let mut applied = order.applied.iter();
    let known = applied.find(|applied| applied.key == request.key);
    let same = known.map(|known| known.digest == request.digest);
    let due = match same {
        None => matches!(answer.status, Status::Applied | Status::Refused),
        Some(true) => answer.status == Status::AlreadyApplied,
        Some(false) => answer.status == Status::Conflict,
    };
    demand(due, || match same {
        None => format!("key `{}` is said to be known, and is new", request.key),
        Some(_) => format!("key `{}` is said to be new, and is known", request.key),
    })
}
