//! Converts by a rate that nobody passed, and prices a day of collection that nobody named.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, DeferredEntry, DeferredLine, Line, UsedRate};
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::values::LocalDate;
use comptoir_guests::{Behaviour, answers};

struct AnswersARateOfItsOwn;

const DAY: LocalDate = LocalDate {
    year: 2026,
    month: 11,
    day: 1,
};

impl Behaviour for AnswersARateOfItsOwn {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer.rates.push(UsedRate {
            from: "EUR".into(),
            to: "RUB".into(),
            value: answers::ZERO,
            day: DAY,
        });
        answer
    }

    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let mut cart = answers::cart(contracts, products, lines);
        cart.deferred = Some(DeferredEntry {
            collected: DAY,
            entered: DAY,
            lines: lines
                .iter()
                .map(|_| DeferredLine {
                    net_then: None,
                    net_now: None,
                    difference: None,
                })
                .collect(),
            difference: None,
        });
        answers::placed(cart, lines)
    }
}

comptoir_guests::guest!(AnswersARateOfItsOwn);
