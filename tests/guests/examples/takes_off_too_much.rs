//! Takes a discount of 1 off a line that costs nothing.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line, LineDiscount, PromoSummary};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct TakesOffTooMuch;

const ONE: Decimal = Decimal {
    coefficient: 1,
    scale: 0,
};

impl Behaviour for TakesOffTooMuch {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer.promo = Some(PromoSummary {
            promo: String::new(),
            code: String::new(),
            discount: ONE,
            lines: vec![LineDiscount {
                line: 0,
                amount: ONE,
            }],
            gift: None,
            free_delivery: false,
            applies: true,
        });
        answer
    }
}

comptoir_guests::guest!(TakesOffTooMuch);
