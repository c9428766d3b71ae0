//! Prices of one product, whose rows stand in up to three lists.

use rust_decimal::dec;

use super::{NoPrice, Price, Pricing};
use crate::domain::{Day, Detail, Facts, Findings, Number, PriceRow, Product};
use crate::made_up;
use crate::policy::Policy;
use crate::rules::contract_choice::{self, Named};
use crate::rules::exchange::Exchange;

/// Lists of the tests, by index.
const LISTS: [&str; 3] = ["promo", "wholesale", "retail"];
const PROMO: u32 = 0;
const WHOLESALE: u32 = 1;

/// Both lists under a strategy that tells them apart; wholesale where none is named.
fn policy(price: &str, rest: &str) -> Policy {
    let lists = if price.is_empty() {
        "\"wholesale\""
    } else {
        "[\"promo\", \"wholesale\"]"
    };
    let text = format!(
        r#"
[shop]
currency = "EUR"
[price]
{price}
[contract.c]
price_list = {lists}
tax = "exempt"
{rest}
"#
    );
    crate::policy::load(&text)
        .unwrap_or_else(|issues| panic!("{issues:#?}"))
        .policy
}

/// Promo before wholesale.
fn ranked(rest: &str) -> Policy {
    let ranks = "[[price_list]]\nid = \"promo\"\npriority = 2\n[[price_list]]\nid = \"wholesale\"\npriority = 1\n";
    policy("strategy = \"priority\"", &format!("{ranks}{rest}"))
}

fn facts(rows: &[(u32, Number, Number)], unit_scale: u32) -> Facts {
    let row = |(price_list, from_quantity, amount): &(u32, Number, Number)| PriceRow {
        price_list: *price_list,
        from_quantity: *from_quantity,
        amount: *amount,
    };
    let product = Product {
        unit_scale,
        ..made_up::product("A", rows.iter().map(row).collect())
    };
    let lists = LISTS.map(|id| made_up::price_list(id, "EUR"));
    made_up::facts(
        made_up::contract("c", "EUR"),
        lists.into(),
        vec![product],
        vec![],
    )
}

fn price(policy: &Policy, facts: &Facts, quantity: Number) -> Result<Price, NoPrice> {
    let today = Day::from_ymd_opt(2026, 11, 20).unwrap();
    let named = Named::ToBuy(None);
    let chosen =
        contract_choice::decide(policy, facts, today, named, &mut Findings::default()).unwrap();
    let exchange = Exchange::new(policy, &facts.rates, today, "EUR");
    let pricing = Pricing::new(policy, facts, chosen, today, &exchange, Detail::Price)?;
    let draft = pricing.draft(&facts.products.items[0], quantity)?;
    pricing.finish(draft, &[])
}

/// Net price, and from how much on which lower one.
fn next(policy: &Policy, facts: &Facts, quantity: Number) -> (Number, Option<(Number, Number)>) {
    let price = price(policy, facts, quantity).unwrap();
    let next = price.next_break.map(|next| (next.from_quantity, next.net));
    (price.net, next)
}

#[test]
fn the_next_break_is_one_of_any_list_that_wins_there() {
    let rows = [
        (PROMO, dec!(1), dec!(119)),
        (PROMO, dec!(5), dec!(100)),
        (WHOLESALE, dec!(1), dec!(142)),
        (WHOLESALE, dec!(3), dec!(90)),
        (WHOLESALE, dec!(10), dec!(80)),
    ];
    let facts = facts(&rows, 0);
    // Ranked lists: whatever wholesale costs, promo prices the product.
    let ranked = ranked("");
    assert_eq!(
        next(&ranked, &facts, dec!(1)),
        (dec!(119), Some((dec!(5), dec!(100))))
    );
    assert_eq!(next(&ranked, &facts, dec!(5)), (dec!(100), None));
    // The cheapest: wholesale from 3 on.
    let lowest = policy("strategy = \"lowest\"", "");
    assert_eq!(
        next(&lowest, &facts, dec!(2)),
        (dec!(119), Some((dec!(3), dec!(90))))
    );
    assert_eq!(
        next(&lowest, &facts, dec!(3)),
        (dec!(90), Some((dec!(10), dec!(80))))
    );
    assert_eq!(next(&lowest, &facts, dec!(10)), (dec!(80), None));
}

#[test]
fn a_list_that_begins_above_the_quantity_takes_over_at_its_first_break() {
    let ranked = ranked("");
    let cheaper = [
        (PROMO, dec!(5), dec!(100)),
        (WHOLESALE, dec!(1), dec!(150)),
        (WHOLESALE, dec!(10), dec!(90)),
    ];
    assert_eq!(
        next(&ranked, &facts(&cheaper, 0), dec!(4)),
        (dec!(150), Some((dec!(5), dec!(100))))
    );
    // At 10 promo still wins, at 100.
    assert_eq!(
        next(&ranked, &facts(&cheaper, 0), dec!(5)),
        (dec!(100), None)
    );
}

#[test]
fn a_break_that_is_no_cheaper_is_passed_over() {
    let rows = [
        (WHOLESALE, dec!(1), dec!(100)),
        (WHOLESALE, dec!(10), dec!(120)),
        (WHOLESALE, dec!(20), dec!(100)),
        (WHOLESALE, dec!(30), dec!(99.99)),
    ];
    for policy in [policy("", ""), ranked("")] {
        assert_eq!(
            next(&policy, &facts(&rows, 0), dec!(1)),
            (dec!(100), Some((dec!(30), dec!(99.99))))
        );
        assert_eq!(
            next(&policy, &facts(&rows[..3], 0), dec!(1)),
            (dec!(100), None)
        );
        assert_eq!(
            next(&policy, &facts(&rows[..3], 0), dec!(10)),
            (dec!(120), Some((dec!(20), dec!(100))))
        );
    }
}

#[test]
fn a_list_that_is_not_put_forward_or_in_force_gives_no_break() {
    const RETAIL: u32 = 2;
    let mut facts = facts(
        &[
            (WHOLESALE, dec!(1), dec!(100)),
            (PROMO, dec!(5), dec!(50)),
            (RETAIL, dec!(2), dec!(1)),
        ],
        0,
    );
    let policy = ranked("");
    assert_eq!(
        next(&policy, &facts, dec!(1)),
        (dec!(100), Some((dec!(5), dec!(50))))
    );
    facts.products.price_lists[0].valid_until = Day::from_ymd_opt(2026, 11, 20);
    assert_eq!(next(&policy, &facts, dec!(1)), (dec!(100), None));
}

#[test]
fn a_step_of_a_grid_by_quantity_is_a_break_too() {
    let grid = |by: &str| {
        format!(
            "[[grid]]\nid = \"g\"\nby = \"{by}\"\nsteps = [{{ from = \"2.5\", discount = \"10%\" }}]\n"
        )
    };
    let rows = [
        (WHOLESALE, dec!(1), dec!(100)),
        (WHOLESALE, dec!(4), dec!(80)),
    ];
    let policy = |by: &str| policy("", &grid(by));
    // Sold whole, the step begins at 3; by the tenth of a kilogram, at 2.5.
    assert_eq!(
        next(&policy("quantity"), &facts(&rows, 0), dec!(2)),
        (dec!(100), Some((dec!(3), dec!(90))))
    );
    assert_eq!(
        next(&policy("quantity"), &facts(&rows, 1), dec!(2)),
        (dec!(100), Some((dec!(2.5), dec!(90))))
    );
    assert_eq!(
        next(&policy("quantity"), &facts(&rows, 0), dec!(3)),
        (dec!(90), Some((dec!(4), dec!(72))))
    );
    assert_eq!(
        next(&policy("quantity"), &facts(&rows, 0), dec!(4)),
        (dec!(72), None)
    );
    // A grid by the order's sum has no steps by quantity.
    assert_eq!(
        next(&policy("order-sum"), &facts(&rows, 0), dec!(1)),
        (dec!(100), Some((dec!(4), dec!(80))))
    );
}

#[test]
fn a_quantity_that_lists_claim_equally_is_no_break() {
    let rows = [(WHOLESALE, dec!(1), dec!(100)), (PROMO, dec!(5), dec!(50))];
    let policy = policy("", "");
    let mut facts = facts(&rows, 0);
    facts.products.price_lists[0].id = "wholesale".to_owned();
    assert_eq!(next(&policy, &facts, dec!(4)), (dec!(100), None));
    assert!(matches!(
        price(&policy, &facts, dec!(5)),
        Err(NoPrice::Contradictory(_))
    ));
}

#[test]
fn a_break_that_is_no_quantity_of_the_product_is_contradictory() {
    let policy = ranked("");
    let from = |from, unit_scale| {
        let rows = [(WHOLESALE, dec!(1), dec!(100)), (WHOLESALE, from, dec!(1))];
        price(&policy, &facts(&rows, unit_scale), dec!(9)).map(|price| price.net)
    };
    assert_eq!(from(dec!(2), 0), Ok(dec!(1)));
    assert_eq!(from(dec!(2.00), 0), Ok(dec!(1)));
    let wrong = |fact: &str| Err(NoPrice::Contradictory(fact.to_owned()));
    assert_eq!(
        from(dec!(0.5), 0),
        wrong("price list wholesale has a price from 0.5 of product A, which is no quantity of it")
    );
    for (quantity, unit_scale) in [
        (dec!(1.5), 0),
        (dec!(0), 0),
        (dec!(-1), 0),
        (dec!(0.25), 1),
        (dec!(0.0), 1),
    ] {
        let found = from(quantity, unit_scale);
        assert!(
            matches!(found, Err(NoPrice::Contradictory(_))),
            "{quantity}: {found:?}"
        );
    }
    // By the tenth of a kilogram a tenth is a quantity; a list that does not compete is not read.
    assert_eq!(from(dec!(0.1), 1), Ok(dec!(100)));
    let retail = [(WHOLESALE, dec!(1), dec!(100)), (2, dec!(0.5), dec!(1))];
    assert_eq!(
        price(&policy, &facts(&retail, 0), dec!(9)).map(|price| price.net),
        Ok(dec!(100))
    );
}

#[test]
fn breaks_are_merged_tier_by_tier_or_replaced_for_the_product() {
    let rows = [
        (PROMO, dec!(5), dec!(100)),
        (WHOLESALE, dec!(1), dec!(150)),
        (WHOLESALE, dec!(10), dec!(90)),
        (WHOLESALE, dec!(20), dec!(80)),
    ];
    let facts = facts(&rows, 0);
    let under = |strategy: &str, breaks: &str, quantity| {
        let ranks = "[[price_list]]\nid = \"promo\"\npriority = 2\n[[price_list]]\nid = \"wholesale\"\npriority = 1\n";
        let price_of = format!("strategy = \"{strategy}\"\nbreaks = \"{breaks}\"");
        price(&policy(&price_of, ranks), &facts, quantity)
            .map(|price| (price.net, price.next_break.map(|next| next.from_quantity)))
    };
    // Below 5 promo has no break: wholesale takes over, or nobody does.
    assert_eq!(
        under("priority", "merge", dec!(4)),
        Ok((dec!(150), Some(dec!(5))))
    );
    assert_eq!(under("priority", "replace", dec!(4)), Err(NoPrice::Missing));
    assert_eq!(under("priority", "replace", dec!(5)), Ok((dec!(100), None)));
    // The cheapest at each quantity, or the one that begins cheapest.
    assert_eq!(
        under("lowest", "merge", dec!(5)),
        Ok((dec!(100), Some(dec!(10))))
    );
    assert_eq!(
        under("lowest", "merge", dec!(10)),
        Ok((dec!(90), Some(dec!(20))))
    );
    assert_eq!(under("lowest", "replace", dec!(10)), Ok((dec!(100), None)));
    assert_eq!(under("lowest", "replace", dec!(20)), Ok((dec!(100), None)));
}
