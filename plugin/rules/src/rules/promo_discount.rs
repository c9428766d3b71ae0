//! `promo.discount`, `promo.free-delivery`: what a promo code takes off, split over its lines.
//!
//! A share is rounded as the shop rounds sums; a sum is taken down to the shop's smallest unit
//! and is never more than the lines are. The discount is split in proportion to the line sums:
//! every line gets its share rounded down, the units left over go to the largest remainders,
//! of equal ones to the earlier line. So the lines' discounts sum to the order's.
//!
//! Requirement: R41. Facts: none beyond the lines.

use crate::domain::Rounding;
use crate::domain::number::RoundingWay;
use crate::domain::number::{add, div, mul, sub};
use crate::domain::{Finding, Number, Outcome, Overflow, Stage, Subject, Value};
use crate::policy::{Give, Policy, Promo};

/// The code takes a sum off.
pub const CODE: &str = "promo.discount";
/// The code makes delivery free.
pub const FREE_DELIVERY: &str = "promo.free-delivery";

fn worth(code: &'static str, promo: &Promo, setting: &str) -> Finding {
    Finding::new(code, Outcome::Allow, Stage::Edit, Subject::Document)
        .with("code", Value::Text(promo.code.text.clone()))
        .by(promo.path(setting))
}

/// The notice about a discount.
#[must_use]
pub fn discounts(promo: &Promo, discount: Number) -> Finding {
    let (setting, percent) = match &promo.give {
        Give::Percent(percent) => ("give.percent", Some(percent.0)),
        _ => ("give.off", None),
    };
    let finding = worth(CODE, promo, setting).with("discount", Value::Money(discount));
    match percent {
        Some(percent) => finding.with("percent", Value::Percent(percent)),
        None => finding,
    }
}

/// The notice about free delivery.
#[must_use]
pub fn delivers(promo: &Promo) -> Finding {
    worth(FREE_DELIVERY, promo, "give.free_delivery")
}

/// The discount of `promo`, by line; lines that get nothing are left out.
///
/// `lines`: index and sum of those that count, in order.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    policy: &Policy,
    promo: &Promo,
    lines: &[(u32, Number)],
) -> Result<Vec<(u32, Number)>, Overflow> {
    let all = lines
        .iter()
        .try_fold(Number::ZERO, |all, (_, sum)| add(all, *sum))?;
    if all <= Number::ZERO {
        return Ok(Vec::new());
    }
    let down = Rounding {
        way: RoundingWay::Down,
        ..policy.shop.sum
    };
    let discount = match &promo.give {
        Give::Percent(percent) => policy
            .shop
            .sum
            .apply(div(mul(all, percent.0)?, Number::ONE_HUNDRED)?)?,
        Give::Off(off) => down.apply(*off)?,
        Give::Gift { .. } | Give::FreeDelivery => return Ok(Vec::new()),
    };
    split(discount.min(all), all, down, lines)
}

/// `discount` over `lines`, whose sums add up to `all`.
fn split(
    discount: Number,
    all: Number,
    down: Rounding,
    lines: &[(u32, Number)],
) -> Result<Vec<(u32, Number)>, Overflow> {
    let mut shares = Vec::with_capacity(lines.len());
    let mut left = discount;
    for (at, (line, sum)) in lines.iter().enumerate() {
        // The product may leave the range of results; the share never does.
        let exact = discount
            .checked_mul(*sum)
            .and_then(|product| product.checked_div(all))
            .ok_or(Overflow)?;
        let share = down.apply(exact)?;
        left = sub(left, share)?;
        shares.push((at, *line, share, sub(exact, share)?));
    }
    shares.sort_by(|a, b| b.3.cmp(&a.3).then(a.0.cmp(&b.0)));
    for share in &mut shares {
        if left <= Number::ZERO {
            break;
        }
        let more = down.to.min(left);
        share.2 = add(share.2, more)?;
        left = sub(left, more)?;
    }
    shares.sort_by_key(|share| share.0);
    let given = shares.into_iter().filter(|share| !share.2.is_zero());
    Ok(given.map(|(_, line, share, _)| (line, share)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::promo_unknown::tests::policy;
    use super::*;
    use rust_decimal::dec;

    fn discounts(give: &str, sums: &[Number]) -> Vec<Number> {
        let policy = policy(&format!("give = {give}\n"));
        let lines: Vec<(u32, Number)> = (0u32..).zip(sums.iter().copied()).collect();
        let found = decide(&policy, &policy.promos[0], &lines).unwrap();
        (0u32..)
            .zip(sums)
            .map(|(line, sum)| {
                let off = found
                    .iter()
                    .find(|(at, _)| *at == line)
                    .map_or(dec!(0), |(_, off)| *off);
                assert!(off >= dec!(0) && off <= *sum);
                off
            })
            .collect()
    }

    #[test]
    fn what_is_left_over_goes_to_the_largest_remainders() {
        // 10.00 over three equal lines: 3.333… each; the unit left goes to the first.
        let equal = discounts("{ off = \"10.00\" }", &[dec!(20), dec!(20), dec!(20)]);
        assert_eq!(equal, [dec!(3.34), dec!(3.33), dec!(3.33)]);
        // 1.00 over 1:2:4 = 0.142857, 0.285714, 0.571428: remainders 0.002857, 0.005714, 0.001428.
        let uneven = discounts("{ off = \"1.00\" }", &[dec!(1), dec!(2), dec!(4)]);
        assert_eq!(uneven, [dec!(0.14), dec!(0.29), dec!(0.57)]);
    }

    #[test]
    fn a_share_is_rounded_once_for_the_order() {
        // 10 % of 0.15 is 0.015, half up 0.02; of 5 cents a line 0.0066…
        let small = discounts(
            "{ percent = \"10%\" }",
            &[dec!(0.05), dec!(0.05), dec!(0.05)],
        );
        assert_eq!(small, [dec!(0.01), dec!(0.01), dec!(0)]);
        assert_eq!(
            discounts("{ percent = \"100%\" }", &[dec!(7.77), dec!(0.01)]),
            [dec!(7.77), dec!(0.01)]
        );
    }

    #[test]
    fn never_more_than_the_lines_are() {
        assert_eq!(
            discounts("{ off = \"10.00\" }", &[dec!(4), dec!(5.99)]),
            [dec!(4), dec!(5.99)]
        );
        assert_eq!(
            discounts("{ off = \"10.00\" }", &[dec!(0), dec!(10)]),
            [dec!(0), dec!(10)]
        );
        assert!(discounts("{ off = \"10.00\" }", &[]).is_empty());
    }

    #[test]
    fn large_orders_are_split_too() {
        let sums = [dec!(99_999_999_999.99), dec!(0.01), dec!(100_000_000_000)];
        let found = discounts("{ percent = \"33.3%\" }", &sums);
        let all: Number = found.iter().sum();
        assert_eq!(all, dec!(66_600_000_000.00));
    }
}
