//! The audit, in the transaction that commits the decision.

use comptoir::audit::{AuditEntry, AuditSink, Head};
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::ShopError;

/// All threads and processes of the shop write one chain: the transaction puts them in a row.
const WRITER: &str = "shop";

/// The audit's table within a transaction.
pub(crate) struct Sink<'a>(pub(crate) &'a Transaction<'a>);

impl AuditSink for Sink<'_> {
    type Error = ShopError;

    fn append(&mut self, entry: AuditEntry) -> Result<Head, ShopError> {
        let unreadable = |error: &dyn std::fmt::Display| ShopError::Audit(error.to_string());
        let last: Option<String> = self
            .0
            .query_row(
                "select record from audit where writer = ?1 order by number desc limit 1",
                [WRITER],
                |row| row.get(0),
            )
            .optional()?;
        let head = match last {
            None => None,
            Some(line) => Some(
                comptoir::audit::AuditRecord::from_line(&line)
                    .map_err(|error| unreadable(&error))?
                    .head(),
            ),
        };
        let record = entry
            .seal(WRITER, head.as_ref())
            .map_err(|error| unreadable(&error))?;
        let line = record.to_line().map_err(|error| unreadable(&error))?;
        self.0.execute(
            "insert into audit values (?1, ?2, ?3)",
            params![
                WRITER,
                i64::try_from(record.number).unwrap_or(i64::MAX),
                line
            ],
        )?;
        Ok(record.head())
    }
}
