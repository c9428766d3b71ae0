//! `price.grid`: discounts that grow with the quantity, the line sum or the order sum.
//!
//! The step with the highest `from` that is reached applies; `from` is inclusive.
//! Grids apply in the order of the policy, each on the price the one before left. Sums are in
//! the shop's currency: under a contract in another one they are compared through the day's
//! rate, exactly; without a rate no grid by a sum applies, and `rate.missing` says so.
//!
//! Requirement: R13, R17. Facts: contracts, rates.

use super::exchange::Conversion;
use crate::domain::facts::in_force;
use crate::domain::{Day, Number, Overflow};
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
    today: Day,
    by: GridBy,
) -> impl Iterator<Item = &'p Grid> {
    policy.grids.iter().filter(move |grid| {
        grid.by == by
            && (grid.contracts.is_empty() || grid.contracts.contains(&terms.id))
            && in_force(today, grid.valid_from, grid.valid_until)
    })
}

/// The step of `grid` that `measure` reaches, in a currency to which `sums` leads; none below the first.
///
/// # Errors
/// [`Overflow`].
pub fn decide<'p>(
    grid: &'p Grid,
    measure: Number,
    sums: &Conversion,
) -> Result<Option<Applied<'p>>, Overflow> {
    for (position, step) in grid.steps.iter().enumerate().rev() {
        if sums.reaches(measure, step.from)? {
            return Ok(Some(Applied {
                grid,
                position,
                step,
            }));
        }
    }
    Ok(None)
}

impl Applied<'_> {
    /// Path of the setting that decided.
    #[must_use]
    pub fn setting(&self) -> String {
        format!("grid[{}].steps[{}].discount", self.grid.id, self.position)
    }
}
