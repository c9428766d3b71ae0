//! What the host knows, in groups.

use serde::{Deserialize, Serialize};

use crate::bindings::comptoir::rules::facts::{
    Buyer, Contract, Loyalty, Products, Rate, Receivables, Stock,
};
use crate::bindings::exports::comptoir::rules::orders::{OrderHistory, WorkingTime};

/// The fact groups of a call; see `wit/0.1.0/facts.wit`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Facts {
    /// The buyer account and the legal entity behind it.
    pub buyer: Buyer,
    /// His contracts.
    pub contracts: Vec<Contract>,
    /// The products that the request may speak of.
    pub products: Products,
    /// Their stock.
    pub stock: Stock,
    /// What he owes; none: not known, and the credit gates answer `indeterminate`.
    pub receivables: Option<Receivables>,
    /// Exchange rates. May be empty: what needs one is then `indeterminate`.
    #[serde(default)]
    pub rates: Vec<Rate>,
    /// His bonus account, and how often promo codes were used; none: not known, and who names a
    /// limited code or asks for bonuses is answered `indeterminate`.
    pub loyalty: Option<Loyalty>,
    /// What the client ordered before, which placing alone reads; none: not known, and where the manager's look
    /// goes by it no order is confirmed by itself. Events of an order have theirs beside the order.
    #[serde(default)]
    pub history: Option<OrderHistory>,
    /// Working time from now on, rising, which placing alone reads; none: not known.
    #[serde(default)]
    pub working: Option<Vec<WorkingTime>>,
}
