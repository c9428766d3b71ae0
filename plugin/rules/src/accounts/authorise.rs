//! Who may do this here.
//!
//! An outlet's own account may do everything for its outlet, unless an employee's entry under the
//! same id says otherwise. Staff and the shop's programs are not asked about levels.

use super::verdict;
use crate::domain::directory::{Directory, Employee, entry};
use crate::domain::{
    ActorKind, Context, Finding, Findings, Number, Outcome, Remedy, Value, Verdict,
};
use crate::policy::Policy;
use crate::rules::access::{self, Wish, refuse};
use crate::rules::register::CONTRADICTORY;
use crate::rules::rep_access;

/// Whether somebody may, and who else may.
#[derive(Debug, Clone)]
pub struct Authorised {
    /// The verdict.
    pub verdict: Verdict,
    /// The outlet of the principal.
    pub outlet: Option<u32>,
    /// Level of the employee who acts.
    pub level: Option<String>,
    /// The limit that counts for him; none: unlimited.
    pub limit: Option<Number>,
    /// Every employee who may, in the order of the facts.
    pub who_may: Vec<u32>,
}

/// Whether the person who acts may do this for the principal, and who else may.
#[must_use]
pub fn authorise(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    wish: Wish,
) -> Authorised {
    let mut findings = Findings::default();
    let mut answer = Authorised {
        verdict: verdict(Findings::default(), Vec::new(), 0),
        outlet: None,
        level: None,
        limit: None,
        who_may: Vec::new(),
    };
    let outlets = directory.outlets_of(&context.principal);
    let place = match outlets.as_slice() {
        [one] => directory.client_of(*one).map(|client| (client, *one)),
        _ => None,
    };
    let Some((client, outlet)) = place else {
        findings.push(
            refuse(access::PRINCIPAL, Outcome::Indeterminate)
                .with_staff("account", Value::Text(context.principal.clone()))
                .remedy(Remedy::Contact("staff")),
        );
        answer.verdict = verdict(findings, Vec::new(), 0);
        return answer;
    };
    answer.outlet = Some(outlet);
    answer.who_may = (0u32..)
        .zip(&directory.employees)
        .filter(|(_, employee)| access::belongs(employee, client, outlet))
        .filter(|(_, employee)| access::decide(policy, context, employee, wish).is_empty())
        .map(|(index, _)| index)
        .collect();
    let said = match context.acting.kind {
        ActorKind::Staff | ActorKind::System => Vec::new(),
        ActorKind::Rep => rep_access::decide(policy, directory, context, client, outlet, wish),
        ActorKind::Buyer => match who(context, directory, client, outlet) {
            Ok(None) => Vec::new(),
            Ok(Some(employee)) => {
                let level = access::level(policy, employee);
                answer.level = Some(employee.level.clone());
                answer.limit = level.and_then(|level| access::limit(level, employee).0);
                access::decide(policy, context, employee, wish)
            }
            Err(finding) => vec![*finding],
        },
    };
    for finding in said {
        findings.push(with_helper(directory, &answer.who_may, finding));
    }
    answer.verdict = verdict(findings, Vec::new(), 0);
    answer
}

/// The employee who acts; none where the outlet's account acts for itself.
///
/// # Errors
/// The finding, where he is nobody or stands twice.
pub(super) fn who<'a>(
    context: &Context,
    directory: &'a Directory,
    client: u32,
    outlet: u32,
) -> Result<Option<&'a Employee>, Box<Finding>> {
    let mut entries = directory
        .employees
        .iter()
        .filter(|employee| employee.client == client && employee.id == context.acting.id);
    match (entries.next(), entries.next()) {
        (None, _) if context.acting.id == context.principal => Ok(None),
        (Some(employee), None) if access::belongs(employee, client, outlet) => Ok(Some(employee)),
        (Some(_), Some(_)) => Err(Box::new(
            refuse(CONTRADICTORY, Outcome::Indeterminate)
                .with_staff(
                    "fact",
                    Value::Text("two entries of one employee".to_owned()),
                )
                .remedy(Remedy::Contact("staff")),
        )),
        _ => Err(Box::new(
            refuse(access::UNKNOWN, Outcome::Block).remedy(Remedy::Contact("administrator")),
        )),
    }
}

/// An order above the limit waits for somebody who may: the level of the first one, else the account.
fn with_helper(directory: &Directory, who_may: &[u32], finding: Finding) -> Finding {
    if finding.code != access::LIMIT {
        return finding;
    }
    let helper = who_may
        .first()
        .and_then(|index| entry(&directory.employees, *index));
    match helper {
        Some(employee) => finding.remedy(Remedy::Grant(employee.level.clone())),
        None => finding.remedy(Remedy::Contact("administrator")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Absence, Act, Binding, Client, LegalEntity, Outlet, Rep};
    use crate::domain::{Actor, Day};
    use rust_decimal::dec;

    fn directory() -> Directory {
        let employee = |id: &str, level: &str, limit, outlets| Employee {
            id: id.to_owned(),
            client: 0,
            outlets,
            email: format!("{id}@example.com"),
            level: level.to_owned(),
            limit,
            effective_from: None,
            suspended: false,
        };
        let outlet = |account: &str| Outlet {
            id: account.to_owned(),
            entity: 0,
            name: account.to_owned(),
            city: "Bari".to_owned(),
            account: Some(account.to_owned()),
            email: None,
            attributes: Vec::new(),
        };
        let rep = |id: &str| Rep {
            id: id.to_owned(),
            name: id.to_owned(),
            email: None,
            phone: None,
            suspended: false,
        };
        Directory {
            clients: vec![Client {
                id: "c".to_owned(),
                name: "C".to_owned(),
                attributes: Vec::new(),
            }],
            entities: vec![LegalEntity {
                id: "e".to_owned(),
                client: 0,
                name: "E".to_owned(),
                country: "IT".to_owned(),
                tax_id: "00743110157".to_owned(),
            }],
            outlets: vec![outlet("shop-1"), outlet("shop-2")],
            employees: vec![
                employee("eva", "buyer", Some(dec!(100)), Some(vec![0])),
                employee("ada", "administrator", None, None),
                employee("leo", "viewer", None, None),
            ],
            reps: vec![rep("anna"), rep("boris")],
            bindings: vec![Binding {
                rep: 0,
                client: 0,
                outlet: Some(0),
            }],
            ..Directory::default()
        }
    }

    fn ask(
        directory: &Directory,
        (kind, id): (ActorKind, &str),
        principal: &str,
        act: Act,
        sum: Option<Number>,
    ) -> (Authorised, Vec<&'static str>) {
        let policy = crate::policy::load("[shop]\ncurrency = \"EUR\"\n[contract.a]\n")
            .unwrap()
            .policy;
        let context = Context {
            acting: Actor {
                id: id.to_owned(),
                kind,
            },
            principal: principal.to_owned(),
            instant: 0,
            today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            request_id: "r".to_owned(),
        };
        let answer = authorise(&policy, &context, directory, Wish { act, sum });
        let codes = answer.verdict.findings.iter().map(|f| f.code).collect();
        (answer, codes)
    }

    #[test]
    fn above_the_limit_somebody_who_may_is_named() {
        let eva = (ActorKind::Buyer, "eva");
        let order = |sum| ask(&directory(), eva, "shop-1", Act::PlaceOrder, Some(sum));
        let (answer, codes) = order(dec!(100));
        assert!(codes.is_empty());
        assert_eq!(answer.who_may, [0, 1]);
        assert_eq!(answer.limit, Some(dec!(100)));
        let (answer, codes) = order(dec!(100.01));
        assert_eq!(codes, [access::LIMIT]);
        assert_eq!(answer.verdict.outcome, Outcome::Hold);
        assert_eq!(answer.who_may, [1]);
        let remedies = &answer.verdict.findings[0].remedies;
        assert!(remedies.contains(&Remedy::Grant("administrator".to_owned())));
    }

    #[test]
    fn who_is_not_there_may_nothing() {
        let codes = |id, principal| {
            let directory = directory();
            let who = (ActorKind::Buyer, id);
            ask(&directory, who, principal, Act::ViewPrices, None).1
        };
        assert_eq!(codes("max", "shop-1"), [access::UNKNOWN]);
        assert_eq!(codes("eva", "shop-2"), [access::UNKNOWN]);
        assert_eq!(codes("eva", "shop-9"), [access::PRINCIPAL]);
        assert!(codes("shop-1", "shop-1").is_empty());
        assert_eq!(codes("shop-1", "shop-2"), [access::UNKNOWN]);
    }

    #[test]
    fn a_rep_acts_for_his_own_clients_alone() {
        let mut directory = directory();
        let codes = |directory: &Directory, id, principal, act| {
            ask(directory, (ActorKind::Rep, id), principal, act, None).1
        };
        assert!(codes(&directory, "anna", "shop-1", Act::PlaceOrder).is_empty());
        assert_eq!(
            codes(&directory, "anna", "shop-2", Act::PlaceOrder),
            [rep_access::CLIENT]
        );
        assert_eq!(
            codes(&directory, "anna", "shop-1", Act::ManageEmployees),
            [rep_access::ACTION]
        );
        assert_eq!(
            codes(&directory, "boris", "shop-1", Act::PlaceOrder),
            [rep_access::CLIENT]
        );
        assert_eq!(
            codes(&directory, "carl", "shop-1", Act::PlaceOrder),
            [rep_access::UNKNOWN]
        );
        directory.absences = vec![Absence {
            rep: 0,
            from: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            until: Day::from_ymd_opt(2026, 3, 11),
            substitute: Some(1),
        }];
        assert!(codes(&directory, "boris", "shop-1", Act::PlaceOrder).is_empty());
    }
}
