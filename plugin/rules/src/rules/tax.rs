//! `tax.unknown`: sums before tax, tax and with tax, by tax class.
//!
//! Prices before tax: tax is added. Prices with tax: tax = sum × rate ÷ (100 + rate).
//! Exempt: none. Rounded per line or per class of the document, as the policy says.
//!
//! Requirement: R10, R17. Facts: products.

use crate::domain::number::{add, div, mul, sub};
use crate::domain::{Number, Overflow, Percent};
use crate::policy::{Policy, TaxMode, TaxRounding};

/// The policy has no rate for a product's tax class.
pub const UNKNOWN: &str = "tax.unknown";

/// What one class adds up to.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassTotal {
    /// Index into the tax class facts.
    pub class: u32,
    /// The rate.
    pub rate: Number,
    /// Before tax.
    pub base: Number,
    /// The tax.
    pub tax: Number,
}

/// The sums of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sums {
    /// Before tax.
    pub net: Number,
    /// By class, in the order of the facts.
    pub classes: Vec<ClassTotal>,
    /// All classes.
    pub tax: Number,
    /// With tax.
    pub gross: Number,
}

/// The rate of a class; none where the policy has none and `mode` needs one.
#[must_use]
pub fn rate(policy: &Policy, mode: TaxMode, class: &str) -> Option<Percent> {
    if mode == TaxMode::Exempt {
        return Some(Percent(Number::ZERO));
    }
    policy
        .taxes
        .iter()
        .find(|tax| tax.class == class)
        .map(|tax| tax.rate)
}

/// Tax in or on `sum`, not rounded.
fn tax_of(mode: TaxMode, sum: Number, rate: Number) -> Result<Number, Overflow> {
    match mode {
        TaxMode::Exempt => Ok(Number::ZERO),
        TaxMode::Exclusive => div(mul(sum, rate)?, Number::ONE_HUNDRED),
        TaxMode::Inclusive => div(mul(sum, rate)?, add(Number::ONE_HUNDRED, rate)?),
    }
}

/// The sums over `(class, rate, line sum)`.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    policy: &Policy,
    mode: TaxMode,
    lines: &[(u32, Percent, Number)],
) -> Result<Sums, Overflow> {
    let per_line = policy.order.tax_rounding == TaxRounding::Line;
    let mut classes: Vec<(ClassTotal, Number)> = Vec::new();
    for (class, rate, sum) in lines {
        let tax = if per_line {
            policy.shop.sum.apply(tax_of(mode, *sum, rate.0)?)?
        } else {
            Number::ZERO
        };
        match classes.iter_mut().find(|(total, _)| total.class == *class) {
            Some((total, sums)) => {
                total.tax = add(total.tax, tax)?;
                *sums = add(*sums, *sum)?;
            }
            None => classes.push((
                ClassTotal {
                    class: *class,
                    rate: rate.0,
                    base: Number::ZERO,
                    tax,
                },
                *sum,
            )),
        }
    }
    classes.sort_by_key(|(total, _)| total.class);
    let mut sums = Sums::default();
    for (mut total, sum) in classes {
        if !per_line {
            total.tax = policy.shop.sum.apply(tax_of(mode, sum, total.rate)?)?;
        }
        total.base = if mode == TaxMode::Inclusive {
            sub(sum, total.tax)?
        } else {
            sum
        };
        sums.net = add(sums.net, total.base)?;
        sums.tax = add(sums.tax, total.tax)?;
        sums.classes.push(total);
    }
    sums.gross = add(sums.net, sums.tax)?;
    Ok(sums)
}

/// Sum before tax and tax of each of `lines`, which sum to those of [`decide`], by class, to the last unit.
///
/// Where the document rounds once a class, a line's tax is what the class's rounded tax grows by
/// with it: no unit appears or is lost.
///
/// # Errors
/// [`Overflow`].
pub fn split(
    policy: &Policy,
    mode: TaxMode,
    lines: &[(u32, Percent, Number)],
) -> Result<Vec<(Number, Number)>, Overflow> {
    let per_line = policy.order.tax_rounding == TaxRounding::Line;
    // By class: the sum so far, and its tax.
    let mut so_far: Vec<(u32, Number, Number)> = Vec::new();
    let mut parts = Vec::with_capacity(lines.len());
    for (class, rate, sum) in lines {
        let rounded = |sum| policy.shop.sum.apply(tax_of(mode, sum, rate.0)?);
        let tax = if per_line {
            rounded(*sum)?
        } else if let Some((_, sums, taxes)) = so_far.iter_mut().find(|(of, ..)| of == class) {
            *sums = add(*sums, *sum)?;
            let grown = rounded(*sums)?;
            let tax = sub(grown, *taxes)?;
            *taxes = grown;
            tax
        } else {
            let tax = rounded(*sum)?;
            so_far.push((*class, *sum, tax));
            tax
        };
        let net = match mode {
            TaxMode::Inclusive => sub(*sum, tax)?,
            TaxMode::Exclusive | TaxMode::Exempt => *sum,
        };
        parts.push((net, tax));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn policy(rounding: &str) -> Policy {
        let text = format!(
            "[shop]\ncurrency = \"EUR\"\n[contract.c]\n[order]\nround_tax_per = \"{rounding}\"\n"
        );
        crate::policy::load(&text).unwrap().policy
    }

    #[test]
    fn tax_on_and_in_a_sum() {
        let lines = [(0, Percent(dec!(20)), dec!(100.00))];
        let on = decide(&policy("line"), TaxMode::Exclusive, &lines).unwrap();
        assert_eq!((on.net, on.tax, on.gross), (dec!(100), dec!(20), dec!(120)));
        let within = decide(&policy("line"), TaxMode::Inclusive, &lines).unwrap();
        assert_eq!(
            (within.net, within.tax, within.gross),
            (dec!(83.33), dec!(16.67), dec!(100))
        );
        let none = decide(
            &policy("line"),
            TaxMode::Exempt,
            &[(0, Percent(dec!(0)), dec!(100))],
        )
        .unwrap();
        assert_eq!((none.tax, none.gross), (dec!(0), dec!(100)));
    }

    #[test]
    fn rounding_per_line_and_per_document_differ() {
        let lines = [(0, Percent(dec!(20)), dec!(0.03)); 3];
        assert_eq!(
            decide(&policy("line"), TaxMode::Exclusive, &lines)
                .unwrap()
                .tax,
            dec!(0.03)
        );
        assert_eq!(
            decide(&policy("document"), TaxMode::Exclusive, &lines)
                .unwrap()
                .tax,
            dec!(0.02)
        );
    }

    #[test]
    fn parts_of_lines_sum_to_their_class() {
        let lines = [
            (0, Percent(dec!(20)), dec!(0.03)),
            (1, Percent(dec!(10)), dec!(0.05)),
            (0, Percent(dec!(20)), dec!(0.03)),
            (0, Percent(dec!(20)), dec!(0.03)),
        ];
        for rounding in ["line", "document"] {
            for mode in [TaxMode::Exclusive, TaxMode::Inclusive, TaxMode::Exempt] {
                let policy = policy(rounding);
                let whole = decide(&policy, mode, &lines).unwrap();
                let parts = split(&policy, mode, &lines).unwrap();
                for class in &whole.classes {
                    let of_class = || {
                        let own = lines.iter().zip(&parts);
                        own.filter(|((of, ..), _)| *of == class.class)
                    };
                    let net: Number = of_class().map(|(_, (net, _))| *net).sum();
                    let tax: Number = of_class().map(|(_, (_, tax))| *tax).sum();
                    assert_eq!((net, tax), (class.base, class.tax), "{rounding} {mode:?}");
                }
            }
        }
        // 0.006 is 0.01, 0.012 still, 0.018 is 0.02.
        let taxes = split(&policy("document"), TaxMode::Exclusive, &lines).unwrap();
        let taxes: Vec<Number> = taxes.into_iter().map(|(_, tax)| tax).collect();
        assert_eq!(taxes, [dec!(0.01), dec!(0.01), dec!(0.00), dec!(0.01)]);
    }
}
