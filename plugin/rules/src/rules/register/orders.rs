//! The life of an order.

use super::super::{
    order_actor, order_consent, order_event, order_granted, order_late_payment, order_plausible,
    order_reason, order_repeat, order_returned, order_timer,
};
use super::{ANY, CONFIRM, EDIT, PLACE, Rule, SHIP, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        order_actor::CODE,
        &["R8", "R16", "R28", "B8"],
        ANY,
        "Somebody else may fire this event of an order.",
    ),
    rule(
        order_timer::CALENDAR,
        &["R8", "A8"],
        ANY,
        "Working time is not known far enough to tell when a timer is due.",
    ),
    rule(
        order_repeat::CONFLICT,
        &["R52", "B8"],
        ANY,
        "Another event was applied under the same key.",
    ),
    rule(
        order_consent::CODE,
        &["R8", "A16"],
        PLACE,
        "A correction costs more or brings another article; the client is asked.",
    ),
    rule(
        order_granted::CODE,
        &["R48", "A10"],
        EDIT,
        "What the accounting system allows is no part of the order: nothing of it, more than was ordered, or an article twice.",
    ),
    rule(
        order_timer::EARLY,
        &["R8", "R23", "R31", "A8", "A10"],
        EDIT,
        "The time of a timer's event has not come.",
    ),
    rule(
        order_event::CODE,
        &["R30", "R31", "A8", "A12", "A16", "B8"],
        ANY,
        "The event has no place in the order's state.",
    ),
    rule(
        order_plausible::HISTORY,
        &["R16", "A20"],
        CONFIRM,
        "What the client ordered before is not known, so the order can't be held plausible.",
    ),
    rule(
        order_plausible::IMPLAUSIBLE,
        &["R16", "A20"],
        CONFIRM,
        "The order costs far more than this client's orders do; the manager looks at it.",
    ),
    rule(
        order_late_payment::CODE,
        &["R23", "R33", "R48", "A10"],
        EDIT,
        "A payment came after the reservation ended, or for a cancelled order.",
    ),
    rule(
        order_plausible::MANAGER,
        &["R16"],
        CONFIRM,
        "The manager looks at each order before it is confirmed.",
    ),
    rule(
        order_event::NEEDS,
        &["R16", "A12"],
        ANY,
        "Something that the policy wants before an event is not done.",
    ),
    rule(
        order_reason::CODE,
        &["R52"],
        ANY,
        "The event wants a reason for the history.",
    ),
    rule(
        order_repeat::REPEATED,
        &["R52", "B8"],
        ANY,
        "The event was applied before; it is not applied twice.",
    ),
    rule(
        order_returned::CODE,
        &["R29", "A3", "A12"],
        EDIT,
        "What is to come back was not shipped, came back already or was not asked for; or it is nothing, or an article stands twice.",
    ),
    rule(
        order_repeat::STALE,
        &["R52", "B8"],
        ANY,
        "The order has changed since the event was wished.",
    ),
    rule(
        order_event::UNRESERVED,
        &["R21", "R22", "R23", "A10"],
        SHIP,
        "The goods are not set aside, so they don't leave.",
    ),
];
