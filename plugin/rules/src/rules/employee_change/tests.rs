//! Changes at their boundaries.

use super::*;
use crate::domain::directory::{Client, LegalEntity, Outlet};
use crate::domain::{Actor, ActorKind, Day};
use rust_decimal::dec;

const LEVELS: &str = r#"
[[access]]
id = "chief"
may = ["place-order", "view-prices", "manage-employees"]
[[access]]
id = "deputy"
may = ["view-prices", "place-order", "manage-employees"]
limit = "500.00"
[[access]]
id = "clerk"
may = ["place-order"]
[[access]]
id = "guest"
may = ["view-catalogue"]
"#;

fn employee(id: &str, client: u32, level: &str) -> Employee {
    Employee {
        id: id.to_owned(),
        client,
        outlets: None,
        email: format!("{id}@example.com"),
        level: level.to_owned(),
        limit: None,
        effective_from: Some(7),
        suspended: false,
    }
}

/// Two clients; the first with a chief, a deputy and a clerk, the second with a clerk.
fn directory() -> Directory {
    let client = |id: &str| Client {
        id: id.to_owned(),
        name: id.to_owned(),
        attributes: Vec::new(),
    };
    let outlet = |entity| Outlet {
        id: "o".to_owned(),
        entity,
        name: "O".to_owned(),
        city: "Bari".to_owned(),
        account: Some("shop".to_owned()),
        email: Some("shop@example.com".to_owned()),
        attributes: Vec::new(),
    };
    let entity = |client| LegalEntity {
        id: "e".to_owned(),
        client,
        name: "E".to_owned(),
        country: "IT".to_owned(),
        tax_id: "00743110157".to_owned(),
    };
    Directory {
        clients: vec![client("a"), client("b")],
        entities: vec![entity(0), entity(1)],
        outlets: vec![outlet(0), outlet(0), outlet(1)],
        employees: vec![
            employee("chief", 0, "chief"),
            employee("deputy", 0, "deputy"),
            employee("clerk", 0, "clerk"),
            employee("other", 1, "clerk"),
        ],
        ..Directory::default()
    }
}

fn access(level: &str) -> Access {
    Access {
        level: level.to_owned(),
        limit: None,
        outlets: None,
        suspended: false,
    }
}

fn add(email: &str, access: Access) -> EmployeeChange {
    EmployeeChange::Add {
        email: email.to_owned(),
        access,
    }
}

fn to(employee: u32, access: Access) -> EmployeeChange {
    EmployeeChange::Change { employee, access }
}

#[derive(Clone, Copy)]
enum By {
    Shop,
    Account,
    Employee(u32),
}

fn run_under(
    policy: &str,
    directory: &Directory,
    by: By,
    wanted: &EmployeeChange,
) -> (Option<Kept>, Vec<Finding>) {
    let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.a]\n{LEVELS}{policy}");
    let policy = crate::policy::load(&text).unwrap().policy;
    let context = Context {
        acting: Actor {
            id: "x".to_owned(),
            kind: ActorKind::Buyer,
        },
        principal: "shop".to_owned(),
        instant: 1_000,
        today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
        request_id: "r".to_owned(),
    };
    let change = Change {
        policy: &policy,
        context: &context,
        directory,
        client: 0,
        giver: match by {
            By::Shop => Giver::Shop,
            By::Account => Giver::Account,
            By::Employee(at) => Giver::Employee(&directory.employees[at as usize]),
        },
    };
    let mut findings = Findings::default();
    let kept = decide(&change, wanted, &mut findings);
    (kept, findings.into_vec())
}

fn codes(directory: &Directory, by: By, wanted: &EmployeeChange) -> Vec<&'static str> {
    let (_, findings) = run_under("", directory, by, wanted);
    findings.iter().map(|finding| finding.code).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_new_access_works_after_the_minutes_of_the_policy() {
    let wanted = add(" eva@example.com ", access("clerk"));
    let (kept, findings) = run_under("", &directory(), By::Account, &wanted);
    assert!(findings.is_empty());
    let kept = kept.unwrap();
    assert_eq!(kept.effective_from, Some(601_000));
    assert_eq!(kept.email, "eva@example.com");
    let at_once = "[employees]\naccess_within = \"0 minutes\"\n";
    let (kept, _) = run_under(at_once, &directory(), By::Account, &wanted);
    assert_eq!(kept.unwrap().effective_from, Some(1_000));
}

#[test]
fn a_change_works_at_once_and_a_readmission_like_a_new_access() {
    let mut people = directory();
    let change = |people: &Directory| {
        let wanted = to(2, access("guest"));
        run_under("", people, By::Account, &wanted).0.unwrap()
    };
    assert_eq!(change(&people).effective_from, Some(7));
    people.employees[2].suspended = true;
    assert_eq!(change(&people).effective_from, Some(601_000));
}

#[test]
fn an_email_is_one_and_nobody_has_it() {
    let with = |email: &str| codes(&directory(), By::Account, &add(email, access("clerk")));
    assert_eq!(with("eva"), [EMAIL]);
    assert_eq!(with(""), [EMAIL]);
    assert_eq!(with("Clerk@Example.com"), [EMAIL_TAKEN]);
    assert_eq!(with("other@example.com"), [EMAIL_TAKEN]);
    assert_eq!(with("shop@example.com"), [EMAIL_TAKEN]);
    assert_eq!(with("eva@example.com"), NONE);
}

#[test]
fn nobody_gives_more_than_he_has() {
    let people = directory();
    let give = |by, level: &str, limit, outlets| {
        let wanted = Access {
            limit,
            outlets,
            ..access(level)
        };
        codes(&people, by, &add("eva@example.com", wanted))
    };
    let deputy = By::Employee(1);
    // Same actions in another order are no more; the limit is his own to the cent.
    assert_eq!(give(deputy, "deputy", None, None), NONE);
    assert_eq!(give(deputy, "chief", Some(dec!(500)), None), NONE);
    assert_eq!(give(deputy, "chief", None, None), [ABOVE]);
    assert_eq!(give(deputy, "clerk", Some(dec!(500.00)), None), NONE);
    assert_eq!(give(deputy, "clerk", Some(dec!(500.01)), None), [ABOVE]);
    assert_eq!(give(deputy, "clerk", None, None), [ABOVE]);
    // An action that his level lacks.
    assert_eq!(give(deputy, "guest", None, None), [ABOVE]);
    for by in [By::Account, By::Shop] {
        assert_eq!(give(by, "guest", None, None), NONE);
        assert_eq!(give(by, "chief", None, None), NONE);
    }
}

#[test]
fn nobody_gives_outlets_that_are_not_his() {
    let mut people = directory();
    people.employees[1].outlets = Some(vec![0]);
    let give = |outlets| {
        let wanted = Access {
            limit: Some(dec!(1)),
            outlets,
            ..access("clerk")
        };
        codes(&people, By::Employee(1), &add("eva@example.com", wanted))
    };
    assert_eq!(give(Some(vec![0])), NONE);
    assert_eq!(give(Some(vec![0, 1])), [ABOVE]);
    assert_eq!(give(None), [ABOVE]);
    assert_eq!(give(Some(vec![])), [OUTLET]);
    assert_eq!(give(Some(vec![2])), [OUTLET, ABOVE]);
}

#[test]
fn who_stands_above_is_left_alone_and_what_is_not_raised_is_not_looked_at() {
    let mut people = directory();
    let deputy = By::Employee(1);
    // The clerk has no limit, the deputy one of 500: he may keep what he has.
    assert_eq!(codes(&people, deputy, &to(2, access("clerk"))), NONE);
    people.employees[0].level = "guest".to_owned();
    let change = to(0, access("guest"));
    assert_eq!(codes(&people, deputy, &change), [ABOVE]);
    assert_eq!(codes(&people, deputy, &EmployeeChange::Remove(0)), [ABOVE]);
    let any = "[employees]\ngrant_up_to = \"any\"\n";
    let (_, findings) = run_under(any, &people, deputy, &change);
    assert!(findings.is_empty());
    // Whoever spent nothing before is raised by any limit.
    people.employees[2].level = "guest".to_owned();
    people.employees[1].level = "chief".to_owned();
    people.employees[1].limit = Some(dec!(500));
    let change = to(2, access("clerk"));
    assert_eq!(codes(&people, deputy, &change), [ABOVE, ABOVE]);
}

#[test]
fn the_last_administrator_stays() {
    let mut people = directory();
    let remove = EmployeeChange::Remove(0);
    assert_eq!(codes(&people, By::Account, &remove), NONE);
    people.employees[1].suspended = true;
    for wanted in [
        remove.clone(),
        to(0, access("clerk")),
        to(
            0,
            Access {
                suspended: true,
                ..access("chief")
            },
        ),
    ] {
        assert_eq!(codes(&people, By::Account, &wanted), [LAST]);
        assert_eq!(codes(&people, By::Employee(0), &wanted), [LAST]);
    }
    assert_eq!(codes(&people, By::Account, &to(0, access("chief"))), NONE);
    let (_, findings) = run_under("", &people, By::Shop, &remove);
    assert_eq!(
        (findings[0].code, findings[0].outcome),
        (LAST, Outcome::Allow)
    );
    let off = "[employees]\nkeep_administrator = false\n";
    let (_, findings) = run_under(off, &people, By::Account, &remove);
    assert!(findings.is_empty());
    // Administrators of another client don't count.
    people.employees[3].level = "chief".to_owned();
    assert_eq!(codes(&people, By::Account, &remove), [LAST]);
}

#[test]
fn another_clients_employee_is_not_known() {
    let people = directory();
    assert_eq!(
        codes(&people, By::Shop, &EmployeeChange::Remove(3)),
        [UNKNOWN]
    );
    assert_eq!(
        codes(&people, By::Account, &to(3, access("clerk"))),
        [UNKNOWN]
    );
}

#[test]
fn a_level_is_one_of_the_policy() {
    let wanted = to(2, access("boss"));
    assert_eq!(codes(&directory(), By::Shop, &wanted), [LEVEL]);
}
