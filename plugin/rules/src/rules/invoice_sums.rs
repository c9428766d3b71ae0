//! `invoice.mismatch`: an invoice asks for what the order costs, to the last unit.
//!
//! Its lines are the order's, priced as ordered: unit price × quantity, rounded as the policy says,
//! less what the promo took off. Tax is computed once, by class, as in a cart, and split over the lines
//! so that they sum to it. Goods with tax, and delivery, less bonuses, must be the order's `payable`:
//! where they are not (a rate of tax changed since), no invoice is made.
//!
//! Requirement: R17, R32. Facts: order, products.

use crate::domain::number::{add, mul, sub};
use crate::domain::{
    Finding, Number, Order, Outcome, Overflow, Percent, Products, Remedy, Stage, Subject, Value,
};
use crate::policy::{Policy, TaxMode};
use crate::rules::document_party::{Barred, article, contradiction};
use crate::rules::tax::{self, Sums};

/// The lines do not come to what the order costs.
pub const CODE: &str = "invoice.mismatch";

/// A line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Index into the product facts.
    pub product: u32,
    /// As ordered.
    pub sku: String,
    /// As ordered.
    pub quantity: Number,
    /// As ordered.
    pub unit_price: Number,
    /// Taken off by a promo.
    pub discount: Number,
    /// After it.
    pub sum: Number,
    /// Of tax.
    pub rate: Number,
    /// Before tax.
    pub net: Number,
    /// Of the line.
    pub tax: Number,
    /// With tax.
    pub gross: Number,
}

/// Lines, and what they sum to.
#[derive(Debug, Clone)]
pub struct Priced {
    /// In the order's order.
    pub lines: Vec<Line>,
    /// Sum of line sums.
    pub line_sum: Number,
    /// Net, tax, gross.
    pub sums: Sums,
}

const AT: Stage = Stage::Place;

fn line_at(index: usize) -> Subject {
    Subject::Line(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The order's lines with their tax.
///
/// # Errors
/// The finding that bars it.
pub fn decide(
    policy: &Policy,
    mode: TaxMode,
    products: &Products,
    order: &Order,
) -> Result<Priced, Barred> {
    let whole = Subject::Document;
    let mut taxed = Vec::with_capacity(order.lines.len());
    let mut lines = Vec::with_capacity(order.lines.len());
    for (index, line) in order.lines.iter().enumerate() {
        let product = article(products, &line.sku, (AT, line_at(index)))?;
        let class = usize::try_from(product)
            .ok()
            .and_then(|at| products.items.get(at))
            .map_or(0, |product| product.tax_class);
        let name = usize::try_from(class)
            .ok()
            .and_then(|at| products.tax_classes.get(at))
            .map_or("", String::as_str);
        let rate = tax::rate(policy, mode, name).ok_or_else(|| {
            Box::new(
                Finding::new(tax::UNKNOWN, Outcome::Indeterminate, AT, line_at(index))
                    .with_staff("class", Value::Text(name.to_owned()))
                    .by("tax")
                    .remedy(Remedy::Contact("rep")),
            )
        })?;
        let discount = line.discount;
        let sum = full_sum(policy, line.net, line.quantity, discount)
            .map_err(|Overflow| Box::new(super::impossible::overflow(AT, line_at(index))))?;
        if sum < Number::ZERO {
            let fact = format!("a discount of {discount} on line {index} exceeds it");
            return Err(contradiction(AT, line_at(index), fact));
        }
        taxed.push((class, rate, sum));
        lines.push(Line {
            product,
            sku: line.sku.clone(),
            quantity: line.quantity,
            unit_price: line.net,
            discount,
            sum,
            rate: rate.0,
            net: Number::ZERO,
            tax: Number::ZERO,
            gross: Number::ZERO,
        });
    }
    close(policy, mode, &taxed, lines)
        .map_err(|Overflow| Box::new(super::impossible::overflow(AT, whole)))
}

fn full_sum(
    policy: &Policy,
    net: Number,
    quantity: Number,
    discount: Number,
) -> Result<Number, Overflow> {
    sub(policy.shop.sum.apply(mul(net, quantity)?)?, discount)
}

fn close(
    policy: &Policy,
    mode: TaxMode,
    taxed: &[(u32, Percent, Number)],
    mut lines: Vec<Line>,
) -> Result<Priced, Overflow> {
    let sums = tax::decide(policy, mode, taxed)?;
    let mut line_sum = Number::ZERO;
    for (line, (net, tax)) in lines.iter_mut().zip(tax::split(policy, mode, taxed)?) {
        (line.net, line.tax, line.gross) = (net, tax, add(net, tax)?);
        line_sum = add(line_sum, line.sum)?;
    }
    Ok(Priced {
        lines,
        line_sum,
        sums,
    })
}

/// What is payable of `priced`, which must be what the order costs.
///
/// # Errors
/// The finding where it is not.
pub fn payable(priced: &Priced, order: &Order) -> Result<Number, Barred> {
    let comes_to = add(priced.sums.gross, order.delivery)
        .and_then(|sum| sub(sum, order.redeemed))
        .map_err(|Overflow| Box::new(super::impossible::overflow(AT, Subject::Document)))?;
    if comes_to == order.payable {
        return Ok(comes_to);
    }
    Err(Box::new(
        Finding::new(CODE, Outcome::Indeterminate, AT, Subject::Document)
            .with_staff("lines", Value::Money(comes_to))
            .with_staff("order", Value::Money(order.payable))
            .remedy(Remedy::Contact("manager")),
    ))
}
