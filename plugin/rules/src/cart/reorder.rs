//! An earlier order, or a list, copied into the cart: through the gate that every cart passes.
//!
//! Lines are merged by article, as rows of an order file are; what became of each is said.
//!
//! Requirement: R25, R51.

use std::collections::BTreeMap;

use super::desk::{Desk, at};
use super::entry::{self, Asked};
use super::{CartAnswer, close, contradictory, gate};
use crate::domain::number::{LIMIT, add};
use crate::domain::{
    Context, Facts, Findings, Number, PreviousLine, PreviousPrice, ReorderRequest, Stage, Subject,
};
use crate::policy::Policy;
use crate::rules::price::NoPrice;
use crate::rules::product_lookup::Found;
use crate::rules::reorder::{self as rule, Fate, Now, Standing, Step, Told};
use crate::rules::{extra_fields, quantity};

#[cfg(test)]
mod tests;

/// What became of one line of the earlier order.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Never empty.
    pub fates: Vec<Fate>,
    /// Index into the lines; none: it went into no line.
    pub line: Option<u32>,
    /// Index into the product facts of the article that took its place.
    pub replacement: Option<u32>,
    /// As ordered then.
    pub quantity_before: Number,
    /// Its part of what the line takes.
    pub quantity_now: Number,
    /// None on a list.
    pub price_before: Option<PreviousPrice>,
    /// In the contract's currency.
    pub net_now: Option<Number>,
}

/// A copied order, decided.
#[derive(Debug, Clone)]
pub struct ReorderAnswer {
    /// The cart with the copy in it.
    pub cart: CartAnswer,
    /// One a line of the earlier order.
    pub diff: Vec<Entry>,
}

/// Where a line of the earlier order went.
#[derive(Debug, Clone, Copy)]
struct Copied {
    line: Option<u32>,
    replacement: Option<u32>,
    why_unknown: Option<&'static str>,
}

/// Where all went, and what the cart held before.
struct Copy {
    copied: Vec<Copied>,
    /// By line.
    own: Vec<Number>,
}

/// The earlier order copied into the cart, at stage edit.
#[must_use]
pub fn reorder(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    request: ReorderRequest,
) -> ReorderAnswer {
    let ReorderRequest {
        mut cart,
        previous,
        previous_extra,
    } = request;
    extra_fields::join(&mut cart.extra, &previous_extra);
    let products = facts.products.items.len();
    let (mut open, copy) = gate(
        policy,
        context,
        facts,
        &cart,
        Number::ZERO,
        |desk, asked, findings| copy(desk, products, &previous, asked, findings),
    );
    let diff = compare(facts, &open.answer, &previous, &copy, &mut open.findings);
    ReorderAnswer {
        cart: close(open, Stage::Edit),
        diff,
    }
}

/// Puts every line that can be asked for into the cart.
fn copy(
    desk: &mut Desk<'_>,
    products: usize,
    previous: &[PreviousLine],
    asked: &mut Vec<Asked>,
    findings: &mut Findings,
) -> Copy {
    let own = asked.iter().map(|line| line.quantity).collect();
    let mut line_of = entry::lines_by_product(asked, products);
    let wanted = wanted(asked, previous);
    let mut copied = Vec::with_capacity(previous.len());
    for (number, line) in (1u32..).zip(previous) {
        let found = desk.lookup().find(&line.sku);
        if found == Found::Twice {
            let fact = format!("article {} stands twice", line.sku);
            findings.push(contradictory(Subject::Row(number), fact));
        }
        // The sum decides which break is reached, and so whether there is a price.
        let sum = wanted
            .get(line.sku.as_str())
            .copied()
            .unwrap_or(line.quantity);
        let old = stand(desk, &line.sku, sum);
        // A hidden article is an unknown one: nothing is known to have taken its place.
        let taken = match found {
            Found::None => None,
            Found::One(_) | Found::Twice => {
                rule::follow(&line.sku, old, |article| stand(desk, article, sum))
            }
        };
        let unknown =
            (taken.is_none() && found == Found::None).then(|| desk.lookup().why_unknown(&line.sku));
        let into = taken.and_then(|product| {
            let facts = desk.product(product)?;
            // Finer than the unit allows: the whole units of it.
            let quantity = line.quantity.trunc_with_scale(facts.unit_scale);
            let sku = facts.sku.clone();
            (quantity > Number::ZERO)
                .then(|| entry::merge(asked, &mut line_of, product, sku, quantity, &line.extra))
                .flatten()
        });
        copied.push(Copied {
            line: into,
            replacement: taken.filter(|_| taken != old.product && into.is_some()),
            why_unknown: unknown,
        });
    }
    Copy { copied, own }
}

/// What is asked of each article, in the cart and in the order together.
fn wanted(asked: &[Asked], previous: &[PreviousLine]) -> BTreeMap<String, Number> {
    let in_cart = asked.iter().map(|line| (&line.sku, line.quantity));
    let ordered = previous.iter().map(|line| (&line.sku, line.quantity));
    let mut wanted = BTreeMap::new();
    for (sku, quantity) in in_cart.chain(ordered) {
        let sum: &mut Number = wanted.entry(sku.clone()).or_default();
        *sum = add(*sum, quantity.max(Number::ZERO)).unwrap_or(LIMIT);
    }
    wanted
}

/// How an article stands for this client, who asks for `wanted` of it.
fn stand<'a>(desk: &mut Desk<'a>, sku: &str, wanted: Number) -> Step<'a> {
    let gone = Step {
        product: None,
        standing: Standing::Gone,
        replaced_by: desk.lookup().replaced_by(sku),
    };
    let Found::One(index) = desk.lookup().find(sku) else {
        return gone;
    };
    let Some(product) = desk.product(index) else {
        return gone;
    };
    // What he is shown, never what there is.
    let visible = desk.visible(index, Subject::Document);
    let sellable = visible
        .ok()
        .and_then(|visible| quantity::sellable(product, visible.total).ok());
    let quantity = match sellable {
        Some(most) if most > Number::ZERO => wanted.min(most),
        _ => wanted,
    };
    let priced = desk
        .pricing
        .as_ref()
        .map(|pricing| pricing.draft(product, quantity).map(|_| ()));
    Step {
        product: Some(index),
        standing: match (priced, sellable) {
            (Some(Err(NoPrice::Missing)), _) => Standing::Gone,
            (None | Some(Err(_)), _) => Standing::PriceUndecided,
            (Some(Ok(())), None) => Standing::StockUnknown,
            (Some(Ok(())), Some(most)) if most.is_zero() => Standing::SoldOut,
            (Some(Ok(())), Some(_)) => Standing::ToBeHad,
        },
        replaced_by: gone.replaced_by.or(product.replaced_by.as_deref()),
    }
}

/// What became of every line, and the findings about it.
fn compare(
    facts: &Facts,
    cart: &CartAnswer,
    previous: &[PreviousLine],
    copy: &Copy,
    findings: &mut Findings,
) -> Vec<Entry> {
    let currency = cart
        .contract
        .as_ref()
        .map_or("", |contract| contract.currency.as_str());
    // What the cart held before comes first; then each line of the order in turn.
    let mut left: Vec<Number> = cart.lines.iter().map(|line| line.accepted).collect();
    for (left, own) in left.iter_mut().zip(&copy.own) {
        *left = less(*left, *own);
    }
    let mut diff = Vec::with_capacity(previous.len());
    for ((number, previous), copied) in (1u32..).zip(previous).zip(&copy.copied) {
        let now = copied.line.and_then(|index| {
            let line = cart.lines.get(at(index))?;
            let left = left.get_mut(at(index))?;
            let share = previous.quantity.min(*left);
            *left = less(*left, share);
            Some(Now {
                line: index,
                accepted: line.accepted,
                share,
                net: line.price.as_ref().map(|price| price.net),
                currency,
            })
        });
        let fates = rule::decide(previous, now, copied.replacement.is_some());
        let told = Told {
            number,
            previous,
            now,
            replacement: copied
                .replacement
                .and_then(|product| facts.products.items.get(at(product)))
                .map(|product| product.sku.as_str()),
            why_unknown: copied.why_unknown,
        };
        fates
            .iter()
            .filter_map(|fate| rule::finding(*fate, told))
            .for_each(|finding| findings.push(finding));
        diff.push(Entry {
            fates,
            line: copied.line,
            replacement: copied.replacement,
            quantity_before: previous.quantity,
            quantity_now: now.map_or(Number::ZERO, |now| now.share),
            price_before: previous.price.clone(),
            net_now: now.and_then(|now| now.net),
        });
    }
    diff
}

/// `of` less `taken`, and nothing below zero.
fn less(of: Number, taken: Number) -> Number {
    of.checked_sub(taken).unwrap_or_default().max(Number::ZERO)
}
