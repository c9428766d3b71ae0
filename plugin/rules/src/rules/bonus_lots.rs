//! Which lots give: the oldest first, of one day by their ids. No lot gives more than it holds.
//!
//! Requirement: B9. Facts: loyalty.

use crate::domain::number::{add, sub};
use crate::domain::{BonusLot, LotPart, Number, Overflow};

/// Takes `wanted` off the lots, of which `left` is left; what it could not get too.
///
/// `left` has one entry a lot, and is lowered. `first` gives before all others.
///
/// # Errors
/// [`Overflow`].
pub fn take(
    lots: &[BonusLot],
    left: &mut [Number],
    first: Option<u32>,
    wanted: Number,
) -> Result<(Vec<LotPart>, Number), Overflow> {
    let mut order: Vec<(u32, &BonusLot, &mut Number)> = (0u32..)
        .zip(lots)
        .zip(left.iter_mut())
        .map(|((index, lot), left)| (index, lot, left))
        .collect();
    order.sort_by(|a, b| {
        let key = |index: u32, lot: &'_ BonusLot| (first != Some(index), lot.earned);
        key(a.0, a.1)
            .cmp(&key(b.0, b.1))
            .then_with(|| a.1.id.cmp(&b.1.id))
    });
    let mut parts = Vec::new();
    let mut rest = wanted;
    for (lot, _, left) in order {
        let amount = rest.min(*left);
        if amount <= Number::ZERO {
            continue;
        }
        *left = sub(*left, amount)?;
        rest = sub(rest, amount)?;
        parts.push(LotPart { lot, amount });
    }
    Ok((parts, rest.max(Number::ZERO)))
}

/// What `parts` sum to.
///
/// # Errors
/// [`Overflow`].
pub fn sum(parts: &[LotPart]) -> Result<Number, Overflow> {
    parts
        .iter()
        .try_fold(Number::ZERO, |sum, part| add(sum, part.amount))
}

#[cfg(test)]
mod tests {
    use super::super::bonus_account::tests::lot;
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_oldest_gives_first_and_none_more_than_it_holds() {
        let lots = [
            lot("new", 50, 50, "2026-03-01"),
            lot("b", 20, 20, "2026-01-01"),
            lot("a", 10, 5, "2026-01-01"),
        ];
        let mut left: Vec<Number> = lots.iter().map(|lot| lot.left).collect();
        let (parts, rest) = take(&lots, &mut left, None, dec!(30)).unwrap();
        let found: Vec<_> = parts.iter().map(|part| (part.lot, part.amount)).collect();
        assert_eq!(found, [(2, dec!(5)), (1, dec!(20)), (0, dec!(5))]);
        assert_eq!((rest, left), (dec!(0), vec![dec!(45), dec!(0), dec!(0)]));
    }

    #[test]
    fn what_is_not_there_is_said() {
        let lots = [lot("a", 10, 5, "2026-01-01"), lot("b", 3, 3, "2026-02-01")];
        let mut left = vec![dec!(5), dec!(3)];
        let (parts, rest) = take(&lots, &mut left, Some(1), dec!(10)).unwrap();
        assert_eq!((parts[0].lot, rest), (1, dec!(2)));
        assert_eq!(sum(&parts).unwrap(), dec!(8));
    }
}
