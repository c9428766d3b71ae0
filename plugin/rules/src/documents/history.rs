//! A client's orders of the past: lines, sums, payments, debt.
//!
//! Requirement: R31.

use std::collections::BTreeMap;

use crate::cart::overflow;
use crate::domain::number::add;
use crate::domain::{
    Buyer, Context, Day, FactGroup, FactRef, Findings, HistoryRequest, Number, Order, OrderState,
    Overflow, PastOrder, Stage, Subject, Verdict,
};
use crate::orders::{Label, label};
use crate::policy::Policy;
use crate::rules::{document_party, history_window};

/// Most orders of a page.
const PAGE: u32 = 100;

/// One order of the past.
#[derive(Debug, Clone)]
pub struct HistoryOrder {
    /// Index into the orders that were passed.
    pub index: u32,
    /// Day on which it was placed.
    pub placed: Day,
    /// What people see.
    pub label: Label,
    /// The order.
    pub order: Order,
    /// Owed for it.
    pub owed: Number,
}

impl HistoryOrder {
    /// Whether it is in the archive.
    #[must_use]
    pub fn archived(&self) -> bool {
        self.order.states.order == OrderState::Archived
    }
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct HistoryAnswer {
    /// For the page.
    pub verdict: Verdict,
    /// First day that is shown.
    pub since: Day,
    /// The latest first.
    pub orders: Vec<HistoryOrder>,
    /// Over all pages.
    pub total: u32,
    /// By currency, over all pages.
    pub owed: BTreeMap<String, Number>,
    /// None on the last page.
    pub next_offset: Option<u32>,
}

/// The orders of `buyer` that the policy still shows.
#[must_use]
pub fn history(
    policy: &Policy,
    context: &Context,
    buyer: &Buyer,
    orders: &[PastOrder],
    request: HistoryRequest,
) -> HistoryAnswer {
    let since = history_window::since(context.today, policy.papers.history_months);
    let mut findings = Findings::default();
    let mut answer = HistoryAnswer {
        verdict: crate::cart::undecided(Vec::new()),
        since,
        orders: Vec::new(),
        total: 0,
        owed: BTreeMap::new(),
        next_offset: None,
    };
    if let Err(finding) = document_party::own(context, &buyer.id, Stage::Edit) {
        findings.push(*finding);
    } else {
        let own: Vec<(u32, &PastOrder)> = (0u32..)
            .zip(orders)
            .filter(|(_, past)| past.order.buyer == buyer.id && past.order.entity == buyer.entity)
            .collect();
        let mut shown = own.clone();
        shown.retain(|(_, past)| past.placed >= since);
        let left_out = own.len().saturating_sub(shown.len());
        history_window::notice(u32::try_from(left_out).unwrap_or(u32::MAX), since)
            .into_iter()
            .for_each(|finding| findings.push(finding));
        shown.sort_by(|(_, a), (_, b)| (b.placed, &a.order.id).cmp(&(a.placed, &b.order.id)));
        if let Err(Overflow) = fill(policy, &mut answer, &shown, request) {
            findings.push(overflow(Stage::Edit, Subject::Document));
            answer.orders.clear();
            answer.owed.clear();
        }
    }
    answer.verdict.outcome = findings.outcome();
    answer.verdict.findings = findings.into_vec();
    answer
}

fn fill(
    policy: &Policy,
    answer: &mut HistoryAnswer,
    shown: &[(u32, &PastOrder)],
    request: HistoryRequest,
) -> Result<(), Overflow> {
    answer.total = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    let mut used: Vec<FactRef> = vec![FactRef {
        group: FactGroup::Buyer,
        index: 0,
    }];
    let end = request.offset.saturating_add(request.limit.clamp(1, PAGE));
    for (position, (index, past)) in (0u32..).zip(shown) {
        let owed = history_window::owed(&past.order)?;
        if !owed.is_zero() {
            let sum = answer.owed.entry(past.order.currency.clone()).or_default();
            *sum = add(*sum, owed)?;
        }
        used.push(FactRef {
            group: FactGroup::Orders,
            index: *index,
        });
        if (request.offset..end).contains(&position) {
            answer.orders.push(HistoryOrder {
                index: *index,
                placed: past.placed,
                label: label(&policy.life, &past.order.states),
                order: past.order.clone(),
                owed,
            });
        }
    }
    used.sort_unstable();
    answer.verdict.facts_used = used;
    answer.next_offset = (end < answer.total).then_some(end);
    Ok(())
}
