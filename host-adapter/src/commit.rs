//! Who commits: the guest decides, the host commits, in one transaction of its own.
//!
//! [`Comptoir::decide_and_commit`] gathers facts, decides, and hands the host what to commit: the
//! effects, the versions of the facts they rest on, and an entry for the audit. Where a fact has moved in between, the host says
//! so and the decision is made again from facts gathered anew, a bounded number of times.
//!
//! Requirement: B9.

use std::collections::HashSet;
use std::mem::discriminant;
use std::num::NonZeroU32;

use crate::activation::Comptoir;
use crate::audit::{AuditActor, AuditEntry};
use crate::bindings::comptoir::rules::types::{
    Action, Context, Effect, FactGroup, FactRef, Verdict,
};
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::bindings::exports::comptoir::rules::orders::{FireAnswer, Status};
use crate::canonical;
use crate::error::CallError;
use crate::facts::Facts;
use crate::hooks::{Answer, Decision, OrderFacts};
use crate::sandbox::digest;

/// An answer that binds the shop once it is committed.
pub trait Binding: Answer + serde::Serialize {
    /// The function of the contract that gave it, such as `checkout.place`.
    const CALL: &'static str;

    /// Its verdict.
    fn verdict(&self) -> &Verdict;

    /// Whether there is something to commit; false for a refusal.
    fn binds(&self) -> bool;
}

impl Binding for PlaceAnswer {
    const CALL: &'static str = "checkout.place";

    fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    fn binds(&self) -> bool {
        self.draft.is_some()
    }
}

impl Binding for FireAnswer {
    const CALL: &'static str = "orders.fire";

    fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    fn binds(&self) -> bool {
        self.status == Status::Applied
    }
}

/// Facts that know the version of each of their entities.
pub trait Versioned {
    /// What `used` refers to; none where the place is not in the facts.
    fn version_of(&self, used: FactRef) -> Option<FactVersion>;
}

/// The version of a fact that a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactVersion {
    /// Its group.
    pub group: FactGroup,
    /// Its id, as the host passed it: of receivables the
    /// legal entity's, of loyalty the buyer's, of stock the product's article, of a rate its pair and day.
    pub id: String,
    /// Its version, as the host passed it.
    pub version: String,
}

impl Versioned for Facts {
    fn version_of(&self, used: FactRef) -> Option<FactVersion> {
        let at = usize::try_from(used.index).ok()?;
        let (id, version) = match used.group {
            FactGroup::Buyer => (&self.buyer.id, &self.buyer.version),
            FactGroup::Contracts => {
                let contract = self.contracts.get(at)?;
                (&contract.id, &contract.version)
            }
            FactGroup::Products => {
                let product = self.products.items.get(at)?;
                (&product.sku, &product.version)
            }
            FactGroup::Stock => {
                let stock = self.stock.items.get(at)?;
                let product = usize::try_from(stock.product).ok()?;
                (&self.products.items.get(product)?.sku, &stock.version)
            }
            FactGroup::Receivables => (&self.buyer.entity, &self.receivables.as_ref()?.version),
            FactGroup::Rates => {
                let rate = self.rates.get(at)?;
                let pair = format!("{}/{} {}", rate.from, rate.to, rate.day);
                return Some(FactVersion {
                    group: used.group,
                    id: pair,
                    version: rate.version.clone(),
                });
            }
            FactGroup::Loyalty => (&self.buyer.id, &self.loyalty.as_ref()?.version),
            FactGroup::History => (&self.buyer.entity, &self.history.as_ref()?.version),
            FactGroup::Calendar => {
                // Working time has no version: it is as the host says.
                return self.working.as_ref().map(|_| FactVersion {
                    group: used.group,
                    id: "working".to_owned(),
                    version: String::new(),
                });
            }
            FactGroup::Directory | FactGroup::Orders | FactGroup::Ledger | FactGroup::Standings => {
                return None;
            }
        };
        Some(FactVersion {
            group: used.group,
            id: id.clone(),
            version: version.clone(),
        })
    }
}

/// What an event's decision rests on. Working time has no version: it is as the host says.
impl Versioned for (Facts, OrderFacts) {
    fn version_of(&self, used: FactRef) -> Option<FactVersion> {
        let (facts, of) = self;
        let version = |id: &str, version: &str| {
            Some(FactVersion {
                group: used.group,
                id: id.to_owned(),
                version: version.to_owned(),
            })
        };
        match used.group {
            FactGroup::Orders => version(&of.order.id, &of.order.version),
            FactGroup::Calendar => version("working", ""),
            FactGroup::History => version(&of.order.entity, &of.history.as_ref()?.version),
            _ => facts.version_of(used),
        }
    }
}

/// What the host commits, in one transaction: all of it or nothing.
#[derive(Debug)]
pub struct ToCommit<'a, F, A> {
    /// What it rests on: effects and answer refer to it by index.
    pub facts: &'a F,
    /// The answer, staff values included.
    pub answer: &'a A,
    /// What changes the state, in order. Each is applied once: its key tells a repeat.
    pub effects: Vec<&'a Effect>,
    /// Notifications, in order: written to an outbox within the transaction, sent after it.
    pub outbox: Vec<&'a Effect>,
    /// What must not have moved since the facts were gathered, each once.
    pub versions: Vec<FactVersion>,
    /// For the audit, within the transaction.
    pub audit: AuditEntry,
}

/// What the host did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commit {
    /// All of it is committed.
    Done,
    /// A version has moved; nothing is committed.
    Moved,
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError<E> {
    /// There is no decision.
    #[error(transparent)]
    Call(CallError),
    /// The host could not gather facts, or could not commit.
    #[error("{0}")]
    Host(E),
    /// Facts moved each time.
    #[error("facts moved under the decision {0} times: nothing is committed")]
    Moving(NonZeroU32),
    /// The decision rests on a fact that the host did not pass, or can't be written for the audit.
    #[error("the plugin's answer makes no sense: {0}")]
    Nonsense(String),
}

impl Comptoir {
    /// Gathers, decides, commits; a refusal is handed out without a commit. At most `attempts` rounds.
    ///
    /// `gather` reads facts with their versions; `decide` asks one hook; `commit` checks the versions and applies everything in
    /// one transaction, or says [`Commit::Moved`].
    ///
    /// # Errors
    /// [`CommitError`]; nothing is committed then.
    pub fn decide_and_commit<F: Versioned, A: Binding, E>(
        &self,
        attempts: NonZeroU32,
        context: &Context,
        mut gather: impl FnMut() -> Result<F, E>,
        mut decide: impl FnMut(&F) -> Result<Decision<A>, CallError>,
        mut commit: impl FnMut(ToCommit<'_, F, A>) -> Result<Commit, E>,
    ) -> Result<Decision<A>, CommitError<E>> {
        for _ in 0..attempts.get() {
            let facts = gather().map_err(CommitError::Host)?;
            let decision = decide(&facts).map_err(CommitError::Call)?;
            if !decision.answer.binds() {
                return Ok(decision);
            }
            let verdict = decision.answer.verdict();
            let (outbox, effects) = verdict
                .effects
                .iter()
                .partition(|effect| matches!(effect.action, Action::Notify(_)));
            let to_commit = ToCommit {
                facts: &facts,
                answer: &decision.answer,
                effects,
                outbox,
                versions: versions(&facts, &verdict.facts_used).map_err(CommitError::Nonsense)?,
                audit: entry(context, &decision)
                    .map_err(|error| CommitError::Nonsense(error.to_string()))?,
            };
            if commit(to_commit).map_err(CommitError::Host)? == Commit::Done {
                return Ok(decision);
            }
        }
        Err(CommitError::Moving(attempts))
    }
}

/// The versions of what was used, each once, in the order in which they are named.
fn versions(facts: &impl Versioned, used: &[FactRef]) -> Result<Vec<FactVersion>, String> {
    let mut seen = HashSet::with_capacity(used.len());
    used.iter()
        .filter(|used| seen.insert((discriminant(&used.group), used.index)))
        .map(|used| {
            facts.version_of(*used).ok_or_else(|| {
                format!(
                    "it used fact {} of {:?}, which was not passed",
                    used.index, used.group
                )
            })
        })
        .collect()
}

/// The audit's entry for a decision.
fn entry<A: Binding>(
    context: &Context,
    decision: &Decision<A>,
) -> Result<AuditEntry, serde_json::Error> {
    let verdict = decision.answer.verdict();
    let word = |value: serde_json::Value| match value {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    };
    let mut findings: Vec<String> = Vec::new();
    for finding in &verdict.findings {
        if !findings.contains(&finding.code) {
            findings.push(finding.code.clone());
        }
    }
    Ok(AuditEntry {
        call: A::CALL.to_owned(),
        request_id: context.request_id.clone(),
        instant: context.instant,
        acting: AuditActor {
            id: context.acting.id.clone(),
            kind: word(canonical::to_value(&context.acting.kind)?),
        },
        principal: context.principal.clone(),
        outcome: word(canonical::to_value(&verdict.outcome)?),
        findings,
        effects: verdict
            .effects
            .iter()
            .map(|effect| effect.key.clone())
            .collect(),
        plugin: decision.generation.component.digest.clone(),
        policy: digest(decision.generation.policy.text.as_bytes()),
        answer: digest(canonical::to_string(&decision.answer)?.as_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three contracts, whose versions are their places.
    struct Three;

    impl Versioned for Three {
        fn version_of(&self, used: FactRef) -> Option<FactVersion> {
            (used.index < 3).then(|| FactVersion {
                group: used.group,
                id: String::new(),
                version: used.index.to_string(),
            })
        }
    }

    #[test]
    fn a_fact_is_checked_once_wherever_it_is_named() {
        let of = |index| FactRef {
            group: FactGroup::Contracts,
            index,
        };
        let versions = |used: &[u32]| {
            let used: Vec<FactRef> = used.iter().copied().map(of).collect();
            let found = versions(&Three, &used)?;
            let found = found.into_iter().map(|found| found.version);
            Ok::<Vec<String>, String>(found.collect())
        };
        assert_eq!(versions(&[2, 0, 2, 0]).unwrap(), ["2", "0"]);
        assert!(versions(&[0, 3]).unwrap_err().contains("was not passed"));
    }
}
