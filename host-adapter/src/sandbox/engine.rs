//! The wasmtime engines, and the one thread that keeps their wall clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{
    Config, Enabled, Engine, EngineWeak, InstanceAllocationStrategy, OptLevel,
    PoolingAllocationConfig, RegallocAlgorithm,
};

use crate::error::ActivationError;
use crate::limits::{EngineOptions, Limits, TICK};

/// The engine that runs decisions, and the one that loads a policy.
///
/// Loading compiles an instrumented component that runs once: there, compile time counts
/// and the speed of the code does not.
pub(crate) struct Engines {
    pub(crate) run: Engine,
    pub(crate) load: Engine,
    pub(crate) options: EngineOptions,
    _ticker: Option<Ticker>,
}

impl Engines {
    pub(crate) fn new(
        options: EngineOptions,
        limits: &Limits,
    ) -> Result<Arc<Self>, ActivationError> {
        let prepare = |error: wasmtime::Error| ActivationError::Prepare(format!("{error:#}"));
        let mut run = config(options);
        run.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(options, limits)));
        let mut load = config(loading(options));
        load.cranelift_opt_level(OptLevel::None)
            .cranelift_regalloc_algorithm(RegallocAlgorithm::SinglePass);
        let run = Engine::new(&run).map_err(prepare)?;
        let load = Engine::new(&load).map_err(prepare)?;
        let ticker = options
            .epoch
            .then(|| Ticker::start(vec![run.weak(), load.weak()]));
        Ok(Arc::new(Self {
            run,
            load,
            options,
            _ticker: ticker,
        }))
    }
}

/// What loads a policy runs once: it is quick to compile, and bounded by the wall clock alone,
/// or by fuel where there is no clock.
pub(crate) fn loading(options: EngineOptions) -> EngineOptions {
    EngineOptions {
        fuel: options.fuel && !options.epoch,
        ..options
    }
}

fn config(options: EngineOptions) -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .consume_fuel(options.fuel)
        .epoch_interruption(options.epoch)
        .max_wasm_stack(options.stack);
    config
}

fn pool(options: EngineOptions, limits: &Limits) -> PoolingAllocationConfig {
    let memory = [
        limits.catalogue,
        limits.order_file,
        limits.cart,
        limits.checkout,
        limits.accounts,
        limits.documents,
    ]
    .into_iter()
    .map(|call| call.memory)
    .max()
    .unwrap_or_default();
    let calls = options.concurrent_calls;
    let scan = options.pagemap_scan && PoolingAllocationConfig::is_pagemap_scan_available();
    let keep_resident = if scan {
        options.keep_resident_scanned
    } else {
        options.keep_resident
    };
    let mut pool = PoolingAllocationConfig::default();
    pool.total_component_instances(calls)
        // A component is a few core instances: the module, and shims around it.
        .total_core_instances(calls.saturating_mul(4))
        .total_memories(calls)
        .total_tables(calls.saturating_mul(4))
        .max_memory_size(memory)
        .linear_memory_keep_resident(keep_resident)
        .table_keep_resident(16 * 1024)
        .pagemap_scan(if scan { Enabled::Yes } else { Enabled::No });
    pool
}

/// Advances the epoch of its engines every [`TICK`], until it is dropped.
struct Ticker {
    stop: Arc<AtomicBool>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl Ticker {
    fn start(engines: Vec<EngineWeak>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let tick = move || {
            while !stopped.load(Ordering::Relaxed) {
                std::thread::sleep(TICK);
                for engine in engines.iter().filter_map(EngineWeak::upgrade) {
                    engine.increment_epoch();
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("comptoir-ticker".to_owned())
            .spawn(tick)
            .ok();
        Self {
            stop,
            thread: Mutex::new(thread),
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}
