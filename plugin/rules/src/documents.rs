//! Documents: of a client in the modules below, and here for visitors: a demo invoice at public prices, reserving nothing.
//!
//! It takes the policy, the day and the products: neither buyer nor contracts nor stock
//! can be passed, so nobody's terms can show. Of the products' prices only the rows of
//! the public list are read; an article that this list does not price looks like an
//! unknown one.
//!
//! Requirement: R26, R50.

mod history;
mod invoice;
mod statement;
mod waybill;

pub use history::{HistoryAnswer, HistoryOrder, history};
pub use invoice::{Due, InvoiceAnswer, InvoiceStep, OrderInvoice, invoice};
pub use statement::{StatementAnswer, statement};
pub use waybill::{Waybill, WaybillAnswer, WaybillFacts, WaybillLine, waybill};

use chrono::Days;

use crate::cart::totals::{self, Totals};
use crate::cart::{Asked, CartLine, at, contradictory, line, overflow};
use crate::domain::number::{LIMIT, mul};
use crate::domain::{
    Action, Context, Day, DemoInvoiceRequest, Effect, FactGroup, FactRef, Finding, Findings,
    Notification, Number, Outcome, Overflow, Products, Stage, Subject, Verdict,
};
use crate::policy::{DemoInvoice, Policy, Supplier, TaxMode};
use crate::rules::catalogue_visible;
use crate::rules::price::{NoPrice, Price};
use crate::rules::price_list::Plan;
use crate::rules::product_lookup::{Found, Lookup};
use crate::rules::{document_party, invoice_off, order_minimum, quantity};

/// An invoice that can be paid.
#[derive(Debug, Clone)]
pub struct Invoice {
    /// As the policy numbers it.
    pub number: String,
    /// Who is to be paid.
    pub supplier: Supplier,
    /// The shop's currency.
    pub currency: String,
    /// Day of issue.
    pub issued: Day,
    /// Last day on which it may be paid.
    pub payable_until: Day,
    /// How public prices relate to tax.
    pub mode: TaxMode,
    /// What the lines add up to.
    pub totals: Totals,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct DemoLine {
    /// Index into the product facts; none: not on public offer.
    pub product: Option<u32>,
    /// As asked.
    pub sku: String,
    /// The worst of its findings.
    pub outcome: Outcome,
    /// What was asked.
    pub asked: Number,
    /// What is invoiced; never above what was asked.
    pub quantity: Number,
    /// None where no price could be decided.
    pub unit_price: Option<Number>,
    /// Price times quantity, rounded.
    pub sum: Option<Number>,
}

/// A demo invoice, decided.
#[derive(Debug, Clone)]
pub struct DemoInvoiceAnswer {
    /// For the document as a whole.
    pub verdict: Verdict,
    /// One a line of the request.
    pub lines: Vec<DemoLine>,
    /// None while something bars it.
    pub invoice: Option<Invoice>,
}

/// The invoice, or why there is none.
#[must_use]
pub fn demo_invoice(
    policy: &Policy,
    context: &Context,
    products: &Products,
    request: DemoInvoiceRequest,
) -> DemoInvoiceAnswer {
    let mut findings = Findings::default();
    let how = match invoice_off::decide(policy) {
        Ok(how) => how,
        Err(finding) => {
            findings.push(*finding);
            return answer(context, findings, Vec::new(), None);
        }
    };
    let sight = catalogue_visible::to_visitors(&policy.catalogue, &products.categories);
    let lookup = Lookup::new(&products.items, sight);
    let plan = Plan::public(
        &how.price_list,
        &policy.shop.currency,
        products,
        context.today,
    );
    let (asked, lines): (Vec<Asked>, Vec<CartLine>) = (0u32..)
        .zip(request.lines)
        .map(|(index, line)| {
            let asked = Asked {
                found: lookup.find(&line.sku),
                sku: line.sku,
                quantity: line.quantity,
                extra: Vec::new(),
            };
            let line = decide(
                policy,
                products,
                (&lookup, &plan),
                &asked,
                index,
                &mut findings,
            );
            (asked, line)
        })
        .unzip();
    if lines.iter().all(|line| line.accepted.is_zero()) {
        findings.push(order_minimum::empty());
    }
    let invoice = close(
        policy,
        how,
        context.today,
        request.sequence,
        products,
        &lines,
        &mut findings,
    );
    let invoice = match invoice {
        Ok(invoice) => Some(invoice),
        Err(Overflow) => {
            findings.push(overflow(Stage::Place, Subject::Document));
            None
        }
    };
    let lines = asked
        .into_iter()
        .zip(lines)
        .map(|(asked, line)| DemoLine {
            product: line.product,
            sku: asked.sku,
            outcome: line.outcome,
            asked: line.asked,
            quantity: line.accepted,
            unit_price: line.price.map(|price| price.net),
            sum: line.sum,
        })
        .collect();
    answer(context, findings, lines, invoice)
}

/// One line: article, quantity, public price.
fn decide(
    policy: &Policy,
    products: &Products,
    (lookup, plan): (&Lookup<'_>, &Plan),
    asked: &Asked,
    index: u32,
    findings: &mut Findings,
) -> CartLine {
    let mut line = CartLine {
        product: None,
        outcome: Outcome::Allow,
        asked: asked.quantity,
        visible: None,
        accepted: Number::ZERO,
        price: None,
        sum: None,
        allocations: Vec::new(),
        extra: Vec::new(),
    };
    // A line of nothing is a removed one, as in a cart.
    if asked.quantity.is_zero() {
        return line;
    }
    if let Err(finding) = price(
        policy,
        products,
        (lookup, plan),
        asked,
        index,
        &mut line,
        findings,
    ) {
        line.outcome = line.outcome.max(finding.outcome);
        line.accepted = Number::ZERO;
        findings.push(*finding);
    }
    line
}

fn price(
    policy: &Policy,
    products: &Products,
    (lookup, plan): (&Lookup<'_>, &Plan),
    asked: &Asked,
    index: u32,
    line: &mut CartLine,
    findings: &mut Findings,
) -> Result<(), Box<Finding>> {
    let subject = Subject::Line(index);
    let too_large = |Overflow| Box::new(overflow(Stage::Place, subject));
    let no_price = |error| Box::new(line::no_price(error, subject, &asked.sku, index));
    let public = |product: &&crate::domain::Product| {
        let listed = |list| {
            plan.claims
                .iter()
                .any(|claim| claim.list == list && claim.in_force)
        };
        product.prices.iter().any(|row| listed(row.price_list))
    };
    // Two products under one hidden article are as unknown as one.
    let mut same = products.items.iter().filter(|other| other.sku == asked.sku);
    if asked.found == Found::Twice && !same.any(|product| public(&product)) {
        return Err(Box::new(line::unknown(lookup, asked, index)));
    }
    let found = line::find(lookup, asked, index)?;
    // What only clients may buy looks like what nobody can, whatever else is wrong with it.
    let product = products
        .items
        .get(at(found))
        .filter(public)
        .ok_or_else(|| Box::new(line::unknown(lookup, asked, index)))?;
    line.product = Some(found);
    if let Some(finding) = line::invalid(product, asked, index) {
        return Err(Box::new(finding));
    }
    // No stock is passed, so none takes anything away.
    let taken = quantity::decide(product, asked.quantity, asked.quantity).map_err(too_large)?;
    for finding in line::about_quantity(
        product,
        asked,
        index,
        &taken,
        LIMIT,
        line::Arrival::default(),
    ) {
        line.outcome = line.outcome.max(finding.outcome);
        findings.push(finding);
    }
    let wanted = if taken.accepted.is_zero() {
        asked.quantity
    } else {
        taken.accepted
    };
    let won = plan
        .decide(product, products, wanted)
        .map_err(|wrong| Box::new(contradictory(subject, wrong.fact)))?
        .ok_or_else(|| no_price(NoPrice::Missing))?;
    let net = policy
        .shop
        .unit_price
        .apply(won.row.amount)
        .map_err(too_large)?;
    let sum = mul(net, taken.accepted)
        .and_then(|sum| policy.shop.sum.apply(sum))
        .map_err(too_large)?;
    line.accepted = taken.accepted;
    line.sum = Some(sum);
    line.price = Some(Price {
        price_list: won.claim.list,
        list_price: won.first.amount,
        net,
        next_break: None,
        steps: Vec::new(),
        candidates: Vec::new(),
    });
    Ok(())
}

/// The document around the lines.
fn close(
    policy: &Policy,
    how: &DemoInvoice,
    today: Day,
    sequence: u32,
    products: &Products,
    lines: &[CartLine],
    findings: &mut Findings,
) -> Result<Invoice, Overflow> {
    let payable_until = today
        .checked_add_days(Days::new(how.valid_for.into()))
        .ok_or(Overflow)?;
    let number = document_party::numbered(&how.number, today, sequence);
    Ok(Invoice {
        number,
        supplier: how.supplier.clone(),
        currency: policy.shop.currency.clone(),
        issued: today,
        payable_until,
        mode: how.tax,
        totals: totals::sum(policy, how.tax, products, (lines, &[]), findings)?,
    })
}

fn answer(
    context: &Context,
    findings: Findings,
    lines: Vec<DemoLine>,
    invoice: Option<Invoice>,
) -> DemoInvoiceAnswer {
    let outcome = findings.outcome();
    let invoice = invoice.filter(|_| outcome <= Outcome::Adjust);
    let effects = invoice.iter().map(|_| Effect {
        key: format!("{}#0", context.request_id),
        action: Action::Notify(Notification::new("visitor", "demo-invoice")),
    });
    let mut used: Vec<u32> = lines.iter().filter_map(|line| line.product).collect();
    used.sort_unstable();
    used.dedup();
    let verdict = Verdict {
        outcome,
        findings: findings.into_vec(),
        effects: effects.collect(),
        facts_used: used
            .into_iter()
            .map(|index| FactRef {
                group: FactGroup::Products,
                index,
            })
            .collect(),
    };
    DemoInvoiceAnswer {
        verdict,
        lines,
        invoice,
    }
}

#[cfg(test)]
mod tests;
