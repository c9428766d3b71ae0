//! The checkout takes an order's first step; no later event sets its goods aside once more.

use super::*;
use crate::checkout::{PlaceAnswer, place};
use crate::domain::{Detail, PlaceRequest, Quote, QuotedLine};

const AUTO: &str = "[order]\nconfirmed_by = \"auto\"\n";

/// Ten of A at 10.00 each.
fn checkout(desk: &Desk, paid: Number) -> PlaceAnswer {
    let context = Context {
        acting: Actor {
            id: "b".into(),
            kind: ActorKind::Buyer,
        },
        principal: "b".into(),
        instant: desk.now,
        today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
        request_id: "r".into(),
    };
    let request = PlaceRequest {
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec![],
        lines: vec![Line {
            sku: "A".into(),
            quantity: dec!(10),
            extra: vec![],
        }],
        quote: Quote {
            lines: vec![QuotedLine {
                quantity: dec!(10),
                net: dec!(10),
            }],
            gross: dec!(100),
            delivery: None,
            redeemed: None,
        },
        paid,
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    };
    place(&desk.policy, &context, &desk.facts, request)
}

/// The order as the host writes it, and what set its goods aside.
fn begun(extra: &str, paid: Number) -> (Desk, Vec<&'static str>) {
    let mut desk = Desk::new(extra);
    let answer = checkout(&desk, paid);
    let draft = answer.draft.expect("nothing bars");
    desk.order.states = draft.states;
    desk.order.timers = draft.timers;
    desk.order.lines = draft.lines;
    desk.order.payable = draft.payable;
    desk.order.paid = paid;
    desk.now = 1;
    let effects = answer.verdict.effects.iter();
    let goods = effects.filter_map(|effect| match effect.action {
        Action::Reserve(_) => Some("reserve"),
        Action::RequestReservation(_) => Some("request"),
        _ => None,
    });
    (desk, goods.collect())
}

fn events() -> Vec<Event> {
    vec![
        Event::Place,
        Event::Confirm,
        Event::Release,
        Event::Escalate,
        Event::Reserve,
        Event::GrantReservation,
        Event::GrantPart(vec![]),
        Event::DenyReservation,
        Event::ExpireReservation,
        Event::SeePayment(dec!(40)),
        Event::SeePayment(dec!(100)),
        Event::Ship(Extent::Part),
        Event::Ship(Extent::Full),
        Event::Deliver,
        Event::Complete,
    ]
}

#[test]
fn what_placing_set_aside_no_event_sets_aside_again() {
    let kinds = [
        ActorKind::Buyer,
        ActorKind::Rep,
        ActorKind::Staff,
        ActorKind::System,
    ];
    for (mode, first) in [("on-confirm", "reserve"), ("external", "request")] {
        let policy = format!("{AUTO}[orders]\nreserve = \"{mode}\"\n");
        let (desk, goods) = begun(&policy, dec!(0));
        assert_eq!(goods, [first]);
        // One event, and any other after it.
        for (kind, event) in kinds
            .iter()
            .flat_map(|kind| events().into_iter().map(|it| (*kind, it)))
        {
            let (mut desk, _) = begun(&policy, dec!(0));
            let answer = desk.ask(kind, event.clone());
            assert!(!super::goods(&answer).contains(&first), "{mode}: {event:?}");
            if answer.status != Status::Applied {
                continue;
            }
            desk.does(kind, event.clone());
            let aside = matches!(
                desk.order.states.reservation,
                ReservationState::Full | ReservationState::Part | ReservationState::Requested
            );
            for (kind, next) in kinds
                .iter()
                .flat_map(|kind| events().into_iter().map(|it| (*kind, it)))
            {
                let again = desk.ask(kind, next.clone());
                let twice = aside && super::goods(&again).contains(&first);
                assert!(!twice, "{mode}: {event:?}, then {next:?}");
            }
        }
        let refused = desk.refuses(ActorKind::Buyer, Event::Place);
        assert_eq!(refused, ["order.event"], "{mode}");
    }
}

#[test]
fn placing_leads_where_the_event_does() {
    // Whoever is paid first sets aside with the money, whoever never reserves does not here either.
    for (policy, paid, set_aside) in [
        ("[orders]\nreserve = \"on-payment\"\n", dec!(0), &[][..]),
        (
            "[orders]\nreserve = \"on-payment\"\n",
            dec!(1),
            &["reserve"][..],
        ),
        ("[orders]\nreserve = \"never\"\n", dec!(0), &[]),
        ("[orders]\nmanager_checks = \"each\"\n", dec!(100), &[]),
        ("[orders]\nimplausible_over = \"99.99\"\n", dec!(0), &[]),
        (
            "[orders]\nimplausible_over = \"100\"\n",
            dec!(0),
            &["reserve"],
        ),
    ] {
        let (_, goods) = begun(&format!("{AUTO}{policy}"), paid);
        assert_eq!(goods, set_aside, "{policy} {paid}");
    }
    // A rep confirms: nothing is set aside before, and all of it then.
    let (mut desk, goods) = begun("", dec!(0));
    assert!(goods.is_empty());
    let confirmed = desk.does(ActorKind::Rep, Event::Confirm);
    assert_eq!(super::goods(&confirmed), ["reserve"]);
    assert_eq!(
        desk.refuses(ActorKind::Buyer, Event::Place),
        ["order.event"]
    );
}

#[test]
fn what_placing_set_aside_ends_at_its_moment() {
    let (mut desk, _) = begun(AUTO, dec!(29.99));
    assert_eq!(desk.timer(TimerKind::Reservation), Some(72 * HOUR));
    desk.now = 72 * HOUR;
    let ended = desk.does(ActorKind::System, Event::ExpireReservation);
    assert_eq!(super::goods(&ended), ["release"]);
    let (kept, _) = begun(AUTO, dec!(30));
    assert_eq!(kept.timer(TimerKind::Reservation), None);
}

#[test]
fn a_gift_stays_in_a_corrected_order() {
    let (mut desk, _) = begun("", dec!(0));
    let gift = OrderLine {
        sku: "B".into(),
        quantity: dec!(1),
        net: dec!(0),
    };
    desk.order.lines.push(gift.clone());
    let fewer = Line {
        sku: "A".into(),
        quantity: dec!(5),
        extra: vec![],
    };
    let corrected = desk.does(ActorKind::Rep, Event::Correct(vec![fewer]));
    assert_eq!(corrected.diff.len(), 1);
    assert_eq!(
        (corrected.lines.len(), corrected.lines.last()),
        (2, Some(&gift))
    );
}
