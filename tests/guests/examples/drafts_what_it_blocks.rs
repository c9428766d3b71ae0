//! Bars placing and drafts the order all the same.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::Line;
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::types::Outcome;
use comptoir_guests::{Behaviour, answers};

struct DraftsWhatItBlocks;

impl Behaviour for DraftsWhatItBlocks {
    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let mut answer = answers::placed(answers::cart(contracts, products, lines), lines);
        answer.verdict.outcome = Outcome::Block;
        answer
    }
}

comptoir_guests::guest!(DraftsWhatItBlocks);
