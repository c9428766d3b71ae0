//! The plugin as plain Rust, asked with the adapter's own types.
//!
//! Facts and requests cross by JSON, so that both sides see the same values.

use comptoir::contract::documents::DemoInvoiceRequest;
use comptoir::contract::loyalty::Occasion;
use comptoir::contract::orders::{FireRequest, Order, States, WorkingTime};
use comptoir::contract::{
    CartRequest, Context, Loyalty, OffersRequest, PlaceRequest, ReorderRequest,
};
use comptoir::fixtures::papers::{PaperQuestion, PapersAsked};
use comptoir::{Facts, OrderFacts, canonical};
use comptoir_component::bindings::comptoir::rules::types::{Context as GuestContext, RuleError};
use comptoir_component::convert::FactGroups;
use comptoir_component::native::Native;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use crate::people::people;

/// The guest's own type for a value of the host.
///
/// # Panics
/// Where the two sides of the contract differ: then a test has found something.
pub fn cross<T: DeserializeOwned>(value: &impl Serialize) -> T {
    let json = serde_json::to_value(value).expect("host types serialise");
    serde_json::from_value(json).expect("guest types are the host's")
}

/// The guest's own fact groups.
#[must_use]
pub fn groups(facts: &Facts) -> FactGroups {
    FactGroups {
        buyer: cross(&facts.buyer),
        contracts: cross(&facts.contracts),
        products: cross(&facts.products),
        stock: cross(&facts.stock),
        receivables: cross(&facts.receivables),
        rates: cross(&facts.rates),
        loyalty: cross(&facts.loyalty),
    }
}

pub(crate) fn canonical<T: Serialize>(answer: Result<T, RuleError>) -> Result<String, String> {
    match answer {
        Ok(answer) => Ok(canonical::to_string(&answer).expect("answers serialise")),
        Err(error) => Err(format!(
            "{}: {} (at {})",
            error.code, error.message, error.at
        )),
    }
}

/// `cart.evaluate`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn evaluate(
    native: &Native,
    context: &Context,
    facts: &Facts,
    request: &CartRequest,
) -> Result<String, String> {
    canonical(native.evaluate(
        cross::<GuestContext>(context),
        groups(facts),
        cross(request),
    ))
}

/// `checkout.place`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn place(
    native: &Native,
    context: &Context,
    facts: &Facts,
    request: &PlaceRequest,
) -> Result<String, String> {
    canonical(native.place(
        cross::<GuestContext>(context),
        groups(facts),
        (cross(&facts.history), cross(&facts.working)),
        cross(request),
    ))
}

/// `catalogue.offers`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn offers(
    native: &Native,
    context: &Context,
    facts: &Facts,
    request: &OffersRequest,
) -> Result<String, String> {
    canonical(native.offers(
        cross::<GuestContext>(context),
        groups(facts),
        cross(request),
    ))
}

/// `cart.reorder`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn reorder(
    native: &Native,
    context: &Context,
    facts: &Facts,
    request: &ReorderRequest,
) -> Result<String, String> {
    let facts = Facts {
        // The call passes none.
        loyalty: None,
        ..facts.clone()
    };
    canonical(native.reorder(
        cross::<GuestContext>(context),
        groups(&facts),
        cross(request),
    ))
}

/// `documents.demo-invoice`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn demo_invoice(
    native: &Native,
    context: &Context,
    facts: &Facts,
    request: &DemoInvoiceRequest,
) -> Result<String, String> {
    canonical(native.demo_invoice(
        cross::<GuestContext>(context),
        cross(&facts.products),
        cross(request),
    ))
}

/// `loyalty.account`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn account(native: &Native, context: &Context, facts: &Facts) -> Result<String, String> {
    canonical(native.account(
        cross::<GuestContext>(context),
        cross(&facts.buyer),
        cross(&facts.loyalty),
    ))
}

/// `loyalty.settle`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn settle(
    native: &Native,
    context: &Context,
    loyalty: &Loyalty,
    occasion: &Occasion,
) -> Result<String, String> {
    canonical(native.settle(
        cross::<GuestContext>(context),
        cross(loyalty),
        cross(occasion),
    ))
}

/// `orders.fire`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn fire(
    native: &Native,
    context: &Context,
    facts: &Facts,
    of: &OrderFacts,
    request: &FireRequest,
) -> Result<String, String> {
    canonical(native.fire(
        cross::<GuestContext>(context),
        groups(facts),
        (cross(&of.order), cross(&of.working), cross(&of.history)),
        cross(request),
    ))
}

/// `orders.due`, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn due(
    native: &Native,
    context: &Context,
    orders: &[Order],
    working: Option<&[WorkingTime]>,
) -> Result<String, String> {
    canonical(native.due(
        cross::<GuestContext>(context),
        cross(&orders),
        cross(&working),
    ))
}

/// `orders.label` and `orders.describe`, as canonical JSON.
#[must_use]
pub fn label_and_machine(native: &Native, states: &States) -> (String, String) {
    let label = native.label(cross(states));
    let machine = native.machine();
    (
        canonical::to_string(&label).expect("labels serialise"),
        canonical::to_string(&machine).expect("machines serialise"),
    )
}

/// A document of a client, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn papers(native: &Native, asked: &PapersAsked) -> Result<String, String> {
    let context = cross::<GuestContext>(&asked.context);
    let facts = &asked.facts;
    let client = || (cross(&facts.buyer), cross(&facts.contracts));
    match &asked.question {
        PaperQuestion::Invoice(order, request) => canonical(native.invoice(
            context,
            client(),
            cross(&facts.products),
            cross(order),
            cross(request),
        )),
        PaperQuestion::Statement(ledger, request) => canonical(native.statement(
            context,
            client(),
            (cross(ledger), cross(&facts.receivables)),
            cross(request),
        )),
        PaperQuestion::Waybill(orders, request) => canonical(native.waybill(
            context,
            client(),
            (
                cross(&facts.products),
                (cross(&facts.receivables), cross(&facts.rates)),
            ),
            cross(orders),
            cross(request),
        )),
        PaperQuestion::History(orders, request) => {
            canonical(native.history(context, cross(&facts.buyer), cross(orders), cross(request)))
        }
    }
}
