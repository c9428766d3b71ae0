//! People, asked in the sandbox and in plain Rust: the same bytes, and what each requirement says.

use std::sync::LazyLock;

use comptoir::contract::accounts::{
    Absence, AssignRequest, Attribute, AuthoriseRequest, Binding, Client, Directory, Employee,
    FindRequest, LegalEntity, Outlet, Permission, RegistrationRequest, Rep, Standing,
};
use comptoir::contract::{Actor, ActorKind, Audience, Context, Decimal, LocalDate, Outcome};
use comptoir::{Comptoir, Decision, canonical};
use comptoir_component::native::Native;
use comptoir_tests::native::cross;
use comptoir_tests::synthetic;
use serde::Serialize;

/// Anybody with valid details registers; a buyer may spend 500.00, reps go by region.
const POLICY: &str = r#"
[registration]
mode = "self"
require_contract = false

[[access]]
id = "boss"
may = ["place-order", "edit-cart", "manage-employees"]
[[access]]
id = "buyer"
may = ["place-order", "edit-cart"]
limit = "500.00"

[rep]
default = "olga"
[[rep.rule]]
id = "south"
rep = "sergei"
when = { region = "south" }
"#;

pub(super) struct Both {
    pub(super) sandbox: Comptoir,
    pub(super) plain: Native,
}

pub(super) static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let policy = format!("{}{POLICY}", synthetic::POLICY);
    Both {
        sandbox: comptoir_tests::builder()
            .policy_text("people.toml", &policy)
            .build()
            .expect("a valid policy"),
        plain: Native::load(&policy)
            .map(|(plain, _)| plain)
            .unwrap_or_else(|issues| panic!("{issues:?}")),
    }
});

/// The sandbox's answer, which plain Rust gives too.
pub(super) fn same<T: Serialize, G: Serialize>(sandbox: Decision<T>, plain: G) -> Decision<T> {
    assert_eq!(
        canonical::to_string(&sandbox.answer).expect("json"),
        canonical::to_string(&plain).expect("json")
    );
    sandbox
}

pub(super) fn money(coefficient: i64) -> Decimal {
    Decimal {
        coefficient,
        scale: 2,
    }
}

pub(super) fn context(id: &str, kind: ActorKind, principal: &str) -> Context {
    Context {
        acting: Actor {
            id: id.into(),
            kind,
        },
        principal: principal.into(),
        ..synthetic::context()
    }
}

fn client(id: &str, name: &str, region: &str) -> Client {
    Client {
        id: id.into(),
        version: "1".into(),
        name: name.into(),
        attributes: vec![Attribute {
            key: "region".into(),
            value: region.into(),
        }],
    }
}

fn rep(id: &str) -> Rep {
    Rep {
        id: id.into(),
        version: "1".into(),
        name: id.to_uppercase(),
        email: Some(format!("{id}@example.com")),
        phone: None,
        suspended: false,
    }
}

fn employee(id: &str, level: &str, limit: Option<Decimal>) -> Employee {
    Employee {
        id: id.into(),
        version: "1".into(),
        client: 0,
        outlets: None,
        email: format!("{id}@example.com"),
        level: level.into(),
        limit,
        effective_from: None,
        suspended: false,
    }
}

/// Romashka in the south with two employees, Lotos in the north, three reps.
pub(super) fn directory() -> Directory {
    let entity = |id: &str, client, tax_id: &str| LegalEntity {
        id: id.into(),
        version: "1".into(),
        client,
        name: id.to_uppercase(),
        country: "RU".into(),
        tax_id: tax_id.into(),
    };
    let outlet = |id: &str, entity, city: &str| Outlet {
        id: id.into(),
        version: "1".into(),
        entity,
        name: format!("Outlet {id}"),
        city: city.into(),
        account: Some(id.into()),
        email: Some(format!("{id}@example.com")),
        attributes: vec![],
    };
    Directory {
        clients: vec![
            client("romashka", "Romashka", "south"),
            client("lotos", "Lotos", "north"),
        ],
        entities: vec![
            entity("romashka", 0, "7707083893"),
            entity("lotos", 1, "500100732259"),
        ],
        outlets: vec![outlet("lenina", 0, "Rostov"), outlet("mira", 1, "Tver")],
        employees: vec![
            employee("anna", "boss", None),
            employee("boris", "buyer", None),
        ],
        reps: vec![rep("olga"), rep("sergei"), rep("ivan")],
        bindings: vec![],
        absences: vec![],
        invitations: vec![],
    }
}

fn authorise(directory: &Directory, id: &str, action: Permission, sum: Option<Decimal>) -> Outcome {
    let (context, request) = (
        context(id, ActorKind::Buyer, "lenina"),
        AuthoriseRequest { action, sum },
    );
    let plain = BOTH
        .plain
        .authorise(cross(&context), cross(directory), cross(&request));
    let decision = BOTH
        .sandbox
        .accounts()
        .authorise(&context, directory, &request)
        .expect("an answer");
    let decision = same(decision, plain.expect("an answer"));
    assert_eq!(decision.answer.acting.id, id);
    assert_eq!(decision.answer.principal, "lenina");
    decision.answer.verdict.outcome
}

#[test]
fn an_employee_spends_up_to_his_limit_and_none_is_not_zero() {
    let place = |directory: &Directory, id: &str, sum| {
        authorise(directory, id, Permission::PlaceOrder, Some(money(sum)))
    };
    let mut people = directory();
    assert_eq!(place(&people, "boris", 50_000), Outcome::Allow);
    assert_eq!(place(&people, "boris", 50_001), Outcome::Hold);
    // No limit of his own and none of his level: unlimited.
    assert_eq!(place(&people, "anna", 99_999_999), Outcome::Allow);
    people.employees[0].limit = Some(money(0));
    assert_eq!(place(&people, "anna", 1), Outcome::Hold);
    people.employees[1].limit = Some(money(100));
    assert_eq!(place(&people, "boris", 100), Outcome::Allow);
    assert_eq!(place(&people, "boris", 101), Outcome::Hold);
    assert_eq!(
        authorise(&people, "boris", Permission::ManageEmployees, None),
        Outcome::Block
    );
}

#[test]
fn the_new_employee_orders_after_ten_minutes() {
    let at = |from| {
        let mut people = directory();
        people.employees[1].effective_from = Some(from);
        authorise(&people, "boris", Permission::EditCart, None)
    };
    let now = synthetic::context().instant;
    assert_eq!(at(now), Outcome::Allow);
    assert_eq!(at(now + 1), Outcome::Hold);
    assert_eq!(at(now + 600_000), Outcome::Hold);
}

#[test]
fn who_may_is_a_query() {
    let people = directory();
    let who = |sum| {
        let request = AuthoriseRequest {
            action: Permission::PlaceOrder,
            sum: Some(money(sum)),
        };
        let context = context("boris", ActorKind::Buyer, "lenina");
        let decision = BOTH
            .sandbox
            .accounts()
            .authorise(&context, &people, &request);
        decision.expect("an answer").answer.who_may
    };
    assert_eq!((who(50_000), who(50_001)), (vec![0, 1], vec![0]));
}

fn rep_of(directory: &Directory, client: u32) -> Option<u32> {
    let context = context("olga", ActorKind::Staff, "olga");
    let request = AssignRequest {
        client,
        outlet: None,
    };
    let plain = BOTH
        .plain
        .assign_rep(cross(&context), cross(directory), cross(&request));
    let decision = BOTH
        .sandbox
        .accounts()
        .assign_rep(&context, directory, request);
    let decision = same(decision.expect("an answer"), plain.expect("an answer"));
    decision.answer.assignment.map(|assignment| assignment.rep)
}

#[test]
fn a_rep_by_binding_then_rule_then_default_and_a_substitute_while_he_is_away() {
    let mut people = directory();
    assert_eq!(rep_of(&people, 0), Some(1), "by region");
    assert_eq!(rep_of(&people, 1), Some(0), "by default");
    people.bindings.push(Binding {
        version: "1".into(),
        rep: 2,
        client: 0,
        outlet: None,
    });
    assert_eq!(rep_of(&people, 0), Some(2), "by binding");
    let day = |day| LocalDate {
        year: 2026,
        month: 11,
        day,
    };
    // Today is the 20th; an absence ends on the first day back.
    for (from, until, rep) in [(20, 21, 1), (19, 20, 2), (21, 25, 2)] {
        people.absences = vec![Absence {
            version: "1".into(),
            rep: 2,
            from: day(from),
            until: Some(day(until)),
            substitute: Some(1),
        }];
        assert_eq!(rep_of(&people, 0), Some(rep), "{from} to {until}");
    }
}

fn find(id: &str, kind: ActorKind, text: &str) -> Vec<u32> {
    let mut people = directory();
    people.bindings.push(Binding {
        version: "1".into(),
        rep: 2,
        client: 0,
        outlet: None,
    });
    let standings = vec![Standing {
        client: 0,
        version: "1".into(),
        live_orders: 3,
        owed: vec![],
    }];
    let context = context(id, kind, id);
    let request = FindRequest {
        text: text.into(),
        offset: 0,
        limit: 10,
    };
    let plain = BOTH.plain.find_clients(
        cross(&context),
        cross(&people),
        cross(&standings),
        cross(&request),
    );
    let decision = BOTH
        .sandbox
        .accounts()
        .find_clients(&context, &people, &standings, &request);
    let decision = same(decision.expect("an answer"), plain.expect("an answer"));
    let clients = &decision.answer.clients;
    clients.iter().map(|found| found.client).collect()
}

#[test]
fn a_rep_finds_his_own_clients_alone() {
    for text in ["", "roma", "ROSTOV", "77070", "lenina"] {
        assert_eq!(find("ivan", ActorKind::Rep, text), [0], "{text}");
    }
    assert_eq!(find("ivan", ActorKind::Rep, "Lotos"), [0_u32; 0]);
    assert_eq!(find("ivan", ActorKind::Rep, "Tver"), [0_u32; 0]);
    assert_eq!(find("olga", ActorKind::Staff, ""), [1, 0]);
    assert_eq!(find("anna", ActorKind::Buyer, ""), [0_u32; 0]);
}

#[test]
fn a_rep_acts_for_his_own_clients_alone() {
    let mut people = directory();
    people.bindings.push(Binding {
        version: "1".into(),
        rep: 2,
        client: 0,
        outlet: None,
    });
    let act = |rep: &str, principal: &str| {
        let context = context(rep, ActorKind::Rep, principal);
        let request = AuthoriseRequest {
            action: Permission::EditCart,
            sum: None,
        };
        let decision = BOTH
            .sandbox
            .accounts()
            .authorise(&context, &people, &request);
        let answer = decision.expect("an answer").answer;
        assert_eq!(
            (answer.acting.id.as_str(), answer.principal.as_str()),
            (rep, principal)
        );
        answer.verdict.outcome
    };
    assert_eq!(act("ivan", "lenina"), Outcome::Allow);
    assert_eq!(act("ivan", "mira"), Outcome::Block);
    assert_eq!(act("sergei", "lenina"), Outcome::Block);
}

fn register(tax_id: &str) -> Decision<comptoir::contract::accounts::RegisterAnswer> {
    let context = context("guest", ActorKind::Buyer, "guest");
    let request = RegistrationRequest {
        name: "Vega LLC".into(),
        country: "RU".into(),
        tax_id: tax_id.into(),
        person: "Eva".into(),
        email: "eva@example.com".into(),
        phone: "+7 495 123-45-67".into(),
        outlet: None,
        invitation: None,
        earlier_orders: 0,
    };
    let plain = BOTH.plain.register(
        cross(&context),
        cross(&directory()),
        vec![],
        cross(&request),
    );
    let decision = BOTH
        .sandbox
        .accounts()
        .register(&context, &directory(), &[], &request);
    same(decision.expect("an answer"), plain.expect("an answer"))
}

#[test]
fn a_second_company_tries_a_clients_tax_id() {
    // A valid one that nobody has; the same with its last digit changed; one that is taken.
    assert_eq!(
        register("7736050003").answer.verdict.outcome,
        Outcome::Allow
    );
    assert_eq!(
        register("7736050004").answer.verdict.outcome,
        Outcome::Block
    );
    let taken = register("7707 083893");
    assert_eq!(taken.answer.verdict.outcome, Outcome::Hold);
    assert!(taken.answer.join.is_some(), "staff see a request to join");
    let view = taken.view(Audience::Buyer);
    assert!(view.join.is_none() && view.entity.is_none());
    let text = canonical::to_string(&view).expect("json").to_lowercase();
    for secret in ["romashka", "anna", "administrator"] {
        assert!(!text.contains(secret), "{text}");
    }
}
