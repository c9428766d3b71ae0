//! One of every mistake a folder can hold, and what is said of it.

use std::fs;

use super::{day, demo, shop};
use crate::shop::{Shop, Wanted};

/// The demo shop with one text in one file replaced: what `open` says of it.
fn broken(name: &str, file: &str, from: &str, to: &str) -> String {
    let dir = std::env::temp_dir().join(format!("comptoir-shop-{}-{name}", std::process::id()));
    fs::create_dir_all(&dir).expect("a folder");
    for entry in fs::read_dir(demo()).expect("the demo shop") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), dir.join(entry.file_name())).expect("a copy");
    }
    let rates = "from,to,rate,day\nEUR,RUB,90.50,2026-11-20\nUSD,RUB,80.00,2026-11-20\n";
    fs::write(dir.join("rates.csv"), rates).expect("rates");
    let text = fs::read_to_string(dir.join(file)).expect("the file");
    assert!(text.contains(from), "`{from}` is not in {file}");
    fs::write(dir.join(file), text.replacen(from, to, 1)).expect("the file");
    let opened = Shop::open(&dir);
    fs::remove_dir_all(&dir).expect("the folder");
    let message = opened.expect_err("a broken shop").to_string();
    message
        .trim_start_matches(&format!("{}/", dir.display()))
        .to_owned()
}

#[test]
fn an_unknown_column_is_named_with_the_right_ones() {
    assert_eq!(
        broken(
            "column",
            "prices.csv",
            "sku,price_list,from,price",
            "sku,list,from,price"
        ),
        "prices.csv:1:5: unknown column `list`; the columns are sku,price_list,from,price"
    );
    assert_eq!(
        broken(
            "missing",
            "reservations.csv",
            "company,sku,quantity",
            "company,sku"
        ),
        "reservations.csv:1:12: column `quantity` is missing; the columns are company,sku,quantity"
    );
}

#[test]
fn a_bad_number_is_named_by_place() {
    assert_eq!(
        broken(
            "comma",
            "prices.csv",
            "0983,wholesale,50,172.00",
            "0983,wholesale,50,\"172,00\""
        ),
        "prices.csv:3:19: `172,00` is not a decimal such as `1250.00`"
    );
    assert_eq!(
        broken(
            "float",
            "products.csv",
            "standard,0,0.320",
            "standard,0,3.2e-1"
        ),
        "products.csv:2:58: `3.2e-1` is not a decimal such as `1250.00`"
    );
    assert_eq!(
        broken("zero", "products.csv", "0.5,0.5", "0.5,0"),
        "products.csv:17:74: `0` is not a decimal above 0"
    );
    assert_eq!(
        broken(
            "short",
            "stock.csv",
            "0983,moscow,240,20,2026-12-01,500",
            "0983,moscow,240"
        ),
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
        broken(
            "company",
            "bought.csv",
            "romashka,0117,2026-10",
            "romashko,0117,2026-10"
        ),
        "bought.csv:7:1: unknown company `romashko`; there is `beryozka`, `lotos`, `romashka`, `severstroy`"
    );
    assert!(
        broken("sku", "prices.csv", "0983,retail", "983,retail")
            .starts_with("prices.csv:5:1: unknown sku `983`")
    );
    assert_eq!(
        broken(
            "list",
            "shop.toml",
            "price_list = \"wholesale\"",
            "price_list = \"whole\""
        ),
        "shop.toml:107:14: unknown price list `whole`; there is `wholesale`, `retail`, `promo`"
    );
    let unknown = shop()
        .facts("olga", day("2026-11-20"), Wanted::All)
        .expect_err("no olga")
        .to_string();
    assert_eq!(
        unknown,
        "unknown buyer `olga`; there is `anna`, `boris`, `galina`, `viktor`"
    );
}

#[test]
fn an_unknown_key_of_shop_toml_is_an_error() {
    assert_eq!(
        broken(
            "key",
            "shop.toml",
            "home_warehouse = \"moscow\"",
            "warehouse = \"moscow\""
        ),
        "shop.toml:23:1: unknown field `warehouse`, expected one of `id`, `name`, `home_warehouse`, `price_list`, `profiles`, `client`, `country`, `tax_id`, `turnover`"
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
fn a_rate_is_above_nothing_and_stands_once() {
    assert_eq!(
        broken("zero-rate", "rates.csv", "90.50", "0.00"),
        "rates.csv:2:9: `0.00` is not a decimal above 0"
    );
    assert_eq!(
        broken("two-rates", "rates.csv", "USD,RUB,80.00", "EUR,RUB,80.00"),
        "rates.csv:3:15: this pair and day stands here a second time; leave one of the two"
    );
}
