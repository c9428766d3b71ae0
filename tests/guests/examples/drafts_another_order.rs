//! Drafts another order than its cart, as the first line's field `lie` says; each article costs 1.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::Line;
use comptoir_guests::checkout::PlaceAnswer;
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::orders::PaymentState;
use comptoir_guests::types::Outcome;
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct DraftsAnotherOrder;

const CENT: Decimal = Decimal {
    coefficient: 1,
    scale: 2,
};

impl Behaviour for DraftsAnotherOrder {
    fn place(contracts: &[Contract], products: &Products, lines: &[Line]) -> PlaceAnswer {
        let cart = answers::priced(contracts, products, lines);
        let mut answer = answers::placed(cart, lines);
        let Some(draft) = &mut answer.draft else {
            return answer;
        };
        match answers::lie(lines) {
            "payable" => draft.payable = CENT,
            "gross" => draft.gross = CENT,
            "delivery" => draft.delivery = CENT,
            "discount" => draft.lines[0].discount = CENT,
            "redeemed" => draft.redeemed = CENT,
            "no lines" => draft.lines.clear(),
            "other goods" => draft.lines.swap(0, 1),
            "paid" => draft.states.payment = PaymentState::Full,
            "barred" => answer.cart.stages[1].outcome = Outcome::Hold,
            "another article" => answer.cart.lines[0].product = Some(1),
            _ => {}
        }
        answer
    }
}

comptoir_guests::guest!(DraftsAnotherOrder);
