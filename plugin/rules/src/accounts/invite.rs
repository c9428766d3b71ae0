//! Inviting somebody of a known legal entity.

use super::{notify, outcome, verdict};
use crate::domain::directory::Directory;
use crate::domain::{Context, Contract, Findings, Notification, Outcome, Verdict};
use crate::policy::Policy;
use crate::rules::invitation;

/// What becomes of an invitation.
#[derive(Debug, Clone)]
pub struct InviteAnswer {
    /// Allow: keep it and send it.
    pub verdict: Verdict,
    /// The moment, in milliseconds since 1970, from which it is no longer good.
    pub until: Option<i64>,
}

/// Whether somebody of legal entity `entity` is sent an invitation to `email`.
#[must_use]
pub fn invite(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    entity: u32,
    email: &str,
) -> InviteAnswer {
    let mut findings = Findings::default();
    let until = invitation::decide(
        policy,
        context,
        directory,
        contracts,
        (entity, email),
        &mut findings,
    );
    let allowed = outcome(&findings) == Outcome::Allow;
    let mut notes = Vec::new();
    if allowed {
        notes.push(Notification::new("applicant", "invitation"));
    }
    InviteAnswer {
        verdict: verdict(findings, notify(context, notes), contracts.len()),
        until: allowed.then_some(until),
    }
}
