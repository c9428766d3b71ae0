//! `order.early`, `order.calendar`: a timer's event comes when its time has come, and no sooner.
//!
//! A timer is due from its moment on, that moment included. Working time that is not known far enough
//! leaves its moment open: then nothing is due, and the missing fact is named.
//!
//! Requirement: R8, R23, R31, A8, A10. Facts: the order's timers, working time.

use crate::domain::{EventKind, Finding, Outcome, Remedy, Subject, TimerKind, Until, Value};
use crate::policy::orders::gate_stage;

/// Its time has not come.
pub const EARLY: &str = "order.early";
/// Working time is missing, so the moment can't be told.
pub const CALENDAR: &str = "order.calendar";

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
        Finding::new(EARLY, Outcome::Hold, gate_stage(event), Subject::Document)
            .with("event", Value::Text(event.name().to_owned()))
            .with("at", Value::Instant(at))
            .remedy(Remedy::Wait(Some(Until::Instant(at))))
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
    fn whoever_is_early_is_told_the_moment() {
        let early = decide(EventKind::Archive, Some(60_001), 60_000).unwrap();
        assert_eq!(early.params[1].value, Value::Instant(60_001));
        assert_eq!(early.remedies, [Remedy::Wait(Some(Until::Instant(60_001)))]);
    }
}
