//! Carries an address that nobody gave.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line, OrderDetail};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::{Behaviour, answers};

struct SendsGoodsElsewhere;

impl Behaviour for SendsGoodsElsewhere {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer.details.push(OrderDetail {
            name: "address".to_owned(),
            value: Some("the guest's own".to_owned()),
            kept: true,
        });
        answer
    }
}

comptoir_guests::guest!(SendsGoodsElsewhere);
