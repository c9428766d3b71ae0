//! The checkout takes an order's first step; no later event sets its goods aside once more.

use super::*;
use crate::checkout::{PlaceAnswer, place};
use crate::domain::{Detail, PlaceRequest, Quote, QuotedLine};

const AUTO: &str = "[order]\nconfirmed_by = \"auto\"\n";

/// Ten of A at 10.00 each.
fn checkout(desk: &Desk, paid: Number) -> PlaceAnswer {
    checkout_by(desk, paid, (ActorKind::Buyer, &[]))
}

fn checkout_by(desk: &Desk, paid: Number, (kind, roles): (ActorKind, &[&str])) -> PlaceAnswer {
    let context = Context {
        acting: Actor {
            id: "b".into(),
            kind,
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
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    let history = desk.largest.map(|largest| OrderHistory {
        largest,
        currency: "EUR".into(),
    });
    let around = (None, history.as_ref());
    place(&desk.policy, &context, &desk.facts, around, request)
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
        discount: dec!(0),
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

/// Where the order of 100.00 begins, and what is said of confirming it.
fn looked_at(extra: &str, largest: Option<Option<Number>>) -> (OrderState, Vec<&'static str>) {
    let mut desk = Desk::new(extra);
    desk.largest = largest;
    let answer = checkout(&desk, dec!(0));
    let draft = answer.draft.expect("nothing bars placing");
    let effects = answer.verdict.effects.iter();
    let aside = effects.filter(|effect| matches!(effect.action, Action::Reserve(_)));
    let confirmed = draft.states.order == OrderState::Confirmed;
    assert_eq!(
        aside.count(),
        usize::from(confirmed),
        "nothing is set aside of what waits"
    );
    let findings = answer.verdict.findings.iter();
    (
        draft.states.order,
        findings.map(|finding| finding.code).collect(),
    )
}

#[test]
fn no_policy_confirms_an_implausible_order_by_itself() {
    use crate::rules::order_plausible::{HISTORY, IMPLAUSIBLE, MANAGER};
    let waits = |code| (OrderState::AwaitingConfirmation, vec![code]);
    let confirmed = (OrderState::Confirmed, vec![]);
    // Exactly five times the largest order, and a cent more than that.
    assert_eq!(looked_at(AUTO, Some(Some(dec!(20)))), confirmed);
    assert_eq!(looked_at(AUTO, Some(Some(dec!(19.99)))), waits(IMPLAUSIBLE));
    // No order in that time has nothing to compare with; nothing known is another matter.
    assert_eq!(looked_at(AUTO, Some(None)), confirmed);
    assert_eq!(looked_at(AUTO, None), waits(HISTORY));
    let over = format!("{AUTO}[orders]\nimplausible_over = \"100\"\n");
    assert_eq!(looked_at(&over, Some(None)), confirmed);
    let over = format!("{AUTO}[orders]\nimplausible_over = \"99.99\"\n");
    assert_eq!(looked_at(&over, Some(None)), waits(IMPLAUSIBLE));
    let each = format!("{AUTO}[orders]\nmanager_checks = \"each\"\n");
    assert_eq!(looked_at(&each, Some(None)), waits(MANAGER));
    let never = format!("{AUTO}[orders]\nmanager_checks = \"never\"\n");
    assert_eq!(looked_at(&never, None), confirmed);
    // A sum in the shop's currency says nothing of another one.
    let mut desk = Desk::new(&format!("{AUTO}[orders]\nimplausible_over = \"1000\"\n"));
    desk.policy.shop.currency = "RUB".into();
    let answer = checkout(&desk, dec!(0));
    let codes = answer.verdict.findings.iter().map(|finding| finding.code);
    assert_eq!(codes.collect::<Vec<_>>(), [HISTORY]);
    assert_eq!(
        answer.draft.unwrap().states.order,
        OrderState::AwaitingConfirmation
    );
}

#[test]
fn a_rep_s_own_entry_is_confirmed_where_a_rep_may_confirm() {
    let begins = |extra: &str, kind, roles: &[&str]| {
        let desk = Desk::new(extra);
        let draft = checkout_by(&desk, dec!(0), (kind, roles)).draft.unwrap();
        draft.states.order
    };
    let (waits, confirmed) = (OrderState::AwaitingConfirmation, OrderState::Confirmed);
    assert_eq!(begins("", ActorKind::Buyer, &[]), waits);
    assert_eq!(begins("", ActorKind::Rep, &[]), confirmed);
    let senior = "[orders.event.confirm]\nby = [\"role:senior\"]\n";
    assert_eq!(begins(senior, ActorKind::Rep, &[]), waits);
    assert_eq!(begins(senior, ActorKind::Rep, &["senior"]), confirmed);
    // A gate bars him like anybody.
    let each = "[orders]\nmanager_checks = \"each\"\n";
    assert_eq!(begins(each, ActorKind::Rep, &[]), waits);
}
