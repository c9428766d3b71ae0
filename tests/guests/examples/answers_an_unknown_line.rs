//! Speaks of line 99, whatever was asked.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::types::Subject;
use comptoir_guests::{Behaviour, answers};

struct AnswersAnUnknownLine;

impl Behaviour for AnswersAnUnknownLine {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer
            .verdict
            .findings
            .push(answers::notice(Subject::Line(99)));
        answer
    }
}

comptoir_guests::guest!(AnswersAnUnknownLine);
