//! Thresholds, release sums, grants, missing facts.

use super::*;
use crate::domain::{Actor, ActorKind, Day, Grant, GrantSum, Receivable};
use rust_decimal::dec;

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 3, day).unwrap()
}

fn receivable(amount: Number, shipped: Option<u32>, due: Option<u32>) -> Receivable {
    Receivable {
        id: "INV-1".into(),
        entity: "e".into(),
        contract: None,
        order: None,
        currency: "EUR".into(),
        amount,
        paid: dec!(0),
        shipped: shipped.map(day),
        due: due.map(day),
    }
}

fn at_hand(payable: Number) -> AtHand<'static> {
    AtHand {
        id: None,
        under: Some(Under {
            contract: "k",
            terms: "c",
        }),
        payable,
        paid: dec!(0),
    }
}

fn policy(text: &str) -> crate::policy::Policy {
    let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{text}");
    crate::policy::load(&text).unwrap().policy
}

fn gate(text: &str) -> Gate {
    policy(text).gates.remove(0)
}

fn run(
    gate: &Gate,
    items: Vec<Receivable>,
    today: u32,
    paid_in_full: bool,
    grants: Vec<Grant>,
) -> Vec<Finding> {
    let context = Context {
        acting: Actor {
            id: "b".into(),
            kind: ActorKind::Buyer,
        },
        principal: "b".into(),
        instant: 1_000_000_000,
        today: day(today),
        request_id: "r".into(),
    };
    let policy = policy("");
    let exchange = Exchange::new(&policy, &[], context.today, "EUR");
    let debtor = Debtor {
        context: &context,
        entity: "e",
        exchange: &exchange,
        paid_in_full,
        order: at_hand(dec!(0)),
    };
    let receivables = Receivables {
        items,
        grants,
        ..Receivables::default()
    };
    decide(gate, debtor, Some(&receivables)).unwrap()
}

fn bars(items: Vec<Receivable>, today: u32) -> bool {
    !run(&gate(""), items, today, false, vec![]).is_empty()
}

#[test]
fn overdue_from_the_day_after_the_due_day() {
    let due_on_ten = || vec![receivable(dec!(1), Some(1), Some(10))];
    assert!(!bars(due_on_ten(), 10));
    assert!(bars(due_on_ten(), 11));
}

#[test]
fn a_prepayment_is_overdue_once_shipped_and_nothing_unshipped_is_debt() {
    assert!(bars(vec![receivable(dec!(1), Some(5), None)], 5));
    assert!(!bars(vec![receivable(dec!(1), None, None)], 30));
    assert!(!bars(vec![receivable(dec!(1), None, Some(1))], 30));
}

#[test]
fn other_entities_and_paid_invoices_do_not_count() {
    let other = Receivable {
        entity: "x".into(),
        ..receivable(dec!(1), Some(1), Some(2))
    };
    let paid = Receivable {
        paid: dec!(1),
        ..receivable(dec!(1), Some(1), Some(2))
    };
    let nearly = Receivable {
        paid: dec!(0.99),
        ..receivable(dec!(1), Some(1), Some(2))
    };
    assert!(!bars(vec![other, paid], 20));
    assert!(bars(vec![nearly], 20));
}

#[test]
fn the_threshold_itself_passes_and_the_release_sum_is_what_is_above() {
    let gate = gate(
        "[[credit.gate]]\nid = \"g\"\nwhen = { overdue_over = \"100.00\", older_than = \"3 days\" }\n",
    );
    let debt = |sum, due| vec![receivable(sum, Some(1), Some(due))];
    assert!(run(&gate, debt(dec!(100.00), 5), 20, false, vec![]).is_empty());
    let findings = run(&gate, debt(dec!(100.01), 5), 20, false, vec![]);
    assert_eq!(findings.len(), 3);
    assert_eq!(release(findings.iter(), Stage::Ship), Some(dec!(0.01)));
    assert_eq!(release(findings.iter(), Stage::Place), None);
    assert!(
        run(&gate, debt(dec!(500), 5), 8, false, vec![]).is_empty(),
        "three days overdue are not over three"
    );
    assert!(!run(&gate, debt(dec!(500), 5), 9, false, vec![]).is_empty());
}

#[test]
fn paid_in_full_passes_where_the_gate_says_so() {
    let debt = || vec![receivable(dec!(1), Some(1), Some(2))];
    assert!(run(&gate(""), debt(), 20, true, vec![]).is_empty());
    let strict = gate("[[credit.gate]]\nid = \"g\"\nwhen = { receivable_over = \"0\" }\n");
    assert!(!run(&strict, debt(), 1, true, vec![]).is_empty());
}

#[test]
fn a_grant_holds_for_its_hours() {
    let gate = gate(
        "[[credit.gate]]\nid = \"g\"\nwhen = { overdue_over = \"0\" }\noverride = { role = \"head\", valid_for = \"24 hours\" }\n",
    );
    let debt = || vec![receivable(dec!(1), Some(1), Some(2))];
    let at = |granted, role: &str| {
        let grant = Grant {
            entity: None,
            order: None,
            gate: "g".into(),
            role: role.into(),
            by: "Ann".into(),
            reason: "call".into(),
            granted,
            up_to: None,
        };
        run(&gate, debt(), 20, false, vec![grant])
            .first()
            .map(|finding| finding.code)
    };
    let day = 24 * 3_600_000;
    assert_eq!(at(1_000_000_000 - day + 1, "head"), Some(GRANTED));
    assert_eq!(at(1_000_000_000 - day, "head"), Some(OVERDUE));
    assert_eq!(at(1_000_000_001, "head"), Some(OVERDUE));
    assert_eq!(at(999_999_999, "tail"), Some(OVERDUE));
}

#[test]
fn a_grant_for_one_entity_or_one_order_opens_no_other() {
    let gate = gate(
        "[[credit.gate]]\nid = \"g\"\nwhen = { overdue_over = \"0\" }\noverride = { role = \"head\", valid_for = \"24 hours\" }\n",
    );
    let context = Context {
        acting: Actor {
            id: "b".into(),
            kind: ActorKind::Buyer,
        },
        principal: "b".into(),
        instant: 1_000_000_000,
        today: day(20),
        request_id: "r".into(),
    };
    let policy = policy("");
    let exchange = Exchange::new(&policy, &[], context.today, "EUR");
    let said = |entity: Option<&str>, order: Option<&str>, at_hand_id: Option<&str>| {
        let receivables = Receivables {
            items: vec![receivable(dec!(1), Some(1), Some(2))],
            grants: vec![Grant {
                entity: entity.map(str::to_owned),
                order: order.map(str::to_owned),
                gate: "g".into(),
                role: "head".into(),
                by: "Ann".into(),
                reason: "call".into(),
                granted: 999_999_999,
                up_to: None,
            }],
            ..Receivables::default()
        };
        let debtor = Debtor {
            context: &context,
            entity: "e",
            exchange: &exchange,
            paid_in_full: false,
            order: AtHand {
                id: at_hand_id,
                ..at_hand(dec!(0))
            },
        };
        decide(&gate, debtor, Some(&receivables)).unwrap()[0].code
    };
    assert_eq!(said(None, None, Some("W-1")), GRANTED);
    assert_eq!(said(Some("e"), None, Some("W-1")), GRANTED);
    assert_eq!(said(Some("f"), None, Some("W-1")), OVERDUE);
    assert_eq!(said(None, Some("W-1"), Some("W-1")), GRANTED);
    assert_eq!(said(None, Some("W-1"), Some("W-2")), OVERDUE);
    // What is being placed has no id yet.
    assert_eq!(said(None, Some("W-1"), None), OVERDUE);
    assert_eq!(said(None, None, None), GRANTED);
}

/// Overdue debt of `debt` under a grant of `sums`, where the policy's own most is `cap`: code, what is to be paid.
fn under_grants(
    debt: Number,
    sums: &[Option<(Number, &str)>],
    cap: &str,
) -> (&'static str, Number) {
    let gate = gate(&format!(
        "[[credit.gate]]\nid = \"g\"\nstage = \"ship\"\nwhen = {{ overdue_over = \"10.00\" }}\n\
         override = {{ role = \"head\", valid_for = \"24 hours\"{cap} }}\n"
    ));
    let grants = sums.iter().map(|sum| Grant {
        entity: None,
        order: None,
        gate: "g".into(),
        role: "head".into(),
        by: "Ann".into(),
        reason: "call".into(),
        granted: 999_999_999,
        up_to: sum.map(|(amount, currency)| GrantSum {
            amount,
            currency: currency.into(),
        }),
    });
    let items = vec![receivable(debt, Some(1), Some(2))];
    let findings = run(&gate, items, 20, false, grants.collect());
    let paid = release(findings.iter(), Stage::Ship).unwrap_or_default();
    (findings[0].code, paid)
}

#[test]
fn a_grant_up_to_a_sum_lets_that_sum_pass_and_no_unit_more() {
    let eur = |sum| Some((sum, "EUR"));
    let said = |debt, sum| under_grants(debt, &[eur(sum)], "");
    assert_eq!(said(dec!(500.00), dec!(500.00)), (GRANTED, dec!(0)));
    // What is over the sum is to be paid, not what is over the threshold.
    assert_eq!(said(dec!(500.01), dec!(500.00)), (OVERDUE, dec!(0.01)));
    // A sum below the threshold opens nothing, and asks for no more than the gate does.
    assert_eq!(said(dec!(500.00), dec!(5.00)), (OVERDUE, dec!(490.00)));
    assert_eq!(said(dec!(500.00), dec!(0)), (OVERDUE, dec!(490.00)));
}

#[test]
fn of_several_grants_the_one_that_lets_most_pass_counts() {
    let eur = |sum| Some((sum, "EUR"));
    let said = |sums: &[_]| under_grants(dec!(500.00), sums, "");
    assert_eq!(
        said(&[eur(dec!(400)), eur(dec!(499.99))]),
        (OVERDUE, dec!(0.01))
    );
    assert_eq!(said(&[eur(dec!(400)), None]), (GRANTED, dec!(0)));
    assert_eq!(said(&[None, eur(dec!(400))]), (GRANTED, dec!(0)));
}

#[test]
fn the_policy_says_how_much_a_role_lets_pass_at_most() {
    let eur = |sum| Some((sum, "EUR"));
    let said = |debt, sum| under_grants(debt, &[sum], ", up_to = \"300.00\"");
    assert_eq!(said(dec!(300.00), None), (GRANTED, dec!(0)));
    assert_eq!(said(dec!(300.01), None), (OVERDUE, dec!(0.01)));
    assert_eq!(said(dec!(300.01), eur(dec!(1000))), (OVERDUE, dec!(0.01)));
    assert_eq!(said(dec!(200.01), eur(dec!(200))), (OVERDUE, dec!(0.01)));
}

#[test]
fn a_sum_without_a_rate_is_not_known() {
    let dollars = Some((dec!(1000), "USD"));
    assert_eq!(under_grants(dec!(500), &[dollars], ""), (UNKNOWN, dec!(0)));
    assert_eq!(under_grants(dec!(500), &[dollars, None], "").0, UNKNOWN);
}

#[test]
fn missing_facts_and_foreign_debt_are_never_favourable() {
    let context = Context {
        acting: Actor {
            id: "b".into(),
            kind: ActorKind::Buyer,
        },
        principal: "b".into(),
        instant: 0,
        today: day(20),
        request_id: "r".into(),
    };
    let policy = policy("");
    let exchange = Exchange::new(&policy, &[], context.today, "EUR");
    let debtor = Debtor {
        context: &context,
        entity: "e",
        exchange: &exchange,
        paid_in_full: false,
        order: at_hand(dec!(0)),
    };
    let missing = decide(&gate(""), debtor, None).unwrap();
    assert!(
        missing
            .iter()
            .all(|f| f.code == UNKNOWN && f.outcome == Outcome::Indeterminate)
    );
    let foreign = Receivable {
        currency: "USD".into(),
        ..receivable(dec!(1), Some(1), Some(2))
    };
    assert!(
        run(&gate(""), vec![foreign], 20, false, vec![])
            .iter()
            .all(|f| f.code == UNKNOWN)
    );
}
