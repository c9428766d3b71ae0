//! An order entered later than it was taken: what its lines would have cost on that day.
//!
//! The same facts, read by another day: validity of contract, lists and grids, the tier
//! of that day's month, the rates of that day. Quantities are those accepted now.
//!
//! Requirement: A15.

use super::CartLine;
use super::desk::at;
use super::line::draft;
use crate::domain::number::{add, mul, sub};
use crate::domain::{
    Context, Day, Detail, Facts, Findings, Number, Overflow, Product, facts::in_force,
};
use crate::policy::Policy;
use crate::rules::contract_choice::Chosen;
use crate::rules::deferred_entry;
use crate::rules::exchange::Exchange;
use crate::rules::price::Pricing;

/// One line, then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeferredLine {
    /// None: no price could be decided for that day.
    pub net_then: Option<Number>,
    /// As in the cart.
    pub net_now: Option<Number>,
    /// Line sum now less line sum then.
    pub difference: Option<Number>,
}

/// What the time between collection and entry changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeferredEntry {
    /// Day of collection.
    pub collected: Day,
    /// Day of the decision.
    pub entered: Day,
    /// One a line.
    pub lines: Vec<DeferredLine>,
    /// Sum of the differences; none where one is missing.
    pub difference: Option<Number>,
}

/// The difference from the day of collection; findings where the day does not count, or is late.
/// Rates of that day go into `used`.
#[allow(
    clippy::too_many_arguments,
    reason = "what a price rests on, once more"
)]
pub(super) fn decide(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    chosen: Option<Chosen<'_>>,
    collected: Day,
    lines: &[CartLine],
    used: &mut Vec<u32>,
    findings: &mut Findings,
) -> Option<DeferredEntry> {
    match deferred_entry::decide(policy, context, collected) {
        Err(refused) => {
            findings.push(*refused);
            return None;
        }
        Ok(late) => late.into_iter().for_each(|late| findings.push(late)),
    }
    let then = chosen
        .filter(|chosen| {
            let contract = chosen.contract;
            in_force(collected, contract.valid_from, contract.valid_until)
        })
        .and_then(|chosen| prices(policy, facts, chosen, collected, lines, used).ok());
    let lines: Vec<DeferredLine> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let net_then = then.as_ref().and_then(|then| *then.get(index)?);
            compare(policy, line, net_then)
        })
        .collect();
    let difference = lines
        .iter()
        .try_fold(Number::ZERO, |sum, line| add(sum, line.difference?).ok());
    if collected < context.today {
        findings.push(deferred_entry::told(collected, context.today, difference));
    }
    Some(DeferredEntry {
        collected,
        entered: context.today,
        lines,
        difference,
    })
}

/// A line of nothing differs by nothing.
fn compare(policy: &Policy, line: &CartLine, net_then: Option<Number>) -> DeferredLine {
    let net_now = line.price.as_ref().map(|price| price.net);
    let difference = if line.accepted.is_zero() {
        Some(Number::ZERO)
    } else {
        line.sum.zip(net_then).and_then(|(now, net)| {
            let then = policy.shop.sum.apply(mul(net, line.accepted).ok()?).ok()?;
            sub(now, then).ok()
        })
    };
    DeferredLine {
        net_then,
        net_now,
        difference,
    }
}

/// Net unit prices of a day, one a line. A grid by a sum that could not be compared on that day leaves
/// every price of it unknown.
fn prices(
    policy: &Policy,
    facts: &Facts,
    chosen: Chosen<'_>,
    day: Day,
    lines: &[CartLine],
    used: &mut Vec<u32>,
) -> Result<Vec<Option<Number>>, Overflow> {
    let exchange = Exchange::new(policy, &facts.rates, day, &chosen.contract.currency);
    let pricing = Pricing::new(policy, facts, chosen, day, &exchange, Detail::Price)?;
    used.extend(exchange.used());
    if pricing.missing.is_some() {
        return Ok(Vec::new());
    }
    let mut order_sum = Number::ZERO;
    let mut drafts = Vec::with_capacity(lines.len());
    for line in lines {
        let product: Option<&Product> = line
            .product
            .and_then(|product| facts.products.items.get(at(product)))
            .filter(|_| line.asked > Number::ZERO);
        let draft = product.and_then(|product| draft(&pricing, product, line).ok());
        if let Some(draft) = &draft {
            let shown = policy.shop.unit_price.apply(draft.unit())?;
            order_sum = add(order_sum, mul(shown, line.accepted)?)?;
        }
        drafts.push(draft);
    }
    let grids = pricing.order_grids(order_sum)?;
    Ok(drafts
        .into_iter()
        .map(|draft| Some(pricing.finish(draft?, &grids).ok()?.net))
        .collect())
}
