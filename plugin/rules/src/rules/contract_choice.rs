//! `contract.unknown`, `contract.none`, `contract.ambiguous`, `contract.terms`: under which contract a client buys.
//!
//! The contract he names, else the one his facts mark as default, else the one under
//! the policy's default terms, else his only one. In force by the shop's local day.
//!
//! Requirement: R10, R47. Facts: buyer, contracts.

use crate::domain::facts::in_force;
use crate::domain::{
    Contract, Day, Edit, Facts, Finding, Findings, Order, Outcome, Remedy, Stage, Subject, Value,
};
use crate::policy::{Policy, Terms};

/// The buyer names a contract that he does not have, or that is not in force.
pub const UNKNOWN: &str = "contract.unknown";
/// No contract of the client is in force.
pub const NONE: &str = "contract.none";
/// Several contracts claim to be the default.
pub const AMBIGUOUS: &str = "contract.ambiguous";
/// The contract names payment terms that the policy does not know.
pub const TERMS: &str = "contract.terms";

/// A contract and its terms.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    /// Index into the contract facts.
    pub index: u32,
    /// The fact.
    pub contract: &'a Contract,
    /// The policy's terms.
    pub terms: &'a Terms,
}

/// The contract that is named, if any.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// By whoever buys now.
    ToBuy(Option<&'a str>),
    /// By an order that was placed under it: it holds for that order, in force or no longer.
    Ordered(Option<&'a str>),
}

/// The contract to buy under; `None` with a finding that bars placing.
#[must_use]
pub fn decide<'a>(
    policy: &'a Policy,
    facts: &'a Facts,
    today: Day,
    named: Named<'_>,
    findings: &mut Findings,
) -> Option<Chosen<'a>> {
    let (named, ordered) = match named {
        Named::ToBuy(named) => (named, None),
        Named::Ordered(named) => (named, named),
    };
    let held: Vec<(u32, &Contract)> = (0u32..)
        .zip(&facts.contracts)
        .filter(|(_, c)| {
            let holds = in_force(today, c.valid_from, c.valid_until);
            c.entity == facts.buyer.entity && (holds || ordered == Some(c.id.as_str()))
        })
        .collect();
    let (index, contract) = match pick(policy, &held, named) {
        Ok(found) => found,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let Some(terms) = policy
        .contracts
        .iter()
        .find(|terms| terms.id == contract.terms)
    else {
        findings.push(
            Finding::new(
                TERMS,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
            .with("contract", Value::Text(contract.id.clone()))
            .with_staff("terms", Value::Text(contract.terms.clone()))
            .by("contract")
            .remedy(Remedy::Contact("rep")),
        );
        return None;
    };
    Some(Chosen {
        index,
        contract,
        terms,
    })
}

/// The contract an order was placed under, in force or no longer; none where the facts don't tell.
pub(crate) fn of_order<'a>(
    policy: &Policy,
    contracts: &'a [Contract],
    today: Day,
    order: &Order,
) -> Option<&'a Contract> {
    let own = |contract: &&Contract| contract.entity == order.entity;
    let mut contracts = contracts.iter().filter(own);
    match &order.contract {
        Some(id) => contracts.find(|contract| contract.id == *id),
        None => {
            let held: Vec<_> = (0u32..)
                .zip(contracts)
                .filter(|(_, it)| in_force(today, it.valid_from, it.valid_until))
                .collect();
            pick(policy, &held, None).ok().map(|(_, contract)| contract)
        }
    }
}

pub(crate) fn pick<'a>(
    policy: &Policy,
    held: &[(u32, &'a Contract)],
    named: Option<&str>,
) -> Result<(u32, &'a Contract), Finding> {
    let refuse = |code| Finding::new(code, Outcome::Block, Stage::Place, Subject::Document);
    if let Some(id) = named {
        return held
            .iter()
            .find(|(_, c)| c.id == id)
            .copied()
            .ok_or_else(|| {
                refuse(UNKNOWN)
                    .with("contract", Value::Text(id.to_owned()))
                    .remedy(Remedy::Edit(Edit {
                        field: "contract",
                        line: None,
                        to: None,
                    }))
            });
    }
    if held.is_empty() {
        return Err(refuse(NONE).remedy(Remedy::Contact("rep")));
    }
    let default_terms = policy.contracts.iter().find(|terms| terms.default);
    let marked: Vec<_> = held.iter().filter(|(_, c)| c.is_default).collect();
    let by_terms: Vec<_> = held
        .iter()
        .filter(|(_, c)| default_terms.is_some_and(|terms| terms.id == c.terms))
        .collect();
    let candidates = if !marked.is_empty() {
        marked
    } else if !by_terms.is_empty() {
        by_terms
    } else {
        held.iter().collect()
    };
    match candidates.as_slice() {
        [one] => Ok(**one),
        several => {
            let ids: Vec<_> = several.iter().map(|(_, c)| c.id.as_str()).collect();
            Err(Finding::new(
                AMBIGUOUS,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
            .with("contracts", Value::Text(ids.join(", ")))
            .remedy(Remedy::Edit(Edit {
                field: "contract",
                line: None,
                to: None,
            })))
        }
    }
}
