//! Taxes and bonuses of an order's lines: told of every line that an event changed, and of no other; nobody's
//! bonuses grow.

use rust_decimal::Decimal as Number;

use super::{Check, below, demand, not_negative, number};
use crate::bindings::exports::comptoir::rules::orders::{
    Event, FireAnswer, LineTax, Order, OrderLine, OrderState, Proposal,
};
use crate::facts::Facts;
use crate::values::Decimal;

/// An applied event's answer.
pub(super) fn check(answer: &FireAnswer, order: &Order, event: &Event, facts: &Facts) -> Check {
    let waits = answer.states.order == OrderState::AwaitingConsent;
    match event {
        Event::Correct(_) if waits => {
            let proposal = answer.proposal.as_ref();
            proposal.map_or(Ok(()), |it| all(&it.taxes, &it.lines, facts))?;
            none(&answer.taxes)?;
        }
        Event::Correct(_) => all(&answer.taxes, &answer.lines, facts)?,
        Event::Consent => agreed(answer, order.proposal.as_ref())?,
        Event::GrantPart(_) if !same(&answer.lines, &order.lines) => {
            all(&answer.taxes, &answer.lines, facts)?;
        }
        _ => none(&answer.taxes)?,
    }
    if let Some(split) = &answer.split {
        all(&split.taxes, &split.lines, facts)?;
    }
    bonuses(answer, order)
}

fn same(now: &[OrderLine], before: &[OrderLine]) -> bool {
    let fields = |line: &OrderLine| (line.sku.clone(), line.quantity, line.net, line.discount);
    now.iter().map(fields).eq(before.iter().map(fields))
}

fn none(taxes: &[LineTax]) -> Check {
    demand(taxes.is_empty(), || {
        "taxes are told of lines that did not change".to_owned()
    })
}

/// One for each line that costs something, in their order.
fn all(taxes: &[LineTax], lines: &[OrderLine], facts: &Facts) -> Check {
    for tax in taxes {
        below(tax.line, lines.len(), "a tax of line")?;
        not_negative(tax.rate, "a rate of tax")?;
        demand(facts.products.tax_classes.contains(&tax.class), || {
            format!("a tax of the unknown class `{}`", tax.class)
        })?;
    }
    let told = taxes.iter().map(|tax| tax.line);
    let costing = (0u32..).zip(lines).filter(|(_, line)| !line.net.is_zero());
    demand(told.eq(costing.map(|(index, _)| index)), || {
        "taxes are not told of the lines that cost something".to_owned()
    })
}

/// What the client agreed to is taxed as it was proposed.
fn agreed(answer: &FireAnswer, waiting: Option<&Proposal>) -> Check {
    let fields = |tax: &LineTax| (tax.line, tax.class.clone(), tax.rate);
    let proposed = waiting.map_or(&[][..], |it| &it.taxes);
    let accrues = waiting.map_or(answer.accrues, |it| it.accrues);
    let holds = answer
        .taxes
        .iter()
        .map(fields)
        .eq(proposed.iter().map(fields));
    demand(holds && answer.accrues == accrues, || {
        "the client agreed to other taxes or bonuses".to_owned()
    })
}

/// An order brings no more than it was to, and what is split off brings the rest.
fn bonuses(answer: &FireAnswer, order: &Order) -> Check {
    let sum = |amount: Decimal| number(amount, "a sum of bonuses");
    let before = sum(order.accrues)?;
    let proposed = answer.proposal.as_ref().map(|it| it.accrues);
    let apart = answer.split.as_ref().map(|it| it.accrues);
    for amount in [Some(answer.accrues), proposed, apart]
        .into_iter()
        .flatten()
    {
        not_negative(amount, "a sum of bonuses")?;
        demand(sum(amount)? <= before, || {
            format!("{amount} bonuses by an order of {before}")
        })?;
    }
    let Some(apart) = apart else {
        return Ok(());
    };
    let both: Number = sum(answer.accrues)?.saturating_add(sum(apart)?);
    demand(both == before, || {
        format!("{both} bonuses after a split, {before} before")
    })
}
