//! Overrides of facts by path. The paths are listed at [`Shop::set`].

mod clients;
mod goods;
mod people;
mod rates;

use super::error::ContentError;
use super::{Shop, loyalty};

const HEADS: &str = "`product`, `price`, `stock`, `bought`, `reserved`, `company`, `buyer`, `contract`, `rate`, `receivable`, \
    `receivables`, `limit`, `live_order`, `live_orders`, `grant`, `loyalty`, `bonus`, `promo`, `order`, `history`, `working`, \
    `client`, `outlet`, `employee`, `rep`, `binding` or `invitation`";

type Set = Result<(), ContentError>;

/// Changes what the path names; nothing on error.
pub(super) fn apply(shop: &mut Shop, path: &str, value: &str) -> Set {
    let parts: Vec<&str> = path.split('.').collect();
    match parts[..] {
        ["product", sku] => {
            must_be_none(value)?;
            shop.product_mut(sku)?;
            shop.products.remove(sku);
        }
        ["product", sku, field] => goods::product(shop, sku, field, value)?,
        ["price", sku, list, ref from @ ..] if !from.is_empty() => {
            goods::price(shop, sku, list, &from.join("."), value)?;
        }
        ["stock", sku] => {
            must_be_none(value)?;
            shop.product_mut(sku)?.stock = None;
        }
        ["stock", sku, warehouse, field] => goods::stock(shop, sku, warehouse, field, value)?,
        ["bought", company, sku, month] => goods::bought(shop, company, sku, month, value)?,
        ["reserved", company, sku] => goods::reserved(shop, company, sku, value)?,
        ["company", id, ref field @ ..] => clients::company(shop, id, field, value)?,
        ["buyer", id, ref field @ ..] => clients::buyer(shop, id, field, value)?,
        ["contract", id, field] => clients::contract(shop, id, field, value)?,
        ["rate", from, to, day] => rates::rate(shop, from, to, day, value)?,
        ["receivables"] => {
            must_be_none(value)?;
            shop.receivables = None;
        }
        ["receivable", id] => {
            must_be_none(value)?;
            clients::no_receivable(shop, id)?;
        }
        ["receivable", id, field] => clients::receivable(shop, id, field, value)?,
        ["limit", company] => shop.set_limit(company, None, value)?,
        ["limit", company, contract] => shop.set_limit(company, Some(contract), value)?,
        ["live_orders"] => {
            must_be_none(value)?;
            shop.live_orders = None;
        }
        ["live_order", id] => shop.set_live_order(id, None, value)?,
        ["live_order", id, field] => shop.set_live_order(id, Some(field), value)?,
        ["client", id, ref field @ ..] => people::client(shop, id, field, value)?,
        ["outlet", id, ref field @ ..] => people::outlet(shop, id, field, value)?,
        ["employee", id] => people::no_employee(shop, id, value)?,
        ["employee", id, field] => people::employee(shop, id, field, value)?,
        ["rep", id, field] => people::rep(shop, id, field, value)?,
        ["binding", client] => people::binding(shop, client, None, value)?,
        ["binding", client, outlet] => people::binding(shop, client, Some(outlet), value)?,
        ["invitation", id, field] => people::invitation(shop, id, field, value)?,
        ["loyalty" | "bonus" | "promo", ..] => loyalty::set(shop, &parts, value)?,
        ["order", id, ref field @ ..] => super::orders::set(shop, id, field, value)?,
        ["history", company] => super::orders::set_history(shop, company, value)?,
        ["working"] => {
            must_be_none(value)?;
            shop.orders.working = None;
        }
        ["grant", gate] => clients::grant(shop, gate, value)?,
        _ => return Err(ContentError::NoSuchPath(HEADS.to_owned())),
    }
    Ok(())
}

fn optional<T>(
    value: &str,
    parse: impl FnOnce(&str) -> Result<T, ContentError>,
) -> Result<Option<T>, ContentError> {
    match value {
        "none" => Ok(None),
        _ => parse(value).map(Some),
    }
}

/// Names between commas; an empty text is no name.
fn names(value: &str) -> Vec<String> {
    value
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn must_be_none(value: &str) -> Set {
    match value {
        "none" => Ok(()),
        _ => Err(ContentError::value(
            value,
            "`none`, which is all that can be set here",
        )),
    }
}

fn no_field(field: &str, fields: &[&'static str]) -> Set {
    Err(ContentError::unknown(
        "field",
        field,
        fields.iter().copied(),
    ))
}
