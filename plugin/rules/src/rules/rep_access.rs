//! `access.rep`, `access.rep-action`, `access.rep-unknown`: for whom a rep may act, and what he may do.
//!
//! For clients bound to him or to a rep for whom he stands in today; where the policy says so, also
//! for those that rules or the default give him. Never for anybody else's.
//!
//! Requirement: R6, A15. Facts: directory.

use super::access::{Wish, refuse};
use super::rep_assignment::{decide as assign, stand_in};
use crate::domain::directory::Directory;
use crate::domain::{Context, Day, Finding, Outcome, Remedy, Value};
use crate::policy::{ActsFor, Policy};

/// The client is not one of his.
pub const CLIENT: &str = "access.rep";
/// The shop's reps don't do that for clients.
pub const ACTION: &str = "access.rep-action";
/// Whoever acts as a rep is none, or is suspended.
pub const UNKNOWN: &str = "access.rep-unknown";

/// The rep who acts.
///
/// # Errors
/// The finding, where he is none or is suspended.
pub fn acting(directory: &Directory, context: &Context) -> Result<u32, Box<Finding>> {
    super::rep_assignment::by_id(directory, &context.acting.id)
        .ok_or_else(|| Box::new(refuse(UNKNOWN, Outcome::Block).remedy(Remedy::Contact("staff"))))
}

/// Whether `rep` may act for this outlet of a client.
#[must_use]
pub fn is_his(
    policy: &Policy,
    directory: &Directory,
    today: Day,
    rep: u32,
    client: u32,
    outlet: u32,
) -> bool {
    let bound = directory.bindings.iter().any(|b| {
        b.client == client
            && b.outlet.is_none_or(|only| only == outlet)
            && speaks_for(directory, today, rep, b.rep)
    });
    bound || is_assigned(policy, directory, today, rep, client, Some(outlet))
}

/// By client, whether `rep` may act for it or for one of its outlets.
#[must_use]
pub fn his(policy: &Policy, directory: &Directory, today: Day, rep: u32) -> Vec<bool> {
    let mut his = vec![false; directory.clients.len()];
    for binding in &directory.bindings {
        let at = usize::try_from(binding.client).ok();
        if let Some(entry) = at.and_then(|at| his.get_mut(at))
            && !*entry
        {
            *entry = speaks_for(directory, today, rep, binding.rep);
        }
    }
    if policy.rep.acts_for == ActsFor::Bound {
        return his;
    }
    let mut give = |client: u32, outlet| {
        let at = usize::try_from(client).ok();
        if let Some(entry) = at.and_then(|at| his.get_mut(at))
            && !*entry
        {
            *entry = is_assigned(policy, directory, today, rep, client, outlet);
        }
    };
    for (client, _) in (0u32..).zip(&directory.clients) {
        give(client, None);
    }
    for (outlet, _) in (0u32..).zip(&directory.outlets) {
        if let Some(client) = directory.client_of(outlet) {
            give(client, Some(outlet));
        }
    }
    his
}

/// Whether `rep` is `bound`, or stands in for him today.
fn speaks_for(directory: &Directory, today: Day, rep: u32, bound: u32) -> bool {
    bound == rep || stand_in(directory, today, bound) == Some(rep)
}

fn is_assigned(
    policy: &Policy,
    directory: &Directory,
    today: Day,
    rep: u32,
    client: u32,
    outlet: Option<u32>,
) -> bool {
    policy.rep.acts_for == ActsFor::Assigned
        && assign(policy, directory, today, client, outlet)
            .0
            .is_some_and(|found| found.rep == rep || found.assigned == rep)
}

/// Everything that keeps the rep from doing it; nothing where he may.
#[must_use]
pub fn decide(
    policy: &Policy,
    directory: &Directory,
    context: &Context,
    client: u32,
    outlet: u32,
    wish: Wish,
) -> Vec<Finding> {
    let rep = match acting(directory, context) {
        Ok(rep) => rep,
        Err(finding) => return vec![*finding],
    };
    let mut findings = Vec::new();
    if !is_his(policy, directory, context.today, rep, client, outlet) {
        findings.push(
            refuse(CLIENT, Outcome::Block)
                .by("rep.acts_for")
                .remedy(Remedy::Contact("staff")),
        );
    }
    if !policy.rep.may.contains(&wish.act) {
        findings.push(
            refuse(ACTION, Outcome::Block)
                .with("action", Value::Text(wish.act.name().to_owned()))
                .by("rep.may")
                .remedy(Remedy::Contact("staff")),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Attribute, Binding, Client, LegalEntity, Outlet, Rep};

    fn ask(acts_for: &str, bindings: Vec<Binding>) -> (Vec<bool>, [bool; 2]) {
        let text = format!(
            "[shop]\ncurrency = \"EUR\"\n[contract.a]\n[rep]\nacts_for = \"{acts_for}\"\n[[rep.rule]]\nid = \"s\"\nrep = \"anna\"\nwhen = {{ region = \"south\" }}\n"
        );
        let policy = crate::policy::load(&text).unwrap().policy;
        let client = |id: &str| Client {
            id: id.to_owned(),
            name: id.to_owned(),
            attributes: Vec::new(),
        };
        let outlet = |region: &str| Outlet {
            id: region.to_owned(),
            entity: 0,
            name: region.to_owned(),
            city: region.to_owned(),
            account: None,
            email: None,
            attributes: vec![Attribute {
                key: "region".to_owned(),
                value: region.to_owned(),
            }],
        };
        let directory = Directory {
            clients: vec![client("c"), client("d")],
            entities: vec![LegalEntity {
                id: "e".to_owned(),
                client: 0,
                name: "e".to_owned(),
                country: "IT".to_owned(),
                tax_id: "00743110157".to_owned(),
            }],
            outlets: vec![outlet("south"), outlet("north")],
            reps: vec![Rep {
                id: "anna".to_owned(),
                name: "Anna".to_owned(),
                email: None,
                phone: None,
                suspended: false,
            }],
            bindings,
            ..Directory::default()
        };
        let today = Day::from_ymd_opt(2026, 3, 10).unwrap();
        let outlets = [0, 1].map(|outlet| is_his(&policy, &directory, today, 0, 0, outlet));
        (his(&policy, &directory, today, 0), outlets)
    }

    #[test]
    fn rules_give_a_rep_clients_only_where_the_policy_says_so() {
        assert_eq!(ask("bound", vec![]), (vec![false, false], [false, false]));
        assert_eq!(ask("assigned", vec![]), (vec![true, false], [true, false]));
    }

    #[test]
    fn a_binding_for_one_outlet_is_for_that_outlet() {
        let to = |outlet| Binding {
            rep: 0,
            client: 0,
            outlet,
        };
        let one = ask("bound", vec![to(Some(1))]);
        assert_eq!(one, (vec![true, false], [false, true]));
        let all = ask("bound", vec![to(None)]);
        assert_eq!(all, (vec![true, false], [true, true]));
    }
}
