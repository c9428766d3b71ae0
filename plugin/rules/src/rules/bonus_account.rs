//! `bonus.unknown`, `bonus.unregistered`, `bonus.off`, `bonus.expired`, `bonus.expiry`: what a bonus account holds today.
//!
//! The balance is what is left in the lots. Without an order that is not cancelled it is good
//! for so many months: up to and including the same day of the last month (of a month that has
//! no such day, its last one). On the day after all of it is burnt, whether or not a timer ran.
//! An account with bonuses and no order at all contradicts itself: its clock is not known.
//!
//! Requirement: R36, R43, R53, A6. Facts: buyer, loyalty.

use chrono::{Days, Months};

use crate::domain::number::add;
use crate::domain::{
    BonusAccount, Buyer, Day, Edit, Finding, Loyalty, Number, Outcome, Remedy, Stage, Subject,
    Value,
};
use crate::policy::Bonus;

/// Facts of the account are missing, or contradict each other.
pub const UNKNOWN: &str = "bonus.unknown";
/// The buyer has no account.
pub const UNREGISTERED: &str = "bonus.unregistered";
/// The policy has no programme.
pub const OFF: &str = "bonus.off";
/// The balance is burnt.
pub const EXPIRED: &str = "bonus.expired";
/// The balance will burn.
pub const EXPIRY: &str = "bonus.expiry";

/// What an account holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// What may be spent today.
    pub balance: Number,
    /// What its time has burnt, and the lots still hold.
    pub burnt: Number,
    /// First day on which it is burnt; none: nothing to burn, or nothing burns.
    pub burns_on: Option<Day>,
}

/// Another sum of bonuses, or none.
pub(super) const CHANGE: Remedy = Remedy::Edit(Edit {
    field: "bonus",
    line: None,
    to: None,
});

/// What an account holds today.
///
/// # Errors
/// The fact that is missing, or contradicts another.
pub fn decide(bonus: &Bonus, account: &BonusAccount, today: Day) -> Result<Balance, &'static str> {
    let mut held = Number::ZERO;
    for lot in &account.lots {
        if lot.left < Number::ZERO || lot.left > lot.amount || lot.earned > today {
            return Err("lots");
        }
        held = add(held, lot.left).map_err(|_| "lots")?;
    }
    let mut ids: Vec<&str> = account.lots.iter().map(|lot| lot.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        return Err("lots");
    }
    let alive = Balance {
        balance: held,
        burnt: Number::ZERO,
        burns_on: None,
    };
    let Some(months) = bonus.expire_after.filter(|_| !held.is_zero()) else {
        return Ok(alive);
    };
    let orders = account.orders.iter().filter(|order| !order.cancelled);
    let last = orders.map(|order| order.day).max().ok_or("orders")?;
    if last > today {
        return Err("orders");
    }
    let burns_on = last
        .checked_add_months(Months::new(months))
        .and_then(|day| day.checked_add_days(Days::new(1)))
        .ok_or("orders")?;
    if today < burns_on {
        return Ok(Balance {
            burns_on: Some(burns_on),
            ..alive
        });
    }
    Ok(Balance {
        balance: Number::ZERO,
        burnt: held,
        burns_on: Some(burns_on),
    })
}

/// The account that `buyer` collects on.
///
/// # Errors
/// The finding where it is not known, or there is none.
pub fn of<'f>(
    buyer: &Buyer,
    loyalty: Option<&'f Loyalty>,
    stage: Stage,
) -> Result<&'f BonusAccount, Box<Finding>> {
    let loyalty = loyalty.ok_or_else(|| Box::new(unknown("loyalty", stage)))?;
    loyalty
        .account
        .as_ref()
        .filter(|_| buyer.signed_in)
        .ok_or_else(|| {
            Box::new(
                Finding::new(UNREGISTERED, Outcome::Block, stage, Subject::Document)
                    .by("bonus")
                    .remedy(CHANGE),
            )
        })
}

/// `fact` is missing, or contradicts another.
#[must_use]
pub fn unknown(fact: &str, stage: Stage) -> Finding {
    Finding::new(UNKNOWN, Outcome::Indeterminate, stage, Subject::Document)
        .with_staff("fact", Value::Text(fact.to_owned()))
        .by("bonus")
        .remedy(CHANGE)
        .remedy(Remedy::Contact("rep"))
}

/// The policy has no programme.
#[must_use]
pub fn off(stage: Stage) -> Finding {
    Finding::new(OFF, Outcome::Block, stage, Subject::Document).remedy(CHANGE)
}

/// The notice about a balance that burns, or has burnt.
#[must_use]
pub fn burns(found: &Balance) -> Option<Finding> {
    let day = found.burns_on?;
    let (code, sum) = if found.burnt.is_zero() {
        (EXPIRY, found.balance)
    } else {
        (EXPIRED, found.burnt)
    };
    Some(
        Finding::new(code, Outcome::Allow, Stage::Edit, Subject::Document)
            .with("bonuses", Value::Quantity(sum))
            .with("day", Value::Date(day))
            .by("bonus.expire_after"),
    )
}

#[cfg(test)]
pub(in crate::rules) mod tests {
    use super::*;
    use crate::domain::{BonusLot, BonusOrder};
    use rust_decimal::dec;

    pub(in crate::rules) fn bonus(more: &str) -> Bonus {
        let text =
            format!("[shop]\ncurrency = \"RUB\"\n[contract.c]\n[bonus]\nversion = \"1\"\n{more}");
        let loaded = crate::policy::load(&text).unwrap_or_else(|issues| panic!("{issues:#?}"));
        loaded.policy.bonus.unwrap()
    }

    pub(in crate::rules) fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    pub(in crate::rules) fn lot(id: &str, amount: u32, left: u32, earned: &str) -> BonusLot {
        BonusLot {
            id: id.to_owned(),
            amount: amount.into(),
            left: left.into(),
            earned: day(earned),
        }
    }

    pub(in crate::rules) fn account(lots: Vec<BonusLot>, orders: &[(&str, bool)]) -> BonusAccount {
        let order = |(text, cancelled): &(&str, bool)| BonusOrder {
            day: day(text),
            cancelled: *cancelled,
        };
        BonusAccount {
            segment: None,
            turnover: None,
            orders: orders.iter().map(order).collect(),
            lots,
        }
    }

    const RATE: &str = "accrue = [{ rate = \"3%\" }]\n";

    fn at(today: &str, orders: &[(&str, bool)]) -> Result<Balance, &'static str> {
        let lots = vec![
            lot("a", 100, 60, "2024-02-29"),
            lot("b", 40, 40, "2024-02-29"),
        ];
        decide(&bonus(RATE), &account(lots, orders), day(today))
    }

    #[test]
    fn the_same_day_a_year_later_is_the_last_good_one() {
        let orders = [("2025-11-20", false)];
        let good = at("2026-11-20", &orders).unwrap();
        assert_eq!(
            (good.balance, good.burns_on),
            (dec!(100), Some(day("2026-11-21")))
        );
        let burnt = at("2026-11-21", &orders).unwrap();
        assert_eq!((burnt.balance, burnt.burnt), (dec!(0), dec!(100)));
        // The 29th of February has its anniversary on the 28th.
        let leap = [("2024-02-29", false)];
        assert_eq!(at("2025-02-28", &leap).unwrap().balance, dec!(100));
        assert_eq!(at("2025-03-01", &leap).unwrap().balance, dec!(0));
    }

    #[test]
    fn any_order_that_is_not_cancelled_restarts_the_clock() {
        let kept = [("2025-01-10", false), ("2025-12-01", false)];
        assert_eq!(at("2026-11-20", &kept).unwrap().balance, dec!(100));
        let cancelled = [("2025-01-10", false), ("2025-12-01", true)];
        assert_eq!(at("2026-11-20", &cancelled).unwrap().burnt, dec!(100));
    }

    #[test]
    fn an_unknown_or_impossible_account_is_named() {
        assert_eq!(at("2026-11-20", &[]), Err("orders"));
        assert_eq!(at("2026-11-20", &[("2026-11-21", false)]), Err("orders"));
        let held = |lots| {
            decide(
                &bonus(RATE),
                &account(lots, &[("2026-11-01", false)]),
                day("2026-11-20"),
            )
        };
        assert_eq!(held(vec![lot("a", 10, 11, "2026-01-01")]), Err("lots"));
        let twice = vec![lot("a", 1, 1, "2026-01-01"), lot("a", 1, 1, "2026-01-01")];
        assert_eq!(held(twice), Err("lots"));
        assert_eq!(held(vec![lot("a", 1, 1, "2026-11-21")]), Err("lots"));
        // Nothing is left: nothing can burn.
        assert_eq!(held(vec![]).unwrap().burns_on, None);
    }

    #[test]
    fn never_means_never() {
        let bonus = bonus(&format!("{RATE}expire_after = \"never\"\n"));
        let account = account(vec![lot("a", 5, 5, "2020-01-01")], &[]);
        assert_eq!(
            decide(&bonus, &account, day("2026-11-20")).unwrap().balance,
            dec!(5)
        );
    }
}
