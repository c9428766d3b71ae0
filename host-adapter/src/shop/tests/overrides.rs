//! Overrides by path.

use super::{day, facts, shop};
use crate::shop::Wanted;

#[test]
fn without_receivables_the_facts_are_missing() {
    let mut shop = shop();
    shop.set("receivables", "none").expect("set");
    assert!(facts(&shop, "viktor").receivables.is_none());
    shop.set("receivable.X-1.amount", "10.00").expect("set");
    let incomplete = shop
        .facts("viktor", day("2026-11-20"), Wanted::All)
        .expect_err("ownerless")
        .to_string();
    assert_eq!(
        incomplete,
        "receivable `X-1` has no company; set `receivable.X-1.company` too"
    );
    shop.set("receivable.X-1.company", "severstroy")
        .expect("set");
    assert_eq!(
        facts(&shop, "viktor")
            .receivables
            .expect("known")
            .items
            .len(),
        1
    );
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
        ("buyer.boris.details.phone", "+7 495 1"),
        ("company.lotos.home_warehouse", "novosibirsk"),
        ("contract.lotos-prepaid.discount", "5%"),
        ("contract.lotos-prepaid.price_list", "retail"),
        ("contract.lotos-prepaid.default", "false"),
        ("rate.EUR.RUB.2026-11-20", "90.50"),
        ("receivable.L-1.company", "lotos"),
        ("receivable.L-1.due", "2026-11-19"),
        ("grant.overdue", "head-of-sales@2026-11-20T10:00:00+03:00"),
    ] {
        shop.set(path, value)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    let facts = facts(&shop, "boris");
    let find = |sku: &str| {
        facts
            .products
            .items
            .iter()
            .position(|product| product.sku == sku)
    };
    let calendar = find("0983").expect("0983");
    let stock = |at: usize| {
        facts
            .stock
            .items
            .iter()
            .find(|stock| stock.product as usize == at)
    };
    let own = stock(calendar).expect("stock");
    assert_eq!(
        (own.levels[0].on_hand, own.own_reserved),
        (3.into(), 4.into())
    );
    assert_eq!(
        (own.bought[0], own.next_batch.expect("a batch").date.day),
        (40.into(), 24)
    );
    assert_eq!(
        (
            facts.products.items[calendar].multiple,
            facts.products.items[calendar].prices.len()
        ),
        (None, 4)
    );
    assert!(stock(find("7001").expect("7001")).is_none());
    assert_eq!(
        facts.products.items[find("6100").expect("6100")]
            .prices
            .len(),
        1
    );
    assert!(find("9001").is_none());
    assert_eq!(
        (facts.buyer.turnover.len(), facts.buyer.home_warehouse),
        (1, Some(1))
    );
    assert_eq!(facts.buyer.details[0].value, "+7 495 1");
    assert_eq!(
        (facts.contracts[0].discount, facts.contracts[0].is_default),
        (Some(5.into()), false)
    );
    let owed = facts.receivables.expect("known");
    assert_eq!(
        (owed.items[0].currency.as_str(), owed.grants[0].granted),
        ("RUB", 1_795_158_000_000)
    );
}

#[test]
fn an_override_that_fits_nothing_says_what_would() {
    let mut shop = shop();
    let mut refused =
        |path: &str, value: &str| shop.set(path, value).expect_err("refused").to_string();
    assert_eq!(
        refused("stok.0983", "none"),
        "`stok.0983` can't be set: there is no such fact; a path starts with `product`, `price`, `stock`, `bought`, \
         `reserved`, `company`, `buyer`, `contract`, `rate`, `receivable`, `receivables`, `limit`, `live_order`, `live_orders`, `grant`, `loyalty`, `bonus`, `promo`, `order`, `history`, `working`, `client`, `outlet`, `employee`, \
         `rep`, `binding` or `invitation`"
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
    assert!(
        refused("contract.x.terms", "prepaid")
            .contains("unknown contract `x`; there is `romashka-prepaid`")
    );
    assert!(refused("grant.overdue", "head-of-sales").contains("<role>@<moment>"));
}

#[test]
fn a_rate_is_set_changed_and_taken_away() {
    let mut shop = shop();
    let rates = |shop: &crate::shop::Shop| {
        let rates = facts(shop, "boris").rates;
        let shown = |rate: &crate::contract::Rate| format!("{} {}", rate.day, rate.value);
        rates.iter().map(shown).collect::<Vec<_>>()
    };
    shop.set("rate.EUR.RUB.2026-11-19", "90.00").expect("set");
    shop.set("rate.EUR.RUB.2026-11-20", "91.00").expect("set");
    shop.set("rate.EUR.RUB.2026-11-20", "90.50").expect("set");
    assert_eq!(rates(&shop), ["2026-11-19 90.00", "2026-11-20 90.50"]);
    shop.set("rate.EUR.RUB.2026-11-19", "none").expect("set");
    assert_eq!(rates(&shop), ["2026-11-20 90.50"]);
    let wrong = shop
        .set("rate.euro.RUB.2026-11-20", "1")
        .expect_err("wrong");
    assert!(wrong.to_string().contains("`euro`"), "{wrong}");
}

#[test]
fn bonuses_and_uses_of_codes_appear_and_go() {
    let mut shop = shop();
    assert!(facts(&shop, "anna").loyalty.is_none());
    for (path, value) in [
        ("bonus.anna.last_order", "2026-11-02"),
        ("bonus.anna.balance", "75"),
        ("bonus.anna.lot.new.amount", "10"),
        ("bonus.anna.order.2026-11-05", "call-centre cancelled"),
        ("bonus.anna.segment", "neighbour"),
        ("bonus.anna.placed_orders", "3"),
        ("promo.spring.total", "9"),
        ("promo.spring.by.anna", "2"),
    ] {
        shop.set(path, value).expect(path);
    }
    let loyalty = facts(&shop, "anna").loyalty.expect("known");
    let account = loyalty.account.expect("an account");
    assert_eq!((account.lots.len(), account.orders.len()), (2, 2));
    assert!(account.orders[1].cancelled && account.segment.is_some());
    assert_eq!(account.lots[0].earned.to_string(), "2026-11-02");
    assert_eq!(
        (loyalty.promo_uses[0].total, loyalty.promo_uses[0].by_client),
        (9, 2)
    );
    assert_eq!(loyalty.placed_orders, Some(3));
    // Another buyer used the code too, and has no account.
    let other = facts(&shop, "boris").loyalty.expect("known");
    assert!(other.account.is_none() && other.promo_uses[0].by_client == 0);

    shop.set("bonus.anna.lot.new", "none").expect("set");
    shop.set("promo.spring", "none").expect("set");
    let loyalty = facts(&shop, "anna").loyalty.expect("known");
    assert_eq!(loyalty.account.expect("an account").lots.len(), 1);
    assert!(loyalty.promo_uses.is_empty());
    shop.set("loyalty", "none").expect("set");
    assert!(facts(&shop, "anna").loyalty.is_none());
    for (path, value) in [
        ("bonus.nobody.balance", "1"),
        ("bonus.anna.balance", "-1"),
        ("bonus.anna.colour", "red"),
        ("bonus.anna.order.2026-11-05", "site lost"),
        ("promo.spring.total", "many"),
        ("promo.spring.by.nobody", "1"),
        ("loyalty", "some"),
    ] {
        assert!(shop.set(path, value).is_err(), "{path}");
        assert!(facts(&shop, "anna").loyalty.is_none(), "{path}");
    }
}
