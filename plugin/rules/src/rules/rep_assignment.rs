//! `rep.*`: who looks after a client.
//!
//! A binding for the outlet wins over one for the client, a binding over the policy's rules, a rule
//! with more criteria over one with fewer, and the default comes last. Equal claims of different reps
//! decide nothing. Absences are half-open: on the first day away the substitute answers, on the first
//! day back the rep does. A substitute who is away himself passes on to his own.
//!
//! Requirement: R1, R5, R6. Facts: directory.

use crate::domain::directory::{Absence, Directory, Rep, entry};
use crate::domain::facts::in_force;
use crate::domain::{Day, Finding, Outcome, Remedy, Stage, Subject, Value};
use crate::policy::Policy;

/// Nothing gives the client a rep.
pub const NONE: &str = "rep.none";
/// Several reps claim the client equally.
pub const AMBIGUOUS: &str = "rep.ambiguous";
/// A setting names a rep who is not in the directory, or is suspended.
pub const UNKNOWN: &str = "rep.unknown";
/// Somebody stands in for the rep.
pub const SUBSTITUTE: &str = "rep.substitute";
/// The rep is away and nobody stands in.
pub const ABSENT: &str = "rep.absent";
/// Neither e-mail nor phone of the rep is known.
pub const CONTACT: &str = "rep.contact";

/// What named the rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Index into the bindings.
    Binding(u32),
    /// Id of the rule.
    Rule(String),
    /// `rep.default`.
    Default,
}

/// A rep for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Whom to ask today.
    pub rep: u32,
    /// Whose client it is.
    pub assigned: u32,
    /// What named him.
    pub by: By,
}

fn say(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Edit, Subject::Document)
}

/// Who looks after `client` today, with what there is to say about it.
#[must_use]
pub fn decide(
    policy: &Policy,
    directory: &Directory,
    today: Day,
    client: u32,
    outlet: Option<u32>,
) -> (Option<Assignment>, Vec<Finding>) {
    assign(policy, directory, today, Some(client), outlet)
}

/// Who will look after a client that the directory does not have yet: nothing but the default is
/// known to fit.
#[must_use]
pub fn for_a_new_client(
    policy: &Policy,
    directory: &Directory,
    today: Day,
) -> (Option<Assignment>, Vec<Finding>) {
    assign(policy, directory, today, None, None)
}

fn assign(
    policy: &Policy,
    directory: &Directory,
    today: Day,
    client: Option<u32>,
    outlet: Option<u32>,
) -> (Option<Assignment>, Vec<Finding>) {
    let mut findings = Vec::new();
    let (assigned, by) = match choose(policy, directory, client, outlet) {
        Ok(chosen) => chosen,
        Err(finding) => return (None, vec![*finding]),
    };
    let mut rep = stand_in(directory, today, assigned);
    if rep.is_none() {
        // Nobody stands in: whoever is there for everybody else, if he is.
        rep = policy
            .rep
            .default
            .as_deref()
            .and_then(|id| by_id(directory, id))
            .filter(|default| *default != assigned)
            .and_then(|default| stand_in(directory, today, default));
    }
    match rep {
        Some(rep) if rep == assigned => {}
        Some(rep) => findings.push(
            away(directory, today, assigned, SUBSTITUTE)
                .with("substitute", Value::Text(name(directory, rep))),
        ),
        None => findings.push(away(directory, today, assigned, ABSENT).warning()),
    }
    let rep = rep.unwrap_or(assigned);
    let silent = entry(&directory.reps, rep)
        .is_none_or(|rep| blank(rep.email.as_deref()) && blank(rep.phone.as_deref()));
    if silent {
        findings.push(
            say(CONTACT, Outcome::Allow)
                .warning()
                .with("rep", Value::Text(name(directory, rep))),
        );
    }
    (Some(Assignment { rep, assigned, by }), findings)
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn name(directory: &Directory, rep: u32) -> String {
    entry(&directory.reps, rep).map_or_else(String::new, |rep| rep.name.clone())
}

fn away(directory: &Directory, today: Day, rep: u32, code: &'static str) -> Finding {
    let finding = say(code, Outcome::Allow).with("rep", Value::Text(name(directory, rep)));
    match absence(directory, today, rep).and_then(|absence| absence.until) {
        Some(until) => finding.with("until", Value::Date(until)),
        None => finding,
    }
}

/// The rep with this id, who is not suspended.
#[must_use]
pub fn by_id(directory: &Directory, id: &str) -> Option<u32> {
    (0u32..)
        .zip(&directory.reps)
        .find(|(_, rep)| rep.id == id && !rep.suspended)
        .map(|(index, _)| index)
}

fn absence(directory: &Directory, today: Day, rep: u32) -> Option<&Absence> {
    directory
        .absences
        .iter()
        .find(|a| a.rep == rep && in_force(today, Some(a.from), a.until))
}

fn is_there(directory: &Directory, today: Day, rep: u32) -> bool {
    entry(&directory.reps, rep).is_some_and(|rep: &Rep| !rep.suspended)
        && absence(directory, today, rep).is_none()
}

/// The rep, or who stands in for him; `None` where the chain of substitutes ends or goes in a circle.
#[must_use]
pub fn stand_in(directory: &Directory, today: Day, rep: u32) -> Option<u32> {
    let mut now = rep;
    for _ in &directory.reps {
        if is_there(directory, today, now) {
            return Some(now);
        }
        now = absence(directory, today, now)?.substitute?;
    }
    None
}

fn choose(
    policy: &Policy,
    directory: &Directory,
    client: Option<u32>,
    outlet: Option<u32>,
) -> Result<(u32, By), Box<Finding>> {
    let bound = |of: Option<u32>| {
        (0u32..)
            .zip(&directory.bindings)
            .filter(move |(_, b)| Some(b.client) == client && b.outlet == of)
            .map(|(index, b)| (b.rep, By::Binding(index)))
            .collect::<Vec<_>>()
    };
    let mut bindings = outlet.map(|_| bound(outlet)).unwrap_or_default();
    if bindings.is_empty() {
        bindings = bound(None);
    }
    if !bindings.is_empty() {
        return the_one(directory, bindings, "default".to_owned());
    }
    let matching: Vec<_> = policy
        .rep
        .rules
        .iter()
        .filter(|rule| {
            client.is_some_and(|client| {
                rule.when.iter().all(|(key, wanted)| {
                    directory
                        .attribute(client, outlet, key)
                        .iter()
                        .any(|value| wanted.iter().any(|w| w == value))
                })
            })
        })
        .collect();
    let most = matching.iter().map(|rule| rule.when.len()).max();
    let mut claims = Vec::new();
    for rule in matching.iter().filter(|rule| Some(rule.when.len()) == most) {
        let path = format!("rep.rule[{}].rep", rule.id);
        let rep = by_id(directory, &rule.rep).ok_or_else(|| missing(&rule.rep, path))?;
        claims.push((rep, By::Rule(rule.id.clone())));
    }
    if !claims.is_empty() {
        let setting = match claims.as_slice() {
            [(_, By::Rule(id))] => format!("rep.rule[{id}].rep"),
            _ => "rep.rule".to_owned(),
        };
        return the_one(directory, claims, setting);
    }
    match policy.rep.default.as_deref() {
        Some(id) => by_id(directory, id)
            .map(|rep| (rep, By::Default))
            .ok_or_else(|| missing(id, "rep.default".to_owned())),
        None => Err(Box::new(
            say(NONE, Outcome::Indeterminate)
                .by("rep.default")
                .remedy(Remedy::Contact("staff")),
        )),
    }
}

/// The rep of all claims; several reps are never a silent pick.
fn the_one(
    directory: &Directory,
    claims: Vec<(u32, By)>,
    setting: String,
) -> Result<(u32, By), Box<Finding>> {
    let mut names: Vec<String> = Vec::new();
    let mut reps: Vec<u32> = Vec::new();
    for (rep, _) in &claims {
        if !reps.contains(rep) {
            reps.push(*rep);
            names.push(name(directory, *rep));
        }
    }
    if let [_] = reps.as_slice()
        && let Some(first) = claims.into_iter().next()
    {
        return Ok(first);
    }
    Err(Box::new(
        say(AMBIGUOUS, Outcome::Indeterminate)
            .with_staff("reps", Value::Text(names.join(", ")))
            .by(setting)
            .remedy(Remedy::Contact("staff")),
    ))
}

fn missing(id: &str, setting: String) -> Box<Finding> {
    Box::new(
        say(UNKNOWN, Outcome::Indeterminate)
            .with_staff("rep", Value::Text(id.to_owned()))
            .by(setting)
            .remedy(Remedy::Contact("staff")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Attribute, Binding, Client};

    fn day(d: u32) -> Day {
        Day::from_ymd_opt(2026, 3, d).unwrap()
    }

    fn directory() -> Directory {
        let rep = |id: &str| Rep {
            id: id.to_owned(),
            name: id.to_owned(),
            email: Some(format!("{id}@example.com")),
            phone: None,
            suspended: false,
        };
        let attribute = |key: &str, value: &str| Attribute {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        Directory {
            clients: vec![Client {
                id: "c".to_owned(),
                name: "C".to_owned(),
                attributes: vec![
                    attribute("region", "south"),
                    attribute("category", "wholesale"),
                ],
            }],
            reps: vec![rep("anna"), rep("boris"), rep("office")],
            ..Directory::default()
        }
    }

    fn run(rules: &str, directory: &Directory) -> (Option<Assignment>, Vec<&'static str>) {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.a]\n{rules}");
        let policy = crate::policy::load(&text).unwrap().policy;
        let (assignment, findings) = decide(&policy, directory, day(10), 0, None);
        (assignment, findings.iter().map(|f| f.code).collect())
    }

    const SOUTH: &str =
        "[[rep.rule]]\nid = \"south\"\nrep = \"anna\"\nwhen = { region = [\"south\", \"east\"] }\n";
    const WHOLESALE: &str =
        "[[rep.rule]]\nid = \"w\"\nrep = \"boris\"\nwhen = { category = \"wholesale\" }\n";
    const BOTH: &str = "[[rep.rule]]\nid = \"both\"\nrep = \"boris\"\nwhen = { category = \"wholesale\", region = \"south\" }\n";

    #[test]
    fn more_criteria_win_and_a_tie_decides_nothing() {
        let directory = directory();
        let (found, codes) = run(&format!("{SOUTH}{BOTH}"), &directory);
        assert_eq!(found.unwrap().by, By::Rule("both".to_owned()));
        assert!(codes.is_empty());
        let (found, codes) = run(&format!("{SOUTH}{WHOLESALE}"), &directory);
        assert_eq!((found, codes), (None, vec![AMBIGUOUS]));
        assert_eq!(run(SOUTH, &directory).0.unwrap().rep, 0);
    }

    #[test]
    fn a_binding_wins_over_rules_and_the_default_comes_last() {
        let mut directory = directory();
        let default = "[rep]\ndefault = \"office\"\n";
        assert_eq!(run(default, &directory).0.unwrap().by, By::Default);
        assert_eq!(run("", &directory).1, [NONE]);
        assert_eq!(
            run("[rep]\ndefault = \"nobody\"\n", &directory).1,
            [UNKNOWN]
        );
        directory.bindings = vec![Binding {
            rep: 1,
            client: 0,
            outlet: None,
        }];
        assert_eq!(run(SOUTH, &directory).0.unwrap().by, By::Binding(0));
    }

    #[test]
    fn absences_are_half_open() {
        let mut directory = directory();
        let mut at = |from, until, substitute| {
            directory.absences = vec![Absence {
                rep: 0,
                from: day(from),
                until: Some(day(until)),
                substitute,
            }];
            let (found, codes) = run(SOUTH, &directory);
            (found.unwrap().rep, codes)
        };
        assert_eq!(at(10, 11, Some(1)), (1, vec![SUBSTITUTE]));
        assert_eq!(at(9, 10, Some(1)), (0, vec![]));
        assert_eq!(at(11, 12, Some(1)), (0, vec![]));
        assert_eq!(at(10, 11, None), (0, vec![ABSENT]));
        // Going in a circle ends.
        assert_eq!(at(10, 11, Some(0)), (0, vec![ABSENT]));
    }

    #[test]
    fn without_a_contact_somebody_is_told() {
        let mut directory = directory();
        directory.reps[0].email = Some(" ".to_owned());
        assert_eq!(run(SOUTH, &directory).1, [CONTACT]);
    }
}
