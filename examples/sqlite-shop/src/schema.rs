//! The tables, and how they are filled the first time.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use comptoir::shop::{Shop, Wanted};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::ShopError;

/// Quantities and sums are decimals as text: SQLite's numbers are floats.
const TABLES: &str = "
create table if not exists stock (
    sku text not null, warehouse text not null, on_hand text not null,
    primary key (sku, warehouse)) strict;
create table if not exists product (
    sku text primary key, version integer not null) strict;
create table if not exists orders (
    id integer primary key, request text not null unique, body text not null,
    buyer text not null, acting text not null, state text not null, gross text not null,
    company text not null, payable text not null, placed_at integer not null) strict;
create table if not exists order_line (
    order_id integer not null references orders (id), line integer not null,
    sku text not null, quantity text not null, net text not null, sum text not null,
    primary key (order_id, line)) strict;
create table if not exists reservation (
    effect text not null, sku text not null, warehouse text not null, company text not null,
    quantity text not null, order_id integer references orders (id), until integer,
    primary key (effect, sku, warehouse)) strict;
create table if not exists outbox (
    effect text primary key, order_id integer not null references orders (id),
    recipient text not null, template text not null, sent_at integer) strict;
create table if not exists bonus_account (
    buyer text primary key, version integer not null) strict;
create table if not exists bonus_lot (
    buyer text not null references bonus_account (buyer), id text not null,
    amount text not null, remaining text not null, primary key (buyer, id)) strict;
create table if not exists redemption (
    effect text not null, buyer text not null, lot text not null, amount text not null,
    order_id integer not null references orders (id), primary key (effect, lot)) strict;
create table if not exists promo_use (
    effect text primary key, promo text not null, buyer text not null,
    order_id integer not null references orders (id)) strict;
create table if not exists detail (
    buyer text not null, name text not null, value text not null,
    primary key (buyer, name)) strict;
create table if not exists audit (
    writer text not null, number integer not null, record text not null,
    primary key (writer, number)) strict;
";

/// A connection that waits for others instead of failing.
pub(crate) fn connect(path: &Path) -> Result<Connection, ShopError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What is committed survives a loss of power.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.execute_batch(TABLES)?;
    Ok(connection)
}

/// The folder's stock and bonuses, once.
pub(crate) fn stock_up(connection: &mut Connection, shop: &Shop) -> Result<(), ShopError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: i64 = tx.query_row("select count(*) from product", [], |row| row.get(0))?;
    if known == 0 {
        for (sku, product) in &shop.products {
            tx.execute("insert into product values (?1, 1)", [sku])?;
            for (warehouse, level) in product.stock.iter().flatten() {
                tx.execute(
                    "insert into stock values (?1, ?2, ?3)",
                    params![sku, warehouse, level.on_hand.to_string()],
                )?;
                if !level.reserved.is_zero() {
                    // Somebody else's, from before this shop kept its own.
                    tx.execute(
                        "insert into reservation values (?1, ?2, ?3, '', ?4, null, null)",
                        params!["folder", sku, warehouse, level.reserved.to_string()],
                    )?;
                }
            }
        }
        for buyer in shop.buyers.keys() {
            // No day matters: nothing of the account goes by it here.
            let facts = shop.facts(buyer, NaiveDate::default(), Wanted::Keys(&BTreeSet::new()))?;
            let Some(account) = facts.loyalty.and_then(|loyalty| loyalty.account) else {
                continue;
            };
            tx.execute("insert into bonus_account values (?1, 1)", [buyer])?;
            for lot in &account.lots {
                tx.execute(
                    "insert into bonus_lot values (?1, ?2, ?3, ?4)",
                    params![buyer, lot.id, lot.amount.to_string(), lot.left.to_string()],
                )?;
            }
        }
    }
    tx.commit()?;
    Ok(())
}
