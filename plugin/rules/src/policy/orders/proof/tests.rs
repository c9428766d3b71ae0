use super::*;
use crate::policy::{Issue, load};

const SHOP: &str = "[shop]\ncurrency = \"RUB\"\n[contract.prepaid]\n";

/// The one thing wrong, and the text at its place.
fn refused(extra: &str) -> (Issue, String) {
    let text = format!("{SHOP}{extra}");
    let mut issues = load(&text).unwrap_err();
    assert_eq!(issues.len(), 1, "{issues:#?}");
    let issue = issues.remove(0);
    let at = issue.at.clone().and_then(|at| text.get(at));
    let line = at.unwrap_or_default().lines().next().unwrap_or_default();
    (issue.clone(), line.to_owned())
}

fn moves(extra: &str) -> Moves {
    load(&format!("{SHOP}{extra}")).unwrap().policy.life.moves
}

#[test]
fn a_silent_policy_is_sound_and_small_enough_to_walk() {
    let moves = moves("");
    assert!(
        (100..5000).contains(&moves.combinations),
        "{}",
        moves.combinations
    );
    let states = |axis: Axis| {
        let found = moves.states.iter().find(|(known, _)| *known == axis);
        found.map(|(_, states)| states.len()).unwrap_or_default()
    };
    assert_eq!(
        Axis::ALL.map(states),
        [7, 3, 3, 4, 5, 1],
        "{:?}",
        moves.states
    );
}

#[test]
fn every_way_of_reserving_is_sound() {
    for reserve in ["on-confirm", "on-payment", "external", "never"] {
        for confirmed in ["rep", "auto"] {
            let text = format!(
                "[order]\nconfirmed_by = \"{confirmed}\"\n[orders]\nreserve = \"{reserve}\"\n"
            );
            assert!(moves(&text).combinations > 50, "{text}");
        }
    }
}

#[test]
fn a_state_that_nobody_can_bring_about_is_refused() {
    let (issue, line) = refused("[orders.event.deliver]\nby = []\n");
    assert_eq!(issue.path, "orders.event.deliver");
    assert_eq!(line, "deliver");
    assert!(
        issue
            .message
            .starts_with("no order ever reaches shipment `delivered`"),
        "{}",
        issue.message
    );
}

#[test]
fn a_step_without_a_way_in_is_refused() {
    let text = "[[orders.step]]\nid = \"a\"\nafter = [\"b\"]\n[[orders.step]]\nid = \"b\"\nafter = [\"a\"]\n";
    let issues = load(&format!("{SHOP}{text}")).unwrap_err();
    let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["orders.step[a]", "orders.step[b]"]);
    assert!(
        issues[0]
            .message
            .starts_with("no order ever reaches step `a`")
    );
}

#[test]
fn a_dead_end_is_refused_with_the_way_into_it() {
    // Whoever parks an order never gets it out again: shipping needs it packed.
    let (issue, _) = refused(
        "[[orders.step]]\nid = \"packed\"\n[[orders.step]]\nid = \"parked\"\nafter = [\"packed\"]\n\
         [orders.event.ship]\nneeds_step = \"packed\"\n",
    );
    assert_eq!(issue.path, "orders.event.ship");
    assert!(
        issue
            .message
            .contains("new → place → step:packed → step:parked"),
        "{}",
        issue.message
    );
}

#[test]
fn an_event_with_two_answers_is_refused_with_the_way_to_it() {
    let (issue, line) = refused(
        "[[orders.step]]\nid = \"picking\"\non = \"confirm\"\n[[orders.step]]\nid = \"packing\"\non = \"confirm\"\n",
    );
    assert_eq!(issue.path, "orders.step[packing].on");
    assert_eq!(line, "[[orders.step]]");
    assert!(
        issue.message.contains("`confirm` has two answers")
            && issue.message.contains("new → place → confirm"),
        "{}",
        issue.message
    );
}

#[test]
fn a_gate_that_orders_can_walk_around_is_refused_with_the_way_around_it() {
    let gate =
        "[[credit.gate]]\nid = \"late\"\nstage = [\"reserve\"]\nwhen = { overdue_over = \"0\" }\n";
    let (issue, line) = refused(&format!("{gate}[orders]\nreserve = \"never\"\n"));
    assert_eq!(issue.path, "credit.gate[late].stage");
    assert_eq!(line, "[[credit.gate]]");
    assert!(
        issue.message.contains("new → place → ship"),
        "{}",
        issue.message
    );
    for reserve in ["on-confirm", "on-payment", "external"] {
        assert!(moves(&format!("{gate}[orders]\nreserve = \"{reserve}\"\n")).combinations > 0);
    }
}

/// Each event on its own, taken from everybody: the proof finds what that breaks, or nothing breaks
/// because another event leads there too.
#[test]
fn taking_an_event_from_everybody_is_found() {
    let sound = [
        "correct",
        "consent",
        "decline",
        "lapse-consent",
        "release",
        "escalate",
        "complete",
        "reopen",
        "grant-reservation",
        "grant-part",
        "deny-reservation",
    ];
    for (name, event) in crate::domain::EventKind::ALL {
        if *event == crate::domain::EventKind::Step {
            continue;
        }
        let text = format!("{SHOP}[orders.event.{name}]\nby = []\n");
        let passes = load(&text).is_ok();
        // Without corrections nothing awaits consent.
        let expected = sound.contains(name) && *name != "correct";
        assert_eq!(passes, expected, "{name}");
    }
}
