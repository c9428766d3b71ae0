//! Overrides of products, prices, stock and past purchases.

use super::{Set, names, no_field, optional};
use crate::shop::rows::PriceRow;
use crate::shop::{Shop, parse};

pub(super) fn product(shop: &mut Shop, sku: &str, field: &str, value: &str) -> Set {
    let row = shop.product_mut(sku)?;
    match field {
        "moq" => row.moq = optional(value, parse::positive)?,
        "multiple" => row.multiple = optional(value, parse::positive)?,
        "weight_kg" => row.weight = optional(value, parse::amount)?,
        "volume_m3" => row.volume = optional(value, parse::amount)?,
        "unit_decimals" => row.unit_decimals = optional(value, parse::unit_decimals)?.unwrap_or(0),
        "tax_class" => row.tax_class = parse::text(value)?,
        "replaced_by" => row.replaced_by = optional(value, parse::text)?,
        "categories" => {
            let categories = optional(value, |value| Ok(names(value)))?;
            row.categories = categories.unwrap_or_default();
        }
        _ => {
            return no_field(
                field,
                &[
                    "moq",
                    "multiple",
                    "weight_kg",
                    "volume_m3",
                    "unit_decimals",
                    "tax_class",
                    "categories",
                    "replaced_by",
                ],
            );
        }
    }
    Ok(())
}

pub(super) fn price(shop: &mut Shop, sku: &str, list: &str, from: &str, value: &str) -> Set {
    let price_list = shop.check_price_list(list)?;
    let from = parse::positive(from)?;
    let price = optional(value, parse::amount)?;
    let prices = &mut shop.product_mut(sku)?.prices;
    prices.retain(|row| row.price_list != price_list || row.from != from);
    prices.extend(price.map(|price| PriceRow {
        price_list,
        from,
        price,
    }));
    Ok(())
}

pub(super) fn stock(shop: &mut Shop, sku: &str, warehouse: &str, field: &str, value: &str) -> Set {
    let warehouse = shop.check_warehouse(warehouse)?;
    let levels = &mut shop.product_mut(sku)?.stock;
    let mut level = levels
        .as_ref()
        .and_then(|levels| levels.get(&warehouse))
        .copied()
        .unwrap_or_default();
    match field {
        "on_hand" => level.on_hand = parse::decimal(value)?,
        "reserved" => level.reserved = parse::decimal(value)?,
        "next_batch" => level.next_batch = optional(value, parse::date)?,
        "next_batch_quantity" => level.next_batch_quantity = optional(value, parse::amount)?,
        _ => {
            return no_field(
                field,
                &["on_hand", "reserved", "next_batch", "next_batch_quantity"],
            );
        }
    }
    levels.get_or_insert_default().insert(warehouse, level);
    Ok(())
}

pub(super) fn bought(shop: &mut Shop, company: &str, sku: &str, month: &str, value: &str) -> Set {
    let company = shop.check_company(company)?;
    let month = parse::month(month)?;
    let quantity = optional(value, parse::decimal)?;
    let months = shop.product_mut(sku)?.bought.entry(company).or_default();
    match quantity {
        Some(quantity) => months.insert(month, quantity),
        None => months.remove(&month),
    };
    Ok(())
}

pub(super) fn reserved(shop: &mut Shop, company: &str, sku: &str, value: &str) -> Set {
    let company = shop.check_company(company)?;
    let quantity = optional(value, parse::amount)?;
    let reserved = &mut shop.product_mut(sku)?.reserved;
    match quantity {
        Some(quantity) => reserved.insert(company, quantity),
        None => reserved.remove(&company),
    };
    Ok(())
}
