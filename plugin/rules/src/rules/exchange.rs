//! `rate.missing`: sums of one currency meet another through the rate of the day.
//!
//! The rate in force is the one with the latest day not after the decision's; it counts
//! on its day and `[rates] good_for` days after it. A pair is read in either direction;
//! two rates of a pair on one day contradict each other. A debt for which no pair is known
//! goes by way of the shop's currency.
//!
//! Sums are exact until they are shown. What a buyer has to reach or to pay is rounded up
//! to the multiple of `[shop] sum`, what a gate lets pass is rounded down: rounding never
//! favours him.
//!
//! Requirement: R17. Facts: rates.

use std::cell::RefCell;

use crate::domain::number::{add, ceil_to, div, floor_to, mul};
use crate::domain::{
    Day, Edit, Finding, Number, Outcome, Overflow, Rate, Remedy, Stage, Subject, Value,
};
use crate::policy::Policy;

/// Code of the finding.
pub const MISSING: &str = "rate.missing";

/// Between the currency of a document and any other, on one day.
pub struct Exchange<'a> {
    rates: &'a [Rate],
    today: Day,
    good_for: u32,
    /// Currency of the policy's sums.
    shop: &'a str,
    /// Currency of the document.
    document: &'a str,
    /// Smallest part of a sum.
    unit: Number,
    /// Positions of the rates that were asked for and counted.
    used: RefCell<Vec<u32>>,
}

/// One rate, in the direction in which it is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leg {
    value: Number,
    /// Whether it stands the other way round: then it divides.
    inverse: bool,
}

/// From one currency to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    legs: [Option<Leg>; 2],
    unit: Number,
}

/// Why there is no rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRate {
    /// None is known on or before the day.
    Missing(String),
    /// The latest one is older than the policy lets it be.
    Old(String),
    /// Two of one day.
    Contradictory(String),
}

impl NoRate {
    /// The fact at fault, in words.
    #[must_use]
    pub fn fact(&self) -> &str {
        match self {
            Self::Missing(fact) | Self::Old(fact) | Self::Contradictory(fact) => fact,
        }
    }
}

impl<'a> Exchange<'a> {
    /// For a document in `document` on `today`.
    #[must_use]
    pub fn new(policy: &'a Policy, rates: &'a [Rate], today: Day, document: &'a str) -> Self {
        Self {
            rates,
            today,
            good_for: policy.rates.good_for,
            shop: &policy.shop.currency,
            document,
            unit: policy.shop.sum.to,
            used: RefCell::default(),
        }
    }

    /// Sums of the policy in the document's currency.
    ///
    /// # Errors
    /// [`NoRate`].
    pub fn shop_sums(&self) -> Result<Conversion, NoRate> {
        if self.shop == self.document {
            return Ok(self.same());
        }
        Ok(self.over([Some(self.leg(self.shop, self.document)?), None]))
    }

    /// Debt in `currency` in the document's; by way of the shop's where no pair is known.
    ///
    /// # Errors
    /// [`NoRate`].
    pub fn debt(&self, currency: &str) -> Result<Conversion, NoRate> {
        if currency == self.document {
            return Ok(self.same());
        }
        let direct = self.leg(currency, self.document);
        match direct {
            Ok(leg) => Ok(self.over([Some(leg), None])),
            Err(NoRate::Missing(_)) if currency != self.shop && self.document != self.shop => {
                let (out, back) = (
                    self.leg(currency, self.shop)?,
                    self.leg(self.shop, self.document)?,
                );
                Ok(self.over([Some(out), Some(back)]))
            }
            Err(no_rate) => Err(no_rate),
        }
    }

    /// A sum of the document's own currency, as it is.
    #[must_use]
    pub fn same(&self) -> Conversion {
        self.over([None, None])
    }

    /// `sum` rounded up to the smallest part of a sum.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn round_up(&self, sum: Number) -> Result<Number, Overflow> {
        self.same().shown(ceil_to(sum, self.unit)?)
    }

    /// `sum` rounded down to the smallest part of a sum.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn round_down(&self, sum: Number) -> Result<Number, Overflow> {
        self.same().shown(floor_to(sum, self.unit)?)
    }

    /// Smallest part of a sum.
    #[must_use]
    pub fn unit(&self) -> Number {
        self.unit
    }

    /// Currency of the policy's sums.
    #[must_use]
    pub fn shop(&self) -> &'a str {
        self.shop
    }

    /// Positions of the rates that counted, rising, each once.
    #[must_use]
    pub fn used(&self) -> Vec<u32> {
        let mut used = self.used.borrow().clone();
        used.sort_unstable();
        used.dedup();
        used
    }

    fn over(&self, legs: [Option<Leg>; 2]) -> Conversion {
        Conversion {
            legs,
            unit: self.unit,
        }
    }

    /// The rate in force between two currencies.
    fn leg(&self, from: &str, to: &str) -> Result<Leg, NoRate> {
        let mut latest: Option<(u32, &Rate)> = None;
        let mut twice = false;
        let of_pair = (0u32..).zip(self.rates).filter(|(_, rate)| {
            let (one, other) = (rate.from.as_str(), rate.to.as_str());
            rate.day <= self.today && ((one, other) == (from, to) || (other, one) == (from, to))
        });
        for (index, rate) in of_pair {
            let newer = latest.is_none_or(|(_, known)| known.day < rate.day);
            twice = !newer && (twice || latest.is_some_and(|(_, known)| known.day == rate.day));
            if newer {
                latest = Some((index, rate));
            }
        }
        let today = self.today;
        let Some((index, rate)) = latest else {
            let fact = format!("no rate from {from} to {to} on {today}");
            return Err(NoRate::Missing(fact));
        };
        let day = rate.day;
        if twice {
            let fact = format!("two rates between {from} and {to} of {day}");
            return Err(NoRate::Contradictory(fact));
        }
        let age = today.signed_duration_since(day).num_days();
        if age > i64::from(self.good_for) {
            let fact = format!("the rate between {from} and {to} is of {day}, too old on {today}");
            return Err(NoRate::Old(fact));
        }
        self.used.borrow_mut().push(index);
        Ok(Leg {
            value: rate.value,
            inverse: rate.from != from,
        })
    }
}

impl Conversion {
    /// Whether nothing is converted.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.legs.iter().all(Option::is_none)
    }

    /// Products of the rates that multiply, and of those that divide.
    fn factors(&self) -> Result<(Number, Number), Overflow> {
        self.legs
            .iter()
            .flatten()
            .try_fold((Number::ONE, Number::ONE), |(by, over), leg| {
                Ok(if leg.inverse {
                    (by, mul(over, leg.value)?)
                } else {
                    (mul(by, leg.value)?, over)
                })
            })
    }

    /// `sum` converted, not rounded.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn exact(&self, sum: Number) -> Result<Number, Overflow> {
        if self.is_same() {
            return Ok(sum);
        }
        let (by, over) = self.factors()?;
        div(mul(sum, by)?, over)
    }

    /// What a buyer has to reach or to pay for `sum`, rounded up.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn up(&self, sum: Number) -> Result<Number, Overflow> {
        if self.is_same() {
            return Ok(sum);
        }
        self.shown(ceil_to(self.exact(sum)?, self.unit)?)
    }

    /// What is let pass for `sum`, rounded down.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn down(&self, sum: Number) -> Result<Number, Overflow> {
        if self.is_same() {
            return Ok(sum);
        }
        self.shown(floor_to(self.exact(sum)?, self.unit)?)
    }

    /// With the decimals of the unit, so that 50 prints as 50.00.
    fn shown(&self, sum: Number) -> Result<Number, Overflow> {
        let mut sum = add(sum, Number::ZERO)?;
        sum.rescale(self.unit.scale());
        Ok(sum)
    }

    /// Whether `measure`, in the currency it leads to, reaches `sum` of the one it comes from. Exact:
    /// nothing is divided.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn reaches(&self, measure: Number, sum: Number) -> Result<bool, Overflow> {
        if self.is_same() {
            return Ok(sum <= measure);
        }
        let (by, over) = self.factors()?;
        Ok(mul(sum, by)? <= mul(measure, over)?)
    }
}

/// The finding, where sums of `setting` can't be compared with the document's.
#[must_use]
pub fn finding(exchange: &Exchange<'_>, no_rate: &NoRate, setting: String) -> Finding {
    Finding::new(
        MISSING,
        Outcome::Indeterminate,
        Stage::Place,
        Subject::Document,
    )
    .with("currency", Value::Text(exchange.shop.to_owned()))
    .with_staff("fact", Value::Text(no_rate.fact().to_owned()))
    .by(setting)
    .remedy(Remedy::Contact("rep"))
    .remedy(Remedy::Edit(Edit {
        field: "contract",
        line: None,
        to: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn day(day: u32) -> Day {
        Day::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn rate(from: &str, to: &str, value: Number, on: u32) -> Rate {
        Rate {
            from: from.into(),
            to: to.into(),
            value,
            day: day(on),
        }
    }

    fn policy(text: &str) -> Policy {
        let text = format!("[shop]\ncurrency = \"RUB\"\n[contract.c]\n{text}");
        crate::policy::load(&text).unwrap().policy
    }

    /// 100 roubles in euros on a day, rounded up, and the rates used.
    fn hundred(rates: &[Rate], on: u32) -> Result<(Number, Vec<u32>), NoRate> {
        let policy = policy("");
        let exchange = Exchange::new(&policy, rates, day(on), "EUR");
        let sum = exchange.shop_sums()?.up(dec!(100)).unwrap();
        Ok((sum, exchange.used()))
    }

    #[test]
    fn the_latest_rate_not_after_the_day_counts_for_three_more_days() {
        let rates = [
            rate("EUR", "RUB", dec!(80), 10),
            rate("EUR", "RUB", dec!(100), 12),
        ];
        assert!(matches!(hundred(&rates, 9), Err(NoRate::Missing(_))));
        assert_eq!(hundred(&rates, 10), Ok((dec!(1.25), vec![0])));
        assert_eq!(hundred(&rates, 11), Ok((dec!(1.25), vec![0])));
        assert_eq!(hundred(&rates, 12), Ok((dec!(1.00), vec![1])));
        assert_eq!(hundred(&rates, 15), Ok((dec!(1.00), vec![1])));
        assert!(matches!(hundred(&rates, 16), Err(NoRate::Old(_))));
    }

    #[test]
    fn the_policy_says_for_how_long() {
        let policy = policy("[rates]\ngood_for = \"0 days\"\n");
        let rates = [rate("EUR", "RUB", dec!(80), 10)];
        let found = |on| {
            Exchange::new(&policy, &rates, day(on), "EUR")
                .shop_sums()
                .is_ok()
        };
        assert!(found(10) && !found(11));
    }

    #[test]
    fn two_rates_of_one_day_contradict_whichever_way_they_stand() {
        let day_before = rate("EUR", "RUB", dec!(80), 9);
        let one = rate("EUR", "RUB", dec!(80), 10);
        let same = [day_before.clone(), one.clone(), one.clone()];
        assert!(matches!(hundred(&same, 10), Err(NoRate::Contradictory(_))));
        let other_way = [
            one.clone(),
            rate("RUB", "EUR", dec!(0.0125), 10),
            day_before,
        ];
        assert!(matches!(
            hundred(&other_way, 10),
            Err(NoRate::Contradictory(_))
        ));
        // A newer one settles it.
        let newer = [one.clone(), one, rate("EUR", "RUB", dec!(100), 11)];
        assert_eq!(hundred(&newer, 11), Ok((dec!(1.00), vec![2])));
    }

    #[test]
    fn sums_to_reach_go_up_and_sums_let_pass_go_down() {
        let policy = policy("");
        let rates = [rate("EUR", "RUB", dec!(90.50), 10)];
        let exchange = Exchange::new(&policy, &rates, day(10), "EUR");
        let conversion = exchange.shop_sums().unwrap();
        // 5000 ÷ 90.50 = 55.2486…
        assert_eq!(conversion.up(dec!(5000)).unwrap().to_string(), "55.25");
        assert_eq!(conversion.down(dec!(5000)).unwrap().to_string(), "55.24");
        // What comes out even is not moved.
        assert_eq!(conversion.up(dec!(4525)).unwrap().to_string(), "50.00");
        assert_eq!(conversion.down(dec!(4525)).unwrap().to_string(), "50.00");
        assert_eq!(conversion.reaches(dec!(50), dec!(4525)), Ok(true));
        assert_eq!(conversion.reaches(dec!(49.999999), dec!(4525)), Ok(false));
    }

    #[test]
    fn a_debt_goes_by_way_of_the_shop_where_no_pair_is_known() {
        let policy = policy("");
        let rates = [
            rate("EUR", "RUB", dec!(90), 10),
            rate("USD", "RUB", dec!(81), 10),
        ];
        let exchange = Exchange::new(&policy, &rates, day(10), "EUR");
        let dollars = exchange.debt("USD").unwrap();
        assert_eq!(dollars.up(dec!(100)), Ok(dec!(90.00)));
        assert_eq!(exchange.used(), [0, 1]);
        assert!(exchange.debt("CHF").is_err());
        assert!(exchange.debt("EUR").unwrap().is_same());
    }

    #[test]
    fn an_absurd_rate_overflows_and_does_not_panic() {
        let policy = policy("");
        let rates = [rate("RUB", "EUR", dec!(1_000_000_000_000), 10)];
        let exchange = Exchange::new(&policy, &rates, day(10), "EUR");
        let conversion = exchange.shop_sums().unwrap();
        assert_eq!(conversion.up(dec!(1_000_000)), Err(Overflow));
        assert_eq!(conversion.reaches(dec!(1), dec!(1_000_000)), Err(Overflow));
    }
}
