//! A promo code: whether it applies, and what it gives.
//!
//! Every reason against it is said, each with its own finding; with none it applies. A code that
//! does not apply bars placing until it is changed: an order is never placed at other figures
//! than the code promised.
//!
//! Requirement: R41.

use super::desk::{Desk, at};
use super::{CartLine, contradictory, overflow};
use crate::domain::{
    CartRequest, Day, Facts, Finding, Findings, Number, Overflow, Product, Stage, Subject,
};
use crate::policy::{Give, MethodKind, Policy, Promo};
use crate::rules::contract_choice::Chosen;
use crate::rules::product_lookup::Found;
use crate::rules::{
    delivery_unknown, promo_audience, promo_condition, promo_discount, promo_gift, promo_limit,
    promo_unknown, promo_validity, tax,
};

/// Goods that a code gives away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// Index into the product facts.
    pub product: u32,
    /// How much.
    pub quantity: Number,
    /// Warehouse and quantity, in drawing order.
    pub allocations: Vec<(u32, Number)>,
}

/// What a code does to a cart.
#[derive(Debug, Clone)]
pub struct PromoSummary {
    /// Its id.
    pub promo: String,
    /// As the policy writes it.
    pub code: String,
    /// Whether it applies.
    pub applies: bool,
    /// Line and what is taken off it, in the order of the lines.
    pub lines: Vec<(u32, Number)>,
    /// What these add up to.
    pub discount: Number,
    /// What is given away.
    pub gift: Option<Gift>,
    /// Whether delivery costs nothing.
    pub free_delivery: bool,
}

/// What the code of `request` does; none where it names none that is known.
pub(super) fn decide(
    desk: &mut Desk<'_>,
    facts: &Facts,
    chosen: Option<Chosen<'_>>,
    request: &CartRequest,
    today: Day,
    lines: &[CartLine],
    findings: &mut Findings,
) -> Option<PromoSummary> {
    let policy = desk.policy;
    let promo = match promo_unknown::decide(&policy.promos, request.promo.as_deref()) {
        Ok(promo) => promo?,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let mut summary = PromoSummary {
        promo: promo.id.clone(),
        code: promo.code.text.clone(),
        applies: false,
        lines: Vec::new(),
        discount: Number::ZERO,
        gift: None,
        free_delivery: false,
    };
    // Without a contract nothing is priced, and that is said already.
    let Some(chosen) = chosen else {
        return Some(summary);
    };
    let delivery = request
        .delivery
        .as_ref()
        .and_then(|choice| delivery_unknown::decide(&policy.delivery, choice).ok())
        .map(|method| method.kind);
    let tier = desk.tier();
    let counted = counted(facts, promo, lines);
    let mut against: Vec<Finding> = Vec::new();
    against.extend(promo_validity::decide(promo, today));
    against.extend(promo_limit::decide(promo, facts.loyalty.as_ref()));
    against.extend(promo_audience::decide(
        promo,
        &facts.buyer,
        tier.as_deref(),
        facts.loyalty.as_ref(),
    ));
    let currency = promo_condition::currency(policy, promo, &chosen.contract.currency);
    let sums_count = currency.is_none();
    against.extend(currency);
    if sums_count {
        match conditions(policy, promo, chosen, facts, lines, &counted, delivery) {
            Ok(found) => against.extend(found),
            Err(Overflow) => against.push(overflow(Stage::Place, Subject::Document)),
        }
    }
    if against.is_empty()
        && let Err(finding) = apply(desk, facts, promo, &counted, &mut summary, findings)
    {
        against.push(*finding);
    }
    summary.applies = against.is_empty();
    against
        .into_iter()
        .for_each(|finding| findings.push(finding));
    Some(summary)
}

/// Index and sum of the lines that count.
fn counted(facts: &Facts, promo: &Promo, lines: &[CartLine]) -> Vec<(u32, Number)> {
    let counts = |line: &CartLine| {
        let product = line
            .product
            .and_then(|product| facts.products.items.get(at(product)));
        promo.categories.is_empty()
            || product.is_some_and(|product| {
                promo
                    .categories
                    .iter()
                    .any(|category| is_of(facts, product, category))
            })
    };
    (0u32..)
        .zip(lines)
        .filter(|(_, line)| !line.accepted.is_zero() && counts(line))
        .filter_map(|(index, line)| Some((index, line.sum?)))
        .collect()
}

/// Whether a product is of a category.
pub(super) fn is_of(facts: &Facts, product: &Product, category: &str) -> bool {
    product.categories.iter().any(|index| {
        facts
            .products
            .categories
            .get(at(*index))
            .is_some_and(|name| name == category)
    })
}

/// What the order lacks, its goods measured before the discount.
fn conditions(
    policy: &Policy,
    promo: &Promo,
    chosen: Chosen<'_>,
    facts: &Facts,
    lines: &[CartLine],
    counted: &[(u32, Number)],
    delivery: Option<MethodKind>,
) -> Result<Vec<Finding>, Overflow> {
    let mode = chosen.terms.tax;
    let taxed: Vec<_> = counted
        .iter()
        .filter_map(|(index, sum)| {
            let product = facts
                .products
                .items
                .get(at(lines.get(at(*index))?.product?))?;
            let class = facts.products.tax_classes.get(at(product.tax_class))?;
            // A line without a rate bars placing for itself; here it counts for nothing.
            Some((product.tax_class, tax::rate(policy, mode, class)?, *sum))
        })
        .collect();
    let sums = tax::decide(policy, mode, &taxed)?;
    let goods = match policy.order.minimum_basis {
        crate::policy::Basis::Net => sums.net,
        crate::policy::Basis::Gross => sums.gross,
    };
    let order = promo_condition::Order {
        goods,
        any: !counted.is_empty(),
        delivery,
        terms: &chosen.terms.id,
    };
    promo_condition::decide(promo, order)
}

/// What the code gives, into `summary`; notices into `findings`.
fn apply(
    desk: &mut Desk<'_>,
    facts: &Facts,
    promo: &Promo,
    counted: &[(u32, Number)],
    summary: &mut PromoSummary,
    findings: &mut Findings,
) -> Result<(), Box<Finding>> {
    match &promo.give {
        Give::Percent(_) | Give::Off(_) => {
            let too_large = |Overflow| Box::new(overflow(Stage::Place, Subject::Document));
            summary.lines =
                promo_discount::decide(desk.policy, promo, counted).map_err(too_large)?;
            for (_, off) in &summary.lines {
                summary.discount =
                    crate::domain::number::add(summary.discount, *off).map_err(too_large)?;
            }
            findings.push(promo_discount::discounts(promo, summary.discount));
        }
        Give::FreeDelivery => {
            summary.free_delivery = true;
            findings.push(promo_discount::delivers(promo));
        }
        Give::Gift { sku, quantity } => {
            summary.gift = Some(gift(desk, facts, promo, sku, *quantity)?);
            findings.push(promo_gift::given(promo, sku, *quantity));
        }
    }
    Ok(())
}

/// The gift, taken from what the client is shown.
fn gift(
    desk: &mut Desk<'_>,
    facts: &Facts,
    promo: &Promo,
    sku: &str,
    quantity: Number,
) -> Result<Gift, Box<Finding>> {
    let refused = |why| Box::new(promo_gift::refused(promo, sku, why));
    let product = match desk.lookup().find(sku) {
        Found::One(product) => product,
        Found::None => return Err(refused(desk.lookup().why_unknown(sku))),
        Found::Twice => {
            return Err(Box::new(contradictory(
                Subject::Document,
                format!("article {sku} stands twice"),
            )));
        }
    };
    let whole = facts
        .products
        .items
        .get(at(product))
        .is_some_and(|product| quantity.normalize().scale() <= product.unit_scale);
    if !whole {
        return Err(refused("fraction"));
    }
    // To a buyer missing stock facts look like missing stock.
    let left = desk
        .visible(product, Subject::Document)
        .map_err(|_| refused("stock-unknown"))?
        .left()
        .map_err(|Overflow| Box::new(overflow(Stage::Place, Subject::Document)))?;
    if left < quantity {
        return Err(refused("sold-out"));
    }
    Ok(Gift {
        product,
        quantity,
        allocations: desk.take(product, quantity),
    })
}
