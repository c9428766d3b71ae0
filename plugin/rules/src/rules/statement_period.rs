//! `statement.period`, `statement.uncovered`: which days a statement may span.
//!
//! Both ends count. It begins no later than it ends and ends no later than today; it is no longer than
//! `[statement] at_most`, a year from 1 January to 31 December being twelve months. What lies before
//! the books begin can't be told.
//!
//! Requirement: R34. Facts: the ledger's first day.

use chrono::Months;

use crate::domain::{Day, Edit, Finding, Outcome, Remedy, Stage, StatementRequest, Subject, Value};

/// The period can't be stated.
pub const PERIOD: &str = "statement.period";
/// It begins before the books do.
pub const UNCOVERED: &str = "statement.uncovered";

fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

/// A finding where the period can't be stated on `today`, over at most `months`.
#[must_use]
pub fn decide(request: &StatementRequest, today: Day, months: u32) -> Option<Finding> {
    let (start, end) = (request.start, request.end);
    let wrong = |setting: &'static str, bound: Day| {
        let finding = Finding::new(PERIOD, Outcome::Block, Stage::Place, Subject::Document)
            .with("start", Value::Date(start))
            .with("end", Value::Date(end))
            .with("bound", Value::Date(bound))
            .by(setting)
            .remedy(edit("period"));
        Some(finding)
    };
    if start > end {
        return wrong("default", start);
    }
    if end > today {
        return wrong("default", today);
    }
    // The first day that is no longer within it; at the end of the calendar there is none.
    match start.checked_add_months(Months::new(months)) {
        Some(after) if end >= after => {
            wrong("statement.at_most", after.pred_opt().unwrap_or(after))
        }
        _ => None,
    }
}

/// A finding where the books begin on `since`, after the period does.
#[must_use]
pub fn uncovered(request: &StatementRequest, since: Day) -> Option<Finding> {
    (request.start < since).then(|| {
        Finding::new(
            UNCOVERED,
            Outcome::Indeterminate,
            Stage::Place,
            Subject::Document,
        )
        .with("since", Value::Date(since))
        .remedy(edit("period"))
        .remedy(Remedy::Contact("manager"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn barred(start: &str, end: &str) -> bool {
        let request = StatementRequest {
            entity: "e".to_owned(),
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
            contract: None,
            currency: None,
        };
        decide(&request, "2026-12-31".parse().unwrap(), 12).is_some()
    }

    #[test]
    fn a_year_ends_a_day_before_it_began() {
        assert!(!barred("2026-01-01", "2026-12-31"));
        assert!(barred("2025-12-31", "2026-12-31"));
        // After a day that February lacks.
        assert!(!barred("2024-02-29", "2025-02-27"));
        assert!(barred("2024-02-29", "2025-02-28"));
    }

    #[test]
    fn neither_backwards_nor_ahead() {
        assert!(!barred("2026-12-31", "2026-12-31"));
        assert!(barred("2026-12-31", "2026-12-30"));
        assert!(barred("2026-12-31", "2027-01-01"));
    }
}
