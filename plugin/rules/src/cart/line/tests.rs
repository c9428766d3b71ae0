//! Stock and price of the lines of one article.

use rust_decimal::dec;

use crate::cart::{CartAnswer, evaluate};
use crate::catalogue::offers;
use crate::domain::{
    Batch, CartRequest, Context, Day, Detail, Facts, Finding, Line, Number, PriceRow, ProductStock,
    Remedy, Until,
};
use crate::made_up;
use crate::policy::Policy;
use crate::rules::stock_visible;

fn policy(stock: &str) -> Policy {
    let text = format!(
        r#"
[shop]
currency = "EUR"
[contract.c]
price_list = "l"
tax = "exempt"
[credit]
default_gate = false
[stock]
{stock}
"#
    );
    crate::policy::load(&text)
        .unwrap_or_else(|issues| panic!("{issues:#?}"))
        .policy
}

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 3, day).unwrap()
}

/// The tenth of March.
fn context() -> Context {
    made_up::context(day(10))
}

/// Ten pieces of A, and a batch.
fn facts(next_batch: Option<Batch>) -> Facts {
    let stock = ProductStock {
        next_batch,
        ..made_up::in_stock(0, dec!(10))
    };
    made_up::facts(
        made_up::contract("c", "EUR"),
        vec![made_up::price_list("l", "EUR")],
        vec![made_up::product("A", made_up::costs(dec!(1)))],
        vec![stock],
    )
}

fn batch(on: u32, quantity: Option<Number>) -> Option<Batch> {
    Some(Batch {
        date: day(on),
        quantity,
    })
}

fn cart(stock: &str, facts: &Facts, quantities: &[Number]) -> CartAnswer {
    let line = |quantity: &Number| Line {
        sku: "A".to_owned(),
        quantity: *quantity,
        extra: vec![],
    };
    let request = CartRequest {
        contract: None,
        collected: None,
        warehouses: Vec::new(),
        lines: quantities.iter().map(line).collect(),
        rows: Vec::new(),
        accepted_repairs: Vec::new(),
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
        payment: None,
        agreed: Vec::new(),
    };
    evaluate(&policy(stock), &context(), facts, &request)
}

/// Until when the last clamped line is told to wait.
fn waits(stock: &str, facts: &Facts, quantities: &[Number]) -> Option<Option<Until>> {
    let answer = cart(stock, facts, quantities);
    let clamped = |finding: &&Finding| finding.code == stock_visible::CODE;
    let last = answer.verdict.findings.iter().rfind(clamped)?;
    last.remedies.iter().find_map(|remedy| match remedy {
        Remedy::Wait(until) => Some(*until),
        _ => None,
    })
}

const FULL: &str = "show = \"full\"";

#[test]
fn a_batch_is_the_next_one_up_to_its_day() {
    let on = |date| waits(FULL, &facts(batch(date, None)), &[dec!(11)]);
    assert_eq!(on(11), Some(Some(Until::Day(day(11)))));
    assert_eq!(on(10), Some(Some(Until::Day(day(10)))));
    assert_ne!(on(9), Some(Some(Until::Day(day(9)))));
    let offered = |date| {
        let facts = facts(batch(date, None));
        let ask = (None, &[][..], Detail::Price);
        let answer = offers(&policy(FULL), &context(), &facts, ask, |offer| {
            offer.next_batch.map(|batch| batch.date)
        });
        answer.offers
    };
    assert_eq!(offered(10), [Some(day(10))]);
    assert_eq!(offered(9), [None]);
}

#[test]
fn waiting_is_offered_where_it_helps_and_tells_nothing() {
    let known = Some(Some(Until::Day(day(12))));
    // Ten there, five to come.
    let five = facts(batch(12, Some(dec!(5))));
    assert_eq!(waits(FULL, &five, &[dec!(15)]), known);
    assert_eq!(waits(FULL, &five, &[dec!(16)]), None);
    // Lines of one article share both.
    assert_eq!(waits(FULL, &five, &[dec!(9), dec!(6)]), known);
    assert_eq!(waits(FULL, &five, &[dec!(9), dec!(7)]), None);
    // How much comes is not known, or nothing is.
    assert_eq!(waits(FULL, &facts(batch(12, None)), &[dec!(900)]), known);
    assert_eq!(waits(FULL, &facts(None), &[dec!(11)]), None);
    // Under a mask no batch helps, whatever lies behind it.
    for mask in [
        "show = { cap = \"9\" }",
        "show = { cap = \"10\" }",
        "show = { buckets = [\"9\"] }",
    ] {
        assert_eq!(waits(mask, &five, &[dec!(11)]), None, "{mask}");
    }
}

#[test]
fn a_line_that_takes_nothing_is_priced_at_the_smallest_quantity() {
    let mut facts = facts(None);
    let row = |from_quantity, amount| PriceRow {
        price_list: 0,
        from_quantity,
        amount,
    };
    facts.products.items[0].prices = vec![
        row(dec!(1), dec!(9)),
        row(dec!(10), dec!(8)),
        row(dec!(20), dec!(7)),
    ];
    let net = |facts: &Facts, asked| {
        let answer = cart(FULL, facts, &[asked]);
        let line = &answer.lines[0];
        (line.accepted, line.price.as_ref().map(|price| price.net))
    };
    assert_eq!(net(&facts, dec!(20)), (dec!(10), Some(dec!(8))));
    facts.stock.items[0].levels[0].on_hand = dec!(0);
    assert_eq!(net(&facts, dec!(20)), (dec!(0), Some(dec!(9))));
    facts.products.items[0].multiple = Some(dec!(10));
    assert_eq!(net(&facts, dec!(20)), (dec!(0), Some(dec!(8))));
    // What no list prices that low is priced at what was asked.
    facts.products.items[0].prices = vec![row(dec!(20), dec!(7))];
    assert_eq!(net(&facts, dec!(20)), (dec!(0), Some(dec!(7))));
    assert_eq!(net(&facts, dec!(19)), (dec!(0), None));
    assert_eq!(net(&facts, dec!(-1)), (dec!(0), None));
}
