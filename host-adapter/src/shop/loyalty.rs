//! Bonus accounts and uses of promo codes: rows, how they are read and overridden, and their facts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::ContentError;
use super::{Shop, parse};
use crate::bindings::comptoir::rules::facts::{
    BonusAccount, BonusLot, BonusOrder, Loyalty, PromoUse,
};
use crate::values::{Decimal, LocalDate};

/// What a shop knows of bonuses and promo codes.
#[derive(Debug, Clone, Default)]
pub struct LoyaltyRows {
    /// By buyer: `[[bonus_account]]`.
    pub accounts: BTreeMap<String, BonusRow>,
    /// By promo: `[[promo_use]]`.
    pub uses: BTreeMap<String, UseRow>,
    /// Orders placed before, by buyer: `placed_orders` of `[[bonus_account]]`.
    pub placed: BTreeMap<String, u32>,
}

/// A bonus account.
#[derive(Debug, Clone)]
pub struct BonusRow {
    /// Its key.
    pub phone: String,
    /// Segment of the client.
    pub segment: Option<String>,
    /// Turnover that stages go by.
    pub turnover: Option<Decimal>,
    /// In the folder's order.
    pub orders: Vec<ClockRow>,
    /// By id.
    pub lots: BTreeMap<String, LotRow>,
}

/// An order on the account's phone.
#[derive(Debug, Clone)]
pub struct ClockRow {
    /// Its day.
    pub day: LocalDate,
    /// `site`, `app`, `call-centre`.
    pub channel: String,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// Bonuses that one order earned.
#[derive(Debug, Clone, Copy)]
pub struct LotRow {
    /// What was earned.
    pub amount: Decimal,
    /// What is left of it.
    pub left: Decimal,
    /// When.
    pub earned: LocalDate,
}

/// How often a promo was used.
#[derive(Debug, Clone, Default)]
pub struct UseRow {
    /// By everybody.
    pub total: u32,
    /// By buyer.
    pub by: BTreeMap<String, u32>,
}

/// `[[bonus_account]]`, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountEntry {
    buyer: String,
    phone: String,
    segment: Option<String>,
    turnover: Option<String>,
    placed_orders: Option<u32>,
    #[serde(default)]
    orders: Vec<ClockEntry>,
    #[serde(default)]
    lots: BTreeMap<String, LotEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockEntry {
    day: String,
    channel: String,
    #[serde(default)]
    cancelled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LotEntry {
    amount: String,
    left: Option<String>,
    earned: String,
}

/// `[[promo_use]]`, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UseEntry {
    promo: String,
    total: u32,
    #[serde(default)]
    by: BTreeMap<String, u32>,
}

impl Shop {
    /// Takes the accounts of `shop.toml`; none where there is nothing of the kind.
    pub(super) fn read_loyalty(
        &mut self,
        accounts: Vec<AccountEntry>,
        uses: Vec<UseEntry>,
    ) -> Result<(), ContentError> {
        if accounts.is_empty() && uses.is_empty() {
            return Ok(());
        }
        let mut rows = LoyaltyRows::default();
        for entry in accounts {
            let buyer = self.check_buyer(&entry.buyer)?;
            let lot = |(id, lot): (String, LotEntry)| {
                let amount = parse::amount(&lot.amount)?;
                let left = lot.left.as_deref().map(parse::amount).transpose()?;
                let row = LotRow {
                    amount,
                    left: left.unwrap_or(amount),
                    earned: parse::date(&lot.earned)?,
                };
                Ok((id, row))
            };
            let order = |order: ClockEntry| {
                Ok(ClockRow {
                    day: parse::date(&order.day)?,
                    channel: order.channel,
                    cancelled: order.cancelled,
                })
            };
            let row = BonusRow {
                phone: parse::text(&entry.phone)?,
                segment: entry.segment,
                turnover: entry.turnover.as_deref().map(parse::amount).transpose()?,
                orders: entry
                    .orders
                    .into_iter()
                    .map(order)
                    .collect::<Result<_, ContentError>>()?,
                lots: entry
                    .lots
                    .into_iter()
                    .map(lot)
                    .collect::<Result<_, ContentError>>()?,
            };
            rows.placed
                .extend(entry.placed_orders.map(|placed| (buyer.clone(), placed)));
            if rows.accounts.insert(buyer.clone(), row).is_some() {
                return Err(ContentError::Repeated(format!(
                    "bonus account of `{buyer}`"
                )));
            }
        }
        for entry in uses {
            for buyer in entry.by.keys() {
                self.check_buyer(buyer)?;
            }
            let row = UseRow {
                total: entry.total,
                by: entry.by,
            };
            if rows.uses.insert(entry.promo.clone(), row).is_some() {
                return Err(ContentError::Repeated(format!(
                    "uses of promo `{}`",
                    entry.promo
                )));
            }
        }
        self.loyalty = Some(rows);
        Ok(())
    }

    /// The facts of `buyer`; none where the shop knows nothing of the kind.
    pub(super) fn loyalty_facts(&self, buyer: &str) -> Option<Loyalty> {
        let rows = self.loyalty.as_ref()?;
        let mut loyalty = Loyalty {
            version: String::new(),
            account: rows.accounts.get(buyer).map(account),
            promo_uses: rows
                .uses
                .iter()
                .map(|(promo, uses)| PromoUse {
                    promo: promo.clone(),
                    total: uses.total,
                    by_client: uses.by.get(buyer).copied().unwrap_or(0),
                })
                .collect(),
            placed_orders: rows.placed.get(buyer).copied(),
        };
        loyalty.version = super::facts::version(&loyalty);
        Some(loyalty)
    }
}

fn account(row: &BonusRow) -> BonusAccount {
    let lot = |(id, lot): (&String, &LotRow)| {
        let mut fact = BonusLot {
            id: id.clone(),
            version: String::new(),
            amount: lot.amount,
            left: lot.left,
            earned: lot.earned,
        };
        fact.version = super::facts::version(&fact);
        fact
    };
    let order = |order: &ClockRow| BonusOrder {
        day: order.day,
        channel: order.channel.clone(),
        cancelled: order.cancelled,
    };
    let mut account = BonusAccount {
        phone: row.phone.clone(),
        version: String::new(),
        segment: row.segment.clone(),
        turnover: row.turnover,
        orders: row.orders.iter().map(order).collect(),
        lots: row.lots.iter().map(lot).collect(),
    };
    account.version = super::facts::version(&account);
    account
}

type Set = Result<(), ContentError>;

fn optional<T>(
    value: &str,
    parse: impl FnOnce(&str) -> Result<T, ContentError>,
) -> Result<Option<T>, ContentError> {
    match value {
        "none" => Ok(None),
        _ => parse(value).map(Some),
    }
}

fn count(text: &str) -> Result<u32, ContentError> {
    text.parse()
        .map_err(|_| ContentError::value(text, "a whole number"))
}

/// Overrides of accounts and uses; see [`Shop::set`].
pub(super) fn set(shop: &mut Shop, path: &[&str], value: &str) -> Set {
    let buyer = match *path {
        ["bonus", buyer, ..] | ["promo", _, "by", buyer] => Some(shop.check_buyer(buyer)?),
        _ => None,
    };
    let buyer = buyer.unwrap_or_default();
    match *path {
        ["loyalty"] => {
            optional::<()>(value, |other| Err(ContentError::value(other, "`none`")))?;
            shop.loyalty = None;
        }
        ["promo", promo, "total"] => {
            let total = count(value)?;
            shop.loyalty
                .get_or_insert_default()
                .uses
                .entry(promo.to_owned())
                .or_default()
                .total = total;
        }
        ["promo", promo, "by", _] => {
            let used = count(value)?;
            let uses = &mut shop.loyalty.get_or_insert_default().uses;
            uses.entry(promo.to_owned())
                .or_default()
                .by
                .insert(buyer, used);
        }
        ["promo", promo] => {
            optional::<()>(value, |other| Err(ContentError::value(other, "`none`")))?;
            shop.loyalty.get_or_insert_default().uses.remove(promo);
        }
        ["bonus", _] => {
            optional::<()>(value, |other| Err(ContentError::value(other, "`none`")))?;
            shop.loyalty.get_or_insert_default().accounts.remove(&buyer);
        }
        ["bonus", _, "placed_orders"] => {
            let placed = optional(value, count)?;
            let rows = shop.loyalty.get_or_insert_default();
            match placed {
                Some(placed) => rows.placed.insert(buyer, placed),
                None => rows.placed.remove(&buyer),
            };
        }
        ["bonus", _, ref field @ ..] => {
            let rows = shop.loyalty.as_ref();
            let known = rows.and_then(|rows| rows.accounts.get(&buyer)).cloned();
            let mut row = known.unwrap_or_else(|| BonusRow {
                phone: format!("phone of {buyer}"),
                segment: None,
                turnover: None,
                orders: Vec::new(),
                lots: BTreeMap::new(),
            });
            set_account(&mut row, field, value)?;
            let rows = shop.loyalty.get_or_insert_default();
            rows.accounts.insert(buyer, row);
        }
        _ => {
            let expected =
                "`loyalty`, `bonus.<buyer>.…`, `promo.<id>.total` or `promo.<id>.by.<buyer>`";
            return Err(ContentError::NoSuchPath(expected.to_owned()));
        }
    }
    Ok(())
}

fn set_account(row: &mut BonusRow, field: &[&str], value: &str) -> Set {
    match *field {
        ["segment"] => row.segment = optional(value, parse::text)?,
        ["turnover"] => row.turnover = optional(value, parse::amount)?,
        // All of it in one lot, as old as the latest order.
        ["balance"] => {
            let amount = parse::amount(value)?;
            let earned = row.orders.iter().map(|order| order.day).max();
            let earned = earned.map_or_else(|| parse::date("2026-01-01"), Ok)?;
            let lot = LotRow {
                amount,
                left: amount,
                earned,
            };
            row.lots = BTreeMap::from([("balance".to_owned(), lot)]);
        }
        ["last_order"] => {
            let day = optional(value, parse::date)?;
            row.orders = day
                .into_iter()
                .map(|day| ClockRow {
                    day,
                    channel: "site".to_owned(),
                    cancelled: false,
                })
                .collect();
        }
        // `<channel>`, or `<channel> cancelled`; none removes the orders of that day.
        ["order", day] => {
            let day = parse::date(day)?;
            let (channel, cancelled) = match value.split_once(' ') {
                Some((channel, "cancelled")) => (channel, true),
                Some(_) => {
                    return Err(ContentError::value(
                        value,
                        "a channel, or a channel and `cancelled`",
                    ));
                }
                None => (value, false),
            };
            row.orders.retain(|order| order.day != day);
            if value != "none" {
                row.orders.push(ClockRow {
                    day,
                    channel: channel.to_owned(),
                    cancelled,
                });
            }
        }
        ["lot", id] => {
            optional::<()>(value, |other| Err(ContentError::value(other, "`none`")))?;
            row.lots.remove(id);
        }
        ["lot", id, key] => {
            let zero = LotRow {
                amount: Decimal::ZERO,
                left: Decimal::ZERO,
                earned: parse::date("2026-01-01")?,
            };
            let mut lot = row.lots.get(id).copied().unwrap_or(zero);
            match key {
                "amount" => lot.amount = parse::decimal(value)?,
                "left" => lot.left = parse::decimal(value)?,
                "earned" => lot.earned = parse::date(value)?,
                _ => {
                    let known = ["amount", "left", "earned"];
                    return Err(ContentError::unknown("field", key, known.into_iter()));
                }
            }
            row.lots.insert(id.to_owned(), lot);
        }
        _ => {
            let known = [
                "segment",
                "turnover",
                "balance",
                "last_order",
                "placed_orders",
                "order.<day>",
                "lot.<id>.amount",
                "lot.<id>.left",
                "lot.<id>.earned",
            ];
            return Err(ContentError::unknown(
                "field",
                &field.join("."),
                known.into_iter(),
            ));
        }
    }
    Ok(())
}
