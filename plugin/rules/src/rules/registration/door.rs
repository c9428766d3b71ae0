//! `account.closed`, `account.invitation`, `account.first-order`: who may ask for an account at all.
//!
//! Staff and the shop's programs always may. Boundary: an invitation is good until its moment, itself
//! excluded; one earlier order is enough.
//!
//! Requirement: R1, R3, A11. Facts: directory.

use super::known::same_address;
use super::{Application, CLOSED, FIRST_ORDER, INVITATION, edit, say};
use crate::domain::directory::Invitation;
use crate::domain::{Finding, Outcome, Remedy};
use crate::policy::Mode;

/// Whether this person may ask at all, and on which invitation.
pub(super) fn decide<'a>(
    application: &Application<'a>,
    by_shop: bool,
) -> Result<Option<&'a Invitation>, Box<Finding>> {
    if by_shop {
        return Ok(None);
    }
    let Application {
        policy,
        context,
        directory,
        request,
        ..
    } = *application;
    let refuse = |code| say(code, Outcome::Block).by("registration.mode");
    let mode = policy.registration.mode;
    if mode == Mode::Staff {
        return Err(Box::new(refuse(CLOSED).remedy(Remedy::Contact("staff"))));
    }
    let good = |invitation: &&Invitation| {
        Some(&invitation.id) == request.invitation.as_ref()
            && !invitation.used
            && invitation.until.is_none_or(|until| context.instant < until)
            && same_address(&invitation.email, &request.email)
    };
    let invited = directory.invitations.iter().find(good);
    // A wrong invitation is told even where none is needed: nobody slips in by another door.
    if invited.is_none() && (mode == Mode::Invite || request.invitation.is_some()) {
        return Err(Box::new(
            refuse(INVITATION)
                .remedy(edit("invitation"))
                .remedy(Remedy::Contact("staff")),
        ));
    }
    if mode == Mode::AfterFirstOrder && invited.is_none() && request.earlier_orders == 0 {
        return Err(Box::new(
            refuse(FIRST_ORDER).remedy(Remedy::Contact("staff")),
        ));
    }
    Ok(invited)
}
