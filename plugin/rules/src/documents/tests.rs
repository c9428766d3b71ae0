use rust_decimal::dec;

use super::*;
use crate::domain::{Actor, ActorKind, Audience, Line, PriceList, PriceRow, Product, Value};

const SHOP: &str = r#"
[shop]
currency = "EUR"
[contract.c]
price_list = "client"
surcharge = "50%"
[[grid]]
id = "big"
by = "order-sum"
steps = [{ from = "1", discount = "10%" }]
[[tax]]
id = "standard"
rate = "20%"
"#;
const DEMO: &str = r#"
[supplier]
name = "Vega"
tax_id = "77"
account = "407"
bank = "Bank"
address = "Main Street"
[demo_invoice]
price_list = "retail"
valid_for = "5 days"
number = "D-{year}-{number}"
"#;

fn row(price_list: u32, from: Number, amount: Number) -> PriceRow {
    PriceRow {
        price_list,
        from_quantity: from,
        amount,
    }
}

/// List 0 is public, list 1 a client's.
fn products() -> Products {
    let list = |id: &str| PriceList {
        id: id.to_owned(),
        currency: "EUR".to_owned(),
        valid_from: None,
        valid_until: None,
    };
    let product = |sku: &str, prices: Vec<PriceRow>| Product {
        sku: sku.to_owned(),
        tax_class: 0,
        categories: vec![],
        unit_scale: 0,
        weight: Some(dec!(0.5)),
        volume: None,
        moq: None,
        multiple: None,
        replaced_by: None,
        prices,
    };
    let mut items = vec![
        product(
            "A",
            vec![
                row(0, dec!(1), dec!(10)),
                row(0, dec!(10), dec!(9)),
                row(1, dec!(1), dec!(1)),
            ],
        ),
        product("B", vec![row(1, dec!(1), dec!(1))]),
        product("C", vec![row(0, dec!(5), dec!(4))]),
        product("D", vec![row(0, dec!(1), dec!(2))]),
    ];
    items[3].multiple = Some(dec!(6));
    items[3].moq = Some(dec!(6));
    Products {
        price_lists: vec![list("retail"), list("client")],
        tax_classes: vec!["standard".to_owned()],
        categories: vec![],
        items,
    }
}

fn decided(policy: &str, products: &Products, lines: &[(&str, Number)]) -> DemoInvoiceAnswer {
    let policy = crate::policy::load(policy)
        .unwrap_or_else(|issues| panic!("{issues:#?}"))
        .policy;
    let context = Context {
        acting: Actor {
            id: String::new(),
            kind: ActorKind::System,
        },
        principal: String::new(),
        instant: 0,
        today: Day::from_ymd_opt(2026, 12, 29).unwrap(),
        request_id: "r".to_owned(),
    };
    let line = |(sku, quantity): &(&str, Number)| Line {
        sku: (*sku).to_owned(),
        quantity: *quantity,
        extra: vec![],
    };
    let request = DemoInvoiceRequest {
        sequence: 17,
        lines: lines.iter().map(line).collect(),
    };
    demo_invoice(&policy, &context, products, request)
}

fn demo(lines: &[(&str, Number)]) -> DemoInvoiceAnswer {
    decided(&format!("{SHOP}{DEMO}"), &products(), lines)
}

fn codes(answer: &DemoInvoiceAnswer) -> Vec<&'static str> {
    let worth = |finding: &&Finding| finding.outcome > Outcome::Allow;
    answer
        .verdict
        .findings
        .iter()
        .filter(worth)
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn public_prices_with_their_breaks_and_nothing_of_a_client() {
    for (quantity, unit, gross) in [
        (dec!(9), dec!(10), dec!(108)),
        (dec!(10), dec!(9), dec!(108)),
        (dec!(11), dec!(9), dec!(118.8)),
    ] {
        let answer = demo(&[("A", quantity)]);
        assert_eq!(answer.lines[0].unit_price, Some(unit));
        let invoice = answer.invoice.unwrap();
        assert_eq!(invoice.totals.sums.gross, gross);
        assert_eq!(invoice.number, "D-2026-17");
        assert_eq!(invoice.payable_until.to_string(), "2027-01-03");
        assert_eq!(invoice.supplier.account, "407");
        assert_eq!(invoice.totals.unmeasured, 1);
    }
}

#[test]
fn other_lists_change_no_byte_of_the_answer() {
    let mut others = products();
    for product in &mut others.items {
        product.prices.retain(|row| row.price_list == 0);
    }
    let policy = format!("{SHOP}{DEMO}");
    let lines = [
        ("A", dec!(3)),
        ("B", dec!(1)),
        ("C", dec!(1)),
        ("X", dec!(1)),
    ];
    let (with, without) = (demo(&lines), decided(&policy, &others, &lines));
    assert_eq!(format!("{with:?}"), format!("{without:?}"));
}

#[test]
fn nothing_is_reserved_and_only_the_visitor_hears() {
    let answer = demo(&[("A", dec!(1))]);
    let [effect] = answer.verdict.effects.as_slice() else {
        panic!("{:?}", answer.verdict.effects)
    };
    assert_eq!(effect.key, "r#0");
    let Action::Notify(note) = &effect.action else {
        panic!("{effect:?}")
    };
    assert_eq!((note.to, note.template), ("visitor", "demo-invoice"));
}

#[test]
fn a_product_without_a_public_price_looks_unknown() {
    // `B` is priced for clients only; `2.5` of it would be invalid too, which must not show.
    let hidden = demo(&[("B", dec!(2.5))]);
    let unknown = demo(&[("X", dec!(2.5))]);
    assert_eq!(codes(&hidden), ["product.unknown", "order.empty"]);
    assert_eq!(codes(&unknown), codes(&hidden));
    assert!(hidden.invoice.is_none() && hidden.verdict.effects.is_empty());
    assert_eq!(hidden.lines[0].product, None);
    assert_eq!(hidden.verdict.facts_used, []);
    let mut twice = products();
    twice.items.push(twice.items[1].clone());
    let answer = decided(&format!("{SHOP}{DEMO}"), &twice, &[("B", dec!(1))]);
    assert_eq!(codes(&answer), ["product.unknown", "order.empty"]);
    // A list that is not in force is no public price either.
    let mut later = products();
    later.price_lists[0].valid_from = Day::from_ymd_opt(2026, 12, 30);
    let answer = decided(&format!("{SHOP}{DEMO}"), &later, &[("A", dec!(1))]);
    assert_eq!(codes(&answer), ["product.unknown", "order.empty"]);
    later.price_lists[0].valid_from = Day::from_ymd_opt(2026, 12, 29);
    let answer = decided(&format!("{SHOP}{DEMO}"), &later, &[("A", dec!(1))]);
    assert!(answer.invoice.is_some());
}

#[test]
fn quantities_go_by_the_rules_of_a_cart() {
    let barred = |sku, quantity| {
        let answer = demo(&[("A", dec!(1)), (sku, quantity)]);
        assert_eq!(
            answer.invoice.is_none(),
            answer.verdict.outcome > Outcome::Adjust
        );
        codes(&answer)
    };
    assert_eq!(barred("A", dec!(1.5)), ["quantity.invalid"]);
    assert_eq!(barred("A", dec!(-1)), ["quantity.invalid"]);
    assert_eq!(barred("A", dec!(0)), Vec::<&str>::new());
    assert_eq!(barred("C", dec!(4)), ["price.missing"]);
    assert_eq!(barred("C", dec!(5)), Vec::<&str>::new());
    assert_eq!(barred("D", dec!(13)), ["quantity.multiple"]);
    assert_eq!(demo(&[("D", dec!(13))]).lines[0].quantity, dec!(12));
    assert_eq!(demo(&[]).verdict.outcome, Outcome::Block);
}

#[test]
fn contradictions_and_missing_rates_are_not_guessed() {
    let mut twice = products();
    twice.items[0].prices.push(row(0, dec!(1), dec!(11)));
    let policy = format!("{SHOP}{DEMO}");
    let answer = decided(&policy, &twice, &[("A", dec!(1)), ("D", dec!(6))]);
    assert_eq!(codes(&answer), ["facts.contradictory"]);
    assert!(answer.invoice.is_none());
    let mut unrated = products();
    unrated.tax_classes[0] = "other".to_owned();
    assert_eq!(
        codes(&decided(&policy, &unrated, &[("A", dec!(1))])),
        ["tax.unknown"]
    );
}

#[test]
fn without_the_section_there_is_no_invoice() {
    let answer = decided(SHOP, &products(), &[("A", dec!(1))]);
    assert_eq!(codes(&answer), ["invoice.off"]);
    assert!(answer.lines.is_empty() && answer.invoice.is_none());
}

#[test]
fn public_prices_may_contain_tax() {
    let inclusive = format!("{SHOP}{DEMO}tax = \"inclusive\"\n");
    let answer = decided(&inclusive, &products(), &[("A", dec!(1))]);
    let sums = answer.invoice.unwrap().totals.sums;
    assert_eq!((sums.gross, sums.tax), (dec!(10), dec!(1.67)));
}

#[test]
fn findings_name_articles_alone() {
    for finding in demo(&[("B", dec!(1)), ("C", dec!(1))]).verdict.findings {
        // Staff read why an article is unknown; the visitor reads its name alone.
        for param in finding
            .params
            .iter()
            .filter(|param| param.audience == Audience::Buyer)
        {
            assert!(
                matches!(&param.value, Value::Text(text) if text == "B" || text == "C"),
                "{finding:?}"
            );
        }
    }
}
