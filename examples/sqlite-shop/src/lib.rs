//! A small shop on SQLite: the plugin decides, the shop commits.
//!
//! What an engine has to do, and nothing else: gather facts with their versions, ask, and apply what was decided in one
//! transaction of its own. Placing the same request twice gives the first answer again; what moved between
//! facts and commit is decided anew; a crash at any point leaves an order that is whole or none.
//!
//! Articles, prices and contracts come from a shop folder; stock, reservations, bonus lots, uses of codes, orders,
//! outbox and audit live in tables.

mod audit;
mod books;
mod effects;
mod error;
mod gather;
mod outbox;
mod place;
mod schema;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comptoir::shop::Shop;

pub use books::Books;
pub use error::ShopError;
pub use outbox::Mail;
pub use place::{Line, Order, Place, Placed};

/// Where a crash can be tried out, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// The decision is made; no transaction has begun.
    Decided,
    /// Everything is written; the transaction is not committed.
    Written,
    /// The transaction is committed; nothing is sent.
    Committed,
    /// The first letter is sent, and not yet marked so.
    Sent,
}

impl Point {
    /// Its name, such as `decided`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Written => "written",
            Self::Committed => "committed",
            Self::Sent => "sent",
        }
    }
}

/// The shop. Each thread opens its own; what is shared lies in the database and the plugin.
pub struct SqliteShop {
    shop: Arc<Shop>,
    connection: rusqlite::Connection,
    /// Called at every [`Point`].
    at: Box<dyn Fn(Point) + Send>,
    path: PathBuf,
}

impl SqliteShop {
    /// The shop in the file `path`, made and stocked from `shop` if absent.
    ///
    /// # Errors
    /// [`ShopError`].
    pub fn open(path: &Path, shop: Arc<Shop>) -> Result<Self, ShopError> {
        let mut connection = schema::connect(path)?;
        schema::stock_up(&mut connection, &shop)?;
        Ok(Self {
            shop,
            connection,
            at: Box::new(|_| {}),
            path: path.to_owned(),
        })
    }

    /// Calls `at` at every point where a crash can be tried out.
    #[must_use]
    pub fn watched(mut self, at: impl Fn(Point) + Send + 'static) -> Self {
        self.at = Box::new(at);
        self
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
