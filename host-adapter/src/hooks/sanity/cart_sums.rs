//! The sums of a cart: lines cost price times quantity, totals are what the lines add up to.
//!
//! How the policy rounds and what it taxes is not decided again: a sum lies within one unit of rounding of
//! what it stands for, and the answer's own sums fit each other.

use rust_decimal::Decimal as Number;

use super::{Check, Stage, demand, nonsense, not_negative, number, rank, stage_rank};
use crate::bindings::comptoir::rules::types::{Outcome, TaxMode};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, CartLine, Totals};
use crate::error::CallError;
use crate::values::Decimal;

/// Sums of `amounts`.
fn all(amounts: impl Iterator<Item = Decimal>, what: &str) -> Result<Number, CallError> {
    let mut sum = Number::ZERO;
    for amount in amounts {
        sum = sum
            .checked_add(number(amount, what)?)
            .map_or_else(|| nonsense(format!("{what} overflows")), Ok)?;
    }
    Ok(sum)
}

/// Lines and totals, with sums that are multiples of `unit`.
pub(super) fn check(answer: &CartAnswer, unit: Number) -> Check {
    answer.lines.iter().try_for_each(|line| costs(line, unit))?;
    let Some(totals) = &answer.totals else {
        return Ok(());
    };
    let lines = all(
        answer.lines.iter().filter_map(|line| line.sum),
        "a line sum",
    )?;
    demand(totals.line_sum.to_number() == Some(lines), || {
        format!("lines of {lines} are not {} in total", totals.line_sum)
    })?;
    let mode = answer.contract.as_ref().map(|chosen| chosen.tax_mode);
    demand(mode == Some(totals.mode), || {
        "totals are taxed otherwise than their contract".to_owned()
    })?;
    let (base, tax) = (
        all(totals.taxes.iter().map(|class| class.base), "a base")?,
        all(totals.taxes.iter().map(|class| class.tax), "a tax")?,
    );
    not_negative(totals.tax, "a tax")?;
    demand(
        (Some(base), Some(tax)) == (totals.net.to_number(), totals.tax.to_number()),
        || {
            format!(
                "{base} and {tax} by class are not {} net and {} tax",
                totals.net, totals.tax
            )
        },
    )?;
    let promo = answer.promo.as_ref();
    let off = promo.map_or(Ok(Number::ZERO), |it| number(it.discount, "a discount"))?;
    goods(totals, lines.saturating_sub(off), answer)
}

/// A line costs its price, as often as it is taken.
fn costs(line: &CartLine, unit: Number) -> Check {
    let (Some(price), Some(sum)) = (&line.price, line.sum) else {
        let neither = line.price.is_none() && line.sum.is_none();
        return demand(neither, || {
            "a line has a price and no sum, or a sum and no price".to_owned()
        });
    };
    let (net, accepted) = (
        number(price.net, "a net price")?,
        number(line.accepted, "a quantity")?,
    );
    let Some(exact) = net.checked_mul(accepted) else {
        return nonsense(format!("{accepted} at {net} overflows"));
    };
    let apart = number(sum, "a line sum")?.saturating_sub(exact).abs();
    let rounded = apart < unit && !exact.is_zero();
    demand(apart.is_zero() || rounded, || {
        format!("{accepted} at {net} do not cost {sum}")
    })
}

/// The goods are what the lines add up to, less the promo. While a tax is missing they can't be: then placing is barred.
fn goods(totals: &Totals, lines: Number, answer: &CartAnswer) -> Check {
    if !passes(answer, Stage::Place) {
        return Ok(());
    }
    let (net, gross) = (totals.net.to_number(), totals.gross.to_number());
    let holds = match totals.mode {
        TaxMode::Exclusive => net == Some(lines),
        TaxMode::Inclusive => gross == Some(lines),
        TaxMode::Exempt => net == Some(lines) && gross == net,
    };
    demand(holds, || {
        format!(
            "goods of {lines} are neither {} net nor {} gross",
            totals.net, totals.gross
        )
    })
}

/// Whether nothing bars `stage`, nor one before it.
pub(super) fn passes(answer: &CartAnswer, stage: Stage) -> bool {
    let mut stages = answer.stages.iter();
    stages.all(|verdict| {
        stage_rank(verdict.stage) > stage_rank(stage)
            || rank(verdict.outcome) <= rank(Outcome::Adjust)
    })
}
