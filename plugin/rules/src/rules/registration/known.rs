//! What the directory and the contracts say of a tax id, an e-mail, an entity.
//!
//! Facts: directory, contracts.

use super::super::tax_id::{self, TaxId};
use crate::domain::directory::{Directory, entry};
use crate::domain::facts::in_force;
use crate::domain::{Contract, Day};

/// Whether two e-mail addresses are one, whatever their case.
#[must_use]
pub fn same_address(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Entities of this tax id, however it is written.
pub(super) fn entities(directory: &Directory, id: Option<&TaxId>) -> Vec<u32> {
    let Some(id) = id else { return Vec::new() };
    (0u32..)
        .zip(&directory.entities)
        .filter(|(_, entity)| {
            let (country, kept) = tax_id::normal(&entity.country, &entity.tax_id);
            country == id.country && kept == id.id
        })
        .map(|(index, _)| index)
        .collect()
}

/// Whether an account or an employee has this e-mail.
#[must_use]
pub fn has_email(directory: &Directory, email: &str) -> bool {
    let accounts = directory
        .outlets
        .iter()
        .filter(|outlet| outlet.account.is_some())
        .filter_map(|outlet| outlet.email.as_deref());
    let employees = directory.employees.iter().map(|e| e.email.as_str());
    !email.trim().is_empty()
        && accounts
            .chain(employees)
            .any(|taken| same_address(taken, email))
}

/// Whether `holds` speaks of a contract of these entities.
pub(in crate::rules) fn any_contract(
    directory: &Directory,
    contracts: &[Contract],
    known: &[u32],
    holds: impl Fn(&Contract) -> bool,
) -> bool {
    known
        .iter()
        .filter_map(|index| entry(&directory.entities, *index))
        .any(|entity| {
            contracts
                .iter()
                .any(|contract| contract.entity == entity.id && holds(contract))
        })
}

/// Whether the contract is in force.
pub(in crate::rules) fn runs(today: Day, contract: &Contract) -> bool {
    in_force(today, contract.valid_from, contract.valid_until)
}
