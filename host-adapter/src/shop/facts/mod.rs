//! Rows to the facts of one buyer on one day.

mod goods;
mod people;

use std::collections::BTreeSet;
use std::fmt::Debug;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Shop;
use super::error::{ShopError, there_is};
use super::rows::{BuyerRow, CompanyRow, ProductRow, RateRow};
use crate::bindings::comptoir::rules::facts::{
    Buyer, Contract, Grant, MonthTurnover, Rate, Receivable, Receivables,
};
use crate::bindings::comptoir::rules::types::KeptDetail;
use crate::facts::Facts;

/// Which products a request speaks of.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'a> {
    /// All of them: a listing.
    All,
    /// Those whose sku equals a key, or does so once both have lost their leading zeros.
    Keys(&'a BTreeSet<String>),
}

impl Shop {
    /// The facts for one buyer, on the shop's calendar day `today`.
    ///
    /// Products come in the order of their skus. Price lists, tax classes and warehouses are those
    /// of the whole shop, so that an index means the same whatever is wanted. Purchases end with
    /// the last month that was over before `today`. A version is a hash of the entity's facts.
    ///
    /// # Errors
    ///
    /// [`ShopError::UnknownBuyer`]; [`ShopError::OwnerlessReceivable`] after an override that made
    /// a receivable and named no company.
    pub fn facts(
        &self,
        buyer: &str,
        today: NaiveDate,
        wanted: Wanted<'_>,
    ) -> Result<Facts, ShopError> {
        let unknown = || ShopError::UnknownBuyer {
            buyer: buyer.to_owned(),
            known: there_is(self.buyers.keys().map(String::as_str)),
        };
        let account = self.buyers.get(buyer).ok_or_else(unknown)?;
        let company = self.companies.get(&account.company).ok_or_else(unknown)?;
        let wanted = self.wanted(wanted);
        Ok(Facts {
            buyer: self.buyer_facts(account, company),
            contracts: self.contract_facts(&company.id),
            products: self.product_facts(&wanted),
            stock: self.stock_facts(&wanted, &company.id, today),
            receivables: self.receivable_facts(&company.id)?,
            rates: self.rate_facts(),
            loyalty: self.loyalty_facts(buyer),
            history: self.history(&company.id, self.first_currency(&company.id)),
            working: self.orders.working.clone(),
        })
    }

    /// Currency of a company's default contract, else of its first one.
    fn first_currency(&self, company: &str) -> Option<&String> {
        let own = || self.contracts.iter().filter(|row| row.company == company);
        let default = own().find(|row| row.default).or_else(|| own().next());
        default.map(|row| &row.currency)
    }

    fn wanted(&self, wanted: Wanted<'_>) -> Vec<(&str, &ProductRow)> {
        let all = self
            .products
            .iter()
            .map(|(sku, product)| (sku.as_str(), product));
        match wanted {
            Wanted::All => all.collect(),
            Wanted::Keys(keys) => {
                let keys: BTreeSet<&str> =
                    keys.iter().map(|key| without_leading_zeros(key)).collect();
                all.filter(|(sku, _)| keys.contains(without_leading_zeros(sku)))
                    .collect()
            }
        }
    }

    fn buyer_facts(&self, account: &BuyerRow, company: &CompanyRow) -> Buyer {
        let turnover = company.turnover.iter().map(|(month, sums)| MonthTurnover {
            year: month.year,
            month: month.month,
            shipped: sums.shipped,
            returned: sums.returned,
        });
        let mut buyer = Buyer {
            id: account.id.clone(),
            version: String::new(),
            entity: company.id.clone(),
            signed_in: !account.visitor,
            profiles: company.profiles.clone(),
            home_warehouse: company
                .home_warehouse
                .as_ref()
                .and_then(|home| self.warehouse(home)),
            price_list: company.price_list.clone(),
            turnover: turnover.collect(),
            details: account
                .details
                .iter()
                .map(|(name, value)| KeptDetail {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
        };
        buyer.version = version(&buyer);
        buyer
    }

    fn contract_facts(&self, company: &str) -> Vec<Contract> {
        let own = self
            .contracts
            .iter()
            .filter(|contract| contract.company == company);
        own.map(|row| {
            let mut contract = Contract {
                id: row.id.clone(),
                version: String::new(),
                entity: row.company.clone(),
                terms: row.terms.clone(),
                currency: row.currency.clone(),
                valid_from: row.valid_from,
                valid_until: row.valid_until,
                is_default: row.default,
                price_list: row.price_list.clone(),
                discount: row.discount,
                categories: row.categories.clone(),
            };
            contract.version = version(&contract);
            contract
        })
        .collect()
    }

    fn receivable_facts(&self, company: &str) -> Result<Option<Receivables>, ShopError> {
        let Some(rows) = &self.receivables else {
            return Ok(None);
        };
        if let Some(row) = rows.iter().find(|row| row.company.is_empty()) {
            return Err(ShopError::OwnerlessReceivable { id: row.id.clone() });
        }
        let items = rows
            .iter()
            .filter(|row| row.company == company)
            .map(|row| Receivable {
                id: row.id.clone(),
                entity: row.company.clone(),
                contract: row.contract.clone(),
                order: row.order.clone(),
                currency: row.currency.clone(),
                amount: row.amount,
                paid: row.paid,
                shipped: row.shipped,
                due: row.due,
            });
        let grants = self
            .grants
            .iter()
            .filter(|row| row.company == company)
            .map(|row| Grant {
                gate: row.gate.clone(),
                entity: row.entity.clone(),
                order: row.order.clone(),
                role: row.role.clone(),
                by: row.by.clone(),
                reason: row.reason.clone(),
                granted: row.granted,
                up_to: row.up_to.clone(),
            });
        let mut receivables = Receivables {
            version: String::new(),
            items: items.collect(),
            grants: grants.collect(),
            limits: self.limit_facts(company),
            orders: self.live_order_facts(company),
        };
        receivables.version = version(&receivables);
        Ok(Some(receivables))
    }

    fn rate_facts(&self) -> Vec<Rate> {
        let rate = |row: &RateRow| {
            let mut rate = Rate {
                version: String::new(),
                from: row.from.clone(),
                to: row.to.clone(),
                value: row.rate,
                day: row.day,
            };
            rate.version = version(&rate);
            rate
        };
        self.rates.iter().map(rate).collect()
    }

    fn warehouse(&self, name: &str) -> Option<u32> {
        self.warehouses
            .iter()
            .zip(0..)
            .find_map(|(known, index)| (known == name).then_some(index))
    }
}

fn without_leading_zeros(text: &str) -> &str {
    match text.trim_start_matches('0') {
        "" if !text.is_empty() => "0",
        rest => rest,
    }
}

/// The same for equal facts, and as good as never for others.
pub(super) fn version(facts: &impl Debug) -> String {
    let digest = Sha256::digest(format!("{facts:?}"));
    digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
