//! Over any sequence of orders, returns and timers, bonus books balance and no lot goes negative.

use std::collections::BTreeMap;

use comptoir::Facts;
use comptoir::contract::loyalty::{Occasion, OrderReturn, SettledOrder};
use comptoir::contract::{
    BonusLot, BonusOrder, BonusWish, Context, Decimal, Line, LotPart, Loyalty, Quote, QuotedLine,
};
use comptoir_component::native::Native;
use comptoir_tests::{native, synthetic};
use proptest::prelude::*;
use rust_decimal::Decimal as Number;
use serde_json::Value;

const POLICY: &str = r#"
[shop]
currency = "EUR"
[contract.net-30]
price_list = "wholesale"
tax = "exempt"
[order]
confirmed_by = "auto"
[stock]
show = "full"
[credit]
default_gate = false
[bonus]
version = "1"
accrue = [{ when = { goods_over = "1000.00" }, rate = "10%" }, { rate = "3%" }]
redeem = { at_most = "50%", keep = "nothing" }
expire_after = "2 months"
"#;

#[derive(Debug, Clone)]
enum Step {
    /// Place an order of so many, asking for so many bonuses; none: as many as may be.
    Order(u8, Option<u8>),
    /// Complete the order of this number.
    Complete(prop::sample::Index),
    /// A share of the order's goods, in hundredths, comes back.
    Return(prop::sample::Index, u8),
    /// So many days pass; then the timer runs.
    Wait(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (1u8..20, prop::option::of(0u8..200)).prop_map(|(quantity, wish)| Step::Order(quantity, wish)),
        3 => any::<prop::sample::Index>().prop_map(Step::Complete),
        2 => (any::<prop::sample::Index>(), 1u8..=100).prop_map(|(order, share)| Step::Return(order, share)),
        1 => (1u8..80).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..30)
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("COMPTOIR_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(64),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn decimal(number: Number) -> Decimal {
    Decimal::try_from(number).expect("a small number")
}

fn number(decimal: Decimal) -> Number {
    decimal.to_number().expect("a small decimal")
}

fn at(value: &Value, path: &str) -> Number {
    let text = value.pointer(path).and_then(Value::as_str).unwrap_or("0");
    text.parse().expect("a decimal")
}

/// A shop that keeps the books as effects tell it.
struct Shop {
    native: Native,
    facts: Facts,
    context: Context,
    orders: Vec<SettledOrder>,
    /// Earned − reversed − redeemed + given back − expired.
    ledger: Number,
    calls: u32,
}

impl Shop {
    fn new() -> Self {
        let (native, _) = Native::load(POLICY).unwrap_or_else(|issues| panic!("{issues:?}"));
        let mut facts = synthetic::facts(1);
        facts.loyalty = Some(synthetic::loyalty(&[]));
        Self {
            native,
            facts,
            context: synthetic::context(),
            orders: Vec::new(),
            ledger: Number::ZERO,
            calls: 0,
        }
    }

    fn next(&mut self) {
        self.calls += 1;
        self.context.request_id = format!("r{}", self.calls);
    }

    fn loyalty(&mut self) -> &mut Loyalty {
        self.facts.loyalty.as_mut().expect("set above")
    }

    fn lots(&mut self) -> &mut Vec<BonusLot> {
        &mut self.loyalty().account.as_mut().expect("set above").lots
    }

    /// Applies the effects as a host would; the parts of a `redeem`, and whether a lot was made.
    fn apply(&mut self, answer: &Value) -> (Vec<LotPart>, bool) {
        let (mut redeemed, mut earned) = (Vec::new(), false);
        let effects = answer.pointer("/verdict/effects").and_then(Value::as_array);
        for effect in effects.into_iter().flatten() {
            let action = effect["action"].as_object().expect("a variant");
            let (name, body) = action.iter().next().expect("one case");
            let parts: Vec<LotPart> = body
                .as_array()
                .filter(|_| !["reserve", "notify"].contains(&name.as_str()))
                .into_iter()
                .flatten()
                .map(|part| LotPart {
                    lot: u32::try_from(part["lot"].as_u64().expect("an index")).expect("small"),
                    amount: decimal(at(part, "/amount")),
                })
                .collect();
            let sign = match name.as_str() {
                "redeem" | "reverse" | "expire" => Number::NEGATIVE_ONE,
                "give-back" => Number::ONE,
                "earn" => {
                    let (amount, id) = (at(body, "/amount"), format!("L{}", self.calls));
                    let lot = BonusLot {
                        id,
                        version: String::new(),
                        amount: decimal(amount),
                        left: decimal(amount),
                        earned: self.context.local_date,
                    };
                    self.lots().push(lot);
                    self.ledger += amount;
                    earned = true;
                    continue;
                }
                _ => continue,
            };
            for part in &parts {
                let amount = sign * number(part.amount);
                let lot = &mut self.lots()[part.lot as usize];
                let left = number(lot.left) + amount;
                assert!(
                    left >= Number::ZERO && left <= number(lot.amount),
                    "{name}: {left} of {}",
                    lot.amount
                );
                lot.left = decimal(left);
                self.ledger += amount;
            }
            if name == "redeem" {
                redeemed = parts;
            }
        }
        (redeemed, earned)
    }

    fn order(&mut self, quantity: u8, wish: Option<u8>) {
        self.next();
        let line = Line {
            sku: self.facts.products.items[0].sku.clone(),
            quantity: u32::from(quantity * 2).into(),
            extra: vec![],
        };
        let mut request = synthetic::place(vec![line.clone()], vec!["far".into()]);
        request.bonus =
            Some(wish.map_or(BonusWish::Max, |sum| BonusWish::Sum(u32::from(sum).into())));
        let mut cart = synthetic::cart(0);
        cart.lines = vec![line];
        cart.bonus = request.bonus;
        let shown =
            native::evaluate(&self.native, &self.context, &self.facts, &cart).expect("an answer");
        let shown: Value = serde_json::from_str(&shown).expect("json");
        request.quote = Quote {
            lines: vec![QuotedLine {
                quantity: decimal(at(&shown, "/lines/0/accepted")),
                net: decimal(at(&shown, "/lines/0/price/net")),
            }],
            gross: decimal(at(&shown, "/totals/gross")),
            delivery: None,
            redeemed: Some(decimal(at(&shown, "/bonus/redeemed"))),
        };
        let placed =
            native::place(&self.native, &self.context, &self.facts, &request).expect("an answer");
        let placed: Value = serde_json::from_str(&placed).expect("json");
        assert!(placed["draft"].is_object(), "{placed}");
        let (redeemed, _) = self.apply(&placed);
        let sum: Number = redeemed.iter().map(|part| number(part.amount)).sum();
        assert_eq!(sum, at(&placed, "/cart/bonus/redeemed"));
        self.orders.push(SettledOrder {
            id: self.context.request_id.clone(),
            goods: decimal(at(&placed, "/cart/totals/gross")),
            accrues: decimal(at(&placed, "/cart/bonus/accrues")),
            redeemed,
            earned: None,
            returned: Decimal::ZERO,
        });
        let day = self.context.local_date;
        let account = self.loyalty().account.as_mut().expect("set above");
        account.orders.push(BonusOrder {
            day,
            channel: "site".into(),
            cancelled: false,
        });
    }

    fn settle(&mut self, occasion: &Occasion) -> (Value, bool) {
        self.next();
        let loyalty = self.loyalty().clone();
        let answer =
            native::settle(&self.native, &self.context, &loyalty, occasion).expect("an answer");
        let answer: Value = serde_json::from_str(&answer).expect("json");
        assert_eq!(answer["verdict"]["outcome"], "allow", "{answer}");
        let before = self.ledger;
        let (_, earned) = self.apply(&answer);
        // The answer's sums are those of its effects.
        let said = at(&answer, "/earned") + at(&answer, "/given-back") - at(&answer, "/expired");
        assert_eq!(self.ledger - before, said, "{answer}");
        (answer, earned)
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Order(quantity, wish) => self.order(*quantity, *wish),
            Step::Complete(_) | Step::Return(..) if self.orders.is_empty() => {}
            Step::Complete(which) => {
                let at = which.index(self.orders.len());
                let order = self.orders[at].clone();
                let (_, earned) = self.settle(&Occasion::Completed(order));
                if earned {
                    let lot = u32::try_from(self.lots().len() - 1).expect("few lots");
                    self.orders[at].earned = Some(lot);
                }
            }
            Step::Return(which, share) => {
                let at = which.index(self.orders.len());
                let order = self.orders[at].clone();
                let left = number(order.goods) - number(order.returned);
                let goods = (left * Number::from(*share) / Number::ONE_HUNDRED).round_dp(2);
                if goods.is_zero() {
                    return;
                }
                let returned = decimal(number(order.returned) + goods);
                self.settle(&Occasion::Returned(OrderReturn {
                    order,
                    goods: decimal(goods),
                }));
                self.orders[at].returned = returned;
            }
            Step::Wait(days) => {
                let day = self.context.local_date;
                let day = later(day, u64::from(*days));
                self.context.local_date = day;
                self.settle(&Occasion::Expire);
            }
        }
    }
}

/// `days` after `day`, each month taken as 28 days: enough to burn and to keep.
fn later(day: comptoir::contract::LocalDate, days: u64) -> comptoir::contract::LocalDate {
    let mut next = day;
    for _ in 0..days {
        next.day += 1;
        if next.day > 28 {
            next.day = 1;
            next.month += 1;
        }
        if next.month > 12 {
            next.month = 1;
            next.year += 1;
        }
    }
    next
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn books_balance_over_any_sequence(steps in steps()) {
        let mut shop = Shop::new();
        for step in &steps {
            shop.step(step);
            let held: Number = shop.lots().iter().map(|lot| number(lot.left)).sum();
            prop_assert_eq!(shop.ledger, held);
        }
        // Everything comes back: what was redeemed is given back to the last bonus.
        let orders = shop.orders.clone();
        let mut back = BTreeMap::new();
        for order in orders {
            let goods = number(order.goods) - number(order.returned);
            if goods.is_zero() {
                continue;
            }
            let whole = order.returned.is_zero().then(|| order.redeemed.iter().map(|part| number(part.amount)).sum::<Number>());
            let id = order.id.clone();
            let (answer, _) = shop.settle(&Occasion::Returned(OrderReturn { order, goods: decimal(goods) }));
            back.insert(id, (whole, at(&answer, "/given-back")));
        }
        for (whole, given) in back.into_values() {
            prop_assert!(whole.is_none_or(|whole| whole == given));
        }
        let held: Number = shop.lots().iter().map(|lot| number(lot.left)).sum();
        prop_assert_eq!(shop.ledger, held);
    }
}
