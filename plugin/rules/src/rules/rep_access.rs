//! `access.rep`, `access.rep-action`, `access.rep-unknown`: for whom a rep may act, and what he may do.
//!
//! For clients bound to him or to a rep for whom he stands in today; where the policy says so, also
//! for those that rules or the default give him. Never for anybody else's.
//!
//! Requirement: R6, A15. Facts: directory.

use super::access::{Wish, refuse};
use super::rep_assignment::{decide as assign, stand_in};
use crate::domain::directory::Directory;
use crate::domain::{Context, Day, Finding, Outcome, Remedy, Value};
use crate::policy::{ActsFor, Policy};

/// The client is not one of his.
pub const CLIENT: &str = "access.rep";
/// The shop's reps don't do that for clients.
pub const ACTION: &str = "access.rep-action";
/// Whoever acts as a rep is none, or is suspended.
pub const UNKNOWN: &str = "access.rep-unknown";

/// The rep who acts.
///
/// # Errors
/// The finding, where he is none or is suspended.
pub fn acting(directory: &Directory, context: &Context) -> Result<u32, Box<Finding>> {
    super::rep_assignment::by_id(directory, &context.acting.id)
        .ok_or_else(|| Box::new(refuse(UNKNOWN, Outcome::Block).remedy(Remedy::Contact("staff"))))
}

/// Whether `rep` may act for this client, or for this outlet of it; `None`: for any of its outlets.
#[must_use]
pub fn is_his(
    policy: &Policy,
    directory: &Directory,
    today: Day,
    rep: u32,
    client: u32,
    outlet: Option<u32>,
) -> bool {
    let bound = directory
        .bindings
        .iter()
        .filter(|b| b.client == client)
        .filter(|b| b.outlet.is_none() || outlet.is_none() || b.outlet == outlet)
        .any(|b| b.rep == rep || stand_in(directory, today, b.rep) == Some(rep));
    bound
        || policy.rep.acts_for == ActsFor::Assigned
            && assign(policy, directory, today, client, outlet)
                .0
                .is_some_and(|found| found.rep == rep || found.assigned == rep)
}

/// Everything that keeps the rep from doing it; nothing where he may.
#[must_use]
pub fn decide(
    policy: &Policy,
    directory: &Directory,
    context: &Context,
    client: u32,
    outlet: u32,
    wish: Wish,
) -> Vec<Finding> {
    let rep = match acting(directory, context) {
        Ok(rep) => rep,
        Err(finding) => return vec![*finding],
    };
    let mut findings = Vec::new();
    if !is_his(policy, directory, context.today, rep, client, Some(outlet)) {
        findings.push(
            refuse(CLIENT, Outcome::Block)
                .by("rep.acts_for")
                .remedy(Remedy::Contact("staff")),
        );
    }
    if !policy.rep.may.contains(&wish.act) {
        findings.push(
            refuse(ACTION, Outcome::Block)
                .with("action", Value::Text(wish.act.name().to_owned()))
                .by("rep.may")
                .remedy(Remedy::Contact("staff")),
        );
    }
    findings
}
