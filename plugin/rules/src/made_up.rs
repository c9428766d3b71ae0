//! Facts that unit tests start from: a client `b` of the legal entity `e`, and what he may buy.

use rust_decimal::dec;

use crate::domain::{
    Actor, ActorKind, Buyer, Context, Contract, Day, Facts, Level, Number, PriceList, PriceRow,
    Product, ProductStock, Products, Stock,
};

/// The client himself, on this day.
pub(crate) fn context(today: Day) -> Context {
    Context {
        acting: Actor {
            id: "b".to_owned(),
            kind: ActorKind::Buyer,
        },
        principal: "b".to_owned(),
        instant: 0,
        today,
        request_id: "r".to_owned(),
    }
}

pub(crate) fn buyer() -> Buyer {
    Buyer {
        id: "b".to_owned(),
        entity: "e".to_owned(),
        signed_in: true,
        profiles: vec![],
        home_warehouse: None,
        price_list: None,
        turnover: vec![],
        details: vec![],
    }
}

/// His only one, always in force.
pub(crate) fn contract(terms: &str, currency: &str) -> Contract {
    Contract {
        id: "k".to_owned(),
        entity: "e".to_owned(),
        terms: terms.to_owned(),
        currency: currency.to_owned(),
        valid_from: None,
        valid_until: None,
        is_default: true,
        price_list: None,
        discount: None,
        categories: None,
    }
}

pub(crate) fn price_list(id: &str, currency: &str) -> PriceList {
    PriceList {
        id: id.to_owned(),
        currency: currency.to_owned(),
        valid_from: None,
        valid_until: None,
    }
}

/// In the first list, from one piece on.
pub(crate) fn costs(amount: Number) -> Vec<PriceRow> {
    vec![PriceRow {
        price_list: 0,
        from_quantity: dec!(1),
        amount,
    }]
}

/// Sold by the piece, of no known weight.
pub(crate) fn product(sku: &str, prices: Vec<PriceRow>) -> Product {
    Product {
        sku: sku.to_owned(),
        tax_class: 0,
        categories: vec![],
        unit_scale: 0,
        weight: None,
        volume: None,
        moq: None,
        multiple: None,
        replaced_by: None,
        prices,
    }
}

/// In the only warehouse.
pub(crate) fn in_stock(product: u32, on_hand: Number) -> ProductStock {
    ProductStock {
        product,
        levels: vec![Level {
            warehouse: 0,
            on_hand,
            reserved: dec!(0),
        }],
        bought: vec![],
        own_reserved: dec!(0),
        next_batch: None,
    }
}

/// What he buys under `contract`; nothing is known of his debts.
pub(crate) fn facts(
    contract: Contract,
    price_lists: Vec<PriceList>,
    items: Vec<Product>,
    stock: Vec<ProductStock>,
) -> Facts {
    Facts {
        buyer: buyer(),
        contracts: vec![contract],
        products: Products {
            price_lists,
            tax_classes: vec!["t".to_owned()],
            categories: vec![],
            items,
        },
        stock: Stock {
            warehouses: vec!["w".to_owned()],
            items: stock,
        },
        rates: vec![],
        receivables: None,
        loyalty: None,
    }
}
