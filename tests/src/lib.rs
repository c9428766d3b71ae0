//! What tests and benchmarks share: made-up facts, and the same decisions without a sandbox.

pub mod components;
pub mod guests;
pub mod native;
mod people;
pub mod synthetic;

use comptoir::{Builder, Compilation, Comptoir, EngineOptions};

/// As [`Comptoir::builder`], ready soonest: most tests ask little of what they build.
#[must_use]
pub fn builder() -> Builder {
    Comptoir::builder().engine_options(options())
}

/// What [`builder`] builds with: baseline code, or optimized code where the environment has
/// [`OPTIMIZED`], as `make test` has it for a second run of what tests the sandbox itself.
#[must_use]
pub fn options() -> EngineOptions {
    let compilation = match std::env::var_os(OPTIMIZED) {
        Some(_) => Compilation::Optimized,
        None => Compilation::Baseline,
    };
    EngineOptions {
        compilation,
        ..EngineOptions::default()
    }
}

/// Name of the variable that has tests run on optimized code.
pub const OPTIMIZED: &str = "COMPTOIR_TESTS_OPTIMIZED";
