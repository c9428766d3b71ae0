//! The same answers without a sandbox: what the tests compare with, and the benchmark's yardstick.

use comptoir_rules::{cart, catalogue, checkout, policy};

use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::{
    cart as cart_w, catalogue as catalogue_w, checkout as checkout_w, policy as policy_w,
};
use crate::convert::{self, FactGroups};

/// A policy, ready to decide.
pub struct Native {
    policy: policy::Policy,
}

impl Native {
    /// The policy that `text` holds, with the report of loading it.
    ///
    /// # Errors
    /// Every issue, when at least one is an error.
    pub fn load(text: &str) -> Result<(Self, policy_w::Report), Vec<policy_w::Issue>> {
        let loaded = policy::load(text).map_err(convert::policy::issues)?;
        let report = convert::policy::report(&loaded);
        Ok((
            Self {
                policy: loaded.policy,
            },
            report,
        ))
    }

    /// `catalogue.offers`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn offers(
        &self,
        context: Context,
        groups: FactGroups,
        request: catalogue_w::OffersRequest,
    ) -> Result<catalogue_w::OffersAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let catalogue_w::OffersRequest {
            contract,
            warehouses,
            detail,
        } = request;
        let answer = catalogue::offers(
            &self.policy,
            &context,
            &facts,
            contract.as_deref(),
            &warehouses,
            convert::detail(detail),
        );
        Ok(convert::offers_answer(answer))
    }

    /// `cart.evaluate`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn evaluate(
        &self,
        context: Context,
        groups: FactGroups,
        request: cart_w::CartRequest,
    ) -> Result<cart_w::CartAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let request = convert::cart_request(request)?;
        Ok(convert::cart_answer(cart::evaluate(
            &self.policy,
            &context,
            &facts,
            &request,
        )))
    }

    /// `cart.reorder`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn reorder(
        &self,
        context: Context,
        groups: FactGroups,
        request: cart_w::ReorderRequest,
    ) -> Result<cart_w::ReorderAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let request = convert::reorder_request(request)?;
        Ok(convert::reorder_answer(cart::reorder(
            &self.policy,
            &context,
            &facts,
            request,
        )))
    }

    /// `checkout.place`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn place(
        &self,
        context: Context,
        groups: FactGroups,
        request: checkout_w::PlaceRequest,
    ) -> Result<checkout_w::PlaceAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let request = convert::place_request(request)?;
        Ok(convert::place_answer(checkout::place(
            &self.policy,
            &context,
            &facts,
            request,
        )))
    }
}
