//! Credit limits, sums of grants and live orders, in.

use comptoir_rules::domain as d;

use super::number::{Malformed, number, optional};
use crate::bindings::comptoir::rules::facts as w;

pub(super) fn limit(limit: w::CreditLimit) -> Result<d::CreditLimit, Malformed> {
    let amount = optional(limit.amount).and_then(|amount| amount.map(not_negative).transpose());
    Ok(d::CreditLimit {
        entity: limit.entity,
        contract: limit.contract,
        currency: limit.currency,
        amount: amount.map_err(|malformed| malformed.within("amount"))?,
    })
}

pub(super) fn grant_sum(sum: w::GrantSum) -> Result<d::GrantSum, Malformed> {
    Ok(d::GrantSum {
        amount: number(sum.amount)
            .and_then(not_negative)
            .map_err(|malformed| malformed.within("amount"))?,
        currency: sum.currency,
    })
}

pub(super) fn live_order(order: w::LiveOrder) -> Result<d::LiveOrder, Malformed> {
    let sum = |sum, place| {
        number(sum)
            .and_then(not_negative)
            .map_err(|malformed| malformed.within(place))
    };
    Ok(d::LiveOrder {
        payable: sum(order.payable, "payable")?,
        paid: sum(order.paid, "paid")?,
        id: order.id,
        entity: order.entity,
        contract: order.contract,
        currency: order.currency,
    })
}

fn not_negative(amount: d::Number) -> Result<d::Number, Malformed> {
    if amount < d::Number::ZERO {
        let message = format!("{amount} is below 0");
        return Err(Malformed::new("bad-decimal", message));
    }
    Ok(amount)
}
