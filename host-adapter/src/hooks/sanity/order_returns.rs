//! Goods that come back: by the events about them alone, never more than were asked for or had left the house, and
//! credited to the last unit.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{Check, demand, nonsense, not_negative, number};
use crate::bindings::exports::comptoir::rules::orders::{
    CameBack, Event, FireAnswer, GoodsPart, Order, ReturnState, ShipmentState, Status,
};
use crate::error::CallError;

/// How much of each article.
type Held<'a> = BTreeMap<&'a str, Number>;

fn held(parts: &[GoodsPart]) -> Result<Held<'_>, CallError> {
    let mut held = Held::new();
    for part in parts {
        not_negative(part.quantity, "a quantity")?;
        let quantity = number(part.quantity, "a quantity")?;
        if held.insert(part.sku.as_str(), quantity).is_some() {
            return nonsense(format!("`{}` comes back twice at once", part.sku));
        }
    }
    Ok(held)
}

/// What of the order had left the house and is not back.
fn away(order: &Order) -> Result<Held<'_>, CallError> {
    let mut away = Held::new();
    if order.states.shipment == ShipmentState::Part {
        away = held(&order.shipped)?;
    } else {
        for line in &order.lines {
            let sum = away.entry(line.sku.as_str()).or_default();
            *sum = sum.saturating_add(number(line.quantity, "a quantity")?);
        }
    }
    for (sku, back) in held(&order.returned)? {
        let sum = away.entry(sku).or_default();
        *sum = sum.saturating_sub(back);
    }
    Ok(away)
}

fn same(one: &[GoodsPart], other: &[GoodsPart]) -> bool {
    let fields = |part: &GoodsPart| (part.sku.clone(), part.quantity);
    one.iter().map(fields).eq(other.iter().map(fields))
}

/// No more of an article than `most` has.
fn within(goods: &Held<'_>, most: &Held<'_>) -> Check {
    for (sku, quantity) in goods {
        let most = most.get(sku).copied().unwrap_or_default();
        demand(*quantity <= most, || {
            format!("{quantity} of `{sku}` come back, of which {most} can")
        })?;
    }
    Ok(())
}

/// An event's answer.
pub(super) fn check(answer: &FireAnswer, order: &Order, event: &Event) -> Check {
    let applied = answer.status == Status::Applied;
    let accepted = applied && matches!(event, Event::AcceptReturn(_));
    if !accepted {
        demand(
            answer.came_back.is_none()
                && answer.credited == order.credited
                && same(&answer.returned, &order.returned),
            || "goods come back by an event of another kind".to_owned(),
        )?;
    }
    match event {
        Event::RequestReturn(asked) if applied => requested(answer, order, asked),
        Event::AcceptReturn(named) if applied => accept(answer, order, named),
        Event::RefuseReturn if applied => {
            let before = match order.returned.is_empty() {
                true => ReturnState::Refused,
                false => ReturnState::Part,
            };
            demand(
                answer.returning.is_empty() && answer.states.returns == before,
                || "a return that is refused is still on its way".to_owned(),
            )
        }
        _ => demand(same(&answer.returning, &order.returning), || {
            "goods are asked back by an event of another kind".to_owned()
        }),
    }
}

fn requested(answer: &FireAnswer, order: &Order, asked: &[GoodsPart]) -> Check {
    demand(!answer.returning.is_empty(), || {
        "nothing is asked to come back".to_owned()
    })?;
    let returning = held(&answer.returning)?;
    within(&returning, &away(order)?)?;
    match asked {
        [] => Ok(()),
        asked => within(&returning, &held(asked)?),
    }
}

fn accept(answer: &FireAnswer, order: &Order, named: &[GoodsPart]) -> Check {
    let Some(back) = &answer.came_back else {
        return nonsense("a return is accepted of which nothing came back");
    };
    demand(
        !back.goods.is_empty() && answer.returning.is_empty(),
        || "a return is accepted and still on its way".to_owned(),
    )?;
    let goods = held(&back.goods)?;
    within(&goods, &away(order)?)?;
    for most in [named, order.returning.as_slice()] {
        if !most.is_empty() {
            within(&goods, &held(most)?)?;
        }
    }
    let mut sums = held(&order.returned)?;
    for (sku, quantity) in &goods {
        let sum = sums.entry(*sku).or_default();
        *sum = sum.saturating_add(*quantity);
    }
    let now = held(&answer.returned)?;
    demand(now == sums, || {
        "what came back in all is not what came back before and now".to_owned()
    })?;
    let mut ordered = Held::new();
    for line in &order.lines {
        let sum = ordered.entry(line.sku.as_str()).or_default();
        *sum = sum.saturating_add(number(line.quantity, "a quantity")?);
    }
    let whole = ordered
        .iter()
        .all(|(sku, quantity)| now.get(sku).copied().unwrap_or_default() >= *quantity);
    let state = if whole {
        ReturnState::Full
    } else {
        ReturnState::Part
    };
    demand(answer.states.returns == state, || {
        "a return of a part is told as one of all, or the other way round".to_owned()
    })?;
    credited(answer, order, back, whole)
}

/// What is owed no more is what came back, and never more than the goods cost; all of that where all came back.
fn credited(answer: &FireAnswer, order: &Order, back: &CameBack, whole: bool) -> Check {
    for amount in [back.gross, back.redeemed, back.credit] {
        not_negative(amount, "a sum of what came back")?;
    }
    let (before, now) = (
        number(order.credited, "a credit")?,
        number(answer.credited, "a credit")?,
    );
    let credit = number(back.credit, "a credit")?;
    let own = number(back.gross, "a sum")?.saturating_sub(number(back.redeemed, "bonuses")?);
    let most = number(order.payable, "a sum of an order")?
        .saturating_sub(number(order.delivery, "a delivery")?);
    let adds_up = before.saturating_add(credit) == now && own == credit;
    demand(adds_up && now <= most && (now == most || !whole), || {
        format!("{now} of {most} are credited, {before} before and {credit} now")
    })
}
