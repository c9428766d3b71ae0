//! The people hooks: sign-up, every call, admin, the rep's client list.

use super::sanity::{Check, Passed, below, demand, not_negative, verdict};
use super::{Decision, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::facts::Contract;
use crate::bindings::comptoir::rules::types::{Context, Outcome, RuleError, Stage, Verdict};
use crate::bindings::exports::comptoir::rules::accounts::{
    AssignAnswer, AssignRequest, AssignedBy, Assignment, AuthoriseAnswer, AuthoriseRequest,
    Directory, EmployeeAnswer, EmployeeChange, FindAnswer, FindRequest, Guest, InviteAnswer,
    InviteRequest, RegisterAnswer, RegistrationRequest, Standing,
};
use crate::error::CallError;
use crate::sandbox::Guard;

/// Decides about people; see `wit/0.1.0/accounts.wit`.
#[derive(Clone, Copy)]
pub struct Accounts<'a> {
    pub(super) comptoir: &'a Comptoir,
}

type Called<T> = wasmtime::Result<Result<T, RuleError>>;

impl Accounts<'_> {
    /// Whether an account is opened. `contracts`: those of the entities in the directory.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn register(
        &self,
        context: &Context,
        directory: &Directory,
        contracts: &[Contract],
        request: &RegistrationRequest,
    ) -> Result<Decision<RegisterAnswer>, CallError> {
        let input = size::of(&(context, directory, contracts, request));
        let decision = self.decide(input, |guest, store| {
            guest.call_register(store, context, directory, contracts, request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (contracts.len(), 0))?;
        if let Some(entity) = answer.entity {
            below(entity, directory.entities.len(), "legal entity")?;
        }
        if let Some(assignment) = &answer.assignment {
            assigned(assignment, directory)?;
        }
        if let Some(join) = &answer.join {
            below(join.client, directory.clients.len(), "client")?;
            for administrator in &join.administrators {
                below(*administrator, directory.employees.len(), "employee")?;
            }
        }
        Ok(decision)
    }

    /// Whether somebody of a known entity is sent an invitation.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn invite(
        &self,
        context: &Context,
        directory: &Directory,
        contracts: &[Contract],
        request: &InviteRequest,
    ) -> Result<Decision<InviteAnswer>, CallError> {
        let input = size::of(&(context, directory, contracts, request));
        let decision = self.decide(input, |guest, store| {
            guest.call_invite(store, context, directory, contracts, request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (contracts.len(), 0))?;
        let invited = answer.until.is_some();
        demand(!invited || allows(&answer.verdict), || {
            "somebody is invited who may not be".to_owned()
        })?;
        Ok(decision)
    }

    /// Whether an employee of the principal's client is added, changed or removed.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn manage_employee(
        &self,
        context: &Context,
        directory: &Directory,
        request: &EmployeeChange,
    ) -> Result<Decision<EmployeeAnswer>, CallError> {
        let input = size::of(&(context, directory, request));
        let decision = self.decide(input, |guest, store| {
            guest.call_manage_employee(store, context, directory, request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (0, 0))?;
        if let Some(client) = answer.client {
            below(client, directory.clients.len(), "client")?;
        }
        if let Some(keep) = &answer.keep {
            demand(allows(&answer.verdict), || {
                "an access is given that may not be".to_owned()
            })?;
            if let Some(limit) = keep.limit {
                not_negative(limit, "a spending limit")?;
            }
            for outlet in keep.outlets.iter().flatten() {
                below(*outlet, directory.outlets.len(), "outlet")?;
            }
        }
        Ok(decision)
    }

    /// Whether the person who acts may do this for the principal, and who else may.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn authorise(
        &self,
        context: &Context,
        directory: &Directory,
        request: &AuthoriseRequest,
    ) -> Result<Decision<AuthoriseAnswer>, CallError> {
        let input = size::of(&(context, directory, request));
        let decision = self.decide(input, |guest, store| {
            guest.call_authorise(store, context, directory, *request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (0, 0))?;
        let same = answer.acting.id == context.acting.id && answer.principal == context.principal;
        demand(same, || "the answer speaks of other people".to_owned())?;
        if let Some(outlet) = answer.outlet {
            below(outlet, directory.outlets.len(), "outlet")?;
        }
        if let Some(limit) = answer.limit {
            not_negative(limit, "a spending limit")?;
        }
        for employee in &answer.who_may {
            below(*employee, directory.employees.len(), "employee")?;
        }
        Ok(decision)
    }

    /// Who looks after a client, with his contact.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn assign_rep(
        &self,
        context: &Context,
        directory: &Directory,
        request: AssignRequest,
    ) -> Result<Decision<AssignAnswer>, CallError> {
        let input = size::of(&(context, directory, &request));
        let decision = self.decide(input, |guest, store| {
            guest.call_assign_rep(store, context, directory, request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (0, 0))?;
        if let Some(assignment) = &answer.assignment {
            assigned(assignment, directory)?;
        }
        Ok(decision)
    }

    /// A rep's own clients; staff see all. `standings`: how clients stand, one a client at most.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn find_clients(
        &self,
        context: &Context,
        directory: &Directory,
        standings: &[Standing],
        request: &FindRequest,
    ) -> Result<Decision<FindAnswer>, CallError> {
        let input = size::of(&(context, directory, standings, request));
        let decision = self.decide(input, |guest, store| {
            guest.call_find_clients(store, context, directory, standings, request)
        })?;
        let answer = &decision.answer;
        check(&answer.verdict, context, (0, standings.len()))?;
        for found in &answer.clients {
            below(found.client, directory.clients.len(), "client")?;
            if let Some(standing) = found.standing {
                below(standing, standings.len(), "standing")?;
            }
        }
        Ok(decision)
    }

    fn decide<T>(
        &self,
        input: usize,
        body: impl Fn(&Guest, &mut wasmtime::Store<Guard>) -> Called<T>,
    ) -> Result<Decision<T>, CallError> {
        let limits = self.comptoir.limits.accounts;
        self.comptoir
            .decided(limits, input, |code, instance, store| {
                body(&code.accounts.load(&mut *store, instance)?, store)
            })
    }
}

fn assigned(assignment: &Assignment, directory: &Directory) -> Check {
    below(assignment.rep, directory.reps.len(), "rep")?;
    below(assignment.assigned, directory.reps.len(), "rep")?;
    match assignment.by {
        AssignedBy::Binding(at) => below(at, directory.bindings.len(), "binding"),
        AssignedBy::Rule(_) | AssignedBy::Default => Ok(()),
    }
}

fn allows(verdict: &Verdict) -> bool {
    verdict.outcome == Outcome::Allow
}

fn check(answer: &Verdict, context: &Context, (contracts, standings): (usize, usize)) -> Check {
    let passed = Passed {
        contracts,
        standings,
        directories: 1,
        ..Passed::default()
    };
    verdict(answer, Stage::Edit, &passed, 0, &context.request_id)
}
