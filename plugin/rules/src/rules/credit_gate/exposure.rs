//! Exposure: what of a credit limit is in use once the order at hand stands.
//!
//! Counted are the open receivables of what is shipped, every live order, and the order at
//! hand, once, whether or not it is among the live ones. Of an order that is shipped in part
//! counts what is owed on it or what is left to pay of it, whichever is more. What is not
//! shipped counts as an order, not by its invoice.
//!
//! A limit holds for a contract or over all of them; where both kinds are given, both hold.
//! Exposure is converted up and the limit down.

use super::{Debtor, Excess, Measured, debt};
use crate::domain::number::{add, ceil_to, div, mul, sub};
use crate::domain::{CreditLimit, LiveOrder, Number, Overflow, Receivable, Receivables};
use crate::policy::{Bound, ExposureWhen};
use crate::rules::exchange::{Exchange, NoRate};

/// Why nothing can be counted.
enum Trouble {
    Unknown(String),
    Overflow,
}

impl From<Overflow> for Trouble {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// The credit in use, against the share of the limit that `when` names.
pub(super) fn measure(
    when: ExposureWhen,
    debtor: Debtor<'_>,
    receivables: Option<&Receivables>,
) -> Result<Measured, Overflow> {
    match worst(when, debtor, receivables) {
        Ok(None) => Ok(Measured::Within),
        Ok(Some(excess)) => Ok(Measured::Over(excess)),
        Err(Trouble::Unknown(fact)) => Ok(Measured::Unknown(fact)),
        Err(Trouble::Overflow) => Err(Overflow),
    }
}

/// The excess over every limit that holds: what is paid or taken off is enough for each.
fn worst(
    when: ExposureWhen,
    debtor: Debtor<'_>,
    receivables: Option<&Receivables>,
) -> Result<Option<Excess>, Trouble> {
    let unknown = |fact: &str| Trouble::Unknown(fact.to_owned());
    let facts = receivables.ok_or_else(|| unknown("receivables"))?;
    let orders = facts.orders.as_ref();
    let orders = orders.ok_or_else(|| unknown("live orders"))?;
    let under = debtor.order.under;
    let under = under.ok_or_else(|| unknown("contract of the order"))?;
    let of_entity = facts.limits.iter().filter(|it| it.entity == debtor.entity);
    let (whole, single): (Vec<_>, Vec<_>) = of_entity
        .filter(|it| it.contract.as_deref().is_none_or(|id| id == under.contract))
        .partition(|it| it.contract.is_none());
    if whole.len() > 1 || single.len() > 1 {
        return Err(unknown("credit limit: two of them"));
    }
    if whole.is_empty() && single.is_empty() {
        return Err(unknown("credit limit"));
    }
    let mut worst: Option<Excess> = None;
    for limit in whole.into_iter().chain(single) {
        let scope = Scope {
            debtor,
            contract: limit.contract.as_deref(),
            items: &facts.items,
            orders,
        };
        let Some(excess) = scope.against(when, limit)? else {
            continue;
        };
        worst = Some(match worst {
            None => excess,
            Some(other) => {
                let shrink = other.shrink.zip(excess.shrink);
                let most = match other.release < excess.release {
                    true => excess,
                    false => other,
                };
                Excess {
                    shrink: shrink.map(|(one, other)| one.min(other)),
                    ..most
                }
            }
        });
    }
    Ok(worst)
}

/// What one limit counts.
struct Scope<'a> {
    debtor: Debtor<'a>,
    /// Contract of the limit; none: all.
    contract: Option<&'a str>,
    items: &'a [Receivable],
    orders: &'a [LiveOrder],
}

impl Scope<'_> {
    /// What exceeds `limit`; none within it.
    fn against(&self, when: ExposureWhen, limit: &CreditLimit) -> Result<Option<Excess>, Trouble> {
        let Some(amount) = limit.amount else {
            return Ok(None);
        };
        let exchange = self.debtor.exchange;
        let (others, own, owed) = self.counted()?;
        let exposure = add(others, own.max(owed))?;
        // Nothing in use is within any limit, and nothing is nothing in any currency.
        if exposure.is_zero() {
            return Ok(None);
        }
        let conversion = exchange
            .debt(&limit.currency)
            .map_err(|no_rate| no_rate_for("credit limit", "", &limit.currency, &no_rate))?;
        let share = div(mul(amount, when.share.0)?, Number::ONE_HUNDRED)?;
        let exact = conversion.exact(share)?;
        let threshold = match when.bound {
            Bound::Over => exchange.round_down(exact)?,
            // The largest sum below it; a limit of nothing still lets nothing pass.
            Bound::From => {
                let unit = exchange.unit();
                exchange.round_down(sub(ceil_to(exact, unit)?, unit)?.max(Number::ZERO))?
            }
        };
        if exposure <= threshold {
            return Ok(None);
        }
        // The order may shrink to what the others leave, as long as they leave something, and
        // what is shipped of it already does not shrink with it.
        let room = sub(threshold, others)?;
        let most = add(room, self.debtor.order.paid)?;
        let shrink = (room >= owed && most > Number::ZERO).then_some(most);
        Ok(Some(Excess {
            measured: exposure,
            threshold,
            release: sub(exposure, threshold)?,
            limit: Some(conversion.down(amount)?),
            shrink,
        }))
    }

    /// Everything but the order at hand; what is left to pay of that one; and what of it is
    /// shipped and owed. In the document's currency, the first and last rounded up.
    fn counted(&self) -> Result<(Number, Number, Number), Trouble> {
        let at_hand = self.debtor.order;
        let mut others = Sum::new(self.debtor.exchange);
        for item in self
            .items
            .iter()
            .filter(|it| self.counts(&it.entity, it.contract.as_deref()))
        {
            let with_its_order = item.order.as_deref().is_some_and(|id| {
                at_hand.id == Some(id) || self.live().any(|order| order.id == id)
            });
            if !with_its_order {
                others.receivable(item)?;
            }
        }
        for order in self
            .live()
            .filter(|order| at_hand.id != Some(order.id.as_str()))
        {
            let mut left = Sum::new(self.debtor.exchange);
            let unpaid = sub(order.payable, order.paid)?;
            left.add(unpaid, "order", &order.id, &order.currency)?;
            let owed = self.owed(&order.id)?;
            others.same &= left.same && owed.same;
            others.total = add(others.total, left.total.max(owed.total))?;
        }
        let owed = match at_hand.id {
            Some(id) => self.owed(id)?.rounded()?,
            None => Number::ZERO,
        };
        let own = sub(at_hand.payable, at_hand.paid)?.max(Number::ZERO);
        Ok((others.rounded()?, own, owed))
    }

    /// Live orders that count.
    fn live(&self) -> impl Iterator<Item = &LiveOrder> {
        self.orders
            .iter()
            .filter(|order| self.counts(&order.entity, order.contract.as_deref()))
    }

    /// What is shipped and open of one order.
    fn owed(&self, order: &str) -> Result<Sum<'_>, Trouble> {
        let mut owed = Sum::new(self.debtor.exchange);
        let of_order = self.items.iter().filter(|item| {
            item.order.as_deref() == Some(order)
                && self.counts(&item.entity, item.contract.as_deref())
        });
        for item in of_order {
            owed.receivable(item)?;
        }
        Ok(owed)
    }

    /// Whether the limit speaks of it. What names no contract counts under each.
    fn counts(&self, entity: &str, contract: Option<&str>) -> bool {
        let named = self.contract.zip(contract);
        entity == self.debtor.entity && named.is_none_or(|(limit, other)| limit == other)
    }
}

/// A sum in the document's currency, exact until it is rounded.
struct Sum<'a> {
    exchange: &'a Exchange<'a>,
    total: Number,
    /// Whether nothing was converted.
    same: bool,
}

impl<'a> Sum<'a> {
    const fn new(exchange: &'a Exchange<'a>) -> Self {
        Self {
            exchange,
            total: Number::ZERO,
            same: true,
        }
    }

    fn receivable(&mut self, item: &Receivable) -> Result<(), Trouble> {
        match debt::open(item)? {
            Some((_, open)) => self.add(open, "receivable", &item.id, &item.currency),
            None => Ok(()),
        }
    }

    /// Adds what is above 0.
    fn add(&mut self, sum: Number, what: &str, id: &str, currency: &str) -> Result<(), Trouble> {
        if sum <= Number::ZERO {
            return Ok(());
        }
        let conversion = self
            .exchange
            .debt(currency)
            .map_err(|no_rate| no_rate_for(what, id, currency, &no_rate))?;
        self.same &= conversion.is_same();
        self.total = add(self.total, conversion.exact(sum)?)?;
        Ok(())
    }

    fn rounded(&self) -> Result<Number, Overflow> {
        match self.same {
            true => Ok(self.total),
            false => self.exchange.round_up(self.total),
        }
    }
}

fn no_rate_for(what: &str, id: &str, currency: &str, no_rate: &NoRate) -> Trouble {
    let named = if id.is_empty() {
        what.to_owned()
    } else {
        format!("{what} {id}")
    };
    Trouble::Unknown(format!("{named} in {currency}: {}", no_rate.fact()))
}
