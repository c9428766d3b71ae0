//! Answers every event of an order with goods that left the house.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::orders::{FireAnswer, HistoryEntry, Order, ShipmentState, Status};
use comptoir_guests::types::Context;
use comptoir_guests::{Behaviour, answers};

struct ShipsWhatItConfirms;

impl Behaviour for ShipsWhatItConfirms {
    fn fire(order: Order, context: &Context) -> FireAnswer {
        let before = order.states.clone();
        let mut answer = answers::refused(order, context);
        answer.status = Status::Applied;
        answer.states.shipment = ShipmentState::Full;
        answer.history = Some(HistoryEntry {
            event: "confirm".to_owned(),
            by: context.acting.id.clone(),
            kind: context.acting.kind,
            principal: context.principal.clone(),
            at: context.instant,
            reason: None,
            before,
            after: answer.states.clone(),
            label_before: String::new(),
            label_after: String::new(),
        });
        answer
    }
}

comptoir_guests::guest!(ShipsWhatItConfirms);
