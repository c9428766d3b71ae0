//! Applies every event of an order, and changes what the request's id says.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::orders::{
    CameBack, FireAnswer, GoodsPart, HistoryEntry, LineTax, Order, OrderLine, OrderState,
    PaymentState, Proposal, ReservationState, ReturnState, Split, States, Status,
};
use comptoir_guests::types::{Action, Context};
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct RewritesTheOrder;

fn whole(coefficient: i64) -> Decimal {
    Decimal {
        coefficient,
        scale: 0,
    }
}

/// So many `sku` at so much.
fn line(sku: &str, quantity: i64, net: i64) -> OrderLine {
    OrderLine {
        sku: sku.to_owned(),
        quantity: whole(quantity),
        net: whole(net),
        discount: answers::ZERO,
    }
}

fn proposal(payable: i64) -> Option<Proposal> {
    Some(Proposal {
        lines: vec![line("A", 1, 10)],
        payable: whole(payable),
        taxes: vec![],
        redeemed: answers::ZERO,
        accrues: answers::ZERO,
    })
}

/// Half of it, and the rest as goods that are set aside.
fn apart(answer: &mut FireAnswer) {
    answer.lines[0].quantity.coefficient = 1;
    answer.payable = whole(10);
    answer.states.reservation = ReservationState::Full;
    answer.split = Some(Split {
        lines: vec![line("A", 1, 10)],
        taxes: vec![],
        redeemed: answers::ZERO,
        accrues: answers::ZERO,
        payable: whole(10),
        paid: answers::ZERO,
        states: States {
            order: OrderState::Confirmed,
            ..answer.states.clone()
        },
    });
}

fn tax(line: u32) -> LineTax {
    LineTax {
        line,
        class: "standard".to_owned(),
        rate: answers::ZERO,
    }
}

/// So many of `A`, for so much; all of the order.
fn came_back(answer: &mut FireAnswer, quantity: i64, credit: i64) {
    let goods = vec![GoodsPart {
        sku: "A".to_owned(),
        quantity: whole(quantity),
    }];
    answer.returned.clone_from(&goods);
    answer.credited = whole(credit);
    answer.states.returns = ReturnState::Full;
    answer.came_back = Some(CameBack {
        goods,
        gross: whole(credit),
        redeemed: answers::ZERO,
        credit: whole(credit),
    });
}

impl Behaviour for RewritesTheOrder {
    fn fire(order: Order, context: &Context) -> FireAnswer {
        let (asked, id) = (context.request_id.as_str(), order.id.clone());
        let actions = match asked {
            "set aside twice" => vec![Action::ReserveOrder(id.clone()), Action::ReserveOrder(id)],
            "set aside for another" => vec![Action::ReserveOrder("another".to_owned())],
            "let go" => vec![Action::ReleaseOrder(id)],
            _ => vec![],
        };
        let mut answer = answers::applied(order, context, actions);
        let states = &mut answer.states;
        match asked {
            "refused" => {
                answer.status = Status::Refused;
                (answer.history, answer.payable) = (None, answers::ZERO);
            }
            "payable" => answer.payable = answers::ZERO,
            "lines" => answer.lines.clear(),
            "released" => answer.released = Some(whole(1_000)),
            "proposal" => answer.proposal = proposal(10),
            "paid" => states.payment = PaymentState::Full,
            "another price" => (answer.lines[0].net, answer.payable) = (whole(9), whole(9)),
            "for nothing" => answer.payable = answers::ZERO,
            "more" => (answer.lines[0].quantity, answer.payable) = (whole(5), whole(50)),
            "costs more" => answer.payable = whole(11),
            "another article" => answer.lines.push(line("B", 1, 0)),
            "asked" => {
                states.order = OrderState::AwaitingConsent;
                answer.proposal = proposal(1);
            }
            "agreed" => {
                states.order = OrderState::AwaitingConfirmation;
                (answer.proposal, answer.payable) = (None, whole(1));
            }
            "split" => apart(&mut answer),
            "granted" => {
                answer.lines[0].quantity.coefficient -= 1;
                states.reservation = ReservationState::Full;
            }
            "set aside" | "set aside twice" | "set aside for another" => {
                states.order = OrderState::Confirmed;
                states.reservation = ReservationState::Full;
            }
            "granted anew" => states.reservation = ReservationState::Full,
            "part" => states.reservation = ReservationState::Part,
            "repeat" => {
                (answer.status, answer.history) = (Status::AlreadyApplied, None);
            }
            "conflict" => (answer.status, answer.history) = (Status::Conflict, None),
            "blames another" => {
                answer.history = answer.history.map(|entry| HistoryEntry {
                    by: "another".to_owned(),
                    ..entry
                });
            }
            "taxed" => answer.taxes = vec![tax(0)],
            "taxed elsewhere" => answer.taxes = vec![tax(1)],
            "brings more" => answer.accrues = whole(5),
            "credits" => answer.credited = whole(10),
            "comes back" => came_back(&mut answer, 1, 10),
            "two come back" => came_back(&mut answer, 2, 10),
            "half is credited" => came_back(&mut answer, 1, 5),
            "forgets" => answer.verdict.facts_used.clear(),
            _ => {}
        }
        answer
    }
}

comptoir_guests::guest!(RewritesTheOrder);
