//! Mutual settlements of a period, by legal entity, contract and currency.
//!
//! Requirement: R34.

use std::collections::BTreeMap;

use crate::cart::overflow;
use crate::domain::{
    Buyer, Context, Contract, Day, FactGroup, FactRef, Findings, Ledger, Overflow, Receivables,
    Stage, StatementRequest, Subject, Verdict,
};
use crate::policy::Policy;
use crate::rules::document_party::{self, contradiction};
use crate::rules::statement_balance::{self, Account, Agreement, Key};
use crate::rules::statement_period;

/// A statement, decided.
#[derive(Debug, Clone)]
pub struct StatementAnswer {
    /// For the document as a whole.
    pub verdict: Verdict,
    /// As asked.
    pub entity: String,
    /// First and last day.
    pub period: (Day, Day),
    /// By contract, then currency.
    pub accounts: BTreeMap<Key, Account>,
    /// By currency.
    pub agreements: BTreeMap<String, Agreement>,
}

/// The statement, or why there is none.
#[must_use]
pub fn statement(
    policy: &Policy,
    context: &Context,
    (buyer, contracts): (&Buyer, &[Contract]),
    ledger: Option<&Ledger>,
    receivables: Option<&Receivables>,
    request: &StatementRequest,
) -> StatementAnswer {
    let mut findings = Findings::default();
    let mut answer = StatementAnswer {
        verdict: crate::cart::undecided(used(contracts, (ledger, receivables), request)),
        entity: request.entity.clone(),
        period: (request.start, request.end),
        accounts: BTreeMap::new(),
        agreements: BTreeMap::new(),
    };
    let theirs =
        request.entity == buyer.entity || contracts.iter().any(|one| one.entity == request.entity);
    let months = policy.papers.statement_months;
    let barred = match document_party::own(context, &buyer.id, Stage::Place) {
        Err(finding) => Some(*finding),
        Ok(()) if !theirs => Some(*document_party::foreign(Stage::Place)),
        Ok(()) => statement_period::decide(request, context.today, months),
    };
    match (barred, ledger) {
        (Some(finding), _) => findings.push(finding),
        (None, None) => findings.push(statement_balance::missing()),
        (None, Some(ledger)) => {
            let wrong = statement_balance::contradiction(ledger, &request.entity, contracts);
            if let Some(fact) = wrong {
                findings.push(*contradiction(Stage::Place, Subject::Document, fact));
            } else if let Some(finding) = statement_period::uncovered(request, ledger.since) {
                findings.push(finding);
            } else if let Err(Overflow) = fill(
                &mut answer,
                (ledger, receivables),
                context.today,
                request,
                &mut findings,
            ) {
                answer.accounts.clear();
                answer.agreements.clear();
                findings.push(overflow(Stage::Place, Subject::Document));
            }
        }
    }
    answer.verdict.outcome = findings.outcome();
    answer.verdict.findings = findings.into_vec();
    answer
}

fn fill(
    answer: &mut StatementAnswer,
    (ledger, receivables): (&Ledger, Option<&Receivables>),
    today: Day,
    request: &StatementRequest,
    findings: &mut Findings,
) -> Result<(), Overflow> {
    let period = (request.start, request.end);
    let mut accounts = statement_balance::accounts(ledger, &request.entity, period)?;
    // Receivables are those of today.
    if request.end == today {
        match receivables {
            None => findings.push(statement_balance::unconfirmed()),
            Some(receivables) => {
                let said = statement_balance::agreements(&accounts, receivables, &request.entity)?;
                said.iter()
                    .filter_map(|(currency, one)| statement_balance::differs(currency, one))
                    .for_each(|finding| findings.push(finding));
                answer.agreements = said;
            }
        }
    }
    let wanted = |asked: Option<&String>, value: &String| asked.is_none_or(|asked| asked == value);
    accounts.retain(|(contract, currency), _| {
        wanted(request.contract.as_ref(), contract) && wanted(request.currency.as_ref(), currency)
    });
    answer.accounts = accounts;
    Ok(())
}

fn used(
    contracts: &[Contract],
    (ledger, receivables): (Option<&Ledger>, Option<&Receivables>),
    request: &StatementRequest,
) -> Vec<FactRef> {
    let group = |group| FactRef { group, index: 0 };
    let mut used = vec![group(FactGroup::Buyer)];
    let own = (0u32..)
        .zip(contracts)
        .filter(|(_, contract)| contract.entity == request.entity);
    used.extend(own.map(|(index, _)| FactRef {
        group: FactGroup::Contracts,
        index,
    }));
    used.extend(receivables.map(|_| group(FactGroup::Receivables)));
    used.extend(ledger.map(|_| group(FactGroup::Ledger)));
    used
}
