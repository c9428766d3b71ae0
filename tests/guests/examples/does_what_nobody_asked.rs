//! Adds effects that the call has no place for, as the first line's field `lie`, the version of the bonus facts
//! or the id of the request says.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Loyalty, Products};
use comptoir_guests::loyalty::SettleAnswer;
use comptoir_guests::orders::{FireAnswer, Order, ReservationState};
use comptoir_guests::types::{Action, Context, KeptDetail, LotPart, NewLot, Reservation};
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct DoesWhatNobodyAsked;

fn earn(order: &str, coefficient: i64) -> Action {
    Action::Earn(NewLot {
        order: order.to_owned(),
        amount: whole(coefficient),
        earned: answers::DAY,
    })
}

fn whole(coefficient: i64) -> Decimal {
    Decimal {
        coefficient,
        scale: 0,
    }
}

fn part(amount: i64) -> Vec<LotPart> {
    vec![LotPart {
        lot: 0,
        amount: whole(amount),
    }]
}

fn request(id: &str) -> Action {
    Action::RequestReservation(id.to_owned())
}

fn reserve(product: u32) -> Action {
    Action::Reserve(vec![Reservation {
        product,
        warehouse: 0,
        quantity: answers::ONE,
    }])
}

fn keep() -> Action {
    Action::KeepDetails(Vec::<KeptDetail>::new())
}

impl Behaviour for DoesWhatNobodyAsked {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        if answers::lie(lines) == "a cart" {
            answer.verdict.effects = answers::effects("req-1", vec![reserve(0)]);
        }
        answer
    }

    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let mut answer = answers::placed(Self::evaluate(contracts, products, lines), lines);
        let actions = match answers::lie(lines) {
            "earn" => vec![earn("order-1", 1)],
            "release" => vec![Action::ReleaseOrder("another".to_owned())],
            "request" => vec![request("another")],
            "reserve" => vec![reserve(1)],
            "promo" => vec![Action::UsePromo("another".to_owned())],
            "keep" | "one key" => vec![keep(), keep()],
            _ => vec![],
        };
        answer.verdict.effects = answers::effects("req-1", actions);
        if answers::lie(lines) == "one key" {
            answer.verdict.effects[1].key = "req-1#0".to_owned();
        }
        if let Some(draft) = &mut answer.draft {
            draft.states.reservation = match answers::lie(lines) {
                "request" => ReservationState::Requested,
                "reserve" => ReservationState::Full,
                _ => ReservationState::None,
            };
        }
        answer
    }

    fn fire(order: Order, context: &Context) -> FireAnswer {
        let actions = match context.request_id.as_str() {
            "earn" => vec![earn(&order.id, 1)],
            "redeem" => vec![Action::Redeem(part(1))],
            _ => vec![],
        };
        answers::applied(order, context, actions)
    }

    fn settle(facts: &Loyalty) -> SettleAnswer {
        let (actions, earned, given_back) = match facts.version.as_str() {
            "a million" => (vec![earn("order-1", 1_000_000)], 1_000_000, 0),
            "another order" => (vec![earn("another", 1)], 1, 0),
            "untold" => (vec![earn("order-1", 1)], 0, 0),
            "redeem" => (vec![Action::Redeem(part(1))], 0, 0),
            "expire" => (vec![Action::Expire(part(1))], 0, 0),
            "give back" => (vec![Action::GiveBack(part(1))], 0, 1),
            "reverse" => (vec![Action::Reverse(part(2))], -2, 0),
            _ => (vec![], 0, 0),
        };
        SettleAnswer {
            earned: whole(earned),
            given_back: whole(given_back),
            ..answers::settled(actions)
        }
    }
}

comptoir_guests::guest!(DoesWhatNobodyAsked);
