//! Changes of employees, in; what becomes of them, out. Invitations too.

use comptoir_rules::accounts as a;
use comptoir_rules::domain::directory as p;
use comptoir_rules::domain::employee as e;

use super::accounts::not_negative;
use super::finding::verdict;
use super::number::{Malformed, decimal, index, list};
use crate::bindings::exports::comptoir::rules::accounts as w;

/// What is to become of an employee, every reference checked.
pub fn change(
    request: w::EmployeeChange,
    directory: &p::Directory,
) -> Result<e::EmployeeChange, Malformed> {
    let employee = |at| {
        index(at, directory.employees.len(), "employees")
            .map_err(|malformed| malformed.within("employee"))
    };
    let access = |level, limit, outlets: Option<Vec<u32>>, suspended| {
        let outlets = outlets
            .map(|outlets| list(outlets, |at| index(at, directory.outlets.len(), "outlets")))
            .transpose()
            .map_err(|malformed| malformed.within("outlets"))?;
        Ok(e::Access {
            level,
            limit: not_negative(limit).map_err(|malformed| malformed.within("limit"))?,
            outlets,
            suspended,
        })
    };
    let converted = match request {
        w::EmployeeChange::Add(new) => {
            access(new.level, new.limit, new.outlets, false).map(|access| e::EmployeeChange::Add {
                email: new.email,
                access,
            })
        }
        w::EmployeeChange::Change(to) => employee(to.employee).and_then(|employee| {
            Ok(e::EmployeeChange::Change {
                employee,
                access: access(to.level, to.limit, to.outlets, to.suspended)?,
            })
        }),
        w::EmployeeChange::Remove(at) => employee(at).map(e::EmployeeChange::Remove),
    };
    converted.map_err(|malformed| malformed.within("request"))
}

/// What becomes of it.
#[must_use]
pub fn employee_answer(answer: a::EmployeeAnswer) -> w::EmployeeAnswer {
    let keep = |kept: e::Kept| w::KeptEmployee {
        email: kept.email,
        level: kept.access.level,
        limit: kept.access.limit.map(decimal),
        outlets: kept.access.outlets,
        effective_from: kept.effective_from,
        suspended: kept.access.suspended,
    };
    w::EmployeeAnswer {
        verdict: verdict(answer.verdict),
        client: answer.client,
        keep: answer.keep.map(keep),
    }
}

/// The entity and the address of an invitation.
pub fn invitation(
    request: w::InviteRequest,
    directory: &p::Directory,
) -> Result<(u32, String), Malformed> {
    let entity = index(request.entity, directory.entities.len(), "entities")
        .map_err(|malformed| malformed.within("request.entity"))?;
    Ok((entity, request.email))
}

/// Whether it is sent.
#[must_use]
pub fn invite_answer(answer: a::InviteAnswer) -> w::InviteAnswer {
    w::InviteAnswer {
        verdict: verdict(answer.verdict),
        until: answer.until,
    }
}
