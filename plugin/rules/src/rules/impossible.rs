//! `number.overflow`, `facts.contradictory`: what no favourable answer may come of.

use super::register;
use crate::domain::{Finding, Outcome, Remedy, Stage, Subject, Value};

/// A number left its range.
pub(crate) fn overflow(stage: Stage, subject: Subject) -> Finding {
    Finding::new(register::OVERFLOW, Outcome::Indeterminate, stage, subject)
        .remedy(Remedy::Contact("rep"))
}

/// Facts contradict each other.
pub(crate) fn contradictory(subject: Subject, fact: String) -> Finding {
    Finding::new(
        register::CONTRADICTORY,
        Outcome::Indeterminate,
        Stage::Place,
        subject,
    )
    .with_staff("fact", Value::Text(fact))
    .remedy(Remedy::Contact("rep"))
}
