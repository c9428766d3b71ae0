//! Registrations in every mode.

use super::*;
use crate::domain::directory::Invitation;
use crate::domain::directory::{Client, LegalEntity, Outlet};
use crate::domain::{Actor, ActorKind, Audience, Day};

fn day(d: u32) -> Day {
    Day::from_ymd_opt(2026, 3, d).unwrap()
}

struct Case {
    policy: &'static str,
    kind: ActorKind,
    directory: Directory,
    contracts: Vec<Contract>,
    request: Registration,
}

fn case(policy: &'static str, kind: ActorKind) -> Case {
    let mut directory = Directory::default();
    directory.clients.push(Client {
        id: "vega".to_owned(),
        name: "Vega".to_owned(),
        attributes: Vec::new(),
    });
    directory.entities.push(LegalEntity {
        id: "vega-llc".to_owned(),
        client: 0,
        name: "Vega LLC".to_owned(),
        country: "RU".to_owned(),
        tax_id: "77 070 838 93".to_owned(),
    });
    directory.outlets.push(Outlet {
        id: "o1".to_owned(),
        entity: 0,
        name: "Shop".to_owned(),
        city: "Tver".to_owned(),
        account: None,
        email: None,
        attributes: Vec::new(),
    });
    Case {
        policy,
        kind,
        directory,
        contracts: vec![Contract {
            id: "k1".to_owned(),
            entity: "vega-llc".to_owned(),
            terms: "prepaid".to_owned(),
            currency: "RUB".to_owned(),
            valid_from: None,
            valid_until: Some(day(11)),
            is_default: true,
            price_list: None,
            discount: None,
            categories: None,
        }],
        request: Registration {
            name: "Vega LLC".to_owned(),
            country: "RU".to_owned(),
            tax_id: "7707083893".to_owned(),
            person: "Eva".to_owned(),
            email: "eva@example.com".to_owned(),
            phone: "+7 (495) 123-45-67".to_owned(),
            outlet: None,
            invitation: None,
            earlier_orders: 0,
        },
    }
}

impl Case {
    fn run(&self) -> (Registered, Vec<Finding>) {
        let text = format!(
            "[shop]\ncurrency = \"RUB\"\n[contract.prepaid]\n[contract.consignment]\n{}",
            self.policy
        );
        let policy = crate::policy::load(&text).unwrap().policy;
        let context = Context {
            acting: Actor {
                id: "x".to_owned(),
                kind: self.kind,
            },
            principal: "x".to_owned(),
            instant: 1_000,
            today: day(10),
            request_id: "r".to_owned(),
        };
        let mut findings = Findings::default();
        let application = Application {
            policy: &policy,
            context: &context,
            directory: &self.directory,
            contracts: &self.contracts,
            request: &self.request,
        };
        let answer = decide(&application, &mut findings);
        (answer, findings.into_vec())
    }

    fn codes(&self) -> Vec<&'static str> {
        self.run().1.iter().map(|finding| finding.code).collect()
    }
}

const SELF: &str = "[registration]\nmode = \"self\"\n";
const INVITE: &str = "[registration]\nmode = \"invite\"\n";
const CONTRACTED: &str = "[registration]\nmode = \"self\"\nrequire_contract = true\n";
const NONE: [&str; 0] = [];

#[test]
fn by_default_staff_alone_open_accounts() {
    assert_eq!(case("", ActorKind::Buyer).codes(), [CLOSED]);
    assert_eq!(case("", ActorKind::Rep).codes(), [CLOSED]);
    assert_eq!(case("", ActorKind::Staff).codes(), NONE);
}

#[test]
fn the_contract_is_in_force_until_its_last_day() {
    let mut case = case("", ActorKind::Staff);
    case.contracts[0].valid_until = Some(day(10));
    assert_eq!(case.codes(), [CONTRACT]);
    case.contracts.clear();
    assert_eq!(case.codes(), [CONTRACT]);
}

#[test]
fn one_account_an_outlet() {
    let mut case = case("", ActorKind::Staff);
    case.request.outlet = Some(0);
    assert_eq!(case.codes(), NONE);
    case.directory.outlets[0].account = Some("a".to_owned());
    assert_eq!(case.codes(), [OUTLET]);
    case.policy = "[registration]\none_account_per_outlet = false\n";
    assert_eq!(case.codes(), NONE);
}

/// What an applicant can see of the findings.
fn seen(findings: &[Finding]) -> Vec<Finding> {
    let mut seen = findings.to_vec();
    for finding in &mut seen {
        finding.params.retain(|p| p.audience == Audience::Buyer);
    }
    seen
}

#[test]
fn a_second_attempt_looks_like_any_request_under_review() {
    let taken = case(CONTRACTED, ActorKind::Buyer);
    let mut fresh = case(CONTRACTED, ActorKind::Buyer);
    fresh.request.tax_id = "7830002293".to_owned();
    let (joining, taken) = taken.run();
    let (new, fresh) = fresh.run();
    assert_eq!(seen(&taken), seen(&fresh));
    assert_ne!(taken, fresh);
    assert_eq!((joining.join, new.join), (Some(0), None));
    assert_eq!((joining.entity, new.entity), (None, None));
}

#[test]
fn a_new_entity_registers_itself_where_the_shop_allows_it() {
    let mut case = case(SELF, ActorKind::Buyer);
    assert_eq!(case.codes(), [REVIEW]);
    case.request.tax_id = "7830002293".to_owned();
    assert_eq!(case.codes(), NONE);
    case.request.tax_id = "7830002294".to_owned();
    assert_eq!(case.codes(), [tax_id::CODE]);
}

#[test]
fn a_consignment_client_takes_no_requests() {
    let mut case = case(SELF, ActorKind::Buyer);
    case.contracts[0].terms = "consignment".to_owned();
    let (answer, findings) = case.run();
    assert_eq!((findings[0].code, answer.join), (REFUSED, None));
    assert!(seen(&findings)[0].params.is_empty());
    case.contracts[0].valid_until = Some(day(10));
    assert_eq!(case.codes(), [REVIEW]);
}

#[test]
fn details_are_all_named() {
    let mut case = case(SELF, ActorKind::Buyer);
    case.request.tax_id = "7830002293".to_owned();
    case.request.person = " ".to_owned();
    case.request.email = "eva@example".to_owned();
    case.request.phone = "123456".to_owned();
    assert_eq!(case.codes(), [DETAILS, EMAIL, PHONE]);
    case.request.phone = "1234567".to_owned();
    case.request.email = String::new();
    assert_eq!(case.codes(), [DETAILS, EMAIL]);
    case.policy = "[registration]\nmode = \"self\"\nrequire_email = false\n";
    assert_eq!(case.codes(), [DETAILS]);
}

#[test]
fn invitations_are_for_one_address_and_one_moment() {
    let mut case = case(INVITE, ActorKind::Buyer);
    assert_eq!(case.codes(), [INVITATION]);
    case.request.invitation = Some("i".to_owned());
    case.directory.invitations.push(Invitation {
        id: "i".to_owned(),
        email: "Eva@example.com".to_owned(),
        entity: Some(0),
        until: Some(1_001),
        used: false,
    });
    let (answer, findings) = case.run();
    assert!(findings.is_empty() && answer.entity == Some(0));
    case.request.tax_id = "7830002293".to_owned();
    assert_eq!(case.codes(), [INVITATION]);
    case.request.tax_id = "7707083893".to_owned();
    case.directory.invitations[0].until = Some(1_000);
    assert_eq!(case.codes(), [INVITATION]);
    case.directory.invitations[0].until = None;
    case.directory.invitations[0].used = true;
    assert_eq!(case.codes(), [INVITATION]);
}

#[test]
fn one_earlier_order_is_enough() {
    let mut case = case(
        "[registration]\nmode = \"after-first-order\"\n",
        ActorKind::Buyer,
    );
    case.request.tax_id = "7830002293".to_owned();
    assert_eq!(case.codes(), [FIRST_ORDER]);
    case.request.earlier_orders = 1;
    assert_eq!(case.codes(), NONE);
}
