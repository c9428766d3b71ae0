//! The tables of a shop folder. Products come first: the other tables refer to them.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::{ContentError, ShopError};
use super::people::BindingRow;
use super::rows::{LevelRow, PriceRow, ProductRow, RateRow, ReceivableRow};
use super::table::{Row, Table};
use super::{Shop, parse};
use crate::values::Decimal;

/// Reads every table of the folder into the shop.
pub(super) fn read(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    products(dir, shop)?;
    categories(dir, shop)?;
    replacements(dir, shop)?;
    prices(dir, shop)?;
    stock(dir, shop)?;
    bought(dir, shop)?;
    reservations(dir, shop)?;
    reps(dir, shop)?;
    rates(dir, shop)?;
    receivables(dir, shop)
}

fn products(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = [
        "sku",
        "name",
        "tax_class",
        "unit_decimals",
        "weight_kg",
        "volume_m3",
        "moq",
        "multiple",
    ];
    for row in Table::read(dir, "products.csv", &columns)?.rows() {
        let product = ProductRow {
            name: row.read("name", parse::text)?,
            tax_class: row.read("tax_class", parse::text)?,
            categories: Vec::new(),
            unit_decimals: row
                .read_if_any("unit_decimals", parse::unit_decimals)?
                .unwrap_or(0),
            weight: row.read_if_any("weight_kg", parse::amount)?,
            volume: row.read_if_any("volume_m3", parse::amount)?,
            moq: row.read_if_any("moq", parse::positive)?,
            multiple: row.read_if_any("multiple", parse::positive)?,
            replaced_by: None,
            prices: Vec::new(),
            stock: None,
            bought: BTreeMap::new(),
            reserved: BTreeMap::new(),
        };
        let sku = row.read("sku", parse::text)?;
        let what = format!("sku `{sku}`");
        once(
            &row,
            "sku",
            what,
            shop.products.insert(sku, product).is_none(),
        )?;
    }
    Ok(())
}

fn categories(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let Some(table) = Table::read_if_present(dir, "categories.csv", &["sku", "category"])? else {
        return Ok(());
    };
    for row in table.rows() {
        let category = row.read("category", parse::text)?;
        let categories = &mut product(&row, shop)?.categories;
        let new = !categories.contains(&category);
        once(&row, "category", "this sku and category".to_owned(), new)?;
        categories.push(category);
    }
    Ok(())
}

fn replacements(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["sku", "replaced_by"];
    let Some(table) = Table::read_if_present(dir, "replacements.csv", &columns)? else {
        return Ok(());
    };
    for row in table.rows() {
        let by = row.read("replaced_by", parse::text)?;
        let known = product(&row, shop)?.replaced_by.replace(by);
        once(&row, "sku", "this sku".to_owned(), known.is_none())?;
    }
    Ok(())
}

fn prices(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    for row in Table::read(dir, "prices.csv", &["sku", "price_list", "from", "price"])?.rows() {
        let price = PriceRow {
            price_list: row.read("price_list", |id| shop.check_price_list(id))?,
            from: row.read("from", parse::positive)?,
            price: row.read("price", parse::amount)?,
        };
        let prices = &mut product(&row, shop)?.prices;
        let new = !prices
            .iter()
            .any(|other| other.price_list == price.price_list && other.from == price.from);
        once(
            &row,
            "from",
            "this sku, price list and quantity".to_owned(),
            new,
        )?;
        prices.push(price);
    }
    Ok(())
}

fn stock(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = [
        "sku",
        "warehouse",
        "on_hand",
        "reserved",
        "next_batch",
        "next_batch_quantity",
    ];
    for row in Table::read(dir, "stock.csv", &columns)?.rows() {
        let warehouse = row.read("warehouse", |name| shop.check_warehouse(name))?;
        let level = LevelRow {
            on_hand: row.read("on_hand", parse::decimal)?,
            reserved: row
                .read_if_any("reserved", parse::decimal)?
                .unwrap_or(Decimal::ZERO),
            next_batch: row.read_if_any("next_batch", parse::date)?,
            next_batch_quantity: row.read_if_any("next_batch_quantity", parse::amount)?,
        };
        let levels = product(&row, shop)?.stock.get_or_insert_default();
        let new = levels.insert(warehouse, level).is_none();
        once(&row, "warehouse", "this sku and warehouse".to_owned(), new)?;
    }
    Ok(())
}

fn bought(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["company", "sku", "month", "quantity"];
    let Some(table) = Table::read_if_present(dir, "bought.csv", &columns)? else {
        return Ok(());
    };
    for row in table.rows() {
        let company = row.read("company", |id| shop.check_company(id))?;
        let month = row.read("month", parse::month)?;
        let quantity = row.read("quantity", parse::decimal)?;
        let months = product(&row, shop)?.bought.entry(company).or_default();
        let new = months.insert(month, quantity).is_none();
        once(&row, "month", "this company, sku and month".to_owned(), new)?;
    }
    Ok(())
}

fn reservations(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["company", "sku", "quantity"];
    let Some(table) = Table::read_if_present(dir, "reservations.csv", &columns)? else {
        return Ok(());
    };
    for row in table.rows() {
        let company = row.read("company", |id| shop.check_company(id))?;
        let quantity = row.read("quantity", parse::amount)?;
        let new = product(&row, shop)?
            .reserved
            .insert(company, quantity)
            .is_none();
        once(&row, "sku", "this company and sku".to_owned(), new)?;
    }
    Ok(())
}

fn reps(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["rep", "client", "outlet"];
    let Some(table) = Table::read_if_present(dir, "reps.csv", &columns)? else {
        return Ok(());
    };
    for row in table.rows() {
        let client = row.read("client", |id| shop.check_client(id))?;
        let outlet = row.read_if_any("outlet", |id| shop.check_outlet_of(&client, id))?;
        let binding = BindingRow {
            rep: row.read("rep", |id| shop.check_rep(id))?,
            client,
            outlet,
        };
        let new = !shop.people.bindings.iter().any(|other| {
            other.rep == binding.rep
                && other.client == binding.client
                && other.outlet == binding.outlet
        });
        once(
            &row,
            "client",
            "this rep, client and outlet".to_owned(),
            new,
        )?;
        shop.people.bindings.push(binding);
    }
    Ok(())
}

fn rates(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = ["from", "to", "rate", "day"];
    let Some(table) = Table::read_if_present(dir, "rates.csv", &columns)? else {
        return Ok(());
    };
    for row in table.rows() {
        let rate = RateRow {
            from: row.read("from", parse::currency)?,
            to: row.read("to", parse::currency)?,
            rate: row.read("rate", parse::positive)?,
            day: row.read("day", parse::date)?,
        };
        let new = !shop
            .rates
            .iter()
            .any(|other| (&other.from, &other.to, other.day) == (&rate.from, &rate.to, rate.day));
        once(&row, "day", "this pair and day".to_owned(), new)?;
        shop.rates.push(rate);
    }
    Ok(())
}

fn receivables(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let columns = [
        "id", "company", "currency", "amount", "paid", "shipped", "due",
    ];
    let Some(table) = Table::read_if_present(dir, "receivables.csv", &columns)? else {
        return Ok(());
    };
    let mut items: Vec<ReceivableRow> = Vec::new();
    for row in table.rows() {
        let receivable = ReceivableRow {
            id: row.read("id", parse::text)?,
            company: row.read("company", |id| shop.check_company(id))?,
            contract: None,
            order: None,
            currency: row.read("currency", parse::currency)?,
            amount: row.read("amount", parse::decimal)?,
            paid: row
                .read_if_any("paid", parse::decimal)?
                .unwrap_or(Decimal::ZERO),
            shipped: row.read_if_any("shipped", parse::date)?,
            due: row.read_if_any("due", parse::date)?,
        };
        let new = !items.iter().any(|other| other.id == receivable.id);
        once(&row, "id", format!("receivable `{}`", receivable.id), new)?;
        items.push(receivable);
    }
    shop.receivables = Some(items);
    Ok(())
}

fn product<'s>(row: &Row<'_>, shop: &'s mut Shop) -> Result<&'s mut ProductRow, ShopError> {
    row.read("sku", |sku| shop.product_mut(sku))
}

fn once(row: &Row<'_>, column: &str, what: String, new: bool) -> Result<(), ShopError> {
    match new {
        true => Ok(()),
        false => Err(row.refuse(column, ContentError::Repeated(what))),
    }
}
