//! Debt: what is shipped, open, and old enough.

use chrono::TimeDelta;

use super::{Debtor, Excess, Measured};
use crate::domain::number::{add, sub};
use crate::domain::{Day, Number, Overflow, Receivable, Receivables};
use crate::policy::DebtWhen;

/// The debt that `when` counts, against its threshold.
pub(super) fn measure(
    when: DebtWhen,
    debtor: Debtor<'_>,
    receivables: Option<&Receivables>,
) -> Result<Measured, Overflow> {
    let Some(receivables) = receivables else {
        return Ok(Measured::Unknown("receivables".to_owned()));
    };
    let exchange = debtor.exchange;
    let (mut debt, mut all_same) = (Number::ZERO, true);
    for receivable in receivables
        .items
        .iter()
        .filter(|item| item.entity == debtor.entity)
    {
        let Some(open) = counted(when, receivable, debtor.context.today)? else {
            continue;
        };
        let conversion = match exchange.debt(&receivable.currency) {
            Ok(conversion) => conversion,
            Err(no_rate) => {
                return Ok(Measured::Unknown(format!(
                    "receivable {} in {}: {}",
                    receivable.id,
                    receivable.currency,
                    no_rate.fact()
                )));
            }
        };
        all_same &= conversion.is_same();
        debt = add(debt, conversion.exact(open)?)?;
    }
    if !all_same {
        debt = exchange.round_up(debt)?;
    }
    let (DebtWhen::Overdue { over, .. } | DebtWhen::Receivable { over }) = when;
    // Nothing owed is within any threshold, and nothing is nothing in any currency.
    let over = if debt.is_zero() || over.is_zero() {
        over
    } else {
        match exchange.shop_sums() {
            Ok(conversion) => conversion.down(over)?,
            Err(no_rate) => {
                return Ok(Measured::Unknown(format!(
                    "threshold in {}: {}",
                    exchange.shop(),
                    no_rate.fact()
                )));
            }
        }
    };
    if debt <= over {
        return Ok(Measured::Within);
    }
    Ok(Measured::Over(Excess {
        measured: debt,
        threshold: over,
        release: sub(debt, over)?,
        limit: None,
        shrink: None,
    }))
}

/// What is still to be paid of a receivable, once it is shipped; none where nothing is.
pub(super) fn open(receivable: &Receivable) -> Result<Option<(Day, Number)>, Overflow> {
    let Some(shipped) = receivable.shipped else {
        return Ok(None);
    };
    let open = sub(receivable.amount, receivable.paid)?;
    Ok((open > Number::ZERO).then_some((shipped, open)))
}

/// What is still to be paid of a receivable that the condition counts.
fn counted(
    when: DebtWhen,
    receivable: &Receivable,
    today: Day,
) -> Result<Option<Number>, Overflow> {
    let Some((shipped, open)) = open(receivable)? else {
        return Ok(None);
    };
    let DebtWhen::Overdue { older_than, .. } = when else {
        return Ok(Some(open));
    };
    // Days overdue: none on the due day, one on the day after; a prepayment counts its day of shipment.
    let first_day_overdue = receivable
        .due
        .map_or(Some(shipped), |due| due.succ_opt())
        .ok_or(Overflow)?;
    let bar = first_day_overdue
        .checked_add_signed(TimeDelta::days(older_than.into()))
        .ok_or(Overflow)?;
    Ok((bar <= today).then_some(open))
}
