//! A unit price, from list to net, with every step.
//!
//! list → quantity break → tier → payment terms → the contract's own discount → grids
//! by quantity, line sum, order sum → rounding. Steps are exact to six decimals; only
//! the last one rounds as `[shop] unit_price` says.
//!
//! Requirement: R10 to R13, R17, B1. Facts: buyer, contracts, products.

use super::exchange::{Conversion, Exchange, NoRate};
use super::price_grid::{self, Applied};
use super::price_list::{self, Contradiction, Fared, Origin, Plan, Won};
use super::price_tier;
use crate::domain::number::{Change, change_by, mul};
use crate::domain::{
    Contract, Day, Detail, Number, Overflow, Percent, Product, Products, Rounding,
};
use crate::policy::{Grid, GridBy, Policy, Strategy, Terms, Tier};
use crate::rules::contract_choice::Chosen;

mod next;
#[cfg(test)]
mod tests;

/// Code of the step for payment terms and the contract's own discount.
pub const CONTRACT: &str = "price.contract";
/// Code of the last step.
pub const ROUND: &str = "price.round";

/// One step of a price.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Code of the step.
    pub code: &'static str,
    /// The setting that decided.
    pub setting: String,
    /// The percentage applied, negative for a discount.
    pub percent: Option<Number>,
    /// Before.
    pub before: Number,
    /// After.
    pub after: Number,
}

/// How a list that was considered fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimResult {
    /// It prices the product.
    Won,
    /// Another list won.
    Outranked,
    /// It has no price for the product.
    NoPrice,
    /// All its breaks lie above the quantity.
    BelowFirstBreak,
    /// Not in force, or in another currency.
    NotInForce,
}

/// A list that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index into the price list facts.
    pub price_list: u32,
    /// Who put it forward.
    pub setting: String,
    /// Its price at the quantity.
    pub amount: Option<Number>,
    /// How it fared.
    pub claim: ClaimResult,
}

/// The next quantity break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextBreak {
    /// From this quantity on.
    pub from_quantity: Number,
    /// Net unit price there.
    pub net: Number,
}

/// A unit price.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// Index into the price list facts.
    pub price_list: u32,
    /// The list's price at its lowest break.
    pub list_price: Number,
    /// Rounded as the policy says.
    pub net: Number,
    /// From how much on a unit costs less; none: it gets no cheaper.
    pub next_break: Option<NextBreak>,
    /// Empty unless asked for.
    pub steps: Vec<Step>,
    /// Empty unless asked for.
    pub candidates: Vec<Candidate>,
}

/// Why a product has no price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPrice {
    /// No list prices this quantity.
    Missing,
    /// Facts contradict each other.
    Contradictory(String),
    /// A number left its range.
    Overflow,
}

impl From<Overflow> for NoPrice {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl From<Contradiction> for NoPrice {
    fn from(contradiction: Contradiction) -> Self {
        Self::Contradictory(contradiction.fact)
    }
}

/// Everything about a client's prices that does not depend on the product.
pub struct Pricing<'a> {
    products: &'a Products,
    chosen: Chosen<'a>,
    plan: Plan,
    /// No more than one list is in force.
    one_list: bool,
    /// The tier that the turnover reached.
    pub tier: Option<&'a Tier>,
    /// What changes every price, in its order: why, and by how much.
    reasons: Vec<Reason<'a>>,
    changes: Vec<Change>,
    /// The grids in force.
    by_quantity: Vec<&'a Grid>,
    by_line_sum: Vec<&'a Grid>,
    by_order_sum: Vec<&'a Grid>,
    /// How the sums of grids meet the contract's currency. Where no rate counts there are no grids by a sum.
    sums: Conversion,
    same: Conversion,
    /// A grid by a sum that can't be compared, and why.
    pub missing: Option<(&'a Grid, NoRate)>,
    rounding: Rounding,
    detail: Detail,
}

/// Why every price under a contract changes.
#[derive(Debug, Clone, Copy)]
enum Reason<'a> {
    Tier(&'a Tier),
    Surcharge(&'a Terms),
    TermsDiscount(&'a Terms),
    ContractDiscount(&'a Contract),
}

impl Reason<'_> {
    fn code(self) -> &'static str {
        match self {
            Self::Tier(_) => price_tier::CODE,
            Self::Surcharge(_) | Self::TermsDiscount(_) | Self::ContractDiscount(_) => CONTRACT,
        }
    }

    /// Path of the setting or fact that decided.
    fn setting(self) -> String {
        match self {
            Self::Tier(tier) => format!("tier[{}].discount", tier.id),
            Self::Surcharge(terms) => format!("contract.{}.surcharge", terms.id),
            Self::TermsDiscount(terms) => format!("contract.{}.discount", terms.id),
            Self::ContractDiscount(contract) => format!("fact contract {}", contract.id),
        }
    }
}

/// What changes every price: tier, terms, the contract's own discount.
fn reasons<'a>(
    tier: Option<&'a Tier>,
    chosen: Chosen<'a>,
) -> impl Iterator<Item = (Reason<'a>, Change)> {
    let (terms, contract) = (chosen.terms, chosen.contract);
    [
        tier.map(|tier| (Reason::Tier(tier), negated(tier.discount.0))),
        terms
            .surcharge
            .map(|surcharge| (Reason::Surcharge(terms), surcharge.0)),
        terms
            .discount
            .map(|discount| (Reason::TermsDiscount(terms), negated(discount.0))),
        contract
            .discount
            .map(|discount| (Reason::ContractDiscount(contract), negated(discount))),
    ]
    .into_iter()
    .flatten()
    .map(|(reason, percent)| (reason, Change::new(Percent(percent))))
}

/// A price before the grid by order sum and before rounding.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    won: Won<'a>,
    unit: Number,
    steps: Vec<Step>,
    product: &'a Product,
    quantity: Number,
}

impl Draft<'_> {
    /// The unit price so far.
    #[must_use]
    pub fn unit(&self) -> Number {
        self.unit
    }
}

impl<'a> Pricing<'a> {
    /// The client's prices under one contract on one day.
    ///
    /// # Errors
    /// [`Overflow`] in the turnover.
    pub fn new(
        policy: &'a Policy,
        facts: &'a crate::domain::Facts,
        chosen: Chosen<'a>,
        today: Day,
        exchange: &Exchange<'_>,
        detail: Detail,
    ) -> Result<Self, Overflow> {
        let grids = |by| price_grid::of(policy, chosen.terms, today, by);
        let by_sum = [GridBy::LineSum, GridBy::OrderSum]
            .into_iter()
            .find_map(|by| grids(by).next());
        // Without a grid by a sum no rate is looked up, and none counts as used.
        let (sums, missing) = match by_sum.map(|grid| (grid, exchange.shop_sums())) {
            None => (None, None),
            Some((_, Ok(sums))) => (Some(sums), None),
            Some((grid, Err(no_rate))) => (None, Some((grid, no_rate))),
        };
        let by_a_sum = |by| match sums {
            Some(_) => grids(by).collect(),
            None => Vec::new(),
        };
        let tier = price_tier::decide(policy, &facts.buyer, today)?;
        let (reasons, changes) = reasons(tier, chosen).unzip();
        let plan = Plan::new(policy, chosen, &facts.buyer, &facts.products, today);
        Ok(Self {
            products: &facts.products,
            chosen,
            one_list: plan.claims.iter().filter(|claim| claim.in_force).count() <= 1,
            plan,
            tier,
            reasons,
            changes,
            by_quantity: grids(GridBy::Quantity).collect(),
            by_line_sum: by_a_sum(GridBy::LineSum),
            by_order_sum: by_a_sum(GridBy::OrderSum),
            sums: sums.unwrap_or_else(|| exchange.same()),
            same: exchange.same(),
            missing,
            rounding: policy.shop.unit_price,
            detail,
        })
    }

    /// The unit price of `quantity` of `product`, up to the grid by order sum.
    ///
    /// # Errors
    /// [`NoPrice`].
    pub fn draft(&'a self, product: &'a Product, quantity: Number) -> Result<Draft<'a>, NoPrice> {
        let won = self
            .plan
            .decide(product, self.products, quantity)?
            .ok_or(NoPrice::Missing)?;
        let mut steps = Vec::new();
        let unit = if self.explains() {
            self.first_steps(won, &mut steps);
            self.step_down(won.row.amount, quantity, Some(&mut steps))?
        } else {
            self.step_down(won.row.amount, quantity, None)?
        };
        Ok(Draft {
            won,
            unit,
            steps,
            product,
            quantity,
        })
    }

    /// The list's price, and its quantity break.
    fn first_steps(&self, won: Won<'_>, steps: &mut Vec<Step>) {
        let list = won.first.amount;
        let mut keep = |code, after| {
            steps.push(Step {
                code,
                setting: self.origin(won.claim.origin),
                percent: None,
                before: list,
                after,
            });
        };
        keep(price_list::LIST, list);
        if won.row.from_quantity != won.first.from_quantity {
            keep(price_list::BREAK, won.row.amount);
        }
    }

    /// The steps behind the list: tier, terms, contract, grids by quantity and line sum.
    fn step_down(
        &self,
        amount: Number,
        quantity: Number,
        mut steps: Option<&mut Vec<Step>>,
    ) -> Result<Number, Overflow> {
        let mut unit = match steps.as_deref_mut() {
            None => Change::all(&self.changes, amount)?,
            Some(steps) => self.explained(amount, steps)?,
        };
        for grid in &self.by_quantity {
            if let Some(applied) = price_grid::decide(grid, quantity, &self.same)? {
                unit = applied.to(unit, steps.as_deref_mut())?;
            }
        }
        for grid in &self.by_line_sum {
            if let Some(applied) = price_grid::decide(grid, mul(unit, quantity)?, &self.sums)? {
                unit = applied.to(unit, steps.as_deref_mut())?;
            }
        }
        Ok(unit)
    }

    /// What changes every price, each change with its step.
    fn explained(&self, amount: Number, steps: &mut Vec<Step>) -> Result<Number, Overflow> {
        let mut changes = self.reasons.iter().zip(&self.changes);
        changes.try_fold(amount, |before, (reason, change)| {
            let after = change.apply(before)?;
            steps.push(Step {
                code: reason.code(),
                setting: reason.setting(),
                percent: Some(change.percent().0),
                before,
                after,
            });
            Ok(after)
        })
    }

    /// Whether prices come with their steps.
    #[must_use]
    pub fn explains(&self) -> bool {
        self.detail == Detail::Waterfall
    }

    /// The grids by order sum that `sum` reaches.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn order_grids(&self, sum: Number) -> Result<Vec<Applied<'a>>, Overflow> {
        self.by_order_sum
            .iter()
            .filter_map(|grid| price_grid::decide(grid, sum, &self.sums).transpose())
            .collect()
    }

    /// The price, with the grids by order sum and rounding.
    ///
    /// # Errors
    /// [`NoPrice::Overflow`].
    pub fn finish(
        &self,
        mut draft: Draft<'_>,
        order_grids: &[Applied<'_>],
    ) -> Result<Price, NoPrice> {
        let explain = self.explains();
        let steps = explain.then_some(&mut draft.steps);
        let net = self.close(draft.unit, order_grids, steps)?;
        let next_break = self.next_break(&draft, net, order_grids)?;
        let Draft {
            won,
            steps,
            product,
            quantity,
            ..
        } = draft;
        let candidates = if explain {
            self.candidates(product, quantity, won)?
        } else {
            Vec::new()
        };
        Ok(Price {
            price_list: won.claim.list,
            list_price: won.first.amount,
            net,
            next_break,
            steps,
            candidates,
        })
    }

    fn close(
        &self,
        mut unit: Number,
        order_grids: &[Applied<'_>],
        mut steps: Option<&mut Vec<Step>>,
    ) -> Result<Number, Overflow> {
        for applied in order_grids {
            unit = applied.to(unit, steps.as_deref_mut())?;
        }
        let net = self.rounding.apply(unit)?;
        if let Some(steps) = steps
            && net != unit
        {
            steps.push(Step {
                code: ROUND,
                setting: "shop.unit_price".to_owned(),
                percent: None,
                before: unit,
                after: net,
            });
        }
        Ok(net)
    }

    fn candidates(
        &self,
        product: &Product,
        quantity: Number,
        won: Won<'_>,
    ) -> Result<Vec<Candidate>, Contradiction> {
        self.plan
            .claims
            .iter()
            .map(|claim| {
                let (amount, result) =
                    match self.plan.fare(claim, product, self.products, quantity)? {
                        Fared::Priced(_) if claim.list == won.claim.list => {
                            (Some(won.row.amount), ClaimResult::Won)
                        }
                        Fared::Priced(other) => (Some(other.row.amount), ClaimResult::Outranked),
                        Fared::BelowFirstBreak(_) => (None, ClaimResult::BelowFirstBreak),
                        Fared::NoPrice => (None, ClaimResult::NoPrice),
                        Fared::NotInForce => (None, ClaimResult::NotInForce),
                    };
                Ok(Candidate {
                    price_list: claim.list,
                    setting: self.origin(claim.origin),
                    amount,
                    claim: result,
                })
            })
            .collect()
    }

    /// Who put a list forward, as a path.
    fn origin(&self, origin: Origin) -> String {
        match origin {
            Origin::Contract => format!("fact contract {}", self.chosen.contract.id),
            Origin::Client => "fact buyer".to_owned(),
            Origin::Terms => format!("contract.{}.price_list", self.chosen.terms.id),
            Origin::Fallback => "price.fallback".to_owned(),
        }
    }

    /// The strategy, for messages.
    #[must_use]
    pub fn strategy(&self) -> Strategy {
        self.plan.strategy
    }
}

impl Applied<'_> {
    /// `before` with the step's discount, and a step of the waterfall that says so.
    fn to(&self, before: Number, steps: Option<&mut Vec<Step>>) -> Result<Number, Overflow> {
        let percent = negated(self.step.discount.0);
        let after = change_by(before, Percent(percent))?;
        if let Some(steps) = steps {
            steps.push(Step {
                code: price_grid::CODE,
                setting: self.setting(),
                percent: Some(percent),
                before,
                after,
            });
        }
        Ok(after)
    }
}

/// A discount as a negative percentage; zero stays zero.
fn negated(percent: Number) -> Number {
    let mut negated = percent;
    negated.set_sign_negative(!percent.is_zero());
    negated
}
