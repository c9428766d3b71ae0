//! Bakes a policy into the component: load once, snapshot the memory, compile the result.
//!
//! A decision then starts from a memory that holds the policy and no trace of another client.

use std::panic::AssertUnwindSafe;

use comptoir_typed_export::Signature;
use wasmtime::component::{Component, Instance, InstancePre, Lift, Linker, WasmList};
use wasmtime::{Engine, Store};
use wasmtime_wizer::{ComponentInstanceState, Wizer};

use super::call::{Call, Guard};
use super::engine::{Engines, loading};
use super::exports::{Evaluate, Export, Offers, Place};
use crate::bindings::Rules;
use crate::bindings::exports::comptoir::rules::meta::Description;
use crate::bindings::exports::comptoir::rules::policy::{Issue, Report};
use crate::bindings::exports::comptoir::rules::{
    accounts, cart, delivery, documents, loyalty, orders,
};
use crate::bindings::reader::ReaderPre;
use crate::error::{ActivationError, CallError};
use crate::limits::{CallLimits, EngineOptions};

/// A component that holds its policy.
pub(crate) struct Baked {
    /// The component, to be compiled once more.
    pub(crate) snapshot: Vec<u8>,
    /// What decides until there is better.
    pub(crate) code: Code,
    pub(crate) description: Description,
    pub(crate) report: Report,
}

/// A component that holds its policy, compiled, ready to be instantiated.
pub(crate) struct Code {
    pub(crate) pre: InstancePre<Guard>,
    /// Where its functions are. Wasmtime compares a function's types with ours each time it is
    /// looked up in an instance, so a decision looks up the one it calls.
    pub(crate) offers: Export<Offers>,
    pub(crate) evaluate: Export<Evaluate>,
    pub(crate) place: Export<Place>,
    pub(crate) cart: cart::GuestIndices,
    pub(crate) accounts: accounts::GuestIndices,
    pub(crate) delivery: delivery::GuestIndices,
    pub(crate) documents: documents::GuestIndices,
    pub(crate) loyalty: loyalty::GuestIndices,
    pub(crate) orders: orders::GuestIndices,
}

impl Code {
    /// Compiles `snapshot`.
    pub(crate) fn new(
        engine: &Engine,
        options: EngineOptions,
        limits: CallLimits,
        snapshot: &[u8],
    ) -> Result<Self, ActivationError> {
        let pre = ready(engine, snapshot)?;
        Ok(Self {
            offers: export(&pre, options, limits, "catalogue", "offers")?,
            evaluate: export(&pre, options, limits, "cart", "evaluate")?,
            place: export(&pre, options, limits, "checkout", "place")?,
            cart: cart::GuestIndices::new(&pre).map_err(contract)?,
            accounts: accounts::GuestIndices::new(&pre).map_err(contract)?,
            delivery: delivery::GuestIndices::new(&pre).map_err(contract)?,
            documents: documents::GuestIndices::new(&pre).map_err(contract)?,
            loyalty: loyalty::GuestIndices::new(&pre).map_err(contract)?,
            orders: orders::GuestIndices::new(&pre).map_err(contract)?,
            pre,
        })
    }
}

/// The function `name` of `interface`, its type compared in a call of its own.
fn export<S: Signature>(
    pre: &InstancePre<Guard>,
    options: EngineOptions,
    limits: CallLimits,
    interface: &str,
    name: &str,
) -> Result<Export<S>, ActivationError> {
    let mut call = Call::new(pre.engine(), options, limits);
    let interface = format!("comptoir:rules/{interface}@0.1.0");
    Export::new(pre, &mut call.store, &interface, name).map_err(|error| {
        if call.was_ended(&error) {
            ActivationError::Load(call.explain(&error))
        } else {
            contract(error)
        }
    })
}

/// What loading the policy came to.
pub(crate) enum Outcome {
    /// The policy is in.
    Baked(Box<Baked>),
    /// The policy has errors.
    Refused(Vec<Issue>),
}

fn prepare(error: &wasmtime::Error) -> ActivationError {
    ActivationError::Prepare(format!("{error:#}"))
}

fn contract(error: wasmtime::Error) -> ActivationError {
    ActivationError::Contract(format!("{error:#}"))
}

/// Loads `policy` into the component in `bytes`, snapshots it and compiles it with `engine`.
///
/// `bytes` have passed [`super::validate::inspect`].
pub(crate) fn bake(
    engines: &Engines,
    engine: &Engine,
    bytes: &[u8],
    policy: &str,
    limits: CallLimits,
) -> Result<Outcome, ActivationError> {
    if policy.len() > limits.input {
        let bound = format!("{} bytes", limits.input);
        return Err(ActivationError::Load(CallError::Limit {
            limit: crate::limits::Limit::Input,
            bound,
        }));
    }
    let wizer = Wizer::new();
    let (context, instrumented) = quietly(|| wizer.instrument_component(bytes))?;
    let component =
        Component::new(&engines.load, &instrumented).map_err(|error| prepare(&error))?;
    let mut linker: Linker<Guard> = Linker::new(&engines.load);
    linker
        .define_unknown_imports_as_traps(&component)
        .map_err(|error| prepare(&error))?;
    let options = loading(engines.options);
    let mut call = Call::new(&engines.load, options, limits);
    let instance = linker
        .instantiate(&mut call.store, &component)
        .map_err(|error| {
            // A core module may run code as it starts.
            if call.was_ended(&error) {
                ActivationError::Load(call.explain(&error))
            } else {
                contract(error)
            }
        })?;
    let plugin = Rules::new(&mut call.store, &instance).map_err(contract)?;
    let loaded = plugin
        .comptoir_rules_policy()
        .call_load(&mut call.store, policy);
    let report = match loaded.map_err(|error| ActivationError::Load(call.explain(&error)))? {
        Ok(report) => report,
        Err(issues) => return Ok(Outcome::Refused(issues)),
    };
    let described = plugin.comptoir_rules_meta().call_describe(&mut call.store);
    let description = described.map_err(|error| ActivationError::Load(call.explain(&error)))?;

    let mut state = State {
        store: &mut call.store,
        instance,
    };
    let snapshot = quietly(|| pollster::block_on(wizer.snapshot_component(&context, &mut state)))?;
    Ok(Outcome::Baked(Box::new(Baked {
        code: Code::new(engine, engines.options, limits, &snapshot)?,
        snapshot,
        description,
        report,
    })))
}

/// Compiles the part of the plugin that reads order files. It holds no policy, so it needs no
/// snapshot, and serves every generation.
pub(crate) fn reader(engine: &Engine, bytes: &[u8]) -> Result<ReaderPre<Guard>, ActivationError> {
    ReaderPre::new(ready(engine, bytes)?).map_err(contract)
}

/// A component to be instantiated for every call.
fn ready(engine: &Engine, bytes: &[u8]) -> Result<InstancePre<Guard>, ActivationError> {
    let component = Component::new(engine, bytes).map_err(|error| prepare(&error))?;
    let mut linker: Linker<Guard> = Linker::new(engine);
    linker
        .define_unknown_imports_as_traps(&component)
        .map_err(|error| prepare(&error))?;
    linker
        .instantiate_pre(&component)
        .map_err(|error| prepare(&error))
}

/// Runs a step of the snapshot. Its library asserts what valid components of other makers may break.
fn quietly<T>(step: impl FnOnce() -> wasmtime::Result<T>) -> Result<T, ActivationError> {
    match std::panic::catch_unwind(AssertUnwindSafe(step)) {
        Ok(result) => result.map_err(|error| prepare(&error)),
        Err(_) => Err(ActivationError::Prepare(
            "the component can't be snapshotted".to_owned(),
        )),
    }
}

/// Lets the snapshot read an instance, without switching wasmtime's async support on.
struct State<'a> {
    store: &'a mut Store<Guard>,
    instance: Instance,
}

impl State<'_> {
    /// The value that an accessor returns. The accessors were put there by the instrumentation.
    fn read<R: Lift + 'static, T>(
        &mut self,
        instance: &str,
        name: &str,
        read: impl FnOnce(&mut Store<Guard>, R) -> T,
    ) -> T {
        let missing = "an instrumented component has its accessors";
        let parent = self
            .instance
            .get_export_index(&mut *self.store, None, instance);
        let index = self
            .instance
            .get_export_index(&mut *self.store, parent.as_ref(), name);
        let function = self
            .instance
            .get_typed_func::<(), (R,)>(
                &mut *self.store,
                index.unwrap_or_else(|| panic!("{missing}")),
            )
            .unwrap_or_else(|error| panic!("{missing}: {error}"));
        let (value,) = function
            .call(&mut *self.store, ())
            .unwrap_or_else(|error| panic!("{missing}: {error}"));
        read(self.store, value)
    }
}

impl ComponentInstanceState for State<'_> {
    async fn call_func_ret_list_u8(
        &mut self,
        instance: &str,
        name: &str,
        contents: impl FnOnce(&[u8]) + Send,
    ) {
        self.read(instance, name, |store, list: WasmList<u8>| {
            contents(list.as_le_slice(&*store))
        });
    }

    async fn call_func_ret_s32(&mut self, instance: &str, name: &str) -> i32 {
        self.read(instance, name, |_, value| value)
    }

    async fn call_func_ret_s64(&mut self, instance: &str, name: &str) -> i64 {
        self.read(instance, name, |_, value| value)
    }

    async fn call_func_ret_f32(&mut self, instance: &str, name: &str) -> u32 {
        self.read(instance, name, |_, value: f32| value.to_bits())
    }

    async fn call_func_ret_f64(&mut self, instance: &str, name: &str) -> u64 {
        self.read(instance, name, |_, value: f64| value.to_bits())
    }
}
