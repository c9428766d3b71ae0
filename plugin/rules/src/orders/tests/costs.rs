//! Whatever becomes of an order, an invoice can be made of it.

use super::*;
use crate::domain::number::{add, sub};
use crate::policy::TaxMode;
use crate::rules::invoice_sums;

/// Numbers that are the same at every run.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % most
    }

    fn cents(&mut self, most: i64) -> Number {
        Number::new(self.below(most) + 1, 2)
    }
}

const RATES: [&str; 4] = ["0%", "10%", "19%", "22%"];

/// A shop with two classes of tax, which prices contain or not.
fn shop(mode: &str, partial: &str, rates: (&str, &str)) -> Policy {
    let text = format!(
        "[shop]\ncurrency = \"EUR\"\n[contract.c]\ndefault = true\nprice_list = \"list\"\ntax = \"{mode}\"\n\
         [[tax]]\nid = \"std\"\nrate = \"{}\"\n[[tax]]\nid = \"low\"\nrate = \"{}\"\n\
         [orders]\nreserve = \"external\"\npartial_verdict = \"{partial}\"\n",
        rates.0, rates.1
    );
    match crate::policy::load(&text) {
        Ok(loaded) => loaded.policy,
        Err(issues) => panic!("{issues:#?}"),
    }
}

/// What an invoice of the order comes to; the finding where none is made.
fn invoiced(desk: &Desk, order: &Order) -> Result<Number, &'static str> {
    let mode = desk.policy.contracts[0].tax;
    let said = |finding: Box<crate::domain::Finding>| finding.code;
    let priced = invoice_sums::decide(&desk.policy, mode, &desk.facts.products, order);
    invoice_sums::payable(&priced.map_err(said)?, order).map_err(said)
}

/// Every line that costs something has the tax that its invoice has.
fn taxed(desk: &Desk, lines: &[OrderLine], taxes: &[crate::domain::LineTax]) {
    let order = Order {
        lines: lines.to_vec(),
        ..desk.order.clone()
    };
    let mode = desk.policy.contracts[0].tax;
    let products = &desk.facts.products;
    let priced = invoice_sums::decide(&desk.policy, mode, products, &order).unwrap();
    let rates: Vec<_> = priced.lines.iter().map(|line| line.rate).collect();
    let told: Vec<_> = taxes.iter().map(|tax| tax.rate).collect();
    assert_eq!(told, rates, "{lines:?}");
    for tax in taxes {
        let sku = &lines[usize::try_from(tax.line).unwrap()].sku;
        assert_eq!(tax.class, if sku == "B" { "low" } else { "std" });
    }
}

/// An order of both articles at any price, with any discounts, bonuses and delivery, and as it was asked.
pub(super) fn drawn(draw: &mut Draw, partial: &str) -> Desk {
    let mode = ["exclusive", "inclusive"][usize::try_from(draw.below(2)).unwrap()];
    let rate = |draw: &mut Draw| RATES[usize::try_from(draw.below(4)).unwrap()];
    let rates = (rate(draw), rate(draw));
    let mut desk = Desk::new("");
    desk.policy = shop(mode, partial, rates);
    desk.facts.products.tax_classes = vec!["std".into(), "low".into()];
    desk.facts.products.items[1].tax_class = 1;
    let mut line = |sku: &str| {
        let (quantity, net) = (Number::from(draw.below(12) + 2), draw.cents(400));
        let sum = net * quantity;
        let discount = match draw.below(3) {
            0 => Number::ZERO,
            1 => sum,
            _ => (sum * Number::new(draw.below(100), 2)).round_dp(2),
        };
        OrderLine {
            sku: sku.into(),
            quantity,
            net,
            discount,
        }
    };
    desk.order.lines = vec![line("A"), line("B"), line("A")];
    desk.order.delivery = draw.cents(900);
    let mode = desk.policy.contracts[0].tax;
    let products = &desk.facts.products;
    let priced = invoice_sums::decide(&desk.policy, mode, products, &desk.order).unwrap();
    let goods = priced.sums.gross;
    desk.order.redeemed = (goods * Number::new(draw.below(101), 2))
        .round_dp(2)
        .min(goods);
    desk.order.payable = goods + desk.order.delivery - desk.order.redeemed;
    desk.order.accrues = draw.cents(9_000);
    assert_eq!(invoiced(&desk, &desk.order), Ok(desk.order.payable));
    desk.order.states.order = OrderState::Confirmed;
    desk.order.states.reservation = ReservationState::Requested;
    if draw.below(2) == 0 {
        desk.order.paid = desk.order.payable;
    }
    desk.order.states.payment = match desk.order.paid >= desk.order.payable {
        true => PaymentState::Full,
        false => PaymentState::Unpaid,
    };
    desk
}

/// Less of every article, at least one unit of one.
fn granted(draw: &mut Draw, order: &Order) -> Event {
    let all = |sku: &str| {
        let lines = order.lines.iter().filter(|line| line.sku == sku);
        lines.map(|line| line.quantity).sum::<Number>()
    };
    let mut part = |sku: &str, least: i64| {
        let most = i64::try_from(all(sku)).unwrap();
        GoodsPart {
            sku: sku.into(),
            quantity: Number::from(least + draw.below(most + 1 - least)),
        }
    };
    Event::GrantPart(vec![part("A", 1), part("B", 0)])
}

#[test]
fn every_cut_and_both_parts_of_every_split_order_come_to_what_their_invoices_ask() {
    let mut draw = Draw(7);
    for round in 0..4_000 {
        let partial = ["trim", "split"][round % 2];
        let desk = drawn(&mut draw, partial);
        let event = granted(&mut draw, &desk.order);
        let before = desk.order.clone();
        let answer = desk.ask(ActorKind::System, event.clone());
        assert_eq!(answer.status, Status::Applied, "{before:?} {event:?}");
        let first = Order {
            lines: answer.lines.clone(),
            redeemed: answer.redeemed,
            payable: answer.payable,
            ..before.clone()
        };
        assert_eq!(
            invoiced(&desk, &first),
            Ok(first.payable),
            "{event:?} of {before:?}"
        );
        assert!(answer.redeemed <= before.redeemed && answer.accrues <= before.accrues);
        assert!(answer.payable >= before.delivery);
        if answer.lines != before.lines {
            taxed(&desk, &answer.lines, &answer.taxes);
        }
        let Some(rest) = answer.split else {
            continue;
        };
        let second = Order {
            lines: rest.lines.clone(),
            delivery: Number::ZERO,
            redeemed: rest.redeemed,
            payable: rest.payable,
            ..before.clone()
        };
        assert_eq!(
            invoiced(&desk, &second),
            Ok(second.payable),
            "{event:?} of {before:?}"
        );
        taxed(&desk, &rest.lines, &rest.taxes);
        assert_eq!(answer.accrues + rest.accrues, before.accrues);
        // Where bonuses pay for all of it, a unit that rounding took off the goods is not redeemed either.
        let spent = add(answer.redeemed, rest.redeemed).unwrap();
        let unspent = sub(before.redeemed, spent).unwrap();
        assert!((dec!(0)..=dec!(0.02)).contains(&unspent), "{before:?}");
        let off = |lines: &[OrderLine]| lines.iter().map(|line| line.discount).sum::<Number>();
        assert_eq!(off(&answer.lines) + off(&rest.lines), off(&before.lines));
        let both = add(answer.payable, rest.payable).unwrap();
        let moved = sub(both, before.payable).unwrap().abs();
        assert!(moved <= dec!(0.02), "{moved}: {event:?} of {before:?}");
        assert_eq!(add(answer.paid, rest.paid), Ok(before.paid));
    }
}

#[test]
fn every_corrected_order_comes_to_what_its_invoice_asks() {
    let mut draw = Draw(11);
    for _ in 0..2_000 {
        let mut desk = drawn(&mut draw, "ask");
        desk.order.states.order = OrderState::AwaitingConfirmation;
        desk.order.states.reservation = ReservationState::None;
        let before = desk.order.clone();
        let mut line = |sku: &str| Line {
            sku: sku.into(),
            quantity: Number::from(draw.below(20)),
            extra: vec![],
        };
        let lines = vec![line("A"), line("B")];
        if lines.iter().all(|line| line.quantity.is_zero()) {
            continue;
        }
        let answer = desk.ask(ActorKind::Rep, Event::Correct(lines.clone()));
        assert_eq!(
            answer.status,
            Status::Applied,
            "{:?}",
            answer.verdict.findings
        );
        let (lines_now, taxes, redeemed, payable) = match answer.proposal {
            Some(it) => (it.lines, it.taxes, it.redeemed, it.payable),
            None => (answer.lines, answer.taxes, answer.redeemed, answer.payable),
        };
        taxed(&desk, &lines_now, &taxes);
        let now = Order {
            lines: lines_now,
            redeemed,
            payable,
            ..before.clone()
        };
        assert_eq!(
            invoiced(&desk, &now),
            Ok(payable),
            "{lines:?} of {before:?}"
        );
        assert!(redeemed <= before.redeemed && payable >= before.delivery);
    }
}

#[test]
fn a_tax_that_rose_since_decides_no_part() {
    let mut desk = Desk::new("");
    desk.policy = shop("exclusive", "trim", ("22%", "10%"));
    desk.order.lines[0].quantity = dec!(10);
    desk.order.payable = dec!(122);
    desk.order.states.order = OrderState::Confirmed;
    desk.order.states.reservation = ReservationState::Requested;
    let part = || {
        Event::GrantPart(vec![GoodsPart {
            sku: "A".into(),
            quantity: dec!(9),
        }])
    };
    let cut = desk.ask(ActorKind::System, part());
    assert_eq!((cut.status, cut.payable), (Status::Applied, dec!(109.80)));
    desk.policy = shop("exclusive", "trim", ("24%", "10%"));
    assert_eq!(
        desk.refuses(ActorKind::System, part()),
        ["facts.contradictory"]
    );
    assert_eq!(desk.policy.contracts[0].tax, TaxMode::Exclusive);
}

#[test]
fn an_order_that_is_corrected_to_nothing_to_pay_is_paid() {
    let mut desk = Desk::new("");
    desk.order.lines = vec![
        OrderLine {
            sku: "A".into(),
            quantity: dec!(1),
            net: dec!(10),
            discount: dec!(10),
        },
        OrderLine {
            sku: "B".into(),
            quantity: dec!(9),
            net: dec!(10),
            discount: dec!(0),
        },
    ];
    desk.order.payable = dec!(90);
    desk.does(ActorKind::Buyer, Event::Place);
    let only = Line {
        sku: "A".into(),
        quantity: dec!(1),
        extra: vec![],
    };
    let corrected = desk.does(ActorKind::Rep, Event::Correct(vec![only]));
    assert_eq!(corrected.payable, Number::ZERO);
    assert_eq!(corrected.states.payment, PaymentState::Full);
    // As an order that cost nothing when it was placed.
    let mut free = Desk::new("");
    free.order.lines.clone_from(&corrected.lines);
    free.order.payable = Number::ZERO;
    let placed = free.does(ActorKind::Buyer, Event::Place);
    assert_eq!(placed.states.payment, PaymentState::Full);
}

#[test]
fn what_an_order_brings_shrinks_with_its_goods_in_whole_bonuses() {
    let programme = "[bonus]\nversion = \"1\"\nunit = \"1\"\naccrue = [{ rate = \"10%\" }]\n";
    let mut desk = Desk::new(programme);
    desk.order.accrues = dec!(9);
    desk.does(ActorKind::Buyer, Event::Place);
    let to = |quantity| {
        Event::Correct(vec![Line {
            sku: "A".into(),
            quantity,
            extra: vec![],
        }])
    };
    // 9 × 90 ÷ 100 = 8.1 and 9 × 80 ÷ 100 = 7.2, in whole bonuses.
    let less = desk.ask(ActorKind::Rep, to(dec!(9)));
    assert!(less.proposal.is_none() && less.payable == dec!(90));
    assert_eq!(less.accrues, dec!(8));
    assert_eq!(desk.ask(ActorKind::Rep, to(dec!(8))).accrues, dec!(7));
    // More goods bring no more than was told when it was placed, and wait for the client's word.
    let more = desk.ask(ActorKind::Rep, to(dec!(11)));
    assert_eq!(
        (more.accrues, more.proposal.unwrap().accrues),
        (dec!(9), dec!(9))
    );
    assert!(more.taxes.is_empty(), "nothing has changed yet");
}
