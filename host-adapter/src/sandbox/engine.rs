//! The wasmtime engines, and the one thread that keeps their wall clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{
    Config, Enabled, Engine, EngineWeak, InstanceAllocationStrategy, OptLevel,
    PoolingAllocationConfig, RegallocAlgorithm, Strategy,
};

use super::tiers::Tier;
use crate::error::ActivationError;
use crate::limits::{Compilation, EngineOptions, Limits, TICK, UNCOUNTED};

/// The engines that run decisions, and the one that loads a policy.
///
/// Loading compiles an instrumented component that runs once: there, compile time counts
/// and the speed of the code does not.
pub(crate) struct Engines {
    /// Compiles what is served from first.
    pub(crate) first: (Tier, Engine),
    /// Compiles what takes over from it, if anything does.
    pub(crate) second: Option<Engine>,
    /// The same two for the part that reads order files.
    pub(crate) reader: (Engine, Option<Engine>),
    pub(crate) load: Engine,
    pub(crate) options: EngineOptions,
    _ticker: Option<Ticker>,
}

impl Engines {
    pub(crate) fn new(
        options: EngineOptions,
        limits: &Limits,
    ) -> Result<Arc<Self>, ActivationError> {
        let first = match options.compilation {
            Compilation::Tiered | Compilation::Baseline => Tier::Baseline,
            Compilation::Optimized => Tier::Optimized,
        };
        let pair = |options: EngineOptions| {
            let second = match options.compilation {
                Compilation::Tiered => Some(run(options, Tier::Optimized, limits)?),
                Compilation::Baseline | Compilation::Optimized => None,
            };
            Ok::<_, ActivationError>((run(options, first, limits)?, second))
        };
        let rules = pair(options)?;
        let reading = reading(options, limits);
        let reader = if reading == options {
            rules.clone()
        } else {
            pair(reading)?
        };
        let mut load = config(loading(options));
        compile_fast(&mut load);
        let load = Engine::new(&load).map_err(prepare)?;
        let clocked = [&rules.0, &reader.0, &load];
        let clocked = clocked.into_iter().chain(&rules.1).chain(&reader.1);
        let mut clocked: Vec<&Engine> = clocked.collect();
        // Where both are the same, its clock must not run twice as fast.
        clocked.dedup_by(|one, other| Engine::same(one, other));
        let clocked = clocked.into_iter().map(Engine::weak).collect();
        let ticker = options.epoch.then(|| Ticker::start(clocked));
        Ok(Arc::new(Self {
            first: (first, rules.0),
            second: rules.1,
            reader,
            load,
            options,
            _ticker: ticker,
        }))
    }
}

/// An engine that runs decisions.
fn run(options: EngineOptions, tier: Tier, limits: &Limits) -> Result<Engine, ActivationError> {
    let mut run = config(options);
    match (tier, options.compilation) {
        (Tier::Baseline, _) => compile_fast(&mut run),
        // The shop is open: it keeps the other cores.
        (Tier::Optimized, Compilation::Tiered) => {
            run.parallel_compilation(false);
        }
        (Tier::Optimized, _) => {}
    }
    run.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(options, limits)));
    Engine::new(&run).map_err(prepare)
}

fn prepare(error: wasmtime::Error) -> ActivationError {
    ActivationError::Prepare(format!("{error:#}"))
}

/// What reads order files counts instructions only where a number of them is set.
fn reading(options: EngineOptions, limits: &Limits) -> EngineOptions {
    EngineOptions {
        fuel: options.fuel && limits.order_file.fuel != UNCOUNTED,
        ..options
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

/// Winch where it compiles for this processor, Cranelift without optimizations elsewhere.
fn compile_fast(config: &mut Config) {
    if has_baseline_compiler() {
        config.strategy(Strategy::Winch);
    } else {
        config
            .cranelift_opt_level(OptLevel::None)
            .cranelift_regalloc_algorithm(RegallocAlgorithm::SinglePass);
    }
}

/// The reader of order files uses vectors, which Winch compiles to AVX2 on x86-64.
fn has_baseline_compiler() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    return cfg!(target_arch = "aarch64");
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
