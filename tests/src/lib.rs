//! What tests and benchmarks share: made-up facts, and the same decisions without a sandbox.

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

/// What [`builder`] builds with.
#[must_use]
pub fn options() -> EngineOptions {
    EngineOptions {
        compilation: Compilation::Baseline,
        ..EngineOptions::default()
    }
}
