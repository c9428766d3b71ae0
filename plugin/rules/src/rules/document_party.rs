//! `document.off`, `document.foreign`, `document.article`: whose document it is, and whether there is one.
//!
//! A buyer and a rep get papers of the account they act for, and of no other: neither that it exists
//! nor what it says is told. Staff and the shop's programs get all. What was ordered is read from the
//! order; its articles must be among the products, or their tax and weight are not known.
//!
//! Requirement: R32, R34, R35, B1. Facts: context, buyer, contracts, products, order.

use crate::domain::facts::in_force;
use crate::domain::{
    ActorKind, Buyer, Context, Contract, Day, Finding, Order, Outcome, Products, Remedy, Stage,
    Subject, Value,
};
use crate::policy::{Policy, Supplier, Terms};
use crate::rules::{contract_choice, register};

/// The policy does not say how such documents are made.
pub const OFF: &str = "document.off";
/// It belongs to somebody else.
pub const FOREIGN: &str = "document.foreign";
/// An article of the order is not among the products.
pub const ARTICLE: &str = "document.article";

/// What bars a document.
pub type Barred = Box<Finding>;

fn at_stage(mut finding: Finding, stage: Stage) -> Barred {
    finding.stage = stage;
    Box::new(finding)
}

/// Facts that contradict each other.
#[must_use]
pub fn contradiction(stage: Stage, subject: Subject, fact: String) -> Barred {
    Box::new(
        Finding::new(
            register::CONTRADICTORY,
            Outcome::Indeterminate,
            stage,
            subject,
        )
        .with_staff("fact", Value::Text(fact))
        .remedy(Remedy::Contact("rep")),
    )
}

/// A number left its range.
#[must_use]
pub fn overflow(stage: Stage, subject: Subject) -> Barred {
    Box::new(
        Finding::new(register::OVERFLOW, Outcome::Indeterminate, stage, subject)
            .remedy(Remedy::Contact("rep")),
    )
}

/// `rules` and the supplier.
///
/// # Errors
/// The finding where the policy has neither, naming `setting`.
pub fn made<'a, T>(
    policy: &'a Policy,
    rules: Option<&'a T>,
    setting: &'static str,
    stage: Stage,
) -> Result<(&'a T, &'a Supplier), Barred> {
    rules.zip(policy.supplier.as_ref()).ok_or_else(|| {
        let finding = Finding::new(OFF, Outcome::Block, stage, Subject::Document)
            .by(setting)
            .remedy(Remedy::Contact("manager"));
        Box::new(finding)
    })
}

/// Whether whoever acts does so for `buyer`.
///
/// # Errors
/// The finding where he does not.
pub fn own(context: &Context, buyer: &str, stage: Stage) -> Result<(), Barred> {
    let for_client = matches!(context.acting.kind, ActorKind::Buyer | ActorKind::Rep);
    if for_client && context.principal != buyer {
        return Err(foreign(stage));
    }
    Ok(())
}

/// It is somebody else's. It says nothing of him.
#[must_use]
pub fn foreign(stage: Stage) -> Barred {
    Box::new(
        Finding::new(FOREIGN, Outcome::Block, stage, Subject::Document)
            .remedy(Remedy::Contact("manager")),
    )
}

/// Whether the order is the buyer's.
///
/// # Errors
/// The finding where whoever acts may not see it, or facts contradict each other.
pub fn of_order(
    context: &Context,
    buyer: &Buyer,
    order: &Order,
    (stage, subject): (Stage, Subject),
) -> Result<(), Barred> {
    own(context, &order.buyer, stage)?;
    if buyer.id != order.buyer || buyer.entity != order.entity {
        let fact = format!(
            "order of {} ({}), buyer {} ({})",
            order.buyer, order.entity, buyer.id, buyer.entity
        );
        return Err(contradiction(stage, subject, fact));
    }
    Ok(())
}

/// The order's contract and its terms. A contract that has ended since still holds for the order.
///
/// # Errors
/// The finding where the facts have none, or contradict the order.
pub fn contract<'a>(
    policy: &'a Policy,
    contracts: &'a [Contract],
    order: &Order,
    today: Day,
    (stage, subject): (Stage, Subject),
) -> Result<(&'a Contract, &'a Terms), Barred> {
    let named = order.contract.as_deref();
    let held: Vec<(u32, &Contract)> = (0u32..)
        .zip(contracts)
        .filter(|(_, contract)| contract.entity == order.entity)
        .filter(|(_, contract)| {
            named.is_some() || in_force(today, contract.valid_from, contract.valid_until)
        })
        .collect();
    let (_, found) = contract_choice::pick(policy, &held, named).map_err(|mut finding| {
        finding.subject = subject;
        at_stage(finding, stage)
    })?;
    if found.currency != order.currency {
        let fact = format!(
            "contract {} in {}, order in {}",
            found.id, found.currency, order.currency
        );
        return Err(contradiction(stage, subject, fact));
    }
    let terms = policy
        .contracts
        .iter()
        .find(|terms| terms.id == found.terms)
        .ok_or_else(|| {
            Box::new(
                Finding::new(
                    contract_choice::TERMS,
                    Outcome::Indeterminate,
                    stage,
                    subject,
                )
                .with("contract", Value::Text(found.id.clone()))
                .with_staff("terms", Value::Text(found.terms.clone()))
                .by("contract")
                .remedy(Remedy::Contact("rep")),
            )
        })?;
    Ok((found, terms))
}

/// Index of an article among the products.
///
/// # Errors
/// The finding where there is none, or there are two.
pub fn article(products: &Products, sku: &str, at: (Stage, Subject)) -> Result<u32, Barred> {
    let mut found = (0u32..)
        .zip(&products.items)
        .filter(|(_, product)| product.sku == sku)
        .map(|(index, _)| index);
    let (stage, subject) = at;
    match (found.next(), found.next()) {
        (Some(index), None) => Ok(index),
        (Some(_), Some(_)) => Err(contradiction(
            stage,
            subject,
            format!("article {sku} stands twice"),
        )),
        (None, _) => Err(Box::new(
            Finding::new(ARTICLE, Outcome::Indeterminate, stage, subject)
                .with("article", Value::Text(sku.to_owned()))
                .remedy(Remedy::Contact("rep")),
        )),
    }
}

/// A number as the policy writes it.
#[must_use]
pub fn numbered(form: &str, day: Day, sequence: u32) -> String {
    let year = chrono::Datelike::year(&day);
    form.replacen("{year}", &format!("{year:04}"), 1)
        .replacen("{number}", &sequence.to_string(), 1)
}
