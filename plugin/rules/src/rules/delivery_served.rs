//! `delivery.not-served`: a method delivers to its cities, branches and zones alone.
//!
//! A city is served where the method lists it, or lists none at all; a branch where it is
//! the city's, or the city has none. A method with zones delivers inside of them: the zone
//! is the one that holds the postcode, else the city, and a buyer can't name another. A
//! text that is missing refuses nothing here: `delivery.incomplete` asks for it. The
//! finding names the first other method that takes the choice as it stands
//! ([`delivery_nearest`](super::delivery_nearest)).
//!
//! Requirement: R27. Facts: none.

use super::delivery_unknown::{CHANGE, bars, said};
use crate::domain::{DeliveryChoice, Finding, Remedy, Value};
use crate::policy::{Delivery, Field, Method, Zone};

/// Code of the finding.
pub const CODE: &str = "delivery.not-served";

/// Whether a method reaches a place.
#[derive(Debug, Clone)]
pub enum Reach<'p> {
    /// It does, in this zone.
    Served(Option<&'p Zone>),
    /// It can't be said before these are given; the zone as far as it is known.
    Needs(Vec<Field>, Option<&'p Zone>),
    /// It does not; the field at fault.
    NotServed(Field),
}

/// Whether `method` reaches the place of `choice`.
#[must_use]
pub fn decide<'p>(delivery: &'p Delivery, method: &Method, choice: &DeliveryChoice) -> Reach<'p> {
    let mut needs = Vec::new();
    if let Some(served) = &method.serves {
        match said(choice.city.as_ref()) {
            None => needs.push(Field::City),
            Some(city) => {
                let Some(served) = served.iter().find(|served| served.city.is(city)) else {
                    return Reach::NotServed(Field::City);
                };
                match said(choice.branch.as_ref()) {
                    _ if served.branches.is_empty() => {}
                    None => needs.push(Field::Branch),
                    Some(branch) if served.branches.iter().any(|known| known.is(branch)) => {}
                    Some(_) => return Reach::NotServed(Field::Branch),
                }
            }
        }
    }
    let zone = match zone(delivery, method, choice) {
        Ok(zone) => zone,
        Err(Reach::Needs(fields, zone)) => {
            needs.extend(fields);
            zone
        }
        Err(refused) => return refused,
    };
    if needs.is_empty() {
        Reach::Served(zone)
    } else {
        needs.sort_unstable();
        needs.dedup();
        Reach::Needs(needs, zone)
    }
}

/// The zone of `choice`; none where the method knows none.
fn zone<'p>(
    delivery: &'p Delivery,
    method: &Method,
    choice: &DeliveryChoice,
) -> Result<Option<&'p Zone>, Reach<'p>> {
    if method.zones.is_empty() {
        return Ok(None);
    }
    let known = || {
        delivery
            .zones
            .iter()
            .filter(|zone| method.zones.contains(&zone.id))
    };
    let (city, postcode) = (said(choice.city.as_ref()), said(choice.postcode.as_ref()));
    let by_postcode = postcode
        .and_then(|code| known().find(|zone| zone.postcodes.iter().any(|known| known.is(code))));
    let by_city =
        city.and_then(|city| known().find(|zone| zone.cities.iter().any(|known| known.is(city))));
    let by_place = by_postcode.or(by_city);
    let Some(id) = said(choice.zone.as_ref()) else {
        // What the zones could still be found by.
        let missing: Vec<Field> = [
            (
                Field::City,
                city.is_none() && known().any(|zone| !zone.cities.is_empty()),
            ),
            (
                Field::Postcode,
                postcode.is_none() && known().any(|zone| !zone.postcodes.is_empty()),
            ),
        ]
        .into_iter()
        .filter_map(|(field, missing)| missing.then_some(field))
        .collect();
        return match by_place {
            Some(zone) => Ok(Some(zone)),
            None if !missing.is_empty() => Err(Reach::Needs(missing, None)),
            // Zones without places are there to be named.
            None if known().any(is_named_only) => Err(Reach::Needs(vec![Field::Zone], None)),
            None if known().any(|zone| !zone.cities.is_empty()) => {
                Err(Reach::NotServed(Field::City))
            }
            None => Err(Reach::NotServed(Field::Postcode)),
        };
    };
    let Some(named) = known().find(|zone| zone.id == id) else {
        return Err(Reach::NotServed(Field::Zone));
    };
    match by_place {
        Some(found) if found.id == named.id => Ok(Some(named)),
        Some(_) => Err(Reach::NotServed(Field::Zone)),
        None if is_named_only(named) => Ok(Some(named)),
        // The place that was given is not in the zone, unless another field still shows it is.
        None => {
            let open: Vec<Field> = [
                (Field::City, city.is_none() && !named.cities.is_empty()),
                (
                    Field::Postcode,
                    postcode.is_none() && !named.postcodes.is_empty(),
                ),
            ]
            .into_iter()
            .filter_map(|(field, open)| open.then_some(field))
            .collect();
            if open.is_empty() {
                Err(Reach::NotServed(Field::Zone))
            } else {
                Err(Reach::Needs(open, Some(named)))
            }
        }
    }
}

fn is_named_only(zone: &Zone) -> bool {
    zone.cities.is_empty() && zone.postcodes.is_empty()
}

/// The finding where `field` of the choice is not served by `method`.
#[must_use]
pub fn finding(method: &Method, choice: &DeliveryChoice, field: Field) -> Finding {
    let place = match field {
        Field::Branch => &choice.branch,
        Field::Postcode => &choice.postcode,
        Field::Zone => &choice.zone,
        _ => &choice.city,
    };
    let setting = match field {
        Field::City | Field::Branch if method.serves.is_some() => "serves",
        _ => "zones",
    };
    bars(CODE)
        .with("method", Value::Text(method.id.clone()))
        .with("field", Value::Text(field.name().to_owned()))
        .with(
            "place",
            Value::Text(said(place.as_ref()).unwrap_or_default().to_owned()),
        )
        .by(format!("delivery.method[{}].{setting}", method.id))
        .remedy(CHANGE)
        .remedy(Remedy::Contact("rep"))
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;

    const SHOP: &str = r#"
[[delivery.method]]
id = "post"
kind = "carrier"
serves = { Kyiv = ["1", "2"], Lviv = [] }
[[delivery.method]]
id = "van"
kind = "company-transport"
zones = ["centre", "city", "far"]
payment = ["prepaid"]
[[delivery.method]]
id = "desk"
kind = "pickup"
[[delivery.zone]]
id = "centre"
postcodes = ["01001"]
[[delivery.zone]]
id = "city"
cities = ["Kyiv"]
[[delivery.zone]]
id = "far"
"#;

    /// How a choice fares: the zone, what is needed, or what is refused.
    fn fares(method: &str, fields: &[(&str, &str)]) -> String {
        let delivery = policy(SHOP).delivery;
        let method = delivery.methods.iter().find(|m| m.id == method).unwrap();
        match decide(&delivery, method, &choice(&method.id, fields)) {
            Reach::Served(zone) => zone.map_or("served".to_owned(), |zone| zone.id.clone()),
            Reach::Needs(fields, _) => {
                let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
                format!("needs {}", names.join(" "))
            }
            Reach::NotServed(field) => format!("no {}", field.name()),
        }
    }

    #[test]
    fn cities_and_branches_are_the_listed_ones() {
        assert_eq!(
            fares("post", &[("city", "Kyiv"), ("branch", "2")]),
            "served"
        );
        assert_eq!(
            fares("post", &[("city", " kyiv"), ("branch", "2 ")]),
            "served"
        );
        assert_eq!(
            fares("post", &[("city", "Kyiv"), ("branch", "3")]),
            "no branch"
        );
        assert_eq!(fares("post", &[("city", "Odesa")]), "no city");
        assert_eq!(
            fares("post", &[("city", "Lviv"), ("branch", "9")]),
            "served"
        );
        assert_eq!(fares("post", &[("city", "Kyiv")]), "needs branch");
        assert_eq!(fares("post", &[("city", " ")]), "needs city");
        assert_eq!(fares("desk", &[]), "served");
    }

    #[test]
    fn a_zone_is_found_by_postcode_then_city() {
        assert_eq!(
            fares("van", &[("city", "Kyiv"), ("postcode", "01001")]),
            "centre"
        );
        assert_eq!(
            fares("van", &[("city", "Kyiv"), ("postcode", "02002")]),
            "city"
        );
        assert_eq!(fares("van", &[]), "needs city postcode");
        assert_eq!(fares("van", &[("city", "Odesa")]), "needs postcode");
        let elsewhere = [("city", "Odesa"), ("postcode", "65000")];
        assert_eq!(fares("van", &elsewhere), "needs zone");
    }

    #[test]
    fn a_named_zone_must_hold_the_place() {
        let named = |zone: &'static str, more: &[(&'static str, &'static str)]| {
            let mut fields = vec![("zone", zone)];
            fields.extend_from_slice(more);
            fares("van", &fields)
        };
        assert_eq!(named("city", &[("city", "Kyiv")]), "city");
        assert_eq!(named("far", &[("city", "Kyiv")]), "no zone");
        assert_eq!(named("far", &[("city", "Odesa")]), "far");
        assert_eq!(named("city", &[("city", "Odesa")]), "no zone");
        assert_eq!(named("city", &[]), "needs city");
        assert_eq!(named("centre", &[("city", "Odesa")]), "needs postcode");
    }
}
