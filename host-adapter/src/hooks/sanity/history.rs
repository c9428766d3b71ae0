//! The history of an order is for ever: it names who acted, for whom, when, and what the order was.

use super::{Check, demand};
use crate::bindings::comptoir::rules::types::Context;
use crate::bindings::exports::comptoir::rules::orders::{HistoryEntry, Order, States};

/// The entry of an event that was applied; `same` compares states.
pub(super) fn check(
    entry: &HistoryEntry,
    order: &Order,
    context: &Context,
    same: fn(&States, &States) -> bool,
) -> Check {
    let acted = (&entry.by, entry.kind) == (&context.acting.id, context.acting.kind);
    let when = (&entry.principal, entry.at) == (&context.principal, context.instant);
    demand(acted && when && same(&entry.before, &order.states), || {
        "the history names another person, another moment or another order".to_owned()
    })
}
