//! `entry.deferred`, `entry.actor`, `entry.future`, `entry.late`: orders entered later than taken.
//!
//! A rep takes orders on his round and enters them at the end of the day or the month. He
//! names the day of collection; prices stay those of the entry, and the difference is told.
//! Only a rep or staff may name one, never a day ahead of the entry's. Within `[order]
//! entered_within` days, the last one included, it is told and no more; later it waits for
//! somebody at confirmation.
//!
//! Requirement: A15, R12, R6. Facts: those of prices.

use crate::domain::{
    ActorKind, Context, Day, Edit, Finding, Number, Outcome, Remedy, Stage, Subject, Value,
};
use crate::policy::Policy;

/// The order was taken on an earlier day; by how much its lines differ.
pub const CODE: &str = "entry.deferred";
/// Only a rep or staff enter an order later.
pub const ACTOR: &str = "entry.actor";
/// The day of collection lies ahead.
pub const FUTURE: &str = "entry.future";
/// It is entered later than the policy lets it be.
pub const LATE: &str = "entry.late";

/// Whether `collected` counts: what bars it, or what is to be said of it.
///
/// # Errors
/// The finding, where it does not count.
pub fn decide(
    policy: &Policy,
    context: &Context,
    collected: Day,
) -> Result<Option<Finding>, Box<Finding>> {
    let refuse = |code| {
        Box::new(
            Finding::new(code, Outcome::Block, Stage::Place, Subject::Document)
                .with("collected", Value::Date(collected))
                .with("entered", Value::Date(context.today))
                .remedy(Remedy::Edit(Edit {
                    field: "collected",
                    line: None,
                    to: None,
                })),
        )
    };
    if !matches!(context.acting.kind, ActorKind::Rep | ActorKind::Staff) {
        return Err(refuse(ACTOR));
    }
    if collected > context.today {
        return Err(refuse(FUTURE));
    }
    let age = context.today.signed_duration_since(collected).num_days();
    let Some(most) = policy
        .order
        .entered_within
        .filter(|most| age > i64::from(*most))
    else {
        return Ok(None);
    };
    Ok(Some(
        Finding::new(LATE, Outcome::Hold, Stage::Confirm, Subject::Document)
            .with("collected", Value::Date(collected))
            .with("entered", Value::Date(context.today))
            .with("days", Value::Count(u32::try_from(age).unwrap_or(u32::MAX)))
            .with_staff("within", Value::Count(most))
            .by("order.entered_within")
            .remedy(Remedy::Contact("staff")),
    ))
}

/// What is told of an order of an earlier day; `difference` none where a price is missing.
#[must_use]
pub fn told(collected: Day, entered: Day, difference: Option<Number>) -> Finding {
    let finding = Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document)
        .with("collected", Value::Date(collected))
        .with("entered", Value::Date(entered));
    match difference {
        Some(sum) => finding.with("difference", Value::Money(sum)),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Actor;

    fn decided(kind: ActorKind, collected: u32, order: &str) -> Option<&'static str> {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{order}");
        let policy = crate::policy::load(&text).unwrap().policy;
        let day = |day| Day::from_ymd_opt(2026, 11, day).unwrap();
        let context = Context {
            acting: Actor {
                id: "a".into(),
                kind,
            },
            principal: "b".into(),
            instant: 0,
            today: day(20),
            request_id: "r".into(),
        };
        match decide(&policy, &context, day(collected)) {
            Ok(late) => late.map(|finding| finding.code),
            Err(refused) => Some(refused.code),
        }
    }

    #[test]
    fn reps_and_staff_alone_name_a_day() {
        assert_eq!(decided(ActorKind::Rep, 19, ""), None);
        assert_eq!(decided(ActorKind::Staff, 19, ""), None);
        assert_eq!(decided(ActorKind::Buyer, 19, ""), Some(ACTOR));
        assert_eq!(decided(ActorKind::System, 19, ""), Some(ACTOR));
    }

    #[test]
    fn today_counts_and_tomorrow_does_not() {
        assert_eq!(decided(ActorKind::Rep, 20, ""), None);
        assert_eq!(decided(ActorKind::Rep, 21, ""), Some(FUTURE));
    }

    #[test]
    fn the_last_day_is_in_time_the_day_after_is_late() {
        let within = "[order]\nentered_within = \"5 days\"\n";
        assert_eq!(decided(ActorKind::Rep, 15, within), None);
        assert_eq!(decided(ActorKind::Rep, 14, within), Some(LATE));
        assert_eq!(decided(ActorKind::Rep, 1, ""), None);
    }
}
