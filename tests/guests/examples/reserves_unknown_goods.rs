//! Reserves product 99 of warehouse 9 for every order.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::Line;
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::types::{Action, Effect, Reservation};
use comptoir_guests::{Behaviour, answers};

struct ReservesUnknownGoods;

impl Behaviour for ReservesUnknownGoods {
    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let mut answer = answers::placed(answers::cart(contracts, products, lines), lines);
        let goods = lines
            .iter()
            .map(|line| Reservation {
                product: 99,
                warehouse: 9,
                quantity: line.quantity,
            })
            .collect();
        answer.verdict.effects.push(Effect {
            key: "req-1#0".to_owned(),
            action: Action::Reserve(goods),
        });
        answer
    }
}

comptoir_guests::guest!(ReservesUnknownGoods);
