//! Facts: articles, prices and contracts from the folder, stock and reservations from the tables.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use comptoir::Facts;
use comptoir::contract::{Decimal, Instant, Level, LocalDate};
use comptoir::shop::{Shop, Wanted};
use rusqlite::{Connection, params};
use rust_decimal::Decimal as Number;

use crate::error::ShopError;

/// What a decision about `skus` rests on, as it stands at `instant`. A reservation past its time is free,
/// whether or not anybody has cleared it away.
pub(crate) fn gather(
    connection: &mut Connection,
    shop: &Shop,
    buyer: &str,
    today: LocalDate,
    instant: Instant,
    skus: &BTreeSet<String>,
) -> Result<Facts, ShopError> {
    let day = NaiveDate::from_ymd_opt(today.year, today.month.into(), today.day.into())
        .unwrap_or_default();
    let mut facts = shop.facts(buyer, day, Wanted::Keys(skus))?;
    // One transaction: all rows are of one moment.
    let tx = connection.transaction()?;
    for stock in &mut facts.stock.items {
        let product = usize::try_from(stock.product).unwrap_or(usize::MAX);
        let Some(product) = facts.products.items.get(product) else {
            continue;
        };
        let sku = &product.sku;
        let version: i64 =
            tx.query_row("select version from product where sku = ?1", [sku], |row| {
                row.get(0)
            })?;
        stock.version = version.to_string();
        let reserved = |warehouse: &str, company: Option<&str>| {
            total(
                &tx,
                "select quantity from reservation where sku = ?1
                   and (?2 = '' or warehouse = ?2) and (?3 is null or company = ?3)
                   and (until is null or until > ?4)",
                params![sku, warehouse, company, instant],
            )
        };
        stock.own_reserved = decimal(reserved("", Some(&facts.buyer.entity))?)?;
        stock.levels = (0..)
            .zip(&facts.stock.warehouses)
            .map(|(warehouse, name)| {
                Ok(Level {
                    warehouse,
                    on_hand: decimal(total(
                        &tx,
                        "select on_hand from stock where sku = ?1 and warehouse = ?2",
                        params![sku, name],
                    )?)?,
                    reserved: decimal(reserved(name, None)?)?,
                })
            })
            .collect::<Result<_, ShopError>>()?;
    }
    Ok(facts)
}

/// The sum of a column of decimals.
pub(crate) fn total(
    connection: &Connection,
    query: &str,
    parameters: impl rusqlite::Params,
) -> Result<Number, ShopError> {
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map(parameters, |row| row.get::<_, String>(0))?;
    let mut sum = Number::ZERO;
    for text in rows {
        sum += number(&text?)?;
    }
    Ok(sum)
}

/// A decimal as the tables keep it.
pub(crate) fn number(text: &str) -> Result<Number, ShopError> {
    Number::from_str_exact(text).map_err(|_| ShopError::Number(text.to_owned()))
}

fn decimal(number: Number) -> Result<Decimal, ShopError> {
    Decimal::try_from(number).map_err(|error| ShopError::Number(error.to_string()))
}
