//! Bonus accounts outside of a cart: what they hold, and what an order's end does to their lots.
//!
//! Requirement: R36, R37, R43, R44, B9, A3, A6.

use crate::cart::{overflow, undecided};
use crate::domain::{
    Buyer, Context, Day, Effect, FactGroup, FactRef, Finding, Findings, Loyalty, Number, Occasion,
    Outcome, Stage, Subject, Verdict,
};
use crate::policy::{Bonus, Policy};
use crate::rules::bonus_account;
use crate::rules::bonus_settlement::{self, Settled, Unsettled};
use crate::rules::bonus_stage::{self, Standing};

/// What an account holds.
#[derive(Debug, Clone)]
pub struct AccountAnswer {
    /// At stage edit.
    pub verdict: Verdict,
    /// Version of the rules; none: there is no programme.
    pub version: Option<String>,
    /// None where it can't be told.
    pub balance: Option<Number>,
    /// First day on which it is burnt.
    pub burns_on: Option<Day>,
    /// Where the client stands.
    pub stage: Option<Standing>,
}

/// What an order's end does.
#[derive(Debug, Clone)]
pub struct SettleAnswer {
    /// Its effects move the lots.
    pub verdict: Verdict,
    /// What they do in sum.
    pub settled: Settled,
}

fn used(any: bool) -> Verdict {
    let group = FactGroup::Loyalty;
    undecided(
        any.then_some(FactRef { group, index: 0 })
            .into_iter()
            .collect(),
    )
}

fn close(mut verdict: Verdict, findings: Findings) -> Verdict {
    verdict.outcome = findings.outcome_at(Stage::Edit);
    verdict.findings = findings.into_vec();
    verdict
}

/// Balance, stage, and what burns when.
#[must_use]
pub fn account(
    policy: &Policy,
    context: &Context,
    buyer: &Buyer,
    loyalty: Option<&Loyalty>,
) -> AccountAnswer {
    let mut findings = Findings::default();
    let mut answer = AccountAnswer {
        verdict: used(loyalty.is_some()),
        version: policy.bonus.as_ref().map(|bonus| bonus.version.clone()),
        balance: None,
        burns_on: None,
        stage: None,
    };
    match &policy.bonus {
        None => findings.push(bonus_account::off(Stage::Edit)),
        Some(bonus) => match bonus_account::of(buyer, loyalty, Stage::Edit) {
            Err(finding) => findings.push(*finding),
            Ok(account) => {
                match bonus_account::decide(bonus, account, context.today) {
                    Ok(found) => {
                        answer.balance = Some(found.balance);
                        answer.burns_on = found.burns_on;
                        bonus_account::burns(&found)
                            .into_iter()
                            .for_each(|finding| findings.push(finding));
                    }
                    Err(fact) => findings.push(bonus_account::unknown(fact, Stage::Edit)),
                }
                match bonus_stage::decide(&bonus.stages, account.turnover) {
                    Ok(Some(standing)) => {
                        findings.push(bonus_stage::finding(&standing));
                        answer.stage = Some(standing);
                    }
                    Ok(None) if bonus.stages.is_empty() => {}
                    Ok(None) => findings.push(bonus_account::unknown("turnover", Stage::Edit)),
                    Err(_) => findings.push(overflow(Stage::Edit, Subject::Document)),
                }
            }
        },
    }
    answer.verdict = close(answer.verdict, findings);
    answer
}

/// What an order's end, or a timer, does to the lots.
#[must_use]
pub fn settle(
    policy: &Policy,
    context: &Context,
    loyalty: &Loyalty,
    occasion: &Occasion,
) -> SettleAnswer {
    let mut findings = Findings::default();
    let settled = match settled(policy, context, loyalty, occasion) {
        Ok(settled) => settled,
        Err(finding) => {
            findings.push(*finding);
            Settled::default()
        }
    };
    settled
        .finding
        .iter()
        .cloned()
        .for_each(|finding| findings.push(finding));
    let mut verdict = close(used(true), findings);
    if verdict.outcome <= Outcome::Adjust {
        verdict.effects = (0u32..)
            .zip(settled.actions.iter().cloned())
            .map(|(ordinal, action)| Effect {
                key: format!("{}#{ordinal}", context.request_id),
                action,
            })
            .collect();
    }
    SettleAnswer { verdict, settled }
}

fn settled(
    policy: &Policy,
    context: &Context,
    loyalty: &Loyalty,
    occasion: &Occasion,
) -> Result<Settled, Box<Finding>> {
    let unknown = |fact| Box::new(bonus_account::unknown(fact, Stage::Edit));
    let bonus: &Bonus = policy
        .bonus
        .as_ref()
        .ok_or_else(|| Box::new(bonus_account::off(Stage::Edit)))?;
    let account = loyalty.account.as_ref().ok_or_else(|| unknown("account"))?;
    let balance = bonus_account::decide(bonus, account, context.today).map_err(unknown)?;
    let settled = match occasion {
        Occasion::Completed(order) => {
            bonus_settlement::complete(bonus, account, order, context.today)
        }
        Occasion::Returned { order, goods } => {
            bonus_settlement::give_back(bonus, account, order, *goods)
        }
        Occasion::Expire if balance.burnt.is_zero() => Ok(Settled::default()),
        Occasion::Expire => {
            let burnt = bonus_settlement::expire(account).map_err(Unsettled::from);
            burnt.map(|settled| Settled {
                finding: bonus_account::burns(&balance),
                ..settled
            })
        }
    };
    settled.map_err(|error| match error {
        Unsettled::Contradictory(fact) => unknown(fact),
        Unsettled::Overflow => Box::new(overflow(Stage::Edit, Subject::Document)),
    })
}
