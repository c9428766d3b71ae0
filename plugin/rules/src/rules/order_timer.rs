//! `order.early`, `order.calendar`: a timer's event comes when its time has come, and no sooner.
//!
//! A timer is due from its moment on, that moment included. Working time that is not known far enough
//! leaves its moment open: then nothing is due, and the missing fact is named.
//!
//! Requirement: R8, R23, R31, A8, A10. Facts: the order's timers, working time.

use crate::domain::{EventKind, Finding, Outcome, Remedy, Subject, TimerKind, Value};
use crate::policy::orders::gate_stage;

/// Its time has not come.
pub const EARLY: &str = "order.early";
/// Working time is missing, so the moment can't be told.
pub const CALENDAR: &str = "order.calendar";

const MILLISECONDS_PER_MINUTE: i64 = 60_000;

/// The timer that an event belongs to.
#[must_use]
pub const fn timer_of(event: EventKind) -> Option<TimerKind> {
    match event {
        EventKind::Escalate => Some(TimerKind::Confirmation),
        EventKind::LapseConsent => Some(TimerKind::Consent),
        EventKind::ExpireReservation => Some(TimerKind::Reservation),
        EventKind::Archive => Some(TimerKind::Archive),
        _ => None,
    }
}

/// A finding where the moment `at` of `event` has not come, or is not known.
#[must_use]
pub fn decide(event: EventKind, at: Option<i64>, instant: i64) -> Option<Finding> {
    let Some(at) = at else {
        return Some(unknown(event, Subject::Document));
    };
    (instant < at).then(|| {
        let left = at.saturating_sub(instant);
        // Begun minutes count: after so many it has come.
        let minutes = left
            .saturating_add(MILLISECONDS_PER_MINUTE.saturating_sub(1))
            .checked_div(MILLISECONDS_PER_MINUTE);
        let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
        Finding::new(EARLY, Outcome::Hold, gate_stage(event), Subject::Document)
            .with("event", Value::Text(event.name().to_owned()))
            .with("minutes", Value::Count(minutes.unwrap_or(u32::MAX)))
            .remedy(Remedy::Wait(None))
    })
}

/// The moment of `event` can't be told.
#[must_use]
pub fn unknown(event: EventKind, subject: Subject) -> Finding {
    Finding::new(CALENDAR, Outcome::Indeterminate, gate_stage(event), subject)
        .with_staff("fact", Value::Text("working time".to_owned()))
        .by("orders.confirm_within")
        .remedy(Remedy::Contact("staff"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_at_the_moment_itself() {
        let at = |instant| decide(EventKind::Archive, Some(1000), instant).map(|f| f.code);
        assert_eq!(at(999), Some(EARLY));
        assert_eq!(at(1000), None);
        assert_eq!(at(1001), None);
        let unknown = decide(EventKind::Escalate, None, 0).unwrap();
        assert_eq!(unknown.outcome, Outcome::Indeterminate);
    }

    #[test]
    fn begun_minutes_count() {
        let left = |left: i64| decide(EventKind::Archive, Some(left), 0).unwrap().params[1].clone();
        assert_eq!(left(1).value, Value::Count(1));
        assert_eq!(left(60_000).value, Value::Count(1));
        assert_eq!(left(60_001).value, Value::Count(2));
    }
}
