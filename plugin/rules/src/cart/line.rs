//! One line after the other: quantity, stock, price.

use super::desk::Desk;
use super::entry::Asked;
use super::{CartLine, contradictory, overflow};
use crate::domain::number::{add, ceil_to, mul};
use crate::domain::{
    Batch, Day, Edit, Finding, Findings, Number, OrderLine, Outcome, Overflow, Product, Remedy,
    Severity, Stage, Subject, Until, Value,
};
use crate::policy::Show;
use crate::rules::price::{Draft, NoPrice, Pricing};
use crate::rules::price_agreed::{self, Agreed};
use crate::rules::product_lookup::{Found, Lookup};
use crate::rules::{quantity, register, stock_far, stock_visible};

#[cfg(test)]
mod tests;

/// Decides every line; grids by order sum need all of them, so prices close at the end.
pub(super) fn evaluate(
    desk: &mut Desk<'_>,
    asked: &[Asked],
    agreed: &[OrderLine],
    findings: &mut Findings,
) -> Vec<CartLine> {
    let mut lines: Vec<CartLine> = (0u32..)
        .zip(asked)
        .map(|(index, asked)| enter(desk, index, asked, findings))
        .collect();
    price(desk, (asked, agreed), &mut lines, findings);
    lines
}

fn edit(field: &'static str, line: u32, to: Option<Number>) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: Some(line),
        to,
    })
}

/// Quantity and stock of one line.
fn enter(desk: &mut Desk<'_>, index: u32, asked: &Asked, findings: &mut Findings) -> CartLine {
    let subject = Subject::Line(index);
    let mut line = CartLine {
        product: None,
        outcome: Outcome::Allow,
        asked: asked.quantity,
        visible: None,
        accepted: Number::ZERO,
        price: None,
        sum: None,
        allocations: Vec::new(),
        extra: asked.extra.clone(),
    };
    let mut note = |line: &mut CartLine, finding: Finding| {
        line.outcome = line.outcome.max(finding.outcome);
        findings.push(finding);
    };
    // A line of nothing is a removed one: whatever its article, it bars nothing.
    if asked.quantity.is_zero() {
        line.product = match asked.found {
            Found::One(product) => Some(product),
            Found::None | Found::Twice => None,
        };
        return line;
    }
    let product_index = match find(desk.lookup(), asked, index) {
        Ok(product) => product,
        Err(finding) => {
            note(&mut line, *finding);
            return line;
        }
    };
    let Some(product) = desk.product(product_index) else {
        return line;
    };
    line.product = Some(product_index);
    if let Some(finding) = invalid(product, asked, index) {
        note(&mut line, finding);
        return line;
    }
    let (left, total, claimed) = match desk.visible(product_index, subject) {
        Ok(visible) => (visible.left(), visible.total, visible.claim(asked.quantity)),
        Err(finding) => {
            note(&mut line, *finding);
            return line;
        }
    };
    line.visible = Some(total);
    match left.and_then(|left| quantity::decide(product, asked.quantity, left)) {
        Ok(taken) => {
            line.accepted = taken.accepted;
            line.allocations = desk.take(product_index, taken.accepted);
            let batch = Arrival {
                batch: desk.next_batch(product_index),
                shown_whole: desk.policy.stock.show == Show::Full,
                claimed,
            };
            for finding in about_quantity(product, asked, index, &taken, total, batch) {
                note(&mut line, finding);
            }
            let far = desk.far(&line.allocations).filter_map(|(name, quantity)| {
                let article = (product.sku.as_str(), quantity);
                stock_far::decide(&desk.policy.stock.leads, name, article, subject)
            });
            for finding in far.collect::<Vec<_>>() {
                note(&mut line, finding);
            }
        }
        Err(Overflow) => note(&mut line, overflow(Stage::Place, subject)),
    }
    line
}

/// The product of a line.
///
/// # Errors
/// The finding where the facts hold none, or two.
pub(crate) fn find(lookup: &Lookup<'_>, asked: &Asked, index: u32) -> Result<u32, Box<Finding>> {
    match asked.found {
        Found::One(product) => Ok(product),
        Found::Twice => Err(Box::new(contradictory(
            Subject::Line(index),
            format!("article {} stands twice", asked.sku),
        ))),
        Found::None => Err(Box::new(unknown(lookup, asked, index))),
    }
}

/// The finding about an article that is not on offer.
pub(crate) fn unknown(lookup: &Lookup<'_>, asked: &Asked, index: u32) -> Finding {
    lookup
        .unknown(&asked.sku, Stage::Place, Subject::Line(index))
        .remedy(edit("quantity", index, Some(Number::ZERO)))
}

/// The finding where the quantity can't be asked for at all.
pub(crate) fn invalid(product: &Product, asked: &Asked, index: u32) -> Option<Finding> {
    if quantity::is_valid(asked.quantity, product.unit_scale) {
        return None;
    }
    let to = asked
        .quantity
        .max(Number::ZERO)
        .trunc_with_scale(product.unit_scale);
    Some(
        Finding::new(
            quantity::INVALID,
            Outcome::Block,
            Stage::Place,
            Subject::Line(index),
        )
        .with("article", Value::Text(asked.sku.clone()))
        .with("asked", Value::Quantity(asked.quantity))
        .remedy(edit("quantity", index, Some(to))),
    )
}

/// What the next batch of an article may do for its line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Arrival {
    batch: Option<Batch>,
    /// Nothing stands between what there is and what is shown.
    shown_whole: bool,
    /// What this line and those before it ask of the article.
    claimed: Number,
}

impl Arrival {
    /// The day from which the line has all it asks for. None under a mask, because a batch behind it
    /// changes nothing, and whether it did would tell what there is.
    fn day_that_helps(self, visible: Number) -> Option<Day> {
        let batch = self.batch.filter(|_| self.shown_whole)?;
        let enough = match batch.quantity {
            None => true,
            Some(more) => add(visible, more).is_ok_and(|sum| sum >= self.claimed),
        };
        enough.then_some(batch.date)
    }
}

/// The findings about what was taken.
pub(crate) fn about_quantity(
    product: &Product,
    asked: &Asked,
    index: u32,
    taken: &quantity::Taken,
    visible: Number,
    arrival: Arrival,
) -> Vec<Finding> {
    let subject = Subject::Line(index);
    let about = |code, outcome, stage| {
        Finding::new(code, outcome, stage, subject)
            .with("article", Value::Text(asked.sku.clone()))
            .with("asked", Value::Quantity(asked.quantity))
            .with("accepted", Value::Quantity(taken.accepted))
    };
    let mut findings = Vec::new();
    if taken.clamped {
        let mut finding = about(stock_visible::CODE, Outcome::Adjust, Stage::Edit)
            .with("visible", Value::Quantity(visible))
            .by("stock.show")
            .remedy(edit("quantity", index, Some(taken.accepted)));
        if let Some(day) = arrival.day_that_helps(visible) {
            finding = finding.remedy(Remedy::Wait(Some(Until::Day(day))));
        }
        findings.push(match arrival.batch {
            Some(batch) => finding.with("next-batch", Value::Date(batch.date)),
            None => finding,
        });
    }
    if taken.rounded {
        let multiple = product.multiple.unwrap_or_default();
        findings.push(
            about(quantity::MULTIPLE, Outcome::Adjust, Stage::Edit)
                .with("multiple", Value::Quantity(multiple))
                .remedy(edit("quantity", index, Some(taken.accepted))),
        );
    }
    if taken.below_moq && !taken.accepted.is_zero() {
        let moq = product.moq.unwrap_or_default();
        let enough = ceil_to(moq, product.multiple.unwrap_or_default()).unwrap_or(moq);
        let to = if enough <= visible {
            enough
        } else {
            Number::ZERO
        };
        findings.push(
            about(quantity::MINIMUM, Outcome::Block, Stage::Place)
                .with("moq", Value::Quantity(moq))
                .remedy(edit("quantity", index, Some(to))),
        );
    }
    findings
}

/// Prices of all lines, at the quantities they take.
fn price(
    desk: &Desk<'_>,
    (asked, agreed): (&[Asked], &[OrderLine]),
    lines: &mut [CartLine],
    findings: &mut Findings,
) {
    let Some(pricing) = &desk.pricing else { return };
    let mut agreed = Agreed::of(agreed);
    let mut order_sum = Number::ZERO;
    let mut drafts: Vec<Option<Draft<'_>>> = Vec::with_capacity(lines.len());
    for ((index, line), asked) in (0u32..).zip(lines.iter_mut()).zip(asked) {
        let subject = Subject::Line(index);
        let product = line
            .product
            .and_then(|product| desk.product(product))
            .filter(|_| line.asked > Number::ZERO);
        // What was agreed holds, whether or not there is a price of today.
        let kept = agreed.take(&asked.sku, line.accepted);
        if let (Some(net), true) = (kept, product.is_some()) {
            let kept = mul(net, line.accepted).and_then(|exact| {
                order_sum = add(order_sum, exact)?;
                desk.policy.shop.sum.apply(exact)
            });
            match kept {
                Ok(sum) => {
                    line.price = Some(price_agreed::price(net));
                    line.sum = Some(sum);
                }
                Err(Overflow) => refuse(line, overflow(Stage::Place, subject), findings),
            }
            drafts.push(None);
            continue;
        }
        let draft = product.map(|product| {
            let draft = draft(pricing, product, line)?;
            // The grid goes by the sum that a buyer would be shown without it.
            let shown = desk.policy.shop.unit_price.apply(draft.unit())?;
            order_sum = add(order_sum, mul(shown, line.accepted)?)?;
            Ok(draft)
        });
        drafts.push(match draft {
            None => None,
            Some(Ok(draft)) => Some(draft),
            Some(Err(error)) => {
                refuse(line, no_price(error, subject, &asked.sku, index), findings);
                None
            }
        });
    }
    let grids = pricing.order_grids(order_sum).unwrap_or_else(|Overflow| {
        findings.push(overflow(Stage::Place, Subject::Document));
        Vec::new()
    });
    for (((index, line), asked), draft) in (0u32..).zip(lines.iter_mut()).zip(asked).zip(drafts) {
        let Some(draft) = draft else { continue };
        let priced = pricing.finish(draft, &grids).and_then(|price| {
            let sum = desk.policy.shop.sum.apply(mul(price.net, line.accepted)?)?;
            Ok((price, sum))
        });
        match priced {
            Ok((price, sum)) => {
                line.price = Some(price);
                line.sum = Some(sum);
            }
            Err(error) => {
                let finding = no_price(error, Subject::Line(index), &asked.sku, index);
                refuse(line, finding, findings);
            }
        }
    }
}

/// The unit price of a line, at what it takes. One that takes nothing is priced as an offer is, at
/// the smallest quantity sold, or where no list begins that low, at what was asked.
///
/// # Errors
/// [`NoPrice`].
pub(super) fn draft<'a>(
    pricing: &'a Pricing<'a>,
    product: &'a Product,
    line: &CartLine,
) -> Result<Draft<'a>, NoPrice> {
    if !line.accepted.is_zero() {
        return pricing.draft(product, line.accepted);
    }
    match pricing.draft(product, quantity::smallest(product)) {
        Err(NoPrice::Missing) => pricing.draft(product, line.asked),
        decided => decided,
    }
}

/// Keeps a finding about a line that has no price.
fn refuse(line: &mut CartLine, finding: Finding, findings: &mut Findings) {
    debug_assert_eq!(finding.severity, Severity::Error);
    line.outcome = line.outcome.max(finding.outcome);
    findings.push(finding);
}

/// The finding about a line without a price.
pub(crate) fn no_price(error: NoPrice, subject: Subject, sku: &str, line: u32) -> Finding {
    match error {
        NoPrice::Overflow => overflow(Stage::Place, subject),
        NoPrice::Contradictory(fact) => contradictory(subject, fact),
        NoPrice::Missing => Finding::new(
            register::PRICE_MISSING,
            Outcome::Indeterminate,
            Stage::Place,
            subject,
        )
        .with("article", Value::Text(sku.to_owned()))
        .remedy(Remedy::Contact("rep"))
        .remedy(edit("quantity", line, Some(Number::ZERO))),
    }
}
