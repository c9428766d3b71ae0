//! The paper with which a client collects reserved goods himself, through the gates of shipping.
//!
//! Every order it gathers must pass; one that does not is named, and leaving it out lets the others go.
//!
//! Requirement: R35, R29, B8.

use crate::cart::overflow;
use crate::domain::number::{add, mul};
use crate::domain::{
    Buyer, Context, Contract, Day, EventKind, FactGroup, FactRef, Finding, Findings, Number, Order,
    Outcome, Overflow, Products, Rate, Receivables, Stage, Subject, Verdict, WaybillRequest,
};
use crate::policy::{Policy, Supplier, WaybillRules};
use crate::rules::contract_choice;
use crate::rules::credit_gate::{self, AtHand, Debtor, Under};
use crate::rules::document_party::{self, Barred, contradiction};
use crate::rules::exchange::Exchange;
use crate::rules::{order_event, waybill_goods};

/// One article of a waybill.
#[derive(Debug, Clone)]
pub struct WaybillLine {
    /// Index into the product facts.
    pub product: u32,
    /// The article.
    pub sku: String,
    /// Over all orders.
    pub quantity: Number,
    /// By order.
    pub parts: Vec<(u32, Number)>,
}

/// What a client collects. Meaning and bounds: `wit/0.1.0/documents.wit`.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/documents.wit"
)]
pub struct Waybill {
    pub number: String,
    pub supplier: Supplier,
    pub entity: String,
    pub buyer: String,
    pub day: Day,
    pub orders: Vec<String>,
    pub lines: Vec<WaybillLine>,
    pub weight: Number,
    pub volume: Number,
    pub unmeasured: u32,
}

/// A waybill, decided.
#[derive(Debug, Clone)]
pub struct WaybillAnswer {
    /// At the stage ship.
    pub verdict: Verdict,
    /// None while something bars it.
    pub waybill: Option<Waybill>,
}

/// What a waybill rests on.
#[derive(Clone, Copy)]
pub struct WaybillFacts<'a> {
    /// The client.
    pub buyer: &'a Buyer,
    /// His.
    pub contracts: &'a [Contract],
    /// Of the orders' articles.
    pub products: &'a Products,
    /// None: not known.
    pub receivables: Option<&'a Receivables>,
    /// For debts in other currencies.
    pub rates: &'a [Rate],
    /// What is collected.
    pub orders: &'a [Order],
}

/// The waybill, or what bars it.
#[must_use]
pub fn waybill(
    policy: &Policy,
    context: &Context,
    facts: WaybillFacts<'_>,
    request: &WaybillRequest,
) -> WaybillAnswer {
    let mut findings = Findings::default();
    let made = document_party::made(
        policy,
        policy.papers.waybill.as_ref(),
        "waybill",
        Stage::Ship,
    );
    let decided = made.and_then(|(rules, supplier)| {
        let wish = Wish {
            policy,
            context,
            facts,
            request,
            rules,
        };
        wish.decide(supplier, &mut findings)
    });
    let waybill = match decided {
        Ok(waybill) => waybill,
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    let outcome = findings.outcome();
    WaybillAnswer {
        waybill: waybill.filter(|_| outcome <= Outcome::Adjust),
        verdict: Verdict {
            outcome,
            findings: findings.into_vec(),
            effects: Vec::new(),
            facts_used: used(facts),
        },
    }
}

struct Wish<'a> {
    policy: &'a Policy,
    context: &'a Context,
    facts: WaybillFacts<'a>,
    request: &'a WaybillRequest,
    rules: &'a WaybillRules,
}

impl Wish<'_> {
    fn decide(
        &self,
        supplier: &Supplier,
        findings: &mut Findings,
    ) -> Result<Option<Waybill>, Barred> {
        let whole = (Stage::Ship, Subject::Document);
        let WaybillFacts { buyer, orders, .. } = self.facts;
        document_party::own(self.context, &buyer.id, whole.0)?;
        for (at, order) in orders.iter().enumerate() {
            document_party::of_order(self.context, buyer, order, whole)?;
            if orders.iter().take(at).any(|other| other.id == order.id) {
                let fact = format!("order {} stands twice", order.id);
                return Err(contradiction(whole.0, whole.1, fact));
            }
        }
        if let Some(line) = self
            .request
            .reserved
            .iter()
            .find(|line| usize::try_from(line.order).map_or(true, |at| at >= orders.len()))
        {
            let fact = format!(
                "goods set aside for order {} of {}",
                line.order,
                orders.len()
            );
            return Err(contradiction(whole.0, whole.1, fact));
        }
        let mut waybill = Waybill {
            number: document_party::numbered(
                &self.rules.number,
                self.context.today,
                self.request.sequence,
            ),
            supplier: supplier.clone(),
            entity: buyer.entity.clone(),
            buyer: buyer.id.clone(),
            day: self.context.today,
            orders: orders.iter().map(|order| order.id.clone()).collect(),
            lines: Vec::new(),
            weight: Number::ZERO,
            volume: Number::ZERO,
            unmeasured: 0,
        };
        if orders.is_empty() {
            findings.push(waybill_goods::empty(Subject::Document));
        }
        for (index, order) in (0u32..).zip(orders) {
            let subject = Subject::Line(index);
            self.gates(order, subject, findings);
            if let Err(finding) = self.gather(&mut waybill, order, index, findings) {
                findings.push(*finding);
            }
        }
        match self.measure(&mut waybill) {
            Ok(()) => Ok(Some(waybill)),
            Err(Overflow) => Err(Box::new(overflow(whole.0, whole.1))),
        }
    }

    /// What bars shipping the order.
    fn gates(&self, order: &Order, subject: Subject, findings: &mut Findings) {
        let exchange = Exchange::new(
            self.policy,
            self.facts.rates,
            self.context.today,
            &order.currency,
        );
        let debtor = Debtor {
            context: self.context,
            entity: &order.entity,
            exchange: &exchange,
            paid_in_full: order.paid_in_full(),
            order: AtHand {
                id: Some(&order.id),
                under: contract_choice::of_order(
                    self.policy,
                    self.facts.contracts,
                    self.context.today,
                    order,
                )
                .map(Under::of),
                payable: order.due(),
                paid: order.paid,
            },
        };
        let mut say = |mut finding: Finding| {
            finding.subject = subject;
            findings.push(finding);
        };
        for gate in &self.policy.gates {
            match credit_gate::decide(gate, debtor, self.facts.receivables) {
                Ok(said) => said
                    .into_iter()
                    .filter(|finding| finding.stage == Stage::Ship)
                    .for_each(&mut say),
                Err(Overflow) if gate.stages.contains(&Stage::Ship) => {
                    say(overflow(Stage::Ship, subject));
                }
                Err(Overflow) => {}
            }
        }
        match crate::orders::at(&self.policy.life, &order.states) {
            None => {
                let step = order.states.step.clone().unwrap_or_default();
                say(*contradiction(Stage::Ship, subject, format!("step {step}")));
            }
            Some(at) => order_event::unmet(&self.policy.life, order, EventKind::Ship, at)
                .into_iter()
                .for_each(say),
        }
    }

    /// Adds the goods of one order.
    fn gather(
        &self,
        waybill: &mut Waybill,
        order: &Order,
        index: u32,
        findings: &mut Findings,
    ) -> Result<(), Barred> {
        let subject = Subject::Line(index);
        let at = (Stage::Ship, subject);
        let WaybillFacts {
            contracts,
            products,
            ..
        } = self.facts;
        let today = self.context.today;
        let (_, terms) = document_party::contract(self.policy, contracts, order, today, at)?;
        waybill_goods::by_client(self.rules, self.context, terms, subject)
            .into_iter()
            .for_each(|finding| findings.push(finding));
        let reserved: Vec<_> = self
            .request
            .reserved
            .iter()
            .filter(|line| line.order == index)
            .collect();
        for (sku, quantity) in waybill_goods::decide(order, self.context, &reserved, subject)? {
            let product = document_party::article(products, &sku, at)?;
            match waybill.lines.iter_mut().find(|line| line.sku == sku) {
                Some(line) => {
                    line.quantity = add(line.quantity, quantity)
                        .map_err(|Overflow| Box::new(overflow(at.0, at.1)))?;
                    line.parts.push((index, quantity));
                }
                None => waybill.lines.push(WaybillLine {
                    product,
                    sku,
                    quantity,
                    parts: vec![(index, quantity)],
                }),
            }
        }
        Ok(())
    }

    fn measure(&self, waybill: &mut Waybill) -> Result<(), Overflow> {
        for line in &waybill.lines {
            let at = usize::try_from(line.product).ok();
            let Some(product) = at.and_then(|at| self.facts.products.items.get(at)) else {
                continue;
            };
            let part = |one: Option<Number>| mul(one.unwrap_or_default(), line.quantity);
            waybill.weight = add(waybill.weight, part(product.weight)?)?;
            waybill.volume = add(waybill.volume, part(product.volume)?)?;
            if product.weight.is_none() || product.volume.is_none() {
                waybill.unmeasured = waybill.unmeasured.saturating_add(1);
            }
        }
        Ok(())
    }
}

fn used(facts: WaybillFacts<'_>) -> Vec<FactRef> {
    let group = |group| FactRef { group, index: 0 };
    let each = |group, index| FactRef { group, index };
    let ordered = |sku: &str| {
        let lines = facts.orders.iter().flat_map(|order| &order.lines);
        lines.into_iter().any(|line| line.sku == sku)
    };
    let mut used = vec![group(FactGroup::Buyer)];
    let contracts = (0u32..).zip(facts.contracts);
    used.extend(
        contracts
            .filter(|(_, contract)| contract.entity == facts.buyer.entity)
            .map(|(index, _)| each(FactGroup::Contracts, index)),
    );
    let products = (0u32..).zip(&facts.products.items);
    used.extend(
        products
            .filter(|(_, product)| ordered(&product.sku))
            .map(|(index, _)| each(FactGroup::Products, index)),
    );
    used.extend(facts.receivables.map(|_| group(FactGroup::Receivables)));
    used.extend(
        (0u32..)
            .zip(facts.rates)
            .map(|(index, _)| each(FactGroup::Rates, index)),
    );
    used.extend(
        (0u32..)
            .zip(facts.orders)
            .map(|(index, _)| each(FactGroup::Orders, index)),
    );
    used
}
