//! What a rep changes, and whom he asks.

use super::*;

#[test]
fn a_correction_that_costs_less_holds_at_once_and_one_that_costs_more_waits() {
    let lines = |quantity: Number, sku: &str| {
        vec![Line {
            sku: sku.into(),
            quantity,
            extra: vec![],
        }]
    };
    let mut desk = Desk::new("");
    desk.does(ActorKind::Buyer, Event::Place);
    let less = desk.does(ActorKind::Rep, Event::Correct(lines(dec!(9), "A")));
    assert_eq!(less.states.order, OrderState::AwaitingConfirmation);
    assert_eq!(
        (less.payable, less.diff[0].change),
        (dec!(90.00), LineChange::Less)
    );
    // As much as before passes; one more waits, and so does another article at a lower sum.
    let more = desk.ask(ActorKind::Rep, Event::Correct(lines(dec!(10), "A")));
    assert_eq!(more.states.order, OrderState::AwaitingConsent);
    let other = desk.does(ActorKind::Rep, Event::Correct(lines(dec!(1), "B")));
    assert_eq!(other.states.order, OrderState::AwaitingConsent);
    assert_eq!((other.payable, other.lines.len()), (dec!(90.00), 1));
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Confirm),
        ["order.event"]
    );
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Consent),
        ["order.actor"]
    );
    let declined = desk.ask(ActorKind::Buyer, Event::Decline);
    assert_eq!((declined.payable, declined.proposal), (dec!(90.00), None));
    // No answer leaves it as it was, at the moment and not before.
    let at = desk.timer(TimerKind::Consent).unwrap();
    let before = desk.order.clone();
    desk.now = at - 1;
    assert_eq!(
        desk.refuses(ActorKind::System, Event::LapseConsent),
        ["order.early"]
    );
    desk.now = at;
    let lapsed = desk.ask(ActorKind::System, Event::LapseConsent);
    assert_eq!(
        (lapsed.payable, &lapsed.lines),
        (dec!(90.00), &before.lines)
    );
    let taken = desk.does(ActorKind::Buyer, Event::Consent);
    assert_eq!(
        (taken.payable, taken.lines[0].sku.as_str()),
        (dec!(10.00), "B")
    );
    assert_eq!(taken.states.order, OrderState::AwaitingConfirmation);
}

#[test]
fn a_correction_passes_the_cart_s_gates() {
    let mut desk = Desk::new("[order]\nminimum = \"50.00\"\n");
    desk.does(ActorKind::Buyer, Event::Place);
    let line = |sku: &str| Line {
        sku: sku.into(),
        quantity: dec!(1),
        extra: vec![],
    };
    let refused = desk.refuses(ActorKind::Rep, Event::Correct(vec![line("A")]));
    assert_eq!(refused, ["order.minimum"]);
    let refused = desk.refuses(ActorKind::Rep, Event::Correct(vec![line("nothing")]));
    assert!(refused.contains(&"product.unknown"), "{refused:?}");
    assert!(
        !desk
            .refuses(ActorKind::Rep, Event::Correct(vec![]))
            .is_empty()
    );
}

#[test]
fn a_correction_keeps_agreed_prices_and_what_a_promo_took_off() {
    let mut desk = Desk::new("");
    // Placed at 9.00 less a tenth, and paid with 10.00 of bonuses; today the article costs 10.00.
    desk.order.lines[0].net = dec!(9);
    (desk.order.lines[0].discount, desk.order.redeemed) = (dec!(9), dec!(10));
    desk.order.payable = dec!(71);
    desk.does(ActorKind::Buyer, Event::Place);
    let lines = |quantity| {
        Event::Correct(vec![Line {
            sku: "A".into(),
            quantity,
            extra: vec![],
        }])
    };
    let same = desk.ask(ActorKind::Rep, lines(dec!(10)));
    assert_eq!((same.payable, same.diff.len()), (dec!(71), 0));
    // 5 × 9 less 4.50; half the goods, half the bonuses.
    let half = desk.ask(ActorKind::Rep, lines(dec!(5)));
    assert_eq!((half.payable, half.redeemed), (dec!(35.50), dec!(5)));
    assert_eq!(half.lines[0].discount, dec!(4.50));
    assert_eq!(half.lines[0].net, dec!(9));
    // One more: all eleven at today's price, and the promo takes off no more than it did.
    let more = desk.ask(ActorKind::Rep, lines(dec!(11)));
    assert_eq!(more.states.order, OrderState::AwaitingConsent);
    assert_eq!(more.payable, dec!(71));
    assert_eq!(
        more.proposal
            .map(|it| (it.payable, it.redeemed, it.lines[0].discount)),
        Some((dec!(91), dec!(10), dec!(9)))
    );
    // Bonuses never pay a larger part of the goods than they did.
    let one = desk.ask(ActorKind::Rep, lines(dec!(1)));
    assert_eq!((one.payable, one.redeemed), (dec!(7.10), dec!(1)));
}

#[test]
fn what_was_agreed_needs_no_price_of_today_and_no_contract_in_force() {
    let day = |month, day| Day::from_ymd_opt(2026, month, day);
    let mut desk = Desk::new("");
    desk.order.lines.push(OrderLine {
        sku: "B".into(),
        quantity: dec!(2),
        net: dec!(8),
        discount: dec!(0),
    });
    desk.order.contract = Some("k".into());
    desk.order.payable = dec!(116);
    desk.does(ActorKind::Buyer, Event::Place);
    let line = |sku: &str, quantity| Line {
        sku: sku.into(),
        quantity,
        extra: vec![],
    };
    // The list and the contract ended yesterday.
    desk.facts.products.price_lists[0].valid_until = day(3, 10);
    desk.facts.contracts[0].valid_until = day(3, 10);
    let without = Event::Correct(vec![line("A", dec!(10))]);
    let answer = desk.ask(ActorKind::Rep, without);
    assert_eq!(
        (answer.status, answer.payable),
        (Status::Applied, dec!(100))
    );
    // More than was agreed has no price.
    let more = Event::Correct(vec![line("A", dec!(11))]);
    assert_eq!(desk.refuses(ActorKind::Rep, more), ["price.missing"]);
}
