//! What the shop remembers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use comptoir::audit::{AuditEntry, AuditRecord, Head};
use comptoir::contract::orders::Order;
use comptoir::contract::{Decimal, LocalDate, Quote};
use comptoir::shop::{Shop, Wanted};
use comptoir::{Facts, OrderFacts};

use crate::error::{ShopError, sum};

/// A cart as it was last shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cart {
    /// Article and accepted quantity, above 0; each article once.
    pub(crate) lines: Vec<(String, Decimal)>,
    /// What the buyer saw, line by line.
    pub(crate) quote: Option<Quote>,
}

/// Goods that nobody else may have.
#[derive(Debug, Clone)]
pub(crate) struct Reserved {
    pub(crate) order: String,
    pub(crate) sku: String,
    pub(crate) warehouse: String,
    pub(crate) quantity: Decimal,
}

/// A letter that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Unique: a letter is written once.
    pub key: String,
    /// To whom: `outlet`, `rep`, …
    pub to: String,
    /// Which text.
    pub template: String,
}

/// Everything that a database would hold.
pub struct State {
    /// Articles, prices, people, stock, receivables; and orders.
    pub(crate) shop: Shop,
    pub(crate) carts: BTreeMap<String, Cart>,
    /// The order of each wish, by buyer and key.
    pub(crate) wishes: BTreeMap<(String, String), String>,
    pub(crate) reserved: Vec<Reserved>,
    pub(crate) letters: Vec<Letter>,
    audit: Vec<AuditRecord>,
    head: Option<Head>,
}

impl State {
    /// The next number that no order of this shop's own has.
    pub(crate) fn next_id(&self) -> String {
        let own = self.shop.orders.orders.keys();
        let own = own.filter(|id| id.starts_with("O-")).count();
        format!("O-{}", own.saturating_add(1))
    }

    pub(crate) fn new(shop: Shop) -> Self {
        Self {
            shop,
            carts: BTreeMap::new(),
            wishes: BTreeMap::new(),
            reserved: Vec::new(),
            letters: Vec::new(),
            audit: Vec::new(),
            head: None,
        }
    }

    /// Letters to be sent, in order.
    #[must_use]
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The audit's records, in order; `comptoir::audit::verify` holds them against each other.
    #[must_use]
    pub fn audit(&self) -> &[AuditRecord] {
        &self.audit
    }

    /// The facts of a buyer about the articles `skus`.
    pub(crate) fn facts(
        &self,
        buyer: &str,
        today: LocalDate,
        skus: &BTreeSet<String>,
    ) -> Result<Facts, ShopError> {
        let day = NaiveDate::from_ymd_opt(today.year, today.month.into(), today.day.into());
        Ok(self
            .shop
            .facts(buyer, day.unwrap_or_default(), Wanted::Keys(skus))?)
    }

    pub(crate) fn order(&self, id: &str) -> Result<&Order, ShopError> {
        let order = self.shop.orders.orders.get(id);
        order.ok_or_else(|| ShopError::NoOrder(id.to_owned()))
    }

    pub(crate) fn order_facts(&self, id: &str) -> Result<OrderFacts, ShopError> {
        Ok(self.shop.order_facts(id)?)
    }

    /// What is reserved of an article, in one warehouse or in all, for one company or for all.
    pub(crate) fn reserved(
        &self,
        sku: &str,
        warehouse: Option<&str>,
        company: Option<&str>,
    ) -> Result<Decimal, ShopError> {
        let of = |order: &str| self.shop.orders.orders.get(order);
        let counts = |row: &&Reserved| {
            row.sku == sku
                && warehouse.is_none_or(|name| row.warehouse == name)
                && company.is_none_or(|id| of(&row.order).is_some_and(|order| order.entity == id))
        };
        sum(self.reserved.iter().filter(counts).map(|row| row.quantity))
    }

    /// How much of an article there is in a warehouse.
    pub(crate) fn on_hand(&self, sku: &str, warehouse: &str) -> Decimal {
        let level = self.shop.products.get(sku).and_then(|product| {
            let levels = product.stock.as_ref()?;
            levels.get(warehouse).map(|level| level.on_hand)
        });
        level.unwrap_or(Decimal::ZERO)
    }

    /// Seals an entry onto the audit.
    pub(crate) fn keep(&mut self, entry: AuditEntry) -> Result<(), ShopError> {
        let record = entry
            .seal("memory", self.head.as_ref())
            .map_err(|error| ShopError::Nonsense(error.to_string()))?;
        self.head = Some(record.head());
        self.audit.push(record);
        Ok(())
    }
}
