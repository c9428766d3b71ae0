//! What an order costs once its goods are others, at the prices it was placed at.

use crate::cart::{self, CartLine, contradictory, totals};
use crate::domain::number::{add, div, mul, sub};
use crate::domain::{
    Day, Facts, Finding, Findings, Number, Order, OrderLine, Outcome, Overflow, Stage, Subject,
};
use crate::policy::{Policy, TaxMode};
use crate::rules::contract_choice;
use crate::rules::price::Price;

/// What an order costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    /// Goods and delivery, less discount and bonuses; never below 0.
    pub(super) payable: Number,
    /// What a promo takes off the goods.
    pub(super) discount: Number,
}

/// The cost of an order whose goods cost `gross` before its promo: with fewer goods the promo takes off
/// less, in proportion; with more it takes off no more. The bonuses it was paid with stay.
pub(super) fn cost(policy: &Policy, order: &Order, gross: Number) -> Result<Cost, Overflow> {
    let before = add(
        sub(order.payable, order.delivery)?,
        add(order.discount, order.redeemed)?,
    )?;
    let discount = if order.discount.is_zero() || gross >= before {
        order.discount.min(gross)
    } else {
        let share = div(mul(order.discount, gross)?, before)?;
        policy.shop.sum.apply(share)?
    };
    let goods = sub(gross, discount)?;
    let payable = sub(add(goods, order.delivery)?, order.redeemed)?;
    Ok(Cost {
        payable: payable.max(Number::ZERO),
        discount,
    })
}

/// What `lines` of the order cost with tax, at their own prices.
///
/// # Errors
/// The finding where the facts do not tell: a product of the order is not among them, its tax is not known.
pub(super) fn gross(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    lines: &[OrderLine],
) -> Result<Number, Box<Finding>> {
    let unknown = |fact: String| {
        let mut finding = contradictory(Subject::Document, fact);
        finding.stage = Stage::Edit;
        Box::new(finding)
    };
    let overflow = || Box::new(cart::overflow(Stage::Edit, Subject::Document));
    let contract = contract_choice::of_order(policy, &facts.contracts, today, order);
    let terms = contract.and_then(|contract| {
        let mut terms = policy.contracts.iter();
        terms.find(|terms| terms.id == contract.terms)
    });
    let mode: TaxMode = terms
        .map(|terms| terms.tax)
        .ok_or_else(|| unknown(format!("contract of order {}", order.id)))?;
    let mut goods = Vec::with_capacity(lines.len());
    for line in lines.iter().filter(|line| !line.net.is_zero()) {
        let mut products = (0u32..).zip(&facts.products.items);
        let product = products.find(|(_, product)| product.sku == line.sku);
        let (product, _) = product
            .ok_or_else(|| unknown(format!("product {} of order {}", line.sku, order.id)))?;
        let sum = mul(line.net, line.quantity).and_then(|sum| policy.shop.sum.apply(sum));
        goods.push(CartLine {
            product: Some(product),
            outcome: Outcome::Allow,
            asked: line.quantity,
            visible: None,
            accepted: line.quantity,
            price: Some(Price {
                price_list: 0,
                list_price: line.net,
                net: line.net,
                next_break: None,
                steps: Vec::new(),
                candidates: Vec::new(),
            }),
            sum: Some(sum.map_err(|Overflow| overflow())?),
            allocations: Vec::new(),
            extra: Vec::new(),
        });
    }
    let mut findings = Findings::default();
    let totals = totals::sum(policy, mode, &facts.products, (&goods, &[]), &mut findings);
    // A weight that is missing is no matter here; a tax that is not known is.
    let barring = findings
        .iter()
        .find(|finding| finding.outcome > Outcome::Adjust);
    match (barring, totals) {
        (Some(finding), _) => {
            let mut finding = finding.clone();
            (finding.stage, finding.subject) = (Stage::Edit, Subject::Document);
            Err(Box::new(finding))
        }
        (None, Ok(totals)) => Ok(totals.sums.gross),
        (None, Err(Overflow)) => Err(overflow()),
    }
}
