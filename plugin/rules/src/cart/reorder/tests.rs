use super::*;
use crate::cart::evaluate;
use crate::checkout::place;
use crate::domain::{
    CartRequest, Day, Detail, ExtraField, Line, Outcome, PlaceRequest, Product, Quote, QuotedLine,
};
use crate::made_up;
use crate::policy::load;
use crate::rules::{extra_fields, product_lookup, stock_visible};
use rust_decimal::dec;

fn policy() -> Policy {
    let text = r#"
[shop]
currency = "EUR"
[contract.prepaid]
default = true
price_list = "wholesale"
[catalogue]
clients_see = ["paper"]
[stock]
show = { cap = "50" }
[[tax]]
id = "standard"
rate = "20%"
"#;
    load(text).unwrap().policy
}

fn context() -> Context {
    made_up::context(Day::from_ymd_opt(2026, 3, 10).unwrap())
}

/// Article, category (0 is shown), price, on hand, replacement.
type Item = (&'static str, u32, Option<Number>, u32, Option<&'static str>);

fn facts(items: &[Item]) -> Facts {
    let product = |(sku, category, price, _, replaced_by): &Item| Product {
        categories: vec![*category],
        weight: Some(dec!(1)),
        volume: Some(dec!(1)),
        replaced_by: replaced_by.map(str::to_owned),
        ..made_up::product(sku, price.map(made_up::costs).unwrap_or_default())
    };
    let stock = |(index, item): (u32, &Item)| made_up::in_stock(index, item.3.into());
    let mut facts = made_up::facts(
        made_up::contract("prepaid", "EUR"),
        vec![made_up::price_list("wholesale", "EUR")],
        items.iter().map(product).collect(),
        (0u32..).zip(items).map(stock).collect(),
    );
    facts.products.tax_classes = vec!["standard".to_owned()];
    facts.products.categories = vec!["paper".to_owned(), "secret".to_owned()];
    facts.receivables = Some(crate::domain::Receivables::default());
    facts
}

fn field(name: &str, value: &str) -> ExtraField {
    ExtraField {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn line(sku: &str, quantity: Number) -> Line {
    Line {
        sku: sku.to_owned(),
        quantity,
        extra: vec![],
    }
}

fn old(sku: &str, quantity: Number, net: Option<Number>) -> PreviousLine {
    PreviousLine {
        sku: sku.to_owned(),
        quantity,
        price: net.map(|net| PreviousPrice {
            net,
            currency: "EUR".to_owned(),
        }),
        extra: vec![],
    }
}

fn request(lines: Vec<Line>, extra: Vec<ExtraField>) -> CartRequest {
    CartRequest {
        contract: None,
        collected: None,
        warehouses: vec![],
        lines,
        rows: vec![],
        accepted_repairs: vec![],
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra,
        payment: None,
        agreed: Vec::new(),
    }
}

fn copied(facts: &Facts, cart: Vec<Line>, previous: Vec<PreviousLine>) -> ReorderAnswer {
    let request = ReorderRequest {
        cart: request(cart, vec![]),
        previous,
        previous_extra: vec![],
    };
    reorder(&policy(), &context(), facts, request)
}

fn codes(answer: &CartAnswer) -> Vec<&'static str> {
    let findings = answer.verdict.findings.iter();
    findings.map(|finding| finding.code).collect()
}

/// The cart's lines as a host would ask for them again, at what was accepted.
fn again(facts: &Facts, answer: &CartAnswer) -> Vec<Line> {
    let lines = answer.lines.iter().map(|line| Line {
        sku: facts.products.items[line.product.unwrap() as usize]
            .sku
            .clone(),
        quantity: line.accepted,
        extra: line.extra.clone(),
    });
    lines.collect()
}

const PAPER: Item = ("A", 0, Some(dec!(10)), 20, None);

#[test]
fn an_unchanged_order_comes_out_the_same() {
    let facts = facts(&[PAPER]);
    let answer = copied(&facts, vec![], vec![old("A", dec!(3), Some(dec!(10.00)))]);
    assert_eq!(answer.diff[0].fates, [Fate::Same]);
    assert_eq!(answer.diff[0].quantity_now, dec!(3));
    assert_eq!(answer.diff[0].net_now, Some(dec!(10)));
    assert_eq!(answer.cart.verdict.outcome, Outcome::Allow);
    assert!(codes(&answer.cart).is_empty(), "{:?}", codes(&answer.cart));
}

#[test]
fn one_article_twice_is_one_line_shared_in_turn_after_the_carts_own() {
    let facts = facts(&[PAPER]);
    let previous = vec![old("A", dec!(8), None), old("A", dec!(9), None)];
    let answer = copied(&facts, vec![line("A", dec!(5))], previous);
    assert_eq!(answer.cart.lines.len(), 1);
    assert_eq!(answer.cart.lines[0].asked, dec!(22));
    assert_eq!(answer.cart.lines[0].accepted, dec!(20));
    let shares: Vec<_> = answer
        .diff
        .iter()
        .map(|entry| (entry.line, entry.quantity_now, entry.fates.clone()))
        .collect();
    assert_eq!(
        shares,
        [
            (Some(0), dec!(8), vec![Fate::Same]),
            (Some(0), dec!(7), vec![Fate::Reduced])
        ]
    );
    assert_eq!(codes(&answer.cart), [stock_visible::CODE, rule::REDUCED]);
    assert_eq!(answer.cart.verdict.outcome, Outcome::Adjust);
}

#[test]
fn what_is_hidden_looks_like_what_is_unknown() {
    let secret = facts(&[
        PAPER,
        ("S", 1, Some(dec!(7)), 20, Some("T")),
        ("T", 1, None, 9, None),
    ]);
    let none = facts(&[PAPER]);
    let of = |facts: &Facts| {
        let previous = vec![old("S", dec!(3), Some(dec!(1))), old("A", dec!(1), None)];
        let mut answer = copied(facts, vec![], previous);
        for finding in &mut answer.cart.verdict.findings {
            let buyer = crate::domain::Audience::Buyer;
            finding.params.retain(|param| param.audience == buyer);
        }
        answer
    };
    let (hidden, unknown) = (of(&secret), of(&none));
    assert_eq!(hidden.diff, unknown.diff);
    assert_eq!(hidden.diff[0].fates, [Fate::Unavailable]);
    assert_eq!((hidden.diff[0].line, hidden.diff[0].net_now), (None, None));
    assert_eq!(hidden.cart.verdict.findings, unknown.cart.verdict.findings);
    assert_eq!(
        format!("{:?}", hidden.cart.verdict),
        format!("{:?}", unknown.cart.verdict)
    );
    // The rest is copied, and can be placed.
    assert_eq!(codes(&hidden.cart), [rule::UNAVAILABLE]);
    assert_eq!(hidden.cart.lines.len(), 1);
    assert!(
        hidden
            .cart
            .stages
            .iter()
            .all(|s| s.outcome <= Outcome::Adjust)
    );
}

#[test]
fn an_article_that_is_gone_or_sold_out_gives_way_to_its_replacement() {
    for old_item in [
        ("OLD", 0, None, 20, Some("NEW")),
        ("OLD", 0, Some(dec!(9)), 0, Some("NEW")),
    ] {
        let facts = facts(&[old_item, ("NEW", 0, Some(dec!(11)), 2, None)]);
        let answer = copied(&facts, vec![], vec![old("OLD", dec!(3), Some(dec!(9)))]);
        let entry = &answer.diff[0];
        assert_eq!(
            entry.fates,
            [Fate::Replaced, Fate::PriceChanged, Fate::Reduced]
        );
        assert_eq!((entry.replacement, entry.line), (Some(1), Some(0)));
        assert_eq!(answer.cart.lines.len(), 1);
        assert_eq!(answer.cart.lines[0].product, Some(1));
    }
    // Hidden: nothing is known of it, nor of what replaced it.
    let hidden = facts(&[
        ("OLD", 1, Some(dec!(9)), 20, Some("NEW")),
        ("NEW", 0, Some(dec!(11)), 2, None),
    ]);
    let answer = copied(&hidden, vec![], vec![old("OLD", dec!(3), Some(dec!(9)))]);
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
    assert_eq!(answer.cart.lines.len(), 0);
    // To be had: it stays, whatever replaced it.
    let facts = facts(&[
        ("OLD", 0, Some(dec!(9)), 1, Some("NEW")),
        ("NEW", 0, Some(dec!(11)), 20, None),
    ]);
    let answer = copied(&facts, vec![], vec![old("OLD", dec!(3), None)]);
    assert_eq!(answer.diff[0].fates, [Fate::Reduced]);
    assert_eq!(answer.diff[0].replacement, None);
}

#[test]
fn a_hidden_replacement_replaces_nothing() {
    let facts = facts(&[
        ("OLD", 0, Some(dec!(9)), 0, Some("NEW")),
        ("NEW", 1, Some(dec!(11)), 20, None),
    ]);
    let answer = copied(&facts, vec![], vec![old("OLD", dec!(3), None)]);
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
    assert_eq!(
        (answer.diff[0].line, answer.diff[0].replacement),
        (Some(0), None)
    );
    assert!(!format!("{answer:?}").contains("NEW"));
}

/// What is shown is capped at 50: no entry tells 60 from 1000.
#[test]
fn no_entry_tells_two_stocks_apart_that_look_the_same() {
    let of = |on_hand| {
        let facts = facts(&[("A", 0, Some(dec!(10)), on_hand, None)]);
        let previous = vec![old("A", dec!(40), None), old("A", dec!(40), None)];
        format!("{:?}", copied(&facts, vec![], previous))
    };
    assert_eq!(of(60), of(1000));
}

#[test]
fn quantities_that_can_not_be_asked_for() {
    let facts = facts(&[PAPER]);
    let previous = vec![
        old("A", dec!(2.5), None),
        old("A", dec!(0), None),
        old("A", dec!(-3), None),
        old("A", dec!(0.5), None),
    ];
    let answer = copied(&facts, vec![], previous);
    let fates: Vec<_> = answer.diff.iter().map(|e| e.fates.clone()).collect();
    let none = vec![Fate::Unavailable];
    assert_eq!(
        fates,
        [vec![Fate::Reduced], none.clone(), none.clone(), none]
    );
    assert_eq!(answer.cart.lines[0].accepted, dec!(2));
}

#[test]
fn without_facts_nothing_is_the_same() {
    let mut facts = facts(&[PAPER]);
    let previous = || vec![old("A", dec!(3), None)];
    facts.stock.items.clear();
    let answer = copied(&facts, vec![], previous());
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
    facts.contracts.clear();
    let answer = copied(&facts, vec![], previous());
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
    assert_eq!(answer.diff[0].line, Some(0));
    facts.products.items.clear();
    let answer = copied(&facts, vec![], previous());
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
}

#[test]
fn a_copied_cart_is_evaluated_again_and_nothing_changes() {
    let facts = facts(&[
        PAPER,
        ("OLD", 1, Some(dec!(9)), 20, Some("NEW")),
        ("NEW", 0, Some(dec!(11.11)), 7, None),
        ("GONE", 0, Some(dec!(5)), 0, None),
    ]);
    let mut previous = vec![
        old("A", dec!(30), Some(dec!(8))),
        old("OLD", dec!(9), Some(dec!(9))),
        old("GONE", dec!(4), Some(dec!(5))),
        old("never", dec!(4), None),
    ];
    previous[0].extra = vec![field("colour", "red")];
    let copy = copied(&facts, vec![line("A", dec!(1))], previous).cart;
    let once = evaluate(
        &policy(),
        &context(),
        &facts,
        &request(again(&facts, &copy), vec![]),
    );
    for (copied, line) in copy.lines.iter().zip(&once.lines) {
        assert_eq!(copied.accepted, line.accepted);
        assert_eq!(copied.product, line.product);
        assert_eq!(copied.allocations, line.allocations);
        assert_eq!(copied.extra, line.extra);
        if !line.accepted.is_zero() {
            assert_eq!((&copied.price, copied.sum), (&line.price, line.sum));
        }
    }
    assert_eq!(copy.lines.len(), once.lines.len());
    assert_eq!(copy.totals, once.totals);
    assert_eq!(once.verdict.outcome, Outcome::Allow);
    assert!(codes(&once).is_empty(), "{:?}", codes(&once));
}

/// The gate is the cart's own: what it says of the lines, it says of lines that were typed in.
#[test]
fn a_list_enters_the_cart_through_the_carts_gate() {
    let facts = facts(&[PAPER, ("B", 0, None, 5, None)]);
    let wished = vec![old("A", dec!(30), None), old("B", dec!(1), None)];
    let copy = copied(&facts, vec![], wished);
    let typed = request(vec![line("A", dec!(30)), line("B", dec!(1))], vec![]);
    let typed = evaluate(&policy(), &context(), &facts, &typed);
    let about_lines = |answer: &CartAnswer| {
        let findings = answer.verdict.findings.iter();
        let kept = findings.filter(|finding| !finding.code.starts_with("reorder."));
        kept.cloned().collect::<Vec<_>>()
    };
    assert_eq!(about_lines(&copy.cart), about_lines(&typed));
    assert_eq!(
        format!("{:?}", copy.cart.lines),
        format!("{:?}", typed.lines)
    );
    assert_eq!(copy.cart.totals, typed.totals);
    // No old price, no changed price.
    assert_eq!(copy.diff[0].fates, [Fate::Reduced]);
    assert_eq!(copy.diff[1].fates, [Fate::Unavailable]);
    assert!(!codes(&copy.cart).contains(&rule::PRICE_CHANGED));
    assert!(!codes(&copy.cart).contains(&product_lookup::UNKNOWN));
}

#[test]
fn fields_travel_from_the_earlier_order_into_the_draft() {
    let facts = facts(&[PAPER]);
    let mut previous = old("A", dec!(2), None);
    previous.extra = vec![field("place", "roof"), field("colour", "red")];
    let mut in_cart = line("A", dec!(1));
    in_cart.extra = vec![field("colour", "blue")];
    let copy = reorder(
        &policy(),
        &context(),
        &facts,
        ReorderRequest {
            cart: request(vec![in_cart], vec![field("project", "two")]),
            previous: vec![previous],
            previous_extra: vec![field("cost centre", "7"), field("project", "one")],
        },
    )
    .cart;
    let of_line = [field("colour", "blue"), field("place", "roof")];
    let of_document = [field("project", "two"), field("cost centre", "7")];
    assert_eq!(copy.lines[0].extra, of_line);
    assert_eq!(copy.extra, of_document);

    let order = |lines, extra| PlaceRequest {
        roles: vec![],
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec![],
        lines,
        quote: Quote {
            lines: vec![QuotedLine {
                quantity: dec!(3),
                net: dec!(10),
            }],
            gross: dec!(36),
            delivery: None,
            redeemed: None,
        },
        paid: dec!(36),
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra,
    };
    let lines = again(&facts, &copy);
    let placed = place(
        &policy(),
        &context(),
        &facts,
        (None, None),
        order(lines.clone(), copy.extra),
    );
    assert_eq!(placed.draft.unwrap().extra, of_document);
    assert_eq!(placed.cart.lines[0].extra, of_line);

    // One that is malformed bars placing, and nothing else.
    let mut bad = lines.clone();
    bad[0].extra.push(field("", "x"));
    let barred = place(
        &policy(),
        &context(),
        &facts,
        (None, None),
        order(bad.clone(), vec![]),
    );
    assert_eq!(barred.draft, None);
    // What the client ordered before is not passed, and bars no more than a confirmation.
    assert_eq!(
        codes(&barred.cart),
        [extra_fields::CODE, crate::rules::order_plausible::HISTORY]
    );
    assert_eq!(barred.cart.lines[0].outcome, Outcome::Block);
    let edited = evaluate(&policy(), &context(), &facts, &request(bad, vec![]));
    assert_eq!(edited.verdict.outcome, Outcome::Allow);
    assert_eq!(edited.lines[0].accepted, dec!(3));
    let twice = vec![field("a", "1"), field("a", "1")];
    let barred = place(
        &policy(),
        &context(),
        &facts,
        (None, None),
        order(lines, twice),
    );
    assert_eq!(barred.draft, None);
}

#[test]
fn one_article_twice_in_the_facts_is_no_pick() {
    let facts = facts(&[PAPER, PAPER]);
    let answer = copied(&facts, vec![], vec![old("A", dec!(3), None)]);
    assert_eq!(answer.diff[0].fates, [Fate::Unavailable]);
    assert_eq!(codes(&answer.cart)[0], "facts.contradictory");
    assert!(answer.cart.lines.is_empty());
}

#[test]
fn an_old_price_in_another_currency_is_kept_in_it() {
    let facts = facts(&[PAPER]);
    let mut previous = old("A", dec!(3), Some(dec!(10)));
    previous.price.as_mut().unwrap().currency = "USD".to_owned();
    let before = previous.price.clone();
    let answer = copied(&facts, vec![], vec![previous]);
    assert_eq!(answer.diff[0].fates, [Fate::PriceChanged]);
    assert_eq!(answer.diff[0].price_before, before);
    assert_eq!(answer.diff[0].net_now, Some(dec!(10)));
    assert_eq!(answer.cart.verdict.outcome, Outcome::Allow);
}

/// Six and six reach the break at twelve; six alone have no price, and eleven neither.
#[test]
fn the_sum_of_an_article_decides_whether_it_has_a_price() {
    let mut facts = facts(&[
        ("OLD", 0, Some(dec!(9)), 40, Some("NEW")),
        ("NEW", 0, Some(dec!(11)), 40, None),
    ]);
    facts.products.items[0].prices[0].from_quantity = dec!(12);
    let of = |second| {
        let previous = vec![old("OLD", dec!(6), None), old("OLD", second, None)];
        let diff = copied(&facts, vec![], previous).diff;
        diff.into_iter()
            .map(|entry| entry.fates)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(dec!(6)), [[Fate::Same], [Fate::Same]]);
    assert_eq!(of(dec!(5)), [[Fate::Replaced], [Fate::Replaced]]);
    let in_cart = vec![line("OLD", dec!(6))];
    let answer = copied(&facts, in_cart, vec![old("OLD", dec!(6), None)]);
    assert_eq!(answer.diff[0].fates, [Fate::Same]);
}
