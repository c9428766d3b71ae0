//! Promo codes and bonuses: nobody gets more off, or redeems more, than there is.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{Check, below, demand, not_negative, number};
use crate::bindings::comptoir::rules::facts::{BonusLot, Loyalty};
use crate::bindings::comptoir::rules::types::{Action, LotPart};
use crate::bindings::exports::comptoir::rules::cart::{BonusSummary, CartAnswer, PromoSummary};
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::bindings::exports::comptoir::rules::loyalty::SettleAnswer;
use crate::facts::Facts;

/// The lots that were passed.
pub(in crate::hooks) fn lots(loyalty: Option<&Loyalty>) -> &[BonusLot] {
    loyalty
        .and_then(|loyalty| loyalty.account.as_ref())
        .map_or(&[], |account| &account.lots)
}

/// An effect on lots speaks of lots that were passed, and moves something.
pub(super) fn moves(action: &Action, lots: usize) -> Check {
    let parts = match action {
        Action::Redeem(parts)
        | Action::GiveBack(parts)
        | Action::Reverse(parts)
        | Action::Expire(parts) => parts,
        Action::Earn(lot) => {
            not_negative(lot.amount, "a new lot")?;
            return demand(!lot.amount.is_zero(), || "a new lot of nothing".to_owned());
        }
        Action::Reserve(_)
        | Action::Notify(_)
        | Action::ReserveOrder(_)
        | Action::ReleaseOrder(_)
        | Action::RequestReservation(_)
        | Action::UsePromo(_)
        | Action::KeepDetails(_) => return Ok(()),
    };
    for part in parts {
        below(part.lot, lots, "an effect moves lot")?;
        not_negative(part.amount, "a part of a lot")?;
        demand(!part.amount.is_zero(), || "a part of nothing".to_owned())?;
    }
    Ok(())
}

/// What a cart's code and bonuses come to.
pub(super) fn cart(answer: &CartAnswer, facts: &Facts) -> Check {
    if let Some(summary) = &answer.promo {
        promo(summary, answer, facts)?;
    }
    if let Some(summary) = &answer.bonus {
        bonus(summary, answer, facts)?;
    }
    Ok(())
}

fn promo(summary: &PromoSummary, answer: &CartAnswer, facts: &Facts) -> Check {
    let mut all = Number::ZERO;
    for off in &summary.lines {
        below(off.line, answer.lines.len(), "a discount speaks of line")?;
        not_negative(off.amount, "a discount")?;
        let amount = number(off.amount, "a discount")?;
        let line = usize::try_from(off.line)
            .ok()
            .and_then(|at| answer.lines.get(at));
        let sum = line
            .and_then(|line| line.sum)
            .and_then(|sum| sum.to_number());
        demand(sum.is_some_and(|sum| amount <= sum), || {
            format!(
                "a discount of {amount} on a line of {}",
                sum.unwrap_or_default()
            )
        })?;
        all = all.saturating_add(amount);
    }
    let rising = summary
        .lines
        .is_sorted_by(|before, after| before.line < after.line);
    demand(rising, || {
        "the discounts are not in the order of the lines".to_owned()
    })?;
    demand(summary.discount.to_number() == Some(all), || {
        format!(
            "{all} off the lines is not {} off the order",
            summary.discount
        )
    })?;
    let gives = !all.is_zero() || summary.gift.is_some() || summary.free_delivery;
    demand(summary.applies || !gives, || {
        format!("promo `{}` gives and does not apply", summary.promo)
    })?;
    let Some(gift) = &summary.gift else {
        return Ok(());
    };
    below(
        gift.product,
        facts.products.items.len(),
        "a gift of product",
    )?;
    let mut allocated = Number::ZERO;
    for part in &gift.allocations {
        below(part.warehouse, facts.stock.warehouses.len(), "warehouse")?;
        not_negative(part.quantity, "an allocation")?;
        allocated = allocated.saturating_add(number(part.quantity, "an allocation")?);
    }
    demand(gift.quantity.to_number() == Some(allocated), || {
        format!("{allocated} allocated of a gift of {}", gift.quantity)
    })
}

fn bonus(summary: &BonusSummary, answer: &CartAnswer, facts: &Facts) -> Check {
    let lots = lots(facts.loyalty.as_ref());
    for amount in [
        Some(summary.balance),
        summary.redeemable,
        Some(summary.redeemed),
        summary.accrues,
    ] {
        amount.map_or(Ok(()), |amount| not_negative(amount, "a sum of bonuses"))?;
    }
    let held: Number = lots
        .iter()
        .filter_map(|lot| lot.left.to_number())
        .fold(Number::ZERO, Number::saturating_add);
    let (balance, redeemed) = (
        number(summary.balance, "a balance")?,
        number(summary.redeemed, "a sum of bonuses")?,
    );
    demand(balance <= held, || {
        format!("a balance of {balance} where the lots hold {held}")
    })?;
    demand(redeemed <= balance, || {
        format!("{redeemed} redeemed of a balance of {balance}")
    })?;
    let may = summary.redeemable.and_then(|most| most.to_number());
    demand(
        redeemed.is_zero() || may.is_some_and(|most| redeemed <= most),
        || {
            format!(
                "{redeemed} redeemed of {} redeemable",
                may.unwrap_or_default()
            )
        },
    )?;
    let goods = answer
        .totals
        .as_ref()
        .and_then(|totals| totals.gross.to_number());
    demand(
        redeemed.is_zero() || goods.is_some_and(|goods| redeemed <= goods),
        || {
            format!(
                "{redeemed} redeemed on goods of {}",
                goods.unwrap_or_default()
            )
        },
    )
}

/// What the effects take off each lot, and what they put into it.
fn by_lot<'a>(parts: impl Iterator<Item = &'a LotPart>) -> BTreeMap<u32, Number> {
    let mut sums = BTreeMap::new();
    for part in parts {
        let sum: &mut Number = sums.entry(part.lot).or_default();
        *sum = sum.saturating_add(part.amount.to_number().unwrap_or(Number::MAX));
    }
    sums
}

/// The effects redeem what the answer says, and no lot gives more than it holds.
pub(super) fn place(answer: &PlaceAnswer, facts: &Facts) -> Check {
    let lots = lots(facts.loyalty.as_ref());
    let parts = answer
        .verdict
        .effects
        .iter()
        .flat_map(|effect| match &effect.action {
            Action::Redeem(parts) => parts.as_slice(),
            _ => &[],
        });
    let taken = by_lot(parts);
    for (lot, sum) in &taken {
        let held = usize::try_from(*lot).ok().and_then(|at| lots.get(at));
        let held = held
            .and_then(|lot| lot.left.to_number())
            .unwrap_or_default();
        demand(*sum <= held, || {
            format!("{sum} redeemed of a lot that holds {held}")
        })?;
    }
    let redeemed = answer
        .cart
        .bonus
        .as_ref()
        .and_then(|bonus| bonus.redeemed.to_number());
    let said = redeemed
        .filter(|_| answer.draft.is_some())
        .unwrap_or_default();
    let all = taken
        .values()
        .copied()
        .fold(Number::ZERO, Number::saturating_add);
    demand(all == said, || {
        format!("the effects redeem {all}, the answer {said}")
    })
}

/// No lot falls below 0 or rises above what it earned.
pub(in crate::hooks) fn settle(answer: &SettleAnswer, loyalty: &Loyalty) -> Check {
    let lots = lots(Some(loyalty));
    let parts = |up: bool| {
        answer
            .verdict
            .effects
            .iter()
            .flat_map(move |effect| match &effect.action {
                Action::GiveBack(parts) if up => parts.as_slice(),
                Action::Reverse(parts) | Action::Expire(parts) | Action::Redeem(parts) if !up => {
                    parts.as_slice()
                }
                _ => &[],
            })
    };
    let (put, taken) = (by_lot(parts(true)), by_lot(parts(false)));
    for (index, lot) in (0u32..).zip(lots) {
        let of = |sums: &BTreeMap<u32, Number>| sums.get(&index).copied().unwrap_or_default();
        let left = lot
            .left
            .to_number()
            .unwrap_or_default()
            .saturating_add(of(&put));
        let amount = lot.amount.to_number().unwrap_or_default();
        demand(left <= amount || of(&put).is_zero(), || {
            format!("a lot of {amount} would hold {left}")
        })?;
        demand(of(&taken) <= left, || {
            format!("{} taken off a lot that holds {left}", of(&taken))
        })?;
    }
    not_negative(answer.given_back, "a sum given back")?;
    not_negative(answer.expired, "a sum burnt")?;
    not_negative(answer.uncollected, "a sum not collected")
}
