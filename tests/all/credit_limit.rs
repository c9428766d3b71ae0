//! Credit in use: more of it, or a lower limit, never unblocks; paying the release sum or making the order as
//! small as the remedy says removes the refusal (B6, B7).

use comptoir::Facts;
use comptoir::contract::{
    CreditLimit, Decimal, Finding, Line, LiveOrder, Outcome, PlaceAnswer, QuotedLine, Remedy,
};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;
use proptest::prelude::*;

use crate::properties::{cases, facts, lines, whole};

const GATES: &str = r#"
[[credit.gate]]
id = "near"
stage = ["edit"]
when = { exposure_from = "80%" }
then = "warn"
[[credit.gate]]
id = "limit"
stage = ["confirm", "ship"]
when = { exposure_over = "100%", contract = "prepaid" }
then = "hold"
[[credit.gate]]
id = "late"
stage = ["place"]
when = { overdue_over = "500.00", exposure_over = "50%" }
then = "block"
"#;

fn native() -> Native {
    Native::load(&format!("{}{GATES}", synthetic::POLICY))
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

fn cents(coefficient: i64) -> Decimal {
    Decimal {
        coefficient,
        scale: 2,
    }
}

fn in_cents(sum: Decimal) -> i64 {
    sum.coefficient * 10_i64.pow(2 - u32::from(sum.scale))
}

/// The facts, with a limit and a live order.
fn with(mut facts: Facts, limit: i64, ordered: i64) -> Facts {
    if let Some(receivables) = &mut facts.receivables {
        let (entity, currency) = (facts.buyer.entity.clone(), "EUR".to_owned());
        receivables.limits = vec![CreditLimit {
            entity: entity.clone(),
            contract: None,
            currency: currency.clone(),
            amount: Some(cents(limit)),
        }];
        receivables.orders = Some(vec![LiveOrder {
            id: "W-1".to_owned(),
            entity,
            contract: None,
            currency,
            payable: cents(ordered),
            paid: cents(0),
        }]);
    }
    facts
}

fn place(native: &Native, facts: &Facts, lines: &[Line], paid: i64) -> PlaceAnswer {
    let mut request = synthetic::place(lines.to_vec(), vec![]);
    let quoted = |line: &Line| QuotedLine {
        quantity: line.quantity,
        net: whole(1),
    };
    request.quote.lines = lines.iter().map(quoted).collect();
    request.paid = cents(paid);
    let answer = native.place(
        cross(&synthetic::context()),
        groups(facts),
        (None, None),
        cross(&request),
    );
    cross(&answer.expect("a well-formed call"))
}

fn gates(answer: &PlaceAnswer) -> impl Iterator<Item = &Finding> {
    let findings = answer.verdict.findings.iter();
    findings.filter(|finding| finding.code.starts_with("credit."))
}

const fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Allow => 0,
        Outcome::Adjust => 1,
        Outcome::Hold => 2,
        Outcome::Indeterminate => 3,
        Outcome::Block => 4,
    }
}

fn payable(answer: &PlaceAnswer) -> i64 {
    let totals = answer.cart.totals.as_ref();
    totals.map_or(0, |totals| in_cents(totals.payable))
}

/// Pays the debt first, then the live order, then the order at hand.
fn pay(facts: &mut Facts, mut sum: i64) -> i64 {
    let Some(receivables) = &mut facts.receivables else {
        return sum;
    };
    for item in &mut receivables.items {
        let part = sum.min((in_cents(item.amount) - in_cents(item.paid)).max(0));
        item.paid = cents(in_cents(item.paid) + part);
        sum -= part;
    }
    for order in receivables.orders.iter_mut().flatten() {
        let part = sum.min(in_cents(order.payable) - in_cents(order.paid));
        order.paid = cents(in_cents(order.paid) + part);
        sum -= part;
    }
    sum
}

/// Takes single units off until the order costs no more than `most`.
fn shrink(native: &Native, facts: &Facts, mut lines: Vec<Line>, most: i64) -> PlaceAnswer {
    loop {
        let answer = place(native, facts, &lines, 0);
        if payable(&answer) <= most {
            return answer;
        }
        let accepted = answer.cart.lines.iter().map(|line| line.accepted);
        let goods = accepted
            .zip(&mut lines)
            .find(|(accepted, _)| !accepted.is_zero());
        let (accepted, line) = goods.expect("what costs something holds goods");
        line.quantity = whole(accepted.coefficient - 1);
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn more_credit_in_use_never_unblocks(facts in facts(), lines in lines(), limit in 0i64..400_000, ordered in 0i64..200_000, more in 1i64..50_000) {
        let native = native();
        let before = place(&native, &with(facts.clone(), limit, ordered), &lines, 0);
        let mut owing = with(facts.clone(), limit, ordered);
        for item in owing.receivables.iter_mut().flat_map(|all| &mut all.items) {
            item.amount = cents(in_cents(item.amount) + more);
        }
        let mut unlimited_no_more = with(facts.clone(), limit, ordered);
        for limits in unlimited_no_more.receivables.iter_mut().map(|all| &mut all.limits) {
            limits.clear();
        }
        let worse = [
            with(facts.clone(), limit, ordered + more),
            with(facts, (limit - more).max(0), ordered),
            owing,
        ];
        for worse in worse {
            let after = place(&native, &worse, &lines, 0);
            for (first, second) in before.cart.stages.iter().zip(&after.cart.stages) {
                prop_assert!(rank(first.outcome) <= rank(second.outcome), "{first:?} {second:?}");
            }
        }
        // Without a limit on record nothing is held to be within it.
        let after = place(&native, &unlimited_no_more, &lines, 0);
        prop_assert!(gates(&after).any(|finding| finding.code == "credit.unknown"));
    }

    #[test]
    fn either_remedy_removes_the_refusal(facts in facts(), lines in lines(), limit in 0i64..400_000, ordered in 0i64..200_000) {
        let native = native();
        let facts = with(facts, limit, ordered);
        let lines: Vec<Line> = lines.into_iter().filter(|line| line.quantity.coefficient > 0).collect();
        let before = place(&native, &facts, &lines, 0);
        for finding in gates(&before) {
            for remedy in &finding.remedies {
                let after = match remedy {
                    Remedy::Pay(sum) => {
                        let mut paid = facts.clone();
                        let rest = pay(&mut paid, in_cents(*sum));
                        place(&native, &paid, &lines, rest)
                    }
                    Remedy::Edit(edit) => {
                        prop_assert_eq!(edit.field.as_str(), "total");
                        let most = edit.to.map_or(0, in_cents);
                        prop_assert!(0 < most && most < payable(&before));
                        shrink(&native, &facts, lines.clone(), most)
                    }
                    other => panic!("{other:?}"),
                };
                let left = gates(&after).any(|left| left.stage == finding.stage && left.setting == finding.setting);
                prop_assert!(!left, "{:?} does not remove {:?}", remedy, finding);
            }
        }
    }
}

/// The properties meet both remedies.
#[test]
fn both_remedies_are_met() {
    let facts = with(synthetic::facts(3), 150_000, 10_000);
    let lines = [Line {
        sku: "ART-000001".to_owned(),
        quantity: whole(30),
        extra: vec![],
    }];
    let answer = place(&native(), &facts, &lines, 0);
    let kinds: Vec<&str> = gates(&answer)
        .flat_map(|finding| &finding.remedies)
        .map(|remedy| match remedy {
            Remedy::Pay(_) => "pay",
            Remedy::Edit(_) => "edit",
            _ => "other",
        })
        .collect();
    assert!(
        kinds.contains(&"pay"),
        "{kinds:?}, {} to pay",
        payable(&answer)
    );
    assert!(
        kinds.contains(&"edit"),
        "{kinds:?}, {} to pay",
        payable(&answer)
    );
}
