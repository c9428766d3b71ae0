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

/// Clients that match among those that `may_see` lets through, in order.
///
/// One pass over each list, whatever its length.
#[must_use]
pub fn decide(directory: &Directory, text: &str, may_see: impl Fn(u32) -> bool) -> Vec<u32> {
    let wanted = text.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let mut hits: Vec<bool> = directory
        .clients
        .iter()
        .map(|client| holds(&client.name))
        .collect();
    let mut hit = |client: Option<u32>, matches: &dyn Fn() -> bool| {
        let at = client.and_then(|client| usize::try_from(client).ok());
        if let Some(entry) = at.and_then(|at| hits.get_mut(at))
            && !*entry
        {
            *entry = matches();
        }
    };
    for entity in &directory.entities {
        hit(Some(entity.client), &|| {
            holds(&entity.name) || begins(&entity.country, &entity.tax_id, &wanted)
        });
    }
    for (index, outlet) in (0u32..).zip(&directory.outlets) {
        hit(directory.client_of(index), &|| {
            holds(&outlet.name) || holds(&outlet.city)
        });
    }
    let mut found: Vec<u32> = (0u32..)
        .zip(hits)
        .filter(|(index, hit)| *hit && may_see(*index))
        .map(|(index, _)| index)
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
