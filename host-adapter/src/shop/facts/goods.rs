//! Products and their stock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::version;
use crate::bindings::comptoir::rules::facts::{
    Batch, Level, PriceList, PriceRow, Product, ProductStock, Products, Stock,
};
use crate::shop::Shop;
use crate::shop::month::Month;
use crate::shop::rows::{LevelRow, ProductRow};
use crate::values::{Decimal, LocalDate};

/// Calendar months of past purchases that facts hold at most.
const MONTHS_BOUGHT: usize = 12;

impl Shop {
    pub(super) fn product_facts(&self, wanted: &[(&str, &ProductRow)]) -> Products {
        let price_lists = self.price_lists.iter().map(|row| {
            let mut list = PriceList {
                id: row.id.clone(),
                version: String::new(),
                currency: row.currency.clone(),
                valid_from: row.valid_from,
                valid_until: row.valid_until,
            };
            list.version = version(&list);
            list
        });
        let classes: BTreeSet<&str> = self
            .products
            .values()
            .map(|product| product.tax_class.as_str())
            .collect();
        let classes: BTreeMap<&str, u32> = classes.into_iter().zip(0..).collect();
        let lists: BTreeMap<&str, u32> = self
            .price_lists
            .iter()
            .map(|list| list.id.as_str())
            .zip(0..)
            .collect();
        let categories: BTreeSet<&str> = self
            .products
            .values()
            .flat_map(|product| product.categories.iter().map(String::as_str))
            .collect();
        let categories: BTreeMap<&str, u32> = categories.into_iter().zip(0..).collect();
        let items = wanted.iter().map(|(sku, row)| {
            let mut prices: Vec<PriceRow> = row
                .prices
                .iter()
                .filter_map(|price| {
                    Some(PriceRow {
                        price_list: *lists.get(price.price_list.as_str())?,
                        from_quantity: price.from,
                        amount: price.price,
                    })
                })
                .collect();
            prices.sort_by_key(|price| (price.price_list, price.from_quantity.to_number()));
            let mut product = Product {
                sku: (*sku).to_owned(),
                version: String::new(),
                tax_class: classes
                    .get(row.tax_class.as_str())
                    .copied()
                    .unwrap_or(u32::MAX),
                categories: row
                    .categories
                    .iter()
                    .filter_map(|category| categories.get(category.as_str()).copied())
                    .collect(),
                unit_scale: row.unit_decimals,
                weight: row.weight,
                volume: row.volume,
                moq: row.moq,
                multiple: row.multiple,
                replaced_by: row.replaced_by.clone(),
                prices,
            };
            product.version = version(&product);
            product
        });
        Products {
            price_lists: price_lists.collect(),
            items: items.collect(),
            tax_classes: classes.keys().map(|class| (*class).to_owned()).collect(),
            categories: categories.keys().map(|name| (*name).to_owned()).collect(),
        }
    }

    pub(super) fn stock_facts(
        &self,
        wanted: &[(&str, &ProductRow)],
        company: &str,
        today: NaiveDate,
    ) -> Stock {
        let this_month = Month::of(today);
        let items = (0..).zip(wanted).filter_map(|(product, (sku, row))| {
            let levels = row.stock.as_ref()?;
            let in_order = self.warehouses.iter().zip(0..);
            let mut stock = ProductStock {
                product: 0,
                version: String::new(),
                levels: in_order
                    .filter_map(|(name, warehouse)| {
                        let level = levels.get(name)?;
                        Some(Level {
                            warehouse,
                            on_hand: level.on_hand,
                            reserved: level.reserved,
                        })
                    })
                    .collect(),
                bought: bought(row, company, this_month),
                own_reserved: row.reserved.get(company).copied().unwrap_or(Decimal::ZERO),
                next_batch: next_batch(levels.values(), today.into()),
            };
            stock.version = version(&(sku, &stock));
            stock.product = product;
            Some(stock)
        });
        Stock {
            items: items.collect(),
            warehouses: self.warehouses.clone(),
        }
    }
}

/// The last complete month first, zeros at the end left out.
fn bought(row: &ProductRow, company: &str, this_month: Month) -> Vec<Decimal> {
    let Some(months) = row.bought.get(company) else {
        return Vec::new();
    };
    let past = std::iter::successors(Some(this_month.previous()), |month| Some(month.previous()));
    let mut bought: Vec<Decimal> = past
        .take(MONTHS_BOUGHT)
        .map(|month| months.get(&month).copied().unwrap_or(Decimal::ZERO))
        .collect();
    while bought.last().is_some_and(|quantity| quantity.is_zero()) {
        bought.pop();
    }
    bought
}

/// The earliest over the warehouses that is not past; a past one where there is no other.
fn next_batch<'a>(levels: impl Iterator<Item = &'a LevelRow>, today: LocalDate) -> Option<Batch> {
    levels
        .filter_map(|level| {
            Some(Batch {
                date: level.next_batch?,
                quantity: level.next_batch_quantity,
            })
        })
        .min_by_key(|batch| (batch.date < today, batch.date))
}
