//! Burns one bonus more than a lot holds, and redeems one more than the balance.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{BonusSummary, CartAnswer, Line};
use comptoir_guests::facts::{Contract, Loyalty, Products};
use comptoir_guests::loyalty::SettleAnswer;
use comptoir_guests::types::{Action, LotPart};
use comptoir_guests::values::Decimal;
use comptoir_guests::{Behaviour, answers};

struct OverdrawsALot;

const fn whole(coefficient: i64) -> Decimal {
    Decimal {
        coefficient,
        scale: 0,
    }
}

impl Behaviour for OverdrawsALot {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer.bonus = Some(BonusSummary {
            version: String::new(),
            balance: whole(60),
            redeemable: Some(whole(61)),
            redeemed: whole(61),
            accrues: None,
            rate: None,
            stage: None,
        });
        if let Some(totals) = &mut answer.totals {
            totals.payable = whole(-61);
        }
        answer
    }

    fn settle(_: &Loyalty) -> SettleAnswer {
        answers::settled(vec![Action::Expire(vec![LotPart {
            lot: 0,
            amount: whole(61),
        }])])
    }
}

comptoir_guests::guest!(OverdrawsALot);
