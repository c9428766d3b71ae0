//! Goods of an order: where its reservation moves, effects set them aside or let them go; and nowhere else.

use super::{Check, demand};
use crate::bindings::comptoir::rules::types::Action;
use crate::bindings::exports::comptoir::rules::orders::{
    Event, FireAnswer, Order, ReservationState, ReturnState, ShipmentState, Split,
};

/// What is known of an order's goods.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goods {
    Free,
    /// The accounting system was asked.
    Asked,
    Aside,
}

impl From<ReservationState> for Goods {
    fn from(state: ReservationState) -> Self {
        match state {
            ReservationState::None | ReservationState::Denied | ReservationState::Expired => {
                Self::Free
            }
            ReservationState::Requested => Self::Asked,
            ReservationState::Part | ReservationState::Full => Self::Aside,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Release,
    Reserve,
    Request,
}

/// An applied event's effects on goods.
pub(super) fn check(answer: &FireAnswer, order: &Order, event: &Event) -> Check {
    let mut done = Vec::new();
    for effect in &answer.verdict.effects {
        let (id, what) = match &effect.action {
            Action::ReleaseOrder(id) => (id, Done::Release),
            Action::ReserveOrder(id) => (id, Done::Reserve),
            Action::RequestReservation(id) => (id, Done::Request),
            _ => continue,
        };
        demand(*id == order.id, || {
            format!("an effect speaks of order `{id}`, not `{}`", order.id)
        })?;
        done.push(what);
    }
    let before = Goods::from(order.states.reservation);
    let after = Goods::from(answer.states.reservation);
    answered(event, order.states.reservation)?;
    let holds = match (event, before, after) {
        // The accounting system has done what it says.
        (Event::GrantReservation | Event::DenyReservation, ..)
        | (Event::GrantPart(_), _, Goods::Asked | Goods::Aside) => done.is_empty(),
        (Event::GrantPart(_), _, Goods::Free) => done == [Done::Release],
        (_, Goods::Free, Goods::Free) | (_, Goods::Asked, Goods::Asked) => done.is_empty(),
        (_, Goods::Free | Goods::Asked, Goods::Aside) => done == [Done::Reserve],
        (_, Goods::Free, Goods::Asked) => done == [Done::Request],
        (_, Goods::Asked | Goods::Aside, Goods::Free) => done == [Done::Release],
        (_, Goods::Aside, Goods::Asked) => done == [Done::Release, Done::Request],
        // A reservation past its time is made anew.
        (_, Goods::Aside, Goods::Aside) => {
            done.is_empty() || done == [Done::Release, Done::Reserve]
        }
    };
    demand(holds, || {
        "goods are set aside or let go otherwise than the order says".to_owned()
    })
}

/// Only what was asked for is granted or denied, only what is set aside expires.
fn answered(event: &Event, before: ReservationState) -> Check {
    use ReservationState as R;
    let holds = match event {
        Event::GrantReservation => matches!(before, R::Requested | R::Part),
        Event::GrantPart(_) | Event::DenyReservation => before == R::Requested,
        Event::ExpireReservation => matches!(before, R::Part | R::Full),
        _ => true,
    };
    demand(holds, || {
        "a reservation is answered that was not asked for".to_owned()
    })
}

/// Of what is split off nothing is set aside, and nothing is on its way.
pub(super) fn apart(split: &Split) -> Check {
    let states = &split.states;
    let here = states.shipment == ShipmentState::None && states.returns == ReturnState::None;
    demand(
        here && Goods::from(states.reservation) == Goods::Free && !split.lines.is_empty(),
        || "goods that were not granted are split off as set aside, or shipped".to_owned(),
    )
}
