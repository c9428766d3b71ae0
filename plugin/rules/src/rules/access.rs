//! `access.*`: what an employee of a client may do for one of its outlets.
//!
//! His level decides what he may do. The access works from the moment it names, that moment
//! included: one millisecond earlier it waits. A spending limit of his own wins over that of his
//! level; none is unlimited, 0 is nothing. An order of exactly the limit passes, one smallest unit
//! more waits for somebody who may.
//!
//! Requirement: R4, A11. Facts: directory.

use crate::domain::directory::{Act, Employee};
use crate::domain::{
    Context, Edit, Finding, Number, Outcome, Remedy, Stage, Subject, Until, Value,
};
use crate::policy::{Level, Policy};

/// Whoever acts is no employee of the client, or not for this outlet.
pub const UNKNOWN: &str = "access.unknown";
/// No outlet, or more than one, has the account for which somebody acts.
pub const PRINCIPAL: &str = "access.principal";
/// His access is suspended.
pub const SUSPENDED: &str = "access.suspended";
/// His access does not work yet.
pub const NOT_YET: &str = "access.not-yet";
/// The policy does not know his level.
pub const LEVEL: &str = "access.level";
/// His level does not allow it.
pub const ACTION: &str = "access.action";
/// The order costs more than he may spend.
pub const LIMIT: &str = "access.limit";
/// He has a limit, and what the order costs is not said.
pub const SUM: &str = "access.sum";

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// What somebody wants to do.
    pub act: Act,
    /// What the order costs.
    pub sum: Option<Number>,
}

/// A finding of this family, which bars at once.
#[must_use]
pub fn refuse(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Edit, Subject::Document)
}

/// The level of an employee.
#[must_use]
pub fn level<'a>(policy: &'a Policy, employee: &Employee) -> Option<&'a Level> {
    policy
        .levels
        .iter()
        .find(|level| level.id == employee.level)
}

/// The limit that counts, with the setting that gave it where a level did.
#[must_use]
pub fn limit(level: &Level, employee: &Employee) -> (Option<Number>, bool) {
    match employee.limit {
        Some(own) => (Some(own), true),
        None => (level.limit, false),
    }
}

/// Whether he acts for this outlet at all.
#[must_use]
pub fn belongs(employee: &Employee, client: u32, outlet: u32) -> bool {
    employee.client == client
        && employee
            .outlets
            .as_ref()
            .is_none_or(|outlets| outlets.contains(&outlet))
}

/// Everything that keeps `employee` from doing it now; nothing where he may.
#[must_use]
pub fn decide(policy: &Policy, context: &Context, employee: &Employee, wish: Wish) -> Vec<Finding> {
    let mut findings = Vec::new();
    if employee.suspended {
        findings.push(refuse(SUSPENDED, Outcome::Block).remedy(Remedy::Contact("administrator")));
    }
    if let Some(from) = employee.effective_from
        && context.instant < from
    {
        findings.push(
            refuse(NOT_YET, Outcome::Hold)
                .with("at", Value::Instant(from))
                .remedy(Remedy::Wait(Some(Until::Instant(from)))),
        );
    }
    let Some(level) = level(policy, employee) else {
        findings.push(
            refuse(LEVEL, Outcome::Indeterminate)
                .with_staff("level", Value::Text(employee.level.clone()))
                .by("access")
                .remedy(Remedy::Contact("rep")),
        );
        return findings;
    };
    if !level.may.contains(&wish.act) {
        findings.push(
            refuse(ACTION, Outcome::Block)
                .with("action", Value::Text(wish.act.name().to_owned()))
                .with("level", Value::Text(level.id.clone()))
                .by(path(level, "may"))
                .remedy(Remedy::Contact("administrator")),
        );
    } else if wish.act == Act::PlaceOrder {
        findings.extend(spending(level, employee, wish.sum));
    }
    findings
}

fn spending(level: &Level, employee: &Employee, sum: Option<Number>) -> Option<Finding> {
    let (limit, own) = limit(level, employee);
    let limit = limit?;
    let setting = if own {
        "default".to_owned()
    } else {
        path(level, "limit")
    };
    match sum {
        Some(sum) if sum <= limit => None,
        Some(sum) => Some(
            refuse(LIMIT, Outcome::Hold)
                .with("sum", Value::Money(sum))
                .with("limit", Value::Money(limit))
                .by(setting)
                .remedy(Remedy::Edit(Edit {
                    field: "quantity",
                    line: None,
                    to: None,
                })),
        ),
        None => Some(
            refuse(SUM, Outcome::Indeterminate)
                .with("limit", Value::Money(limit))
                .by(setting)
                .remedy(Remedy::Contact("rep")),
        ),
    }
}

fn path(level: &Level, key: &str) -> String {
    if level.written {
        format!("access[{}].{key}", level.id)
    } else {
        "default".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, ActorKind, Day};
    use rust_decimal::dec;

    fn codes(change: impl Fn(&mut Employee), act: Act, sum: Option<Number>) -> Vec<&'static str> {
        let policy = crate::policy::load(
            "[shop]\ncurrency = \"EUR\"\n[contract.a]\n[[access]]\nid = \"clerk\"\nmay = [\"place-order\"]\nlimit = \"100.00\"\n",
        )
        .unwrap()
        .policy;
        let context = Context {
            acting: Actor {
                id: "eva".to_owned(),
                kind: ActorKind::Buyer,
            },
            principal: "shop-1".to_owned(),
            instant: 1_000_000,
            today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            request_id: "r".to_owned(),
        };
        let mut employee = Employee {
            id: "eva".to_owned(),
            client: 0,
            outlets: None,
            email: "eva@example.com".to_owned(),
            level: "clerk".to_owned(),
            limit: None,
            effective_from: None,
            suspended: false,
        };
        change(&mut employee);
        decide(&policy, &context, &employee, Wish { act, sum })
            .iter()
            .map(|finding| finding.code)
            .collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn the_limit_itself_passes() {
        let order = |limit, sum| codes(|e| e.limit = limit, Act::PlaceOrder, Some(sum));
        assert_eq!(order(None, dec!(100)), NONE);
        assert_eq!(order(None, dec!(100.01)), [LIMIT]);
        assert_eq!(order(Some(dec!(250)), dec!(250.00)), NONE);
        assert_eq!(order(Some(dec!(250)), dec!(250.01)), [LIMIT]);
        assert_eq!(order(Some(dec!(0)), dec!(0.01)), [LIMIT]);
        assert_eq!(order(Some(dec!(0)), dec!(0)), NONE);
    }

    #[test]
    fn a_limit_without_a_sum_decides_nothing() {
        assert_eq!(codes(|_| {}, Act::PlaceOrder, None), [SUM]);
    }

    #[test]
    fn access_works_from_its_moment_on() {
        let at = |from| {
            codes(
                |e| e.effective_from = Some(from),
                Act::PlaceOrder,
                Some(dec!(1)),
            )
        };
        assert_eq!(at(1_000_000), NONE);
        assert_eq!(at(1_000_001), [NOT_YET]);
        assert_eq!(at(i64::MAX), [NOT_YET]);
    }

    #[test]
    fn everything_in_the_way_is_named() {
        let found = codes(
            |e| {
                e.suspended = true;
                e.effective_from = Some(1_000_001);
            },
            Act::ManageEmployees,
            None,
        );
        assert_eq!(found, [SUSPENDED, NOT_YET, ACTION]);
        let found = codes(|e| e.level = "boss".to_owned(), Act::PlaceOrder, None);
        assert_eq!(found, [LEVEL]);
    }
}
