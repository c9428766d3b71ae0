//! Answers every contract in doubloons.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::{Behaviour, answers};

struct AnswersAForeignCurrency;

impl Behaviour for AnswersAForeignCurrency {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        for contract in &mut answer.contract {
            contract.currency = "XDB".to_owned();
        }
        answer
    }
}

comptoir_guests::guest!(AnswersAForeignCurrency);
