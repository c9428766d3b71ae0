//! `account.refused`, `account.review`: what anybody else is told.
//!
//! Every request that is held is held in the same words; what it was is told to staff alone.
//!
//! Requirement: R2, A11. Facts: directory, contracts.

use super::known::{any_contract, has_email};
use super::{Application, REFUSED, REVIEW, Registered, say};
use crate::domain::directory::entry;
use crate::domain::{Findings, Outcome, Remedy, Value};

/// Anybody else: every request that is held is held in the same words.
pub(super) fn decide(
    application: &Application<'_>,
    known: &[u32],
    answer: &mut Registered,
    findings: &mut Findings,
) {
    let Application {
        policy,
        context,
        directory,
        contracts,
        request,
    } = *application;
    let closed = any_contract(directory, contracts, known, |contract| {
        contract.valid_until.is_none_or(|end| context.today < end)
            && policy.registration.no_join_terms.contains(&contract.terms)
    });
    if closed {
        findings.push(
            say(REFUSED, Outcome::Block)
                .with_staff("reason", Value::Text("closed-terms".to_owned()))
                .by("registration")
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    let reason = if let Some(first) = known.first() {
        answer.join = entry(&directory.entities, *first).map(|entity| entity.client);
        "tax-id"
    } else if has_email(directory, &request.email) {
        "email"
    } else if policy.registration.require_contract {
        "contract"
    } else {
        return;
    };
    findings.push(
        say(REVIEW, Outcome::Hold)
            .with_staff("reason", Value::Text(reason.to_owned()))
            .by("registration")
            .remedy(Remedy::Contact("staff")),
    );
}
