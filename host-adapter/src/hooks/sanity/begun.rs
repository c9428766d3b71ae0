//! An order begins as its draft says, and what sets its goods aside says the same.

use super::{Check, demand};
use crate::bindings::comptoir::rules::types::Action;
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::bindings::exports::comptoir::rules::orders::{
    OrderState, ReservationState, ReturnState, ShipmentState,
};

/// The draft of a placed order.
pub(super) fn draft(answer: &PlaceAnswer) -> Check {
    let Some(draft) = &answer.draft else {
        return Ok(());
    };
    let states = &draft.states;
    let begins = matches!(
        states.order,
        OrderState::AwaitingConfirmation | OrderState::Confirmed
    );
    demand(begins, || "a draft is no order that begins".to_owned())?;
    let nothing_left =
        states.shipment == ShipmentState::None && states.returns == ReturnState::None;
    demand(nothing_left, || "a draft is shipped already".to_owned())?;
    let count = |wanted: fn(&Action) -> bool| {
        let effects = answer.verdict.effects.iter();
        effects.filter(|effect| wanted(&effect.action)).count()
    };
    let reserved = count(|action| matches!(action, Action::Reserve(_)));
    let requested = count(|action| matches!(action, Action::RequestReservation(_)));
    let due = match states.reservation {
        ReservationState::None => (0, 0),
        ReservationState::Requested => (0, 1),
        ReservationState::Full => (1, 0),
        ReservationState::Part | ReservationState::Denied | ReservationState::Expired => {
            return demand(false, || "a draft's reservation was answered".to_owned());
        }
    };
    demand((reserved, requested) == due, || {
        "a draft's goods are set aside otherwise than it says".to_owned()
    })
}
