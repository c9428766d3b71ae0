//! The facts of a shop kept in a folder, as an accounting system would export them.
//!
//! The command line (`comptoir quote --shop DIR`) and the fixtures take their facts from here.
//!
//! | file | holds |
//! |---|---|
//! | `shop.toml` | `name`, `warehouses` (in drawing order), `[[price_list]]`, `[[company]]`, `[[contract]]`, `[[buyer]]`, `[[grant]]`, `[[credit_limit]]`, `[[bonus_account]]`, `[[promo_use]]`, and [`people`] |
//! | `reps.csv` (may be absent) | `rep,client,outlet`: who looks after whom, as a sales-force file says it |
//! | `products.csv` | `sku,name,tax_class,unit_decimals,weight_kg,volume_m3,moq,multiple` |
//! | `prices.csv` | `sku,price_list,from,price` |
//! | `stock.csv` | `sku,warehouse,on_hand,reserved,next_batch,next_batch_quantity` |
//! | `bought.csv` (may be absent) | `company,sku,month,quantity` |
//! | `reservations.csv` (may be absent) | `company,sku,quantity`: open reservations, part of `reserved` |
//! | `rates.csv` (may be absent) | `from,to,rate,day`: what one unit costs in another currency from a day on |
//! | `receivables.csv` (absent: those facts are missing) | `id,company,currency,amount,paid,shipped,due` |
//! | `live_orders.csv` (absent, and no `orders.toml`: not known) | `id,company,contract,currency,payable,paid`: placed and not closed |
//! | `orders.toml` (may be absent) | `[[order]]`, `[[working]]` (working time), `[[history]]` (a company's largest order) |
//!
//! Tables are UTF-8 with commas; columns stand in any order, all of them, no others. An empty field
//! means none. A SKU is a text, exactly as written. Amounts are decimals with a point, days
//! `2026-01-31`, months `2026-01`. The keys of `shop.toml` are
//! those of [`CompanyRow`] and its likes; `fixtures/shops/README.md` shows them. A product without a row in `stock.csv` has no stock facts; a
//! warehouse without a row holds none of it. The next batch of a product is the earliest over its
//! warehouses.

mod credit;
mod csv_files;
mod error;
mod facts;
mod loyalty;
mod month;
pub(crate) mod orders;
mod parse;
pub mod people;
mod rows;
mod set;
mod table;
#[cfg(test)]
mod tests;
mod toml_file;

use std::collections::BTreeMap;
use std::path::Path;

pub use self::credit::{LimitRow, LiveOrderRow};
pub(crate) use self::error::there_is;
pub use self::error::{ContentError, Place, ShopError};
pub use self::facts::Wanted;
pub use self::loyalty::{BonusRow, ClockRow, LotRow, LoyaltyRows, UseRow};
pub use self::month::Month;
pub use self::orders::OrderBook;
pub use self::rows::{
    BuyerRow, CompanyRow, ContractRow, GrantRow, LevelRow, PriceListRow, PriceRow, ProductRow,
    RateRow, ReceivableRow, Turnover,
};

/// A shop folder in memory. Every reference in it resolves, as long as it is changed by [`Shop::set`] only.
#[derive(Debug, Clone)]
pub struct Shop {
    /// For people.
    pub name: String,
    /// Names, in the order in which far ones are drawn on. Never empty.
    pub warehouses: Vec<String>,
    /// In the folder's order. Never empty.
    pub price_lists: Vec<PriceListRow>,
    /// By id.
    pub companies: BTreeMap<String, CompanyRow>,
    /// In the folder's order.
    pub contracts: Vec<ContractRow>,
    /// By id.
    pub buyers: BTreeMap<String, BuyerRow>,
    /// In the folder's order.
    pub grants: Vec<GrantRow>,
    /// Clients, outlets, employees, reps, staff.
    pub people: people::People,
    /// By sku.
    pub products: BTreeMap<String, ProductRow>,
    /// Exchange rates, in the folder's order.
    pub rates: Vec<RateRow>,
    /// In the folder's order; none: those facts are missing.
    pub receivables: Option<Vec<ReceivableRow>>,
    /// Credit limits, in the folder's order.
    pub limits: Vec<LimitRow>,
    /// Live orders beside those of `orders`; none: not known.
    pub live_orders: Option<Vec<LiveOrderRow>>,
    /// None: those facts are missing.
    pub loyalty: Option<LoyaltyRows>,
    /// Orders after placing.
    pub orders: OrderBook,
}

impl Shop {
    /// Reads a folder whole.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its file, line and column.
    pub fn open(dir: &Path) -> Result<Self, ShopError> {
        let mut shop = toml_file::read(dir)?;
        csv_files::read(dir, &mut shop)?;
        orders::read(dir, &mut shop)?;
        credit::read(dir, &mut shop)?;
        Ok(shop)
    }

    /// Changes one fact, or takes one away: how a fixture differs from its shop.
    ///
    /// Paths are split at dots, so skus and ids in them have none (a price's `from` may).
    /// The value `none` empties what may be empty.
    ///
    /// | path | value |
    /// |---|---|
    /// | `product.<sku>` | `none`: no such product |
    /// | `product.<sku>.moq`, `multiple`, `weight_kg`, `volume_m3`, `unit_decimals`, `tax_class`, `replaced_by` | as in the file, or `none` |
    /// | `product.<sku>.categories`, `company.<id>.profiles`, `contract.<id>.categories` | names between commas, or `none` |
    /// | `buyer.<id>.visitor` | `true` or `false` |
    /// | `buyer.<id>.details.<name>` | what earlier orders said, or `none` |
    /// | `price.<sku>.<list>.<from>` | a price, made if absent; `none` removes it |
    /// | `stock.<sku>` | `none`: stock facts of the product are missing |
    /// | `stock.<sku>.<warehouse>.on_hand`, `reserved`, `next_batch`, `next_batch_quantity` | as in the file; the row is made if absent |
    /// | `bought.<company>.<sku>.<month>`, `reserved.<company>.<sku>` | a quantity; `none` removes it |
    /// | `company.<id>.price_list`, `home_warehouse` | an id, or `none` |
    /// | `company.<id>.turnover.<month>.shipped`, `returned` | an amount |
    /// | `contract.<id>.terms`, `currency`, `default`, `discount`, `valid_from`, `valid_until`, `price_list` | as in the file |
    /// | `rate.<from>.<to>.<day>` | a rate, made if absent; `none` removes it |
    /// | `receivables` | `none`: those facts are missing |
    /// | `receivable.<id>` | `none` removes it |
    /// | `receivable.<id>.company`, `currency`, `amount`, `paid`, `shipped`, `due`, `contract`, `order` | as in the file; made if absent, in the first price list's currency |
    /// | `limit.<company>`, `limit.<company>.<contract>` | a credit limit such as `5000.00 EUR`, `unlimited`, or `none`: not known |
    /// | `live_orders` | `none`: live orders are not known |
    /// | `live_order.<id>.company`, `contract`, `currency`, `payable`, `paid` | as in the file; made if absent; `live_order.<id>` `none` removes it |
    /// | `company.<id>.client`, `country`, `tax_id` | as in the file, or `none` |
    /// | `client.<id>.live_orders` | a whole number, or `none` |
    /// | `client.<id>.attributes.<key>`, `outlet.<id>.attributes.<key>` | names between commas, or `none` |
    /// | `outlet.<id>.account`, `email`, `city` | as in the file, or `none` |
    /// | `employee.<id>` | `none`: no such employee |
    /// | `employee.<id>.client`, `email`, `level`, `limit`, `outlets`, `effective_from`, `suspended` | as in the file; `client` makes an employee |
    /// | `rep.<id>.email`, `phone`, `suspended` | as in the file, or `none` |
    /// | `rep.<id>.absent_from`, `absent_until`, `substitute` | his absence; `absent_from` makes it, `none` there ends it |
    /// | `binding.<client>`, `binding.<client>.<outlet>` | a rep, or reps between commas; `none`: nobody |
    /// | `invitation.<id>.email`, `company`, `until`, `used` | as in the file; made if absent |
    /// | `order.<id>.state`, `reservation`, `payment`, `shipment`, `returns`, `step` | as in `wit/0.1.0/orders.wit` |
    /// | `order.<id>.payable`, `paid`, `delivery`, `released`, `proposal`, `currency`, `contract`, `buyer`, `version` | as there; `proposal` is what the corrected order would cost |
    /// | `order.<id>.shipped.<sku>`, `returning.<sku>`, `returned.<sku>`, `credited` | what left the house of an order shipped in part, is asked back, came back, and is owed no more; `none` takes an article out |
    /// | `order.<id>.redeemed`, `accrues`, `order.<id>.discount.<line>` | bonuses it is paid with and brings, and what a promo takes off a line, counted from 0 |
    /// | `order.<id>.timer.<kind>` | the moment it is due, `since <moment>` where working time is to tell, or `none` |
    /// | `order.<id>.applied.<key>` | the digest of an event applied before |
    /// | `working` | `none`: working time is not known |
    /// | `history.<company>` | its largest order of 12 months, with its currency where that is another one (`100.00 EUR`), `none` for no order, `missing` for not known |
    /// | `grant.<gate>` | `<role>@<moment>`: granted to every company, in place of older ones; ` entity <id>` or ` order <id>` after it: for one alone, ` up-to <sum>,<currency>`: up to that sum; `none` removes them |
    /// | `loyalty` | `none`: those facts are missing |
    /// | `bonus.<buyer>` | `none`: no account |
    /// | `bonus.<buyer>.balance` | an amount, in one lot `balance` as old as the latest order |
    /// | `bonus.<buyer>.segment`, `turnover`, `last_order`, `placed_orders` | a segment, an amount, the day of the one order, a number; or `none` |
    /// | `bonus.<buyer>.order.<day>` | the channel, and `cancelled` behind it; `none` removes it |
    /// | `bonus.<buyer>.lot.<id>.amount`, `left`, `earned` | amounts and a day; made if absent; `bonus.<buyer>.lot.<id>` `none` removes it |
    /// | `promo.<id>.total`, `promo.<id>.by.<buyer>` | how often it was used; `promo.<id>` `none`: not known |
    ///
    /// # Errors
    ///
    /// [`ShopError::Override`] for a path that leads nowhere or a value that does not fit; the shop
    /// is then as it was.
    pub fn set(&mut self, path: &str, value: &str) -> Result<(), ShopError> {
        set::apply(self, path, value).map_err(|problem| ShopError::Override {
            path: path.to_owned(),
            problem,
        })
    }

    /// A product's name, for people; `None` for an unknown sku.
    #[must_use]
    pub fn product_name(&self, sku: &str) -> Option<&str> {
        self.products.get(sku).map(|product| product.name.as_str())
    }

    /// The legal entity that a buyer buys for; `None` for an unknown buyer.
    #[must_use]
    pub fn company_of(&self, buyer: &str) -> Option<&CompanyRow> {
        self.companies.get(&self.buyers.get(buyer)?.company)
    }

    fn check_company(&self, id: &str) -> Result<String, ContentError> {
        match self.companies.contains_key(id) {
            true => Ok(id.to_owned()),
            false => Err(ContentError::unknown(
                "company",
                id,
                self.companies.keys().map(String::as_str),
            )),
        }
    }

    fn check_warehouse(&self, name: &str) -> Result<String, ContentError> {
        let names = self.warehouses.iter().map(String::as_str);
        match names.clone().any(|known| known == name) {
            true => Ok(name.to_owned()),
            false => Err(ContentError::unknown("warehouse", name, names)),
        }
    }

    fn check_price_list(&self, id: &str) -> Result<String, ContentError> {
        let ids = self.price_lists.iter().map(|list| list.id.as_str());
        match ids.clone().any(|known| known == id) {
            true => Ok(id.to_owned()),
            false => Err(ContentError::unknown("price list", id, ids)),
        }
    }

    fn company_mut(&mut self, id: &str) -> Result<&mut CompanyRow, ContentError> {
        self.check_company(id)?;
        let row = self.companies.get_mut(id);
        row.ok_or_else(|| ContentError::unknown("company", id, std::iter::empty()))
    }

    fn product_mut(&mut self, sku: &str) -> Result<&mut ProductRow, ContentError> {
        if !self.products.contains_key(sku) {
            return Err(ContentError::unknown(
                "sku",
                sku,
                self.products.keys().map(String::as_str),
            ));
        }
        let row = self.products.get_mut(sku);
        row.ok_or_else(|| ContentError::unknown("sku", sku, std::iter::empty()))
    }
}
