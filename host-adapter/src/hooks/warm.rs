//! One instance asked again and again: what a fresh one for every decision is measured against.
//!
//! For benchmarks alone. What one call leaves behind the next could read.

use comptoir_typed_export::Function;
use rust_decimal::Decimal as Number;

use super::cart;
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::types::Context;
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, CartRequest};
use crate::error::CallError;
use crate::facts::Facts;
use crate::limits::Limit;
use crate::sandbox::{Call, Evaluate};

/// An instance that is kept.
pub struct Warm {
    call: Call,
    evaluate: Function<Evaluate>,
    limit: usize,
    sum_unit: Number,
}

impl Comptoir {
    /// An instance that is kept; see [`Warm`].
    ///
    /// # Errors
    /// [`CallError`].
    #[doc(hidden)]
    pub fn warm(&self) -> Result<Warm, CallError> {
        let generation = self.generation();
        let code = generation.code.get();
        let mut call = Call::new(code.pre.engine(), self.engines.options, self.limits.cart);
        let evaluate = code.evaluate.instantiate(&mut call.store);
        let evaluate = evaluate.map_err(|error| call.explain(&error))?;
        Ok(Warm {
            call,
            evaluate,
            limit: self.limits.cart.input,
            sum_unit: generation.sum_unit,
        })
    }
}

impl Warm {
    /// As [`crate::Cart::evaluate`], its checks included.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn evaluate(
        &mut self,
        context: &Context,
        facts: &Facts,
        request: &CartRequest,
    ) -> Result<CartAnswer, CallError> {
        let input = cart::input(context, facts, request);
        if input > self.limit {
            return Err(CallError::Limit {
                limit: Limit::Input,
                bound: format!("{} bytes", self.limit),
            });
        }
        self.call.refill();
        let params = cart::params(context, facts, request);
        let answer = self.evaluate.call(&mut self.call.store, params);
        let (answer,) = answer.map_err(|error| self.call.explain(&error))?;
        let answer = answer?;
        cart::check(&answer, context, facts, request, self.sum_unit)?;
        Ok(answer)
    }
}
