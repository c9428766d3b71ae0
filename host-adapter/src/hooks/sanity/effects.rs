//! Effects: each kind of call has its own, each effect a key of its own, and what is set aside was granted.

use std::collections::BTreeMap;

use rust_decimal::Decimal as Number;

use super::{Check, Passed, below, demand, loyalty, not_negative, number};
use crate::bindings::comptoir::rules::types::{Action, Effect};
use crate::bindings::exports::comptoir::rules::cart::Allocation;
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::error::CallError;

/// Kinds of effects, beside messages, that an answer may have.
pub(in crate::hooks) type May = fn(&Action) -> bool;

/// Keys are `<request-id>#<position>`, so that no two are the same one; what an effect speaks of was passed.
pub(super) fn check(effects: &[Effect], passed: &Passed, request_id: &str, may: May) -> Check {
    for (position, effect) in effects.iter().enumerate() {
        let place = effect.key.strip_prefix(request_id);
        let place = place.and_then(|rest| rest.strip_prefix('#'));
        demand(place == Some(position.to_string().as_str()), || {
            format!("effect {position} has the key `{}`", effect.key)
        })?;
        let told = matches!(effect.action, Action::Notify(_));
        demand(told || may(&effect.action), || {
            format!("this answer has no place for {}", kind(&effect.action))
        })?;
        loyalty::moves(&effect.action, passed.lots)?;
        let Action::Reserve(goods) = &effect.action else {
            continue;
        };
        for goods in goods {
            below(goods.product, passed.products, "an effect reserves product")?;
            below(
                goods.warehouse,
                passed.warehouses,
                "an effect reserves from warehouse",
            )?;
            not_negative(goods.quantity, "a reservation")?;
        }
    }
    Ok(())
}

fn kind(action: &Action) -> &'static str {
    match action {
        Action::Reserve(_) => "a reservation",
        Action::Notify(_) => "a message",
        Action::ReserveOrder(_) => "an order's reservation",
        Action::ReleaseOrder(_) => "a release of goods",
        Action::RequestReservation(_) => "a request for goods",
        Action::Redeem(_) => "redeemed bonuses",
        Action::Earn(_) => "a new lot",
        Action::GiveBack(_) => "bonuses given back",
        Action::Reverse(_) => "bonuses taken back",
        Action::Expire(_) => "burnt bonuses",
        Action::UsePromo(_) => "a use of a promo",
        Action::KeepDetails(_) => "details to keep",
    }
}

/// What placing may bring.
pub(super) const PLACE: May = |action| {
    matches!(
        action,
        Action::Reserve(_)
            | Action::RequestReservation(_)
            | Action::Redeem(_)
            | Action::UsePromo(_)
            | Action::KeepDetails(_)
    )
};

/// What an event of an order may bring.
pub(super) const FIRE: May = |action| {
    matches!(
        action,
        Action::ReserveOrder(_) | Action::ReleaseOrder(_) | Action::RequestReservation(_)
    )
};

/// What an order's end may bring.
pub(in crate::hooks) const SETTLE: May = |action| {
    matches!(
        action,
        Action::Earn(_) | Action::GiveBack(_) | Action::Reverse(_) | Action::Expire(_)
    )
};

/// An answer that decides nothing has nothing to do.
pub(in crate::hooks) fn none(effects: &[Effect], what: &str) -> Check {
    demand(effects.is_empty(), || format!("{what} has effects"))
}

/// Placing does what the placed cart says: its own goods, its own request, one use of its promo.
pub(super) fn placed(answer: &PlaceAnswer, request_id: &str) -> Check {
    let promo = answer.cart.promo.as_ref();
    let due = promo.filter(|promo| answer.draft.is_some() && promo.applies);
    let (mut uses, mut keeps) = (0_usize, 0_usize);
    for effect in &answer.verdict.effects {
        match &effect.action {
            Action::RequestReservation(id) => demand(id == request_id, || {
                format!("goods are asked for `{id}`, not for `{request_id}`")
            })?,
            Action::UsePromo(id) => {
                uses = uses.saturating_add(1);
                demand(due.is_some_and(|due| due.promo == *id), || {
                    format!("promo `{id}` is used and does not apply")
                })?;
            }
            Action::KeepDetails(_) => keeps = keeps.saturating_add(1),
            Action::Reserve(goods) => {
                let mut set_aside = BTreeMap::new();
                for part in goods {
                    count(
                        &mut set_aside,
                        (part.product, part.warehouse),
                        part.quantity,
                    )?;
                }
                demand(set_aside == granted(answer)?, || {
                    "other goods are set aside than the cart grants".to_owned()
                })?;
            }
            _ => {}
        }
    }
    demand(uses == due.iter().len(), || {
        format!("{uses} uses of the promo of one order")
    })?;
    demand(keeps <= 1, || "details are kept twice".to_owned())
}

type Goods = BTreeMap<(u32, u32), Number>;

fn count(goods: &mut Goods, of: (u32, u32), quantity: crate::values::Decimal) -> Check {
    let sum = goods.entry(of).or_default();
    *sum = sum.saturating_add(number(quantity, "a quantity")?);
    Ok(())
}

/// What the cart's lines and its gift take from each warehouse.
fn granted(answer: &PlaceAnswer) -> Result<Goods, CallError> {
    let lines = answer.cart.lines.iter();
    let lines = lines.filter_map(|line| Some((line.product?, &line.allocations)));
    let gift = answer.cart.promo.as_ref().and_then(|it| it.gift.as_ref());
    let gift = gift.map(|gift| (gift.product, &gift.allocations));
    let mut goods = Goods::new();
    for (product, parts) in lines.chain(gift) {
        for Allocation {
            warehouse,
            quantity,
        } in parts
        {
            count(&mut goods, (product, *warehouse), *quantity)?;
        }
    }
    Ok(goods)
}
