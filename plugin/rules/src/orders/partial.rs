//! A partial verdict of the accounting system: what is cut off an order, or split off it (A10).

use std::collections::BTreeMap;

use super::correction::{DiffLine, diff};
use super::cost::{self, Cost};
use crate::domain::number::sub;
use crate::domain::{
    Day, Facts, Finding, Granted, Number, Order, OrderLine, Overflow, Stage, Subject,
};
use crate::policy::Policy;
use crate::policy::orders::PartialVerdict;
use crate::rules::order_granted;

/// An order cut to what was granted.
#[derive(Debug, Default)]
pub(super) struct Partial {
    /// Lines and cost of what stays; none where the order stays as it is.
    pub(super) cut: Option<Cut>,
    /// What of the order was not granted, by article; empty where it was not told.
    pub(super) diff: Vec<DiffLine>,
    /// What is wrong with the verdict.
    pub(super) findings: Vec<Finding>,
}

/// What stays of an order, and what does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) lines: Vec<OrderLine>,
    pub(super) cost: Cost,
    /// The rest, as an order of its own; none where it is dropped.
    pub(super) rest: Option<Rest>,
}

/// What was split off an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) lines: Vec<OrderLine>,
    pub(super) cost: Cost,
}

/// What the policy makes of the part that is granted.
pub(super) fn decide(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    granted: &[Granted],
) -> Partial {
    let splits = policy.life.partial == PartialVerdict::Split;
    let cuts = splits || policy.life.partial == PartialVerdict::Trim;
    let mut partial = Partial {
        findings: order_granted::decide(&order.lines, granted, cuts),
        ..Partial::default()
    };
    if !partial.findings.is_empty() || granted.is_empty() {
        return partial;
    }
    let (kept, missing) = share(&order.lines, granted);
    partial.diff = diff(&order.lines, &kept);
    if !cuts || missing.is_empty() {
        return partial;
    }
    let cost = cost::gross(policy, facts, today, order, &kept).and_then(|gross| {
        cost::cost(policy, order, gross)
            .map_err(|Overflow| Box::new(crate::cart::overflow(Stage::Edit, Subject::Document)))
    });
    match cost {
        Err(finding) => partial.findings.push(*finding),
        Ok(cost) => {
            // What the first order costs no more, the second one costs: to the last unit.
            let rest = sub(order.payable, cost.payable)
                .and_then(|payable| {
                    Ok(Cost {
                        payable: payable.max(Number::ZERO),
                        discount: sub(order.discount, cost.discount)?,
                    })
                })
                .unwrap_or(Cost {
                    payable: Number::ZERO,
                    discount: Number::ZERO,
                });
            partial.cut = Some(Cut {
                lines: kept,
                cost,
                rest: splits.then_some(Rest {
                    lines: missing,
                    cost: rest,
                }),
            });
        }
    }
    partial
}

/// The lines that were granted, and those that were not; what an article has is given to its lines in order.
fn share(lines: &[OrderLine], granted: &[Granted]) -> (Vec<OrderLine>, Vec<OrderLine>) {
    let mut left: BTreeMap<&str, Number> = granted
        .iter()
        .map(|part| (part.sku.as_str(), part.quantity))
        .collect();
    let (mut kept, mut missing) = (Vec::new(), Vec::new());
    for line in lines {
        let there = left.get(line.sku.as_str()).copied().unwrap_or_default();
        let given = there.min(line.quantity);
        left.insert(line.sku.as_str(), there.saturating_sub(given));
        let part = |quantity: Number| OrderLine {
            quantity,
            ..line.clone()
        };
        if !given.is_zero() {
            kept.push(part(given));
        }
        if given < line.quantity {
            missing.push(part(line.quantity.saturating_sub(given)));
        }
    }
    (kept, missing)
}
