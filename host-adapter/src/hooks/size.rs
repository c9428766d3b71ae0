//! How large a call is, in bytes, before it is lowered into the sandbox. Near enough to bound it.

use crate::bindings::comptoir::rules::facts::{
    Buyer, Contract, Grant, Loyalty, Product, ProductStock,
};
use crate::bindings::comptoir::rules::types::Context;
use crate::bindings::exports::comptoir::rules::cart::{
    DeliveryChoice, ExtraField, ImportRow, Line,
};
use crate::bindings::exports::comptoir::rules::checkout::QuotedLine;
use crate::facts::Facts;

/// Bytes that any record takes, next to its texts.
const RECORD: usize = 64;

fn sum<T>(items: &[T], size: impl Fn(&T) -> usize) -> usize {
    items.iter().fold(0, |sum, item| {
        sum.saturating_add(RECORD).saturating_add(size(item))
    })
}

fn product(product: &Product) -> usize {
    product
        .sku
        .len()
        .saturating_add(product.version.len())
        .saturating_add(text(product.replaced_by.as_ref()))
        .saturating_add(sum(&product.prices, |_| 0))
        .saturating_add(product.categories.len().saturating_mul(4))
}

fn stock(stock: &ProductStock) -> usize {
    stock
        .version
        .len()
        .saturating_add(sum(&stock.levels, |_| 0))
        .saturating_add(sum(&stock.bought, |_| 0))
}

fn lengths<const N: usize>(texts: [&str; N]) -> usize {
    texts
        .into_iter()
        .fold(0, |sum, text| sum.saturating_add(text.len()))
}

fn text(text: Option<&String>) -> usize {
    text.map_or(0, String::len)
}

fn buyer(buyer: &Buyer) -> usize {
    lengths([&buyer.id, &buyer.version, &buyer.entity])
        .saturating_add(text(buyer.price_list.as_ref()))
        .saturating_add(texts(&buyer.profiles))
        .saturating_add(sum(&buyer.details, |kept| {
            lengths([&kept.name, &kept.value])
        }))
}

fn contract(contract: &Contract) -> usize {
    lengths([
        &contract.id,
        &contract.version,
        &contract.entity,
        &contract.terms,
        &contract.currency,
    ])
    .saturating_add(text(contract.price_list.as_ref()))
    .saturating_add(contract.categories.as_deref().map_or(0, texts))
}

fn grant(grant: &Grant) -> usize {
    lengths([&grant.gate, &grant.role, &grant.by, &grant.reason])
}

fn loyalty(loyalty: &Loyalty) -> usize {
    let account = loyalty.account.as_ref().map_or(0, |account| {
        lengths([&account.phone, &account.version])
            .saturating_add(text(account.segment.as_ref()))
            .saturating_add(sum(&account.orders, |order| order.channel.len()))
            .saturating_add(sum(&account.lots, |lot| lengths([&lot.id, &lot.version])))
    });
    loyalty
        .version
        .len()
        .saturating_add(account)
        .saturating_add(sum(&loyalty.promo_uses, |uses| uses.promo.len()))
}

/// Texts of a request or of the facts.
pub(super) fn texts(texts: &[String]) -> usize {
    sum(texts, String::len)
}

/// The context of a call, with the contract that the request names.
pub(super) fn context(context: &Context, contract: Option<&String>) -> usize {
    [&context.acting.id, &context.principal, &context.request_id]
        .into_iter()
        .chain(contract)
        .fold(RECORD, |sum, text| sum.saturating_add(text.len()))
}

/// The facts of a call.
pub(super) fn facts(facts: &Facts) -> usize {
    let receivables = facts.receivables.as_ref().map_or(0, |receivables| {
        sum(&receivables.items, |item| {
            lengths([&item.id, &item.entity, &item.currency])
                .saturating_add(text(item.contract.as_ref()))
                .saturating_add(text(item.order.as_ref()))
        })
        .saturating_add(sum(&receivables.grants, grant))
        .saturating_add(sum(&receivables.limits, |limit| {
            lengths([&limit.entity, &limit.currency]).saturating_add(text(limit.contract.as_ref()))
        }))
        .saturating_add(sum(
            receivables.orders.as_deref().unwrap_or_default(),
            |order| {
                lengths([&order.id, &order.entity, &order.currency])
                    .saturating_add(text(order.contract.as_ref()))
            },
        ))
    });
    [
        sum(&facts.contracts, contract),
        sum(&facts.products.price_lists, |list| {
            lengths([&list.id, &list.version, &list.currency])
        }),
        texts(&facts.products.tax_classes),
        texts(&facts.products.categories),
        texts(&facts.stock.warehouses),
        buyer(&facts.buyer),
        sum(&facts.products.items, product),
        sum(&facts.stock.items, stock),
        sum(&facts.buyer.turnover, |_| 0),
        receivables,
        sum(&facts.rates, |rate| {
            lengths([&rate.version, &rate.from, &rate.to])
        }),
        facts.loyalty.as_ref().map_or(0, loyalty),
    ]
    .into_iter()
    .fold(RECORD, usize::saturating_add)
}

/// Anything that is passed rarely, by writing it out.
pub(super) fn of(value: &impl serde::Serialize) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.saturating_add(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, value) {
        Ok(()) => count.0,
        // What can't be written out is never small enough.
        Err(_) => usize::MAX,
    }
}

/// The choice of delivery.
pub(super) fn delivery(choice: Option<&DeliveryChoice>) -> usize {
    choice.map_or(0, |choice| {
        let texts = [
            &choice.zone,
            &choice.city,
            &choice.postcode,
            &choice.address,
            &choice.branch,
            &choice.recipient,
            &choice.phone,
            &choice.payment,
        ];
        texts.into_iter().fold(choice.method.len(), |sum, field| {
            sum.saturating_add(text(field.as_ref()))
        })
    })
}

/// The shop's own fields.
pub(super) fn extra(fields: &[ExtraField]) -> usize {
    sum(fields, |field| lengths([&field.name, &field.value]))
}

/// Lines of a cart.
pub(super) fn lines(lines: &[Line]) -> usize {
    sum(lines, |line| {
        line.sku.len().saturating_add(extra(&line.extra))
    })
}

/// What a buyer was shown.
pub(super) fn quoted(lines: &[QuotedLine]) -> usize {
    sum(lines, |_| 0)
}

/// Rows of an order file.
pub(super) fn rows(rows: &[ImportRow]) -> usize {
    sum(rows, |row| {
        lengths([&row.exact, &row.without_leading_zeros]).saturating_add(row.problems.len())
    })
}

/// What a call passes in all.
pub(super) fn total<const N: usize>(parts: [usize; N]) -> usize {
    parts.into_iter().fold(0, usize::saturating_add)
}
