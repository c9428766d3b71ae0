//! B5: nothing a buyer can call tells two real stocks apart that show him the same. And R14: a
//! product that is hidden from him looks like one that is not there.

use comptoir::contract::{
    CartAnswer, CartRequest, Decimal, ImportRow, Line, OffersAnswer, OffersRequest, PlaceAnswer,
    PlaceRequest, PreviousLine, Quote, QuotedLine, ReorderAnswer, ReorderRequest,
};
use comptoir::{Answer, Facts, canonical};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::properties::{PRODUCTS, cases, facts, lines, whole};

/// What lies between the stock and the buyer.
#[derive(Debug, Clone, Copy)]
enum Mode {
    Share,
    Cap,
    Buckets,
}

const SHOWN: &str = r#"show = { share_of_turnover = "2 months", at_least = "5" }"#;

impl Mode {
    fn policy(self) -> Native {
        let show = match self {
            Self::Share => SHOWN,
            Self::Cap => r#"show = { cap = "20" }"#,
            Self::Buckets => r#"show = { buckets = ["1", "10", "30"] }"#,
        };
        load(&synthetic::POLICY.replace(SHOWN, show))
    }

    /// Another stock that shows the same, in every warehouse: as much more as `more` says, where
    /// more stays hidden.
    fn twin(self, facts: &Facts, more: &[(i64, i64)]) -> Facts {
        let mut twin = facts.clone();
        for (item, (home, far)) in twin.stock.items.iter_mut().zip(more) {
            let bought: i64 = item.bought.iter().map(|month| month.coefficient).sum();
            let own = item.own_reserved.coefficient;
            let mut mask = match self {
                Self::Share => (bought / 2).max(5) - own,
                Self::Cap => 20 - own,
                Self::Buckets => 0,
            }
            .max(0);
            for (level, more) in item.levels.iter_mut().zip([home, far]) {
                let free = (level.on_hand.coefficient - level.reserved.coefficient).max(0);
                let hidden = match self {
                    Self::Buckets => match free {
                        0 => 0,
                        1..=9 => more % (10 - free),
                        10..=29 => more % (30 - free),
                        _ => *more,
                    },
                    Self::Share | Self::Cap => {
                        let shown = free.min(mask);
                        mask -= shown;
                        if free > shown || mask == 0 { *more } else { 0 }
                    }
                };
                // Below zero nothing is free: raised, it would be.
                if level.on_hand.coefficient >= level.reserved.coefficient {
                    level.on_hand.coefficient += hidden;
                }
            }
        }
        twin
    }
}

fn load(policy: &str) -> Native {
    Native::load(policy)
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

/// One thing a buyer can do.
#[derive(Debug, Clone)]
enum Call {
    Offers { far: bool },
    Cart { lines: Vec<Line>, far: bool },
    Import { lines: Vec<Line>, far: bool },
    Place { lines: Vec<Line>, far: bool },
    Reorder { lines: Vec<Line>, far: bool },
}

/// Sold out, every article is replaced by the next one, over two steps at most.
fn replaced(mut facts: Facts) -> Facts {
    for (index, item) in (0..).zip(&mut facts.products.items) {
        let next = (index % 3 != 2).then(|| format!("ART-{:06}", index + 1));
        item.replaced_by = next;
    }
    facts
}

fn call() -> impl Strategy<Value = Call> {
    (0..5u8, lines(), any::<bool>()).prop_map(|(kind, lines, far)| match kind {
        0 => Call::Offers { far },
        1 => Call::Cart { lines, far },
        2 => Call::Import { lines, far },
        3 => Call::Place { lines, far },
        _ => Call::Reorder { lines, far },
    })
}

fn buyer<G: Serialize, A: Answer + Serialize + DeserializeOwned>(answer: &G) -> String {
    let mut answer: A = cross(answer);
    answer.redact();
    canonical::to_string(&answer).expect("json")
}

/// What the buyer reads in return.
fn reads(native: &Native, facts: &Facts, call: &Call) -> String {
    let warehouses = |far: bool| if far { vec!["far".to_owned()] } else { vec![] };
    let context = || cross(&synthetic::context());
    let cart = |lines: &[Line], rows: Vec<ImportRow>, far| CartRequest {
        payment: None,
        lines: lines.to_vec(),
        rows,
        warehouses: warehouses(far),
        ..synthetic::cart(0)
    };
    match call {
        Call::Offers { far } => {
            let request = OffersRequest {
                contract: None,
                warehouses: warehouses(*far),
                detail: synthetic::cart(0).detail,
            };
            let answer = native.offers(context(), groups(facts), cross(&request));
            buyer::<_, OffersAnswer>(&answer.expect("an answer"))
        }
        Call::Cart { lines, far } => {
            let request = cart(lines, vec![], *far);
            let answer = native.evaluate(context(), groups(facts), cross(&request));
            buyer::<_, CartAnswer>(&answer.expect("an answer"))
        }
        Call::Import { lines, far } => {
            let rows = (2..).zip(lines).map(|(number, line)| ImportRow {
                number,
                exact: line.sku.clone(),
                without_leading_zeros: line.sku.clone(),
                value: Some(line.quantity),
                problems: vec![],
            });
            let request = cart(&[], rows.collect(), *far);
            let answer = native.evaluate(context(), groups(facts), cross(&request));
            buyer::<_, CartAnswer>(&answer.expect("an answer"))
        }
        Call::Place { lines, far } => {
            let quoted = lines.iter().map(|line| QuotedLine {
                quantity: line.quantity,
                net: Decimal::ZERO,
            });
            let request = PlaceRequest {
                payment: None,
                quote: Quote {
                    lines: quoted.collect(),
                    gross: Decimal::ZERO,
                    delivery: None,
                    redeemed: None,
                },
                ..synthetic::place(lines.clone(), warehouses(*far))
            };
            let answer = native.place(context(), groups(facts), (None, None), cross(&request));
            buyer::<_, PlaceAnswer>(&answer.expect("an answer"))
        }
        Call::Reorder { lines, far } => {
            // The first line is in the cart already; all are copied.
            let previous = lines.iter().map(|line| PreviousLine {
                sku: line.sku.clone(),
                quantity: whole(line.quantity.coefficient.max(0)),
                price: None,
                extra: vec![],
            });
            let request = ReorderRequest {
                contract: None,
                warehouses: warehouses(*far),
                lines: lines.iter().take(1).cloned().collect(),
                previous: previous.collect(),
                detail: synthetic::cart(0).detail,
                extra: vec![],
                previous_extra: vec![],
            };
            let answer = native.reorder(context(), groups(facts), cross(&request));
            buyer::<_, ReorderAnswer>(&answer.expect("an answer"))
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn two_stocks_that_show_the_same_are_one_to_a_buyer(
        mode in prop::sample::select(vec![Mode::Share, Mode::Cap, Mode::Buckets]),
        facts in facts(),
        more in prop::collection::vec((0i64..1000, 0i64..1000), PRODUCTS as usize),
        calls in prop::collection::vec(call(), 1..6),
    ) {
        let native = mode.policy();
        let facts = replaced(facts);
        let twin = mode.twin(&facts, &more);
        for call in &calls {
            prop_assert_eq!(reads(&native, &facts, call), reads(&native, &twin, call));
        }
    }

    #[test]
    fn a_hidden_product_is_one_that_is_not_there(
        facts in facts(),
        calls in prop::collection::vec(call(), 1..6),
    ) {
        let native = load(&format!("{}\n[catalogue]\nclients_see = [\"open\"]\n", synthetic::POLICY));
        let mut hidden = replaced(facts);
        hidden.products.categories = vec!["closed".to_owned(), "open".to_owned()];
        for item in &mut hidden.products.items {
            item.categories = vec![1];
        }
        let mut absent = hidden.clone();
        if let Some(last) = hidden.products.items.last_mut() {
            last.categories = vec![0];
        }
        absent.products.items.pop();
        let left = u32::try_from(absent.products.items.len()).expect("a few");
        absent.stock.items.retain(|item| item.product < left);
        for call in &calls {
            prop_assert_eq!(reads(&native, &hidden, call), reads(&native, &absent, call));
        }
    }
}

/// The twin really is another stock, else the property would compare a thing with itself; and
/// staff read what a buyer does not.
#[test]
fn the_twin_differs_and_one_step_past_the_mask_shows() {
    let facts = synthetic::facts(PRODUCTS);
    let more = vec![(7, 7); PRODUCTS as usize];
    for mode in [Mode::Share, Mode::Cap] {
        let twin = mode.twin(&facts, &more);
        assert_ne!(
            canonical::to_string(&twin.stock).expect("json"),
            canonical::to_string(&facts.stock).expect("json"),
            "{mode:?}"
        );
    }
    // One unit less than the mask is seen at once.
    let mut short = facts.clone();
    for item in &mut short.stock.items {
        item.levels[0].on_hand = whole(item.levels[0].reserved.coefficient + 1);
    }
    let native = Mode::Share.policy();
    let offers = Call::Offers { far: false };
    assert_ne!(
        reads(&native, &facts, &offers),
        reads(&native, &short, &offers)
    );
}

/// Reorders of the property do replace what is sold out, and say so.
#[test]
fn a_sold_out_article_is_replaced_in_the_property() {
    let mut facts = replaced(synthetic::facts(PRODUCTS));
    let native = Mode::Cap.policy();
    let reorder = Call::Reorder {
        lines: vec![Line {
            sku: "ART-000000".into(),
            quantity: whole(4),
            extra: vec![],
        }],
        far: false,
    };
    let says = |facts: &Facts| reads(&native, facts, &reorder).contains("ART-000001");
    assert!(!says(&facts));
    facts.stock.items[0].own_reserved = whole(20);
    assert!(says(&facts));
}
