//! What a decision does to the tables. An effect's key is its rows' key: a second time it would be refused.

use comptoir::Facts;
use comptoir::contract::{Action, Effect, Instant, LotPart, Reservation};
use rusqlite::{Transaction, params};

use crate::error::ShopError;
use crate::gather::number;

/// One effect that changes the state, for `order`, whose goods are set aside until a moment, or for good.
pub(crate) fn apply(
    tx: &Transaction<'_>,
    facts: &Facts,
    (order, until): (i64, Option<Instant>),
    effect: &Effect,
) -> Result<(), ShopError> {
    match &effect.action {
        Action::Reserve(reservations) => reservations.iter().try_for_each(|reservation| {
            reserve(tx, facts, (order, until), &effect.key, reservation)
        }),
        Action::Redeem(parts) => parts
            .iter()
            .try_for_each(|part| redeem(tx, facts, order, &effect.key, part)),
        Action::UsePromo(promo) => {
            tx.execute(
                "insert into promo_use values (?1, ?2, ?3, ?4)",
                params![effect.key, promo, facts.buyer.id, order],
            )?;
            Ok(())
        }
        Action::KeepDetails(details) => details.iter().try_for_each(|detail| {
            tx.execute(
                "insert or replace into detail values (?1, ?2, ?3)",
                params![facts.buyer.id, detail.name, detail.value],
            )?;
            Ok(())
        }),
        other => Err(ShopError::Effect(format!("{other:?}"))),
    }
}

fn at<T>(list: &[T], index: u32) -> Option<&T> {
    list.get(usize::try_from(index).ok()?)
}

fn reserve(
    tx: &Transaction<'_>,
    facts: &Facts,
    (order, until): (i64, Option<Instant>),
    key: &str,
    reservation: &Reservation,
) -> Result<(), ShopError> {
    let nowhere = || ShopError::Effect(format!("{reservation:?}"));
    let sku = &at(&facts.products.items, reservation.product)
        .ok_or_else(nowhere)?
        .sku;
    let warehouse = at(&facts.stock.warehouses, reservation.warehouse).ok_or_else(nowhere)?;
    tx.execute(
        "insert into reservation values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            key,
            sku,
            warehouse,
            facts.buyer.entity,
            reservation.quantity.to_string(),
            order,
            until
        ],
    )?;
    tx.execute(
        "update product set version = version + 1 where sku = ?1",
        [sku],
    )?;
    Ok(())
}

fn redeem(
    tx: &Transaction<'_>,
    facts: &Facts,
    order: i64,
    key: &str,
    part: &LotPart,
) -> Result<(), ShopError> {
    let nowhere = || ShopError::Effect(format!("{part:?}"));
    let account = facts
        .loyalty
        .as_ref()
        .and_then(|loyalty| loyalty.account.as_ref());
    let lot = account
        .and_then(|account| at(&account.lots, part.lot))
        .ok_or_else(nowhere)?;
    let buyer = &facts.buyer.id;
    tx.execute(
        "insert into redemption values (?1, ?2, ?3, ?4, ?5)",
        params![key, buyer, lot.id, part.amount.to_string(), order],
    )?;
    let remaining = number(&lot.left.to_string())? - number(&part.amount.to_string())?;
    tx.execute(
        "update bonus_lot set remaining = ?3 where buyer = ?1 and id = ?2",
        params![buyer, lot.id, remaining.to_string()],
    )?;
    tx.execute(
        "update bonus_account set version = version + 1 where buyer = ?1",
        [buyer],
    )?;
    Ok(())
}
