//! `bonus.settled`, `bonus.short`: what an order's end does to the lots.
//!
//! Completed, an order earns what it was to bring; of goods that came back before, nothing. A
//! return gives back what the goods redeemed, and takes back what they earned, in proportion
//! to the goods and in whole bonuses: after everything came back, everything is given back and
//! nothing is left earned, whatever the steps. What was to be taken back and is spent already
//! comes from the other lots, oldest first; what they do not hold is `uncollected`. No lot ever
//! falls below 0 or rises above what it earned.
//!
//! Requirement: R37, A3, B9. Facts: loyalty.

use super::bonus_lots;
use crate::domain::directory::entry;
use crate::domain::number::{add, div, floor_to, mul, sub};
use crate::domain::{
    Action, BonusAccount, Day, Finding, LotPart, NewLot, Number, Outcome, Overflow, SettledOrder,
    Stage, Subject, Value,
};
use crate::policy::Bonus;

/// The order earned already.
pub const SETTLED: &str = "bonus.settled";
/// Bonuses that had to be taken back are spent.
pub const SHORT: &str = "bonus.short";

/// What is to be done.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// In order; each moves something.
    pub actions: Vec<Action>,
    /// Earned, above 0, or reversed, below 0.
    pub earned: Number,
    /// Given back.
    pub given_back: Number,
    /// Burnt.
    pub expired: Number,
    /// What could not be taken back.
    pub uncollected: Number,
    /// What there is to say.
    pub finding: Option<Finding>,
}

/// Why nothing can be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsettled {
    /// This fact contradicts another.
    Contradictory(&'static str),
    /// A number left its range.
    Overflow,
}

impl From<Overflow> for Unsettled {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

/// The order's own figures fit each other and the lots.
fn check(account: &BonusAccount, order: &SettledOrder, now: Number) -> Result<(), Unsettled> {
    let wrong = Err(Unsettled::Contradictory("order"));
    if order.goods <= Number::ZERO || order.accrues < Number::ZERO || order.id.is_empty() {
        return wrong;
    }
    let returned = add(order.returned, now)?;
    if order.returned < Number::ZERO || now < Number::ZERO || returned > order.goods {
        return wrong;
    }
    let known = |lot: u32| entry(&account.lots, lot).is_some();
    let parts = order
        .redeemed
        .iter()
        .all(|part| known(part.lot) && part.amount > Number::ZERO);
    if !parts || order.earned.is_some_and(|lot| !known(lot)) {
        return wrong;
    }
    Ok(())
}

/// `whole` × `part` ÷ `goods`, rounded down; all of it where the part is the whole.
fn share(bonus: &Bonus, whole: Number, part: Number, goods: Number) -> Result<Number, Overflow> {
    if part == goods {
        return Ok(whole);
    }
    floor_to(div(mul(whole, part)?, goods)?, bonus.unit)
}

/// What is earned of an order once `returned` came back.
fn kept(bonus: &Bonus, order: &SettledOrder, returned: Number) -> Result<Number, Overflow> {
    share(
        bonus,
        order.accrues,
        sub(order.goods, returned)?,
        order.goods,
    )
}

/// The order is completed.
///
/// # Errors
/// [`Unsettled`].
pub fn complete(
    bonus: &Bonus,
    account: &BonusAccount,
    order: &SettledOrder,
    today: Day,
) -> Result<Settled, Unsettled> {
    check(account, order, Number::ZERO)?;
    if order.earned.is_some() {
        let finding = Finding::new(SETTLED, Outcome::Allow, Stage::Edit, Subject::Document)
            .with("order", Value::Text(order.id.clone()));
        return Ok(Settled {
            finding: Some(finding),
            ..Settled::default()
        });
    }
    let amount = kept(bonus, order, order.returned)?;
    if amount.is_zero() {
        return Ok(Settled::default());
    }
    Ok(Settled {
        actions: vec![Action::Earn(NewLot {
            order: order.id.clone(),
            amount,
            earned: today,
        })],
        earned: amount,
        ..Settled::default()
    })
}

/// Goods of `now` came back.
///
/// # Errors
/// [`Unsettled`].
pub fn give_back(
    bonus: &Bonus,
    account: &BonusAccount,
    order: &SettledOrder,
    now: Number,
) -> Result<Settled, Unsettled> {
    if now.is_zero() {
        return Err(Unsettled::Contradictory("order"));
    }
    check(account, order, now)?;
    let returned = add(order.returned, now)?;
    let mut left: Vec<Number> = account.lots.iter().map(|lot| lot.left).collect();
    let mut settled = Settled::default();

    let redeemed = bonus_lots::sum(&order.redeemed)?;
    let before = share(bonus, redeemed, order.returned, order.goods)?;
    let after = share(bonus, redeemed, returned, order.goods)?;
    let parts = between(&order.redeemed, before, after)?;
    for part in &parts {
        let lot = entry(&account.lots, part.lot);
        let held = usize::try_from(part.lot)
            .ok()
            .and_then(|at| left.get_mut(at));
        let (Some(held), Some(lot)) = (held, lot) else {
            return Err(Unsettled::Contradictory("order"));
        };
        *held = add(*held, part.amount)?;
        if *held > lot.amount {
            return Err(Unsettled::Contradictory("lots"));
        }
    }
    settled.given_back = sub(after, before)?;
    if !parts.is_empty() {
        settled.actions.push(Action::GiveBack(parts));
    }

    if order.earned.is_some() {
        let owed = sub(
            kept(bonus, order, order.returned)?,
            kept(bonus, order, returned)?,
        )?;
        let (parts, rest) = bonus_lots::take(&account.lots, &mut left, order.earned, owed)?;
        settled.earned = sub(rest, owed)?;
        settled.uncollected = rest;
        if !parts.is_empty() {
            settled.actions.push(Action::Reverse(parts));
        }
        if !rest.is_zero() {
            let finding = Finding::new(SHORT, Outcome::Allow, Stage::Edit, Subject::Document)
                .warning()
                .with("order", Value::Text(order.id.clone()))
                .with_staff("uncollected", Value::Quantity(rest));
            settled.finding = Some(finding);
        }
    }
    Ok(settled)
}

/// What of `parts`, laid end to end, lies from `before` up to `after`.
fn between(parts: &[LotPart], before: Number, after: Number) -> Result<Vec<LotPart>, Overflow> {
    let mut found = Vec::new();
    let mut start = Number::ZERO;
    for part in parts {
        let end = add(start, part.amount)?;
        let amount = sub(end.min(after), start.max(before))?;
        if amount > Number::ZERO {
            found.push(LotPart {
                lot: part.lot,
                amount,
            });
        }
        start = end;
    }
    Ok(found)
}

/// All that the lots hold burns.
///
/// # Errors
/// [`Overflow`].
pub fn expire(account: &BonusAccount) -> Result<Settled, Overflow> {
    let parts: Vec<LotPart> = (0u32..)
        .zip(&account.lots)
        .filter(|(_, lot)| lot.left > Number::ZERO)
        .map(|(lot, held)| LotPart {
            lot,
            amount: held.left,
        })
        .collect();
    let expired = bonus_lots::sum(&parts)?;
    let actions = if parts.is_empty() {
        Vec::new()
    } else {
        vec![Action::Expire(parts)]
    };
    Ok(Settled {
        actions,
        expired,
        ..Settled::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::bonus_account::tests::{account, bonus, day, lot};
    use super::*;
    use rust_decimal::dec;

    const RATE: &str = "accrue = [{ rate = \"3%\" }]\n";

    fn order(earned: Option<u32>, returned: Number) -> SettledOrder {
        SettledOrder {
            id: "o".to_owned(),
            goods: dec!(600),
            accrues: dec!(48),
            redeemed: vec![
                LotPart {
                    lot: 0,
                    amount: dec!(100),
                },
                LotPart {
                    lot: 1,
                    amount: dec!(20),
                },
            ],
            earned,
            returned,
        }
    }

    fn held() -> BonusAccount {
        let lots = vec![
            lot("a", 100, 0, "2026-01-01"),
            lot("b", 50, 30, "2026-02-01"),
            lot("own", 48, 48, "2026-03-01"),
        ];
        account(lots, &[("2026-03-01", false)])
    }

    #[test]
    fn an_order_earns_once() {
        let bonus = bonus(RATE);
        let today = day("2026-03-01");
        let earned = complete(&bonus, &held(), &order(None, dec!(0)), today).unwrap();
        assert_eq!(earned.earned, dec!(48));
        let again = complete(&bonus, &held(), &order(Some(2), dec!(0)), today).unwrap();
        assert!(again.actions.is_empty() && again.finding.unwrap().code == SETTLED);
        // Half of it came back before: half of it is earned.
        let half = complete(&bonus, &held(), &order(None, dec!(300)), today).unwrap();
        assert_eq!(half.earned, dec!(24));
        let none = complete(&bonus, &held(), &order(None, dec!(600)), today).unwrap();
        assert!(none.actions.is_empty());
    }

    #[test]
    fn a_return_in_steps_gives_back_what_one_step_would() {
        let bonus = bonus(RATE);
        let mut account = held();
        let (mut given, mut reversed, mut returned) = (dec!(0), dec!(0), dec!(0));
        for now in [dec!(1), dec!(100.5), dec!(333.33), dec!(165.17)] {
            let settled = give_back(&bonus, &account, &order(Some(2), returned), now).unwrap();
            for action in &settled.actions {
                let (parts, up) = match action {
                    Action::GiveBack(parts) => (parts, true),
                    Action::Reverse(parts) => (parts, false),
                    other => panic!("{other:?}"),
                };
                for part in parts {
                    let lot = &mut account.lots[part.lot as usize];
                    lot.left = if up {
                        lot.left + part.amount
                    } else {
                        lot.left - part.amount
                    };
                    assert!(lot.left >= dec!(0) && lot.left <= lot.amount);
                }
            }
            given += settled.given_back;
            reversed -= settled.earned;
            returned += now;
        }
        assert_eq!(
            (returned, given, reversed),
            (dec!(600), dec!(120), dec!(48))
        );
        let left: Vec<Number> = account.lots.iter().map(|lot| lot.left).collect();
        assert_eq!(left, [dec!(100), dec!(50), dec!(0)]);
    }

    #[test]
    fn what_is_spent_is_taken_from_the_oldest_and_never_below_nothing() {
        let bonus = bonus(RATE);
        let mut account = held();
        account.lots[1].left = dec!(5);
        account.lots[2].left = dec!(8);
        let order = SettledOrder {
            redeemed: vec![],
            ..order(Some(2), dec!(0))
        };
        let settled = give_back(&bonus, &account, &order, dec!(600)).unwrap();
        assert_eq!((settled.earned, settled.uncollected), (dec!(-13), dec!(35)));
        assert_eq!(settled.finding.unwrap().code, SHORT);
    }

    #[test]
    fn an_order_that_can_not_be_is_named() {
        let bonus = bonus(RATE);
        let wrong = |order: SettledOrder, now| give_back(&bonus, &held(), &order, now).unwrap_err();
        let contradictory = Unsettled::Contradictory("order");
        assert_eq!(wrong(order(None, dec!(0)), dec!(600.01)), contradictory);
        assert_eq!(wrong(order(None, dec!(0)), dec!(0)), contradictory);
        assert_eq!(wrong(order(Some(3), dec!(0)), dec!(1)), contradictory);
        // The first lot never had more than it lost.
        let full = LotPart {
            lot: 2,
            amount: dec!(1),
        };
        let order = SettledOrder {
            redeemed: vec![full],
            ..order(None, dec!(0))
        };
        assert_eq!(wrong(order, dec!(600)), Unsettled::Contradictory("lots"));
    }

    #[test]
    fn all_of_it_burns() {
        let settled = expire(&held()).unwrap();
        assert_eq!(settled.expired, dec!(78));
        let empty = expire(&account(vec![lot("a", 1, 0, "2026-01-01")], &[])).unwrap();
        assert!(empty.actions.is_empty());
    }
}
