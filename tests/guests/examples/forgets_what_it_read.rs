//! Names no fact that it read: neither the contract, nor a product, nor its stock, as the first line's field `lie` says.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::Line;
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::types::FactGroup;
use comptoir_guests::{Behaviour, answers};

struct ForgetsWhatItRead;

impl Behaviour for ForgetsWhatItRead {
    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let mut answer = answers::placed(answers::cart(contracts, products, lines), lines);
        let forgotten = match answers::lie(lines) {
            "contract" => Some(FactGroup::Contracts),
            "product" => Some(FactGroup::Products),
            "stock" => Some(FactGroup::Stock),
            _ => None,
        };
        let used = &mut answer.verdict.facts_used;
        used.retain(|used| Some(used.group) != forgotten);
        answer
    }
}

comptoir_guests::guest!(ForgetsWhatItRead);
