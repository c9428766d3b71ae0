//! Delivery through the cart and through placing.

use rust_decimal::dec;

use crate::cart::{CartAnswer, evaluate};
use crate::checkout::{PlaceAnswer, place};
use crate::domain::{
    CartRequest, Context, Day, DeliveryChoice, Detail, Facts, Line, Number, Outcome, PlaceRequest,
    PriceRow, Product, Quote, QuotedLine, Stage, Value,
};
use crate::made_up;

const SHOP: &str = r#"
[shop]
currency = "EUR"
[contract.c]
price_list = "l"
tax = "exempt"
[credit]
default_gate = false
"#;
const DELIVERY: &str = r#"
[[delivery.method]]
id = "van"
kind = "company-transport"
conditions = "By day."
requires = ["address", "phone"]
zones = ["centre", "far"]
payment = ["prepaid", "cash"]
max_weight = "100"
[[delivery.method]]
id = "desk"
kind = "pickup"
[[delivery.zone]]
id = "centre"
cities = ["Kyiv"]
minimum = "500"
price = "50"
free_from = "1000"
conditions = "Lift only."
[[delivery.zone]]
id = "far"
cities = ["Lviv"]
price = "80"
payment = ["prepaid"]
"#;

fn context() -> Context {
    made_up::context(Day::from_ymd_opt(2026, 3, 1).unwrap())
}

/// One product at 1.00 and 0.1 kg, under a contract in `currency`.
fn facts(currency: &str) -> Facts {
    let row = PriceRow {
        price_list: 0,
        from_quantity: dec!(0.01),
        amount: dec!(1),
    };
    let product = Product {
        unit_scale: 2,
        weight: Some(dec!(0.1)),
        ..made_up::product("A", vec![row])
    };
    made_up::facts(
        made_up::contract("c", currency),
        vec![made_up::price_list("l", currency)],
        vec![product],
        vec![made_up::in_stock(0, dec!(100000))],
    )
}

fn van(city: &str) -> DeliveryChoice {
    DeliveryChoice {
        method: "van".to_owned(),
        city: Some(city.to_owned()),
        address: Some("1".to_owned()),
        phone: Some("2".to_owned()),
        payment: Some("prepaid".to_owned()),
        ..DeliveryChoice::default()
    }
}

fn cart_of(
    policy: &str,
    facts: &Facts,
    quantity: Number,
    delivery: Option<DeliveryChoice>,
) -> CartAnswer {
    let policy = crate::policy::load(policy)
        .unwrap_or_else(|issues| panic!("{issues:#?}"))
        .policy;
    let request = CartRequest {
        contract: None,
        collected: None,
        warehouses: Vec::new(),
        lines: vec![Line {
            sku: "A".to_owned(),
            quantity,
            extra: vec![],
        }],
        rows: Vec::new(),
        accepted_repairs: Vec::new(),
        delivery,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
        payment: None,
        agreed: Vec::new(),
    };
    evaluate(&policy, &context(), facts, &request)
}

fn cart(quantity: Number, delivery: Option<DeliveryChoice>) -> CartAnswer {
    let policy = format!("{SHOP}{DELIVERY}");
    cart_of(&policy, &facts("EUR"), quantity, delivery)
}

fn placed(
    policy: &str,
    quantity: Number,
    shown: Option<Number>,
    delivery: Option<DeliveryChoice>,
) -> PlaceAnswer {
    let policy = crate::policy::load(policy).unwrap().policy;
    let request = PlaceRequest {
        roles: vec![],
        payment: None,
        contract: None,
        collected: None,
        warehouses: Vec::new(),
        lines: vec![Line {
            sku: "A".to_owned(),
            quantity,
            extra: vec![],
        }],
        quote: Quote {
            lines: vec![QuotedLine {
                quantity,
                net: dec!(1),
            }],
            gross: quantity,
            delivery: shown,
            redeemed: None,
        },
        paid: dec!(0),
        delivery,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    };
    place(&policy, &context(), &facts("EUR"), (None, None), request)
}

/// Codes about delivery.
fn codes(answer: &CartAnswer) -> Vec<&'static str> {
    let about = |code: &&str| code.starts_with("delivery.");
    let findings = answer.verdict.findings.iter();
    findings.map(|finding| finding.code).filter(about).collect()
}

#[test]
fn price_and_payable_at_the_bounds() {
    for (goods, price, codes_now) in [
        (dec!(499.99), dec!(50), vec!["delivery.minimum"]),
        (dec!(500), dec!(50), vec![]),
        (dec!(999.99), dec!(50), vec![]),
        (dec!(1000), dec!(0), vec![]),
    ] {
        let answer = cart(goods, Some(van("Kyiv")));
        let (totals, quote) = (answer.totals.as_ref().unwrap(), answer.delivery.as_ref());
        let quote = quote.unwrap();
        assert_eq!(codes(&answer), codes_now, "{goods}");
        assert_eq!((totals.sums.gross, totals.delivery), (goods, Some(price)));
        assert_eq!(totals.payable, goods + price);
        assert_eq!(
            (quote.price, quote.zone.as_deref()),
            (Some(price), Some("centre"))
        );
        assert_eq!(
            quote.free_from.unwrap().missing,
            (dec!(1000) - goods).max(dec!(0))
        );
        assert_eq!(
            quote.minimum.unwrap().missing,
            (dec!(500) - goods).max(dec!(0))
        );
        assert_eq!(quote.conditions, ["By day.", "Lift only."]);
    }
}

#[test]
fn what_a_cart_lacks_is_a_preview() {
    let blank = DeliveryChoice {
        method: "van".to_owned(),
        ..DeliveryChoice::default()
    };
    let answer = cart(dec!(600), Some(blank));
    assert_eq!(answer.verdict.outcome, Outcome::Allow);
    assert_eq!(codes(&answer), ["delivery.incomplete"; 4]);
    let place = answer.stages.iter().find(|s| s.stage == Stage::Place);
    assert_eq!(place.unwrap().outcome, Outcome::Block);
    let totals = answer.totals.unwrap();
    assert_eq!((totals.delivery, totals.payable), (None, dec!(600)));
    assert!(codes(&cart(dec!(600), None)).is_empty());
    assert!(cart(dec!(600), None).delivery.is_none());
}

#[test]
fn elsewhere_the_nearest_method_is_named() {
    let answer = cart(dec!(600), Some(van("Odesa")));
    assert_eq!(codes(&answer), ["delivery.not-served"]);
    let params = answer.verdict.findings.iter().flat_map(|f| &f.params);
    let named = { params }.find(|p| p.name == "nearest");
    assert_eq!(named.unwrap().value, Value::Text("desk".to_owned()));
    assert_eq!(answer.delivery.unwrap().price, None);
}

#[test]
fn payment_weight_and_unknown_methods_bar_placing() {
    let cash = |city| DeliveryChoice {
        payment: Some("cash".to_owned()),
        ..van(city)
    };
    assert!(codes(&cart(dec!(600), Some(cash("Kyiv")))).is_empty());
    let far = cart(dec!(600), Some(cash("Lviv")));
    assert_eq!(codes(&far), ["delivery.payment"]);
    assert_eq!(far.delivery.unwrap().payments.unwrap(), ["prepaid"]);
    // 0.1 kg each: 1000 weigh exactly what the van carries.
    assert!(codes(&cart(dec!(1000), Some(van("Kyiv")))).is_empty());
    assert_eq!(
        codes(&cart(dec!(1000.01), Some(van("Kyiv")))),
        ["delivery.weight"]
    );
    let unknown = DeliveryChoice {
        method: "drone".to_owned(),
        ..van("Kyiv")
    };
    let answer = cart(dec!(600), Some(unknown));
    assert_eq!(codes(&answer), ["delivery.unknown"]);
    assert!(answer.delivery.is_none());
}

#[test]
fn an_unknown_weight_is_never_a_favourable_answer() {
    let mut facts = facts("EUR");
    facts.products.items[0].weight = None;
    let policy = format!("{SHOP}{DELIVERY}");
    let answer = cart_of(&policy, &facts, dec!(600), Some(van("Kyiv")));
    assert_eq!(codes(&answer), ["delivery.weight"]);
    let place = answer.stages.iter().find(|s| s.stage == Stage::Place);
    assert_eq!(place.unwrap().outcome, Outcome::Indeterminate);
}

#[test]
fn sums_of_another_currency_are_not_added() {
    let policy = format!("{SHOP}{DELIVERY}");
    let answer = cart_of(&policy, &facts("USD"), dec!(600), Some(van("Kyiv")));
    assert_eq!(codes(&answer), ["delivery.currency"]);
    let totals = answer.totals.unwrap();
    assert_eq!((totals.delivery, totals.payable), (None, dec!(600)));
}

#[test]
fn placing_needs_a_choice_where_there_are_methods() {
    let policy = format!("{SHOP}{DELIVERY}");
    let without = placed(&policy, dec!(600), None, None);
    assert_eq!(codes(&without.cart), ["delivery.incomplete"]);
    assert!(without.draft.is_none());
    let silent = placed(SHOP, dec!(600), None, None);
    let draft = silent.draft.unwrap();
    assert_eq!((draft.gross, draft.payable), (dec!(600), dec!(600)));
}

#[test]
fn the_price_of_delivery_is_never_slipped_in() {
    let policy = format!("{SHOP}{DELIVERY}");
    let moved = |shown, goods| {
        let answer = placed(&policy, goods, shown, Some(van("Kyiv")));
        let codes: Vec<_> = answer.verdict.findings.iter().map(|f| f.code).collect();
        assert_eq!(answer.draft.is_none(), codes.contains(&"quote.changed"));
        answer.draft.map(|draft| draft.payable)
    };
    assert_eq!(moved(Some(dec!(50.00)), dec!(600)), Some(dec!(650)));
    assert_eq!(moved(Some(dec!(49.99)), dec!(600)), None);
    assert_eq!(moved(None, dec!(600)), None);
    assert_eq!(moved(None, dec!(1000)), Some(dec!(1000)));
    assert_eq!(moved(Some(dec!(50)), dec!(1000)), None);
}

#[test]
fn an_evaluated_cart_decides_the_same_again() {
    let once = cart(dec!(600), Some(van("Kyiv")));
    let accepted = once.lines[0].accepted;
    let again = cart(accepted, Some(van("Kyiv")));
    assert_eq!(once.totals, again.totals);
    assert_eq!(once.delivery, again.delivery);
}
