//! `history.window`: how far back a client sees his orders.
//!
//! An order is shown up to the day `[history] keep` after it was placed, that day included, whatever state it
//! is in; older ones are counted and named as a notice. What is owed for an order: what it costs less
//! what is paid, once anything of it is shipped; nothing for a cancelled one.
//!
//! Requirement: R31. Facts: the client's orders.

use chrono::Months;

use crate::domain::number::sub;
use crate::domain::{
    Day, Finding, Number, Order, OrderState, Outcome, Overflow, ShipmentState, Stage, Subject,
    Value,
};

/// Older orders are not shown.
pub const CODE: &str = "history.window";

/// The first day that is shown on `today`.
#[must_use]
pub fn since(today: Day, months: u32) -> Day {
    let earlier = today.checked_sub_months(Months::new(months));
    earlier.unwrap_or(Day::MIN)
}

/// The notice where `left_out` orders are older than `since`.
#[must_use]
pub fn notice(left_out: u32, since: Day) -> Option<Finding> {
    (left_out > 0).then(|| {
        Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document)
            .with("orders", Value::Count(left_out))
            .with("since", Value::Date(since))
            .by("history.keep")
    })
}

/// What is owed for an order.
///
/// # Errors
/// [`Overflow`].
pub fn owed(order: &Order) -> Result<Number, Overflow> {
    let shipped = order.states.shipment != ShipmentState::None;
    if !shipped || order.states.order == OrderState::Cancelled {
        return Ok(Number::ZERO);
    }
    Ok(sub(order.due(), order.paid)?.max(Number::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_shown_to_its_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(since(day("2026-11-20"), 12), day("2025-11-20"));
        assert_eq!(since(day("2024-02-29"), 12), day("2023-02-28"));
        assert!(notice(0, day("2025-11-20")).is_none() && notice(1, day("2025-11-20")).is_some());
    }
}
