//! Reads `[delivery]`; what is wrong is noted where it stands.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{DELIVERY, Delivery, Field, METHOD, Method, MethodKind, Name, Served, ZONE, Zone};
use crate::domain::Number;
use crate::policy::reader::Table;
use crate::policy::value;

/// Kinds of delivery, under the names a policy uses.
pub(in crate::policy) const KINDS: &[(&str, MethodKind)] = &[
    ("pickup", MethodKind::Pickup),
    ("company-transport", MethodKind::CompanyTransport),
    ("carrier", MethodKind::Carrier),
    ("dropshipping", MethodKind::Dropshipping),
    ("dine-in", MethodKind::DineIn),
    ("other", MethodKind::Other),
];
const REQUIRED: &[Field] = &[
    Field::City,
    Field::Postcode,
    Field::Address,
    Field::Branch,
    Field::Recipient,
    Field::Phone,
    Field::Payment,
];
const SERVES: &str =
    "cities with lists of their branches, such as { Kyiv = [\"1\", \"2\"], Lviv = [] }";

/// Reads `[delivery]`.
pub(in crate::policy) fn read(root: &Table<'_>) -> Delivery {
    let delivery = root.table("delivery", &DELIVERY);
    let zones: Vec<(Zone, Table<'_>)> = delivery
        .repeated("zone", &ZONE)
        .into_iter()
        .map(|(id, table)| (read_zone(id, &table), table))
        .collect();
    let methods: Vec<Method> = delivery
        .repeated("method", &METHOD)
        .into_iter()
        .map(|(id, table)| read_method(id, &table, &zones))
        .collect();
    for (zone, table) in &zones {
        if !methods.iter().any(|method| method.zones.contains(&zone.id)) {
            table.slip(
                "id",
                format!("no method knows zone `{}`", zone.id),
                "its id in the `zones` of a method",
            );
        }
    }
    let zones = zones.into_iter().map(|(zone, _)| zone).collect();
    Delivery { methods, zones }
}

fn read_zone(id: String, table: &Table<'_>) -> Zone {
    let zone = Zone {
        id,
        minimum: table.amount("minimum"),
        price: table.amount("price"),
        free_from: table.amount("free_from"),
        payments: names(table, "payment"),
        conditions: table.text("conditions"),
        cities: names(table, "cities"),
        postcodes: names(table, "postcodes"),
    };
    never_free(table, zone.price, zone.free_from);
    zone
}

/// A price of nothing can't become free.
fn never_free(table: &Table<'_>, price: Option<Number>, free_from: Option<Number>) {
    if free_from.is_some() && price.is_some_and(|price| price.is_zero()) {
        table.slip(
            "free_from",
            "the price is 0 already".to_owned(),
            "a price above 0, or no `free_from`",
        );
    }
}

fn read_method(id: String, table: &Table<'_>, zones: &[(Zone, Table<'_>)]) -> Method {
    if !table.has("kind") {
        table.missing("kind");
    }
    let kind = table.choice("kind", KINDS).unwrap_or(MethodKind::Other);
    if kind == MethodKind::Carrier && !table.has("serves") {
        table.missing("serves");
    }
    let method = Method {
        id,
        kind,
        conditions: table.text("conditions"),
        requires: read_requires(table),
        payments: names(table, "payment"),
        serves: read_serves(table),
        zones: read_zones(table, zones),
        price: table.amount("price"),
        free_from: table.amount("free_from"),
        max_weight: table.amount("max_weight"),
        max_volume: table.amount("max_volume"),
    };
    never_free(table, method.price, method.free_from);
    payable(table, &method, zones);
    method
}

fn read_requires(table: &Table<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for (word, span) in words(table, "requires") {
        match REQUIRED.iter().find(|field| field.name() == word) {
            Some(field) => fields.push(*field),
            None => table.wrong_at(
                "bad-value",
                "requires",
                span,
                format!("`{word}` is not a field of a delivery"),
                "city, postcode, address, branch, recipient, phone or payment",
            ),
        }
    }
    fields.sort_unstable();
    fields
}

/// The zones of a method: each exists, and no two claim one city or postcode.
fn read_zones(table: &Table<'_>, zones: &[(Zone, Table<'_>)]) -> Vec<String> {
    let mut known: Vec<&Zone> = Vec::new();
    for (id, span) in words(table, "zones") {
        let Some((zone, _)) = zones.iter().find(|(zone, _)| zone.id == id) else {
            table.wrong_at(
                "bad-value",
                "zones",
                span,
                format!("zone `{id}` does not exist"),
                "the id of a [[delivery.zone]]",
            );
            continue;
        };
        let shared = known.iter().find_map(|other| {
            let place = zone
                .cities
                .iter()
                .find(|city| other.cities.contains(city))
                .or_else(|| zone.postcodes.iter().find(|p| other.postcodes.contains(p)))?;
            Some((&other.id, &place.text))
        });
        if let Some((other, place)) = shared {
            table.wrong_at(
                "conflict",
                "zones",
                span,
                format!("zones `{other}` and `{id}` both hold `{place}`"),
                "each city and postcode in one zone of a method",
            );
        }
        known.push(zone);
    }
    known.into_iter().map(|zone| zone.id.clone()).collect()
}

/// A zone that shares no payment with its method can never be ordered to.
fn payable(table: &Table<'_>, method: &Method, zones: &[(Zone, Table<'_>)]) {
    for (zone, _) in zones {
        let apart = method.zones.contains(&zone.id)
            && !method.payments.is_empty()
            && !zone.payments.is_empty()
            && !zone
                .payments
                .iter()
                .any(|name| method.payments.contains(name));
        if apart {
            table.wrong(
                "conflict",
                "payment",
                format!("zone `{}` allows none of these payments", zone.id),
                "a payment that method and zone both allow",
            );
        }
    }
}

fn read_serves(table: &Table<'_>) -> Option<Vec<Served>> {
    table.read("serves", |raw| {
        raw.as_table().map(|_| ()).ok_or_else(|| value::Wrong {
            code: "wrong-type",
            message: format!("found `{}`", value::as_written(raw)),
            expected: SERVES,
        })
    })?;
    let cities = table.raw("serves")?.get_ref().as_table()?;
    let mut served: Vec<Served> = Vec::new();
    let mut cities: Vec<_> = cities.iter().collect();
    cities.sort_by_key(|(key, _)| key.span().start);
    for (key, branches) in cities {
        let city = Name::new(key.get_ref().to_string());
        let path = format!("serves.{}", city.text);
        if served.iter().any(|known| known.city == city) {
            let message = format!("city `{}` stands twice", city.text);
            table.wrong_at("duplicate", &path, key.span(), message, "each city once");
        }
        let branches = match branches.get_ref() {
            DeValue::Array(_) => match value::texts(branches.get_ref()) {
                Ok(texts) => unique(table, &path, texts, spans(branches)),
                Err(wrong) => {
                    table.wrong_at(
                        wrong.code,
                        &path,
                        branches.span(),
                        wrong.message,
                        wrong.expected,
                    );
                    Vec::new()
                }
            },
            other => {
                let message = format!("found `{}`", value::as_written(other));
                table.wrong_at("wrong-type", &path, branches.span(), message, SERVES);
                Vec::new()
            }
        };
        served.push(Served { city, branches });
    }
    if served.is_empty() {
        table.wrong(
            "bad-value",
            "serves",
            "a method without a city serves nobody".to_owned(),
            "at least one city, or no `serves`",
        );
    }
    Some(served)
}

/// Where each text of `value` stands.
fn spans(value: &Spanned<DeValue<'_>>) -> Vec<Range<usize>> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(Spanned::span).collect(),
        _ => vec![value.span()],
    }
}

/// The texts of `key` with their places; none stands twice.
fn words(table: &Table<'_>, key: &str) -> Vec<(String, Range<usize>)> {
    let texts = table.read(key, value::texts).unwrap_or_default();
    let places = table.raw(key).map(spans).unwrap_or_default();
    let kept = unique(table, key, texts.clone(), places.clone());
    let mut kept = kept.iter().map(|name| name.text.as_str()).peekable();
    texts
        .into_iter()
        .zip(places)
        .filter(|(text, _)| kept.next_if_eq(&text.as_str()).is_some())
        .collect()
}

fn names(table: &Table<'_>, key: &str) -> Vec<Name> {
    words(table, key)
        .into_iter()
        .map(|(text, _)| Name::new(text))
        .collect()
}

/// The names of `texts`, each once; a second one is noted where it stands.
fn unique(
    table: &Table<'_>,
    path: &str,
    texts: Vec<String>,
    spans: Vec<Range<usize>>,
) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(texts.len());
    for (text, span) in texts.into_iter().zip(spans) {
        let name = Name::new(text);
        if names.contains(&name) {
            let message = format!("`{}` stands twice", name.text);
            table.wrong_at("duplicate", path, span, message, "each once");
        } else {
            names.push(name);
        }
    }
    names
}
