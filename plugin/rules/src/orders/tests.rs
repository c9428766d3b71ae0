mod corrections;
mod costs;
mod placing;
mod reservations;
mod returns;

use super::*;
use crate::domain::{
    Action, ActorKind, Applied, Day, Event, Extent, GoodsPart, Line, OrderState, PaymentState,
    Product, Receivable, Receivables, ReservationState, ReturnState, ShipmentState, TimerKind,
};
use crate::made_up;
use rust_decimal::dec;

const HOUR: i64 = 3_600_000;

fn policy(extra: &str) -> Policy {
    let text = format!(
        "[shop]\ncurrency = \"EUR\"\n[contract.c]\ndefault = true\nprice_list = \"list\"\n[[tax]]\nid = \"std\"\nrate = \"0%\"\n{extra}"
    );
    match crate::policy::load(&text) {
        Ok(loaded) => loaded.policy,
        Err(issues) => panic!("{issues:#?}"),
    }
}

fn product(sku: &str) -> Product {
    Product {
        weight: Some(dec!(1)),
        volume: Some(dec!(1)),
        ..made_up::product(sku, made_up::costs(dec!(10)))
    }
}

/// A client without debt; two products at 10.00 each.
fn facts(debt: Option<Day>) -> Facts {
    let owed = debt.map(|due| Receivable {
        id: "INV".into(),
        entity: "e".into(),
        contract: None,
        order: None,
        currency: "EUR".into(),
        amount: dec!(7),
        paid: dec!(0),
        shipped: Some(due),
        due: Some(due),
    });
    let mut facts = made_up::facts(
        made_up::contract("c", "EUR"),
        vec![made_up::price_list("list", "EUR")],
        vec![product("A"), product("B")],
        vec![
            made_up::in_stock(0, dec!(100)),
            made_up::in_stock(1, dec!(100)),
        ],
    );
    facts.products.tax_classes = vec!["std".into()];
    facts.receivables = Some(Receivables {
        items: owed.into_iter().collect(),
        grants: vec![],
        limits: vec![],
        orders: Some(vec![]),
    });
    facts
}

fn order() -> Order {
    Order {
        id: "W-1".into(),
        version: "1".into(),
        buyer: "b".into(),
        entity: "e".into(),
        contract: None,
        currency: "EUR".into(),
        warehouses: vec![],
        states: States {
            order: OrderState::New,
            reservation: ReservationState::None,
            payment: PaymentState::Unpaid,
            shipment: ShipmentState::None,
            returns: ReturnState::None,
            step: None,
        },
        lines: vec![OrderLine {
            sku: "A".into(),
            quantity: dec!(10),
            net: dec!(10),
            discount: dec!(0),
        }],
        delivery: dec!(0),
        redeemed: dec!(0),
        accrues: dec!(0),
        credited: dec!(0),
        shipped: vec![],
        returning: vec![],
        returned: vec![],
        payable: dec!(100),
        paid: dec!(0),
        released: None,
        proposal: None,
        timers: vec![],
        applied: vec![],
    }
}

/// A shop with one order, at one moment.
struct Desk {
    policy: Policy,
    facts: Facts,
    order: Order,
    now: i64,
    largest: Option<Option<Number>>,
}

impl Desk {
    fn new(extra: &str) -> Self {
        Self {
            policy: policy(extra),
            facts: facts(None),
            order: order(),
            now: 0,
            largest: Some(None),
        }
    }

    fn ask(&self, kind: ActorKind, event: Event) -> FireAnswer {
        let context = Context {
            acting: Actor {
                id: "somebody".into(),
                kind,
            },
            principal: "b".into(),
            instant: self.now,
            today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            request_id: "r".into(),
        };
        let history = self.largest.map(|largest| OrderHistory {
            largest,
            currency: "EUR".into(),
        });
        // Nine to six, every day.
        let working: Vec<WorkingTime> = (0..400)
            .map(|day| WorkingTime {
                start: (24 * day + 9) * HOUR,
                end: (24 * day + 18) * HOUR,
            })
            .collect();
        let request = FireRequest {
            key: format!("{}@{}", event.name(), self.now),
            digest: "d".into(),
            version: None,
            reason: Some("why".into()),
            roles: vec!["manager".into()],
            event,
        };
        let around = (Some(working.as_slice()), history.as_ref());
        fire(
            &self.policy,
            &context,
            &self.facts,
            &self.order,
            around,
            &request,
        )
    }

    /// Fires and keeps what came of it.
    fn does(&mut self, kind: ActorKind, event: Event) -> FireAnswer {
        let key = format!("{}@{}", event.name(), self.now);
        let answer = self.ask(kind, event);
        assert_eq!(answer.status, Status::Applied, "{:#?}", answer.verdict);
        self.take(&answer);
        self.order.applied.push(Applied {
            key,
            digest: "d".into(),
        });
        answer
    }

    /// Keeps what came of an event.
    fn take(&mut self, answer: &FireAnswer) {
        self.order.states = answer.states.clone();
        self.order.lines.clone_from(&answer.lines);
        self.order.redeemed = answer.redeemed;
        self.order.accrues = answer.accrues;
        self.order.credited = answer.credited;
        self.order.returning.clone_from(&answer.returning);
        self.order.returned.clone_from(&answer.returned);
        self.order.payable = answer.payable;
        self.order.paid = answer.paid;
        self.order.released = answer.released;
        self.order.proposal.clone_from(&answer.proposal);
        self.order.timers.clone_from(&answer.timers);
        self.now += 1;
    }

    /// Why nothing changed.
    fn refuses(&self, kind: ActorKind, event: Event) -> Vec<&'static str> {
        let answer = self.ask(kind, event);
        assert_eq!(answer.status, Status::Refused, "{:#?}", answer.states);
        assert_eq!(answer.states, self.order.states);
        assert!(answer.verdict.effects.is_empty() && answer.history.is_none());
        let bars =
            |finding: &&crate::domain::Finding| finding.outcome > crate::domain::Outcome::Adjust;
        for finding in answer.verdict.findings.iter().filter(bars) {
            assert!(!finding.remedies.is_empty(), "{}", finding.code);
        }
        let findings = answer.verdict.findings.iter().filter(bars);
        let mut codes: Vec<_> = findings.map(|finding| finding.code).collect();
        codes.dedup();
        codes
    }

    fn timer(&self, kind: TimerKind) -> Option<i64> {
        let timer = self.order.timers.iter().find(|timer| timer.kind == kind);
        timer.and_then(|timer| timer.at)
    }
}

fn goods(answer: &FireAnswer) -> Vec<&'static str> {
    let effects = answer.verdict.effects.iter();
    effects
        .filter_map(|effect| match effect.action {
            Action::ReserveOrder(_) => Some("reserve"),
            Action::ReleaseOrder(_) => Some("release"),
            Action::RequestReservation(_) => Some("request"),
            _ => None,
        })
        .collect()
}

fn labels(desk: &mut Desk, story: Vec<(ActorKind, Event)>) -> Vec<String> {
    story
        .into_iter()
        .map(|(kind, event)| desk.does(kind, event).label.label)
        .collect()
}

#[test]
fn a_life_from_placing_to_the_archive() {
    use ActorKind::{Buyer, Rep, Staff, System};
    let mut desk = Desk::new("");
    let seen = labels(
        &mut desk,
        vec![
            (Buyer, Event::Place),
            (Rep, Event::Confirm),
            (System, Event::SeePayment(dec!(30))),
            (System, Event::SeePayment(dec!(100))),
            (Staff, Event::Ship(Extent::Part)),
            (Staff, Event::Ship(Extent::Full)),
            (Staff, Event::Deliver),
            (Buyer, Event::RequestReturn(vec![])),
            (Staff, Event::AcceptReturn(vec![])),
        ],
    );
    assert_eq!(
        seen,
        [
            "processing",
            "reserved",
            "paid-in-part",
            "paid",
            "shipped-in-part",
            "shipped",
            "closed",
            "return",
            "closed",
        ]
    );
    let archive = desk.timer(TimerKind::Archive).unwrap();
    desk.now = archive - 1;
    assert_eq!(desk.refuses(System, Event::Archive), ["order.early"]);
    desk.now = archive;
    assert_eq!(
        desk.does(System, Event::Archive).label.closed,
        Some("completed")
    );
}

#[test]
fn a_rep_s_own_entry_and_automatic_confirmation_pass_the_gates_or_wait() {
    let mut own = Desk::new("");
    let answer = own.does(ActorKind::Rep, Event::Place);
    assert_eq!(answer.states.order, OrderState::Confirmed);
    assert_eq!(goods(&answer), ["reserve"]);
    let mut indebted = Desk::new("[order]\nconfirmed_by = \"auto\"\n");
    indebted.facts = facts(Day::from_ymd_opt(2026, 3, 1));
    let answer = indebted.does(ActorKind::Buyer, Event::Place);
    assert_eq!(answer.states.order, OrderState::AwaitingConfirmation);
    assert!(goods(&answer).is_empty());
    // Nor does the system confirm it afterwards.
    assert_eq!(
        indebted.refuses(ActorKind::System, Event::Confirm),
        ["credit.overdue"]
    );
    indebted.facts = facts(None);
    indebted.does(ActorKind::System, Event::Confirm);
}

#[test]
fn what_an_event_needs_is_needed_too_where_another_brings_it_about() {
    let mut unpaid = Desk::new("[orders.event.confirm]\nneeds_payment = \"part\"\n");
    let placed = unpaid.ask(ActorKind::Rep, Event::Place);
    assert_eq!(placed.states.order, OrderState::AwaitingConfirmation);
    unpaid.does(ActorKind::Rep, Event::Place);
    assert_eq!(
        unpaid.refuses(ActorKind::Rep, Event::Confirm),
        ["order.needs"]
    );
    let mut head = Desk::new("[orders.event.confirm]\nby = [\"role:head\"]\n");
    let placed = head.does(ActorKind::Rep, Event::Place);
    assert_eq!(placed.states.order, OrderState::AwaitingConfirmation);
    let mut aside = Desk::new("[orders.event.reserve]\nneeds_payment = \"part\"\n");
    let placed = aside.does(ActorKind::Rep, Event::Place);
    assert_eq!(placed.states.order, OrderState::Confirmed);
    assert!(goods(&placed).is_empty());
    assert_eq!(
        aside.refuses(ActorKind::Staff, Event::Reserve),
        ["order.needs"]
    );
}

#[test]
fn the_credit_gate_stands_again_at_every_stage_whatever_was_done_before() {
    let mut desk = Desk::new("");
    desk.does(ActorKind::Rep, Event::Place);
    desk.facts = facts(Day::from_ymd_opt(2026, 3, 1));
    let ship = Event::Ship(Extent::Full);
    assert_eq!(
        desk.refuses(ActorKind::Staff, ship.clone()),
        ["credit.overdue"]
    );
    // Reopening and confirming anew is no way round, nor is cancelling and reopening.
    desk.does(ActorKind::Staff, Event::Reopen);
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Confirm),
        ["credit.overdue"]
    );
    desk.does(ActorKind::Staff, Event::Cancel);
    desk.does(ActorKind::Staff, Event::Reopen);
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Confirm),
        ["credit.overdue"]
    );
    desk.facts.receivables = None;
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Confirm),
        ["credit.unknown"]
    );
}

#[test]
fn implausible_orders_wait_for_the_manager_up_to_the_sum_he_saw() {
    let mut desk = Desk::new("");
    desk.largest = Some(Some(dec!(19.99)));
    desk.does(ActorKind::Buyer, Event::Place);
    assert_eq!(
        desk.refuses(ActorKind::Rep, Event::Confirm),
        ["order.implausible"]
    );
    desk.does(ActorKind::Staff, Event::Release);
    assert_eq!(desk.order.released, Some(dec!(100)));
    desk.does(ActorKind::Rep, Event::Confirm);
    let mut unknown = Desk::new("");
    unknown.largest = None;
    unknown.does(ActorKind::Buyer, Event::Place);
    assert_eq!(
        unknown.refuses(ActorKind::Rep, Event::Confirm),
        ["order.history"]
    );
}

#[test]
fn nobody_confirms_in_time_and_people_are_told_once() {
    let mut desk = Desk::new("");
    desk.now = 10 * HOUR;
    desk.does(ActorKind::Buyer, Event::Place);
    assert_eq!(desk.timer(TimerKind::Confirmation), Some(18 * HOUR));
    desk.now = 18 * HOUR - 1;
    assert_eq!(
        desk.refuses(ActorKind::System, Event::Escalate),
        ["order.early"]
    );
    desk.now = 18 * HOUR;
    let told = desk.does(ActorKind::System, Event::Escalate);
    assert_eq!(told.states.order, OrderState::AwaitingConfirmation);
    assert_eq!(told.verdict.effects.len(), 2);
    assert_eq!(
        desk.refuses(ActorKind::System, Event::Escalate),
        ["order.event"]
    );
    assert_eq!(
        desk.refuses(ActorKind::System, Event::Confirm),
        ["order.actor"]
    );
}

#[test]
fn a_repeat_changes_nothing_and_another_body_is_a_conflict() {
    let mut desk = Desk::new("");
    desk.does(ActorKind::Buyer, Event::Place);
    desk.order.applied.push(Applied {
        key: format!("confirm@{}", desk.now),
        digest: "d".into(),
    });
    let repeat = desk.ask(ActorKind::Rep, Event::Confirm);
    assert_eq!(repeat.status, Status::AlreadyApplied);
    assert!(repeat.verdict.effects.is_empty() && repeat.history.is_none());
    desk.order.applied[1].digest = "other".into();
    assert_eq!(
        desk.ask(ActorKind::Rep, Event::Confirm).status,
        Status::Conflict
    );
}

#[test]
fn facts_that_contradict_each_other_decide_nothing() {
    let mut desk = Desk::new("");
    desk.order.buyer = "another".into();
    assert_eq!(
        desk.refuses(ActorKind::Staff, Event::Cancel),
        ["facts.contradictory"]
    );
    let mut desk = Desk::new("");
    desk.order.states.step = Some("nowhere".into());
    assert_eq!(
        desk.refuses(ActorKind::Buyer, Event::Place),
        ["facts.contradictory"]
    );
}

#[test]
fn due_timers_ring_once_and_none_for_what_is_no_more() {
    let mut desk = Desk::new("");
    desk.does(ActorKind::Rep, Event::Place);
    let ask = |desk: &Desk, now| {
        let context = Context {
            acting: Actor {
                id: "timer".into(),
                kind: ActorKind::System,
            },
            principal: "b".into(),
            instant: now,
            today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            request_id: "r".into(),
        };
        due(
            &desk.policy,
            &context,
            std::slice::from_ref(&desk.order),
            None,
        )
    };
    let at = 72 * HOUR;
    assert!(ask(&desk, at - 1).due.is_empty());
    assert_eq!(ask(&desk, at - 1).next, Some(at));
    let rung = ask(&desk, at).due;
    assert_eq!((rung.len(), rung[0].key.as_str()), (1, "W-1/reservation/0"));
    desk.order.states.payment = PaymentState::Full;
    assert!(ask(&desk, at).due.is_empty());
    desk.order.states.order = OrderState::AwaitingConfirmation;
    desk.order.timers[0].kind = TimerKind::Confirmation;
    desk.order.timers[0].at = None;
    let answer = ask(&desk, at);
    assert!(answer.due.is_empty());
    assert_eq!(answer.verdict.findings[0].code, "order.calendar");
}
