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
use crate::domain::number::{change_by, mul};
use crate::domain::{Day, Detail, Number, Overflow, Percent, Product, Products};
use crate::policy::{Grid, GridBy, Policy, Strategy, Tier};
use crate::rules::contract_choice::Chosen;

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
    /// None where the list has no higher break.
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
    policy: &'a Policy,
    products: &'a Products,
    chosen: Chosen<'a>,
    today: Day,
    plan: Plan,
    /// The tier that the turnover reached.
    pub tier: Option<&'a Tier>,
    /// How the sums of grids meet the contract's currency; none where no rate counts.
    sums: Option<Conversion>,
    same: Conversion,
    /// A grid by a sum that can't be compared, and why.
    pub missing: Option<(&'a Grid, NoRate)>,
    detail: Detail,
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
        let by_sum = [GridBy::LineSum, GridBy::OrderSum]
            .into_iter()
            .find_map(|by| price_grid::of(policy, chosen.terms, today, by).next());
        // Without a grid by a sum no rate is looked up, and none counts as used.
        let (sums, missing) = match by_sum.map(|grid| (grid, exchange.shop_sums())) {
            None => (None, None),
            Some((_, Ok(sums))) => (Some(sums), None),
            Some((grid, Err(no_rate))) => (None, Some((grid, no_rate))),
        };
        Ok(Self {
            policy,
            products: &facts.products,
            chosen,
            today,
            plan: Plan::new(policy, chosen, &facts.buyer, &facts.products, today),
            tier: price_tier::decide(policy, &facts.buyer, today)?,
            sums,
            same: exchange.same(),
            missing,
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
        let unit = self.step_down(
            won.row.amount,
            quantity,
            &mut |step| steps.push(step()),
            won,
        )?;
        Ok(Draft {
            won,
            unit,
            steps,
            product,
            quantity,
        })
    }

    /// The steps behind the list: tier, terms, contract, grids by quantity and line sum.
    fn step_down(
        &self,
        amount: Number,
        quantity: Number,
        keep: &mut dyn FnMut(&dyn Fn() -> Step),
        won: Won<'_>,
    ) -> Result<Number, Overflow> {
        let explain = self.detail == Detail::Waterfall;
        if explain {
            let first = won.first.amount;
            keep(&|| Step {
                code: price_list::LIST,
                setting: self.origin(won.claim.origin),
                percent: None,
                before: first,
                after: first,
            });
            if won.row.from_quantity != won.first.from_quantity {
                keep(&|| Step {
                    code: price_list::BREAK,
                    setting: self.origin(won.claim.origin),
                    percent: None,
                    before: first,
                    after: amount,
                });
            }
        }
        let mut unit = amount;
        let mut apply = |unit: &mut Number,
                         code: &'static str,
                         percent: Number,
                         setting: &dyn Fn() -> String|
         -> Result<(), Overflow> {
            let before = *unit;
            *unit = change_by(before, Percent(percent))?;
            let after = *unit;
            if explain {
                keep(&|| Step {
                    code,
                    setting: setting(),
                    percent: Some(percent),
                    before,
                    after,
                });
            }
            Ok(())
        };
        if let Some(tier) = self.tier {
            apply(
                &mut unit,
                price_tier::CODE,
                negated(tier.discount.0),
                &|| format!("tier[{}].discount", tier.id),
            )?;
        }
        let terms = self.chosen.terms;
        if let Some(surcharge) = terms.surcharge {
            apply(&mut unit, CONTRACT, surcharge.0, &|| {
                format!("contract.{}.surcharge", terms.id)
            })?;
        }
        if let Some(discount) = terms.discount {
            apply(&mut unit, CONTRACT, negated(discount.0), &|| {
                format!("contract.{}.discount", terms.id)
            })?;
        }
        if let Some(discount) = self.chosen.contract.discount {
            apply(&mut unit, CONTRACT, negated(discount), &|| {
                format!("fact contract {}", self.chosen.contract.id)
            })?;
        }
        for grid in price_grid::of(self.policy, terms, self.today, GridBy::Quantity) {
            if let Some(applied) = price_grid::decide(grid, quantity, &self.same)? {
                apply(
                    &mut unit,
                    price_grid::CODE,
                    negated(applied.step.discount.0),
                    &|| applied.setting(),
                )?;
            }
        }
        for (grid, sums) in self.grids_by(GridBy::LineSum) {
            if let Some(applied) = price_grid::decide(grid, mul(unit, quantity)?, sums)? {
                apply(
                    &mut unit,
                    price_grid::CODE,
                    negated(applied.step.discount.0),
                    &|| applied.setting(),
                )?;
            }
        }
        Ok(unit)
    }

    /// The grids by a sum; none where no rate lets them be compared.
    fn grids_by(&self, by: GridBy) -> impl Iterator<Item = (&'a Grid, &Conversion)> {
        self.sums.iter().flat_map(move |sums| {
            price_grid::of(self.policy, self.chosen.terms, self.today, by)
                .map(move |grid| (grid, sums))
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
        self.grids_by(GridBy::OrderSum)
            .filter_map(|(grid, sums)| price_grid::decide(grid, sum, sums).transpose())
            .collect()
    }

    /// The price, with the grids by order sum and rounding.
    ///
    /// # Errors
    /// [`NoPrice::Overflow`].
    pub fn finish(&self, draft: Draft<'_>, order_grids: &[Applied<'_>]) -> Result<Price, NoPrice> {
        let Draft {
            won,
            unit,
            mut steps,
            product,
            quantity,
        } = draft;
        let explain = self.explains();
        let net = self.close(unit, order_grids, explain.then_some(&mut steps))?;
        let next_break = match won.next {
            None => None,
            Some(row) => {
                let unit = self.step_down(row.amount, row.from_quantity, &mut |_| {}, won)?;
                Some(NextBreak {
                    from_quantity: row.from_quantity,
                    net: self.close(unit, order_grids, None)?,
                })
            }
        };
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
            let (before, percent) = (unit, negated(applied.step.discount.0));
            unit = change_by(before, Percent(percent))?;
            if let Some(steps) = steps.as_deref_mut() {
                steps.push(Step {
                    code: price_grid::CODE,
                    setting: applied.setting(),
                    percent: Some(percent),
                    before,
                    after: unit,
                });
            }
        }
        let net = self.policy.shop.unit_price.apply(unit)?;
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
                        Fared::BelowFirstBreak => (None, ClaimResult::BelowFirstBreak),
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

/// A discount as a negative percentage; zero stays zero.
fn negated(percent: Number) -> Number {
    let mut negated = percent;
    negated.set_sign_negative(!percent.is_zero());
    negated
}
