//! The next quantity break: from how much on a unit costs less.
//!
//! Candidates are the breaks above the quantity, of every list in force, and the steps of grids by
//! quantity. Each is priced in full, because there another list may win, or the same one be dearer;
//! the first that is cheaper counts. Grids by order sum stay as they are at the quantity.
//!
//! Requirement: R13, B1. Facts: products.

use rust_decimal::RoundingStrategy;

use super::{Applied, Draft, NextBreak, Pricing};
use crate::domain::number::compare;
use crate::domain::{Number, Overflow, Product};

impl Pricing<'_> {
    /// The first break above the quantity of `draft` at which a unit costs less than `net`.
    ///
    /// A quantity at which there is no price, because lists claim it equally, is none.
    ///
    /// # Errors
    /// [`Overflow`].
    pub(super) fn next_break(
        &self,
        draft: &Draft<'_>,
        net: Number,
        order_grids: &[Applied<'_>],
    ) -> Result<Option<NextBreak>, Overflow> {
        let at = |amount, from_quantity| {
            let unit = self.step_down(amount, from_quantity, None)?;
            let next = NextBreak {
                from_quantity,
                net: self.close(unit, order_grids, None)?,
            };
            Ok((next.net < net).then_some(next))
        };
        let mut above = draft.quantity;
        // One list and no grid: its own next row comes first, and is mostly cheaper.
        if self.one_list && self.by_quantity.is_empty() {
            let Some(row) = draft.won.next else {
                return Ok(None);
            };
            let cheaper = at(row.amount, row.from_quantity)?;
            if cheaper.is_some() {
                return Ok(cheaper);
            }
            above = row.from_quantity;
        }
        while let Some(from) = self.candidate(draft.product, above) {
            if let Ok(Some(won)) = self.plan.decide(draft.product, self.products, from) {
                let cheaper = at(won.row.amount, from)?;
                if cheaper.is_some() {
                    return Ok(cheaper);
                }
            }
            above = from;
        }
        Ok(None)
    }

    /// The lowest quantity above `above` at which the price of `product` may change.
    fn candidate(&self, product: &Product, above: Number) -> Option<Number> {
        let in_force = |list| {
            let mut claims = self.plan.claims.iter();
            claims.any(|claim| claim.in_force && claim.list == list)
        };
        let rows = product
            .prices
            .iter()
            .filter(|row| compare(row.from_quantity, above).is_gt() && in_force(row.price_list))
            .map(|row| row.from_quantity);
        // Grids know no units: of what is sold whole, a step from 2.5 begins at 3.
        let steps = self
            .by_quantity
            .iter()
            .flat_map(|grid| &grid.steps)
            .map(|step| whole(step.from, product.unit_scale))
            .filter(|from| compare(*from, above).is_gt());
        rows.chain(steps).min_by(|a, b| compare(*a, *b))
    }
}

/// `quantity`, up to the decimals of the unit.
fn whole(quantity: Number, unit_scale: u32) -> Number {
    if quantity.scale() <= unit_scale {
        quantity
    } else {
        quantity.round_dp_with_strategy(unit_scale, RoundingStrategy::ToPositiveInfinity)
    }
}
