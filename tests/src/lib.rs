//! What tests and benchmarks share: made-up facts, and the same decisions without a sandbox.

pub mod guests;
pub mod native;
mod people;
pub mod synthetic;
