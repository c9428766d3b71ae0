//! Offers speak of products that were passed, in their order, at prices of the contract's currency.

use super::{Check, Passed, below, contract, demand, effects, not_negative, verdict};
use crate::bindings::comptoir::rules::types::{ChosenContract, Price, Stage};
use crate::bindings::exports::comptoir::rules::catalogue::OffersAnswer;
use crate::facts::Facts;

/// A price in the contract's currency.
pub(super) fn price(price: &Price, chosen: Option<&ChosenContract>, facts: &Facts) -> Check {
    let lists = &facts.products.price_lists;
    below(price.price_list, lists.len(), "price list")?;
    let list = usize::try_from(price.price_list)
        .ok()
        .and_then(|at| lists.get(at));
    if let (Some(list), Some(chosen)) = (list, chosen) {
        demand(list.currency == chosen.currency, || {
            format!(
                "price list `{}` is in {}, not in {}",
                list.id, list.currency, chosen.currency
            )
        })?;
    }
    for candidate in &price.candidates {
        below(candidate.price_list, lists.len(), "price list")?;
    }
    not_negative(price.net, "a net price")?;
    not_negative(price.list_price, "a list price")?;
    price
        .next_break
        .map_or(Ok(()), |next| not_negative(next.net, "a net price"))
}

/// An answer about offers.
pub(in crate::hooks) fn offers(answer: &OffersAnswer, facts: &Facts, request_id: &str) -> Check {
    verdict(
        &answer.verdict,
        Stage::Edit,
        &Passed::of(facts),
        0,
        request_id,
    )?;
    effects::none(&answer.verdict.effects, "a list of offers")?;
    contract(answer.contract.as_ref(), facts)?;
    let rising = answer
        .offers
        .is_sorted_by(|before, after| before.product < after.product);
    demand(rising, || {
        "the offers are not in the order of the products".to_owned()
    })?;
    for offer in &answer.offers {
        below(offer.product, facts.products.items.len(), "product")?;
    }
    for offer in &answer.offers {
        if let Some(found) = &offer.price {
            price(found, answer.contract.as_ref(), facts)?;
        }
        if let Some(visible) = offer.visible {
            not_negative(visible, "a visible quantity")?;
        }
    }
    Ok(())
}
