//! What an order costs once its goods are others, at the prices it was placed at.
//!
//! A cost is always that of its lines, as an invoice sums them up: never a share of another cost.

use std::collections::BTreeMap;

use crate::cart::{self, CartLine, contradictory, totals};
use crate::domain::directory::entry;
use crate::domain::number::{add, div, floor_to, mul, sub};
use crate::domain::{
    Day, Facts, Finding, Findings, LineTax, Number, Order, OrderLine, Outcome, Overflow, Products,
    Stage, Subject,
};
use crate::policy::{Policy, TaxMode};
use crate::rules::price::Price;
use crate::rules::{contract_choice, tax};

/// What an order costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    /// Goods and delivery, less bonuses.
    pub(super) payable: Number,
    /// Bonuses it is paid with.
    pub(super) redeemed: Number,
    /// Bonuses it brings.
    pub(super) accrues: Number,
}

/// What goods cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goods {
    /// With tax.
    pub(super) gross: Number,
    /// Of every line that costs something.
    pub(super) taxes: Vec<LineTax>,
}

/// The cost of the order once its goods cost `goods` with tax.
pub(super) fn cost(policy: &Policy, order: &Order, goods: Number) -> Result<Cost, Overflow> {
    let redeemed = redeemed(policy, order, goods)?;
    Ok(Cost {
        payable: sub(add(goods, order.delivery)?, redeemed)?,
        redeemed,
        accrues: accrues(policy, order, goods)?,
    })
}

/// What its goods cost as it is.
pub(super) fn goods_of(order: &Order) -> Result<Number, Overflow> {
    add(sub(order.payable, order.delivery)?, order.redeemed)
}

/// The bonuses that goods of `goods` bring: with fewer goods fewer, in proportion and in whole bonuses, as
/// completion earns them; with more as many as before.
fn accrues(policy: &Policy, order: &Order, goods: Number) -> Result<Number, Overflow> {
    let before = goods_of(order)?;
    if order.accrues.is_zero() || goods >= before {
        return Ok(order.accrues);
    }
    let share = div(mul(order.accrues, goods)?, before)?;
    match &policy.bonus {
        Some(bonus) => floor_to(share, bonus.unit),
        None => policy.shop.sum.apply(share),
    }
}

/// The bonuses that stay with goods of `goods`: with fewer goods fewer, in proportion and in whole bonuses,
/// as a return gives them back; with more as many as before.
fn redeemed(policy: &Policy, order: &Order, goods: Number) -> Result<Number, Overflow> {
    let before = goods_of(order)?;
    if order.redeemed.is_zero() || goods >= before {
        return Ok(order.redeemed.min(goods));
    }
    let fell = div(mul(order.redeemed, sub(before, goods)?)?, before)?;
    let fell = match &policy.bonus {
        Some(bonus) => floor_to(fell, bonus.unit)?,
        None => policy.shop.sum.apply(fell)?,
    };
    Ok(sub(order.redeemed, fell)?.min(goods))
}

/// Net price times quantity, rounded as the policy says.
fn line_sum(policy: &Policy, net: Number, quantity: Number) -> Result<Number, Overflow> {
    policy.shop.sum.apply(mul(net, quantity)?)
}

/// The discounts of `given` of a line and of the rest of it, each at most what that part costs.
pub(super) fn discounts(
    policy: &Policy,
    line: &OrderLine,
    given: Number,
) -> Result<(Number, Number), Overflow> {
    if line.discount.is_zero() || given.is_zero() {
        return Ok((Number::ZERO, line.discount));
    }
    let rest = sub(line.quantity, given)?;
    if rest.is_zero() {
        return Ok((line.discount, Number::ZERO));
    }
    let costs = line_sum(policy, line.net, given)?;
    let rest_costs = line_sum(policy, line.net, rest)?;
    let share = div(mul(line.discount, given)?, line.quantity)?;
    // What the rest can't take, this part takes.
    let least = sub(line.discount, rest_costs)?.max(Number::ZERO);
    let first = policy.shop.sum.apply(share)?.max(least).min(costs);
    let second = sub(line.discount, first)?.min(rest_costs);
    Ok((first, second.max(Number::ZERO)))
}

/// What is left of the discounts of an order's articles.
pub(super) struct Discounts<'a> {
    policy: &'a Policy,
    left: BTreeMap<&'a str, Vec<OrderLine>>,
}

impl<'a> Discounts<'a> {
    /// Of an order's lines.
    pub(super) fn of(policy: &'a Policy, lines: &'a [OrderLine]) -> Self {
        let mut left: BTreeMap<&str, Vec<OrderLine>> = BTreeMap::new();
        // The first line of an article is the first to be taken.
        for line in lines.iter().rev().filter(|line| !line.net.is_zero()) {
            left.entry(line.sku.as_str())
                .or_default()
                .push(line.clone());
        }
        Self { policy, left }
    }

    /// The discount of `quantity` of an article that costs `sum`: of less in proportion, of more all of it.
    pub(super) fn take(
        &mut self,
        sku: &str,
        quantity: Number,
        sum: Number,
    ) -> Result<Number, Overflow> {
        let Some(lines) = self.left.get_mut(sku) else {
            return Ok(Number::ZERO);
        };
        let (mut wanted, mut taken) = (quantity, Number::ZERO);
        while let Some(mut line) = lines.pop() {
            let given = wanted.min(line.quantity);
            let (off, rest) = discounts(self.policy, &line, given)?;
            (taken, wanted) = (add(taken, off)?, sub(wanted, given)?);
            if given < line.quantity {
                line.quantity = sub(line.quantity, given)?;
                line.discount = rest;
                lines.push(line);
                break;
            }
        }
        Ok(taken.min(sum))
    }
}

/// What a part of the order costs with tax, as [`goods`]; of an order whose own lines come to what it costs.
///
/// # Errors
/// As [`goods`]; the finding where they do not (a tax changed since), because then no part of it can.
pub(super) fn part(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    lines: &[OrderLine],
) -> Result<Goods, Box<Finding>> {
    let overflow = |Overflow| Box::new(cart::overflow(Stage::Edit, Subject::Document));
    let whole = goods(policy, facts, today, order, &order.lines)?;
    let comes_to = add(whole.gross, order.delivery)
        .and_then(|sum| sub(sum, order.redeemed))
        .map_err(overflow)?;
    if comes_to != order.payable {
        return Err(unknown(format!(
            "order {} costs {}, its lines {comes_to}",
            order.id, order.payable
        )));
    }
    goods(policy, facts, today, order, lines)
}

/// What `lines` of the order cost with tax, at their own prices and less their discounts.
///
/// # Errors
/// The finding where the facts do not tell: a product of the order is not among them, its tax is not known.
pub(super) fn goods(
    policy: &Policy,
    facts: &Facts,
    today: Day,
    order: &Order,
    lines: &[OrderLine],
) -> Result<Goods, Box<Finding>> {
    let overflow = |Overflow| Box::new(cart::overflow(Stage::Edit, Subject::Document));
    let contract = contract_choice::of_order(policy, &facts.contracts, today, order);
    let terms = contract.and_then(|contract| {
        let mut terms = policy.contracts.iter();
        terms.find(|terms| terms.id == contract.terms)
    });
    let mode: TaxMode = terms
        .map(|terms| terms.tax)
        .ok_or_else(|| unknown(format!("contract of order {}", order.id)))?;
    let mut goods = Vec::with_capacity(lines.len());
    let mut off = Vec::new();
    for (index, line) in (0u32..).zip(lines.iter().filter(|line| !line.net.is_zero())) {
        let mut products = (0u32..).zip(&facts.products.items);
        let product = products.find(|(_, product)| product.sku == line.sku);
        let (product, _) = product
            .ok_or_else(|| unknown(format!("product {} of order {}", line.sku, order.id)))?;
        let sum = line_sum(policy, line.net, line.quantity).map_err(overflow)?;
        if line.discount > sum {
            let fact = format!("discount of {} in order {}", line.sku, order.id);
            return Err(unknown(fact));
        }
        off.push((index, line.discount));
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
            sum: Some(sum),
            allocations: Vec::new(),
            extra: Vec::new(),
        });
    }
    let mut findings = Findings::default();
    let totals = totals::sum(policy, mode, &facts.products, (&goods, &off), &mut findings);
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
        (None, totals) => totals
            .map(|totals| Goods {
                gross: totals.sums.gross,
                taxes: taxes(policy, mode, &facts.products, lines),
            })
            .map_err(overflow),
    }
}

/// The tax of every one of `lines` that costs something. One whose tax is not known is left out; whoever sums
/// them up finds it.
pub(super) fn taxes(
    policy: &Policy,
    mode: TaxMode,
    products: &Products,
    lines: &[OrderLine],
) -> Vec<LineTax> {
    let tax = |(index, line): (u32, &OrderLine)| {
        let product = products.items.iter().find(|it| it.sku == line.sku)?;
        let class = entry(&products.tax_classes, product.tax_class)?;
        let rate = tax::rate(policy, mode, class)?;
        Some(LineTax {
            line: index,
            class: class.clone(),
            rate: rate.0,
        })
    };
    (0u32..)
        .zip(lines)
        .filter(|(_, line)| !line.net.is_zero())
        .filter_map(tax)
        .collect()
}

/// Facts that contradict the order.
pub(super) fn unknown(fact: String) -> Box<Finding> {
    let mut finding = contradictory(Subject::Document, fact);
    finding.stage = Stage::Edit;
    Box::new(finding)
}
