//! `access.search`: who may search clients, and which of them match.
//!
//! A rep finds his own, staff find all, a buyer none. The text is part of a name (of the group, an
//! entity or an outlet) or of a city, in any case; or the beginning of a tax id. By name, then id.
//!
//! Requirement: R6, R46. Facts: directory.

use super::access::refuse;
use super::tax_id;
use crate::domain::directory::{Directory, entry};
use crate::domain::{Finding, Outcome, Remedy};

/// Buyers don't search clients.
pub const CODE: &str = "access.search";

/// Most rows of a page.
pub const PAGE: u32 = 100;

/// The finding for a buyer.
#[must_use]
pub fn not_for_buyers() -> Finding {
    refuse(CODE, Outcome::Block).remedy(Remedy::Contact("rep"))
}

/// Clients that match and that `may_see` lets through, in order.
#[must_use]
pub fn decide(directory: &Directory, text: &str, may_see: impl Fn(u32) -> bool) -> Vec<u32> {
    let wanted = text.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let mut found: Vec<u32> = (0u32..)
        .zip(&directory.clients)
        .filter(|(index, client)| {
            wanted.is_empty()
                || holds(&client.name)
                || directory
                    .entities
                    .iter()
                    .filter(|entity| entity.client == *index)
                    .any(|entity| {
                        holds(&entity.name) || begins(&entity.country, &entity.tax_id, &wanted)
                    })
                || (0u32..)
                    .zip(&directory.outlets)
                    .filter(|(at, _)| directory.client_of(*at) == Some(*index))
                    .any(|(_, outlet)| holds(&outlet.name) || holds(&outlet.city))
        })
        .map(|(index, _)| index)
        .filter(|index| may_see(*index))
        .collect();
    found.sort_by_cached_key(|index| {
        entry(&directory.clients, *index)
            .map(|client| (client.name.to_lowercase(), client.id.clone()))
    });
    found
}

fn begins(country: &str, tax_id: &str, wanted: &str) -> bool {
    let (_, kept) = tax_id::normal(country, tax_id);
    let (_, wanted) = tax_id::normal(country, wanted);
    !wanted.is_empty() && kept.starts_with(&wanted)
}
