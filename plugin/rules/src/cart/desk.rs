//! What every line of one decision shares: look-ups, prices, stock still to be had.

use super::{CartLine, contradictory, overflow};
use crate::domain::{
    Batch, Context, Day, Detail, Edit, FactGroup, FactRef, Facts, Finding, Findings, Number,
    Outcome, Product, ProductStock, Remedy, Stage, Subject, Value,
};
use crate::policy::Policy;
use crate::rules::catalogue_visible;
use crate::rules::contract_choice::Chosen;
use crate::rules::exchange::{self, Exchange};
use crate::rules::price::Pricing;
use crate::rules::product_lookup::Lookup;
use crate::rules::register;
use crate::rules::stock_visible::{self, NotVisible, Visible};

/// The shared state of one decision.
pub struct Desk<'a> {
    /// The policy.
    pub policy: &'a Policy,
    facts: &'a Facts,
    lookup: Lookup<'a>,
    /// None where no contract could be chosen, or the turnover overflowed.
    pub pricing: Option<Pricing<'a>>,
    warehouses: Vec<u32>,
    today: Day,
    /// Position in the stock facts, by product.
    stock_of: Vec<StockAt>,
    /// What is left of a product, by product, once it was asked for. Empty until one is.
    visible: Vec<Option<Visible>>,
}

#[derive(Debug, Clone, Copy)]
enum StockAt {
    Nowhere,
    At(usize),
    Twice,
}

/// Index of a vector, from a reference of the contract.
pub(crate) fn at(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

impl<'a> Desk<'a> {
    /// Sets the desk for one decision.
    #[must_use]
    pub fn new(
        policy: &'a Policy,
        context: &'a Context,
        facts: &'a Facts,
        (chosen, exchange): (Option<Chosen<'a>>, &Exchange<'_>),
        far: &[String],
        detail: Detail,
        findings: &mut Findings,
    ) -> Self {
        let pricing = chosen.and_then(|chosen| {
            match Pricing::new(policy, facts, chosen, context.today, exchange, detail) {
                Ok(pricing) => {
                    if let Some((grid, no_rate)) = &pricing.missing {
                        let setting = format!("grid[{}].steps", grid.id);
                        findings.push(exchange::finding(exchange, no_rate, setting));
                    }
                    Some(pricing)
                }
                Err(_) => {
                    findings.push(overflow(Stage::Place, Subject::Document));
                    None
                }
            }
        });
        let mut stock_of = vec![StockAt::Nowhere; facts.products.items.len()];
        for (position, stock) in facts.stock.items.iter().enumerate() {
            if let Some(entry) = stock_of.get_mut(at(stock.product)) {
                *entry = match entry {
                    StockAt::Nowhere => StockAt::At(position),
                    StockAt::At(_) | StockAt::Twice => StockAt::Twice,
                };
            }
        }
        Self {
            policy,
            facts,
            lookup: Lookup::new(
                &facts.products.items,
                catalogue_visible::decide(
                    &policy.catalogue,
                    facts,
                    chosen.map(|chosen| chosen.contract),
                    findings,
                ),
            ),
            pricing,
            warehouses: drawing_order(facts, far, findings),
            today: context.today,
            stock_of,
            visible: Vec::new(),
        }
    }

    /// Articles.
    #[must_use]
    pub fn lookup(&self) -> &Lookup<'a> {
        &self.lookup
    }

    /// The product of an index.
    #[must_use]
    pub fn product(&self, index: u32) -> Option<&'a Product> {
        self.facts.products.items.get(at(index))
    }

    /// The stock facts of a product.
    #[must_use]
    pub fn stock(&self, index: u32) -> Option<&'a ProductStock> {
        match self.stock_of.get(at(index)) {
            Some(StockAt::At(position)) => self.facts.stock.items.get(*position),
            _ => None,
        }
    }

    /// The next batch of a product; none where none is known, or its day is past.
    #[must_use]
    pub fn next_batch(&self, index: u32) -> Option<Batch> {
        let batch = self.stock(index)?.next_batch?;
        (batch.date >= self.today).then_some(batch)
    }

    /// The tier that the turnover reached.
    #[must_use]
    pub fn tier(&self) -> Option<String> {
        self.pricing
            .as_ref()
            .and_then(|pricing| pricing.tier)
            .map(|tier| tier.id.clone())
    }

    /// What this client is shown of a product, where nothing will be taken; none where that can't be said.
    #[must_use]
    pub fn shown(&self, index: u32) -> Option<Number> {
        let (product, stock) = (self.product(index)?, self.stock(index)?);
        stock_visible::total(
            &self.policy.stock.show,
            stock,
            &self.warehouses,
            product.unit_scale,
        )
        .ok()
    }

    /// What is left of a product to this client, or why that can't be said.
    ///
    /// # Errors
    /// The finding to report about `subject`.
    pub fn visible(&mut self, index: u32, subject: Subject) -> Result<&mut Visible, Box<Finding>> {
        let unknown = |sku: &str| {
            Finding::new(
                stock_visible::UNKNOWN,
                Outcome::Indeterminate,
                Stage::Place,
                subject,
            )
            .with("article", Value::Text(sku.to_owned()))
            .remedy(Remedy::Contact("rep"))
        };
        let product = self.product(index).ok_or_else(|| Box::new(unknown("")))?;
        if self.visible.is_empty() {
            self.visible = vec![None; self.facts.products.items.len()];
        }
        if matches!(self.visible.get(at(index)), Some(None)) {
            let stock = match self.stock_of.get(at(index)) {
                Some(StockAt::At(position)) => self.facts.stock.items.get(*position),
                Some(StockAt::Twice) => {
                    return Err(Box::new(contradictory(
                        subject,
                        format!("two stock entries of product {}", product.sku),
                    )));
                }
                Some(StockAt::Nowhere) | None => None,
            };
            let stock = stock.ok_or_else(|| Box::new(unknown(&product.sku)))?;
            let decided = stock_visible::decide(
                &self.policy.stock.show,
                stock,
                &self.warehouses,
                product.unit_scale,
            );
            let visible = decided.map_err(|error| {
                Box::new(match error {
                    NotVisible::Contradictory => {
                        contradictory(subject, format!("stock of product {}", product.sku))
                    }
                    NotVisible::Overflow => overflow(Stage::Place, subject),
                })
            })?;
            if let Some(entry) = self.visible.get_mut(at(index)) {
                *entry = Some(visible);
            }
        }
        self.visible
            .get_mut(at(index))
            .and_then(Option::as_mut)
            .ok_or_else(|| Box::new(unknown(&product.sku)))
    }

    /// What the decision rests on, by group, then index.
    #[must_use]
    pub fn facts_used(
        &self,
        contract: Option<u32>,
        lines: &[CartLine],
        rates: &[u32],
    ) -> Vec<FactRef> {
        let mut used = vec![FactRef {
            group: FactGroup::Buyer,
            index: 0,
        }];
        used.extend(contract.map(|index| FactRef {
            group: FactGroup::Contracts,
            index,
        }));
        let mut products: Vec<u32> = lines.iter().filter_map(|line| line.product).collect();
        if !products.is_sorted() {
            products.sort_unstable();
        }
        products.dedup();
        used.extend(products.iter().map(|index| FactRef {
            group: FactGroup::Products,
            index: *index,
        }));
        let stock = products
            .iter()
            .filter_map(|index| match self.stock_of.get(at(*index)) {
                Some(StockAt::At(position)) => u32::try_from(*position).ok(),
                _ => None,
            });
        used.extend(stock.map(|index| FactRef {
            group: FactGroup::Stock,
            index,
        }));
        if self.facts.receivables.is_some() && !self.policy.gates.is_empty() {
            used.push(FactRef {
                group: FactGroup::Receivables,
                index: 0,
            });
        }
        used.extend(rates.iter().map(|index| FactRef {
            group: FactGroup::Rates,
            index: *index,
        }));
        used
    }

    /// The far warehouses among what a line draws on, by name.
    pub(super) fn far(
        &self,
        allocations: &[(u32, Number)],
    ) -> impl Iterator<Item = (&'a str, Number)> {
        let (home, names) = (home(self.facts), &self.facts.stock.warehouses);
        let far = allocations.iter().filter(move |(index, _)| *index != home);
        far.filter_map(|(index, quantity)| Some((names.get(at(*index))?.as_str(), *quantity)))
    }
}

/// The client's home warehouse: his own, else the first.
fn home(facts: &Facts) -> u32 {
    facts.buyer.home_warehouse.unwrap_or(0)
}

/// The warehouses that count: home first, then the far ones the buyer chose, in the facts' order.
fn drawing_order(facts: &Facts, far: &[String], findings: &mut Findings) -> Vec<u32> {
    let home = home(facts);
    let mut order = Vec::new();
    if at(home) < facts.stock.warehouses.len() {
        order.push(home);
    }
    let chosen = (0u32..)
        .zip(&facts.stock.warehouses)
        .filter(|(index, name)| *index != home && far.contains(name));
    order.extend(chosen.map(|(index, _)| index));
    for name in far
        .iter()
        .filter(|name| !facts.stock.warehouses.contains(name))
    {
        findings.push(
            Finding::new(
                register::WAREHOUSE_UNKNOWN,
                Outcome::Block,
                Stage::Place,
                Subject::Document,
            )
            .with("warehouse", Value::Text(name.clone()))
            .remedy(Remedy::Edit(Edit {
                field: "warehouses",
                line: None,
                to: None,
            })),
        );
    }
    order
}

impl Desk<'_> {
    /// Takes `quantity` of a product, in drawing order.
    pub(super) fn take(&mut self, index: u32, quantity: Number) -> Vec<(u32, Number)> {
        let visible = self.visible.get_mut(at(index)).and_then(Option::as_mut);
        visible
            .and_then(|visible| visible.take(quantity).ok())
            .unwrap_or_default()
    }
}
