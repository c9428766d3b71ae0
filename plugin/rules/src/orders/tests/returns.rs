//! Goods that come back: at the boundary and past it, in parts and all at once.

use super::costs::{Draw, drawn};
use super::*;

fn part(sku: &str, quantity: Number) -> GoodsPart {
    GoodsPart {
        sku: sku.into(),
        quantity,
    }
}

/// Ten of A at 10, and 3 of B at 5 with 3 off: 100 + 12, no tax; shipped and not paid.
fn shipped() -> Desk {
    let mut desk = Desk::new("");
    desk.order.lines.push(OrderLine {
        sku: "B".into(),
        quantity: dec!(3),
        net: dec!(5),
        discount: dec!(3),
    });
    desk.order.delivery = dec!(8);
    desk.order.payable = dec!(120);
    desk.order.states.order = OrderState::Confirmed;
    desk.order.states.reservation = ReservationState::Full;
    desk.order.states.shipment = ShipmentState::Full;
    desk
}

#[test]
fn a_part_comes_back_and_then_the_rest_of_it() {
    use ActorKind::{Buyer, Staff};
    let mut desk = shipped();
    let asked = desk.does(Buyer, Event::RequestReturn(vec![part("A", dec!(4))]));
    assert_eq!(asked.states.returns, ReturnState::Requested);
    assert_eq!(asked.returning, [part("A", dec!(4))]);
    assert!(asked.returned.is_empty() && asked.came_back.is_none());
    let first = desk.does(Staff, Event::AcceptReturn(vec![]));
    assert_eq!(first.states.returns, ReturnState::Part);
    let back = first.came_back.unwrap();
    assert_eq!(back.goods, [part("A", dec!(4))]);
    assert_eq!(
        (back.gross, back.redeemed, back.credit),
        (dec!(40), dec!(0), dec!(40))
    );
    assert_eq!((first.payable, first.credited), (dec!(120), dec!(40)));
    assert_eq!(
        first.lines, desk.order.lines,
        "what was ordered stays as it was"
    );
    // Paid to the last unit of what is left to pay.
    let nearly = desk.does(ActorKind::System, Event::SeePayment(dec!(79.99)));
    assert_eq!(nearly.states.payment, PaymentState::Part);
    let paid = desk.does(ActorKind::System, Event::SeePayment(dec!(80)));
    assert_eq!(paid.states.payment, PaymentState::Full);
    // The second return is of what is still there, and names nothing.
    let rest = desk.does(Buyer, Event::RequestReturn(vec![]));
    assert_eq!(rest.returning, [part("A", dec!(6)), part("B", dec!(3))]);
    let last = desk.does(Staff, Event::AcceptReturn(vec![]));
    assert_eq!(last.states.returns, ReturnState::Full);
    assert_eq!(last.returned, [part("A", dec!(10)), part("B", dec!(3))]);
    // Delivery is not given back.
    assert_eq!(last.credited, dec!(112));
    assert_eq!(
        desk.refuses(Buyer, Event::RequestReturn(vec![])),
        ["order.returned", "order.event"]
    );
}

#[test]
fn no_more_comes_back_than_was_shipped_less_what_came_back() {
    use ActorKind::{Buyer, Staff};
    let mut desk = shipped();
    let ask = |sku: &str, quantity| Event::RequestReturn(vec![part(sku, quantity)]);
    assert_eq!(
        desk.refuses(Buyer, ask("A", dec!(10.001))),
        ["order.returned"]
    );
    assert_eq!(desk.refuses(Buyer, ask("C", dec!(1))), ["order.returned"]);
    assert_eq!(desk.refuses(Buyer, ask("A", dec!(0))), ["order.returned"]);
    desk.does(Buyer, ask("A", dec!(10)));
    // No more is accepted than was asked for; less is.
    let accept = |quantity| Event::AcceptReturn(vec![part("A", quantity)]);
    assert_eq!(
        desk.refuses(Staff, accept(dec!(10.001))),
        ["order.returned"]
    );
    let other = Event::AcceptReturn(vec![part("B", dec!(1))]);
    assert_eq!(desk.refuses(Staff, other), ["order.returned"]);
    let some = desk.does(Staff, accept(dec!(9)));
    assert_eq!(
        (some.states.returns, some.credited),
        (ReturnState::Part, dec!(90))
    );
    assert!(some.returning.is_empty());
    assert_eq!(
        desk.refuses(Buyer, ask("A", dec!(1.001))),
        ["order.returned"]
    );
    desk.does(Buyer, ask("A", dec!(1)));
    // What is refused leaves what came back before.
    let refused = desk.does(Staff, Event::RefuseReturn);
    assert_eq!(refused.states.returns, ReturnState::Part);
    assert_eq!(refused.returned, [part("A", dec!(9))]);
    assert!(refused.returning.is_empty());
}

#[test]
fn of_an_order_shipped_in_part_that_part_comes_back() {
    use ActorKind::{Buyer, Staff};
    let mut desk = shipped();
    desk.order.states.shipment = ShipmentState::Part;
    let ask = |quantity| Event::RequestReturn(vec![part("A", quantity)]);
    // What was shipped is not told.
    assert_eq!(desk.refuses(Buyer, ask(dec!(1))), ["facts.contradictory"]);
    desk.order.shipped = vec![part("A", dec!(2))];
    assert_eq!(desk.refuses(Buyer, ask(dec!(2.001))), ["order.returned"]);
    let all = desk.does(Buyer, Event::RequestReturn(vec![]));
    assert_eq!(all.returning, [part("A", dec!(2))]);
    let back = desk.does(Staff, Event::AcceptReturn(vec![]));
    // The rest of the order may still be shipped.
    assert_eq!(
        (back.states.returns, back.credited),
        (ReturnState::Part, dec!(20))
    );
    let other = desk.does(Staff, Event::Ship(Extent::Full));
    assert_eq!(other.states.shipment, ShipmentState::Full);
}

#[test]
fn a_part_that_comes_back_of_a_paid_and_delivered_order_completes_it() {
    use ActorKind::{Buyer, Staff, System};
    let mut desk = shipped();
    desk.does(Buyer, Event::RequestReturn(vec![part("B", dec!(3))]));
    desk.does(System, Event::SeePayment(dec!(108)));
    let delivered = desk.does(Staff, Event::Deliver);
    assert_eq!(delivered.states.order, OrderState::Confirmed);
    let back = desk.does(Staff, Event::AcceptReturn(vec![]));
    assert_eq!(back.credited, dec!(12), "3 at 5, less 3");
    assert_eq!(back.states.payment, PaymentState::Full);
    assert_eq!(back.states.order, OrderState::Completed);
}

#[test]
fn facts_that_contradict_a_return_decide_nothing() {
    use ActorKind::{Buyer, Staff};
    let mut desk = shipped();
    desk.order.returned = vec![part("A", dec!(11))];
    let all = || Event::RequestReturn(vec![]);
    assert_eq!(desk.refuses(Buyer, all()), ["facts.contradictory"]);
    desk.order.returned = vec![part("A", dec!(5))];
    desk.order.credited = dec!(49.99);
    desk.does(Buyer, all());
    let accept = || Event::AcceptReturn(vec![]);
    assert_eq!(desk.refuses(Staff, accept()), ["facts.contradictory"]);
    desk.order.credited = dec!(50);
    desk.order.returning = vec![part("A", dec!(6))];
    assert_eq!(desk.refuses(Staff, accept()), ["facts.contradictory"]);
}

/// However an order comes back, its parts add up to the whole, and what is left to pay is what the invoice of the
/// goods that stay would ask.
#[test]
fn parts_that_come_back_add_up_to_the_whole() {
    let mut draw = Draw(13);
    for _ in 0..1_000 {
        let mut desk = drawn(&mut draw, "ask");
        desk.order.states.reservation = ReservationState::Full;
        desk.order.states.shipment = ShipmentState::Full;
        let order = desk.order.clone();
        let goods = order.payable - order.delivery + order.redeemed;
        let (mut gross, mut redeemed) = (Number::ZERO, Number::ZERO);
        for step in 0.. {
            let wish = match (step, draw.below(4)) {
                (0..5, 0) => vec![part("A", Number::from(1 + draw.below(3)))],
                (0..5, 1) => vec![part("B", Number::from(1 + draw.below(3)))],
                (0..5, 2) => vec![part("A", dec!(1)), part("B", dec!(1))],
                (0..5, _) => continue,
                _ => vec![],
            };
            let asked = desk.ask(ActorKind::Buyer, Event::RequestReturn(wish));
            if asked.status != Status::Applied {
                continue;
            }
            desk.take(&asked);
            let back = desk.does(ActorKind::Staff, Event::AcceptReturn(vec![]));
            let came_back = back.came_back.unwrap();
            assert!(came_back.gross >= Number::ZERO && came_back.redeemed >= Number::ZERO);
            assert_eq!(came_back.credit, came_back.gross - came_back.redeemed);
            gross += came_back.gross;
            redeemed += came_back.redeemed;
            assert_eq!(back.credited, gross - redeemed, "{order:?}");
            assert!(back.credited <= order.payable - order.delivery);
            if back.states.returns == ReturnState::Full {
                break;
            }
        }
        assert_eq!((gross, redeemed), (goods, order.redeemed), "{order:?}");
        assert_eq!(desk.order.due(), order.delivery);
    }
}
