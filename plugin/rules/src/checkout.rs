//! Placing: the cart once more, against what the buyer was shown.
//!
//! A draft and effects come only where nothing bars editing or placing; later stages
//! are previews. The draft stands where the event `place` leads in the order's machine, and its
//! goods are set aside here where that is so (A10); no later event does it again.
//!
//! Requirement: R9, R15, R16, R21, R22, R23, R27, R28, R48, R49.

use crate::cart::{self, CartAnswer, at};
use crate::domain::{
    Action, CartRequest, Context, Day, Edit, Effect, ExtraField, FactGroup, FactRef, Facts,
    Finding, Line, Notification, Number, OrderHistory, OrderLine, OrderState, Outcome, Overflow,
    PlaceRequest, Remedy, Reservation, ReservationState, Stage, StageVerdict, States, Subject,
    Timer, Value, Verdict, WorkingTime,
};
use crate::orders;
use crate::policy::{Field, Policy};
use crate::rules::order_plausible::{self, Costs};
use crate::rules::quote_changed::{self, Change};
use crate::rules::{delivery_incomplete, order_details};

/// The order to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDraft {
    /// Where it stands on every axis.
    pub states: States,
    /// All that run.
    pub timers: Vec<Timer>,
    /// Its lines with goods, then the gift, at a net price of 0.
    pub lines: Vec<OrderLine>,
    /// Day on which it was taken, where it is entered later.
    pub collected: Option<Day>,
    /// Day of the decision.
    pub entered: Day,
    /// Its goods with tax.
    pub gross: Number,
    /// Price of delivery.
    pub delivery: Number,
    /// Bonuses it is paid with.
    pub redeemed: Number,
    /// Bonuses it brings once it is completed.
    pub accrues: Number,
    /// Goods and delivery, less bonuses.
    pub payable: Number,
    /// Fields of the whole document, as asked.
    pub extra: Vec<ExtraField>,
}

/// Placing, decided.
#[derive(Debug, Clone)]
pub struct PlaceAnswer {
    /// For stage place.
    pub verdict: Verdict,
    /// The cart as it stands now.
    pub cart: CartAnswer,
    /// What moved since the quote.
    pub changes: Vec<Change>,
    /// None when placing is barred.
    pub draft: Option<OrderDraft>,
}

/// Places the order, or says why not. `quote.lines` has one entry a line.
#[must_use]
pub fn place(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    (working, history): (Option<&[WorkingTime]>, Option<&OrderHistory>),
    request: PlaceRequest,
) -> PlaceAnswer {
    let PlaceRequest {
        contract,
        collected,
        warehouses,
        lines,
        quote,
        paid,
        delivery,
        payment,
        promo,
        bonus,
        detail,
        extra,
        roles,
    } = request;
    let cart_request = CartRequest {
        contract,
        collected,
        warehouses,
        lines,
        rows: Vec::new(),
        accepted_repairs: Vec::new(),
        delivery,
        payment,
        promo,
        bonus,
        detail,
        extra,
        agreed: Vec::new(),
    };
    let mut open = cart::open(policy, context, facts, &cart_request, paid);

    let mut changes = Vec::new();
    for ((index, line), quoted) in (0u32..).zip(&open.answer.lines).zip(&quote.lines) {
        // The buyer asks for a quantity that he was told is not to be had.
        if line.asked != line.accepted && line.product.is_some() {
            open.findings
                .push(not_refreshed(index, line.asked, line.accepted));
        }
        let net_now = line.price.as_ref().map(|price| price.net);
        changes.extend(quote_changed::decide(
            index,
            *quoted,
            line.accepted,
            net_now,
        ));
    }
    changes
        .iter()
        .map(quote_changed::line)
        .for_each(|finding| open.findings.push(finding));
    let totals = open.answer.totals.as_ref();
    let gross = totals.map(|totals| totals.sums.gross);
    let payable = totals.map(|totals| totals.payable);
    let delivery = match &cart_request.delivery {
        None => Some(Number::ZERO),
        Some(_) => totals.and_then(|totals| totals.delivery),
    };
    if let Some(gross) = gross
        && gross != quote.gross
        && changes.is_empty()
    {
        open.findings.push(quote_changed::total(quote.gross, gross));
    }

    let shown = quote.delivery.unwrap_or_default();
    if let Some(now) = delivery
        && now != shown
    {
        open.findings.push(quote_changed::delivery(shown, now));
    }
    let redeemed = open.answer.bonus.as_ref().map(|bonus| bonus.redeemed);
    let (shown, now) = (
        quote.redeemed.unwrap_or_default(),
        redeemed.unwrap_or_default(),
    );
    if shown != now {
        open.findings.push(quote_changed::redeemed(shown, now));
    }
    if cart_request.delivery.is_none() && !policy.delivery.methods.is_empty() {
        open.findings
            .push(delivery_incomplete::finding(None, Field::Method));
    }

    look(policy, &mut open, payable, history);

    let cart = cart::close(open, Stage::Place);
    let placed = cart.verdict.outcome <= Outcome::Adjust;
    let sums = gross.zip(payable);
    let placing = orders::Placing {
        context,
        buyer: &facts.buyer.id,
        roles: &roles,
        working,
    };
    let draft = sums.filter(|_| placed).map(|(gross, payable)| {
        let begun = orders::begin(policy, placing, &passing(&cart), (payable, paid));
        OrderDraft {
            states: begun.states,
            timers: begun.timers,
            lines: order_lines(&cart_request.lines, facts, &cart),
            collected: cart.deferred.as_ref().map(|deferred| deferred.collected),
            entered: context.today,
            gross,
            delivery: delivery.unwrap_or_default(),
            redeemed: redeemed.unwrap_or_default(),
            accrues: cart
                .bonus
                .as_ref()
                .and_then(|bonus| bonus.accrues)
                .unwrap_or_default(),
            payable,
            extra: cart.extra.clone(),
        }
    });
    let mut verdict = cart.verdict.clone();
    verdict.facts_used.extend(working.iter().map(|_| FactRef {
        group: FactGroup::Calendar,
        index: 0,
    }));
    verdict.facts_used.sort_unstable();
    if let Some(draft) = &draft {
        verdict.effects = effects(context, &facts.buyer.details, &cart, draft);
    }
    PlaceAnswer {
        verdict,
        cart,
        changes,
        draft,
    }
}

/// The manager's look at an order of this cart, before it is confirmed (R16, A20).
fn look(
    policy: &Policy,
    open: &mut cart::Open,
    payable: Option<Number>,
    history: Option<&OrderHistory>,
) {
    let (Some(chosen), Some(payable)) = (&open.answer.contract, payable) else {
        return;
    };
    let costs = Costs {
        payable,
        currency: &chosen.currency,
        released: None,
    };
    let currency = &policy.shop.currency;
    match order_plausible::decide(&policy.life, currency, costs, history) {
        Ok(said) => said
            .into_iter()
            .for_each(|finding| open.findings.push(finding)),
        Err(Overflow) => open
            .findings
            .push(cart::overflow(Stage::Confirm, Subject::Document)),
    }
    let used = &mut open.answer.verdict.facts_used;
    used.extend(history.iter().map(|_| FactRef {
        group: FactGroup::History,
        index: 0,
    }));
}

/// A clamped cart wants the buyer's refresh before it is placed (R49).
fn not_refreshed(index: u32, asked: Number, accepted: Number) -> Finding {
    Finding::new(
        quote_changed::CODE,
        Outcome::Block,
        Stage::Place,
        Subject::Line(index),
    )
    .with("quantity-before", Value::Quantity(asked))
    .with("quantity-now", Value::Quantity(accepted))
    .remedy(Remedy::Edit(Edit {
        field: "quantity",
        line: Some(index),
        to: Some(accepted),
    }))
}

/// Stages that nothing bars.
fn passing(cart: &CartAnswer) -> Vec<Stage> {
    let passes = |verdict: &&StageVerdict| verdict.outcome <= Outcome::Adjust;
    let stages = cart.stages.iter().filter(passes);
    stages.map(|verdict| verdict.stage).collect()
}

/// What the order holds: lines with goods, then the gift.
fn order_lines(asked: &[Line], facts: &Facts, cart: &CartAnswer) -> Vec<OrderLine> {
    let off = |index: u32| {
        let promo = cart.promo.as_ref();
        let mut lines = promo.iter().flat_map(|promo| &promo.lines);
        lines
            .find(|(line, _)| *line == index)
            .map_or(Number::ZERO, |(_, amount)| *amount)
    };
    let goods = (0u32..)
        .zip(asked.iter().zip(&cart.lines))
        .filter(|(_, (_, line))| !line.accepted.is_zero())
        .map(|(index, (asked, line))| OrderLine {
            sku: asked.sku.clone(),
            quantity: line.accepted,
            net: line
                .price
                .as_ref()
                .map(|price| price.net)
                .unwrap_or_default(),
            discount: off(index),
        });
    let gift = cart.promo.as_ref().and_then(|promo| promo.gift.as_ref());
    let gift = gift.and_then(|gift| {
        Some(OrderLine {
            sku: facts.products.items.get(at(gift.product))?.sku.clone(),
            quantity: gift.quantity,
            net: Number::ZERO,
            discount: Number::ZERO,
        })
    });
    goods.chain(gift).collect()
}

fn effects(
    context: &Context,
    kept: &[ExtraField],
    cart: &CartAnswer,
    draft: &OrderDraft,
) -> Vec<Effect> {
    let mut actions = Vec::new();
    if draft.states.reservation == ReservationState::Requested {
        actions.push(Action::RequestReservation(context.request_id.clone()));
    }
    if draft.states.reservation == ReservationState::Full {
        let reservations = cart.lines.iter().flat_map(|line| {
            line.product.into_iter().flat_map(|product| {
                line.allocations
                    .iter()
                    .map(move |(warehouse, quantity)| Reservation {
                        product,
                        warehouse: *warehouse,
                        quantity: *quantity,
                    })
            })
        });
        let gift = cart.promo.as_ref().and_then(|promo| promo.gift.as_ref());
        let gift = gift.into_iter().flat_map(|gift| {
            gift.allocations
                .iter()
                .map(|(warehouse, quantity)| Reservation {
                    product: gift.product,
                    warehouse: *warehouse,
                    quantity: *quantity,
                })
        });
        actions.push(Action::Reserve(reservations.chain(gift).collect()));
    }
    if let Some(promo) = cart.promo.as_ref().filter(|promo| promo.applies) {
        actions.push(Action::UsePromo(promo.promo.clone()));
    }
    let keep = order_details::to_keep(&cart.details, kept);
    if !keep.is_empty() {
        actions.push(Action::KeepDetails(keep));
    }
    if let Some(bonus) = cart.bonus.as_ref().filter(|bonus| !bonus.parts.is_empty()) {
        actions.push(Action::Redeem(bonus.parts.clone()));
    }
    let template = match draft.states.order {
        OrderState::Confirmed => "order-confirmed",
        _ => "order-awaiting-confirmation",
    };
    actions.push(Action::Notify(Notification::new("outlet", template)));
    actions.push(Action::Notify(Notification::new("rep", "order-received")));
    (0u32..)
        .zip(actions)
        .map(|(ordinal, action)| Effect {
            key: format!("{}#{ordinal}", context.request_id),
            action,
        })
        .collect()
}
