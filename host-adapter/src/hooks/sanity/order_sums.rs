//! What an order holds and costs changes by a correction, the client's word on it and a partial verdict,
//! and by nothing else; and it changes no further than these say.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{Check, demand, drafted, nonsense, number};
use crate::bindings::exports::comptoir::rules::cart::Line;
use crate::bindings::exports::comptoir::rules::orders::{
    Event, FireAnswer, GoodsPart, Order, OrderLine, OrderState, Proposal, Status,
};
use crate::error::CallError;
use crate::values::Decimal;

/// What is agreed: lines, and what they cost.
#[derive(Clone, Copy)]
struct Terms<'a> {
    lines: &'a [OrderLine],
    redeemed: Decimal,
    payable: Decimal,
}

impl<'a> From<&'a Order> for Terms<'a> {
    fn from(order: &'a Order) -> Self {
        Self {
            lines: &order.lines,
            redeemed: order.redeemed,
            payable: order.payable,
        }
    }
}

impl<'a> From<&'a Proposal> for Terms<'a> {
    fn from(proposal: &'a Proposal) -> Self {
        Self {
            lines: &proposal.lines,
            redeemed: proposal.redeemed,
            payable: proposal.payable,
        }
    }
}

impl<'a> From<&'a FireAnswer> for Terms<'a> {
    fn from(answer: &'a FireAnswer) -> Self {
        Self {
            lines: &answer.lines,
            redeemed: answer.redeemed,
            payable: answer.payable,
        }
    }
}

impl Terms<'_> {
    fn holds_as(&self, other: &Terms<'_>) -> bool {
        let fields = |line: &OrderLine| (line.sku.clone(), line.quantity, line.net, line.discount);
        self.lines
            .iter()
            .map(fields)
            .eq(other.lines.iter().map(fields))
    }

    fn equals(&self, other: &Terms<'_>) -> bool {
        self.holds_as(other) && (self.redeemed, self.payable) == (other.redeemed, other.payable)
    }
}

fn unchanged(now: &Terms<'_>, before: &Terms<'_>) -> Check {
    demand(now.equals(before), || {
        "an order holds or costs something else by an event of another kind".to_owned()
    })
}

/// An event's answer, whose sums are multiples of `unit`.
pub(super) fn check(answer: &FireAnswer, order: &Order, event: &Event, unit: Number) -> Check {
    let (before, now) = (Terms::from(order), Terms::from(answer));
    let (proposed, waiting) = (answer.proposal.as_ref(), order.proposal.as_ref());
    let kept = match (proposed, waiting) {
        (None, None) => true,
        (Some(one), Some(other)) => Terms::from(one).equals(&Terms::from(other)),
        _ => false,
    };
    let applied = answer.status == Status::Applied;
    let released = match event {
        Event::Release if applied => Some(order.payable),
        _ => order.released,
    };
    demand(answer.released == released, || {
        "an order is let pass by an event of another kind, or up to another sum".to_owned()
    })?;
    if !applied {
        unchanged(&now, &before)?;
        return demand(kept, || {
            "a proposal changes by an event that was not applied".to_owned()
        });
    }
    let waits = answer.states.order == OrderState::AwaitingConsent;
    match event {
        Event::Correct(asked) => match proposed {
            Some(proposal) if waits => {
                unchanged(&now, &before)?;
                corrected(&Terms::from(proposal), order, asked, unit)?;
            }
            _ => {
                corrected(&now, order, asked, unit)?;
                agreed_to(&now, order)?;
            }
        },
        Event::Consent => {
            let Some(waiting) = waiting else {
                return nonsense("consent to nothing");
            };
            demand(now.equals(&Terms::from(waiting)), || {
                "the client agreed to something else".to_owned()
            })?;
        }
        Event::GrantPart(granted) if !now.holds_as(&before) => {
            cut(&now, order, granted, unit)?;
        }
        _ => unchanged(&now, &before)?,
    }
    let fits = match event {
        Event::Correct(_) => proposed.is_some() == waits,
        _ if waits => kept,
        _ => proposed.is_none(),
    };
    demand(fits, || {
        "a proposal does not fit what became of the order".to_owned()
    })?;
    let paid_anew = answer.states.payment != order.states.payment;
    if paid_anew || matches!(event, Event::SeePayment(_)) {
        let (paid, payable) = (
            number(answer.paid, "a payment")?,
            number(answer.payable, "a sum of an order")?
                .saturating_sub(number(answer.credited, "a credit")?),
        );
        drafted::payment(answer.states.payment, paid, payable)?;
    }
    Ok(())
}

/// How much of an article stands at each price.
type Held<'a> = BTreeMap<&'a str, BTreeMap<Number, Number>>;

fn held(lines: &[OrderLine]) -> Result<Held<'_>, CallError> {
    let mut held = Held::new();
    for line in lines {
        let net = number(line.net, "a net price")?.normalize();
        let sum = held
            .entry(line.sku.as_str())
            .or_default()
            .entry(net)
            .or_default();
        *sum = sum.saturating_add(number(line.quantity, "a quantity")?);
    }
    Ok(held)
}

fn total(at: &BTreeMap<Number, Number>) -> Number {
    at.values()
        .copied()
        .fold(Number::ZERO, Number::saturating_add)
}

fn at_nothing(at: &BTreeMap<Number, Number>) -> Number {
    at.get(&Number::ZERO).copied().unwrap_or_default()
}

/// A correction: no more of an article than was asked for, gifts aside; and at the price that was agreed while
/// there is no more of it than the order had.
fn corrected(now: &Terms<'_>, order: &Order, asked: &[Line], unit: Number) -> Check {
    let mut wanted: BTreeMap<&str, Number> = BTreeMap::new();
    for line in asked {
        let sum = wanted.entry(line.sku.as_str()).or_default();
        *sum = sum.saturating_add(number(line.quantity, "a quantity")?);
    }
    let before = held(&order.lines)?;
    let nothing = BTreeMap::new();
    for (sku, prices) in held(now.lines)? {
        let had = before.get(sku).unwrap_or(&nothing);
        let (given, all) = (at_nothing(had), total(&prices));
        let most = wanted.get(sku).copied().unwrap_or_default();
        demand(all <= most.saturating_add(given), || {
            format!("a correction to {most} of `{sku}` makes {all} of it")
        })?;
        let priced = had.keys().any(|net| !net.is_zero());
        let holds = |(net, quantity): (&Number, &Number)| match net.is_zero() {
            true => *quantity <= given,
            false => had.contains_key(net),
        };
        demand(
            !priced || all > total(had) || prices.iter().all(holds),
            || format!("`{sku}` costs something else than was agreed"),
        )?;
    }
    worth(now, order, unit)
}

/// Who is not asked pays no more than he agreed to, and gets no other article (A16).
fn agreed_to(now: &Terms<'_>, order: &Order) -> Check {
    let (before, after) = (order.payable.to_number(), now.payable.to_number());
    demand(after <= before, || {
        format!(
            "{} is to be paid after a correction of {}, and nobody was asked",
            now.payable, order.payable
        )
    })?;
    let before = held(&order.lines)?;
    let mut lines = now.lines.iter();
    match lines.find(|line| !before.contains_key(line.sku.as_str())) {
        None => Ok(()),
        Some(line) => nonsense(format!(
            "`{}` comes into an order, and nobody was asked",
            line.sku
        )),
    }
}

/// A part of the order, and no more of an article than was granted.
fn cut(now: &Terms<'_>, order: &Order, granted: &[GoodsPart], unit: Number) -> Check {
    let before = held(&order.lines)?;
    for (sku, prices) in held(now.lines)? {
        let part = granted.iter().find(|part| part.sku == sku);
        let most = part.map_or(Ok(Number::ZERO), |it| number(it.quantity, "a quantity"))?;
        let had = before.get(sku);
        let part = prices.iter().all(|(net, quantity)| {
            had.and_then(|had| had.get(net))
                .is_some_and(|had| quantity <= had)
        });
        demand(part && total(&prices) <= most, || {
            format!("more of `{sku}` stays than the order had, or than was granted")
        })?;
    }
    worth(now, order, unit)
}

/// What a promo takes off all of them.
fn off(lines: &[OrderLine]) -> Result<Number, CallError> {
    lines.iter().try_fold(Number::ZERO, |sum, line| {
        Ok(sum.saturating_add(number(line.discount, "a discount")?))
    })
}

/// What changed costs no less than its own lines do, each rounded by less than a `unit`; the promo takes off no
/// more than it did, and no more bonuses pay than did.
fn worth(now: &Terms<'_>, order: &Order, unit: Number) -> Check {
    let (discount, before) = (off(now.lines)?, off(&order.lines)?);
    demand(discount <= before, || {
        format!("{discount} off an order that had {before} off")
    })?;
    let redeemed = number(now.redeemed, "a sum of bonuses")?;
    demand(
        redeemed <= number(order.redeemed, "a sum of bonuses")?,
        || format!("{redeemed} redeemed by an order of {}", order.redeemed),
    )?;
    let mut least = number(order.delivery, "a delivery")?
        .saturating_sub(redeemed)
        .saturating_sub(discount);
    for line in now.lines.iter().filter(|line| !line.net.is_zero()) {
        let (net, quantity) = (
            number(line.net, "a net price")?,
            number(line.quantity, "a quantity")?,
        );
        let Some(sum) = net.checked_mul(quantity) else {
            return nonsense(format!("{quantity} at {net} overflows"));
        };
        least = least.saturating_add(sum.saturating_sub(unit));
    }
    let payable = number(now.payable, "a sum of an order")?;
    demand(payable >= least, || {
        format!("{payable} is to be paid for goods of {least} at least")
    })
}
