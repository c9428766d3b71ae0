//! What an engine does for those who try it.

use std::collections::{BTreeMap, BTreeSet};

use comptoir::contract::{Actor, Decimal};

/// Who acts, and for which buyer account.
#[derive(Debug, Clone)]
pub struct Who {
    /// The person at the keyboard.
    pub acting: Actor,
    /// Buyer account of the shop folder.
    pub buyer: String,
}

/// A way of bringing goods into a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bring {
    /// To what is in the cart already.
    Add,
    /// In place of what the cart has of the article.
    Adjust,
    /// Out of the cart; the quantity does not count.
    Remove,
    /// By a file of articles and quantities, as an upload hands it in.
    Import,
    /// By a rep's own entry form.
    Enter,
}

/// What whoever acted was told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Whether it was done; false where the rules refused it and nothing changed.
    pub done: bool,
    /// Codes of the findings that he can read, in any order.
    pub codes: BTreeSet<String>,
}

/// An order as its owner sees it. Words as in `wit/0.1.0/orders.wit`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderSeen {
    /// Such as `awaiting-confirmation`.
    pub order: String,
    /// Such as `full`.
    pub reservation: String,
    /// Such as `unpaid`.
    pub payment: String,
    /// Such as `none`.
    pub shipment: String,
    /// Quantity by article.
    pub lines: BTreeMap<String, Decimal>,
}

/// Why an engine could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// It has no such thing.
    #[error("it has no {0}")]
    Missing(&'static str),
    /// It broke.
    #[error("{0}")]
    Broken(String),
}

/// A shop engine with Comptoir in its hooks.
///
/// Every function goes the way of the engine's users. The defaults say that the engine has no
/// such thing.
pub trait Engine {
    /// Changes a fact, as an accounting system would; paths are those of `comptoir::shop::Shop::set`.
    ///
    /// # Errors
    /// [`EngineError`].
    fn set(&mut self, fact: &str, value: &str) -> Result<(), EngineError>;

    /// Brings goods into the cart of `who.buyer`, or takes them out.
    ///
    /// # Errors
    /// [`EngineError`].
    fn bring(
        &mut self,
        how: Bring,
        who: &Who,
        lines: &[(String, Decimal)],
    ) -> Result<Told, EngineError>;

    /// What is in a buyer's cart: accepted quantities above 0, by article.
    ///
    /// # Errors
    /// [`EngineError`].
    fn cart(&mut self, buyer: &str) -> Result<BTreeMap<String, Decimal>, EngineError>;

    /// Orders the cart as it was last shown. The same `key` again is the same wish. The order's id; none where it
    /// was refused.
    ///
    /// # Errors
    /// [`EngineError`].
    fn place(&mut self, who: &Who, key: &str) -> Result<(Told, Option<String>), EngineError>;

    /// What reserves an article's units now, over all orders.
    ///
    /// # Errors
    /// [`EngineError`].
    fn reserved(&mut self, sku: &str) -> Result<Decimal, EngineError>;

    /// How much of an article there is in all warehouses.
    ///
    /// # Errors
    /// [`EngineError`].
    fn on_hand(&mut self, sku: &str) -> Result<Decimal, EngineError>;

    /// An order.
    ///
    /// # Errors
    /// [`EngineError`].
    fn order(&mut self, _order: &str) -> Result<OrderSeen, EngineError> {
        Err(EngineError::Missing("orders to look at"))
    }

    /// Copies an earlier order into the cart.
    ///
    /// # Errors
    /// [`EngineError`].
    fn reorder(&mut self, _who: &Who, _order: &str) -> Result<Told, EngineError> {
        Err(EngineError::Missing("copies of orders"))
    }

    /// Puts other lines in place of an order's.
    ///
    /// # Errors
    /// [`EngineError`].
    fn edit(
        &mut self,
        _who: &Who,
        _order: &str,
        _lines: &[(String, Decimal)],
        _reason: &str,
    ) -> Result<Told, EngineError> {
        Err(EngineError::Missing("edits of orders"))
    }

    /// Confirms an order.
    ///
    /// # Errors
    /// [`EngineError`].
    fn confirm(&mut self, _who: &Who, _order: &str) -> Result<Told, EngineError> {
        Err(EngineError::Missing("confirmation"))
    }

    /// Sees what was paid on an order in all.
    ///
    /// # Errors
    /// [`EngineError`].
    fn pay(&mut self, _who: &Who, _order: &str, _sum: Decimal) -> Result<Told, EngineError> {
        Err(EngineError::Missing("payments"))
    }

    /// Ships an order whole.
    ///
    /// # Errors
    /// [`EngineError`].
    fn ship(&mut self, _who: &Who, _order: &str) -> Result<Told, EngineError> {
        Err(EngineError::Missing("shipments"))
    }

    /// Cancels an order.
    ///
    /// # Errors
    /// [`EngineError`].
    fn cancel(&mut self, _who: &Who, _order: &str, _reason: &str) -> Result<Told, EngineError> {
        Err(EngineError::Missing("cancelling"))
    }
}
