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

use super::register::CONTRADICTORY;
use super::tax_id::{self, TaxId};
use crate::domain::directory::{Directory, Invitation, Registration, entry};
use crate::domain::facts::in_force;
use crate::domain::{
    ActorKind, Context, Contract, Day, Edit, Finding, Findings, Outcome, Remedy, Stage, Subject,
    Value,
};
use crate::policy::{Mode, Policy};

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

fn say(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Edit, Subject::Document)
}

fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

/// What becomes of a request; what stands in its way goes into `findings`.
#[must_use]
pub fn decide(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    request: &Registration,
    findings: &mut Findings,
) -> Registered {
    let mut answer = Registered::default();
    let by_shop = matches!(context.acting.kind, ActorKind::Staff | ActorKind::System);
    let invited = match door(policy, context, directory, request, by_shop) {
        Ok(invited) => invited,
        Err(finding) => {
            findings.push(*finding);
            return answer;
        }
    };
    details(policy, request, findings);
    match tax_id::decide(&request.country, &request.tax_id) {
        Ok(id) => answer.tax_id = Some(id),
        Err(wrong) => {
            findings.push(tax_id::finding(wrong));
            return answer;
        }
    }
    let known = known(directory, answer.tax_id.as_ref());
    let expected = invited.and_then(|invitation| invitation.entity);
    if by_shop || expected.is_some() {
        trusted(
            policy,
            context,
            directory,
            contracts,
            request,
            expected,
            &known,
            &mut answer,
            findings,
        );
    } else {
        applicant(
            policy,
            context,
            directory,
            contracts,
            request,
            &known,
            &mut answer,
            findings,
        );
    }
    if let Some(id) = &answer.tax_id
        && let Some(notice) = tax_id::unchecked(id)
    {
        findings.push(notice);
    }
    answer
}

/// Whether this person may ask at all, and on which invitation.
fn door<'a>(
    policy: &Policy,
    context: &Context,
    directory: &'a Directory,
    request: &Registration,
    by_shop: bool,
) -> Result<Option<&'a Invitation>, Box<Finding>> {
    if by_shop {
        return Ok(None);
    }
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

fn same_address(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn details(policy: &Policy, request: &Registration, findings: &mut Findings) {
    if request.name.trim().is_empty() || request.person.trim().is_empty() {
        findings.push(say(DETAILS, Outcome::Block).remedy(edit("name")));
    }
    let rules = &policy.registration;
    let wrong = |text: &str, required: bool, fits: fn(&str) -> bool| match text.trim() {
        "" => required,
        text => !fits(text),
    };
    if wrong(&request.email, rules.require_email, is_email) {
        let finding = say(EMAIL, Outcome::Block);
        findings.push(
            finding
                .by("registration.require_email")
                .remedy(edit("email")),
        );
    }
    if wrong(&request.phone, rules.require_outlet_phone, is_phone) {
        let finding = say(PHONE, Outcome::Block);
        findings.push(
            finding
                .by("registration.require_outlet_phone")
                .remedy(edit("phone")),
        );
    }
}

/// One `@`, something before it, a dot inside of what follows, no white space; at most 254 bytes.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    text.len() <= 254
        && !local.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// 7 to 15 digits, with the usual signs between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'))
}

fn known(directory: &Directory, id: Option<&TaxId>) -> Vec<u32> {
    let Some(id) = id else { return Vec::new() };
    (0u32..)
        .zip(&directory.entities)
        .filter(|(_, entity)| {
            let (country, kept) = tax_id::normal(&entity.country, &entity.tax_id);
            country == id.country && kept == id.id
        })
        .map(|(index, _)| index)
        .collect()
}

fn email_known(directory: &Directory, email: &str) -> bool {
    let accounts = directory
        .outlets
        .iter()
        .filter(|outlet| outlet.account.is_some())
        .filter_map(|outlet| outlet.email.as_deref());
    let employees = directory.employees.iter().map(|e| e.email.as_str());
    !email.trim().is_empty()
        && accounts
            .chain(employees)
            .any(|taken| same_address(taken, email))
}

/// Contracts of the known entities that `holds` speaks of.
fn any_contract(
    directory: &Directory,
    contracts: &[Contract],
    known: &[u32],
    holds: impl Fn(&Contract) -> bool,
) -> bool {
    known
        .iter()
        .filter_map(|index| entry(&directory.entities, *index))
        .any(|entity| {
            contracts
                .iter()
                .any(|contract| contract.entity == entity.id && holds(contract))
        })
}

fn runs(today: Day, contract: &Contract) -> bool {
    in_force(today, contract.valid_from, contract.valid_until)
}

/// Staff, or somebody invited for a known entity: the plain truth.
#[allow(clippy::too_many_arguments, reason = "what a registration is made of")]
fn trusted(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    request: &Registration,
    expected: Option<u32>,
    known: &[u32],
    answer: &mut Registered,
    findings: &mut Findings,
) {
    if known.len() > 1 {
        findings.push(
            say(CONTRADICTORY, Outcome::Indeterminate)
                .with_staff("fact", Value::Text("two entities of one tax id".to_owned()))
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    answer.entity = known.first().copied();
    if expected.is_some() && expected != answer.entity {
        answer.entity = None;
        findings.push(
            say(INVITATION, Outcome::Block)
                .by("registration.mode")
                .remedy(edit("tax-id"))
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    if let Some(outlet) = request
        .outlet
        .and_then(|outlet| entry(&directory.outlets, outlet))
    {
        let elsewhere = Some(outlet.entity) != answer.entity;
        let taken = policy.registration.one_account_per_outlet && outlet.account.is_some();
        if elsewhere || taken {
            let reason = if elsewhere { "entity" } else { "account" };
            findings.push(
                say(OUTLET, Outcome::Block)
                    .with("outlet", Value::Text(outlet.name.clone()))
                    .with("reason", Value::Text(reason.to_owned()))
                    .by("registration.one_account_per_outlet")
                    .remedy(edit("outlet")),
            );
        }
    }
    if email_known(directory, &request.email) {
        findings.push(say(EMAIL_TAKEN, Outcome::Block).remedy(edit("email")));
    }
    let in_force = any_contract(directory, contracts, known, |c| runs(context.today, c));
    if policy.registration.require_contract && !in_force {
        findings.push(
            say(CONTRACT, Outcome::Hold)
                .by("registration.require_contract")
                .remedy(Remedy::Contact("rep")),
        );
    }
}

/// Anybody else: every request that is held is held in the same words.
#[allow(clippy::too_many_arguments, reason = "what a registration is made of")]
fn applicant(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    contracts: &[Contract],
    request: &Registration,
    known: &[u32],
    answer: &mut Registered,
    findings: &mut Findings,
) {
    let closed = any_contract(directory, contracts, known, |contract| {
        contract.valid_until.is_none_or(|end| context.today < end)
            && policy.registration.no_join_terms.contains(&contract.terms)
    });
    if closed {
        findings.push(
            say(REFUSED, Outcome::Block)
                .with_staff("reason", Value::Text("closed-terms".to_owned()))
                .by("registration")
                .remedy(Remedy::Contact("staff")),
        );
        return;
    }
    let reason = if let Some(first) = known.first() {
        answer.join = entry(&directory.entities, *first).map(|entity| entity.client);
        "tax-id"
    } else if email_known(directory, &request.email) {
        "email"
    } else if policy.registration.require_contract {
        "contract"
    } else {
        return;
    };
    findings.push(
        say(REVIEW, Outcome::Hold)
            .with_staff("reason", Value::Text(reason.to_owned()))
            .by("registration")
            .remedy(Remedy::Contact("staff")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Client, LegalEntity, Outlet};
    use crate::domain::{Actor, Audience};

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
            let answer = decide(
                &policy,
                &context,
                &self.directory,
                &self.contracts,
                &self.request,
                &mut findings,
            );
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
}
