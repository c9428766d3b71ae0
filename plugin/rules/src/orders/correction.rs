//! A rep's correction: the cart once more, held against the order as it was placed (R8, A16).

use std::collections::BTreeMap;

use super::cost::{self, Cost, Discounts};
use crate::cart::{self, CartAnswer, totals};
use crate::domain::{
    CartRequest, Context, Detail, Facts, Finding, Findings, Line, Number, Order, OrderLine,
    Outcome, Overflow, Proposal, Remedy, Stage, Subject, Value,
};
use crate::policy::Policy;
use crate::rules::{order_consent, register};

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineChange {
    /// The order did not have it.
    Added,
    /// The order has it no more.
    Removed,
    /// More of it.
    More,
    /// Less of it.
    Less,
    /// As much, at another price.
    Repriced,
}

/// One article that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// The article.
    pub sku: String,
    /// What became of it.
    pub change: LineChange,
    /// Before.
    pub quantity_before: Number,
    /// Now.
    pub quantity_now: Number,
    /// Net unit price before.
    pub net_before: Option<Number>,
    /// Net unit price now.
    pub net_now: Option<Number>,
}

/// A correction, decided.
#[derive(Debug)]
pub(super) struct Correction {
    /// The corrected cart, with the findings of every stage.
    pub(super) cart: CartAnswer,
    /// By article.
    pub(super) diff: Vec<DiffLine>,
    /// What the order would be; none where the cart could not be decided.
    pub(super) proposal: Option<Proposal>,
    /// Whether it waits for the client's word.
    pub(super) needs_consent: bool,
    /// What is to be said beside the cart's findings.
    pub(super) findings: Vec<Finding>,
}

/// The corrected cart, what changed, and whether the client is asked.
#[must_use]
pub(super) fn correct(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    order: &Order,
    lines: &[Line],
) -> Correction {
    let request = CartRequest {
        contract: order.contract.clone(),
        warehouses: order.warehouses.clone(),
        lines: lines.to_vec(),
        rows: Vec::new(),
        accepted_repairs: Vec::new(),
        collected: None,
        delivery: None,
        payment: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: Vec::new(),
        agreed: order.lines.clone(),
    };
    let open = cart::open(policy, context, facts, &request, order.paid);
    let cart = cart::close(open, Stage::Place);
    let mut correction = Correction {
        diff: Vec::new(),
        proposal: None,
        needs_consent: false,
        findings: Vec::new(),
        cart,
    };
    let currency = correction
        .cart
        .contract
        .as_ref()
        .map(|chosen| &chosen.currency);
    if currency.is_some_and(|currency| *currency != order.currency) {
        correction.findings.push(
            Finding::new(
                register::CONTRADICTORY,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
            .with_staff("fact", Value::Text(format!("order in {}", order.currency)))
            .remedy(Remedy::Contact("staff")),
        );
        return correction;
    }
    let corrected = corrected(policy, order, lines, &correction.cart);
    let Ok((corrected, off)) = corrected else {
        correction
            .findings
            .push(cart::overflow(Stage::Place, Subject::Document));
        return correction;
    };
    let corrected = with_gifts(corrected, &order.lines);
    correction.diff = diff(&order.lines, &corrected);
    let (Some(chosen), Some(_)) = (&correction.cart.contract, &correction.cart.totals) else {
        return correction;
    };
    let goods = totals::sum(
        policy,
        chosen.tax_mode,
        &facts.products,
        (&correction.cart.lines, &off),
        // What there is to find, the cart found.
        &mut Findings::default(),
    );
    match goods.and_then(|goods| cost::cost(policy, order, goods.sums.gross)) {
        Ok(Cost {
            payable,
            redeemed,
            accrues,
        }) => {
            let added = correction
                .diff
                .iter()
                .find(|line| line.change == LineChange::Added);
            let waits =
                order_consent::decide(order.payable, payable, added.map(|line| line.sku.as_str()));
            correction.needs_consent = waits.is_some();
            correction.findings.extend(waits);
            let mode = chosen.tax_mode;
            correction.proposal = Some(Proposal {
                taxes: cost::taxes(policy, mode, &facts.products, &corrected),
                lines: corrected,
                redeemed,
                accrues,
                payable,
            });
        }
        Err(Overflow) => correction
            .findings
            .push(cart::overflow(Stage::Place, Subject::Document)),
    }
    correction
}

/// The lines that the corrected order would have, and what is taken off the cart's.
#[expect(clippy::type_complexity, reason = "two lists, each of its own kind")]
fn corrected(
    policy: &Policy,
    order: &Order,
    lines: &[Line],
    cart: &CartAnswer,
) -> Result<(Vec<OrderLine>, Vec<(u32, Number)>), Overflow> {
    let mut discounts = Discounts::of(policy, &order.lines);
    let (mut corrected, mut off) = (Vec::new(), Vec::new());
    for (index, (line, answered)) in (0u32..).zip(lines.iter().zip(&cart.lines)) {
        if answered.accepted.is_zero() {
            continue;
        }
        let sum = answered.sum.unwrap_or_default();
        let discount = discounts.take(&line.sku, answered.accepted, sum)?;
        off.push((index, discount));
        corrected.push(OrderLine {
            sku: line.sku.clone(),
            quantity: answered.accepted,
            net: answered
                .price
                .as_ref()
                .map(|price| price.net)
                .unwrap_or_default(),
            discount,
        });
    }
    Ok((corrected, off))
}

/// The gifts that the order has stay in it.
fn with_gifts(mut corrected: Vec<OrderLine>, before: &[OrderLine]) -> Vec<OrderLine> {
    for gift in before.iter().filter(|line| line.net.is_zero()) {
        let given = |line: &OrderLine| line.net.is_zero() && line.sku == gift.sku;
        if !corrected.iter().any(given) {
            corrected.push(gift.clone());
        }
    }
    corrected
}

/// What changed, by article. Lines of one article count together, at the price of the first.
pub(super) fn diff(before: &[OrderLine], now: &[OrderLine]) -> Vec<DiffLine> {
    let (before, now) = (by_article(before), by_article(now));
    let mut skus: Vec<&str> = before.keys().chain(now.keys()).copied().collect();
    skus.sort_unstable();
    skus.dedup();
    skus.into_iter()
        .filter_map(|sku| {
            let (old, new) = (before.get(sku), now.get(sku));
            let change = match (old, new) {
                (None, Some(_)) => LineChange::Added,
                (Some(_), None) => LineChange::Removed,
                (Some((old, _)), Some((new, _))) if new > old => LineChange::More,
                (Some((old, _)), Some((new, _))) if new < old => LineChange::Less,
                (Some((_, old)), Some((_, new))) if new != old => LineChange::Repriced,
                _ => return None,
            };
            Some(DiffLine {
                sku: sku.to_owned(),
                change,
                quantity_before: old.map(|(quantity, _)| *quantity).unwrap_or_default(),
                quantity_now: new.map(|(quantity, _)| *quantity).unwrap_or_default(),
                net_before: old.map(|(_, net)| *net),
                net_now: new.map(|(_, net)| *net),
            })
        })
        .collect()
}

fn by_article(lines: &[OrderLine]) -> BTreeMap<&str, (Number, Number)> {
    let mut found: BTreeMap<&str, (Number, Number)> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.quantity.is_zero()) {
        let entry = found
            .entry(line.sku.as_str())
            .or_insert((Number::ZERO, line.net));
        // What leaves the range bars the cart by its own overflow.
        entry.0 = entry.0.saturating_add(line.quantity);
    }
    found
}
