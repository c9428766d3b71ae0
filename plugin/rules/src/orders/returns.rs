//! Goods that come back, all at once or in parts: how much may, and what is owed no more.
//!
//! What came back in all is credited, never a share of it: the order costs less by what the goods that stay cost
//! less than all did. So parts add up to the whole, to the last unit, whatever the steps. Bonuses that paid for
//! what came back go back in whole bonuses, as `loyalty.settle` gives them back.

use std::collections::BTreeMap;

use super::cost;
use super::partial;
use crate::cart::overflow;
use crate::domain::number::{add, sub};
use crate::domain::{
    Day, Event, Facts, Finding, GoodsPart, Number, Order, OrderLine, Overflow, ShipmentState,
    Stage, Subject,
};
use crate::policy::Policy;
use crate::rules::order_returned::{self, Left};

/// Goods that came back, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameBack {
    /// By article.
    pub goods: Vec<GoodsPart>,
    /// With tax, before bonuses.
    pub gross: Number,
    /// Bonuses that paid for them.
    pub redeemed: Number,
    /// Owed no more.
    pub credit: Number,
}

/// What an event about returns makes of an order.
#[derive(Debug, Clone, Default)]
pub(super) struct Returns {
    /// What is asked to come back from now on.
    pub(super) returning: Vec<GoodsPart>,
    /// What came back in all.
    pub(super) returned: Vec<GoodsPart>,
    /// What is owed no more.
    pub(super) credited: Number,
    /// What came back now.
    pub(super) came_back: Option<CameBack>,
    /// All of the order has come back.
    pub(super) whole: bool,
    /// What is wrong with the goods.
    pub(super) findings: Vec<Finding>,
}

/// What `event` makes of the order's returns; none where it is about something else.
pub(super) fn decide(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    event: &Event,
) -> Option<Returns> {
    let as_it_is = Returns {
        returned: order.returned.clone(),
        credited: order.credited,
        ..Returns::default()
    };
    let decided = match event {
        Event::RequestReturn(goods) => request(order, goods),
        Event::AcceptReturn(goods) => accept(policy, facts, today, order, goods),
        Event::RefuseReturn => return Some(as_it_is),
        _ => return None,
    };
    Some(match decided {
        Ok(returns) => returns,
        Err(findings) => Returns {
            returning: order.returning.clone(),
            findings,
            ..as_it_is
        },
    })
}

type Decided = Result<Returns, Vec<Finding>>;

fn request(order: &Order, goods: &[GoodsPart]) -> Decided {
    let left = left(order)?;
    let findings = order_returned::decide(&left, goods);
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Returns {
        returning: wanted(&left, goods),
        returned: order.returned.clone(),
        credited: order.credited,
        ..Returns::default()
    })
}

fn accept(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    goods: &[GoodsPart],
) -> Decided {
    let can = left(order)?;
    let mut asked = can.clone();
    if !order.returning.is_empty() {
        let over = order_returned::decide(&can, &order.returning);
        if !over.is_empty() {
            let fact = format!("goods that are to come back in order {}", order.id);
            return Err(vec![*cost::unknown(fact)]);
        }
        let named = order.returning.iter();
        asked = named
            .map(|part| (part.sku.as_str(), part.quantity))
            .collect();
    }
    let findings = order_returned::decide(&asked, goods);
    if !findings.is_empty() {
        return Err(findings);
    }
    let now = wanted(&asked, goods);
    let overflowed = |Overflow| vec![overflow(Stage::Edit, Subject::Document)];
    let returned = summed(&order.returned, &now).map_err(overflowed)?;
    let kept = kept(policy, order, &returned).map_err(overflowed)?;
    let (before, after) = match credited(policy, facts, today, order, &kept) {
        Ok(sums) => sums,
        Err(finding) => return Err(vec![*finding]),
    };
    let came_back = CameBack {
        gross: sub(after.gross, before.gross).map_err(overflowed)?,
        redeemed: sub(after.redeemed, before.redeemed).map_err(overflowed)?,
        credit: sub(after.credit, before.credit).map_err(overflowed)?,
        goods: now,
    };
    Ok(Returns {
        returning: Vec::new(),
        returned,
        credited: after.credit,
        came_back: Some(came_back),
        whole: kept.is_empty(),
        findings: Vec::new(),
    })
}

/// How much of each article of the order can come back: what was shipped, less what came back.
fn left(order: &Order) -> Result<Left<'_>, Vec<Finding>> {
    let wrong = |what: &str| vec![*cost::unknown(format!("{what} of order {}", order.id))];
    let mut ordered: Left<'_> = BTreeMap::new();
    for line in &order.lines {
        let sum = ordered.entry(line.sku.as_str()).or_default();
        *sum = sum.saturating_add(line.quantity);
    }
    let mut left = match order.states.shipment {
        ShipmentState::None => BTreeMap::new(),
        ShipmentState::Full | ShipmentState::Delivered => ordered.clone(),
        ShipmentState::Part if order.shipped.is_empty() => return Err(wrong("shipped goods")),
        ShipmentState::Part => {
            let shipped = order.shipped.iter();
            shipped
                .map(|part| (part.sku.as_str(), part.quantity))
                .collect()
        }
    };
    let within = |(sku, quantity): (&&str, &Number)| {
        ordered.get(sku).is_some_and(|ordered| quantity <= ordered)
    };
    if !left.iter().all(within) {
        return Err(wrong("shipped goods"));
    }
    for part in &order.returned {
        match left.get_mut(part.sku.as_str()) {
            Some(rest) if part.quantity <= *rest => *rest = rest.saturating_sub(part.quantity),
            _ if part.quantity.is_zero() => {}
            _ => return Err(wrong("returned goods")),
        }
    }
    Ok(left)
}

/// `goods`, or all of `left` where they name nothing; without what is none.
fn wanted(left: &Left<'_>, goods: &[GoodsPart]) -> Vec<GoodsPart> {
    let all = || {
        let each = left.iter().map(|(sku, quantity)| GoodsPart {
            sku: (*sku).to_owned(),
            quantity: *quantity,
        });
        each.collect()
    };
    let mut wanted: Vec<GoodsPart> = if goods.is_empty() {
        all()
    } else {
        goods.to_vec()
    };
    wanted.retain(|part| !part.quantity.is_zero());
    wanted
}

/// What came back before and now, by article.
fn summed(before: &[GoodsPart], now: &[GoodsPart]) -> Result<Vec<GoodsPart>, Overflow> {
    let mut sums: BTreeMap<&str, Number> = BTreeMap::new();
    for part in before.iter().chain(now) {
        let sum = sums.entry(part.sku.as_str()).or_default();
        *sum = add(*sum, part.quantity)?;
    }
    let parts = sums.into_iter().map(|(sku, quantity)| GoodsPart {
        sku: sku.to_owned(),
        quantity,
    });
    Ok(parts.collect())
}

/// The lines that stay with the client, or are not shipped yet, once `returned` came back.
fn kept(
    policy: &Policy,
    order: &Order,
    returned: &[GoodsPart],
) -> Result<Vec<OrderLine>, Overflow> {
    let mut stays: BTreeMap<&str, Number> = BTreeMap::new();
    for line in &order.lines {
        let sum = stays.entry(line.sku.as_str()).or_default();
        *sum = add(*sum, line.quantity)?;
    }
    for part in returned {
        if let Some(sum) = stays.get_mut(part.sku.as_str()) {
            *sum = sub(*sum, part.quantity)?;
        }
    }
    partial::share(policy, &order.lines, stays).map(|(kept, _)| kept)
}

/// What came back in all.
#[derive(Debug, Clone, Copy)]
struct Sums {
    gross: Number,
    redeemed: Number,
    credit: Number,
}

/// What had come back before, and what has once `kept` stay.
fn credited(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    kept: &[OrderLine],
) -> Result<(Sums, Sums), Box<Finding>> {
    let overflowed = |Overflow| Box::new(overflow(Stage::Edit, Subject::Document));
    let goods = cost::goods_of(order).map_err(overflowed)?;
    let sums = |lines: &[OrderLine]| -> Result<Sums, Box<Finding>> {
        let stays = match lines {
            [] => Number::ZERO,
            lines => cost::part(policy, facts, today, order, lines)?.gross,
        };
        let cost = cost::cost(policy, order, stays).map_err(overflowed)?;
        Ok(Sums {
            gross: sub(goods, stays).map_err(overflowed)?,
            redeemed: sub(order.redeemed, cost.redeemed).map_err(overflowed)?,
            credit: sub(order.payable, cost.payable).map_err(overflowed)?,
        })
    };
    let none = Sums {
        gross: Number::ZERO,
        redeemed: Number::ZERO,
        credit: Number::ZERO,
    };
    let before = match order.returned.as_slice() {
        [] => none,
        returned => sums(&self::kept(policy, order, returned).map_err(overflowed)?)?,
    };
    if before.credit != order.credited {
        let fact = format!("{} credited of order {}", order.credited, order.id);
        return Err(cost::unknown(fact));
    }
    Ok((before, sums(kept)?))
}
