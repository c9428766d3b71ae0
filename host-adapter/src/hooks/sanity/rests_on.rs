//! Facts that a binding decision can't do without: the host watches the versions of those it names alone.

use std::collections::BTreeSet;

use super::{Check, demand};
use crate::bindings::comptoir::rules::types::{FactGroup, Verdict};
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::bindings::exports::comptoir::rules::orders::{Event, FireAnswer};
use crate::facts::Facts;

/// What a verdict names.
struct Named {
    contracts: BTreeSet<u32>,
    products: BTreeSet<u32>,
    stock: BTreeSet<u32>,
    loyalty: bool,
    orders: bool,
}

impl Named {
    fn by(verdict: &Verdict) -> Self {
        let of = |group: FactGroup| -> BTreeSet<u32> {
            let used = verdict.facts_used.iter();
            used.filter(|used| used.group == group)
                .map(|used| used.index)
                .collect()
        };
        Self {
            contracts: of(FactGroup::Contracts),
            products: of(FactGroup::Products),
            stock: of(FactGroup::Stock),
            loyalty: !of(FactGroup::Loyalty).is_empty(),
            orders: !of(FactGroup::Orders).is_empty(),
        }
    }

    /// A product, and its stock where that was passed.
    fn goods(&self, product: u32, stock: &[(u32, u32)], facts: &Facts) -> Check {
        let from = stock.partition_point(|(of, _)| *of < product);
        let own = stock.iter().skip(from).take_while(|(of, _)| *of == product);
        let known = own.into_iter().all(|(_, index)| self.stock.contains(index));
        demand(known && self.products.contains(&product), || {
            let at = usize::try_from(product).unwrap_or(usize::MAX);
            let item = facts.products.items.get(at);
            let sku = item.map_or("", |item| item.sku.as_str());
            format!("the decision does not name the product `{sku}`, or its stock")
        })
    }
}

/// Indices of the stock facts by product, rising.
fn stock(facts: &Facts) -> Vec<(u32, u32)> {
    let items = (0u32..).zip(&facts.stock.items);
    let mut stock: Vec<_> = items.map(|(index, stock)| (stock.product, index)).collect();
    stock.sort_unstable();
    stock
}

/// A draft rests on its contract, on product and stock of every line, and on the bonuses it spends.
pub(super) fn placed(answer: &PlaceAnswer, facts: &Facts) -> Check {
    if answer.draft.is_none() {
        return Ok(());
    }
    let named = Named::by(&answer.verdict);
    let chosen = answer.cart.contract.as_ref();
    demand(
        chosen.is_none_or(|chosen| named.contracts.contains(&chosen.contract)),
        || "the decision does not name its contract".to_owned(),
    )?;
    let stock = stock(facts);
    let lines = answer.cart.lines.iter();
    let mut taken = lines.filter(|line| !line.accepted.is_zero());
    taken.try_for_each(|line| match line.product {
        Some(product) => named.goods(product, &stock, facts),
        None => Ok(()),
    })?;
    let bonus = answer.cart.bonus.as_ref();
    let spends = bonus.is_some_and(|bonus| !bonus.redeemed.is_zero());
    demand(!spends || named.loyalty, || {
        "the decision does not name the bonuses it spends".to_owned()
    })
}

/// An event rests on its order, a correction on product and stock of what it asks for as well.
pub(super) fn fired(answer: &FireAnswer, facts: &Facts, event: &Event) -> Check {
    let named = Named::by(&answer.verdict);
    demand(named.orders, || {
        "the decision does not name its order".to_owned()
    })?;
    let Event::Correct(asked) = event else {
        return Ok(());
    };
    let stock = stock(facts);
    let proposal = answer.proposal.as_ref();
    let lines = proposal.map_or(&answer.lines, |proposal| &proposal.lines);
    let held: BTreeSet<&str> = lines.iter().map(|line| line.sku.as_str()).collect();
    let asked: BTreeSet<&str> = asked
        .iter()
        .filter(|line| !line.quantity.is_zero())
        .map(|line| line.sku.as_str())
        .filter(|sku| held.contains(sku))
        .collect();
    let mut products = (0u32..).zip(&facts.products.items);
    products.try_for_each(|(index, product)| {
        if asked.contains(product.sku.as_str()) {
            named.goods(index, &stock, facts)
        } else {
            Ok(())
        }
    })
}
