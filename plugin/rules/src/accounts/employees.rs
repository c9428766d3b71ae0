//! Adding, changing and removing an employee.

use super::authorise::{authorise, who};
use super::{notify, outcome, verdict};
use crate::domain::directory::{Act, Directory};
use crate::domain::employee::{EmployeeChange, Kept};
use crate::domain::{ActorKind, Context, Findings, Notification, Outcome, Verdict};
use crate::policy::Policy;
use crate::rules::access::Wish;
use crate::rules::employee_change::{self, Change, Giver};

/// What becomes of a change.
#[derive(Debug, Clone)]
pub struct EmployeeAnswer {
    /// Allow: make it. Anything else: leave everything as it is.
    pub verdict: Verdict,
    /// The principal's client; none where no outlet has this account.
    pub client: Option<u32>,
    /// None where he is removed, or nothing is to be done.
    pub keep: Option<Kept>,
}

/// Whether an employee of the principal's client is added, changed or removed.
#[must_use]
pub fn manage_employee(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    wanted: &EmployeeChange,
) -> EmployeeAnswer {
    let wish = Wish {
        act: Act::ManageEmployees,
        sum: None,
    };
    let may = authorise(policy, context, directory, wish);
    let place = may
        .outlet
        .and_then(|outlet| Some((directory.client_of(outlet)?, outlet)));
    let mut answer = EmployeeAnswer {
        client: place.map(|(client, _)| client),
        verdict: may.verdict,
        keep: None,
    };
    let Some((client, outlet)) = place.filter(|_| answer.verdict.outcome == Outcome::Allow) else {
        return answer;
    };
    let giver = match context.acting.kind {
        ActorKind::Staff | ActorKind::System | ActorKind::Rep => Giver::Shop,
        ActorKind::Buyer => match who(context, directory, client, outlet) {
            Ok(Some(employee)) => Giver::Employee(employee),
            // Whoever is nobody was refused above.
            Ok(None) | Err(_) => Giver::Account,
        },
    };
    let change = Change {
        policy,
        context,
        directory,
        client,
        giver,
    };
    let mut findings = Findings::default();
    let keep = employee_change::decide(&change, wanted, &mut findings);
    let allowed = outcome(&findings) == Outcome::Allow;
    let template = match wanted {
        EmployeeChange::Add { .. } => "employee-invited",
        EmployeeChange::Change { .. } => "access-changed",
        EmployeeChange::Remove(_) => "access-removed",
    };
    let mut notes = Vec::new();
    if allowed && !employee_change::changes_nothing(directory, wanted) {
        notes.push(Notification::new("employee", template));
    }
    answer.verdict = verdict(findings, notify(context, notes), 0);
    answer.keep = keep.filter(|_| allowed);
    answer
}
