//! The sandbox: a validated component, a snapshot that holds the policy, a fresh instance for every call.

mod call;
mod engine;
mod exports;
mod snapshot;
mod tiers;
mod validate;

pub use call::CallStats;
pub(crate) use call::{Call, Guard};
pub(crate) use engine::Engines;
pub(crate) use exports::{Evaluate, Export};
pub(crate) use snapshot::{Code, Outcome as BakeOutcome, bake, reader};
pub use tiers::Tier;
pub(crate) use tiers::Tiered;
pub use validate::{ComponentInfo, inspect};
pub(crate) use validate::{digest, parts};
