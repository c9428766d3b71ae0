//! `bonus.accrual`: how many bonuses an order brings.
//!
//! The first rate that matches counts, chosen by the goods before bonuses (with tax, after
//! discounts, without delivery); it is taken of what is left of them after bonuses, rounded
//! down. An exclusion's own rate comes before the table. `goods_over` leaves its sum out,
//! `goods_from` takes it in. They are credited when the order is completed.
//!
//! Requirement: R37, R39, A1, A3, A4, A5. Facts: loyalty.

use crate::domain::number::{div, floor_to, mul, sub};
use crate::domain::{Finding, Number, Outcome, Overflow, Percent, Stage, Subject, Value};
use crate::policy::loyalty::Exclusion;
use crate::policy::{Bonus, BonusTerms, MethodKind};

/// Code of the finding.
pub const CODE: &str = "bonus.accrual";

/// What chooses the rate.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Goods before bonuses.
    pub goods: Number,
    /// Kind of the method chosen; none: none is.
    pub delivery: Option<MethodKind>,
    /// Loyalty stage; none: not known, or none reached.
    pub stage: Option<&'a str>,
    /// The exclusion that the order falls under.
    pub exclusion: Option<&'a Exclusion>,
}

/// Whether the rate can't be told before delivery is chosen.
#[must_use]
pub fn needs_delivery(terms: &BonusTerms) -> bool {
    terms.accrue.iter().any(|rate| !rate.delivery.is_empty())
}

/// The rate, and the setting that gives it; nothing where none matches.
#[must_use]
pub fn rate(terms: &BonusTerms, order: Order<'_>) -> (Percent, String) {
    if let Some((rate, id)) = order
        .exclusion
        .and_then(|entry| Some((entry.rate?, &entry.id)))
    {
        return (rate, format!("bonus.exclusion[{id}].rate"));
    }
    let counts = |rate: &&(usize, &crate::policy::loyalty::Accrual)| {
        let rate = rate.1;
        let by_kind = rate.delivery.is_empty()
            || order
                .delivery
                .is_some_and(|kind| rate.delivery.contains(&kind));
        let by_stage = rate.stages.is_empty()
            || rate
                .stages
                .iter()
                .any(|id| order.stage == Some(id.as_str()));
        by_kind
            && by_stage
            && rate.goods_over.is_none_or(|over| order.goods > over)
            && rate.goods_from.is_none_or(|from| order.goods >= from)
    };
    let rates: Vec<_> = terms.accrue.iter().enumerate().collect();
    rates.iter().find(counts).map_or_else(
        || (Percent(Number::ZERO), format!("{}.accrue", terms.path)),
        |(at, rate)| (rate.rate, format!("{}.accrue[{at}].rate", terms.path)),
    )
}

/// What `rate` brings of `goods`, `redeemed` of which bonuses pay.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    bonus: &Bonus,
    rate: Percent,
    goods: Number,
    redeemed: Number,
) -> Result<Number, Overflow> {
    let paid = sub(goods, redeemed)?;
    floor_to(div(mul(paid, rate.0)?, Number::ONE_HUNDRED)?, bonus.unit)
}

/// The notice about it.
#[must_use]
pub fn finding(accrues: Number, rate: Percent, setting: String) -> Finding {
    Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document)
        .with("accrues", Value::Quantity(accrues))
        .with("rate", Value::Percent(rate.0))
        .by(setting)
}

#[cfg(test)]
mod tests {
    use super::super::bonus_account::tests::bonus;
    use super::*;
    use rust_decimal::dec;

    const RATES: &str = "accrue = [{ when = { delivery = \"pickup\", goods_over = \"500.00\" }, rate = \"10%\" }, { rate = \"3%\" }]\n\
        [[bonus.exclusion]]\nid = \"lunch\"\ncategories = [\"business-lunch\"]\ndelivery = \"dine-in\"\nrate = \"3%\"\n";

    fn accrues(kind: MethodKind, goods: Number, redeemed: Number) -> Number {
        let bonus = bonus(RATES);
        let order = Order {
            goods,
            delivery: Some(kind),
            stage: None,
            exclusion: None,
        };
        let (rate, _) = rate(&bonus.terms, order);
        decide(&bonus, rate, goods, redeemed).unwrap()
    }

    #[test]
    fn the_published_examples() {
        use MethodKind::{CompanyTransport, DineIn, Pickup};
        assert_eq!(accrues(CompanyTransport, dec!(1000), dec!(0)), dec!(30));
        assert_eq!(accrues(Pickup, dec!(1000), dec!(0)), dec!(100));
        assert_eq!(accrues(DineIn, dec!(1000), dec!(0)), dec!(30));
    }

    #[test]
    fn exactly_the_boundary_takes_the_low_rate() {
        use MethodKind::{CompanyTransport, Pickup};
        assert_eq!(accrues(Pickup, dec!(500.00), dec!(0)), dec!(15));
        assert_eq!(accrues(Pickup, dec!(500.01), dec!(0)), dec!(50));
        // The rate goes by the goods before bonuses, its share by what is left after them.
        assert_eq!(accrues(Pickup, dec!(600), dec!(120)), dec!(48));
        assert_eq!(accrues(CompanyTransport, dec!(333), dec!(0)), dec!(9));
    }

    #[test]
    fn an_exclusion_and_a_stage_choose_their_rates() {
        let bonus = bonus(
            "accrue = [{ when = { stage = \"gold\", goods_from = \"100\" }, rate = \"7%\" }, { when = { delivery = \"pickup\" }, rate = \"1%\" }]\n\
             [[bonus.stage]]\nid = \"gold\"\nturnover_from = \"1\"\n[[bonus.exclusion]]\nid = \"x\"\ncategories = [\"a\"]\nrate = \"2%\"\n",
        );
        let order = Order {
            goods: dec!(100),
            delivery: None,
            stage: Some("gold"),
            exclusion: None,
        };
        assert_eq!(rate(&bonus.terms, order).0.0, dec!(7));
        assert_eq!(
            rate(
                &bonus.terms,
                Order {
                    goods: dec!(99.99),
                    ..order
                }
            )
            .0
            .0,
            dec!(0)
        );
        assert_eq!(
            rate(
                &bonus.terms,
                Order {
                    stage: None,
                    ..order
                }
            )
            .0
            .0,
            dec!(0)
        );
        let excluded = Order {
            exclusion: Some(&bonus.exclusions[0]),
            ..order
        };
        assert_eq!(
            rate(&bonus.terms, excluded),
            (Percent(dec!(2)), "bonus.exclusion[x].rate".to_owned())
        );
    }
}
