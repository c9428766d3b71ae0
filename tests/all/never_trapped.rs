//! B7: taking goods out of a cart is always legal, and every refusal says what removes it.

use comptoir::Facts;
use comptoir::contract::{
    CartAnswer, CartRequest, Context, Edit, Finding, Grant, Line, LocalDate, Outcome, Remedy,
    Severity, Stage, Subject, Until,
};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;
use proptest::prelude::*;

use crate::properties::{PRODUCTS, cases, facts, lines, whole, with_batches};

/// What a decision is made of.
#[derive(Clone)]
struct World {
    context: Context,
    facts: Facts,
    lines: Vec<Line>,
}

impl World {
    fn new(facts: Facts, lines: &[Line]) -> Self {
        Self {
            context: synthetic::context(),
            facts,
            lines: lines.to_vec(),
        }
    }
}

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

const MASKED: &str = r#"show = { share_of_turnover = "2 months", at_least = "5" }"#;
const FULL: &str = r#"show = "full""#;

fn native(show: &str) -> Native {
    let policy = synthetic::POLICY.replace(MASKED, show);
    assert!(policy.contains(show), "{policy}");
    Native::load(&format!("{policy}{GATES}"))
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

fn evaluate(native: &Native, world: &World) -> CartAnswer {
    let World {
        context,
        facts,
        lines,
    } = world;
    let request = CartRequest {
        payment: None,
        lines: lines.to_vec(),
        ..synthetic::cart(0)
    };
    let answer = native.evaluate(cross(context), groups(facts), cross(&request));
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
fn apply(remedy: &Remedy, finding: &Finding, world: &World) -> Option<World> {
    let mut world = world.clone();
    match remedy {
        Remedy::Edit(Edit {
            field,
            line: Some(line),
            to: Some(to),
        }) if field == "quantity" => {
            world.lines.get_mut(usize::try_from(*line).ok()?)?.quantity = *to;
        }
        Remedy::Pay(sum) => {
            let receivables = world.facts.receivables.as_mut()?;
            let item = receivables.items.first_mut()?;
            assert_eq!(sum.scale, item.paid.scale.max(sum.scale), "one scale");
            item.paid.coefficient = item.paid.coefficient
                * 10_i64.pow(u32::from(sum.scale - item.paid.scale))
                + sum.coefficient;
            item.paid.scale = sum.scale;
        }
        Remedy::Grant(role) => world.facts.receivables.as_mut()?.grants.push(Grant {
            entity: None,
            order: None,
            gate: gate(finding),
            role: role.clone(),
            by: "olga".to_owned(),
            reason: "paid by cheque".to_owned(),
            granted: synthetic::context().instant,
            up_to: None,
        }),
        Remedy::Wait(Some(Until::Day(day))) if finding.code == "stock.visible" => {
            wait(&mut world, finding, *day)?;
        }
        _ => return None,
    }
    Some(world)
}

/// The day on which the batch of a line is in: free, for what others hold is theirs.
fn wait(world: &mut World, finding: &Finding, day: LocalDate) -> Option<()> {
    let today = world.context.local_date;
    assert!(day >= today, "{day} is past");
    world.context.local_date = day;
    world.context.instant += i64::from(day.day - today.day) * 24 * 60 * 60 * 1000;
    let Subject::Line(line) = finding.subject else {
        return None;
    };
    let sku = &world.lines.get(usize::try_from(line).ok()?)?.sku;
    let mut products = world.facts.products.items.iter();
    let product = products.position(|product| product.sku == *sku)?;
    let mut stock = world.facts.stock.items.iter_mut();
    let stock = stock.find(|stock| usize::try_from(stock.product) == Ok(product))?;
    let batch = stock.next_batch.take().expect("a batch to wait for");
    let home = stock.levels.first_mut()?;
    let free = home.on_hand.coefficient.max(home.reserved.coefficient);
    home.on_hand = whole(free + batch.quantity.map_or(9999, |quantity| quantity.coefficient));
    Some(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn taking_goods_out_is_always_legal(facts in facts(), lines in lines(), at in 0usize..9, keep in 0i64..80) {
        let (native, facts) = (native(MASKED), uneven(facts));
        let mut fewer: Vec<Line> = lines.into_iter().filter(|line| line.quantity.coefficient >= 0).collect();
        if let Some(line) = fewer.get_mut(at) {
            line.quantity = whole(line.quantity.coefficient.min(keep));
        }
        prop_assert!(may_edit(&evaluate(&native, &World::new(facts.clone(), &fewer))));
        if at < fewer.len() {
            fewer.remove(at);
        }
        prop_assert!(may_edit(&evaluate(&native, &World::new(facts.clone(), &fewer))));
    }

    #[test]
    fn every_refusal_says_what_removes_it(
        show in prop::sample::select(vec![MASKED, FULL]),
        facts in facts(),
        lines in lines(),
    ) {
        let (native, world) = (native(show), World::new(uneven(facts), &lines));
        let before = evaluate(&native, &world);
        for finding in &before.verdict.findings {
            if finding.severity == Severity::Error {
                prop_assert!(!finding.remedies.is_empty(), "{} has no remedy", finding.code);
            }
            for remedy in &finding.remedies {
                let Some(world) = apply(remedy, finding, &world) else { continue };
                let after = evaluate(&native, &world);
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
    let mut facts = with_batches(synthetic::facts(PRODUCTS));
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
    let answer = evaluate(&native(FULL), &World::new(facts, &lines));
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
