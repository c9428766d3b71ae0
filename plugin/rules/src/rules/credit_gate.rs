//! `credit.overdue`, `credit.receivable`, `credit.granted`, `credit.unknown`: debt stops an order.
//!
//! Debt is counted per legal entity, over all its outlets and contracts. An invoice is
//! debt once shipped; it is overdue from the day after its due day, a prepayment from
//! the day of shipment. A gate bars when debt is *over* its threshold: exactly the
//! threshold passes. The release sum is the debt above the threshold, to the last unit.
//!
//! All is counted in the document's currency: debts in others are converted by the day's
//! rate and their sum rounded up, the threshold is rounded down. Only what counts needs a rate.
//!
//! Requirement: R29, R17, A7, A8, B6. Facts: receivables, rates.

use std::borrow::Cow;

use chrono::TimeDelta;

use crate::domain::number::{add, sub};
use crate::domain::{
    Context, Day, Finding, Grant, Number, Outcome, Overflow, Receivable, Receivables, Remedy,
    Stage, Subject, Value,
};
use crate::policy::{Gate, GateThen, GateWhen};
use crate::rules::exchange::Exchange;

/// Overdue debt over the threshold.
pub const OVERDUE: &str = "credit.overdue";
/// Any debt over the threshold.
pub const RECEIVABLE: &str = "credit.receivable";
/// Somebody let the gate pass.
pub const GRANTED: &str = "credit.granted";
/// Receivables are missing or can't be compared.
pub const UNKNOWN: &str = "credit.unknown";

const MILLISECONDS_PER_HOUR: i64 = 3_600_000;

/// Whose debt, when, in which currency.
#[derive(Clone, Copy)]
pub struct Debtor<'a> {
    /// Moment and day of the decision.
    pub context: &'a Context,
    /// Legal entity of the buyer.
    pub entity: &'a str,
    /// From debts and the policy's thresholds to the document's currency.
    pub exchange: &'a Exchange<'a>,
    /// Whether the order at hand is paid in full.
    pub paid_in_full: bool,
}

/// What one gate says at each of its stages.
///
/// # Errors
/// [`Overflow`]; the caller answers `indeterminate`, because broken facts never grant credit.
pub fn decide(
    gate: &Gate,
    debtor: Debtor<'_>,
    receivables: Option<&Receivables>,
) -> Result<Vec<Finding>, Overflow> {
    if gate.passes_paid && debtor.paid_in_full {
        return Ok(Vec::new());
    }
    let at_every_stage = |finding: &dyn Fn(Stage) -> Finding| {
        gate.stages.iter().map(|stage| finding(*stage)).collect()
    };
    let unknown = |fact: String| {
        at_every_stage(&|stage| {
            Finding::new(UNKNOWN, Outcome::Indeterminate, stage, Subject::Document)
                .with_staff("fact", Value::Text(fact.clone()))
                .by(setting(gate))
                .remedy(Remedy::Contact("rep"))
        })
    };
    let Some(receivables) = receivables else {
        return Ok(unknown("receivables".to_owned()));
    };
    let exchange = debtor.exchange;
    let (mut debt, mut all_same) = (Number::ZERO, true);
    for receivable in receivables
        .items
        .iter()
        .filter(|item| item.entity == debtor.entity)
    {
        let Some(open) = counted(gate.when, receivable, debtor.context.today)? else {
            continue;
        };
        let conversion = match exchange.debt(&receivable.currency) {
            Ok(conversion) => conversion,
            Err(no_rate) => {
                return Ok(unknown(format!(
                    "receivable {} in {}: {}",
                    receivable.id,
                    receivable.currency,
                    no_rate.fact()
                )));
            }
        };
        all_same &= conversion.is_same();
        debt = add(debt, conversion.exact(open)?)?;
    }
    if !all_same {
        debt = exchange.round_up(debt)?;
    }
    let (code, over) = match gate.when {
        GateWhen::Overdue { over, .. } => (OVERDUE, over),
        GateWhen::Receivable { over } => (RECEIVABLE, over),
    };
    // Nothing owed is within any threshold, and nothing is nothing in any currency.
    let over = if debt.is_zero() || over.is_zero() {
        over
    } else {
        match exchange.shop_sums() {
            Ok(conversion) => conversion.down(over)?,
            Err(no_rate) => {
                return Ok(unknown(format!(
                    "threshold in {}: {}",
                    exchange.shop(),
                    no_rate.fact()
                )));
            }
        }
    };
    if debt <= over {
        return Ok(Vec::new());
    }
    if let Some(grant) = granted(gate, &receivables.grants, debtor.context.instant) {
        return Ok(at_every_stage(&|stage| {
            Finding::new(GRANTED, Outcome::Allow, stage, Subject::Document)
                .warning()
                .with_staff("debt", Value::Money(debt))
                .with_staff("by", Value::Text(grant.by.clone()))
                .with_staff("reason", Value::Text(grant.reason.clone()))
                .by(setting(gate))
        }));
    }
    let release = sub(debt, over)?;
    Ok(at_every_stage(&|stage| {
        barred(gate, code, stage, debt, over, release)
    }))
}

/// What is still to be paid of a receivable that the gate counts.
fn counted(
    when: GateWhen,
    receivable: &Receivable,
    today: Day,
) -> Result<Option<Number>, Overflow> {
    let Some(shipped) = receivable.shipped else {
        return Ok(None);
    };
    let open = sub(receivable.amount, receivable.paid)?;
    if open <= Number::ZERO {
        return Ok(None);
    }
    let GateWhen::Overdue { older_than, .. } = when else {
        return Ok(Some(open));
    };
    // Days overdue: none on the due day, one on the day after; a prepayment counts its day of shipment.
    let first_day_overdue = receivable
        .due
        .map_or(Some(shipped), |due| due.succ_opt())
        .ok_or(Overflow)?;
    let bar = first_day_overdue
        .checked_add_signed(TimeDelta::days(older_than.into()))
        .ok_or(Overflow)?;
    Ok((bar <= today).then_some(open))
}

/// A grant that still holds; the hour at which it ends is no longer part of it.
fn granted<'a>(gate: &Gate, grants: &'a [Grant], instant: i64) -> Option<&'a Grant> {
    let rule = gate.override_.as_ref()?;
    let id = gate.id.as_deref()?;
    grants.iter().find(|grant| {
        let end = i64::from(rule.hours)
            .checked_mul(MILLISECONDS_PER_HOUR)
            .and_then(|span| grant.granted.checked_add(span));
        grant.gate == id
            && grant.role == rule.role
            && grant.granted <= instant
            && end.is_some_and(|end| instant < end)
    })
}

fn barred(
    gate: &Gate,
    code: &'static str,
    stage: Stage,
    debt: Number,
    over: Number,
    release: Number,
) -> Finding {
    let outcome = match gate.then {
        GateThen::Warn => Outcome::Allow,
        GateThen::Hold => Outcome::Hold,
        GateThen::Block => Outcome::Block,
    };
    let mut finding = Finding::new(code, outcome, stage, Subject::Document)
        .with("debt", Value::Money(debt))
        .with("release", Value::Money(release))
        .with_staff("threshold", Value::Money(over))
        .by(setting(gate))
        .remedy(Remedy::Pay(release));
    if gate.then == GateThen::Warn {
        finding = finding.warning();
    }
    if let Some(rule) = &gate.override_ {
        finding = finding.remedy(Remedy::Grant(rule.role.clone()));
    }
    finding
}

/// Path of the setting that decided.
fn setting(gate: &Gate) -> Cow<'static, str> {
    let key = match gate.when {
        GateWhen::Overdue { .. } => "overdue_over",
        GateWhen::Receivable { .. } => "receivable_over",
    };
    gate.id.as_ref().map_or(Cow::Borrowed("default"), |id| {
        format!("credit.gate[{id}].when.{key}").into()
    })
}

/// The sum whose payment turns every credit bar of `stage` into a pass; none where none stands.
#[must_use]
pub fn release<'f>(findings: impl Iterator<Item = &'f Finding>, stage: Stage) -> Option<Number> {
    findings
        .filter(|finding| finding.stage == stage && finding.outcome > Outcome::Allow)
        .flat_map(|finding| &finding.remedies)
        .filter_map(|remedy| match remedy {
            Remedy::Pay(sum) => Some(*sum),
            _ => None,
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, ActorKind};
    use rust_decimal::dec;

    fn day(day: u32) -> Day {
        Day::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn receivable(amount: Number, shipped: Option<u32>, due: Option<u32>) -> Receivable {
        Receivable {
            id: "INV-1".into(),
            entity: "e".into(),
            currency: "EUR".into(),
            amount,
            paid: dec!(0),
            shipped: shipped.map(day),
            due: due.map(day),
        }
    }

    fn policy(text: &str) -> crate::policy::Policy {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{text}");
        crate::policy::load(&text).unwrap().policy
    }

    fn gate(text: &str) -> Gate {
        policy(text).gates.remove(0)
    }

    fn run(
        gate: &Gate,
        items: Vec<Receivable>,
        today: u32,
        paid_in_full: bool,
        grants: Vec<Grant>,
    ) -> Vec<Finding> {
        let context = Context {
            acting: Actor {
                id: "b".into(),
                kind: ActorKind::Buyer,
            },
            principal: "b".into(),
            instant: 1_000_000_000,
            today: day(today),
            request_id: "r".into(),
        };
        let policy = policy("");
        let exchange = Exchange::new(&policy, &[], context.today, "EUR");
        let debtor = Debtor {
            context: &context,
            entity: "e",
            exchange: &exchange,
            paid_in_full,
        };
        decide(gate, debtor, Some(&Receivables { items, grants })).unwrap()
    }

    fn bars(items: Vec<Receivable>, today: u32) -> bool {
        !run(&gate(""), items, today, false, vec![]).is_empty()
    }

    #[test]
    fn overdue_from_the_day_after_the_due_day() {
        let due_on_ten = || vec![receivable(dec!(1), Some(1), Some(10))];
        assert!(!bars(due_on_ten(), 10));
        assert!(bars(due_on_ten(), 11));
    }

    #[test]
    fn a_prepayment_is_overdue_once_shipped_and_nothing_unshipped_is_debt() {
        assert!(bars(vec![receivable(dec!(1), Some(5), None)], 5));
        assert!(!bars(vec![receivable(dec!(1), None, None)], 30));
        assert!(!bars(vec![receivable(dec!(1), None, Some(1))], 30));
    }

    #[test]
    fn other_entities_and_paid_invoices_do_not_count() {
        let other = Receivable {
            entity: "x".into(),
            ..receivable(dec!(1), Some(1), Some(2))
        };
        let paid = Receivable {
            paid: dec!(1),
            ..receivable(dec!(1), Some(1), Some(2))
        };
        let nearly = Receivable {
            paid: dec!(0.99),
            ..receivable(dec!(1), Some(1), Some(2))
        };
        assert!(!bars(vec![other, paid], 20));
        assert!(bars(vec![nearly], 20));
    }

    #[test]
    fn the_threshold_itself_passes_and_the_release_sum_is_what_is_above() {
        let gate = gate(
            "[[credit.gate]]\nid = \"g\"\nwhen = { overdue_over = \"100.00\", older_than = \"3 days\" }\n",
        );
        let debt = |sum, due| vec![receivable(sum, Some(1), Some(due))];
        assert!(run(&gate, debt(dec!(100.00), 5), 20, false, vec![]).is_empty());
        let findings = run(&gate, debt(dec!(100.01), 5), 20, false, vec![]);
        assert_eq!(findings.len(), 3);
        assert_eq!(release(findings.iter(), Stage::Ship), Some(dec!(0.01)));
        assert_eq!(release(findings.iter(), Stage::Place), None);
        assert!(
            run(&gate, debt(dec!(500), 5), 8, false, vec![]).is_empty(),
            "three days overdue are not over three"
        );
        assert!(!run(&gate, debt(dec!(500), 5), 9, false, vec![]).is_empty());
    }

    #[test]
    fn paid_in_full_passes_where_the_gate_says_so() {
        let debt = || vec![receivable(dec!(1), Some(1), Some(2))];
        assert!(run(&gate(""), debt(), 20, true, vec![]).is_empty());
        let strict = gate("[[credit.gate]]\nid = \"g\"\nwhen = { receivable_over = \"0\" }\n");
        assert!(!run(&strict, debt(), 1, true, vec![]).is_empty());
    }

    #[test]
    fn a_grant_holds_for_its_hours() {
        let gate = gate(
            "[[credit.gate]]\nid = \"g\"\nwhen = { overdue_over = \"0\" }\noverride = { role = \"head\", valid_for = \"24 hours\" }\n",
        );
        let debt = || vec![receivable(dec!(1), Some(1), Some(2))];
        let at = |granted, role: &str| {
            let grant = Grant {
                gate: "g".into(),
                role: role.into(),
                by: "Ann".into(),
                reason: "call".into(),
                granted,
            };
            run(&gate, debt(), 20, false, vec![grant])
                .first()
                .map(|finding| finding.code)
        };
        let day = 24 * MILLISECONDS_PER_HOUR;
        assert_eq!(at(1_000_000_000 - day + 1, "head"), Some(GRANTED));
        assert_eq!(at(1_000_000_000 - day, "head"), Some(OVERDUE));
        assert_eq!(at(1_000_000_001, "head"), Some(OVERDUE));
        assert_eq!(at(999_999_999, "tail"), Some(OVERDUE));
    }

    #[test]
    fn missing_facts_and_foreign_debt_are_never_favourable() {
        let context = Context {
            acting: Actor {
                id: "b".into(),
                kind: ActorKind::Buyer,
            },
            principal: "b".into(),
            instant: 0,
            today: day(20),
            request_id: "r".into(),
        };
        let policy = policy("");
        let exchange = Exchange::new(&policy, &[], context.today, "EUR");
        let debtor = Debtor {
            context: &context,
            entity: "e",
            exchange: &exchange,
            paid_in_full: false,
        };
        let missing = decide(&gate(""), debtor, None).unwrap();
        assert!(
            missing
                .iter()
                .all(|f| f.code == UNKNOWN && f.outcome == Outcome::Indeterminate)
        );
        let foreign = Receivable {
            currency: "USD".into(),
            ..receivable(dec!(1), Some(1), Some(2))
        };
        assert!(
            run(&gate(""), vec![foreign], 20, false, vec![])
                .iter()
                .all(|f| f.code == UNKNOWN)
        );
    }
}
