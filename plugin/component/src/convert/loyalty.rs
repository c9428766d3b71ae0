//! Bonuses and promo codes: facts and occasions in, summaries and answers out.

use comptoir_rules::cart as c;
use comptoir_rules::domain as d;
use comptoir_rules::loyalty as l;
use comptoir_rules::rules::bonus_stage::Standing;

use super::finding::verdict;
use super::number::{Malformed, day, decimal, index, list, local_date, number, optional};
use crate::bindings::comptoir::rules::{facts as w, types};
use crate::bindings::exports::comptoir::rules::{cart, loyalty};

fn lot(lot: w::BonusLot) -> Result<d::BonusLot, Malformed> {
    Ok(d::BonusLot {
        id: lot.id,
        amount: number(lot.amount)?,
        left: number(lot.left)?,
        earned: day(lot.earned)?,
    })
}

fn account(account: w::BonusAccount) -> Result<d::BonusAccount, Malformed> {
    let order = |order: w::BonusOrder| {
        Ok(d::BonusOrder {
            day: day(order.day)?,
            cancelled: order.cancelled,
        })
    };
    Ok(d::BonusAccount {
        segment: account.segment,
        turnover: optional(account.turnover).map_err(|malformed| malformed.within("turnover"))?,
        orders: list(account.orders, order).map_err(|malformed| malformed.within("orders"))?,
        lots: list(account.lots, lot).map_err(|malformed| malformed.within("lots"))?,
    })
}

/// The group loyalty.
pub fn facts(group: w::Loyalty) -> Result<d::Loyalty, Malformed> {
    let uses = |uses: w::PromoUse| d::PromoUse {
        promo: uses.promo,
        total: uses.total,
        by_client: uses.by_client,
    };
    Ok(d::Loyalty {
        account: group
            .account
            .map(account)
            .transpose()
            .map_err(|malformed| malformed.within("loyalty.account"))?,
        promo_uses: group.promo_uses.into_iter().map(uses).collect(),
        placed_orders: group.placed_orders,
    })
}

/// How many bonuses the buyer wants to pay with.
pub(super) fn wish(wish: Option<cart::BonusWish>) -> Result<Option<d::BonusWish>, Malformed> {
    let sum = match wish {
        None => return Ok(None),
        Some(cart::BonusWish::Max) => return Ok(Some(d::BonusWish::Max)),
        Some(cart::BonusWish::Sum(sum)) => {
            number(sum).map_err(|malformed| malformed.within("request.bonus"))?
        }
    };
    if sum < d::Number::ZERO {
        let message = format!("{sum} bonuses can't be redeemed");
        return Err(Malformed::new("bad-decimal", message).within("request.bonus"));
    }
    Ok(Some(d::BonusWish::Sum(sum)))
}

fn order(order: loyalty::SettledOrder, lots: usize) -> Result<d::SettledOrder, Malformed> {
    let part = |part: types::LotPart| {
        Ok(d::LotPart {
            lot: index(part.lot, lots, "lots")?,
            amount: number(part.amount)?,
        })
    };
    let earned = order.earned.map(|lot| index(lot, lots, "lots")).transpose();
    Ok(d::SettledOrder {
        id: order.id,
        goods: number(order.goods).map_err(|malformed| malformed.within("goods"))?,
        accrues: number(order.accrues).map_err(|malformed| malformed.within("accrues"))?,
        redeemed: list(order.redeemed, part).map_err(|malformed| malformed.within("redeemed"))?,
        earned: earned.map_err(|malformed| malformed.within("earned"))?,
        returned: number(order.returned).map_err(|malformed| malformed.within("returned"))?,
    })
}

/// What is settled. `lots`: how many the facts hold.
pub fn occasion(occasion: loyalty::Occasion, lots: usize) -> Result<d::Occasion, Malformed> {
    let within = |malformed: Malformed| malformed.within("occasion");
    Ok(match occasion {
        loyalty::Occasion::Expire => d::Occasion::Expire,
        loyalty::Occasion::Completed(done) => {
            d::Occasion::Completed(order(done, lots).map_err(within)?)
        }
        loyalty::Occasion::Returned(back) => d::Occasion::Returned {
            goods: number(back.goods).map_err(within)?,
            order: order(back.order, lots).map_err(within)?,
        },
    })
}

fn stage(standing: Standing) -> cart::LoyaltyStage {
    cart::LoyaltyStage {
        id: standing.id,
        next: standing.next.map(|next| cart::NextStage {
            id: next.id,
            turnover_from: decimal(next.turnover_from),
            missing: decimal(next.missing),
        }),
    }
}

/// What a promo code does to a cart.
pub(super) fn promo(promo: c::PromoSummary) -> cart::PromoSummary {
    let discount = |(line, amount)| cart::LineDiscount {
        line,
        amount: decimal(amount),
    };
    let allocation = |(warehouse, quantity)| cart::Allocation {
        warehouse,
        quantity: decimal(quantity),
    };
    cart::PromoSummary {
        promo: promo.promo,
        code: promo.code,
        discount: decimal(promo.discount),
        lines: promo.lines.into_iter().map(discount).collect(),
        gift: promo.gift.map(|gift| cart::Gift {
            product: gift.product,
            quantity: decimal(gift.quantity),
            allocations: gift.allocations.into_iter().map(allocation).collect(),
        }),
        free_delivery: promo.free_delivery,
        applies: promo.applies,
    }
}

/// Bonuses and a cart.
pub(super) fn bonus(bonus: c::BonusSummary) -> cart::BonusSummary {
    cart::BonusSummary {
        version: bonus.version,
        balance: decimal(bonus.balance),
        redeemable: bonus.redeemable.map(decimal),
        redeemed: decimal(bonus.redeemed),
        accrues: bonus.accrues.map(decimal),
        rate: bonus.rate.map(decimal),
        stage: bonus.stage.map(stage),
    }
}

/// What an account holds.
#[must_use]
pub fn account_answer(answer: l::AccountAnswer) -> loyalty::AccountAnswer {
    loyalty::AccountAnswer {
        verdict: verdict(answer.verdict),
        version: answer.version,
        balance: answer.balance.map(decimal),
        burns_on: answer.burns_on.map(local_date),
        stage: answer.stage.map(stage),
    }
}

/// What an order's end does.
#[must_use]
pub fn settle_answer(answer: l::SettleAnswer) -> loyalty::SettleAnswer {
    let settled = answer.settled;
    loyalty::SettleAnswer {
        verdict: verdict(answer.verdict),
        earned: decimal(settled.earned),
        given_back: decimal(settled.given_back),
        expired: decimal(settled.expired),
        uncollected: decimal(settled.uncollected),
    }
}
