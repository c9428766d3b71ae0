//! Opening an account.

use super::{notify, outcome, verdict};
use crate::domain::directory::{Act, Directory, Registration, entry};
use crate::domain::{Context, Contract, Finding, Findings, Notification, Outcome, Verdict};
use crate::policy::Policy;
use crate::rules::access::{self, Wish};
use crate::rules::registration::{self, Application, Registered};
use crate::rules::rep_assignment::{self, Assignment};
use crate::rules::tax_id::TaxId;

/// A request to join. Never for the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The client.
    pub client: u32,
    /// Employees who may decide about it.
    pub administrators: Vec<u32>,
}

/// What becomes of a registration.
#[derive(Debug, Clone)]
pub struct RegisterAnswer {
    /// Allow: open it. Hold: somebody looks at it. Block: no.
    pub verdict: Verdict,
    /// None where it can't be one, or nobody may ask.
    pub tax_id: Option<TaxId>,
    /// The known entity; for staff and the invited alone.
    pub entity: Option<u32>,
    /// Only with hold.
    pub join: Option<Join>,
    /// Who looks after the client; only with allow.
    pub assignment: Option<Assignment>,
}

/// Whether an account is opened.
#[must_use]
pub fn register(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    request: &Registration,
) -> RegisterAnswer {
    let mut findings = Findings::default();
    let application = Application {
        policy,
        context,
        directory,
        contracts,
        request,
    };
    let decided = registration::decide(&application, &mut findings);
    let mut assignment = None;
    if outcome(&findings) == Outcome::Allow {
        let found;
        (assignment, found) = rep(policy, context, directory, &decided, request);
        found.into_iter().for_each(|finding| findings.push(finding));
    }
    let outcome = outcome(&findings);
    assignment = assignment.filter(|_| outcome == Outcome::Allow);
    let join = decided
        .join
        .filter(|_| outcome == Outcome::Hold)
        .map(|client| Join {
            client,
            administrators: administrators(policy, context, directory, client),
        });
    let note = Notification::new;
    let notes = match outcome {
        Outcome::Allow | Outcome::Adjust => {
            let mut notes = vec![note("applicant", "account-opened")];
            notes.extend(assignment.as_ref().map(|_| note("rep", "client-assigned")));
            notes
        }
        Outcome::Hold => {
            let mut notes = vec![
                note("applicant", "registration-received"),
                note("staff", "registration-review"),
            ];
            notes.extend(join.as_ref().map(|_| note("administrator", "join-request")));
            notes
        }
        Outcome::Indeterminate | Outcome::Block => Vec::new(),
    };
    RegisterAnswer {
        verdict: verdict(findings, notify(context, notes), contracts.len()),
        tax_id: decided.tax_id,
        entity: decided.entity,
        join,
        assignment,
    }
}

/// Who looks after the new account. Where nobody does, staff are warned, or the account waits.
fn rep(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    decided: &Registered,
    request: &Registration,
) -> (Option<Assignment>, Vec<Finding>) {
    let client = decided
        .entity
        .and_then(|entity| entry(&directory.entities, entity))
        .map(|entity| entity.client);
    let (assignment, findings) = match client {
        Some(client) => {
            rep_assignment::decide(policy, directory, context.today, client, request.outlet)
        }
        None => rep_assignment::for_a_new_client(policy, directory, context.today),
    };
    let weigh = |mut finding: Finding| {
        if finding.outcome == Outcome::Allow {
            return finding;
        }
        if policy.registration.require_rep {
            finding.outcome = Outcome::Hold;
            return finding.by("registration.require_rep");
        }
        finding.outcome = Outcome::Allow;
        finding.warning()
    };
    (assignment, findings.into_iter().map(weigh).collect())
}

fn administrators(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    client: u32,
) -> Vec<u32> {
    let wish = Wish {
        act: Act::ManageEmployees,
        sum: None,
    };
    (0u32..)
        .zip(&directory.employees)
        .filter(|(_, employee)| employee.client == client)
        .filter(|(_, employee)| access::decide(policy, context, employee, wish).is_empty())
        .map(|(index, _)| index)
        .collect()
}
