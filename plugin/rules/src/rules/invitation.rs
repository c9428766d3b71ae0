//! `account.invite`: whether an invitation is sent to somebody of a known legal entity.
//!
//! Staff alone invite, and only where an invitation leads somewhere: under a mode in which people
//! register. What keeps an account from being opened (no contract in force, a wrong or taken e-mail)
//! keeps an invitation from being sent.
//!
//! Boundary: good for `registration.invitation_valid_for`, the moment it ends excluded.
//!
//! Requirement: R3. Facts: directory, contracts.

use super::registration::details::is_email;
use super::registration::known::{any_contract, has_email, runs};
use super::registration::{CONTRACT, EMAIL, EMAIL_TAKEN, edit, say};
use crate::domain::directory::Directory;
use crate::domain::{ActorKind, Context, Contract, Findings, Outcome, Remedy, Value};
use crate::policy::{Mode, Policy};

/// Nobody but staff invites, and nobody where the shop opens accounts itself.
pub const CODE: &str = "account.invite";

const DAY: i64 = 86_400_000;

/// The moment at which an invitation sent now ends; what keeps it from being sent goes into `findings`.
#[must_use]
pub fn decide(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    (entity, email): (u32, &str),
    findings: &mut Findings,
) -> i64 {
    let until = i64::from(policy.registration.invitation_days)
        .saturating_mul(DAY)
        .saturating_add(context.instant);
    let refuse = |reason: &str| {
        say(CODE, Outcome::Block)
            .with("reason", Value::Text(reason.to_owned()))
            .by("registration.mode")
            .remedy(Remedy::Contact("staff"))
    };
    if !matches!(context.acting.kind, ActorKind::Staff | ActorKind::System) {
        findings.push(refuse("not-staff"));
        return until;
    }
    if policy.registration.mode == Mode::Staff {
        findings.push(refuse("mode"));
    }
    if !is_email(email.trim()) {
        findings.push(say(EMAIL, Outcome::Block).remedy(edit("email")));
    } else if has_email(directory, email) {
        findings.push(say(EMAIL_TAKEN, Outcome::Block).remedy(edit("email")));
    }
    let in_force = any_contract(directory, contracts, &[entity], |contract| {
        runs(context.today, contract)
    });
    if policy.registration.require_contract && !in_force {
        findings.push(
            say(CONTRACT, Outcome::Hold)
                .by("registration.require_contract")
                .remedy(Remedy::Contact("rep")),
        );
    }
    until
}
