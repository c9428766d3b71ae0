//! A draft is the order that was quoted: its goods, its sums, and what is paid of it.

use rust_decimal::Decimal as Number;

use super::{Check, Stage, cart_sums, demand, nonsense, number};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, Totals};
use crate::bindings::exports::comptoir::rules::checkout::{OrderDraft, PlaceAnswer, PlaceRequest};
use crate::bindings::exports::comptoir::rules::orders::PaymentState;
use crate::facts::Facts;
use crate::values::Decimal;

/// The draft of a placed order.
pub(super) fn check(answer: &PlaceAnswer, facts: &Facts, request: &PlaceRequest) -> Check {
    let Some(draft) = &answer.draft else {
        return Ok(());
    };
    let cart = &answer.cart;
    let Some(totals) = &cart.totals else {
        return nonsense("an order is drafted of a cart without totals");
    };
    demand(cart_sums::passes(cart, Stage::Place), || {
        "an order is drafted of a cart that may not be placed".to_owned()
    })?;
    sums(draft, cart, totals)?;
    quoted(cart, totals, request)?;
    lines(draft, cart, facts, request)?;
    payment(
        draft.states.payment,
        number(request.paid, "a payment")?,
        number(draft.payable, "a total")?,
    )
}

fn redeemed(cart: &CartAnswer) -> Decimal {
    cart.bonus
        .as_ref()
        .map_or(Decimal::ZERO, |bonus| bonus.redeemed)
}

/// What it is to bring; 0 where that is not known.
fn accrues(cart: &CartAnswer) -> Decimal {
    let bonus = cart.bonus.as_ref();
    bonus
        .and_then(|bonus| bonus.accrues)
        .unwrap_or(Decimal::ZERO)
}

/// The order costs what its cart does.
fn sums(draft: &OrderDraft, cart: &CartAnswer, totals: &Totals) -> Check {
    for (drafted, told, what) in [
        (draft.gross, totals.gross, "goods"),
        (
            draft.delivery,
            totals.delivery.unwrap_or(Decimal::ZERO),
            "delivery",
        ),
        (draft.redeemed, redeemed(cart), "bonuses"),
        (draft.accrues, accrues(cart), "bonuses to come"),
        (draft.payable, totals.payable, "to pay"),
    ] {
        demand(drafted == told, || {
            format!("{drafted} {what} are drafted of a cart of {told}")
        })?;
    }
    Ok(())
}

/// Nobody gets another order than the one he was shown (R15).
fn quoted(cart: &CartAnswer, totals: &Totals, request: &PlaceRequest) -> Check {
    let quote = &request.quote;
    for ((line, quoted), asked) in cart.lines.iter().zip(&quote.lines).zip(&request.lines) {
        demand(
            line.accepted == quoted.quantity && line.accepted == asked.quantity,
            || format!("{} are drafted of {} shown", line.accepted, quoted.quantity),
        )?;
        let net = line.price.as_ref().map(|price| price.net);
        demand(line.accepted.is_zero() || net == Some(quoted.net), || {
            format!("a line is drafted at another price than {}", quoted.net)
        })?;
    }
    let sums = [
        (totals.gross, Some(quote.gross)),
        (totals.delivery.unwrap_or(Decimal::ZERO), quote.delivery),
        (redeemed(cart), quote.redeemed),
    ];
    for (now, shown) in sums {
        let shown = shown.unwrap_or(Decimal::ZERO);
        demand(now == shown, || {
            format!("an order of {now} is drafted where {shown} was shown")
        })?;
    }
    Ok(())
}

/// The draft holds what the cart accepted, then the gift.
fn lines(draft: &OrderDraft, cart: &CartAnswer, facts: &Facts, request: &PlaceRequest) -> Check {
    let article = |product: u32| {
        let at = usize::try_from(product).ok()?;
        facts.products.items.get(at).map(|item| item.sku.as_str())
    };
    let promo = cart.promo.as_ref();
    let off = |index: usize| {
        let mut shares = promo.into_iter().flat_map(|promo| &promo.lines);
        let share = shares.find(|share| usize::try_from(share.line) == Ok(index));
        share.map_or(Decimal::ZERO, |share| share.amount)
    };
    let mut held = Vec::with_capacity(draft.lines.len());
    for (index, (line, asked)) in cart.lines.iter().zip(&request.lines).enumerate() {
        if line.accepted.is_zero() {
            continue;
        }
        demand(line.product.and_then(article) == Some(&asked.sku), || {
            format!("another article is taken for `{}`", asked.sku)
        })?;
        let net = line.price.as_ref().map(|price| price.net);
        held.push((asked.sku.as_str(), line.accepted, net, off(index)));
    }
    if let Some(gift) = promo.and_then(|promo| promo.gift.as_ref()) {
        let sku = article(gift.product).unwrap_or_default();
        held.push((sku, gift.quantity, Some(Decimal::ZERO), Decimal::ZERO));
    }
    let drafted = draft.lines.iter().map(|line| {
        (
            line.sku.as_str(),
            line.quantity,
            Some(line.net),
            line.discount,
        )
    });
    demand(drafted.eq(held), || {
        "the draft holds other lines than its cart".to_owned()
    })
}

/// How much is paid, in a word.
pub(super) fn payment(state: PaymentState, paid: Number, payable: Number) -> Check {
    let (holds, word) = match state {
        PaymentState::Unpaid => (paid <= Number::ZERO, "unpaid"),
        PaymentState::Part => (paid > Number::ZERO && paid < payable, "paid in part"),
        PaymentState::Full => (paid >= payable, "paid in full"),
    };
    demand(holds, || format!("{paid} of {payable} is {word}"))
}
