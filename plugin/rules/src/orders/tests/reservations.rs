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
    let part = desk.does(ActorKind::System, Event::GrantPart);
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
    let denied = strict.does(ActorKind::System, Event::GrantPart);
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
