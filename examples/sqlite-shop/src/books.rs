//! The books: what must hold whatever happened.

use comptoir::audit::{Head, verify};
use comptoir::contract::Instant;
use rusqlite::params;

use crate::SqliteShop;
use crate::error::ShopError;
use crate::gather::{number, total};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Books {
    /// Orders placed.
    pub orders: usize,
    /// Letters not sent yet.
    pub unsent: usize,
    /// Bonuses redeemed, by all clients.
    pub redeemed: String,
    /// Records of the audit.
    pub audited: u64,
    /// The audit's end: keep it elsewhere.
    pub head: Option<Head>,
    /// What does not hold, in words. Empty: all is well.
    pub faults: Vec<String>,
}

impl SqliteShop {
    /// Holds the tables against each other, as they stand at `instant`.
    ///
    /// # Errors
    /// [`ShopError`].
    pub fn books(&self, instant: Instant) -> Result<Books, ShopError> {
        let mut books = Books::default();
        let connection = &self.connection;
        let count = |query: &str| -> Result<usize, ShopError> {
            let count: i64 = connection.query_row(query, [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or_default())
        };
        books.orders = count("select count(*) from orders")?;
        books.unsent = count("select count(*) from outbox where sent_at is null")?;

        books.redeemed = total(connection, "select amount from redemption", [])?.to_string();

        let mut levels = connection.prepare("select sku, warehouse, on_hand from stock")?;
        let mut rows = levels.query([])?;
        while let Some(row) = rows.next()? {
            let (sku, warehouse, on_hand): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let reserved = total(
                connection,
                "select quantity from reservation where sku = ?1 and warehouse = ?2
                   and (until is null or until > ?3)",
                params![sku, warehouse, instant],
            )?;
            if reserved > number(&on_hand)? {
                books.faults.push(format!(
                    "{reserved} of {sku} are reserved in {warehouse}, where {on_hand} lie"
                ));
            }
        }
        // What was redeemed is what the lots lack.
        let mut lots = connection.prepare("select buyer, id, amount, remaining from bonus_lot")?;
        let mut rows = lots.query([])?;
        while let Some(row) = rows.next()? {
            let (buyer, id, amount, remaining): (String, String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let redeemed = total(
                connection,
                "select amount from redemption where buyer = ?1 and lot = ?2",
                params![buyer, id],
            )?;
            let (amount, remaining) = (number(&amount)?, number(&remaining)?);
            if remaining.is_sign_negative() || remaining + redeemed != amount {
                books.faults.push(format!(
                    "lot {id} of {buyer} had {amount}: {redeemed} are redeemed and {remaining} left"
                ));
            }
        }
        // Placing reserves what the order's lines say, or nothing.
        let mut orders = connection.prepare("select id, request from orders")?;
        let mut rows = orders.query([])?;
        while let Some(row) = rows.next()? {
            let (id, request): (i64, String) = (row.get(0)?, row.get(1)?);
            let asked = total(
                connection,
                "select quantity from order_line where order_id = ?1",
                [id],
            )?;
            let held = total(
                connection,
                "select quantity from reservation where order_id = ?1",
                [id],
            )?;
            if asked != held {
                books.faults.push(format!(
                    "order {id} is for {asked} units and reserves {held}"
                ));
            }
            let audited: i64 = connection.query_row(
                "select count(*) from audit where json_extract(record, '$.entry.\"request-id\"') = ?1",
                [&request],
                |row| row.get(0),
            )?;
            if audited != 1 {
                books
                    .faults
                    .push(format!("order {id} stands {audited} times in the audit"));
            }
        }
        let lines = self.audit()?;
        match verify(lines.join("\n").as_bytes(), &[]) {
            Ok(chains) => {
                books.head = chains.into_iter().next().map(|chain| chain.head);
                books.audited = books.head.as_ref().map_or(0, |head| head.number);
            }
            Err(fault) => books.faults.push(format!("the audit is broken: {fault}")),
        }
        Ok(books)
    }

    /// The audit, one record a line.
    ///
    /// # Errors
    /// [`ShopError`].
    pub fn audit(&self) -> Result<Vec<String>, ShopError> {
        let lines = self
            .connection
            .prepare("select record from audit order by writer, number")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(lines)
    }
}
