//! The functions that a shop asks on every page: their types are compared at activation, not
//! at every call.

use comptoir_typed_export::{Signature, TypedExport};

use super::call::Guard;
use crate::bindings::comptoir::rules::facts::{
    Buyer, Contract, Loyalty, Products, Rate, Receivables, Stock,
};
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, CartRequest};
use crate::bindings::exports::comptoir::rules::catalogue::{OffersAnswer, OffersRequest};
use crate::bindings::exports::comptoir::rules::checkout::{PlaceAnswer, PlaceRequest};
use crate::bindings::exports::comptoir::rules::orders::{OrderHistory, WorkingTime};

/// A function of the component.
pub(crate) type Export<S> = TypedExport<Guard, S>;

/// `cart.evaluate`.
pub(crate) struct Evaluate;

impl Signature for Evaluate {
    type Params<'a> = (
        &'a Context,
        &'a Buyer,
        &'a [Contract],
        &'a Products,
        &'a Stock,
        Option<&'a Receivables>,
        &'a [Rate],
        Option<&'a Loyalty>,
        &'a CartRequest,
    );
    type Return = (Result<CartAnswer, RuleError>,);
}

/// `catalogue.offers`.
pub(crate) struct Offers;

impl Signature for Offers {
    type Params<'a> = (
        &'a Context,
        &'a Buyer,
        &'a [Contract],
        &'a Products,
        &'a Stock,
        &'a [Rate],
        &'a OffersRequest,
    );
    type Return = (Result<OffersAnswer, RuleError>,);
}

/// `checkout.place`.
pub(crate) struct Place;

impl Signature for Place {
    type Params<'a> = (
        &'a Context,
        &'a Buyer,
        &'a [Contract],
        &'a Products,
        &'a Stock,
        Option<&'a Receivables>,
        &'a [Rate],
        Option<&'a Loyalty>,
        Option<&'a OrderHistory>,
        Option<&'a [WorkingTime]>,
        &'a PlaceRequest,
    );
    type Return = (Result<PlaceAnswer, RuleError>,);
}
