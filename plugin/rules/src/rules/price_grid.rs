//! `price.grid`: discounts that grow with the quantity, the line sum or the order sum.
//!
//! The step with the highest `from` that is reached applies; `from` is inclusive.
//! Grids apply in the order of the policy, each on the price the one before left. Sums are in
//! the shop's currency: under a contract in another one no grid by a sum applies.
//!
//! Requirement: R13, R17. Facts: contracts.

use crate::domain::facts::in_force;
use crate::domain::{Day, Number};
use crate::policy::{Grid, GridBy, GridStep, Policy, Terms};

/// Code of the step.
pub const CODE: &str = "price.grid";

/// A step that applies, with its position in the grid.
#[derive(Debug, Clone, Copy)]
pub struct Applied<'p> {
    /// The grid.
    pub grid: &'p Grid,
    /// Position of the step.
    pub position: usize,
    /// The step.
    pub step: &'p GridStep,
}

/// The grids of one kind that are in force under `terms`, in the order of the policy.
pub fn of<'p>(
    policy: &'p Policy,
    terms: &'p Terms,
    currency: &str,
    today: Day,
    by: GridBy,
) -> impl Iterator<Item = &'p Grid> {
    let comparable = by == GridBy::Quantity || currency == policy.shop.currency;
    policy.grids.iter().filter(move |grid| {
        comparable
            && grid.by == by
            && (grid.contracts.is_empty() || grid.contracts.contains(&terms.id))
            && in_force(today, grid.valid_from, grid.valid_until)
    })
}

/// The step of `grid` that `measure` reaches; none below the first.
#[must_use]
pub fn decide(grid: &Grid, measure: Number) -> Option<Applied<'_>> {
    let (position, step) = grid
        .steps
        .iter()
        .enumerate()
        .rfind(|(_, step)| step.from <= measure)?;
    Some(Applied {
        grid,
        position,
        step,
    })
}

impl Applied<'_> {
    /// Path of the setting that decided.
    #[must_use]
    pub fn setting(&self) -> String {
        format!("grid[{}].steps[{}].discount", self.grid.id, self.position)
    }
}
