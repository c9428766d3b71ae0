//! The credit gates, asked alike by the cart and by an order's events.

use super::{CartLine, Totals, overflow};
use crate::domain::{Facts, Findings, Number, Overflow, Stage, Subject};
use crate::policy::Policy;
use crate::rules::contract_choice::Chosen;
use crate::rules::credit_gate::{self, AtHand, Debtor, Under};
use crate::rules::exchange::Exchange;

/// What every gate says of `debtor` at stage `first` and those after it.
pub(crate) fn gates(
    policy: &Policy,
    debtor: Debtor<'_>,
    facts: &Facts,
    first: Stage,
    findings: &mut Findings,
) {
    for gate in &policy.gates {
        match credit_gate::decide(gate, debtor, facts.receivables.as_ref()) {
            Ok(said) => said
                .into_iter()
                .filter(|finding| finding.stage >= first)
                .for_each(|finding| findings.push(finding)),
            Err(Overflow) => gate
                .stages
                .iter()
                .filter(|stage| **stage >= first)
                .for_each(|stage| findings.push(overflow(*stage, Subject::Document))),
        }
    }
}

/// The client with this cart, on which `paid` is paid.
pub(super) fn debtor<'a>(
    context: &'a crate::domain::Context,
    facts: &'a Facts,
    chosen: Chosen<'a>,
    exchange: &'a Exchange<'a>,
    (totals, lines): (Option<&Totals>, &[CartLine]),
    paid: Number,
) -> Debtor<'a> {
    let payable = totals.map_or(Number::ZERO, |totals| totals.payable);
    Debtor {
        context,
        entity: &facts.buyer.entity,
        exchange,
        paid_in_full: paid >= payable && (payable > Number::ZERO || costs_nothing(totals, lines)),
        order: AtHand {
            id: None,
            under: Some(Under {
                contract: &chosen.contract.id,
                terms: &chosen.terms.id,
            }),
            payable,
            paid,
        },
    }
}

/// Whether there are goods, every figure of the cart is known, and nothing is left to pay: bonuses or a
/// promo took it all.
fn costs_nothing(totals: Option<&Totals>, lines: &[CartLine]) -> bool {
    let mut taken = lines.iter().filter(|line| !line.accepted.is_zero());
    let known = taken.clone().all(|line| line.sum.is_some());
    totals.is_some_and(|totals| totals.payable.is_zero()) && known && taken.next().is_some()
}
