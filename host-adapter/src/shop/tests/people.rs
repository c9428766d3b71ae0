//! The directory of a shop folder: references, overrides, mistakes.

use std::fs;
use std::path::{Path, PathBuf};

use super::day;
use crate::contract::ActorKind;
use crate::shop::Shop;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shops/trade-house")
}

fn shop() -> Shop {
    Shop::open(&folder()).expect("the shop opens")
}

/// The shop with one text in one file replaced: what `open` says of it.
fn broken(name: &str, file: &str, from: &str, to: &str) -> String {
    let dir = std::env::temp_dir().join(format!("comptoir-people-{}-{name}", std::process::id()));
    fs::create_dir_all(&dir).expect("a folder");
    for entry in fs::read_dir(folder()).expect("the shop") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), dir.join(entry.file_name())).expect("a copy");
    }
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
fn companies_without_a_group_are_clients_of_their_own() {
    let directory = shop().directory();
    let clients: Vec<&str> = directory.clients.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(clients, ["orbita", "vesna", "bianchi", "lagoda", "zarya"]);
    let of = |id: &str| {
        let entity = directory.entities.iter().find(|entity| entity.id == id);
        entity.map(|entity| clients[entity.client as usize])
    };
    assert_eq!(
        (of("orbita-spb"), of("vesna")),
        (Some("orbita"), Some("vesna"))
    );
    assert_eq!(directory.clients[2].name, "Bianchi srl");
    let bindings = directory.bindings.iter();
    let bindings: Vec<_> = bindings
        .map(|row| (row.rep, row.client, row.outlet))
        .collect();
    assert_eq!(bindings, [(1, 0, None), (0, 0, Some(2)), (0, 1, None)]);
}

#[test]
fn whoever_acts_is_of_one_kind() {
    let shop = shop();
    assert_eq!(shop.actor("tverskaya"), Some(ActorKind::Buyer));
    assert_eq!(shop.actor("ada"), Some(ActorKind::Buyer));
    assert_eq!(shop.actor("olga"), Some(ActorKind::Rep));
    assert_eq!(shop.actor("marta"), Some(ActorKind::Staff));
    assert_eq!(shop.actor("nobody"), None);
}

#[test]
fn a_standing_is_what_is_open_and_what_is_late() {
    let mut shop = shop();
    let owed = |shop: &Shop, today: &str| -> Vec<String> {
        let standings = shop.standings(day(today).into());
        let vesna = standings.iter().find(|standing| standing.client == 1);
        let owed = vesna.expect("known").owed.iter();
        owed.map(|owed| format!("{} {} {}", owed.currency, owed.amount, owed.overdue))
            .collect()
    };
    assert_eq!(owed(&shop, "2026-11-20"), ["RUB 1900.00 1250.00"]);
    // Due on 15 December: late from the 16th.
    assert_eq!(owed(&shop, "2026-12-15"), ["RUB 1900.00 1250.00"]);
    assert_eq!(owed(&shop, "2026-12-16"), ["RUB 1900.00 1900.00"]);
    shop.set("receivable.V-2.shipped", "none").expect("set");
    assert_eq!(owed(&shop, "2026-12-16"), ["RUB 1900.00 1250.00"]);
    shop.set("client.vesna.live_orders", "none").expect("set");
    assert_eq!(shop.standings(day("2026-12-16").into()).len(), 1);
    shop.set("receivables", "none").expect("set");
    assert!(shop.standings(day("2026-12-16").into()).is_empty());
}

#[test]
fn every_kind_of_override_can_be_set() {
    let mut shop = shop();
    for (path, value) in [
        ("client.zarya.live_orders", "4"),
        ("client.zarya.attributes.region", "south, east"),
        ("company.bianchi.client", "orbita"),
        ("company.bianchi.tax_id", "00743110157"),
        ("company.bianchi.country", "IT"),
        ("outlet.orbita-arbat.account", "tverskaya"),
        ("outlet.orbita-arbat.email", "arbat@orbita.example"),
        ("outlet.orbita-arbat.city", "Tver"),
        ("outlet.orbita-arbat.attributes.region", "west"),
        ("employee.petr.client", "orbita"),
        ("employee.petr.level", "buyer"),
        ("employee.petr.email", "petr@orbita.example"),
        ("employee.petr.limit", "10.00"),
        ("employee.petr.outlets", "orbita-arbat, orbita-nevsky"),
        ("employee.petr.effective_from", "2026-11-20T12:10:00+03:00"),
        ("employee.petr.suspended", "true"),
        ("employee.vera", "none"),
        ("rep.olga.phone", "none"),
        ("rep.olga.suspended", "true"),
        ("rep.olga.absent_from", "2026-11-20"),
        ("rep.olga.absent_until", "2026-11-21"),
        ("rep.olga.substitute", "sergei"),
        ("binding.zarya", "olga"),
        ("binding.orbita.orbita-nevsky", "none"),
        ("invitation.i.company", "zarya"),
        ("invitation.i.email", "zoya@zarya.example"),
        ("invitation.i.until", "2026-11-20T12:10:00+03:00"),
        ("invitation.i.used", "true"),
    ] {
        shop.set(path, value)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    let people = shop.directory();
    let zarya = people.clients.iter().find(|client| client.id == "zarya");
    assert_eq!(zarya.map(|client| client.attributes.len()), Some(2));
    let petr = people.employees.last().expect("petr");
    assert_eq!(
        (petr.outlets.clone(), petr.suspended),
        (Some(vec![1, 2]), true)
    );
    assert!(
        people
            .employees
            .iter()
            .all(|employee| employee.id != "vera")
    );
    assert_eq!(people.outlets[1].account.as_deref(), Some("tverskaya"));
    assert_eq!(
        (people.absences[0].rep, people.absences[0].substitute),
        (0, Some(1))
    );
    assert!(people.invitations[0].used && people.invitations[0].entity.is_some());
    assert!(
        people
            .bindings
            .iter()
            .all(|binding| binding.outlet.is_none())
    );
}

#[test]
fn an_override_that_fits_nobody_says_whom_there_is() {
    let mut shop = shop();
    let mut refused =
        |path: &str, value: &str| shop.set(path, value).expect_err("refused").to_string();
    assert_eq!(
        refused("employee.petr.level", "buyer"),
        "`employee.petr.level` can't be set: unknown employee `petr`; there is `ada`, `gleb`, `boris`, `vera`"
    );
    assert!(refused("rep.olga.absent_until", "2026-11-21").contains("`rep.olga.absent_from`"));
    assert!(
        refused("binding.orbita.vesna-rostov", "olga").contains("unknown outlet of this client")
    );
    assert!(
        refused("outlet.vesna-rostov.account", "nevsky").contains("unknown buyer of this company")
    );
    assert!(refused("client.vesna.city", "Rostov").contains("`live_orders`, `attributes.<key>`"));
    assert!(refused("client.vesna.live_orders", "-1").contains("a whole number of 0 or more"));
    assert!(refused("invitation.i.company", "vega").contains("unknown company `vega`"));
}

#[test]
fn mistakes_are_named_by_place() {
    assert_eq!(
        broken("rep", "reps.csv", "sergei,orbita,", "sergey,orbita,"),
        "reps.csv:2:1: unknown rep `sergey`; there are 11, among them `olga`, `sergei`, `office`, `clara`, `semyon`, \
         `vadim`, `elena`, `nina`"
    );
    assert_eq!(
        broken(
            "outlet",
            "reps.csv",
            "olga,vesna,",
            "olga,vesna,orbita-nevsky"
        ),
        "reps.csv:4:12: unknown outlet of this client `orbita-nevsky`; there is `vesna-rostov`"
    );
    assert!(
        broken("twice", "reps.csv", "olga,vesna,", "sergei,orbita,")
            .starts_with("reps.csv:4:8: this rep, client and outlet stands here a second time")
    );
    let client = broken(
        "client",
        "shop.toml",
        "client = \"orbita\"",
        "client = \"orbit\"",
    );
    assert!(
        client.ends_with("unknown client `orbit`; there is `orbita`, `vesna`"),
        "{client}"
    );
    let same = broken("same", "shop.toml", "id = \"marta\"", "id = \"olga\"");
    assert!(same.contains("staff `olga`: a person of this id"), "{same}");
    let country = broken(
        "country",
        "shop.toml",
        "country = \"UA\"",
        "country = \"ua\"",
    );
    assert!(country.contains("`ua` is not a country code such as `IT`"));
    let account = broken(
        "account",
        "shop.toml",
        "account = \"valya\"",
        "account = \"lesya\"",
    );
    assert!(account.contains("unknown buyer of this company `lesya`; there is `valya`"));
}
