//! `bonus.cap`, `bonus.floor`, `bonus.balance`, `bonus.promo`, `bonus.excluded`, `bonus.unit`: how many bonuses may pay an order.
//!
//! The least of three, in whole bonuses rounded down, never below 0: the share of the goods, the
//! goods less what must be left to pay, the balance. Goods are with tax, after discounts,
//! without delivery. Nothing is redeemed beside a promo code that bars it, with goods of an
//! exclusion, or unless the buyer asks. Asking for more takes what may be, and says what bound it.
//!
//! Requirement: R38, R39, R40, R42, A2, A4. Facts: loyalty.

use super::bonus_account::CHANGE;
use crate::domain::number::{div, floor_to, mul, sub};
use crate::domain::{
    BonusWish, Edit, Finding, Number, Outcome, Overflow, Remedy, Stage, Subject, Value,
};
use crate::policy::loyalty::Exclusion;
use crate::policy::{Bonus, BonusTerms, Keep, MethodKind, Promo};

/// The share of the goods bounds.
pub const CAP: &str = "bonus.cap";
/// What must be left to pay bounds.
pub const FLOOR: &str = "bonus.floor";
/// The balance bounds.
pub const BALANCE: &str = "bonus.balance";
/// A promo code leaves nothing to redeem.
pub const PROMO: &str = "bonus.promo";
/// Goods of the order leave nothing to redeem.
pub const EXCLUDED: &str = "bonus.excluded";
/// Bonuses are redeemed in whole steps.
pub const UNIT: &str = "bonus.unit";
/// Delivery is not chosen yet.
pub const DELIVERY: &str = "bonus.delivery";
/// The contract is in another currency than bonuses.
pub const CURRENCY: &str = "bonus.currency";

/// What an order and its buyer bring.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// With tax, after discounts, without delivery.
    pub goods: Number,
    /// Minimum order of the zone of delivery; 0: none.
    pub minimum: Number,
    /// What the account holds.
    pub balance: Number,
    /// The code that bars redemption.
    pub promo: Option<&'a Promo>,
    /// The exclusion that the order falls under.
    pub exclusion: Option<&'a Exclusion>,
}

/// Most that may be redeemed, and what bounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemable {
    /// In whole bonuses.
    pub most: Number,
    /// Code of what bounds it.
    pub bound: &'static str,
    /// The setting behind it.
    pub setting: String,
}

/// The exclusion that an order with goods of these categories falls under.
#[must_use]
pub fn exclusion(
    bonus: &Bonus,
    delivery: Option<MethodKind>,
    has: impl Fn(&str) -> bool,
) -> Option<&Exclusion> {
    bonus.exclusions.iter().find(|exclusion| {
        let here = exclusion.delivery.is_empty()
            || delivery.is_some_and(|kind| exclusion.delivery.contains(&kind));
        here && exclusion.categories.iter().any(|category| has(category))
    })
}

/// Whether what may be redeemed can't be told before delivery is chosen.
#[must_use]
pub fn needs_delivery(bonus: &Bonus, terms: &BonusTerms) -> bool {
    terms.keep == Keep::ZoneMinimum
        || bonus
            .exclusions
            .iter()
            .any(|exclusion| !exclusion.delivery.is_empty())
}

/// Most that may be redeemed.
///
/// # Errors
/// [`Overflow`].
pub fn decide(bonus: &Bonus, terms: &BonusTerms, order: Order<'_>) -> Result<Redeemable, Overflow> {
    let nothing = |bound, setting| {
        Ok(Redeemable {
            most: Number::ZERO,
            bound,
            setting,
        })
    };
    if let Some(promo) = order.promo {
        let own = promo.with_bonus.map(|_| promo.path("with_bonus.redeem"));
        return nothing(
            PROMO,
            own.unwrap_or_else(|| "bonus.with_promo.redeem".to_owned()),
        );
    }
    if let Some(exclusion) = order.exclusion {
        return nothing(EXCLUDED, format!("bonus.exclusion[{}]", exclusion.id));
    }
    let share = div(mul(order.goods, terms.at_most.0)?, Number::ONE_HUNDRED)?;
    let keep = match terms.keep {
        Keep::ZoneMinimum => order.minimum,
        Keep::Nothing => Number::ZERO,
    };
    let room = sub(order.goods, keep)?;
    // Of equal bounds the first is named.
    let bounds = [
        (share, CAP, "redeem.at_most"),
        (room, FLOOR, "redeem.keep"),
        (order.balance, BALANCE, ""),
    ];
    let mut least = bounds[0];
    for bound in bounds {
        if bound.0 < least.0 {
            least = bound;
        }
    }
    let (most, bound, key) = least;
    let setting = match key {
        "" => "default".to_owned(),
        key => format!("{}.{key}", terms.path),
    };
    let most = floor_to(most.max(Number::ZERO), bonus.unit)?;
    Ok(Redeemable {
        most,
        bound,
        setting,
    })
}

/// What is redeemed for `wish`, and the finding about it.
///
/// # Errors
/// [`Overflow`].
pub fn redeem(
    bonus: &Bonus,
    found: &Redeemable,
    wish: BonusWish,
) -> Result<(Number, Option<Finding>), Overflow> {
    let about = |code, outcome, redeemed| {
        Finding::new(code, outcome, Stage::Edit, Subject::Document)
            .with("redeemed", Value::Quantity(redeemed))
    };
    let asked = match wish {
        BonusWish::Max => {
            let finding = about(found.bound, Outcome::Allow, found.most).by(found.setting.clone());
            return Ok((found.most, Some(finding)));
        }
        BonusWish::Sum(asked) => asked,
    };
    let whole = floor_to(asked, bonus.unit)?;
    let redeemed = whole.min(found.most);
    if redeemed == asked {
        return Ok((redeemed, None));
    }
    let (code, setting) = if whole > found.most {
        (found.bound, found.setting.clone())
    } else {
        (UNIT, "bonus.unit".to_owned())
    };
    let finding = about(code, Outcome::Adjust, redeemed)
        .with("asked", Value::Quantity(asked))
        .by(setting)
        .remedy(Remedy::Edit(Edit {
            field: "bonus",
            line: None,
            to: Some(redeemed),
        }));
    Ok((redeemed, Some(finding)))
}

/// Bonuses are asked for before delivery is chosen.
#[must_use]
pub fn before_delivery() -> Finding {
    Finding::new(
        DELIVERY,
        Outcome::Indeterminate,
        Stage::Place,
        Subject::Document,
    )
    .by("bonus")
    .remedy(Remedy::Edit(Edit {
        field: "delivery",
        line: None,
        to: None,
    }))
    .remedy(CHANGE)
}

/// Bonuses are asked for under a contract in another currency: nothing is converted by guess.
#[must_use]
pub fn currency(shop: &str) -> Finding {
    Finding::new(
        CURRENCY,
        Outcome::Indeterminate,
        Stage::Place,
        Subject::Document,
    )
    .with("currency", Value::Text(shop.to_owned()))
    .by("shop.currency")
    .remedy(CHANGE)
}

#[cfg(test)]
mod tests {
    use super::super::bonus_account::tests::bonus;
    use super::*;
    use rust_decimal::dec;

    const RATE: &str = "accrue = [{ rate = \"3%\" }]\n";

    fn redeemable(goods: Number, minimum: Number, balance: Number) -> (Number, &'static str) {
        let bonus = bonus(RATE);
        let order = Order {
            goods,
            minimum,
            balance,
            promo: None,
            exclusion: None,
        };
        let found = decide(&bonus, &bonus.terms, order).unwrap();
        (found.most, found.bound)
    }

    #[test]
    fn the_zone_minimum_binds_below_625() {
        let at = |goods| redeemable(goods, dec!(500), dec!(10000));
        assert_eq!(at(dec!(801)), (dec!(160), CAP));
        assert_eq!(at(dec!(800)), (dec!(160), CAP));
        assert_eq!(at(dec!(626)), (dec!(125), CAP));
        assert_eq!(at(dec!(625)), (dec!(125), CAP));
        assert_eq!(at(dec!(624)), (dec!(124), FLOOR));
        assert_eq!(at(dec!(600)), (dec!(100), FLOOR));
        assert_eq!(at(dec!(500)), (dec!(0), FLOOR));
        assert_eq!(at(dec!(499)), (dec!(0), FLOOR));
    }

    #[test]
    fn the_balance_binds_in_whole_bonuses() {
        assert_eq!(redeemable(dec!(1000), dec!(0), dec!(200)), (dec!(200), CAP));
        assert_eq!(
            redeemable(dec!(1000), dec!(0), dec!(199.99)),
            (dec!(199), BALANCE)
        );
        assert_eq!(redeemable(dec!(1004.99), dec!(0), dec!(999)).0, dec!(200));
        assert_eq!(redeemable(dec!(0), dec!(0), dec!(5)).0, dec!(0));
    }

    #[test]
    fn what_is_asked_is_taken_as_far_as_it_may() {
        let bonus = bonus(RATE);
        let found = Redeemable {
            most: dec!(160),
            bound: CAP,
            setting: "bonus.redeem.at_most".to_owned(),
        };
        let ask = |wish| {
            let (sum, finding) = redeem(&bonus, &found, wish).unwrap();
            (sum, finding.map(|finding| (finding.code, finding.outcome)))
        };
        assert_eq!(
            ask(BonusWish::Max),
            (dec!(160), Some((CAP, Outcome::Allow)))
        );
        assert_eq!(ask(BonusWish::Sum(dec!(160))), (dec!(160), None));
        assert_eq!(
            ask(BonusWish::Sum(dec!(161))),
            (dec!(160), Some((CAP, Outcome::Adjust)))
        );
        assert_eq!(
            ask(BonusWish::Sum(dec!(10.5))),
            (dec!(10), Some((UNIT, Outcome::Adjust)))
        );
        assert_eq!(ask(BonusWish::Sum(dec!(0))), (dec!(0), None));
    }

    #[test]
    fn promo_and_exclusion_leave_nothing() {
        let policy = super::super::promo_unknown::tests::policy("give = { percent = \"5%\" }\n");
        let bonus = bonus(&format!(
            "{RATE}[[bonus.exclusion]]\nid = \"lunch\"\ncategories = [\"lunch\"]\ndelivery = \"dine-in\"\n"
        ));
        let order = Order {
            goods: dec!(1000),
            minimum: dec!(0),
            balance: dec!(500),
            promo: Some(&policy.promos[0]),
            exclusion: None,
        };
        let barred = decide(&bonus, &bonus.terms, order).unwrap();
        assert_eq!(
            (barred.most, barred.bound, barred.setting.as_str()),
            (dec!(0), PROMO, "bonus.with_promo.redeem")
        );
        let lunch = |kind| exclusion(&bonus, kind, |category| category == "lunch").is_some();
        assert!(
            lunch(Some(MethodKind::DineIn)) && !lunch(Some(MethodKind::Pickup)) && !lunch(None)
        );
        assert!(
            exclusion(&bonus, Some(MethodKind::DineIn), |category| category
                == "dinner")
            .is_none()
        );
    }
}
