//! People: who gets an account, who may do what, who looks after whom.
//!
//! One entry point a question: [`register`], [`invite`], [`manage_employee`], [`authorise`],
//! [`assign_rep`], [`find_clients`].
//!
//! Requirement: R1 to R6, R46, A11, A15.

mod authorise;
mod employees;
mod find;
mod invite;
mod register;
mod standings;

pub use authorise::{Authorised, authorise};
pub use employees::{EmployeeAnswer, manage_employee};
pub use find::{Found, FoundClient, find_clients};
pub use invite::{InviteAnswer, invite};
pub use register::{Join, RegisterAnswer, register};
pub use standings::Overall;

use crate::domain::directory::Directory;
use crate::domain::{
    Context, Effect, FactGroup, FactRef, Findings, Notification, Outcome, Stage, Verdict,
};
use crate::policy::Policy;
use crate::rules::rep_assignment::{self, Assignment};

/// Who looks after a client.
#[derive(Debug, Clone)]
pub struct AssignAnswer {
    /// The verdict.
    pub verdict: Verdict,
    /// None only with a finding that says why.
    pub assignment: Option<Assignment>,
}

/// Who looks after `client`, or after one outlet of it.
#[must_use]
pub fn assign_rep(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    client: u32,
    outlet: Option<u32>,
) -> AssignAnswer {
    let (assignment, said) =
        rep_assignment::decide(policy, directory, context.today, client, outlet);
    let mut findings = Findings::default();
    for finding in said {
        findings.push(finding);
    }
    AssignAnswer {
        verdict: verdict(findings, Vec::new(), 0),
        assignment,
    }
}

/// The directory, and as many contracts as were searched.
fn verdict(findings: Findings, effects: Vec<Effect>, contracts: usize) -> Verdict {
    let mut facts_used: Vec<_> = (0u32..)
        .take(contracts)
        .map(|index| FactRef {
            group: FactGroup::Contracts,
            index,
        })
        .collect();
    facts_used.push(FactRef {
        group: FactGroup::Directory,
        index: 0,
    });
    Verdict {
        outcome: outcome(&findings),
        findings: findings.into_vec(),
        effects,
        facts_used,
    }
}

fn outcome(findings: &Findings) -> Outcome {
    findings.outcome_at(Stage::Edit)
}

fn notify(context: &Context, notes: Vec<Notification>) -> Vec<Effect> {
    (0u32..)
        .zip(notes)
        .map(|(ordinal, note)| Effect {
            key: format!("{}#{ordinal}", context.request_id),
            action: crate::domain::Action::Notify(note),
        })
        .collect()
}
