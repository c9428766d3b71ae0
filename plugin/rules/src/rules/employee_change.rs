//! `employee.*`: whether an employee of a client is added, changed or removed.
//!
//! Whether somebody may manage employees at all is `access.*`; here it is what he may make of them. An
//! employee gives no more than he has himself: no action that his own level lacks, no higher spending
//! limit, no outlet that is not his; and he leaves alone who stands above him. What is not raised is
//! not looked at. The outlets' own accounts and staff give anything. The last employee who may manage
//! employees stays; staff are warned and may remove him.
//!
//! Boundary: a new access, or one that was suspended and no longer is, works from the moment it was
//! given plus `employees.access_within`, that moment included. Any other change works at once.
//!
//! Requirement: R4, A11. Facts: directory.

use super::access::{self, refuse};
use super::registration::details::is_email;
use super::registration::edit;
use super::registration::known::has_email;
use crate::domain::directory::{Act, Directory, Employee, entry};
use crate::domain::employee::{Access, EmployeeChange, Kept};
use crate::domain::{Context, Finding, Findings, Number, Outcome, Remedy, Value};
use crate::policy::{GrantUpTo, Level, Policy};

/// The employee would get more than the one who gives has, or stands above him.
pub const ABOVE: &str = "employee.above-own";
/// The e-mail is missing, or none.
pub const EMAIL: &str = "employee.email";
/// The e-mail has access already.
pub const EMAIL_TAKEN: &str = "employee.email-taken";
/// Nobody else may manage the client's employees.
pub const LAST: &str = "employee.last-administrator";
/// The policy does not know the level.
pub const LEVEL: &str = "employee.level";
/// No outlet is named, or one of another client.
pub const OUTLET: &str = "employee.outlet";
/// The client has no such employee.
pub const UNKNOWN: &str = "employee.unknown";

const MINUTE: i64 = 60_000;

/// Who makes the change, allowed to make some.
#[derive(Debug, Clone, Copy)]
pub enum Giver<'a> {
    /// Staff, the shop's programs, and reps whom the policy lets.
    Shop,
    /// An outlet's own account.
    Account,
    /// An employee of the client.
    Employee(&'a Employee),
}

/// What a change is decided by.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The shop's rules.
    pub policy: &'a Policy,
    /// When.
    pub context: &'a Context,
    /// Who is known.
    pub directory: &'a Directory,
    /// Whose employee it is.
    pub client: u32,
    /// Who makes it.
    pub giver: Giver<'a>,
}

/// What to keep; `None` where somebody is removed. What stands in the way goes into `findings`.
#[must_use]
pub fn decide(
    change: &Change<'_>,
    wanted: &EmployeeChange,
    findings: &mut Findings,
) -> Option<Kept> {
    match wanted {
        EmployeeChange::Add { email, access } => {
            let email = email.trim();
            if !is_email(email) {
                findings.push(refuse(EMAIL, Outcome::Block).remedy(edit("email")));
            } else if has_email(change.directory, email) {
                findings.push(refuse(EMAIL_TAKEN, Outcome::Block).remedy(edit("email")));
            }
            change.access(access, None, findings);
            Some(Kept {
                email: email.to_owned(),
                access: access.clone(),
                effective_from: Some(change.works_from()),
            })
        }
        EmployeeChange::Change { employee, access } => {
            let employee = change.target(*employee, findings)?;
            change.access(access, Some(employee), findings);
            if !manages(change.policy, &access.level, access.suspended) {
                change.last_administrator(employee, findings);
            }
            let readmitted = employee.suspended && !access.suspended;
            Some(Kept {
                email: employee.email.clone(),
                access: access.clone(),
                effective_from: match readmitted {
                    true => Some(change.works_from()),
                    false => employee.effective_from,
                },
            })
        }
        EmployeeChange::Remove(employee) => {
            let employee = change.target(*employee, findings)?;
            change.last_administrator(employee, findings);
            None
        }
    }
}

/// Whether the change leaves the employee as he is.
#[must_use]
pub fn changes_nothing(directory: &Directory, wanted: &EmployeeChange) -> bool {
    let EmployeeChange::Change { employee, access } = wanted else {
        return false;
    };
    entry(&directory.employees, *employee).is_some_and(|employee| {
        employee.level == access.level
            && employee.limit == access.limit
            && employee.outlets == access.outlets
            && employee.suspended == access.suspended
    })
}

fn level<'a>(policy: &'a Policy, id: &str) -> Option<&'a Level> {
    policy.levels.iter().find(|level| level.id == id)
}

fn manages(policy: &Policy, id: &str, suspended: bool) -> bool {
    !suspended && level(policy, id).is_some_and(|level| level.may.contains(&Act::ManageEmployees))
}

/// The limit that would count; none: unlimited.
fn limit(level: Option<&Level>, own: Option<Number>) -> Option<Number> {
    own.or_else(|| level.and_then(|level| level.limit))
}

fn is_within(limit: Option<Number>, bound: Option<Number>) -> bool {
    match (limit, bound) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(limit), Some(bound)) => limit <= bound,
    }
}

fn all_within(outlets: Option<&[u32]>, bound: Option<&[u32]>) -> bool {
    match (outlets, bound) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(outlets), Some(bound)) => outlets.iter().all(|outlet| bound.contains(outlet)),
    }
}

fn above(what: &str) -> Finding {
    refuse(ABOVE, Outcome::Block)
        .with("what", Value::Text(what.to_owned()))
        .by("employees.grant_up_to")
}

impl<'a> Change<'a> {
    fn works_from(&self) -> i64 {
        i64::from(self.policy.employees.access_within)
            .saturating_mul(MINUTE)
            .saturating_add(self.context.instant)
    }

    /// The employee who is spoken of; one of another client is no more known than one who is not there.
    fn target(&self, employee: u32, findings: &mut Findings) -> Option<&'a Employee> {
        let found = entry(&self.directory.employees, employee)
            .filter(|employee| employee.client == self.client);
        let Some(found) = found else {
            findings.push(refuse(UNKNOWN, Outcome::Block).remedy(Remedy::Contact("staff")));
            return None;
        };
        if let Some(own) = self.bound()
            && self.stands_above(found, own)
        {
            findings.push(above("employee").remedy(Remedy::Contact("administrator")));
        }
        Some(found)
    }

    /// The employee beyond whom nothing is given; none: anything is.
    fn bound(&self) -> Option<&'a Employee> {
        match (self.giver, self.policy.employees.grant_up_to) {
            (Giver::Employee(own), GrantUpTo::Own) => Some(own),
            _ => None,
        }
    }

    fn stands_above(&self, employee: &Employee, own: &Employee) -> bool {
        !self.acts_within(&employee.level, own)
            || !all_within(employee.outlets.as_deref(), own.outlets.as_deref())
    }

    fn acts_within(&self, id: &str, own: &Employee) -> bool {
        let acts = |id: &str| level(self.policy, id).map_or(&[][..], |level| &level.may);
        let bound = acts(&own.level);
        acts(id).iter().all(|act| bound.contains(act))
    }

    /// Level, limit and outlets that somebody is to have.
    fn access(&self, wanted: &Access, now: Option<&Employee>, findings: &mut Findings) {
        let Some(found) = level(self.policy, &wanted.level) else {
            let known: Vec<_> = self.policy.levels.iter().map(|l| l.id.as_str()).collect();
            findings.push(
                refuse(LEVEL, Outcome::Block)
                    .with("level", Value::Text(wanted.level.clone()))
                    .with("levels", Value::Text(known.join(", ")))
                    .by("access")
                    .remedy(edit("level")),
            );
            return;
        };
        self.outlets(wanted, findings);
        let Some(own) = self.bound() else { return };
        let raised = |before: Option<bool>| !before.unwrap_or(false);
        let same_level = now.map(|now| now.level == wanted.level);
        if raised(same_level) && !self.acts_within(&wanted.level, own) {
            findings.push(above("level").remedy(edit("level")));
        }
        let wanted_limit = limit(Some(found), wanted.limit);
        let spends = |level: &Level| level.may.contains(&Act::PlaceOrder);
        let before = now
            .and_then(|now| Some((access::level(self.policy, now)?, now.limit)))
            .filter(|(level, _)| spends(level))
            .map(|(level, own)| is_within(wanted_limit, limit(Some(level), own)));
        let bound = limit(access::level(self.policy, own), own.limit);
        if spends(found) && raised(before) && !is_within(wanted_limit, bound) {
            findings.push(above("limit").remedy(edit("limit")));
        }
        let before = now.map(|now| all_within(wanted.outlets.as_deref(), now.outlets.as_deref()));
        if raised(before) && !all_within(wanted.outlets.as_deref(), own.outlets.as_deref()) {
            findings.push(above("outlet").remedy(edit("outlet")));
        }
    }

    fn outlets(&self, wanted: &Access, findings: &mut Findings) {
        let Some(outlets) = &wanted.outlets else {
            return;
        };
        let elsewhere = outlets
            .iter()
            .any(|outlet| self.directory.client_of(*outlet) != Some(self.client));
        let reason = match outlets.as_slice() {
            [] => "none",
            _ if elsewhere => "elsewhere",
            _ => return,
        };
        findings.push(
            refuse(OUTLET, Outcome::Block)
                .with("reason", Value::Text(reason.to_owned()))
                .remedy(edit("outlet")),
        );
    }

    /// `leaving` manages no employees from now on: whether somebody else does.
    fn last_administrator(&self, leaving: &Employee, findings: &mut Findings) {
        if !self.policy.employees.keep_administrator
            || !manages(self.policy, &leaving.level, leaving.suspended)
        {
            return;
        }
        let another = self.directory.employees.iter().any(|employee| {
            employee.client == self.client
                && !std::ptr::eq(employee, leaving)
                && manages(self.policy, &employee.level, employee.suspended)
        });
        if another {
            return;
        }
        let finding = match self.giver {
            Giver::Shop => refuse(LAST, Outcome::Allow).warning(),
            Giver::Account | Giver::Employee(_) => {
                refuse(LAST, Outcome::Block).remedy(Remedy::Contact("staff"))
            }
        };
        findings.push(finding.by("employees.keep_administrator"));
    }
}

#[cfg(test)]
mod tests;
