//! What the accepted lines add up to: sums, tax, weight, volume, minimum.

use super::desk::at;
use super::{CartLine, Gift, PromoSummary, overflow};
use crate::domain::number::{add, mul, sub};
use crate::domain::{
    Facts, Finding, Findings, Number, Outcome, Overflow, Percent, Products, Remedy, Stage, Subject,
    Value,
};
use crate::policy::{Policy, TaxMode};
use crate::rules::contract_choice::Chosen;
use crate::rules::exchange::Exchange;
use crate::rules::order_minimum::{self, Minimum};
use crate::rules::register;
use crate::rules::tax::{self, Sums};

/// The totals of a cart.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// Accepted quantities at list prices.
    pub list_sum: Number,
    /// Sum of line sums, before tax or with it as the contract says.
    pub line_sum: Number,
    /// Net, tax, gross.
    pub sums: Sums,
    /// Kilograms, of lines whose weight is known.
    pub weight: Number,
    /// Cubic metres, of lines whose volume is known.
    pub volume: Number,
    /// Lines with goods whose weight or volume is not known.
    pub unmeasured: u32,
    /// None where there is none.
    pub minimum: Option<Minimum>,
    /// Price of delivery; none while it is not known.
    pub delivery: Option<Number>,
    /// Goods with tax, and delivery, less bonuses.
    pub payable: Number,
}

impl Totals {
    /// Adds what a gift weighs and takes up.
    fn give(&mut self, products: &Products, gift: &Gift) -> Result<(), Overflow> {
        let Some(product) = products.items.get(at(gift.product)) else {
            return Ok(());
        };
        let (weight, volume) = (
            product.weight.unwrap_or_default(),
            product.volume.unwrap_or_default(),
        );
        self.weight = add(self.weight, mul(weight, gift.quantity)?)?;
        self.volume = add(self.volume, mul(volume, gift.quantity)?)?;
        if product.weight.is_none() || product.volume.is_none() {
            self.unmeasured = self.unmeasured.saturating_add(1);
        }
        Ok(())
    }

    /// Adds the price of delivery.
    ///
    /// # Errors
    /// [`Overflow`].
    pub(super) fn deliver(&mut self, price: Number) -> Result<(), Overflow> {
        self.payable = add(self.sums.gross, price)?;
        self.delivery = Some(price);
        Ok(())
    }
}

/// A line's sum after what a promo takes off it.
fn less(sum: Number, off: &[(u32, Number)], line: u32) -> Result<Number, Overflow> {
    match off.binary_search_by_key(&line, |(line, _)| *line) {
        Ok(at) => sub(sum, off.get(at).map_or(Number::ZERO, |(_, amount)| *amount)),
        Err(_) => Ok(sum),
    }
}

/// The totals; findings for what bars placing. None when a number left its range.
pub(super) fn decide(
    policy: &Policy,
    chosen: Chosen<'_>,
    facts: &Facts,
    lines: &[CartLine],
    (exchange, promo): (&Exchange<'_>, Option<&PromoSummary>),
    findings: &mut Findings,
) -> Option<Totals> {
    let off = promo.map_or(&[][..], |promo| &promo.lines);
    let gift = promo.and_then(|promo| promo.gift.as_ref());
    let decided = sum(
        policy,
        chosen.terms.tax,
        &facts.products,
        (lines, off),
        findings,
    )
    .and_then(|mut totals| {
        if let Some(gift) = gift {
            totals.give(&facts.products, gift)?;
        }
        match order_minimum::conversion(policy, chosen.terms, exchange) {
            Err(finding) => findings.push(*finding),
            Ok(conversion) => {
                totals.minimum =
                    order_minimum::decide(policy, chosen.terms, &conversion, &totals.sums)?;
            }
        }
        Ok(totals)
    });
    match decided {
        Ok(totals) => {
            if let Some(finding) = totals
                .minimum
                .as_ref()
                .and_then(|minimum| order_minimum::finding(minimum, chosen.terms))
            {
                findings.push(finding);
            }
            Some(totals)
        }
        Err(Overflow) => {
            findings.push(overflow(Stage::Place, Subject::Document));
            None
        }
    }
}

/// The totals without a minimum; `off` is what a promo takes off lines, in their order.
pub(crate) fn sum(
    policy: &Policy,
    mode: TaxMode,
    products: &Products,
    (lines, off): (&[CartLine], &[(u32, Number)]),
    findings: &mut Findings,
) -> Result<Totals, Overflow> {
    let (mut list_sum, mut line_sum, mut weight, mut volume) =
        (Number::ZERO, Number::ZERO, Number::ZERO, Number::ZERO);
    let mut unmeasured = 0u32;
    let mut taxed: Vec<(u32, Percent, Number)> = Vec::with_capacity(lines.len());
    for (index, line) in (0u32..)
        .zip(lines)
        .filter(|(_, line)| !line.accepted.is_zero())
    {
        let Some(product) = line
            .product
            .and_then(|product| products.items.get(at(product)))
        else {
            continue;
        };
        if let (Some(price), Some(sum)) = (&line.price, line.sum) {
            list_sum = add(list_sum, mul(price.list_price, line.accepted)?)?;
            line_sum = add(line_sum, sum)?;
            let class = products
                .tax_classes
                .get(at(product.tax_class))
                .map_or("", String::as_str);
            match tax::rate(policy, mode, class) {
                Some(rate) => taxed.push((product.tax_class, rate, less(sum, off, index)?)),
                None => findings.push(
                    Finding::new(
                        tax::UNKNOWN,
                        Outcome::Indeterminate,
                        Stage::Place,
                        Subject::Line(index),
                    )
                    .with_staff("class", Value::Text(class.to_owned()))
                    .by("tax")
                    .remedy(Remedy::Contact("rep")),
                ),
            }
        }
        weight = add(
            weight,
            mul(product.weight.unwrap_or_default(), line.accepted)?,
        )?;
        volume = add(
            volume,
            mul(product.volume.unwrap_or_default(), line.accepted)?,
        )?;
        if product.weight.is_none() || product.volume.is_none() {
            unmeasured = unmeasured.saturating_add(1);
            findings.push(
                Finding::new(
                    register::MEASURE_MISSING,
                    Outcome::Allow,
                    Stage::Edit,
                    Subject::Line(index),
                )
                .with("article", Value::Text(product.sku.clone())),
            );
        }
    }
    let list_sum = policy.shop.sum.apply(list_sum)?;
    let sums = tax::decide(policy, mode, &taxed)?;
    let payable = sums.gross;
    Ok(Totals {
        list_sum,
        line_sum,
        sums,
        weight,
        volume,
        unmeasured,
        minimum: None,
        delivery: None,
        payable,
    })
}
