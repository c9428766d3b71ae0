//! `delivery.weight`: a method carries so many kilograms and cubic metres.
//!
//! Exactly the limit passes, the smallest unit more bars placing. What is too much by the
//! lines that are measured is too much; where some are not, nothing is guessed.
//!
//! Requirement: R26, R27. Facts: products.

use super::delivery_unknown::{CHANGE, bars};
use crate::domain::{Finding, Number, Outcome, Remedy, Stage, Subject, Value};
use crate::policy::Method;

/// Code of the finding.
pub const CODE: &str = "delivery.weight";

/// What is to be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Kilograms of the lines whose weight is known.
    pub weight: Number,
    /// Whether that is every line.
    pub weighed: bool,
    /// Cubic metres of the lines whose volume is known.
    pub volume: Number,
    /// Whether that is every line.
    pub measured: bool,
}

/// The findings where `method` can't carry `load`, or nobody knows.
#[must_use]
pub fn decide(method: &Method, load: Load) -> Vec<Finding> {
    let limits = [
        ("weight", method.max_weight, load.weight, load.weighed),
        ("volume", method.max_volume, load.volume, load.measured),
    ];
    let mut findings = Vec::new();
    for (measure, limit, carried, complete) in limits {
        let Some(limit) = limit.filter(|limit| !complete || *limit < carried) else {
            continue;
        };
        let finding = if carried > limit {
            bars(CODE).with("load", Value::Quantity(carried))
        } else {
            Finding::new(
                CODE,
                Outcome::Indeterminate,
                Stage::Place,
                Subject::Document,
            )
        };
        findings.push(
            finding
                .with("measure", Value::Text(measure.to_owned()))
                .with("limit", Value::Quantity(limit))
                .with("method", Value::Text(method.id.clone()))
                .by(format!("delivery.method[{}].max_{measure}", method.id))
                .remedy(CHANGE)
                .remedy(Remedy::Contact("rep")),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::policy;
    use super::*;
    use rust_decimal::dec;

    fn outcomes(weight: Number, weighed: bool, volume: Number) -> Vec<Outcome> {
        let delivery = policy(
            "[[delivery.method]]\nid = \"van\"\nkind = \"other\"\nmax_weight = \"30\"\nmax_volume = \"0.5\"\n",
        )
        .delivery;
        let load = Load {
            weight,
            weighed,
            volume,
            measured: true,
        };
        decide(&delivery.methods[0], load)
            .into_iter()
            .map(|finding| finding.outcome)
            .collect()
    }

    #[test]
    fn the_limit_itself_passes() {
        assert_eq!(outcomes(dec!(30), true, dec!(0.5)), []);
        assert_eq!(outcomes(dec!(30.001), true, dec!(0.5)), [Outcome::Block]);
        assert_eq!(
            outcomes(dec!(30.001), true, dec!(0.501)),
            [Outcome::Block, Outcome::Block]
        );
    }

    #[test]
    fn an_unknown_weight_is_never_light_enough() {
        assert_eq!(outcomes(dec!(1), false, dec!(0)), [Outcome::Indeterminate]);
        assert_eq!(outcomes(dec!(31), false, dec!(0)), [Outcome::Block]);
    }
}
