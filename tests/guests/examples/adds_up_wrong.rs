//! Prices every article at 1, and adds up wrong as the first line's field `lie` says.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::types::TaxMode;
use comptoir_guests::{Behaviour, answers};

struct AddsUpWrong;

impl Behaviour for AddsUpWrong {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::priced(contracts, products, lines);
        let Some(totals) = &mut answer.totals else {
            return answer;
        };
        match answers::lie(lines) {
            "a line" => answer.lines[0].sum = Some(answers::ONE),
            "no sum" => answer.lines[0].sum = None,
            "the lines" => totals.line_sum = answers::ONE,
            "all of it" => {
                (totals.net, totals.gross, totals.payable) =
                    (answers::ZERO, answers::ZERO, answers::ZERO);
                totals.taxes.clear();
            }
            "a class" => totals.taxes[0].base = answers::ONE,
            "the mode" => totals.mode = TaxMode::Inclusive,
            _ => {}
        }
        answer
    }
}

comptoir_guests::guest!(AddsUpWrong);
