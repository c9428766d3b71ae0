//! `account.outlet`, `account.email-taken`, `account.contract`: what staff, and whoever is invited for a
//! known entity, are told: the plain truth.
//!
//! Boundary: a contract is in force by the shop's local day, half-open.
//!
//! Requirement: R1, R3. Facts: directory, contracts.

use super::super::register::CONTRADICTORY;
use super::known::{any_contract, has_email, runs};
use super::{Application, CONTRACT, EMAIL_TAKEN, INVITATION, OUTLET, Registered, edit, say};
use crate::domain::directory::entry;
use crate::domain::{Findings, Outcome, Remedy, Value};

/// Staff, or somebody invited for a known entity: the plain truth.
pub(super) fn decide(
    application: &Application<'_>,
    expected: Option<u32>,
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
    if known.len() > 1 {
        findings.push(
            say(CONTRADICTORY, Outcome::Indeterminate)
                .with_staff("fact", Value::Text("two entities of one tax id".to_owned()))
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    answer.entity = known.first().copied();
    if expected.is_some() && expected != answer.entity {
        answer.entity = None;
        findings.push(
            say(INVITATION, Outcome::Block)
                .by("registration.mode")
                .remedy(edit("tax-id"))
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    if let Some(outlet) = request
        .outlet
        .and_then(|outlet| entry(&directory.outlets, outlet))
    {
        let elsewhere = Some(outlet.entity) != answer.entity;
        let taken = policy.registration.one_account_per_outlet && outlet.account.is_some();
        if elsewhere || taken {
            let reason = if elsewhere { "entity" } else { "account" };
            findings.push(
                say(OUTLET, Outcome::Block)
                    .with("outlet", Value::Text(outlet.name.clone()))
                    .with("reason", Value::Text(reason.to_owned()))
                    .by("registration.one_account_per_outlet")
                    .remedy(edit("outlet")),
            );
        }
    }
    if has_email(directory, &request.email) {
        findings.push(say(EMAIL_TAKEN, Outcome::Block).remedy(edit("email")));
    }
    let in_force = any_contract(directory, contracts, known, |c| runs(context.today, c));
    if policy.registration.require_contract && !in_force {
        findings.push(
            say(CONTRACT, Outcome::Hold)
                .by("registration.require_contract")
                .remedy(Remedy::Contact("rep")),
        );
    }
}
