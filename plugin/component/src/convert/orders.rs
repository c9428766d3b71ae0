//! An order's life, in and out.

use comptoir_rules::domain as d;
use comptoir_rules::orders as o;

use super::finding::verdict;
use super::number::{Malformed, decimal, index, list, number, optional};
use super::request::line;
use crate::bindings::comptoir::rules::types;
use crate::bindings::exports::comptoir::rules::orders as w;

/// Both sides of the contract have the same names, one for one.
macro_rules! same {
    ($inward:ident, $outward:ident, $name:ident { $($value:ident),+ $(,)? }) => {
        fn $inward(value: w::$name) -> d::$name {
            match value { $(w::$name::$value => d::$name::$value),+ }
        }
        pub(super) fn $outward(value: d::$name) -> w::$name {
            match value { $(d::$name::$value => w::$name::$value),+ }
        }
    };
}

same!(
    order_state_in,
    order_state,
    OrderState {
        New,
        AwaitingConfirmation,
        AwaitingConsent,
        Confirmed,
        Completed,
        Cancelled,
        Archived
    }
);
same!(
    reservation_in,
    reservation,
    ReservationState {
        None,
        Requested,
        Part,
        Full,
        Denied,
        Expired
    }
);
same!(payment_in, payment, PaymentState { Unpaid, Part, Full });
same!(
    shipment_in,
    shipment,
    ShipmentState {
        None,
        Part,
        Full,
        Delivered
    }
);
same!(
    returns_in,
    returns,
    ReturnState {
        None,
        Requested,
        Part,
        Full,
        Refused
    }
);
same!(
    timer_kind_in,
    timer_kind,
    TimerKind {
        Confirmation,
        Consent,
        Reservation,
        Archive
    }
);

pub(super) fn states_in(states: w::States) -> d::States {
    d::States {
        order: order_state_in(states.order),
        reservation: reservation_in(states.reservation),
        payment: payment_in(states.payment),
        shipment: shipment_in(states.shipment),
        returns: returns_in(states.returns),
        step: states.step,
    }
}

pub(super) fn states(states: d::States) -> w::States {
    w::States {
        order: order_state(states.order),
        reservation: reservation(states.reservation),
        payment: payment(states.payment),
        shipment: shipment(states.shipment),
        returns: returns(states.returns),
        step: states.step,
    }
}

pub(super) fn not_negative(
    value: comptoir_values::Decimal,
    place: &str,
) -> Result<d::Number, Malformed> {
    let amount = number(value).map_err(|malformed| malformed.within(place))?;
    if amount < d::Number::ZERO {
        let message = format!("{amount} is below 0");
        return Err(Malformed::new("bad-decimal", message).within(place));
    }
    Ok(amount)
}

fn event(event: w::Event) -> Result<d::Event, Malformed> {
    use w::Event as W;
    Ok(match event {
        W::Place => d::Event::Place,
        W::Correct(lines) => {
            d::Event::Correct(list(lines, line).map_err(|malformed| malformed.within("correct"))?)
        }
        W::Consent => d::Event::Consent,
        W::Decline => d::Event::Decline,
        W::LapseConsent => d::Event::LapseConsent,
        W::Release => d::Event::Release,
        W::Confirm => d::Event::Confirm,
        W::Escalate => d::Event::Escalate,
        W::Reserve => d::Event::Reserve,
        W::GrantReservation => d::Event::GrantReservation,
        W::GrantPart(granted) => d::Event::GrantPart(
            list(granted, goods_in).map_err(|malformed| malformed.within("grant-part"))?,
        ),
        W::DenyReservation => d::Event::DenyReservation,
        W::ExpireReservation => d::Event::ExpireReservation,
        W::SeePayment(paid) => d::Event::SeePayment(not_negative(paid, "see-payment")?),
        W::Ship(w::Extent::Part) => d::Event::Ship(d::Extent::Part),
        W::Ship(w::Extent::Full) => d::Event::Ship(d::Extent::Full),
        W::Deliver => d::Event::Deliver,
        W::RequestReturn(goods) => d::Event::RequestReturn(
            list(goods, goods_in).map_err(|malformed| malformed.within("request-return"))?,
        ),
        W::AcceptReturn(goods) => d::Event::AcceptReturn(
            list(goods, goods_in).map_err(|malformed| malformed.within("accept-return"))?,
        ),
        W::RefuseReturn => d::Event::RefuseReturn,
        W::Cancel => d::Event::Cancel,
        W::Complete => d::Event::Complete,
        W::Reopen => d::Event::Reopen,
        W::Archive => d::Event::Archive,
        W::Step(id) => d::Event::Step(id),
    })
}

fn goods_in(part: w::GoodsPart) -> Result<d::GoodsPart, Malformed> {
    Ok(d::GoodsPart {
        sku: part.sku,
        quantity: not_negative(part.quantity, "quantity")?,
    })
}

fn goods(part: d::GoodsPart) -> w::GoodsPart {
    w::GoodsPart {
        sku: part.sku,
        quantity: decimal(part.quantity),
    }
}

fn all_goods(parts: Vec<d::GoodsPart>) -> Vec<w::GoodsPart> {
    parts.into_iter().map(goods).collect()
}

fn came_back(back: o::CameBack) -> w::CameBack {
    w::CameBack {
        goods: all_goods(back.goods),
        gross: decimal(back.gross),
        redeemed: decimal(back.redeemed),
        credit: decimal(back.credit),
    }
}

/// The event that a timer brings about.
fn timer_event(kind: d::TimerKind) -> w::Event {
    match kind {
        d::TimerKind::Confirmation => w::Event::Escalate,
        d::TimerKind::Consent => w::Event::LapseConsent,
        d::TimerKind::Reservation => w::Event::ExpireReservation,
        d::TimerKind::Archive => w::Event::Archive,
    }
}

fn order_line_in(line: w::OrderLine) -> Result<d::OrderLine, Malformed> {
    Ok(d::OrderLine {
        sku: line.sku,
        quantity: not_negative(line.quantity, "quantity")?,
        net: not_negative(line.net, "net")?,
        discount: not_negative(line.discount, "discount")?,
    })
}

pub(super) fn order_line(line: d::OrderLine) -> w::OrderLine {
    w::OrderLine {
        sku: line.sku,
        quantity: decimal(line.quantity),
        net: decimal(line.net),
        discount: decimal(line.discount),
    }
}

pub(super) fn lines_in(lines: Vec<w::OrderLine>) -> Result<Vec<d::OrderLine>, Malformed> {
    list(lines, order_line_in).map_err(|malformed| malformed.within("lines"))
}

fn line_tax_in(tax: w::LineTax) -> Result<d::LineTax, Malformed> {
    Ok(d::LineTax {
        line: tax.line,
        class: tax.class,
        rate: not_negative(tax.rate, "rate")?,
    })
}

fn line_tax(tax: d::LineTax) -> w::LineTax {
    w::LineTax {
        line: tax.line,
        class: tax.class,
        rate: decimal(tax.rate),
    }
}

fn proposal_in(proposal: w::Proposal) -> Result<d::Proposal, Malformed> {
    let lines = lines_in(proposal.lines)?;
    let taxes = list(proposal.taxes, line_tax_in).map_err(|malformed| malformed.within("taxes"))?;
    for (at, tax) in taxes.iter().enumerate() {
        index(tax.line, lines.len(), "lines")
            .map_err(|malformed| malformed.at_index(at).within("taxes"))?;
    }
    Ok(d::Proposal {
        lines,
        taxes,
        redeemed: not_negative(proposal.redeemed, "redeemed")?,
        accrues: not_negative(proposal.accrues, "accrues")?,
        payable: not_negative(proposal.payable, "payable")?,
    })
}

fn proposal(proposal: d::Proposal) -> w::Proposal {
    w::Proposal {
        lines: proposal.lines.into_iter().map(order_line).collect(),
        taxes: proposal.taxes.into_iter().map(line_tax).collect(),
        redeemed: decimal(proposal.redeemed),
        accrues: decimal(proposal.accrues),
        payable: decimal(proposal.payable),
    }
}

pub(super) fn timer(timer: d::Timer) -> w::Timer {
    w::Timer {
        kind: timer_kind(timer.kind),
        since: timer.since,
        at: timer.at,
    }
}

/// An order as the host keeps it.
pub fn order(order: w::Order) -> Result<d::Order, Malformed> {
    Ok(d::Order {
        id: order.id,
        version: order.version,
        buyer: order.buyer,
        entity: order.entity,
        contract: order.contract,
        currency: order.currency,
        warehouses: order.warehouses,
        states: states_in(order.states),
        lines: lines_in(order.lines)?,
        delivery: not_negative(order.delivery, "delivery")?,
        redeemed: not_negative(order.redeemed, "redeemed")?,
        accrues: not_negative(order.accrues, "accrues")?,
        payable: not_negative(order.payable, "payable")?,
        credited: not_negative(order.credited, "credited")?,
        paid: not_negative(order.paid, "paid")?,
        shipped: list(order.shipped, goods_in).map_err(|malformed| malformed.within("shipped"))?,
        returning: list(order.returning, goods_in)
            .map_err(|malformed| malformed.within("returning"))?,
        returned: list(order.returned, goods_in)
            .map_err(|malformed| malformed.within("returned"))?,
        released: optional(order.released).map_err(|malformed| malformed.within("released"))?,
        proposal: order
            .proposal
            .map(proposal_in)
            .transpose()
            .map_err(|malformed| malformed.within("proposal"))?,
        timers: order
            .timers
            .into_iter()
            .map(|timer| d::Timer {
                kind: timer_kind_in(timer.kind),
                since: timer.since,
                at: timer.at,
            })
            .collect(),
        applied: order
            .applied
            .into_iter()
            .map(|applied| d::Applied {
                key: applied.key,
                digest: applied.digest,
            })
            .collect(),
    })
}

/// Several of them.
pub fn orders(orders: Vec<w::Order>) -> Result<Vec<d::Order>, Malformed> {
    list(orders, order).map_err(|malformed| malformed.within("orders"))
}

/// Working time: stretches that rise and do not overlap.
pub fn working(
    working: Option<Vec<w::WorkingTime>>,
) -> Result<Option<Vec<d::WorkingTime>>, Malformed> {
    let Some(working) = working else {
        return Ok(None);
    };
    let mut end = i64::MIN;
    for (index, time) in working.iter().enumerate() {
        if time.start < end || time.end < time.start {
            let message = "working time does not rise".to_owned();
            return Err(Malformed::new("bad-time", message)
                .at_index(index)
                .within("working"));
        }
        end = time.end;
    }
    Ok(Some(
        working
            .into_iter()
            .map(|time| d::WorkingTime {
                start: time.start,
                end: time.end,
            })
            .collect(),
    ))
}

/// What the client ordered before.
pub fn history(history: Option<w::OrderHistory>) -> Result<Option<d::OrderHistory>, Malformed> {
    history
        .map(|history| {
            Ok(d::OrderHistory {
                largest: optional(history.largest)
                    .map_err(|malformed| malformed.within("history.largest"))?,
                currency: history.currency,
            })
        })
        .transpose()
}

/// A wish.
pub fn fire_request(request: w::FireRequest) -> Result<d::FireRequest, Malformed> {
    Ok(d::FireRequest {
        event: event(request.event).map_err(|malformed| malformed.within("request.event"))?,
        key: request.key,
        digest: request.digest,
        version: request.version,
        reason: request.reason,
        roles: request.roles,
    })
}

fn diff_line(line: o::DiffLine) -> w::DiffLine {
    w::DiffLine {
        sku: line.sku,
        change: match line.change {
            o::LineChange::Added => w::LineChange::Added,
            o::LineChange::Removed => w::LineChange::Removed,
            o::LineChange::More => w::LineChange::More,
            o::LineChange::Less => w::LineChange::Less,
            o::LineChange::Repriced => w::LineChange::Repriced,
        },
        quantity_before: decimal(line.quantity_before),
        quantity_now: decimal(line.quantity_now),
        net_before: line.net_before.map(decimal),
        net_now: line.net_now.map(decimal),
    }
}

fn history_entry(entry: o::HistoryEntry) -> w::HistoryEntry {
    let (before, after) = entry.states;
    let (label_before, label_after) = entry.labels;
    w::HistoryEntry {
        event: entry.event,
        by: entry.by.id,
        kind: match entry.by.kind {
            d::ActorKind::Buyer => types::ActorKind::Buyer,
            d::ActorKind::Rep => types::ActorKind::Rep,
            d::ActorKind::Staff => types::ActorKind::Staff,
            d::ActorKind::System => types::ActorKind::System,
        },
        principal: entry.principal,
        at: entry.at,
        reason: entry.reason,
        before: states(before),
        after: states(after),
        label_before,
        label_after,
    }
}

fn split(split: o::Split) -> w::Split {
    w::Split {
        lines: split.lines.into_iter().map(order_line).collect(),
        taxes: split.taxes.into_iter().map(line_tax).collect(),
        redeemed: decimal(split.redeemed),
        accrues: decimal(split.accrues),
        payable: decimal(split.payable),
        paid: decimal(split.paid),
        states: states(split.states),
    }
}

/// An event, decided.
#[must_use]
pub fn fire_answer(answer: o::FireAnswer) -> w::FireAnswer {
    w::FireAnswer {
        status: match answer.status {
            o::Status::Applied => w::Status::Applied,
            o::Status::Refused => w::Status::Refused,
            o::Status::AlreadyApplied => w::Status::AlreadyApplied,
            o::Status::Conflict => w::Status::Conflict,
        },
        verdict: verdict(answer.verdict),
        states: states(answer.states),
        label: answer.label.label,
        closed: answer.label.closed.map(str::to_owned),
        lines: answer.lines.into_iter().map(order_line).collect(),
        taxes: answer.taxes.into_iter().map(line_tax).collect(),
        redeemed: decimal(answer.redeemed),
        accrues: decimal(answer.accrues),
        payable: decimal(answer.payable),
        credited: decimal(answer.credited),
        paid: decimal(answer.paid),
        returning: all_goods(answer.returning),
        returned: all_goods(answer.returned),
        came_back: answer.came_back.map(came_back),
        released: answer.released.map(decimal),
        proposal: answer.proposal.map(proposal),
        timers: answer.timers.into_iter().map(timer).collect(),
        diff: answer.diff.into_iter().map(diff_line).collect(),
        split: answer.split.map(split),
        history: answer.history.map(history_entry),
    }
}

/// What is due.
#[must_use]
pub fn due_answer(answer: o::DueAnswer) -> w::DueAnswer {
    let due = |event: o::DueEvent| w::DueEvent {
        order: event.order,
        kind: timer_kind(event.kind),
        event: timer_event(event.kind),
        at: event.at,
        key: event.key,
    };
    w::DueAnswer {
        verdict: verdict(answer.verdict),
        due: answer.due.into_iter().map(due).collect(),
        next: answer.next,
    }
}
