//! An order's end: each occasion has its own effects, and the sums told are those that they move.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{Check, demand, number};
use crate::bindings::comptoir::rules::types::{Action, LotPart};
use crate::bindings::exports::comptoir::rules::loyalty::{Occasion, SettleAnswer, SettledOrder};
use crate::error::CallError;
use crate::values::{Decimal, LocalDate};

/// What the effects move, by kind.
#[derive(Default)]
struct Moved {
    earned: Number,
    given_back: BTreeMap<u32, Number>,
    reversed: Number,
    expired: Number,
}

fn all(parts: &[LotPart]) -> Result<Number, CallError> {
    parts.iter().try_fold(Number::ZERO, |sum, part| {
        Ok(sum.saturating_add(number(part.amount, "a part of a lot")?))
    })
}

fn by_lot(sums: &mut BTreeMap<u32, Number>, parts: &[LotPart]) -> Check {
    for part in parts {
        let sum = sums.entry(part.lot).or_default();
        *sum = sum.saturating_add(number(part.amount, "a part of a lot")?);
    }
    Ok(())
}

fn foreign() -> Check {
    demand(false, || {
        "bonuses move by an occasion of another kind".to_owned()
    })
}

/// What became of the lots on `today`.
pub(in crate::hooks) fn check(
    answer: &SettleAnswer,
    occasion: &Occasion,
    today: LocalDate,
) -> Check {
    let mut moved = Moved::default();
    for effect in &answer.verdict.effects {
        match (&effect.action, occasion) {
            (Action::Notify(_), _) => {}
            (Action::Earn(lot), Occasion::Completed(order)) => {
                demand(lot.order == order.id && lot.earned == today, || {
                    format!("a lot of order `{}`, earned on {}", lot.order, lot.earned)
                })?;
                let amount = number(lot.amount, "a new lot")?;
                moved.earned = moved.earned.saturating_add(amount);
            }
            (Action::GiveBack(parts), Occasion::Returned(_)) => {
                by_lot(&mut moved.given_back, parts)?;
            }
            (Action::Reverse(parts), Occasion::Returned(_)) => {
                moved.reversed = moved.reversed.saturating_add(all(parts)?);
            }
            (Action::Expire(parts), Occasion::Expire) => {
                moved.expired = moved.expired.saturating_add(all(parts)?);
            }
            _ => foreign()?,
        }
    }
    match occasion {
        Occasion::Completed(order) => earned(&moved, order)?,
        Occasion::Returned(back) => returned(&moved, answer, &back.order)?,
        Occasion::Expire => {}
    }
    told(&moved, answer)
}

/// An order earns once, at most what it was to bring.
fn earned(moved: &Moved, order: &SettledOrder) -> Check {
    let most = match order.earned {
        None => number(order.accrues, "bonuses")?,
        Some(_) => Number::ZERO,
    };
    demand(moved.earned <= most, || {
        format!("{} earned by an order that brings {most}", moved.earned)
    })
}

/// A return gives back no more than the order redeemed of a lot, and takes back no more than it earned.
fn returned(moved: &Moved, answer: &SettleAnswer, order: &SettledOrder) -> Check {
    let mut redeemed = BTreeMap::new();
    by_lot(&mut redeemed, &order.redeemed)?;
    for (lot, sum) in &moved.given_back {
        let most = redeemed.get(lot).copied().unwrap_or_default();
        demand(*sum <= most, || {
            format!("{sum} given back into a lot of which {most} were redeemed")
        })?;
    }
    let most = match order.earned {
        None => Number::ZERO,
        Some(_) => number(order.accrues, "bonuses")?,
    };
    let short = number(answer.uncollected, "a sum not collected")?;
    demand(moved.reversed.saturating_add(short) <= most, || {
        format!("{} taken back of {most} earned", moved.reversed)
    })
}

/// What the client is told is what moves.
fn told(moved: &Moved, answer: &SettleAnswer) -> Check {
    let back = moved.given_back.values().copied();
    let sums = [
        (
            moved.earned.saturating_sub(moved.reversed),
            answer.earned,
            "earned",
        ),
        (
            back.fold(Number::ZERO, Number::saturating_add),
            answer.given_back,
            "given back",
        ),
        (moved.expired, answer.expired, "burnt"),
    ];
    sums.into_iter()
        .try_for_each(|(moved, told, what): (Number, Decimal, _)| {
            demand(told.to_number() == Some(moved), || {
                format!("the effects have {moved} {what}, the answer {told}")
            })
        })
}
