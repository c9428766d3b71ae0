//! Delivery, out: the quote of a cart, and the policy's directory.

use comptoir_rules::cart as c;
use comptoir_rules::policy::delivery::{Method, Name, Served, Zone};
use comptoir_rules::policy::{MethodKind, Policy};

use super::answer::minimum;
use super::number::decimal;
use crate::bindings::exports::comptoir::rules::{cart, delivery as w};

fn kind(kind: MethodKind) -> cart::DeliveryKind {
    match kind {
        MethodKind::Pickup => cart::DeliveryKind::Pickup,
        MethodKind::CompanyTransport => cart::DeliveryKind::CompanyTransport,
        MethodKind::Carrier => cart::DeliveryKind::Carrier,
        MethodKind::Dropshipping => cart::DeliveryKind::Dropshipping,
        MethodKind::Other => cart::DeliveryKind::Other,
        MethodKind::DineIn => cart::DeliveryKind::DineIn,
    }
}

/// The quote of a cart.
pub(super) fn quote(quote: c::DeliveryQuote) -> cart::DeliveryQuote {
    cart::DeliveryQuote {
        method: quote.method,
        kind: kind(quote.kind),
        zone: quote.zone,
        price: quote.price.map(decimal),
        free_from: quote.free_from.map(minimum),
        minimum: quote.minimum.map(minimum),
        conditions: quote.conditions,
        payments: quote.payments,
    }
}

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(|name| name.text.clone()).collect()
}

fn served(served: &Served) -> w::ServedCity {
    w::ServedCity {
        name: served.city.text.clone(),
        branches: texts(&served.branches),
    }
}

fn zone(zone: &Zone) -> w::Zone {
    w::Zone {
        id: zone.id.clone(),
        minimum: zone.minimum.map(decimal),
        price: zone.price.map(decimal),
        free_from: zone.free_from.map(decimal),
        conditions: zone.conditions.clone(),
        payments: texts(&zone.payments),
        cities: texts(&zone.cities),
        postcodes: texts(&zone.postcodes),
    }
}

fn method(method: &Method, zones: &[Zone]) -> w::Method {
    let known = (0u32..)
        .zip(zones)
        .filter(|(_, zone)| method.zones.contains(&zone.id));
    w::Method {
        id: method.id.clone(),
        kind: kind(method.kind),
        conditions: method.conditions.clone(),
        requires: method
            .requires
            .iter()
            .map(|field| field.name().to_owned())
            .collect(),
        payments: texts(&method.payments),
        serves: method
            .serves
            .as_ref()
            .map(|cities| cities.iter().map(served).collect()),
        zones: known.map(|(index, _)| index).collect(),
        price: method.price.map(decimal),
        free_from: method.free_from.map(decimal),
        max_weight: method.max_weight.map(decimal),
        max_volume: method.max_volume.map(decimal),
    }
}

/// What a buyer may choose from.
#[must_use]
pub fn directory(policy: &Policy) -> w::Methods {
    let delivery = &policy.delivery;
    w::Methods {
        currency: policy.shop.currency.clone(),
        methods: delivery
            .methods
            .iter()
            .map(|entry| method(entry, &delivery.zones))
            .collect(),
        zones: delivery.zones.iter().map(zone).collect(),
    }
}
