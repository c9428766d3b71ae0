//! The demo shop and its facts.

mod mistakes;
mod overrides;
mod people;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Shop, Wanted};
use crate::facts::Facts;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shops/office-supplies")
}

fn shop() -> Shop {
    Shop::open(&demo()).expect("the demo shop opens")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn facts(shop: &Shop, buyer: &str) -> Facts {
    shop.facts(buyer, day("2026-11-20"), Wanted::All)
        .expect("facts")
}

/// What a shop's facts hold of one product's purchases.
fn bought(shop: &Shop, buyer: &str, sku: &str, today: &str) -> Vec<String> {
    let keys = BTreeSet::from([sku.to_owned()]);
    let facts = shop
        .facts(buyer, day(today), Wanted::Keys(&keys))
        .expect("facts");
    facts.stock.items[0]
        .bought
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_demo_shop_has_everything_in_order() {
    let shop = shop();
    let facts = facts(&shop, "anna");
    let skus: Vec<&str> = facts
        .products
        .items
        .iter()
        .map(|product| product.sku.as_str())
        .collect();
    assert!(skus.is_sorted());
    assert!(skus.contains(&"0983") && !skus.contains(&"983"));
    assert_eq!(facts.stock.warehouses, ["moscow", "novosibirsk"]);
    assert_eq!(facts.products.tax_classes, ["reduced", "standard"]);
    assert_eq!(facts.contracts.len(), 2);
    assert_eq!(facts.buyer.home_warehouse, Some(0));
    assert_eq!(facts.receivables.expect("known").items.len(), 1);
    assert_eq!(shop.product_name("5512"), Some("Stapler no. 24"));
    assert_eq!(
        shop.company_of("galina").map(|company| company.id.as_str()),
        Some("beryozka")
    );
}

#[test]
fn severstroy_is_1250_overdue() {
    let owed = facts(&shop(), "viktor").receivables.expect("known");
    let today = day("2026-11-20").into();
    let overdue = owed
        .items
        .iter()
        .filter(|item| item.shipped.is_some() && item.due.is_some_and(|due| due < today));
    let open = overdue.map(|item| {
        item.amount.to_number().expect("small") - item.paid.to_number().expect("small")
    });
    assert_eq!(open.sum::<rust_decimal::Decimal>().to_string(), "1250.00");
}

#[test]
fn keys_meet_skus_with_and_without_leading_zeros() {
    let shop = shop();
    let wanted = |key: &str| -> Vec<String> {
        let keys = BTreeSet::from([key.to_owned()]);
        let facts = shop
            .facts("anna", day("2026-11-20"), Wanted::Keys(&keys))
            .expect("facts");
        assert!(
            facts
                .stock
                .items
                .iter()
                .zip(0..)
                .all(|(stock, index)| stock.product == index)
        );
        facts
            .products
            .items
            .into_iter()
            .map(|product| product.sku)
            .collect()
    };
    assert_eq!(wanted("983"), ["0983"]);
    assert_eq!(wanted("00983"), ["0983"]);
    assert_eq!(wanted("5512"), ["05512", "5512"]);
    assert_eq!(wanted("9999"), [""; 0]);
}

#[test]
fn an_entity_has_one_version_whatever_is_wanted() {
    let mut shop = shop();
    let keys = BTreeSet::from(["7001".to_owned()]);
    let one = shop
        .facts("anna", day("2026-11-20"), Wanted::Keys(&keys))
        .expect("facts")
        .stock
        .items
        .remove(0);
    let of_all = |shop: &Shop| {
        let facts = facts(shop, "anna");
        let items = facts.stock.items;
        items
            .into_iter()
            .find(|stock| facts.products.items[stock.product as usize].sku == "7001")
            .expect("stock")
    };
    assert_eq!(of_all(&shop).version, one.version);
    shop.set("stock.7001.moscow.on_hand", "7").expect("set");
    assert_ne!(of_all(&shop).version, one.version);
}

#[test]
fn purchases_are_whole_months_back_from_today() {
    let shop = shop();
    assert_eq!(
        bought(&shop, "anna", "0983", "2026-11-20"),
        ["110", "80", "20"]
    );
    assert_eq!(
        bought(&shop, "anna", "0983", "2026-12-01"),
        ["30", "110", "80", "20"]
    );
    assert_eq!(
        bought(&shop, "anna", "4420", "2026-11-20"),
        ["0", "0", "24"]
    );
    assert_eq!(bought(&shop, "anna", "4420", "2027-08-31").len(), 12);
    assert_eq!(bought(&shop, "anna", "4420", "2027-09-01"), [""; 0]);
    assert_eq!(bought(&shop, "boris", "0983", "2026-11-20"), [""; 0]);
}

#[test]
fn the_next_batch_is_the_earliest_that_is_not_past() {
    let keys = BTreeSet::from(["7010".to_owned()]);
    let batch = |today| {
        let facts = shop()
            .facts("anna", day(today), Wanted::Keys(&keys))
            .expect("facts");
        let batch = facts.stock.items[0].next_batch.expect("a batch");
        (batch.date.to_string(), batch.quantity)
    };
    let (moscow, novosibirsk) = (
        ("2026-12-03".to_owned(), Some(400.into())),
        ("2026-12-20".to_owned(), Some(150.into())),
    );
    assert_eq!(batch("2026-11-20"), moscow);
    assert_eq!(batch("2026-12-03"), moscow);
    assert_eq!(batch("2026-12-04"), novosibirsk);
    // Where all are past, the rules say so.
    assert_eq!(batch("2026-12-21"), moscow);
}
