//! How large a call is, in bytes, before it is lowered into the sandbox. Near enough to bound it.

use crate::bindings::comptoir::rules::facts::{Contract, Product, ProductStock};
use crate::bindings::exports::comptoir::rules::cart::{ImportRow, Line};
use crate::facts::Facts;

/// Bytes that any record takes, next to its texts.
const RECORD: usize = 64;

fn sum<T>(items: &[T], size: impl Fn(&T) -> usize) -> usize {
    items.iter().fold(0, |sum, item| sum.saturating_add(RECORD).saturating_add(size(item)))
}

fn product(product: &Product) -> usize {
    product.sku.len().saturating_add(product.version.len()).saturating_add(sum(&product.prices, |_| 0))
}

fn stock(stock: &ProductStock) -> usize {
    stock.version.len().saturating_add(sum(&stock.levels, |_| 0)).saturating_add(sum(&stock.bought, |_| 0))
}

fn contract(contract: &Contract) -> usize {
    contract.id.len().saturating_add(contract.terms.len()).saturating_add(contract.version.len())
}

/// The facts of a call.
pub(super) fn facts(facts: &Facts) -> usize {
    let receivables = facts.receivables.as_ref().map_or(0, |receivables| {
        sum(&receivables.items, |item| item.id.len()).saturating_add(sum(&receivables.grants, |grant| grant.reason.len()))
    });
    [
        sum(&facts.contracts, contract),
        sum(&facts.products.price_lists, |list| list.id.len()),
        sum(&facts.products.items, product),
        sum(&facts.stock.items, stock),
        sum(&facts.buyer.turnover, |_| 0),
        receivables,
    ]
    .into_iter()
    .fold(RECORD, usize::saturating_add)
}

/// Lines of a cart.
pub(super) fn lines(lines: &[Line]) -> usize {
    sum(lines, |line| line.sku.len())
}

/// Rows of an order file.
pub(super) fn rows(rows: &[ImportRow]) -> usize {
    sum(rows, |row| row.exact.len().saturating_add(row.without_leading_zeros.len()))
}
