//! Answers a cart with 48 MiB of text.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::{Behaviour, answers};

struct AnswersTooMuch;

impl Behaviour for AnswersTooMuch {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        for contract in &mut answer.contract {
            contract.tier = Some("x".repeat(48 << 20));
        }
        answer
    }
}

comptoir_guests::guest!(AnswersTooMuch);
