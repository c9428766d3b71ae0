//! Opening an account.

use super::{notify, outcome, verdict};
use crate::domain::directory::{Act, Directory, Registration};
use crate::domain::{Context, Contract, Findings, Notification, Outcome, Verdict};
use crate::policy::Policy;
use crate::rules::access::{self, Wish};
use crate::rules::registration;
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
    let decided = registration::decide(
        policy,
        context,
        directory,
        contracts,
        request,
        &mut findings,
    );
    let outcome = outcome(&findings);
    let join = decided
        .join
        .filter(|_| outcome == Outcome::Hold)
        .map(|client| Join {
            client,
            administrators: administrators(policy, context, directory, client),
        });
    let note = Notification::new;
    let notes = match outcome {
        Outcome::Allow | Outcome::Adjust => vec![note("applicant", "account-opened")],
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
    }
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
