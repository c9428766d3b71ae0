//! A partial verdict of the accounting system: what is cut off an order, or split off it (A10).

use std::collections::BTreeMap;

use super::correction::{DiffLine, diff};
use super::cost::{self, Cost};
use crate::domain::number::sub;
use crate::domain::{
    Day, Facts, Finding, GoodsPart, LineTax, Number, Order, OrderLine, Overflow, Stage, Subject,
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
    pub(super) taxes: Vec<LineTax>,
    pub(super) cost: Cost,
    /// The rest, as an order of its own; none where it is dropped.
    pub(super) rest: Option<Rest>,
}

/// What was split off an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) lines: Vec<OrderLine>,
    pub(super) taxes: Vec<LineTax>,
    pub(super) cost: Cost,
}

/// What the policy makes of the part that is granted.
pub(super) fn decide(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    granted: &[GoodsPart],
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
    let parts = granted.iter();
    let parts = parts
        .map(|part| (part.sku.as_str(), part.quantity))
        .collect();
    let (kept, missing) = match share(policy, &order.lines, parts) {
        Ok(shared) => shared,
        Err(Overflow) => {
            partial
                .findings
                .push(crate::cart::overflow(Stage::Edit, Subject::Document));
            return partial;
        }
    };
    partial.diff = diff(&order.lines, &kept);
    if !cuts || missing.is_empty() {
        return partial;
    }
    match cut(policy, facts, today, order, (kept, missing)) {
        Err(finding) => partial.findings.push(*finding),
        Ok(cut) => partial.cut = Some(cut),
    }
    partial
}

/// What stays of the order, and what does not, each at what its own lines cost.
fn cut(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    (kept, missing): (Vec<OrderLine>, Vec<OrderLine>),
) -> Result<Cut, Box<Finding>> {
    let overflow = |Overflow| Box::new(crate::cart::overflow(Stage::Edit, Subject::Document));
    let stays = cost::part(policy, facts, today, order, &kept)?;
    let first = cost::cost(policy, order, stays.gross).map_err(overflow)?;
    let rest = match policy.life.partial {
        PartialVerdict::Split => {
            let goods = cost::goods(policy, facts, today, order, &missing)?;
            let redeemed = sub(order.redeemed, first.redeemed)
                .map_err(overflow)?
                .min(goods.gross);
            Some(Rest {
                lines: missing,
                taxes: goods.taxes,
                cost: Cost {
                    payable: sub(goods.gross, redeemed).map_err(overflow)?,
                    redeemed,
                    accrues: sub(order.accrues, first.accrues).map_err(overflow)?,
                },
            })
        }
        _ => None,
    };
    Ok(Cut {
        lines: kept,
        taxes: stays.taxes,
        cost: first,
        rest,
    })
}

/// The lines that `left` of each article make, and those that it does not; what an article has is given to its
/// lines in order.
pub(super) fn share(
    policy: &Policy,
    lines: &[OrderLine],
    mut left: BTreeMap<&str, Number>,
) -> Result<(Vec<OrderLine>, Vec<OrderLine>), Overflow> {
    let (mut kept, mut missing) = (Vec::new(), Vec::new());
    for line in lines {
        let there = left.get(line.sku.as_str()).copied().unwrap_or_default();
        let given = there.min(line.quantity);
        if let Some(rest) = left.get_mut(line.sku.as_str()) {
            *rest = there.saturating_sub(given);
        }
        let (own, other) = cost::discounts(policy, line, given)?;
        let part = |quantity: Number, discount: Number| OrderLine {
            quantity,
            discount,
            ..line.clone()
        };
        if !given.is_zero() {
            kept.push(part(given, own));
        }
        if given < line.quantity {
            missing.push(part(line.quantity.saturating_sub(given), other));
        }
    }
    Ok((kept, missing))
}
