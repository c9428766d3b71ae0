//! The demo shop, and one of every mistake.

use std::collections::BTreeSet;
use std::fs;
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
    shop.facts(buyer, day("2026-11-20"), Wanted::All).expect("facts")
}

/// The demo shop with one text in one file replaced: what `open` says of it.
fn broken(name: &str, file: &str, from: &str, to: &str) -> String {
    let dir = std::env::temp_dir().join(format!("comptoir-shop-{}-{name}", std::process::id()));
    fs::create_dir_all(&dir).expect("a folder");
    for entry in fs::read_dir(demo()).expect("the demo shop") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), dir.join(entry.file_name())).expect("a copy");
    }
    let text = fs::read_to_string(dir.join(file)).expect("the file");
    assert!(text.contains(from), "`{from}` is not in {file}");
    fs::write(dir.join(file), text.replacen(from, to, 1)).expect("the file");
    let opened = Shop::open(&dir);
    fs::remove_dir_all(&dir).expect("the folder");
    let message = opened.expect_err("a broken shop").to_string();
    message.trim_start_matches(&format!("{}/", dir.display())).to_owned()
}

/// What a shop's facts hold of one product's purchases.
fn bought(shop: &Shop, buyer: &str, sku: &str, today: &str) -> Vec<String> {
    let keys = BTreeSet::from([sku.to_owned()]);
    let facts = shop.facts(buyer, day(today), Wanted::Keys(&keys)).expect("facts");
    facts.stock.items[0].bought.iter().map(ToString::to_string).collect()
}

#[test]
fn the_demo_shop_has_everything_in_order() {
    let shop = shop();
    let facts = facts(&shop, "anna");
    let skus: Vec<&str> = facts.products.items.iter().map(|product| product.sku.as_str()).collect();
    assert!(skus.is_sorted());
    assert!(skus.contains(&"0983") && !skus.contains(&"983"));
    assert_eq!(facts.stock.warehouses, ["moscow", "novosibirsk"]);
    assert_eq!(facts.products.tax_classes, ["reduced", "standard"]);
    assert_eq!(facts.contracts.len(), 2);
    assert_eq!(facts.buyer.home_warehouse, Some(0));
    assert_eq!(facts.receivables.expect("known").items.len(), 1);
    assert_eq!(shop.product_name("5512"), Some("Stapler no. 24"));
    assert_eq!(shop.company_of("galina").map(|company| company.id.as_str()), Some("beryozka"));
}

#[test]
fn severstroy_is_1250_overdue() {
    let owed = facts(&shop(), "viktor").receivables.expect("known");
    let today = day("2026-11-20").into();
    let overdue = owed.items.iter().filter(|item| item.shipped.is_some() && item.due.is_some_and(|due| due < today));
    let open = overdue.map(|item| item.amount.to_number().expect("small") - item.paid.to_number().expect("small"));
    assert_eq!(open.sum::<rust_decimal::Decimal>().to_string(), "1250.00");
}

#[test]
fn keys_meet_skus_with_and_without_leading_zeros() {
    let shop = shop();
    let wanted = |key: &str| -> Vec<String> {
        let keys = BTreeSet::from([key.to_owned()]);
        let facts = shop.facts("anna", day("2026-11-20"), Wanted::Keys(&keys)).expect("facts");
        assert!(facts.stock.items.iter().zip(0..).all(|(stock, index)| stock.product == index));
        facts.products.items.into_iter().map(|product| product.sku).collect()
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
    let one = shop.facts("anna", day("2026-11-20"), Wanted::Keys(&keys)).expect("facts").stock.items.remove(0);
    let of_all = |shop: &Shop| {
        let facts = facts(shop, "anna");
        let items = facts.stock.items;
        items.into_iter().find(|stock| facts.products.items[stock.product as usize].sku == "7001").expect("stock")
    };
    assert_eq!(of_all(&shop).version, one.version);
    shop.set("stock.7001.moscow.on_hand", "7").expect("set");
    assert_ne!(of_all(&shop).version, one.version);
}

#[test]
fn purchases_are_whole_months_back_from_today() {
    let shop = shop();
    assert_eq!(bought(&shop, "anna", "0983", "2026-11-20"), ["110", "80", "20"]);
    assert_eq!(bought(&shop, "anna", "0983", "2026-12-01"), ["30", "110", "80", "20"]);
    assert_eq!(bought(&shop, "anna", "4420", "2026-11-20"), ["0", "0", "24"]);
    assert_eq!(bought(&shop, "anna", "4420", "2027-08-31").len(), 12);
    assert_eq!(bought(&shop, "anna", "4420", "2027-09-01"), [""; 0]);
    assert_eq!(bought(&shop, "boris", "0983", "2026-11-20"), [""; 0]);
}

#[test]
fn the_next_batch_is_the_earliest() {
    let keys = BTreeSet::from(["7010".to_owned()]);
    let facts = shop().facts("anna", day("2026-11-20"), Wanted::Keys(&keys)).expect("facts");
    let batch = facts.stock.items[0].next_batch.expect("a batch");
    assert_eq!((batch.date.to_string(), batch.quantity), ("2026-12-03".to_owned(), Some(400.into())));
}

#[test]
fn an_unknown_column_is_named_with_the_right_ones() {
    assert_eq!(
        broken("column", "prices.csv", "sku,price_list,from,price", "sku,list,from,price"),
        "prices.csv:1:5: unknown column `list`; the columns are sku,price_list,from,price"
    );
    assert_eq!(
        broken("missing", "reservations.csv", "company,sku,quantity", "company,sku"),
        "reservations.csv:1:12: column `quantity` is missing; the columns are company,sku,quantity"
    );
}

#[test]
fn a_bad_number_is_named_by_place() {
    assert_eq!(
        broken("comma", "prices.csv", "0983,wholesale,50,172.00", "0983,wholesale,50,\"172,00\""),
        "prices.csv:3:19: `172,00` is not a decimal such as `1250.00`"
    );
    assert_eq!(
        broken("float", "products.csv", "standard,0,0.320", "standard,0,3.2e-1"),
        "products.csv:2:59: `3.2e-1` is not a decimal such as `1250.00`"
    );
    assert_eq!(
        broken("zero", "products.csv", "0.5,0.5", "0.5,0"),
        "products.csv:17:80: `0` is not a decimal above 0"
    );
    assert_eq!(
        broken("short", "stock.csv", "0983,moscow,240,20,2026-12-01,500", "0983,moscow,240"),
        "stock.csv:2:1: the row has 3 fields, the header has 6"
    );
}

#[test]
fn an_unknown_reference_says_what_there_is() {
    assert_eq!(
        broken("warehouse", "stock.csv", "0117,novosibirsk", "0117,omsk"),
        "stock.csv:5:6: unknown warehouse `omsk`; there is `moscow`, `novosibirsk`"
    );
    assert_eq!(
        broken("company", "bought.csv", "romashka,0117,2026-10", "romashko,0117,2026-10"),
        "bought.csv:7:1: unknown company `romashko`; there is `beryozka`, `lotos`, `romashka`, `severstroy`"
    );
    assert!(broken("sku", "prices.csv", "0983,retail", "983,retail").starts_with("prices.csv:5:1: unknown sku `983`"));
    assert_eq!(
        broken("list", "shop.toml", "price_list = \"wholesale\"", "price_list = \"whole\""),
        "shop.toml:95:14: unknown price list `whole`; there is `wholesale`, `retail`, `promo`"
    );
    let unknown = shop().facts("olga", day("2026-11-20"), Wanted::All).expect_err("no olga").to_string();
    assert_eq!(unknown, "unknown buyer `olga`; there is `anna`, `boris`, `galina`, `viktor`");
}

#[test]
fn an_unknown_key_of_shop_toml_is_an_error() {
    assert_eq!(
        broken("key", "shop.toml", "home_warehouse = \"moscow\"", "warehouse = \"moscow\""),
        "shop.toml:23:1: unknown field `warehouse`, expected one of `id`, `name`, `home_warehouse`, `price_list`, `turnover`"
    );
    assert_eq!(
        broken("month", "shop.toml", "\"2026-09\"", "\"2026-13\""),
        "shop.toml:24:14: `2026-13` is not a month such as `2026-01`"
    );
}

#[test]
fn a_row_may_stand_once() {
    assert_eq!(
        broken("twice", "products.csv", "5512,Stapler", "05512,Stapler"),
        "products.csv:5:1: sku `05512` stands here a second time; leave one of the two"
    );
}

#[test]
fn without_receivables_the_facts_are_missing() {
    let mut shop = shop();
    shop.set("receivables", "none").expect("set");
    assert!(facts(&shop, "viktor").receivables.is_none());
    shop.set("receivable.X-1.amount", "10.00").expect("set");
    let incomplete = shop.facts("viktor", day("2026-11-20"), Wanted::All).expect_err("ownerless").to_string();
    assert_eq!(incomplete, "receivable `X-1` has no company; set `receivable.X-1.company` too");
    shop.set("receivable.X-1.company", "severstroy").expect("set");
    assert_eq!(facts(&shop, "viktor").receivables.expect("known").items.len(), 1);
}

#[test]
fn every_kind_of_override_can_be_set() {
    let mut shop = shop();
    for (path, value) in [
        ("stock.0983.moscow.on_hand", "3"),
        ("stock.0983.moscow.next_batch", "2026-12-24"),
        ("stock.7001", "none"),
        ("price.6100.retail.0.5", "12.00"),
        ("price.0983.promo.1", "none"),
        ("product.0983.multiple", "none"),
        ("product.9001", "none"),
        ("bought.lotos.0983.2026-10", "40"),
        ("reserved.lotos.0983", "4"),
        ("company.lotos.turnover.2026-10.shipped", "50000.00"),
        ("company.lotos.home_warehouse", "novosibirsk"),
        ("contract.lotos-prepaid.discount", "5%"),
        ("contract.lotos-prepaid.price_list", "retail"),
        ("contract.lotos-prepaid.default", "false"),
        ("receivable.L-1.company", "lotos"),
        ("receivable.L-1.due", "2026-11-19"),
        ("grant.overdue", "head-of-sales@2026-11-20T10:00:00+03:00"),
    ] {
        shop.set(path, value).unwrap_or_else(|error| panic!("{error}"));
    }
    let facts = facts(&shop, "boris");
    let find = |sku: &str| facts.products.items.iter().position(|product| product.sku == sku);
    let calendar = find("0983").expect("0983");
    let stock = |at: usize| facts.stock.items.iter().find(|stock| stock.product as usize == at);
    let own = stock(calendar).expect("stock");
    assert_eq!((own.levels[0].on_hand, own.own_reserved), (3.into(), 4.into()));
    assert_eq!((own.bought[0], own.next_batch.expect("a batch").date.day), (40.into(), 24));
    assert_eq!((facts.products.items[calendar].multiple, facts.products.items[calendar].prices.len()), (None, 4));
    assert!(stock(find("7001").expect("7001")).is_none());
    assert_eq!(facts.products.items[find("6100").expect("6100")].prices.len(), 1);
    assert!(find("9001").is_none());
    assert_eq!((facts.buyer.turnover.len(), facts.buyer.home_warehouse), (1, Some(1)));
    assert_eq!((facts.contracts[0].discount, facts.contracts[0].is_default), (Some(5.into()), false));
    let owed = facts.receivables.expect("known");
    assert_eq!((owed.items[0].currency.as_str(), owed.grants[0].granted), ("RUB", 1_795_158_000_000));
}

#[test]
fn an_override_that_fits_nothing_says_what_would() {
    let mut shop = shop();
    let mut refused = |path: &str, value: &str| shop.set(path, value).expect_err("refused").to_string();
    assert_eq!(
        refused("stok.0983", "none"),
        "`stok.0983` can't be set: there is no such fact; a path starts with `product`, `price`, `stock`, `bought`, \
         `reserved`, `company`, `contract`, `receivable`, `receivables` or `grant`"
    );
    assert_eq!(
        refused("stock.0983.moscow.onhand", "3"),
        "`stock.0983.moscow.onhand` can't be set: unknown field `onhand`; there is `on_hand`, `reserved`, `next_batch`, \
         `next_batch_quantity`"
    );
    assert_eq!(
        refused("product.0983.moq", "ten"),
        "`product.0983.moq` can't be set: `ten` is not a decimal such as `1250.00`"
    );
    assert!(refused("stock.0983", "12").contains("is not `none`"));
    assert!(refused("contract.x.terms", "prepaid").contains("unknown contract `x`; there is `romashka-prepaid`"));
    assert!(refused("grant.overdue", "head-of-sales").contains("<role>@<moment>"));
}
