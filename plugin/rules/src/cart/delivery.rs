//! Delivery of a cart: method and zone, then place, data, payment, weight, minimum, price.
//!
//! Every finding speaks of placing: in a cart they are previews.
//!
//! Requirement: R27.

use super::desk::at;
use super::{CartLine, Gift, PromoSummary, Totals, overflow};
use crate::domain::{
    DeliveryChoice, Facts, Finding, Findings, Number, Overflow, Product, Stage, Subject,
};
use crate::policy::{Method, MethodKind, Policy, Zone};
use crate::rules::delivery_served::Reach;
use crate::rules::delivery_weight::Load;
use crate::rules::exchange::{Conversion, Exchange};
use crate::rules::order_minimum::Minimum;
use crate::rules::{
    delivery_incomplete, delivery_minimum, delivery_nearest, delivery_payment, delivery_price,
    delivery_served, delivery_unknown, delivery_weight,
};

/// What the chosen method means for this cart.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryQuote {
    /// Id of the method.
    pub method: String,
    /// Who carries the goods.
    pub kind: MethodKind,
    /// Id of the zone.
    pub zone: Option<String>,
    /// None where it can't be decided.
    pub price: Option<Number>,
    /// From which sum it is free.
    pub free_from: Option<Minimum>,
    /// The zone's minimum order.
    pub minimum: Option<Minimum>,
    /// For the buyer: the method's, then the zone's.
    pub conditions: Vec<String>,
    /// None: every one.
    pub payments: Option<Vec<String>>,
}

/// The quote for `choice`; its price goes into `totals`. None where the method is unknown.
pub(super) fn decide(
    policy: &Policy,
    facts: &Facts,
    lines: &[CartLine],
    (choice, promo): (&DeliveryChoice, Option<&PromoSummary>),
    exchange: &Exchange<'_>,
    totals: &mut Option<Totals>,
    findings: &mut Findings,
) -> Option<DeliveryQuote> {
    let delivery = &policy.delivery;
    let method = match delivery_unknown::decide(delivery, choice) {
        Ok(method) => method,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let gift = promo.and_then(|promo| promo.gift.as_ref());
    let load = totals
        .as_ref()
        .map(|totals| load(facts, lines, gift, totals));
    let nearest = || delivery_nearest::takes(delivery, method, choice, load);
    // The zone is settled where the place is served, or only other data are missing.
    let (zone, needs, settled) = match delivery_served::decide(delivery, method, choice) {
        Reach::Served(zone) => (zone, Vec::new(), true),
        Reach::Needs(needs, zone) => {
            let settled = zone.is_some() || method.zones.is_empty();
            (zone, needs, settled)
        }
        Reach::NotServed(field) => {
            let finding = delivery_served::finding(method, choice, field);
            findings.push(delivery_nearest::named(finding, nearest()));
            (None, Vec::new(), false)
        }
    };
    let missing = delivery_incomplete::decide(method, zone, &needs, choice);
    for (position, field) in missing.into_iter().enumerate() {
        let finding = delivery_incomplete::finding(Some(method), field);
        // Said once, with the first field.
        let other = (position == 0)
            .then(|| delivery_nearest::needs_no_more(delivery, method, choice, load))
            .flatten();
        findings.push(delivery_nearest::named(finding, other));
    }
    if let Some(finding) = delivery_payment::decide(method, zone, choice) {
        findings.push(delivery_nearest::named(finding, nearest()));
    }
    for finding in load
        .into_iter()
        .flat_map(|load| delivery_weight::decide(method, load))
    {
        findings.push(delivery_nearest::named(finding, nearest()));
    }
    let mut quote = DeliveryQuote {
        method: method.id.clone(),
        kind: method.kind,
        zone: zone.map(|zone| zone.id.clone()),
        price: None,
        free_from: None,
        minimum: None,
        conditions: [
            method.conditions.as_ref(),
            zone.and_then(|zone| zone.conditions.as_ref()),
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect(),
        payments: delivery_payment::allowed(method, zone),
    };
    if let (Some(totals), true) = (totals.as_mut(), settled) {
        match delivery_price::conversion(method, zone, exchange) {
            Err(finding) => findings.push(*finding),
            Ok(conversion) => match price(
                policy,
                (method, zone),
                promo,
                &conversion,
                &mut quote,
                totals,
            ) {
                Ok(short) => short.into_iter().for_each(|finding| findings.push(finding)),
                Err(Overflow) => findings.push(overflow(Stage::Place, Subject::Document)),
            },
        }
    }
    Some(quote)
}

/// The sums of `quote`, into `totals` too; the finding where the zone's minimum is not reached.
fn price(
    policy: &Policy,
    (method, zone): (&Method, Option<&Zone>),
    promo: Option<&PromoSummary>,
    conversion: &Conversion,
    quote: &mut DeliveryQuote,
    totals: &mut Totals,
) -> Result<Option<Finding>, Overflow> {
    let cost = delivery_price::decide(policy, method, zone, conversion, &totals.sums)?;
    let price = if promo.is_some_and(|promo| promo.free_delivery) {
        Number::ZERO
    } else {
        cost.price
    };
    totals.deliver(price)?;
    quote.price = Some(price);
    quote.free_from = cost.free_from;
    let Some((zone, amount)) = zone.and_then(|zone| Some((zone, zone.minimum?))) else {
        return Ok(None);
    };
    let minimum = delivery_minimum::decide(
        conversion.up(amount)?,
        policy.order.minimum_basis,
        &totals.sums,
    )?;
    quote.minimum = Some(minimum);
    Ok(delivery_minimum::finding(&minimum, zone))
}

/// What the lines weigh together, and whether every one is known.
fn load(facts: &Facts, lines: &[CartLine], gift: Option<&Gift>, totals: &Totals) -> Load {
    let carried = |known: fn(&Product) -> bool| {
        lines
            .iter()
            .filter(|line| !line.accepted.is_zero())
            .filter_map(|line| line.product)
            .chain(gift.map(|gift| gift.product))
            .filter_map(|product| facts.products.items.get(at(product)))
            .all(known)
    };
    Load {
        weight: totals.weight,
        weighed: carried(|product| product.weight.is_some()),
        volume: totals.volume,
        measured: carried(|product| product.volume.is_some()),
    }
}

#[cfg(test)]
mod tests;
