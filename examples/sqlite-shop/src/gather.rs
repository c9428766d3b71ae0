//! Facts: articles, prices and contracts from the folder; stock, reservations, bonuses and uses of codes from the tables.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate, NaiveTime};
use comptoir::Facts;
use comptoir::contract::orders::OrderHistory;
use comptoir::contract::{
    Decimal, Instant, KeptDetail, Level, LiveOrder, LocalDate, Loyalty, PromoUse,
};
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
    promos: &[String],
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
    if let Some(receivables) = &mut facts.receivables {
        let company = &facts.buyer.entity;
        receivables.version = receivables_version(&tx, company)?;
        receivables.orders = Some(live_orders(&tx, company, currency(shop))?);
    }
    let known = facts.history.take().and_then(|history| history.largest);
    facts.history = Some(OrderHistory {
        version: receivables_version(&tx, &facts.buyer.entity)?,
        largest: largest(&tx, &facts.buyer.entity, known, day)?,
        currency: currency(shop).to_owned(),
    });
    facts.buyer.details = details(&tx, buyer)?;
    facts.loyalty = Some(loyalty(&tx, facts.loyalty.take(), buyer, promos)?);
    Ok(facts)
}

/// What the client's earlier orders said.
fn details(connection: &Connection, buyer: &str) -> Result<Vec<KeptDetail>, ShopError> {
    let mut rows =
        connection.prepare("select name, value from detail where buyer = ?1 order by name")?;
    let kept = rows.query_map([buyer], |row| {
        Ok(KeptDetail {
            name: row.get(0)?,
            value: row.get(1)?,
        })
    })?;
    Ok(kept.collect::<Result<_, _>>()?)
}

/// The buyer's account as the folder has it, with the lots and uses of the tables.
fn loyalty(
    connection: &Connection,
    known: Option<Loyalty>,
    buyer: &str,
    promos: &[String],
) -> Result<Loyalty, ShopError> {
    let mut account = known.and_then(|loyalty| loyalty.account);
    if let Some(account) = &mut account {
        for lot in &mut account.lots {
            let remaining: String = connection.query_row(
                "select remaining from bonus_lot where buyer = ?1 and id = ?2",
                [buyer, &lot.id],
                |row| row.get(0),
            )?;
            lot.left = decimal(number(&remaining)?)?;
        }
    }
    let count = |query: &str, parameters: &[&str]| -> Result<u32, ShopError> {
        Ok(
            connection.query_row(query, rusqlite::params_from_iter(parameters), |row| {
                row.get(0)
            })?,
        )
    };
    let promo_uses = promos
        .iter()
        .map(|promo| {
            Ok(PromoUse {
                promo: promo.clone(),
                total: count("select count(*) from promo_use where promo = ?1", &[promo])?,
                by_client: count(
                    "select count(*) from promo_use where promo = ?1 and buyer = ?2",
                    &[promo, buyer],
                )?,
            })
        })
        .collect::<Result<_, ShopError>>()?;
    Ok(Loyalty {
        version: loyalty_version(connection, buyer)?,
        account,
        promo_uses,
        placed_orders: Some(count(
            "select count(*) from orders where buyer = ?1",
            &[buyer],
        )?),
    })
}

/// Another one whenever the buyer's bonuses, his orders or anybody's use of a code have moved.
pub(crate) fn loyalty_version(connection: &Connection, buyer: &str) -> Result<String, ShopError> {
    Ok(connection.query_row(
        "select coalesce((select version from bonus_account where buyer = ?1), 0)
             || '.' || (select count(*) from orders where buyer = ?1)
             || '.' || (select count(*) from promo_use)",
        [buyer],
        |row| row.get(0),
    )?)
}

/// The orders of a company, none of which anybody has paid or closed here.
fn live_orders(
    connection: &Connection,
    company: &str,
    currency: &str,
) -> Result<Vec<LiveOrder>, ShopError> {
    let mut statement = connection.prepare("select id, payable from orders where company = ?1")?;
    let rows = statement.query_map([company], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (id, payable) = row?;
        Ok(LiveOrder {
            id: id.to_string(),
            entity: company.to_owned(),
            contract: None,
            currency: currency.to_owned(),
            payable: decimal(number(&payable)?)?,
            paid: Decimal::ZERO,
        })
    })
    .collect()
}

/// The largest order of a company in the 12 months before `day`, here or in the books that the folder holds.
fn largest(
    connection: &Connection,
    company: &str,
    known: Option<Decimal>,
    day: NaiveDate,
) -> Result<Option<Decimal>, ShopError> {
    let since = day.checked_sub_months(Months::new(12)).unwrap_or(day);
    let since = since.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    let mut statement =
        connection.prepare("select payable from orders where company = ?1 and placed_at >= ?2")?;
    let rows = statement.query_map(params![company, since], |row| row.get::<_, String>(0))?;
    let mut largest = known.and_then(|known| known.to_number());
    for payable in rows {
        largest = largest.max(Some(number(&payable?)?));
    }
    largest.map(decimal).transpose()
}

/// This shop has one currency.
fn currency(shop: &Shop) -> &str {
    let list = shop.price_lists.first();
    list.map_or("", |list| list.currency.as_str())
}

/// Another one whenever the company's orders have moved; what it owes comes from the folder.
pub(crate) fn receivables_version(
    connection: &Connection,
    company: &str,
) -> Result<String, ShopError> {
    Ok(connection.query_row(
        "select 'orders.' || count(*) from orders where company = ?1",
        [company],
        |row| row.get(0),
    )?)
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
