//! Guests that misbehave: each is stopped with an error that says how, and the same
//! Comptoir serves the next call.
//!
//! The guests stand in `tests/guests/examples`; what they do otherwise is right.

use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use comptoir::contract::accounts::{EmployeeChange, NewEmployee};
use comptoir::contract::documents::{InvoiceRequest, StatementRequest, WaybillRequest};
use comptoir::contract::loyalty::Occasion;
use comptoir::contract::{
    CartAnswer, Detail, OffersRequest, PlaceAnswer, PlaceRequest, Quote, QuotedLine,
};
use comptoir::{
    ActivationError, CallError, CallLimits, Client, Comptoir, Decision, EngineOptions, Limit,
    Limits, UNCOUNTED, inspect,
};
use comptoir_tests::{guests, synthetic};

mod busy;
mod lies;
mod limits;
mod loading;
mod nonsense;

const MIB: usize = 1024 * 1024;

fn build(guest: &'static [u8], limits: Limits) -> Result<Comptoir, ActivationError> {
    let options = EngineOptions {
        concurrent_calls: 2,
        ..comptoir_tests::options()
    };
    comptoir_tests::builder()
        .plugin_bytes(guest)
        .policy_text("none.toml", "")
        .limits(limits)
        .engine_options(options)
        .build()
}

fn comptoir(guest: &'static [u8]) -> Comptoir {
    build(guest, Limits::default()).expect("the guest misbehaves later")
}

fn with_cart_limits(guest: &'static [u8], cart: CallLimits) -> Comptoir {
    build(
        guest,
        Limits {
            cart,
            ..Limits::default()
        },
    )
    .expect("the guest misbehaves later")
}

fn evaluate(comptoir: &Comptoir) -> Result<Decision<CartAnswer>, CallError> {
    comptoir.cart().evaluate(
        &synthetic::context(),
        &synthetic::facts(2),
        &synthetic::cart(2),
    )
}

fn place(comptoir: &Comptoir) -> Result<Decision<PlaceAnswer>, CallError> {
    let lines = synthetic::cart(2).lines;
    let quoted = lines
        .iter()
        .map(|line| QuotedLine {
            quantity: line.quantity,
            net: 0.into(),
        })
        .collect();
    let request = PlaceRequest {
        roles: vec![],
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec![],
        lines,
        quote: Quote {
            lines: quoted,
            gross: 0.into(),
            delivery: None,
            redeemed: None,
        },
        paid: 0.into(),
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    };
    comptoir
        .checkout()
        .place(&synthetic::context(), &synthetic::facts(2), &request)
}

fn offers_request() -> OffersRequest {
    OffersRequest {
        contract: None,
        warehouses: vec![],
        detail: Detail::Price,
    }
}

/// The next call is served, by the same Comptoir.
#[track_caller]
fn serves(comptoir: &Comptoir) {
    let offers = comptoir.catalogue().offers(
        &synthetic::context(),
        &synthetic::facts(2),
        &offers_request(),
    );
    assert_eq!(
        offers.expect("the next call is served").answer.offers.len(),
        2
    );
}

/// `result` is stopped at `limit`, and says which bound it was.
#[track_caller]
fn stopped<T>(result: Result<T, CallError>, limit: Limit, bound: &str) {
    let expected = CallError::Limit {
        limit,
        bound: bound.to_owned(),
    };
    assert_eq!(result.err(), Some(expected));
}

#[track_caller]
fn nonsense<T>(result: Result<T, CallError>, what: &str) {
    assert_eq!(result.err(), Some(CallError::Nonsense(what.to_owned())));
}
