//! Letters: written with the order, sent after it. A letter may go out twice, never not at all; its key lets
//! whoever receives it tell.

use comptoir::contract::Instant;
use rusqlite::params;

use crate::error::ShopError;
use crate::{Point, SqliteShop};

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The effect's key: the same letter has the same one.
    pub key: String,
    /// The order it speaks of.
    pub order: i64,
    /// Who gets it, such as `rep`.
    pub recipient: String,
    /// Which text, such as `order-received`.
    pub template: String,
}

impl SqliteShop {
    /// Sends what has not been sent, in order; returns how many letters went out.
    ///
    /// # Errors
    /// [`ShopError`]; what is not marked as sent is sent the next time.
    pub fn send(&mut self, at: Instant, mut send: impl FnMut(&Mail)) -> Result<usize, ShopError> {
        let waiting: Vec<Mail> = self
            .connection
            .prepare(
                "select effect, order_id, recipient, template from outbox
                 where sent_at is null order by order_id, effect",
            )?
            .query_map([], |row| {
                Ok(Mail {
                    key: row.get(0)?,
                    order: row.get(1)?,
                    recipient: row.get(2)?,
                    template: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        for mail in &waiting {
            send(mail);
            (self.at)(Point::Sent);
            self.connection.execute(
                "update outbox set sent_at = ?2 where effect = ?1",
                params![mail.key, at],
            )?;
        }
        Ok(waiting.len())
    }
}
