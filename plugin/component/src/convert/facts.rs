//! Fact groups, in.

use comptoir_rules::domain as d;

use super::number::{Malformed, day, index, indices, list, number, optional, optional_day};
use crate::bindings::comptoir::rules::{facts as w, types};

/// The groups of a cart call, as they come.
pub struct FactGroups {
    /// Group buyer.
    pub buyer: w::Buyer,
    /// Group contracts.
    pub contracts: Vec<w::Contract>,
    /// Group products.
    pub products: w::Products,
    /// Group stock.
    pub stock: w::Stock,
    /// Group receivables.
    pub receivables: Option<w::Receivables>,
    /// Group rates.
    pub rates: Vec<w::Rate>,
    /// Group loyalty.
    pub loyalty: Option<w::Loyalty>,
}

/// The context of a call.
pub fn context(context: types::Context) -> Result<d::Context, Malformed> {
    let kind = match context.acting.kind {
        types::ActorKind::Buyer => d::ActorKind::Buyer,
        types::ActorKind::Rep => d::ActorKind::Rep,
        types::ActorKind::Staff => d::ActorKind::Staff,
        types::ActorKind::System => d::ActorKind::System,
    };
    Ok(d::Context {
        acting: d::Actor {
            id: context.acting.id,
            kind,
        },
        principal: context.principal,
        instant: context.instant,
        today: day(context.local_date)
            .map_err(|malformed| malformed.within("context.local-date"))?,
        request_id: context.request_id,
    })
}

/// All groups of a call.
pub fn facts(groups: FactGroups) -> Result<d::Facts, Malformed> {
    let stock = stock(groups.stock, groups.products.items.len())
        .map_err(|malformed| malformed.within("stock"))?;
    let buyer = buyer(groups.buyer, stock.warehouses.len())
        .map_err(|malformed| malformed.within("buyer"))?;
    Ok(d::Facts {
        buyer,
        contracts: list(groups.contracts, contract)
            .map_err(|malformed| malformed.within("contracts"))?,
        products: products(groups.products).map_err(|malformed| malformed.within("products"))?,
        stock,
        receivables: groups
            .receivables
            .map(receivables)
            .transpose()
            .map_err(|malformed| malformed.within("receivables"))?,
        loyalty: groups.loyalty.map(super::loyalty::facts).transpose()?,
        rates: list(groups.rates, rate).map_err(|malformed| malformed.within("rates"))?,
    })
}

pub(super) fn rate(rate: w::Rate) -> Result<d::Rate, Malformed> {
    let value = number(rate.value).map_err(|malformed| malformed.within("value"))?;
    if value <= d::Number::ZERO {
        return Err(
            Malformed::new("bad-decimal", format!("a rate of {value} is not above 0"))
                .within("value"),
        );
    }
    Ok(d::Rate {
        from: rate.from,
        to: rate.to,
        value,
        day: day(rate.day).map_err(|malformed| malformed.within("day"))?,
    })
}

/// The buyer of a call without stock: whatever warehouse he names plays no part.
pub fn lone_buyer(group: w::Buyer) -> Result<d::Buyer, Malformed> {
    buyer(group, usize::MAX).map_err(|malformed| malformed.within("buyer"))
}

/// The one group of a call for a visitor.
pub fn public_products(group: w::Products) -> Result<d::Products, Malformed> {
    products(group).map_err(|malformed| malformed.within("products"))
}

fn buyer(buyer: w::Buyer, warehouses: usize) -> Result<d::Buyer, Malformed> {
    let month = |month: w::MonthTurnover| {
        Ok(d::MonthTurnover {
            year: month.year,
            month: month.month.into(),
            shipped: number(month.shipped)?,
            returned: number(month.returned)?,
        })
    };
    let detail = |kept: types::KeptDetail| d::ExtraField {
        name: kept.name,
        value: kept.value,
    };
    let home = buyer
        .home_warehouse
        .map(|home| index(home, warehouses, "warehouses"))
        .transpose();
    Ok(d::Buyer {
        id: buyer.id,
        entity: buyer.entity,
        signed_in: buyer.signed_in,
        profiles: buyer.profiles,
        home_warehouse: home.map_err(|malformed| malformed.within("home-warehouse"))?,
        price_list: buyer.price_list,
        turnover: list(buyer.turnover, month).map_err(|malformed| malformed.within("turnover"))?,
        details: buyer.details.into_iter().map(detail).collect(),
    })
}

pub(super) fn contract(contract: w::Contract) -> Result<d::Contract, Malformed> {
    let discount = optional(contract.discount)?;
    if discount.is_some_and(|percent| percent < d::Number::ZERO || percent > d::Number::ONE_HUNDRED)
    {
        return Err(Malformed::new(
            "bad-decimal",
            "a discount lies between 0 and 100".to_owned(),
        )
        .within("discount"));
    }
    Ok(d::Contract {
        id: contract.id,
        entity: contract.entity,
        terms: contract.terms,
        currency: contract.currency,
        valid_from: optional_day(contract.valid_from)?,
        valid_until: optional_day(contract.valid_until)?,
        is_default: contract.is_default,
        price_list: contract.price_list,
        discount,
        categories: contract.categories,
    })
}

fn products(products: w::Products) -> Result<d::Products, Malformed> {
    let price_list = |list: w::PriceList| {
        Ok(d::PriceList {
            id: list.id,
            currency: list.currency,
            valid_from: optional_day(list.valid_from)?,
            valid_until: optional_day(list.valid_until)?,
        })
    };
    let price_lists = list(products.price_lists, price_list)
        .map_err(|malformed| malformed.within("price-lists"))?;
    let bounds = Bounds {
        price_lists: price_lists.len(),
        tax_classes: products.tax_classes.len(),
        categories: products.categories.len(),
    };
    let items = list(products.items, |item| product(item, bounds))
        .map_err(|malformed| malformed.within("items"))?;
    Ok(d::Products {
        price_lists,
        tax_classes: products.tax_classes,
        categories: products.categories,
        items,
    })
}

/// How many there are of what products refer to.
#[derive(Clone, Copy)]
struct Bounds {
    price_lists: usize,
    tax_classes: usize,
    categories: usize,
}

fn product(product: w::Product, bounds: Bounds) -> Result<d::Product, Malformed> {
    let row = |row: w::PriceRow| {
        Ok(d::PriceRow {
            price_list: index(row.price_list, bounds.price_lists, "price lists")?,
            from_quantity: number(row.from_quantity)?,
            amount: not_negative(row.amount)?,
        })
    };
    Ok(d::Product {
        sku: product.sku,
        tax_class: index(product.tax_class, bounds.tax_classes, "tax classes")
            .map_err(|malformed| malformed.within("tax-class"))?,
        categories: indices(product.categories, bounds.categories, "categories")
            .map_err(|malformed| malformed.within("categories"))?,
        unit_scale: product.unit_scale.into(),
        weight: optional(product.weight)?,
        volume: optional(product.volume)?,
        moq: optional(product.moq)?,
        multiple: optional(product.multiple)?,
        replaced_by: product.replaced_by,
        prices: list(product.prices, row).map_err(|malformed| malformed.within("prices"))?,
    })
}

fn not_negative(amount: comptoir_values::Decimal) -> Result<d::Number, Malformed> {
    let amount = number(amount)?;
    if amount < d::Number::ZERO {
        return Err(
            Malformed::new("bad-decimal", format!("a price of {amount} is below 0"))
                .within("amount"),
        );
    }
    Ok(amount)
}

fn stock(stock: w::Stock, products: usize) -> Result<d::Stock, Malformed> {
    let warehouses = stock.warehouses.len();
    let level = |level: w::Level| {
        Ok(d::Level {
            warehouse: index(level.warehouse, warehouses, "warehouses")?,
            on_hand: number(level.on_hand)?,
            reserved: number(level.reserved)?,
        })
    };
    let batch = |batch: w::Batch| {
        Ok::<_, Malformed>(d::Batch {
            date: day(batch.date)?,
            quantity: optional(batch.quantity)?,
        })
    };
    let item = |item: w::ProductStock| {
        Ok(d::ProductStock {
            product: index(item.product, products, "products")
                .map_err(|malformed| malformed.within("product"))?,
            levels: list(item.levels, level).map_err(|malformed| malformed.within("levels"))?,
            bought: list(item.bought, number).map_err(|malformed| malformed.within("bought"))?,
            own_reserved: number(item.own_reserved)?,
            next_batch: item
                .next_batch
                .map(batch)
                .transpose()
                .map_err(|malformed| malformed.within("next-batch"))?,
        })
    };
    let items = list(stock.items, item).map_err(|malformed| malformed.within("items"))?;
    Ok(d::Stock {
        warehouses: stock.warehouses,
        items,
    })
}

pub(super) fn receivables(receivables: w::Receivables) -> Result<d::Receivables, Malformed> {
    let receivable = |item: w::Receivable| {
        Ok(d::Receivable {
            id: item.id,
            entity: item.entity,
            contract: item.contract,
            order: item.order,
            currency: item.currency,
            amount: number(item.amount)?,
            paid: number(item.paid)?,
            shipped: optional_day(item.shipped)?,
            due: optional_day(item.due)?,
        })
    };
    let grant = |grant: w::Grant| {
        Ok::<_, Malformed>(d::Grant {
            gate: grant.gate,
            entity: grant.entity,
            order: grant.order,
            role: grant.role,
            by: grant.by,
            reason: grant.reason,
            granted: grant.granted,
            up_to: grant
                .up_to
                .map(super::credit::grant_sum)
                .transpose()
                .map_err(|malformed| malformed.within("up-to"))?,
        })
    };
    Ok(d::Receivables {
        items: list(receivables.items, receivable)
            .map_err(|malformed| malformed.within("items"))?,
        grants: list(receivables.grants, grant).map_err(|malformed| malformed.within("grants"))?,
        limits: list(receivables.limits, super::credit::limit)
            .map_err(|malformed| malformed.within("limits"))?,
        orders: receivables
            .orders
            .map(|orders| list(orders, super::credit::live_order))
            .transpose()
            .map_err(|malformed| malformed.within("orders"))?,
    })
}
