//! Offers: what a client may buy, at what price, how much of it he is shown.
//!
//! Prices are those of the smallest quantity sold; a grid by order sum waits for an order.
//!
//! Requirement: R10 to R14, R18 to R20.

use crate::cart::{ChosenContract, Desk};
use crate::domain::{
    Batch, Context, Detail, FactGroup, FactRef, Facts, Findings, Number, Outcome, Product, Verdict,
};
use crate::policy::Policy;
use crate::rules::contract_choice;
use crate::rules::contract_choice::Named;
use crate::rules::exchange::Exchange;
use crate::rules::price::Price;
use crate::rules::quantity;

/// What a client is offered of one product.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Index into the product facts.
    pub product: u32,
    /// `Allow` where price and stock are known.
    pub outcome: Outcome,
    /// None where no list prices the product.
    pub price: Option<Price>,
    /// None where stock facts are missing.
    pub visible: Option<Number>,
    /// Smallest quantity sold.
    pub moq: Option<Number>,
    /// Sold in multiples of this.
    pub multiple: Option<Number>,
    /// The next batch; its day is not past.
    pub next_batch: Option<Batch>,
}

/// Offers, decided, each as `O`.
#[derive(Debug, Clone)]
pub struct OffersAnswer<O> {
    /// For the document as a whole; what a single product lacks stands in its offer.
    pub verdict: Verdict,
    /// None where no contract could be chosen.
    pub contract: Option<ChosenContract>,
    /// One for each product that the client sees, in the order of the facts.
    pub offers: Vec<O>,
}

/// Offers for every product of the facts that the client sees, each handed to `each` as it is
/// decided: a price list is long, and is kept once.
#[must_use]
pub fn offers<O>(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    (contract, far, detail): (Option<&str>, &[String], Detail),
    each: impl Fn(Offer) -> O,
) -> OffersAnswer<O> {
    let mut findings = Findings::default();
    let chosen = contract_choice::decide(
        policy,
        facts,
        context.today,
        Named::ToBuy(contract),
        &mut findings,
    );
    let currency = chosen.map_or(policy.shop.currency.as_str(), |chosen| {
        chosen.contract.currency.as_str()
    });
    let exchange = Exchange::new(policy, &facts.rates, context.today, currency);
    let desk = Desk::new(
        policy,
        context,
        facts,
        (chosen, &exchange),
        far,
        detail,
        &mut findings,
    );
    let products = &facts.products.items;
    let seen = |product: &Product| desk.lookup().sees(product);
    let mut offers = Vec::with_capacity(products.iter().filter(|product| seen(product)).count());
    for (index, product) in (0u32..).zip(products).filter(|(_, product)| seen(product)) {
        offers.push(each(offer(&desk, index, product)));
    }
    let group = |group, index| FactRef { group, index };
    let mut facts_used = vec![group(FactGroup::Buyer, 0)];
    facts_used.extend(chosen.map(|chosen| group(FactGroup::Contracts, chosen.index)));
    let rates = exchange.used().into_iter();
    facts_used.extend(rates.map(|index| group(FactGroup::Rates, index)));
    let outcome = findings.outcome();
    OffersAnswer {
        verdict: Verdict {
            outcome,
            findings: findings.into_vec(),
            effects: Vec::new(),
            facts_used,
        },
        contract: chosen.map(|chosen| ChosenContract {
            contract: chosen.index,
            terms: chosen.terms.id.clone(),
            currency: chosen.contract.currency.clone(),
            tax_mode: chosen.terms.tax,
            tier: desk.tier(),
        }),
        offers,
    }
}

fn offer(desk: &Desk<'_>, index: u32, product: &Product) -> Offer {
    let visible = desk.shown(index);
    let price = desk.pricing.as_ref().and_then(|pricing| {
        let product = desk.product(index)?;
        let draft = pricing.draft(product, quantity::smallest(product)).ok()?;
        pricing.finish(draft, &[]).ok()
    });
    let outcome = if price.is_some() && visible.is_some() {
        Outcome::Allow
    } else {
        Outcome::Indeterminate
    };
    Offer {
        product: index,
        outcome,
        price,
        visible,
        moq: product.moq,
        multiple: product.multiple,
        next_batch: desk.next_batch(index),
    }
}
