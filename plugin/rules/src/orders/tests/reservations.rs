//! Goods set aside: by whom, for how long, and what money does to them.

use super::*;

#[test]
fn an_unpaid_reservation_ends_at_its_moment_whether_or_not_its_timer_ran() {
    let mut desk = Desk::new("");
    desk.does(ActorKind::Rep, Event::Place);
    let at = desk.timer(TimerKind::Reservation).unwrap();
    assert_eq!(at, 72 * HOUR);
    let ship = Event::Ship(Extent::Full);
    desk.now = at - 1;
    assert_eq!(
        desk.ask(ActorKind::Staff, ship.clone()).status,
        Status::Applied
    );
    assert_eq!(
        desk.refuses(ActorKind::System, Event::ExpireReservation),
        ["order.early"]
    );
    desk.now = at;
    assert_eq!(desk.refuses(ActorKind::Staff, ship), ["order.unreserved"]);
    // A payment that comes now sets the goods aside again, or leaves them to the manager.
    let late = desk.ask(ActorKind::System, Event::SeePayment(dec!(100)));
    assert_eq!(goods(&late), ["release", "reserve"]);
    desk.policy = policy("[orders]\nlate_payment = \"hold\"\n");
    let held = desk.ask(ActorKind::System, Event::SeePayment(dec!(100)));
    assert_eq!(goods(&held), ["release"]);
    assert_eq!(held.states.reservation, ReservationState::Expired);
    let ended = desk.does(ActorKind::System, Event::ExpireReservation);
    assert_eq!(goods(&ended), ["release"]);
}

#[test]
fn a_part_payment_keeps_the_reservation_from_thirty_percent_on() {
    for (paid, kept) in [(dec!(29.99), false), (dec!(30), true)] {
        let mut desk = Desk::new("");
        desk.does(ActorKind::Rep, Event::Place);
        desk.does(ActorKind::System, Event::SeePayment(paid));
        assert_eq!(desk.timer(TimerKind::Reservation).is_none(), kept, "{paid}");
    }
}

#[test]
fn the_accounting_system_s_verdict() {
    let external = "[orders]\nreserve = \"external\"\n";
    let mut desk = Desk::new(external);
    let placed = desk.does(ActorKind::Rep, Event::Place);
    assert_eq!(goods(&placed), ["request"]);
    let whole = Event::Ship(Extent::Full);
    assert_eq!(
        desk.refuses(ActorKind::Staff, whole.clone()),
        ["order.unreserved"]
    );
    let denied = desk.ask(ActorKind::System, Event::DenyReservation);
    assert_eq!(denied.states.reservation, ReservationState::Denied);
    let part = desk.does(ActorKind::System, Event::GrantPart(vec![]));
    assert_eq!(part.label.label, "reserved");
    // The part can be collected at once, and no more than the part.
    assert_eq!(
        desk.refuses(ActorKind::Staff, whole.clone()),
        ["order.unreserved"]
    );
    assert_eq!(
        desk.ask(ActorKind::Staff, Event::Ship(Extent::Part)).status,
        Status::Applied
    );
    desk.does(ActorKind::System, Event::GrantReservation);
    assert_eq!(desk.ask(ActorKind::Staff, whole).status, Status::Applied);
    let mut strict = Desk::new(&format!("{external}partial_verdict = \"deny\"\n"));
    strict.does(ActorKind::Rep, Event::Place);
    let denied = strict.does(ActorKind::System, Event::GrantPart(vec![]));
    assert_eq!(denied.states.reservation, ReservationState::Denied);
    assert_eq!(goods(&denied), ["release"]);
}

#[test]
fn a_payment_may_bring_the_reservation() {
    let mut desk = Desk::new("[orders]\nreserve = \"on-payment\"\n");
    let placed = desk.does(ActorKind::Rep, Event::Place);
    assert!(goods(&placed).is_empty());
    let nothing = desk.ask(ActorKind::System, Event::SeePayment(dec!(0)));
    assert!(goods(&nothing).is_empty());
    // A gate at reserve stands at the payment too: the money is seen, the goods stay where they are.
    desk.facts = facts(Day::from_ymd_opt(2026, 3, 1));
    let barred = desk.ask(ActorKind::System, Event::SeePayment(dec!(50)));
    assert_eq!(barred.status, Status::Applied);
    assert!(goods(&barred).is_empty());
    let paid = desk.ask(ActorKind::System, Event::SeePayment(dec!(100)));
    assert_eq!(
        goods(&paid),
        ["reserve"],
        "paid in full passes the default gate"
    );
}

fn granted(parts: &[(&str, Number)]) -> Event {
    let part = |(sku, quantity): &(&str, Number)| GoodsPart {
        sku: (*sku).to_owned(),
        quantity: *quantity,
    };
    Event::GrantPart(parts.iter().map(part).collect())
}

/// Twelve in all for 115.00: ten A at 9.00 and two B at 20.00, less 15.00 of a promo; not paid.
fn asked(partial: &str) -> Desk {
    let mut desk = Desk::new(&format!(
        "[orders]\nreserve = \"external\"\npartial_verdict = \"{partial}\"\n"
    ));
    desk.order.lines = vec![
        line("A", dec!(10), dec!(9), dec!(10.38)),
        line("B", dec!(2), dec!(20), dec!(4.62)),
    ];
    desk.order.payable = dec!(115);
    desk.does(ActorKind::Rep, Event::Place);
    desk
}

fn line(sku: &str, quantity: Number, net: Number, discount: Number) -> OrderLine {
    OrderLine {
        sku: sku.into(),
        quantity,
        net,
        discount,
    }
}

#[test]
fn a_cut_order_is_what_was_granted_at_the_prices_it_was_placed_at() {
    let mut desk = asked("trim");
    let cut = desk.does(
        ActorKind::System,
        granted(&[("A", dec!(4)), ("B", dec!(1))]),
    );
    // Of 10.38 the promo takes off 4 tenths, 4.152, of 4.62 a half.
    assert_eq!(
        cut.lines,
        [
            line("A", dec!(4), dec!(9), dec!(4.15)),
            line("B", dec!(1), dec!(20), dec!(2.31))
        ]
    );
    assert_eq!(cut.payable, dec!(49.54));
    assert_eq!(cut.states.reservation, ReservationState::Full);
    assert!(cut.split.is_none() && goods(&cut).is_empty());
    let changes: Vec<_> = cut
        .diff
        .iter()
        .map(|line| (&*line.sku, line.change))
        .collect();
    assert_eq!(changes, [("A", LineChange::Less), ("B", LineChange::Less)]);
    // All of it: nothing is cut.
    let whole = asked("trim").does(
        ActorKind::System,
        granted(&[("A", dec!(10)), ("B", dec!(2))]),
    );
    assert_eq!((whole.payable, whole.diff.len()), (dec!(115), 0));
    assert_eq!(whole.states.reservation, ReservationState::Full);
}

#[test]
fn a_split_order_and_its_rest_cost_what_the_order_cost() {
    let mut desk = asked("split");
    desk.order.paid = dec!(60);
    desk.order.states.payment = PaymentState::Part;
    let cut = desk.does(
        ActorKind::System,
        granted(&[("A", dec!(4)), ("B", dec!(1))]),
    );
    let rest = cut.split.unwrap();
    assert_eq!(
        rest.lines,
        [
            line("A", dec!(6), dec!(9), dec!(6.23)),
            line("B", dec!(1), dec!(20), dec!(2.31))
        ]
    );
    assert_eq!((cut.payable, rest.payable), (dec!(49.54), dec!(65.46)));
    // 49.54 of the 60.00 pay the first one.
    assert_eq!((cut.paid, rest.paid), (dec!(49.54), dec!(10.46)));
    assert_eq!(cut.states.payment, PaymentState::Full);
    assert_eq!(rest.states.payment, PaymentState::Part);
    assert_eq!(rest.states.reservation, ReservationState::Denied);
    let whole = asked("split").does(
        ActorKind::System,
        granted(&[("A", dec!(10)), ("B", dec!(2))]),
    );
    assert!(whole.split.is_none());
}

#[test]
fn a_partial_verdict_may_cancel_and_must_be_a_part() {
    let desk = asked("cancel");
    let cancelled = desk.ask(ActorKind::System, granted(&[("A", dec!(4))]));
    assert_eq!(cancelled.states.order, OrderState::Cancelled);
    assert_eq!(goods(&cancelled), ["release"]);
    // The client is told what is missing where he is asked.
    let told = asked("ask").ask(
        ActorKind::System,
        granted(&[("A", dec!(9)), ("B", dec!(2))]),
    );
    assert_eq!((told.diff.len(), told.payable), (1, dec!(115)));
    for policy in ["trim", "split"] {
        let mut desk = asked(policy);
        let system = ActorKind::System;
        assert_eq!(desk.refuses(system, granted(&[])), ["order.granted"]);
        assert_eq!(
            desk.refuses(system, granted(&[("A", dec!(11))])),
            ["order.granted"]
        );
        // A product that the facts don't have: nothing is decided.
        desk.facts.products.items.remove(1);
        assert_eq!(
            desk.refuses(system, granted(&[("A", dec!(4)), ("B", dec!(1))])),
            ["facts.contradictory"]
        );
    }
}

#[test]
fn the_manager_is_told_of_a_late_payment_where_nothing_is_asked_for_again() {
    let told = |policy: &str, paid| {
        let mut desk = Desk::new(policy);
        desk.order.states.order = OrderState::Confirmed;
        desk.order.states.reservation = ReservationState::Expired;
        let answer = desk.ask(ActorKind::System, Event::SeePayment(paid));
        assert_eq!(answer.status, Status::Applied);
        let mut effects = answer.verdict.effects.into_iter();
        effects.any(|effect| matches!(effect.action, Action::Notify(note) if note.to == "manager"))
    };
    let external = "[orders]\nreserve = \"external\"\n";
    assert!(!told(external, dec!(100)), "the goods are asked for again");
    assert!(!told(external, dec!(0)), "nothing was paid");
    assert!(!told("", dec!(100)));
    assert!(told("[orders]\nlate_payment = \"hold\"\n", dec!(100)));
    assert!(!told("[orders]\nlate_payment = \"hold\"\n", dec!(0)));
}
