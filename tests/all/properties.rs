//! What holds for every cart: evaluating again changes nothing, nobody gets more than is shown,
//! sums are sums, more debt never helps, and the order of facts plays no part.

use comptoir::Facts;
use comptoir::contract::{Batch, Decimal, Line, LocalDate, Outcome, Stage};
use comptoir_component::native::Native;
use comptoir_tests::{native, synthetic};
use proptest::prelude::*;
use serde_json::Value;

pub(crate) const PRODUCTS: u32 = 12;

/// 256 cases, or as many as `COMPTOIR_CASES` says: `make soak`.
pub(crate) fn cases() -> ProptestConfig {
    let wanted = std::env::var("COMPTOIR_CASES").ok();
    ProptestConfig {
        cases: wanted.and_then(|cases| cases.parse().ok()).unwrap_or(256),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

pub(crate) fn plain() -> Native {
    Native::load(synthetic::POLICY)
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

pub(crate) fn whole(quantity: i64) -> Decimal {
    Decimal {
        coefficient: quantity,
        scale: 0,
    }
}

/// A batch on its way of every other product, some of unknown size; of a third one it is past.
pub(crate) fn with_batches(mut facts: Facts) -> Facts {
    let batch = |day, quantity: Option<i64>| Batch {
        date: LocalDate {
            year: 2026,
            month: 11,
            day,
        },
        quantity: quantity.map(whole),
    };
    for item in &mut facts.stock.items {
        item.next_batch = match item.product % 4 {
            0 => Some(batch(25, Some(30))),
            1 => Some(batch(20, None)),
            2 => Some(batch(19, Some(30))),
            _ => None,
        };
    }
    facts
}

fn evaluate(plain: &Native, facts: &Facts, lines: &[Line]) -> Value {
    let request = comptoir::contract::CartRequest {
        payment: None,
        lines: lines.to_vec(),
        ..synthetic::cart(0)
    };
    let answer = native::evaluate(plain, &synthetic::context(), facts, &request)
        .expect("a well-formed call");
    serde_json::from_str(&answer).expect("json")
}

prop_compose! {
    pub(crate) fn lines()(asked in prop::collection::vec((0..PRODUCTS + 2, -1i64..80), 0..9)) -> Vec<Line> {
        asked.into_iter().map(|(product, quantity)| Line { sku: format!("ART-{product:06}"), quantity: whole(quantity), extra: vec![] }).collect()
    }
}

prop_compose! {
    pub(crate) fn facts()(levels in prop::collection::vec((0i64..60, 0i64..60, 0i64..40, 0i64..9), PRODUCTS as usize), debt in 0i64..300_000) -> Facts {
        let mut facts = synthetic::facts(PRODUCTS);
        for (item, (home, far, bought, own)) in facts.stock.items.iter_mut().zip(levels) {
            for (level, on_hand) in item.levels.iter_mut().zip([home, far]) {
                level.on_hand = whole(on_hand);
            }
            item.bought = vec![whole(bought)];
            item.own_reserved = whole(own);
        }
        if let Some(receivables) = &mut facts.receivables {
            for item in &mut receivables.items {
                item.amount = Decimal { coefficient: debt, scale: 2 };
                item.due = Some(comptoir::contract::LocalDate { year: 2026, month: 11, day: 10 });
            }
        }
        with_batches(facts)
    }
}

fn number(value: &Value) -> Decimal {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or(Decimal::ZERO)
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn evaluating_an_evaluated_cart_changes_nothing(facts in facts(), lines in lines()) {
        let plain = plain();
        let once = evaluate(&plain, &facts, &lines);
        let accepted: Vec<Line> = lines.iter().zip(array(&once, "lines")).map(|(line, answer)| Line { sku: line.sku.clone(), quantity: number(&answer["accepted"]), extra: vec![] }).collect();
        let again = evaluate(&plain, &facts, &accepted);
        for (first, second) in array(&once, "lines").iter().zip(array(&again, "lines")) {
            prop_assert_eq!(&first["accepted"], &second["accepted"]);
            prop_assert_eq!(&first["sum"].as_str().is_some_and(|sum| sum != "0.00"), &second["sum"].as_str().is_some_and(|sum| sum != "0.00"));
        }
        prop_assert_eq!(&once["totals"]["gross"], &again["totals"]["gross"]);
    }

    #[test]
    fn nobody_gets_more_than_is_shown(facts in facts(), lines in lines()) {
        let plain = plain();
        let answer = evaluate(&plain, &facts, &lines);
        let mut taken = std::collections::BTreeMap::<u64, i64>::new();
        for line in array(&answer, "lines") {
            let accepted = number(&line["accepted"]);
            let allocated: i64 = array(line, "allocations").iter().map(|part| number(&part["quantity"]).coefficient).sum();
            prop_assert_eq!(accepted, whole(allocated));
            if let Some(product) = line["product"].as_u64().filter(|_| !line["visible"].is_null()) {
                let sum = taken.entry(product).or_default();
                *sum += allocated;
                prop_assert!(*sum <= number(&line["visible"]).coefficient);
            }
        }
    }

    #[test]
    fn sums_are_sums(facts in facts(), lines in lines()) {
        let plain = plain();
        let answer = evaluate(&plain, &facts, &lines);
        let cents = |value: &Value| { let number = number(value); number.coefficient * 10_i64.pow(2 - u32::from(number.scale)) };
        let sum: i64 = array(&answer, "lines").iter().filter(|line| !line["sum"].is_null()).map(|line| cents(&line["sum"])).sum();
        prop_assert_eq!(sum, cents(&answer["totals"]["line-sum"]));
        prop_assert_eq!(cents(&answer["totals"]["net"]) + cents(&answer["totals"]["tax"]), cents(&answer["totals"]["gross"]));
    }

    #[test]
    fn more_debt_never_unblocks(facts in facts(), lines in lines(), more in 1i64..100_000) {
        let plain = plain();
        let before = evaluate(&plain, &facts, &lines);
        let mut worse = facts.clone();
        for item in worse.receivables.iter_mut().flat_map(|receivables| &mut receivables.items) {
            item.amount.coefficient += more;
        }
        let after = evaluate(&plain, &worse, &lines);
        let rank = |outcome: &Value| ["allow", "adjust", "hold", "indeterminate", "block"].iter().position(|name| outcome == name);
        for (first, second) in array(&before, "stages").iter().zip(array(&after, "stages")) {
            prop_assert!(rank(&first["outcome"]) <= rank(&second["outcome"]));
        }
    }

    #[test]
    fn the_order_of_facts_plays_no_part(facts in facts(), lines in lines()) {
        let plain = plain();
        let mut turned = facts.clone();
        turned.products.items.reverse();
        turned.stock.items.reverse();
        for item in &mut turned.stock.items {
            item.product = PRODUCTS - 1 - item.product;
            item.levels.reverse();
        }
        let (first, second) = (evaluate(&plain, &facts, &lines), evaluate(&plain, &turned, &lines));
        prop_assert_eq!(&first["totals"], &second["totals"]);
        prop_assert_eq!(&first["stages"], &second["stages"]);
        for (first, second) in array(&first, "lines").iter().zip(array(&second, "lines")) {
            prop_assert_eq!(&first["accepted"], &second["accepted"]);
            prop_assert_eq!(&first["sum"], &second["sum"]);
        }
    }
}

#[test]
fn an_empty_cart_can_be_edited_and_not_placed() {
    let answer = evaluate(&plain(), &synthetic::facts(1), &[]);
    let outcome = |stage: usize| answer["stages"][stage]["outcome"].clone();
    assert_eq!((outcome(0), outcome(1)), ("allow".into(), "block".into()));
    // The names above are those of the contract.
    assert_eq!(
        comptoir::canonical::to_value(&(Stage::Edit, Outcome::Allow)).expect("json"),
        serde_json::json!(["edit", "allow"])
    );
}
