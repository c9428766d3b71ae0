//! `[[delivery.method]]` and `[[delivery.zone]]`: how goods reach a buyer, and at what price.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::reader::Table;
use super::setting::{Section, setting};
use super::value;
use crate::domain::Number;

/// Who carries the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// The buyer.
    Pickup,
    /// The shop.
    CompanyTransport,
    /// A carrier, in its cities and branches.
    Carrier,
    /// The shop, to the buyer's own customer.
    Dropshipping,
    /// Anybody else.
    Other,
}

/// What a buyer has to say for a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The method itself.
    Method,
    /// The zone.
    Zone,
    /// The city.
    City,
    /// The postcode.
    Postcode,
    /// Street and house.
    Address,
    /// A carrier's branch.
    Branch,
    /// Who takes the goods.
    Recipient,
    /// His phone.
    Phone,
    /// How the order is paid.
    Payment,
}

impl Field {
    /// Its name in the contract and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Zone => "zone",
            Self::City => "city",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::Branch => "branch",
            Self::Recipient => "recipient",
            Self::Phone => "phone",
            Self::Payment => "payment",
        }
    }
}

/// A text that is compared without regard to case and outer white space.
#[derive(Debug, Clone)]
pub struct Name {
    /// As the policy writes it.
    pub text: String,
    folded: String,
}

impl Name {
    fn new(text: String) -> Self {
        let folded = fold(&text);
        Self { text, folded }
    }

    /// Whether `said` means this name.
    #[must_use]
    pub fn is(&self, said: &str) -> bool {
        self.folded == fold(said)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A city that a method serves.
#[derive(Debug, Clone)]
pub struct Served {
    /// The city.
    pub city: Name,
    /// Its branches; empty: any address.
    pub branches: Vec<Name>,
}

/// `[[delivery.method]]`.
#[derive(Debug, Clone)]
pub struct Method {
    /// Its id.
    pub id: String,
    /// Who carries the goods.
    pub kind: MethodKind,
    /// Shown to buyers.
    pub conditions: Option<String>,
    /// What placing needs.
    pub requires: Vec<Field>,
    /// Payments it allows; empty: all.
    pub payments: Vec<Name>,
    /// Cities it serves; none: everywhere.
    pub serves: Option<Vec<Served>>,
    /// Ids of the zones it knows; empty: none.
    pub zones: Vec<String>,
    /// Price where no zone has one.
    pub price: Option<Number>,
    /// Goods sum from which it costs nothing, inclusive, where no zone has one.
    pub free_from: Option<Number>,
    /// Most kilograms, inclusive.
    pub max_weight: Option<Number>,
    /// Most cubic metres, inclusive.
    pub max_volume: Option<Number>,
}

/// `[[delivery.zone]]`.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its id.
    pub id: String,
    /// Goods sum to reach, inclusive.
    pub minimum: Option<Number>,
    /// Its price.
    pub price: Option<Number>,
    /// Goods sum from which delivery costs nothing, inclusive.
    pub free_from: Option<Number>,
    /// Payments it allows; empty: all.
    pub payments: Vec<Name>,
    /// Shown to buyers.
    pub conditions: Option<String>,
    /// Cities in it.
    pub cities: Vec<Name>,
    /// Postcodes in it; they count before the cities.
    pub postcodes: Vec<Name>,
}

/// `[delivery]`.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// In the order of the text.
    pub methods: Vec<Method>,
    /// In the order of the text.
    pub zones: Vec<Zone>,
}

/// `[delivery]`.
pub const DELIVERY: Section = Section {
    header: "[delivery]",
    doc: "How goods reach a buyer. Without a method, nobody is asked for delivery.",
    settings: &[
        setting(
            "method",
            "[[delivery.method]]",
            "none",
            "Ways of delivery; with at least one, placing needs a choice.",
        ),
        setting(
            "zone",
            "[[delivery.zone]]",
            "none",
            "Areas with a price and a minimum of their own.",
        ),
    ],
};

/// `[[delivery.method]]`.
pub const METHOD: Section = Section {
    header: "[[delivery.method]]",
    doc: "One way of delivery. Sums are in the shop's currency and measured like `[order] minimum_basis`.",
    settings: &[
        setting("id", "\"nova-post\"", "required", "Name of the method."),
        setting(
            "kind",
            "\"pickup\", \"company-transport\", \"carrier\", \"dropshipping\" or \"other\"",
            "required",
            "Who carries the goods; a carrier needs `serves`.",
        ),
        setting(
            "conditions",
            "\"Two working days, insured.\"",
            "none",
            "Shown to buyers beside the method.",
        ),
        setting(
            "requires",
            "[\"city\", \"address\", \"recipient\", \"phone\"]",
            "none",
            "What placing needs: city, postcode, address, branch, recipient, phone, payment. City, branch and payment are also needed wherever `serves`, `zones` or `payment` go by them.",
        ),
        setting(
            "payment",
            "[\"prepaid\", \"on-delivery\"]",
            "every payment",
            "Payments that it allows.",
        ),
        setting(
            "serves",
            "{ Kyiv = [\"1\", \"2\"], Lviv = [] }",
            "everywhere",
            "Cities it serves, each with its branches; no branches: any address.",
        ),
        setting(
            "zones",
            "[\"centre\", \"suburbs\"]",
            "none",
            "Zones it knows; outside of them it does not deliver.",
        ),
        setting(
            "price",
            "\"300.00\"",
            "0",
            "Price of delivery as the buyer pays it, tax included; a zone's own price wins.",
        ),
        setting(
            "free_from",
            "\"5000.00\"",
            "none",
            "Goods sum from which it costs nothing, that sum included; a zone with a price or a `free_from` goes by its own.",
        ),
        setting(
            "max_weight",
            "\"30\"",
            "none",
            "Most kilograms, that weight included.",
        ),
        setting(
            "max_volume",
            "\"0.5\"",
            "none",
            "Most cubic metres, that volume included.",
        ),
    ],
};

/// `[[delivery.zone]]`.
pub const ZONE: Section = Section {
    header: "[[delivery.zone]]",
    doc: "An area of delivery. A buyer's zone is the one he names, or the one that holds his postcode, else his city.",
    settings: &[
        setting("id", "\"centre\"", "required", "Name of the zone."),
        setting(
            "minimum",
            "\"500.00\"",
            "none",
            "Smallest goods sum that is delivered there, that sum included.",
        ),
        setting(
            "price",
            "\"300.00\"",
            "that of the method",
            "Price of delivery as the buyer pays it, tax included.",
        ),
        setting(
            "free_from",
            "\"5000.00\"",
            "none, or that of the method where it gives the price too",
            "Goods sum from which delivery costs nothing, that sum included.",
        ),
        setting(
            "payment",
            "[\"prepaid\"]",
            "every payment",
            "Payments that it allows, beside what the method allows.",
        ),
        setting(
            "conditions",
            "\"Evenings only.\"",
            "none",
            "Shown to buyers after the method's.",
        ),
        setting("cities", "[\"Kyiv\"]", "none", "Cities in the zone."),
        setting(
            "postcodes",
            "[\"01001\"]",
            "none",
            "Postcodes in the zone; they count before the cities.",
        ),
    ],
};

const KINDS: &[(&str, MethodKind)] = &[
    ("pickup", MethodKind::Pickup),
    ("company-transport", MethodKind::CompanyTransport),
    ("carrier", MethodKind::Carrier),
    ("dropshipping", MethodKind::Dropshipping),
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
pub(super) fn read(root: &Table<'_>) -> Delivery {
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

#[cfg(test)]
mod tests {
    use crate::policy::{Issue, Loaded, load};

    const SMALL: &str = "[shop]\ncurrency = \"EUR\"\n[contract.c]\n";

    fn loaded(extra: &str) -> Result<Loaded, Vec<Issue>> {
        load(&format!("{SMALL}{extra}"))
    }

    /// The only issue, as code, path and the text it points at.
    fn only(extra: &str) -> (&'static str, String, String) {
        let text = format!("{SMALL}{extra}");
        let mut found = match load(&text) {
            Ok(loaded) => loaded.warnings,
            Err(issues) => issues,
        };
        assert_eq!(found.len(), 1, "{found:#?}");
        let issue = found.remove(0);
        let at = text[issue.at.unwrap()].to_owned();
        (issue.code, issue.path, at)
    }

    const CARRIER: &str = "[[delivery.method]]\nid = \"post\"\nkind = \"carrier\"\n";

    #[test]
    fn a_silent_policy_knows_no_delivery() {
        let policy = loaded("").unwrap().policy;
        assert!(policy.delivery.methods.is_empty() && policy.delivery.zones.is_empty());
    }

    #[test]
    fn a_carrier_serves_its_cities_and_branches() {
        let policy = loaded(&format!(
            "{CARRIER}serves = {{ Kyiv = [\"1\", \"2\"], Lviv = [] }}\nrequires = [\"phone\", \"city\"]\n"
        ))
        .unwrap()
        .policy;
        let served = policy.delivery.methods[0].serves.as_ref().unwrap();
        let kyiv = served.iter().find(|s| s.city.is(" KYIV ")).unwrap();
        assert_eq!(kyiv.branches.len(), 2);
        assert_eq!(only(CARRIER).0, "missing");
        assert_eq!(only(&format!("{CARRIER}serves = {{ }}\n")).0, "bad-value");
        assert_eq!(
            only(&format!("{CARRIER}serves = [\"Kyiv\"]\n")).0,
            "wrong-type"
        );
        assert_eq!(
            only(&format!("{CARRIER}serves = {{ Kyiv = \"1\" }}\n")).1,
            "delivery.method[post].serves.Kyiv"
        );
    }

    #[test]
    fn a_city_or_branch_that_stands_twice_is_pointed_at() {
        let twice = only(&format!("{CARRIER}serves = {{ Kyiv = [], kyiv = [] }}\n"));
        assert_eq!((twice.0, twice.2.as_str()), ("duplicate", "kyiv"));
        let branch = only(&format!("{CARRIER}serves = {{ Kyiv = [\"1\", \"1 \"] }}\n"));
        assert_eq!((branch.0, branch.2.as_str()), ("duplicate", "\"1 \""));
        let pay = only(&format!(
            "{CARRIER}serves = {{ Kyiv = [] }}\npayment = [\"a\", \"A\"]\n"
        ));
        assert_eq!((pay.0, pay.2.as_str()), ("duplicate", "\"A\""));
    }

    #[test]
    fn zones_exist_and_do_not_overlap_within_a_method() {
        let van = |zones: &str| {
            format!(
                "[[delivery.method]]\nid = \"van\"\nkind = \"company-transport\"\nzones = {zones}\n"
            )
        };
        let zone = |id: &str, more: &str| format!("[[delivery.zone]]\nid = \"{id}\"\n{more}\n");
        let unknown = only(&(van("[\"a\", \"b\"]") + &zone("a", "")));
        assert_eq!((unknown.0, unknown.2.as_str()), ("bad-value", "\"b\""));
        let shared = van("[\"a\", \"b\"]")
            + &zone("a", "cities = [\"Kyiv\"]")
            + &zone("b", "cities = [\"Lviv\", \"Kyiv\"]");
        let shared = only(&shared);
        assert_eq!(
            (shared.0, shared.1.as_str(), shared.2.as_str()),
            ("conflict", "delivery.method[van].zones", "\"b\"")
        );
        let unused = only(&(van("[\"a\"]") + &zone("a", "") + &zone("b", "")));
        assert_eq!(
            (unused.0, unused.1.as_str()),
            ("lint", "delivery.zone[b].id")
        );
        let apart = van("[\"a\"]\npayment = [\"cash\"]") + &zone("a", "payment = [\"card\"]");
        assert_eq!(only(&apart).0, "conflict");
    }

    #[test]
    fn required_fields_are_known_ones() {
        let wrong = only(&format!(
            "{CARRIER}serves = {{ Kyiv = [] }}\nrequires = [\"city\", \"fax\"]\n"
        ));
        assert_eq!((wrong.0, wrong.2.as_str()), ("bad-value", "\"fax\""));
    }
}
