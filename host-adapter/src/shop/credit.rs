//! Credit limits and live orders of a shop folder.
//!
//! Limits stand in `shop.toml`, `[[credit_limit]]`. Live orders are those of `live_orders.csv`
//! and every order of `orders.toml` that is placed and not closed; where the folder has neither
//! file, nobody knows them.

use std::path::Path;

use serde::Deserialize;

use super::error::{ContentError, ShopError};
use super::table::Table;
use super::{Shop, parse};
use crate::bindings::comptoir::rules::facts::{CreditLimit, LiveOrder};
use crate::bindings::exports::comptoir::rules::orders::{Order, OrderState};
use crate::values::Decimal;

/// A limit of a company: `[[credit_limit]]`.
#[derive(Debug, Clone)]
pub struct LimitRow {
    /// The legal entity it was given to.
    pub company: String,
    /// Contract it holds for; none: all of them together.
    pub contract: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// None: agreed to be without a limit.
    pub amount: Option<Decimal>,
}

/// An order that is placed and not closed: a row of `live_orders.csv`.
#[derive(Debug, Clone)]
pub struct LiveOrderRow {
    /// Its id.
    pub id: String,
    /// The legal entity it was placed for.
    pub company: String,
    /// Its contract; none: not known.
    pub contract: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// What it costs.
    pub payable: Decimal,
    /// In all.
    pub paid: Decimal,
}

/// `[[credit_limit]]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitEntry {
    company: String,
    contract: Option<String>,
    /// `5000.00 EUR`, or `unlimited`.
    amount: String,
}

const LIMIT: &str = "an amount and a currency such as `5000.00 EUR`, or `unlimited`";

impl Shop {
    /// A limit as `shop.toml` has it.
    pub(super) fn read_limit(&mut self, entry: LimitEntry) -> Result<(), ContentError> {
        let contract = entry.contract.as_deref();
        if self.has_limit(&entry.company, contract) {
            let of = contract.unwrap_or("all contracts");
            let what = format!("credit limit of `{}` for {of}", entry.company);
            return Err(ContentError::Repeated(what));
        }
        self.set_limit(&entry.company, contract, &entry.amount)
    }

    fn has_limit(&self, company: &str, contract: Option<&str>) -> bool {
        let mut limits = self.limits.iter();
        limits.any(|row| row.company == company && row.contract.as_deref() == contract)
    }

    /// `limit.<company>` and `limit.<company>.<contract>`; `none` takes it away.
    pub(super) fn set_limit(
        &mut self,
        company: &str,
        contract: Option<&str>,
        value: &str,
    ) -> Result<(), ContentError> {
        let company = self.check_company(company)?;
        if let Some(id) = contract {
            let own = self.contracts.iter().filter(|row| row.company == company);
            let ids = own.map(|row| row.id.as_str());
            if !ids.clone().any(|known| known == id) {
                return Err(ContentError::unknown("contract", id, ids));
            }
        }
        let limit = match value {
            "none" => None,
            "unlimited" => {
                let list = self.price_lists.first();
                let currency = list.map(|list| list.currency.clone());
                Some((None, currency.unwrap_or_default()))
            }
            sum => {
                let (amount, currency) = sum
                    .split_once(' ')
                    .ok_or_else(|| ContentError::value(sum, LIMIT))?;
                Some((Some(parse::amount(amount)?), parse::currency(currency)?))
            }
        };
        let contract = contract.map(str::to_owned);
        self.limits
            .retain(|row| row.company != company || row.contract != contract);
        self.limits.extend(limit.map(|(amount, currency)| LimitRow {
            company,
            contract,
            currency,
            amount,
        }));
        Ok(())
    }

    /// `live_order.<id>` and its fields; made if absent, in the first price list's currency.
    pub(super) fn set_live_order(
        &mut self,
        id: &str,
        field: Option<&str>,
        value: &str,
    ) -> Result<(), ContentError> {
        let rows = self.live_orders.get_or_insert_default();
        let Some(field) = field else {
            return match value {
                "none" => {
                    rows.retain(|row| row.id != id);
                    Ok(())
                }
                other => Err(ContentError::value(other, "`none`, which takes it away")),
            };
        };
        let list = self.price_lists.first();
        let known = rows.iter().find(|row| row.id == id);
        let mut row = known.cloned().unwrap_or_else(|| LiveOrderRow {
            id: id.to_owned(),
            company: String::new(),
            contract: None,
            currency: list.map(|list| list.currency.clone()).unwrap_or_default(),
            payable: Decimal::ZERO,
            paid: Decimal::ZERO,
        });
        let optional = |value: &str| (value != "none").then(|| value.to_owned());
        match field {
            "company" => {
                row.company = match self.companies.contains_key(value) {
                    true => value.to_owned(),
                    false => {
                        let known = self.companies.keys().map(String::as_str);
                        return Err(ContentError::unknown("company", value, known));
                    }
                }
            }
            "contract" => row.contract = optional(value),
            "currency" => row.currency = parse::currency(value)?,
            "payable" => row.payable = parse::amount(value)?,
            "paid" => row.paid = parse::amount(value)?,
            _ => {
                let fields = ["company", "contract", "currency", "payable", "paid"];
                return Err(ContentError::unknown("field", field, fields.into_iter()));
            }
        }
        match rows.iter_mut().find(|other| other.id == id) {
            Some(other) => *other = row,
            None => rows.push(row),
        }
        Ok(())
    }

    /// The limits of a company.
    pub(super) fn limit_facts(&self, company: &str) -> Vec<CreditLimit> {
        let own = self.limits.iter().filter(|row| row.company == company);
        own.map(|row| CreditLimit {
            entity: row.company.clone(),
            contract: row.contract.clone(),
            currency: row.currency.clone(),
            amount: row.amount,
        })
        .collect()
    }

    /// The live orders of a company; none: not known.
    pub(super) fn live_order_facts(&self, company: &str) -> Option<Vec<LiveOrder>> {
        let rows = self.live_orders.as_ref()?;
        let written = rows.iter().filter(|row| row.company == company);
        let written = written.map(|row| LiveOrder {
            id: row.id.clone(),
            entity: row.company.clone(),
            contract: row.contract.clone(),
            currency: row.currency.clone(),
            payable: row.payable,
            paid: row.paid,
        });
        let live = self.orders.orders.values().filter(|order| {
            order.entity == company
                && matches!(
                    order.states.order,
                    OrderState::AwaitingConfirmation
                        | OrderState::AwaitingConsent
                        | OrderState::Confirmed
                )
                && !rows.iter().any(|row| row.id == order.id)
        });
        let live = live.map(|order| LiveOrder {
            id: order.id.clone(),
            entity: order.entity.clone(),
            contract: order.contract.clone(),
            currency: order.currency.clone(),
            payable: due(order),
            paid: order.paid,
        });
        Some(written.chain(live).collect())
    }
}

/// What is to be paid of an order in all: its cost less what came back.
fn due(order: &Order) -> Decimal {
    let due = order.payable.to_number().zip(order.credited.to_number());
    due.and_then(|(payable, credited)| payable.saturating_sub(credited).to_string().parse().ok())
        .unwrap_or(order.payable)
}

/// Reads `live_orders.csv`, where there is one.
pub(super) fn read(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["id", "company", "contract", "currency", "payable", "paid"];
    let Some(table) = Table::read_if_present(dir, "live_orders.csv", &columns)? else {
        return Ok(());
    };
    let mut rows: Vec<LiveOrderRow> = Vec::new();
    for row in table.rows() {
        let order = LiveOrderRow {
            id: row.read("id", parse::text)?,
            company: row.read("company", |id| shop.check_company(id))?,
            contract: row.read_if_any("contract", parse::text)?,
            currency: row.read("currency", parse::currency)?,
            payable: row.read("payable", parse::amount)?,
            paid: row
                .read_if_any("paid", parse::amount)?
                .unwrap_or(Decimal::ZERO),
        };
        if rows.iter().any(|other| other.id == order.id) {
            let what = ContentError::Repeated(format!("live order `{}`", order.id));
            return Err(row.refuse("id", what));
        }
        rows.push(order);
    }
    shop.live_orders.get_or_insert_default().extend(rows);
    Ok(())
}
