//! Deadlines: which run, since when, and when they are due.

use crate::domain::{
    EventKind, Number, OrderState, PaymentState, ReservationState, ShipmentState, Timer, TimerKind,
    WorkingTime,
};
use crate::policy::LifeRules;
use crate::policy::orders::At;

const MILLISECONDS_PER_HOUR: i64 = 3_600_000;
const HOURS_PER_DAY: u32 = 24;

/// The moment at which `hours` of working time have passed since `since`; none where the working
/// time known ends before.
#[must_use]
pub fn after_working(working: Option<&[WorkingTime]>, since: i64, hours: u32) -> Option<i64> {
    let mut left = i64::from(hours).checked_mul(MILLISECONDS_PER_HOUR)?;
    for time in working? {
        let start = time.start.max(since);
        let length = time.end.checked_sub(start)?;
        if length <= 0 {
            continue;
        }
        if left <= length {
            return start.checked_add(left);
        }
        left = left.checked_sub(length)?;
    }
    None
}

fn after_hours(since: i64, hours: u32) -> Option<i64> {
    i64::from(hours)
        .checked_mul(MILLISECONDS_PER_HOUR)
        .and_then(|span| since.checked_add(span))
}

/// When `timer` is due; found out anew where working time was missing before.
#[must_use]
pub(super) fn moment(
    rules: &LifeRules,
    timer: Timer,
    working: Option<&[WorkingTime]>,
) -> Option<i64> {
    timer
        .at
        .or_else(|| at(rules, timer.kind, timer.since, working))
}

fn at(
    rules: &LifeRules,
    kind: TimerKind,
    since: i64,
    working: Option<&[WorkingTime]>,
) -> Option<i64> {
    match kind {
        TimerKind::Confirmation => after_working(working, since, rules.confirm_within?),
        TimerKind::Consent => after_hours(since, rules.consent_within?),
        TimerKind::Reservation => after_hours(since, rules.reserve_for?),
        TimerKind::Archive => after_hours(since, rules.archive_after?.checked_mul(HOURS_PER_DAY)?),
    }
}

/// Whether `paid` keeps a reservation: from exactly the policy's share on.
#[must_use]
pub fn keeps(rules: &LifeRules, payable: Number, paid: Number) -> bool {
    let share = paid.checked_mul(Number::ONE_HUNDRED);
    let needed = payable.checked_mul(rules.keep_from.0);
    paid > Number::ZERO
        && share
            .zip(needed)
            .is_some_and(|(share, needed)| share >= needed)
}

/// The event that a timer brings about.
#[must_use]
pub(super) const fn event_of(kind: TimerKind) -> EventKind {
    match kind {
        TimerKind::Confirmation => EventKind::Escalate,
        TimerKind::Consent => EventKind::LapseConsent,
        TimerKind::Reservation => EventKind::ExpireReservation,
        TimerKind::Archive => EventKind::Archive,
    }
}

/// What timers are measured by.
#[derive(Clone, Copy)]
pub(super) struct Now<'a> {
    /// The moment.
    pub(super) instant: i64,
    /// What the order costs.
    pub(super) payable: Number,
    /// What is paid.
    pub(super) paid: Number,
    /// Working time, where it is known.
    pub(super) working: Option<&'a [WorkingTime]>,
}

/// The timers that run after `event` led from `before` to `to`, in order of kind.
#[must_use]
pub(super) fn running(
    rules: &LifeRules,
    timers: &[Timer],
    (before, to): (At, At),
    event: EventKind,
    now: Now<'_>,
) -> Vec<Timer> {
    let aside = |at: At| {
        matches!(
            at.reservation,
            ReservationState::Part | ReservationState::Full
        )
    };
    let wanted = |kind| match kind {
        TimerKind::Confirmation => {
            rules.confirm_within.is_some()
                && to.order == OrderState::AwaitingConfirmation
                && event != EventKind::Escalate
        }
        TimerKind::Consent => {
            rules.consent_within.is_some() && to.order == OrderState::AwaitingConsent
        }
        TimerKind::Reservation => {
            rules.reserve_for.is_some()
                && aside(to)
                && to.shipment == ShipmentState::None
                && to.payment != PaymentState::Full
                && !keeps(rules, now.payable, now.paid)
        }
        TimerKind::Archive => {
            rules.archive_after.is_some()
                && matches!(to.order, OrderState::Completed | OrderState::Cancelled)
        }
    };
    // A timer goes on while what it watches goes on.
    let goes_on = |kind| match kind {
        TimerKind::Reservation => aside(before) == aside(to),
        _ => before.order == to.order,
    };
    TimerKind::ALL
        .iter()
        .map(|(_, kind)| *kind)
        .filter(|kind| wanted(*kind))
        .filter_map(|kind| {
            let old = timers.iter().find(|timer| timer.kind == kind);
            match old {
                Some(old) if goes_on(kind) => Some(Timer {
                    at: moment(rules, *old, now.working),
                    ..*old
                }),
                // The rep was hurried already.
                None if kind == TimerKind::Confirmation && before.order == to.order => None,
                _ => Some(Timer {
                    kind,
                    since: now.instant,
                    at: at(rules, kind, now.instant, now.working),
                }),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = MILLISECONDS_PER_HOUR;

    /// Two days of nine hours, from 9 to 18.
    fn week() -> Vec<WorkingTime> {
        let day = |day: i64| WorkingTime {
            start: (24 * day + 9) * HOUR,
            end: (24 * day + 18) * HOUR,
        };
        vec![day(0), day(1)]
    }

    #[test]
    fn working_time_runs_while_somebody_works() {
        let week = week();
        let due = |since, hours| after_working(Some(&week), since, hours);
        // From ten in the morning: at six in the evening.
        assert_eq!(due(10 * HOUR, 8), Some(18 * HOUR));
        // A millisecond later: a millisecond into the next day.
        assert_eq!(due(10 * HOUR + 1, 8), Some(33 * HOUR + 1));
        // At night: from the morning on.
        assert_eq!(due(20 * HOUR, 8), Some(41 * HOUR));
        assert_eq!(due(0, 18), Some(42 * HOUR));
        assert_eq!(due(0, 19), None, "the working time known ends before");
        assert_eq!(after_working(None, 0, 1), None);
    }
}
