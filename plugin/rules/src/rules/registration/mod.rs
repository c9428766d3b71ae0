//! `account.*`: who gets an account.
//!
//! The mode decides who may ask at all; whoever may not learns nothing about the directory. Then the
//! details are looked at, then the tax id: it is unique per legal entity. A second attempt is held as
//! a request to join, in the very words in which any other request is held for review; what it was is
//! told to staff alone. Where a client has a contract of closed terms (by default consignment) that
//! has not ended, the attempt is refused without a reason. Under `require_contract` no applicant can
//! tell a new tax id from a registered one.
//!
//! Boundary: an invitation is good until its moment, itself excluded; a contract is in force by the
//! shop's local day, half-open; one earlier order is enough.
//!
//! Requirement: R1, R2, R3, A11. Facts: directory, contracts.

mod applicant;
pub mod details;
mod door;
pub mod known;
mod trusted;

use super::tax_id::{self, TaxId};
use crate::domain::directory::{Directory, Registration};
use crate::domain::{
    ActorKind, Context, Contract, Edit, Finding, Findings, Outcome, Remedy, Stage, Subject,
};
use crate::policy::Policy;

/// Accounts are opened by the shop.
pub const CLOSED: &str = "account.closed";
/// The entity has no contract in force.
pub const CONTRACT: &str = "account.contract";
/// A name is missing.
pub const DETAILS: &str = "account.details";
/// The e-mail is missing, or none.
pub const EMAIL: &str = "account.email";
/// The e-mail has access already.
pub const EMAIL_TAKEN: &str = "account.email-taken";
/// Nothing was ordered yet.
pub const FIRST_ORDER: &str = "account.first-order";
/// The invitation is missing or not good.
pub const INVITATION: &str = "account.invitation";
/// The outlet has an account, or belongs to another entity.
pub const OUTLET: &str = "account.outlet";
/// The phone of the outlet is missing, or none.
pub const PHONE: &str = "account.phone";
/// Not possible; why is for staff.
pub const REFUSED: &str = "account.refused";
/// Somebody looks at it first; why is for staff.
pub const REVIEW: &str = "account.review";

/// What became of a request, its findings aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registered {
    /// None where it can't be one.
    pub tax_id: Option<TaxId>,
    /// The known entity; for staff and the invited alone.
    pub entity: Option<u32>,
    /// The client that the applicant would join.
    pub join: Option<u32>,
}

pub(super) fn say(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Edit, Subject::Document)
}

pub(super) fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

/// What a registration is decided by.
#[derive(Clone, Copy)]
pub struct Application<'a> {
    /// The shop's rules.
    pub policy: &'a Policy,
    /// Who asks, and when.
    pub context: &'a Context,
    /// Who is known.
    pub directory: &'a Directory,
    /// Contracts of the entities in the directory.
    pub contracts: &'a [Contract],
    /// What is asked.
    pub request: &'a Registration,
}

/// What becomes of a request; what stands in its way goes into `findings`.
#[must_use]
pub fn decide(application: &Application<'_>, findings: &mut Findings) -> Registered {
    let mut answer = Registered::default();
    let Application {
        directory, request, ..
    } = *application;
    let by_shop = matches!(
        application.context.acting.kind,
        ActorKind::Staff | ActorKind::System
    );
    let invited = match door::decide(application, by_shop) {
        Ok(invited) => invited,
        Err(finding) => {
            findings.push(*finding);
            return answer;
        }
    };
    details::decide(&application.policy.registration, request, findings);
    match tax_id::decide(&request.country, &request.tax_id) {
        Ok(id) => answer.tax_id = Some(id),
        Err(wrong) => {
            findings.push(tax_id::finding(wrong));
            return answer;
        }
    }
    let known = known::entities(directory, answer.tax_id.as_ref());
    let expected = invited.and_then(|invitation| invitation.entity);
    if by_shop || expected.is_some() {
        trusted::decide(application, expected, &known, &mut answer, findings);
    } else {
        applicant::decide(application, &known, &mut answer, findings);
    }
    if let Some(id) = &answer.tax_id
        && let Some(notice) = tax_id::unchecked(id)
    {
        findings.push(notice);
    }
    answer
}

#[cfg(test)]
mod tests;
