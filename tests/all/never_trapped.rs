//! B7: taking goods out of a cart is always legal, and every refusal says what removes it.

use comptoir::Facts;
use comptoir::contract::{
    CartAnswer, CartRequest, Edit, Finding, Grant, Line, Outcome, Remedy, Severity, Stage, Subject,
};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;
use proptest::prelude::*;

use crate::properties::{PRODUCTS, cases, facts, lines, whole};

/// Gates at every later stage, one of which somebody may let pass.
const GATES: &str = r#"
[[credit.gate]]
id = "overdue"
stage = ["confirm", "ship"]
when = { overdue_over = "0.00" }
then = "hold"
override = { role = "head-of-sales", valid_for = "24 hours" }
[[credit.gate]]
id = "deep"
stage = ["place"]
when = { overdue_over = "1000.00" }
then = "block"
override = { role = "head-of-sales", valid_for = "24 hours" }
"#;

fn native() -> Native {
    Native::load(&format!("{}{GATES}", synthetic::POLICY))
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

fn evaluate(native: &Native, facts: &Facts, lines: &[Line]) -> CartAnswer {
    let request = CartRequest {
        payment: None,
        lines: lines.to_vec(),
        ..synthetic::cart(0)
    };
    let answer = native.evaluate(cross(&synthetic::context()), groups(facts), cross(&request));
    cross(&answer.expect("a well-formed call"))
}

/// Some products have a smallest quantity, some no stock facts, some no price.
fn uneven(mut facts: Facts) -> Facts {
    for (index, item) in (0..).zip(&mut facts.products.items) {
        if index % 3 == 0 {
            item.moq = Some(whole(6));
        }
        if index % 5 == 4 {
            item.prices.clear();
        }
    }
    facts.stock.items.retain(|item| item.product % 4 != 3);
    facts
}

/// Whether stage edit lets the cart be as it is.
fn may_edit(answer: &CartAnswer) -> bool {
    answer
        .stages
        .iter()
        .find(|verdict| verdict.stage == Stage::Edit)
        .is_some_and(|verdict| matches!(verdict.outcome, Outcome::Allow | Outcome::Adjust))
}

/// Whether a finding is the one that was to go.
fn same(before: &Finding, after: &Finding) -> bool {
    let subject = |subject: &Subject| match subject {
        Subject::Document => (0, 0),
        Subject::Line(line) => (1, *line),
        Subject::Row(row) => (2, *row),
    };
    before.code == after.code
        && before.stage == after.stage
        && before.setting == after.setting
        && subject(&before.subject) == subject(&after.subject)
}

fn gate(finding: &Finding) -> String {
    let id = finding.setting.split_once("credit.gate[");
    id.and_then(|(_, rest)| rest.split_once(']'))
        .map_or_else(String::new, |(id, _)| id.to_owned())
}

/// The world in which `remedy` was applied; none where a person has to choose.
fn apply(
    remedy: &Remedy,
    finding: &Finding,
    facts: &Facts,
    lines: &[Line],
) -> Option<(Facts, Vec<Line>)> {
    let (mut facts, mut lines) = (facts.clone(), lines.to_vec());
    match remedy {
        Remedy::Edit(Edit {
            field,
            line: Some(line),
            to: Some(to),
        }) if field == "quantity" => {
            lines.get_mut(usize::try_from(*line).ok()?)?.quantity = *to;
        }
        Remedy::Pay(sum) => {
            let item = facts.receivables.as_mut()?.items.first_mut()?;
            assert_eq!(sum.scale, item.paid.scale.max(sum.scale), "one scale");
            item.paid.coefficient = item.paid.coefficient
                * 10_i64.pow(u32::from(sum.scale - item.paid.scale))
                + sum.coefficient;
            item.paid.scale = sum.scale;
        }
        Remedy::Grant(role) => facts.receivables.as_mut()?.grants.push(Grant {
            entity: None,
            order: None,
            gate: gate(finding),
            role: role.clone(),
            by: "olga".to_owned(),
            reason: "paid by cheque".to_owned(),
            granted: synthetic::context().instant,
            up_to: None,
        }),
        _ => return None,
    }
    Some((facts, lines))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn taking_goods_out_is_always_legal(facts in facts(), lines in lines(), at in 0usize..9, keep in 0i64..80) {
        let (native, facts) = (native(), uneven(facts));
        let mut fewer: Vec<Line> = lines.into_iter().filter(|line| line.quantity.coefficient >= 0).collect();
        if let Some(line) = fewer.get_mut(at) {
            line.quantity = whole(line.quantity.coefficient.min(keep));
        }
        prop_assert!(may_edit(&evaluate(&native, &facts, &fewer)));
        if at < fewer.len() {
            fewer.remove(at);
        }
        prop_assert!(may_edit(&evaluate(&native, &facts, &fewer)));
    }

    #[test]
    fn every_refusal_says_what_removes_it(facts in facts(), lines in lines()) {
        let (native, facts) = (native(), uneven(facts));
        let before = evaluate(&native, &facts, &lines);
        for finding in &before.verdict.findings {
            if finding.severity == Severity::Error {
                prop_assert!(!finding.remedies.is_empty(), "{} has no remedy", finding.code);
            }
            for remedy in &finding.remedies {
                let Some((facts, lines)) = apply(remedy, finding, &facts, &lines) else { continue };
                let after = evaluate(&native, &facts, &lines);
                prop_assert!(
                    !after.verdict.findings.iter().any(|left| same(finding, left)),
                    "{:?} does not remove {:?}", remedy, finding
                );
            }
        }
    }
}

/// The properties meet every kind of remedy that can be applied.
#[test]
fn the_gates_of_the_property_are_met() {
    let mut facts = synthetic::facts(PRODUCTS);
    for item in facts.receivables.iter_mut().flat_map(|all| &mut all.items) {
        item.amount = comptoir::contract::Decimal {
            coefficient: 200_000,
            scale: 2,
        };
        item.due = Some(comptoir::contract::LocalDate {
            year: 2026,
            month: 11,
            day: 10,
        });
    }
    let lines = [Line {
        sku: "ART-000001".into(),
        quantity: whole(999),
        extra: vec![],
    }];
    let answer = evaluate(&native(), &facts, &lines);
    let kinds: std::collections::BTreeSet<&str> = answer
        .verdict
        .findings
        .iter()
        .flat_map(|finding| &finding.remedies)
        .map(|remedy| match remedy {
            Remedy::Edit(_) => "edit",
            Remedy::Pay(_) => "pay",
            Remedy::Grant(_) => "grant",
            Remedy::Wait(_) => "wait",
            Remedy::Contact(_) => "contact",
        })
        .collect();
    assert_eq!(kinds, ["edit", "grant", "pay", "wait"].into());
}
