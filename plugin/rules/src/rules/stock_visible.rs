//! `stock.visible`: how much of a product a client is shown, and may therefore order.
//!
//! Visible = the smaller of the real stock and the mask; with buckets, the largest that a
//! warehouse fills, over all warehouses. The mask is the policy's
//! `[stock] show`, less what the client already holds reserved. It is drawn from the
//! home warehouse first, then from the far ones the buyer chose, in the facts' order.
//! A mask of exactly the asked quantity takes nothing away; one unit more is clamped.
//!
//! Requirement: R18, R19, R49, A9, A19. Facts: stock.

use crate::domain::number::{LIMIT, add, compare, is_negative, larger, share, smaller, sub};
use crate::domain::{Number, Overflow, ProductStock};
use crate::policy::Show;

/// The asked quantity is not to be had: the line takes what is visible.
pub const CODE: &str = "stock.visible";
/// Stock facts are missing.
pub const UNKNOWN: &str = "stock.unknown";

/// What a client is shown of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    /// Over all warehouses that count.
    pub total: Number,
    /// What is left to take from each, in drawing order. Sums to `total` before anything is taken.
    pub left: Vec<(u32, Number)>,
    /// What was asked so far, whether it was to be had or not.
    pub claimed: Number,
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVisible {
    /// A negative quantity, or one warehouse twice.
    Contradictory,
    /// A number left its range.
    Overflow,
}

impl From<Overflow> for NotVisible {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// What a client is shown, from `warehouses` in drawing order, at `unit_scale` decimals.
///
/// # Errors
/// [`NotVisible`].
pub fn decide(
    show: &Show,
    stock: &ProductStock,
    warehouses: &[u32],
    unit_scale: u32,
) -> Result<Visible, NotVisible> {
    let mut left = Vec::with_capacity(warehouses.len());
    let total = draw(show, stock, warehouses, unit_scale, |warehouse, shown| {
        left.push((warehouse, shown));
    })?;
    Ok(Visible {
        total,
        left,
        claimed: Number::ZERO,
    })
}

/// The total of [`decide`], where nothing will be taken.
///
/// # Errors
/// [`NotVisible`].
pub fn total(
    show: &Show,
    stock: &ProductStock,
    warehouses: &[u32],
    unit_scale: u32,
) -> Result<Number, NotVisible> {
    draw(show, stock, warehouses, unit_scale, |_, _| {})
}

/// The total, and what `each` warehouse shows of it.
fn draw(
    show: &Show,
    stock: &ProductStock,
    warehouses: &[u32],
    unit_scale: u32,
    mut each: impl FnMut(u32, Number),
) -> Result<Number, NotVisible> {
    if contradictory(stock) {
        return Err(NotVisible::Contradictory);
    }
    let mut mask = mask(show, stock, unit_scale)?;
    let mut total = Number::ZERO;
    for warehouse in warehouses {
        let Some(level) = stock
            .levels
            .iter()
            .find(|level| level.warehouse == *warehouse)
        else {
            continue;
        };
        // More reserved than on hand happens in life: nothing is free then.
        let free = positive(sub(level.on_hand, level.reserved)?);
        let shown = match &mut mask {
            Mask::None => free,
            Mask::Buckets(buckets) => {
                let reached = buckets
                    .iter()
                    .rev()
                    .find(|bucket| compare(**bucket, free).is_le());
                reached.copied().unwrap_or_default()
            }
            Mask::Most(mask) => {
                let shown = smaller(free, *mask);
                *mask = sub(*mask, shown)?;
                shown
            }
        };
        total = add(total, shown)?;
        each(*warehouse, shown);
    }
    Ok(total)
}

/// What stands between the real stock and what is shown.
enum Mask<'p> {
    /// Nothing.
    None,
    /// At most this, over all warehouses.
    Most(Number),
    /// In each warehouse the largest of these that it holds.
    Buckets(&'p [Number]),
}

fn mask<'p>(show: &'p Show, stock: &ProductStock, unit_scale: u32) -> Result<Mask<'p>, Overflow> {
    let mask = match show {
        Show::Full => return Ok(Mask::None),
        // What is reserved is not free: the client's own reservations need no second count.
        Show::Buckets(buckets) => return Ok(Mask::Buckets(buckets)),
        Show::Cap(cap) => *cap,
        Show::ShareOfTurnover { months, at_least } => {
            let counted = usize::try_from(*months).unwrap_or(usize::MAX);
            let bought = stock
                .bought
                .iter()
                .take(counted)
                .try_fold(Number::ZERO, |sum, month| add(sum, *month))?;
            larger(share(bought, *months, unit_scale)?, *at_least)
        }
    };
    Ok(Mask::Most(positive(sub(mask, stock.own_reserved)?)))
}

/// A negative quantity, or one warehouse twice.
fn contradictory(stock: &ProductStock) -> bool {
    let mut levels = stock.levels.iter().enumerate();
    levels.any(|(at, level)| {
        let mut before = stock.levels.iter().take(at);
        is_negative(level.on_hand)
            || is_negative(level.reserved)
            || before.any(|other| other.warehouse == level.warehouse)
    }) || is_negative(stock.own_reserved)
        || stock.bought.iter().copied().any(is_negative)
}

/// `number`, or 0 where it is below.
fn positive(number: Number) -> Number {
    if is_negative(number) {
        Number::ZERO
    } else {
        number
    }
}

impl Visible {
    /// Takes at most `wanted` out of what is left, in drawing order; `(warehouse, quantity)` of what was taken.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn take(&mut self, wanted: Number) -> Result<Vec<(u32, Number)>, Overflow> {
        let mut open = wanted;
        let mut taken = Vec::new();
        for (warehouse, left) in &mut self.left {
            let part = open.min(*left);
            if part > Number::ZERO {
                *left = sub(*left, part)?;
                open = sub(open, part)?;
                taken.push((*warehouse, part));
            }
        }
        Ok(taken)
    }

    /// Notes what is asked; all that was asked so far.
    pub fn claim(&mut self, asked: Number) -> Number {
        self.claimed = add(self.claimed, asked).unwrap_or(LIMIT);
        self.claimed
    }

    /// What can still be taken.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn left(&self) -> Result<Number, Overflow> {
        self.left
            .iter()
            .try_fold(Number::ZERO, |sum, (_, left)| add(sum, *left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Level;
    use rust_decimal::dec;

    fn stock(on_hand: &[Number], bought: &[Number], own: Number) -> ProductStock {
        let level = |(warehouse, on_hand): (u32, &Number)| Level {
            warehouse,
            on_hand: *on_hand,
            reserved: dec!(0),
        };
        ProductStock {
            product: 0,
            levels: (0..).zip(on_hand).map(level).collect(),
            bought: bought.to_vec(),
            own_reserved: own,
            next_batch: None,
        }
    }

    const SHARE: Show = Show::ShareOfTurnover {
        months: 2,
        at_least: dec!(5),
    };

    fn total(stock: &ProductStock) -> Number {
        let visible = decide(&SHARE, stock, &[0], 0).unwrap();
        assert_eq!(super::total(&SHARE, stock, &[0], 0), Ok(visible.total));
        visible.total
    }

    #[test]
    fn without_history_the_floor_and_never_more_than_there_is() {
        assert_eq!(total(&stock(&[dec!(100)], &[], dec!(0))), dec!(5));
        assert_eq!(total(&stock(&[dec!(5)], &[], dec!(0))), dec!(5));
        assert_eq!(total(&stock(&[dec!(4)], &[], dec!(0))), dec!(4));
    }

    #[test]
    fn the_average_month_counts_over_the_last_months_alone() {
        assert_eq!(
            total(&stock(
                &[dec!(100)],
                &[dec!(10), dec!(3), dec!(900)],
                dec!(0)
            )),
            dec!(6)
        );
        assert_eq!(total(&stock(&[dec!(100)], &[dec!(10)], dec!(0))), dec!(5));
        assert_eq!(total(&stock(&[dec!(100)], &[dec!(12)], dec!(0))), dec!(6));
    }

    #[test]
    fn own_reservations_use_the_mask_up() {
        assert_eq!(total(&stock(&[dec!(100)], &[], dec!(4))), dec!(1));
        assert_eq!(total(&stock(&[dec!(100)], &[], dec!(5))), dec!(0));
        assert_eq!(total(&stock(&[dec!(100)], &[], dec!(6))), dec!(0));
    }

    #[test]
    fn the_mask_is_drawn_home_first() {
        let visible = decide(
            &SHARE,
            &stock(&[dec!(3), dec!(50)], &[], dec!(0)),
            &[0, 1],
            0,
        )
        .unwrap();
        assert_eq!(visible.left, [(0, dec!(3)), (1, dec!(2))]);
        let far_first = decide(
            &SHARE,
            &stock(&[dec!(3), dec!(50)], &[], dec!(0)),
            &[1, 0],
            0,
        )
        .unwrap();
        assert_eq!(far_first.left, [(1, dec!(5)), (0, dec!(0))]);
    }

    #[test]
    fn a_bucket_is_shown_and_may_be_ordered_up_to_its_bound() {
        let buckets = Show::Buckets(vec![dec!(1), dec!(10), dec!(50)]);
        let shown = |on_hand: &[Number], own| {
            let visible = decide(&buckets, &stock(on_hand, &[], own), &[0, 1], 0).unwrap();
            assert_eq!(visible.left().unwrap(), visible.total);
            visible.total
        };
        assert_eq!(shown(&[dec!(0)], dec!(0)), dec!(0));
        assert_eq!(shown(&[dec!(9)], dec!(0)), dec!(1));
        assert_eq!(shown(&[dec!(10)], dec!(0)), dec!(10));
        assert_eq!(shown(&[dec!(49)], dec!(7)), dec!(10));
        assert_eq!(shown(&[dec!(20), dec!(50)], dec!(0)), dec!(60));
        assert_eq!(shown(&[dec!(999)], dec!(0)), dec!(50));
    }

    #[test]
    fn negative_facts_contradict() {
        assert_eq!(
            decide(&SHARE, &stock(&[dec!(-1)], &[], dec!(0)), &[0], 0),
            Err(NotVisible::Contradictory)
        );
        assert_eq!(
            decide(&SHARE, &stock(&[dec!(1)], &[dec!(-1)], dec!(0)), &[0], 0),
            Err(NotVisible::Contradictory)
        );
    }
}
