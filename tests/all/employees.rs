//! Changes of employees and invitations, asked in the sandbox and in plain Rust.

use comptoir::contract::accounts::{
    ChangedEmployee, Directory, EmployeeAnswer, EmployeeChange, InviteRequest, NewEmployee,
};
use comptoir::contract::{ActorKind, Outcome};
use comptoir::{CallError, Decision};
use comptoir_tests::native::cross;
use comptoir_tests::synthetic;

use super::accounts::{BOTH, context, directory, money, same};

fn manage(
    directory: &Directory,
    id: &str,
    request: &EmployeeChange,
) -> Result<Decision<EmployeeAnswer>, CallError> {
    let context = context(id, ActorKind::Buyer, "lenina");
    let plain = BOTH
        .plain
        .manage_employee(cross(&context), cross(directory), cross(request));
    let decision = BOTH
        .sandbox
        .accounts()
        .manage_employee(&context, directory, request);
    match (decision, plain) {
        (Ok(decision), Ok(plain)) => Ok(same(decision, plain)),
        (Err(error), Err(plain)) => {
            assert!(error.to_string().contains(&plain.message), "{error}");
            Err(error)
        }
        (sandbox, plain) => panic!("{:?} against {:?}", sandbox.err(), plain.err()),
    }
}

fn hire(level: &str, outlets: Option<Vec<u32>>) -> EmployeeChange {
    EmployeeChange::Add(NewEmployee {
        email: "petr@example.com".into(),
        level: level.into(),
        limit: Some(money(50_000)),
        outlets,
    })
}

#[test]
fn an_employee_is_added_and_works_ten_minutes_later() {
    let people = directory();
    let answer = manage(&people, "anna", &hire("buyer", None)).expect("an answer");
    let keep = answer.answer.keep.expect("an access");
    assert_eq!(
        keep.effective_from,
        Some(synthetic::context().instant + 600_000)
    );
    let answer = manage(&people, "boris", &hire("buyer", None)).expect("an answer");
    assert_eq!(answer.answer.verdict.outcome, Outcome::Block);
    assert!(answer.answer.keep.is_none() && answer.answer.verdict.effects.is_empty());
    let demoted = EmployeeChange::Change(ChangedEmployee {
        employee: 0,
        level: "buyer".into(),
        limit: None,
        outlets: None,
        suspended: false,
    });
    for last in [demoted, EmployeeChange::Remove(0)] {
        let answer = manage(&people, "anna", &last).expect("an answer");
        assert_eq!(answer.answer.verdict.outcome, Outcome::Block);
    }
}

#[test]
fn a_change_of_nobody_is_a_malformed_call() {
    let people = directory();
    for (request, place) in [
        (EmployeeChange::Remove(2), "request.employee"),
        (hire("buyer", Some(vec![0, 2])), "request.outlets[1]"),
    ] {
        match manage(&people, "anna", &request) {
            Err(CallError::Malformed { code, at, .. }) => {
                assert_eq!((code.as_str(), at.as_str()), ("bad-index", place));
            }
            other => panic!("{:?}", other.map(|decision| decision.answer)),
        }
    }
}

#[test]
fn nobody_is_invited_where_anybody_registers_but_by_staff() {
    let people = directory();
    let request = InviteRequest {
        entity: 0,
        email: "petr@example.com".into(),
    };
    let invited = |id: &str, kind| {
        let context = context(id, kind, "lenina");
        let plain = BOTH
            .plain
            .invite(cross(&context), cross(&people), vec![], cross(&request));
        let decision = BOTH
            .sandbox
            .accounts()
            .invite(&context, &people, &[], &request);
        let decision = same(decision.expect("an answer"), plain.expect("an answer"));
        decision.answer.until
    };
    let fortnight = synthetic::context().instant + 14 * 86_400_000;
    assert_eq!(invited("marta", ActorKind::Staff), Some(fortnight));
    assert_eq!(invited("olga", ActorKind::Rep), None);
    assert_eq!(invited("anna", ActorKind::Buyer), None);
}
