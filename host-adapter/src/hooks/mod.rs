//! What a shop engine calls: one handle for each interface of the contract.

mod accounts;
mod cart;
mod catalogue;
mod checkout;
mod decision;
mod documents;
mod loyalty;
mod order_file;
mod orders;
mod papers;
mod sanity;
mod size;
mod view;
mod warm;

pub use accounts::Accounts;
pub use cart::Cart;
pub use catalogue::Catalogue;
pub use checkout::Checkout;
pub use decision::Decision;
pub use documents::Documents;
pub use loyalty::Loyalty;
pub use order_file::{OrderFile, import_row};
pub use orders::{OrderFacts, Orders, advance, event_digest, split_off};
pub use papers::Client;
pub use view::Answer;
#[doc(hidden)]
pub use warm::Warm;

use comptoir_typed_export::Signature;
use wasmtime::Engine;
use wasmtime::component::Instance;

use crate::activation::{Comptoir, Generation};
use crate::bindings::comptoir::rules::types::RuleError;
use crate::error::CallError;
use crate::limits::{CallLimits, Limit};
use crate::sandbox::{Call, CallStats, Code, Export, Guard};

impl Comptoir {
    /// Offers: from listings, product pages and price-list exports.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue<'_> {
        Catalogue { comptoir: self }
    }

    /// People: from sign-up, admin, and wherever somebody acts.
    #[must_use]
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts { comptoir: self }
    }

    /// Documents, for visitors and of clients.
    #[must_use]
    pub fn documents(&self) -> Documents<'_> {
        Documents { comptoir: self }
    }

    /// Bonus accounts: from the client's page, an order's end, a timer.
    #[must_use]
    pub fn loyalty(&self) -> Loyalty<'_> {
        Loyalty { comptoir: self }
    }

    /// Orders after placing: from every event and every timer.
    #[must_use]
    pub fn orders(&self) -> Orders<'_> {
        Orders { comptoir: self }
    }

    /// Order files: from uploads.
    #[must_use]
    pub fn order_file(&self) -> OrderFile<'_> {
        OrderFile { comptoir: self }
    }

    /// The cart: from every hook that changes it.
    #[must_use]
    pub fn cart(&self) -> Cart<'_> {
        Cart { comptoir: self }
    }

    /// Placing: from the checkout's last hook.
    #[must_use]
    pub fn checkout(&self) -> Checkout<'_> {
        Checkout { comptoir: self }
    }

    /// What `body` decides under the policy of the moment, in a fresh sandbox; see [`Self::call`].
    fn decided<T>(
        &self,
        limits: CallLimits,
        input: usize,
        body: impl Fn(
            &Code,
            &Instance,
            &mut wasmtime::Store<Guard>,
        ) -> wasmtime::Result<Result<T, RuleError>>,
    ) -> Result<Decision<T>, CallError> {
        let generation = self.generation();
        let code = generation.code.get();
        let (answer, stats) = self.call(code.pre.engine(), limits, input, |store| {
            let instance = code.pre.instantiate(&mut *store)?;
            body(&code, &instance, store)
        })?;
        Ok(Decision {
            answer: answer?,
            generation,
            stats,
        })
    }

    /// Asks the function that `export` picks, in a fresh sandbox; see [`Self::call`].
    fn ask<S: Signature>(
        &self,
        generation: &Generation,
        export: impl Fn(&Code) -> &Export<S>,
        limits: CallLimits,
        input: usize,
        params: S::Params<'_>,
    ) -> Result<(S::Return, CallStats), CallError> {
        let code = generation.code.get();
        self.call(code.pre.engine(), limits, input, |store| {
            let function = export(&code).instantiate(&mut *store)?;
            function.call(store, params)
        })
    }

    /// Runs `body`, which instantiates what it calls, in a fresh store. After a trap once more
    /// in another one; what ran out of a limit would run out of it again.
    fn call<T>(
        &self,
        engine: &Engine,
        limits: CallLimits,
        input: usize,
        body: impl Fn(&mut wasmtime::Store<Guard>) -> wasmtime::Result<T>,
    ) -> Result<(T, CallStats), CallError> {
        if input > limits.input {
            return Err(CallError::Limit {
                limit: Limit::Input,
                bound: format!("{} bytes", limits.input),
            });
        }
        let attempt = || {
            let mut call = Call::new(engine, self.engines.options, limits);
            match body(&mut call.store) {
                Ok(answer) => Ok((answer, call.stats())),
                Err(error) => Err(call.explain(&error)),
            }
        };
        match attempt() {
            Err(CallError::Trap(_)) => attempt(),
            done => done,
        }
    }
}

impl From<RuleError> for CallError {
    fn from(error: RuleError) -> Self {
        Self::Malformed {
            code: error.code,
            at: error.at,
            message: error.message,
        }
    }
}
