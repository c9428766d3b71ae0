//! `credit.overdue`, `credit.receivable`, `credit.limit`, `credit.granted`, `credit.unknown`: debt, or too
//! much credit in use, stops an order.
//!
//! Debt is counted per legal entity, over all its outlets and contracts. An invoice is
//! debt once shipped; it is overdue from the day after its due day, a prepayment from
//! the day of shipment. A gate bars when debt is *over* its threshold: exactly the
//! threshold passes. The release sum is the debt above the threshold, to the last unit.
//!
//! A gate may ask how much of the credit limit is in use as well, or instead
//! ([`exposure`]): *over* a share of it, or *from* a share on. Then the order may shrink
//! too. Where a gate has several conditions, it bars when all of them hold, and
//! whatever ends one of them ends the bar: the smallest release sum counts.
//!
//! A grant lets a gate pass, for its hours and up to its sum: what the gate measures may come to that sum, the
//! sum included ([`grants`]). Of more, what is over it is to be paid.
//!
//! All is counted in the document's currency: debts in others are converted by the day's
//! rate and their sum rounded up, thresholds are rounded down. Only what counts needs a rate.
//!
//! Requirement: R29, R17, A7, A8, B6. Facts: receivables, rates.

mod debt;
mod exposure;
#[cfg(test)]
mod exposure_tests;
mod grants;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::domain::{
    Context, Contract, Edit, Finding, Number, Outcome, Overflow, Receivables, Remedy, Stage,
    Subject, Value,
};
use crate::policy::{Bound, DebtWhen, Gate, GateThen};
use crate::rules::exchange::Exchange;
use grants::Allowance;

/// Overdue debt over the threshold.
pub const OVERDUE: &str = "credit.overdue";
/// Any debt over the threshold.
pub const RECEIVABLE: &str = "credit.receivable";
/// More of the credit limit in use than the gate lets pass.
pub const LIMIT: &str = "credit.limit";
/// Somebody let the gate pass.
pub const GRANTED: &str = "credit.granted";
/// Receivables or limits are missing or can't be compared.
pub const UNKNOWN: &str = "credit.unknown";

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
    /// The order at hand.
    pub order: AtHand<'a>,
}

/// The order at hand, in the document's currency.
#[derive(Clone, Copy)]
pub struct AtHand<'a> {
    /// Its id among the live orders; none before it is placed.
    pub id: Option<&'a str>,
    /// Its contract; none where the facts don't tell.
    pub under: Option<Under<'a>>,
    /// What it costs.
    pub payable: Number,
    /// What is paid of it.
    pub paid: Number,
}

/// A contract and its payment terms.
#[derive(Clone, Copy)]
pub struct Under<'a> {
    /// Its id.
    pub contract: &'a str,
    /// A key of the policy's `contract` table.
    pub terms: &'a str,
}

impl<'a> Under<'a> {
    /// Under `contract`.
    pub(crate) fn of(contract: &'a Contract) -> Self {
        Self {
            contract: &contract.id,
            terms: &contract.terms,
        }
    }
}

/// One condition of a gate.
enum Measured {
    /// It does not hold.
    Within,
    /// It holds.
    Over(Excess),
    /// Nobody knows, for want of this fact.
    Unknown(String),
}

/// By how much a condition holds.
#[derive(Clone, Copy)]
struct Excess {
    measured: Number,
    /// The most that passes.
    threshold: Number,
    /// What must be paid so that it passes.
    release: Number,
    /// The credit limit, where one was asked.
    limit: Option<Number>,
    /// What the order may cost at most so that it passes; none where no order would.
    shrink: Option<Number>,
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
    let under = debtor.order.under;
    let looks_at = |terms: &Vec<String>| {
        under.is_none_or(|under| terms.iter().any(|known| known == under.terms))
    };
    if !gate.when.contracts.as_ref().is_none_or(looks_at) {
        return Ok(Vec::new());
    }
    let contract = (gate.when.contracts.is_some() && under.is_none())
        .then(|| Measured::Unknown("contract of the order".to_owned()));
    let debt = gate
        .when
        .debt
        .map(|when| debt::measure(when, debtor, receivables));
    let exposure = gate
        .when
        .exposure
        .map(|when| exposure::measure(when, debtor, receivables));
    let measured = [contract, debt.transpose()?, exposure.transpose()?];
    let mut unknown = None;
    let mut over = [None; 3];
    for (measured, over) in measured.into_iter().zip(&mut over) {
        match measured {
            None => {}
            // One condition that surely does not hold is enough to pass.
            Some(Measured::Within) => return Ok(Vec::new()),
            Some(Measured::Over(excess)) => *over = Some(excess),
            Some(Measured::Unknown(fact)) => unknown = unknown.or(Some(fact)),
        }
    }
    let at_every_stage = |finding: &dyn Fn(Stage) -> Finding| {
        Ok(gate.stages.iter().map(|stage| finding(*stage)).collect())
    };
    if let Some(fact) = unknown {
        return at_every_stage(&|stage| unknown_at(gate, stage, &fact));
    }
    let [_, debt, exposure] = over;
    let grants = receivables.map_or(&[][..], |facts| &facts.grants);
    let allowance = match grants::allowance(gate, grants, debtor)? {
        Ok(allowance) => allowance,
        Err(fact) => return at_every_stage(&|stage| unknown_at(gate, stage, &fact)),
    };
    let up_to = allowance.and_then(|allowance| allowance.up_to);
    let measured = [debt, exposure].into_iter().flatten();
    let within = up_to.is_none_or(|sum| measured.clone().all(|excess| excess.measured <= sum));
    if let Some(Allowance { grant, .. }) = allowance
        && within
    {
        return at_every_stage(&|stage| {
            let mut finding = Finding::new(GRANTED, Outcome::Allow, stage, Subject::Document)
                .warning()
                .with_staff("by", Value::Text(grant.by.clone()))
                .with_staff("reason", Value::Text(grant.reason.clone()))
                .by(setting(gate));
            if let Some(sum) = up_to {
                finding = finding.with_staff("up-to", Value::Money(sum));
            }
            for (name, excess) in [("debt", debt), ("exposure", exposure)] {
                if let Some(excess) = excess {
                    finding = finding.with_staff(name, Value::Money(excess.measured));
                }
            }
            finding
        });
    }
    at_every_stage(&|stage| barred(gate, stage, (debt, exposure), up_to))
}

/// Nobody knows, for want of `fact`.
fn unknown_at(gate: &Gate, stage: Stage, fact: &str) -> Finding {
    Finding::new(UNKNOWN, Outcome::Indeterminate, stage, Subject::Document)
        .with_staff("fact", Value::Text(fact.to_owned()))
        .by(setting(gate))
        .remedy(Remedy::Contact("rep"))
}

/// What must be paid: what ends one of the conditions, or brings all of them to the sum that is let pass.
fn to_pay(debt: Option<Excess>, exposure: Option<Excess>, up_to: Option<Number>) -> Option<Number> {
    let over = || [debt, exposure].into_iter().flatten();
    let own = over().map(|excess| excess.release).min()?;
    let to_sum = up_to.and_then(|sum| {
        over()
            .map(|excess| excess.measured.saturating_sub(sum))
            .max()
    });
    Some(to_sum.map_or(own, |to_sum| own.min(to_sum)))
}

/// Both conditions hold, where both are asked; at least one is. `up_to`: a grant lets less pass than is measured.
fn barred(
    gate: &Gate,
    stage: Stage,
    (debt, exposure): (Option<Excess>, Option<Excess>),
    up_to: Option<Number>,
) -> Finding {
    let outcome = match gate.then {
        GateThen::Warn => Outcome::Allow,
        GateThen::Hold => Outcome::Hold,
        GateThen::Block => Outcome::Block,
    };
    let code = match gate.when.debt {
        Some(DebtWhen::Overdue { .. }) => OVERDUE,
        Some(DebtWhen::Receivable { .. }) => RECEIVABLE,
        None => LIMIT,
    };
    let mut finding = Finding::new(code, outcome, stage, Subject::Document).by(setting(gate));
    if let Some(debt) = debt {
        finding = finding.with("debt", Value::Money(debt.measured));
    }
    if let Some(exposure) = exposure {
        finding = finding.with("exposure", Value::Money(exposure.measured));
        if let Some(limit) = exposure.limit {
            finding = finding.with("limit", Value::Money(limit));
        }
    }
    if let Some(release) = to_pay(debt, exposure, up_to) {
        finding = finding
            .with("release", Value::Money(release))
            .remedy(Remedy::Pay(release));
    }
    if let Some(threshold) = debt.or(exposure).map(|excess| excess.threshold) {
        finding = finding.with_staff("threshold", Value::Money(threshold));
    }
    if let Some(sum) = up_to {
        finding = finding.with_staff("up-to", Value::Money(sum));
    }
    let shrink = exposure.and_then(|excess| {
        // Where debt counts too, the order shrinks to what ends its own condition.
        let more = up_to
            .filter(|_| debt.is_none())
            .map_or(Number::ZERO, |sum| {
                sum.saturating_sub(excess.threshold).max(Number::ZERO)
            });
        Some(excess.shrink?.saturating_add(more))
    });
    if let Some(most) = shrink {
        finding = finding
            .with("most", Value::Money(most))
            .remedy(Remedy::Edit(Edit {
                field: "total",
                line: None,
                to: Some(most),
            }));
    }
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
    let key = match (gate.when.debt, gate.when.exposure) {
        (Some(DebtWhen::Overdue { .. }), _) => "overdue_over",
        (Some(DebtWhen::Receivable { .. }), _) => "receivable_over",
        (None, Some(exposure)) if exposure.bound == Bound::From => "exposure_from",
        (None, _) => "exposure_over",
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
