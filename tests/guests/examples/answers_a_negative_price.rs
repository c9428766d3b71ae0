//! Sells at -1.00.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct AnswersANegativePrice;

impl Behaviour for AnswersANegativePrice {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        for line in &mut answer.lines {
            line.price = Some(answers::price(Decimal {
                coefficient: -100,
                scale: 2,
            }));
        }
        answer
    }
}

comptoir_guests::guest!(AnswersANegativePrice);
