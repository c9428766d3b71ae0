//! One call in one store: limits set before, errors told apart after.

use std::time::{Duration, Instant};

use wasmtime::{Engine, ResourceLimiter, Store, Trap};

use crate::error::CallError;
use crate::limits::{CallLimits, EngineOptions, Limit, TICK};

/// What a store carries: the bound on memory, and whether it was reached.
pub(crate) struct Guard {
    memory: usize,
    denied: bool,
    peak: usize,
}

impl ResourceLimiter for Guard {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > self.memory {
            self.denied = true;
            return Ok(false);
        }
        self.peak = self.peak.max(desired);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= 100_000)
    }
}

/// What a call used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallStats {
    /// WebAssembly instructions, roughly; 0 where they are not counted.
    pub fuel: u64,
    /// Wall clock, instantiation included.
    pub time: Duration,
    /// Highest linear memory, in bytes.
    pub memory: usize,
}

/// A store with its limits, for one call.
pub(crate) struct Call {
    pub(crate) store: Store<Guard>,
    limits: CallLimits,
    options: EngineOptions,
    started: Instant,
}

impl Call {
    pub(crate) fn new(engine: &Engine, options: EngineOptions, limits: CallLimits) -> Self {
        let started = Instant::now();
        let mut store = Store::new(
            engine,
            Guard {
                memory: limits.memory,
                denied: false,
                peak: 0,
            },
        );
        store.limiter(|guard| guard);
        store.set_hostcall_fuel(limits.output);
        let mut call = Self {
            store,
            limits,
            options,
            started,
        };
        call.refill();
        call
    }

    /// Sets fuel and wall clock to their limits.
    pub(crate) fn refill(&mut self) {
        if self.options.fuel {
            // Fuel is switched on in the engine, so it can be set.
            let _ = self.store.set_fuel(self.limits.fuel);
        }
        if self.options.epoch {
            self.store.set_epoch_deadline(ticks(self.limits.time));
        }
    }

    /// What the call used.
    pub(crate) fn stats(&self) -> CallStats {
        let left = self.store.get_fuel().unwrap_or(self.limits.fuel);
        let fuel = if self.options.fuel {
            self.limits.fuel.saturating_sub(left)
        } else {
            0
        };
        CallStats {
            fuel,
            time: self.started.elapsed(),
            memory: self.store.data().peak,
        }
    }

    /// Whether `error` is the guest's doing, not the component's shape.
    pub(crate) fn was_ended(&self, error: &wasmtime::Error) -> bool {
        self.store.data().denied || error.downcast_ref::<Trap>().is_some()
    }

    /// Why wasmtime ended the call.
    pub(crate) fn explain(&self, error: &wasmtime::Error) -> CallError {
        let over = |limit, bound| CallError::Limit { limit, bound };
        let bytes = |bound: usize| format!("{bound} bytes");
        if self.store.data().denied {
            return over(Limit::Memory, bytes(self.limits.memory));
        }
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => {
                return over(Limit::Fuel, format!("{} instructions", self.limits.fuel));
            }
            Some(Trap::Interrupt) => {
                return over(Limit::Time, format!("{} ms", self.limits.time.as_millis()));
            }
            Some(Trap::StackOverflow) => return over(Limit::Stack, bytes(self.options.stack)),
            _ => {}
        }
        if error
            .downcast_ref::<wasmtime::PoolConcurrencyLimitError>()
            .is_some()
        {
            return CallError::Busy(self.options.concurrent_calls);
        }
        let text = format!("{error:#}");
        if text.contains("fuel allocated for hostcalls has been exhausted") {
            return over(Limit::Output, bytes(self.limits.output));
        }
        // A backtrace of guest frames helps nobody who reads a checkout's log.
        let root = error.chain().last().map_or(text, ToString::to_string);
        CallError::Trap(root)
    }
}

/// Wall clock in epochs, rounded up, with the running one on top. Wasmtime adds them to the
/// epoch at hand, unchecked: no limit is longer than the engine lives.
fn ticks(time: Duration) -> u64 {
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos());
    u64::try_from(ticks)
        .unwrap_or(u64::MAX)
        .min(u64::MAX / 2)
        .saturating_add(1)
}
