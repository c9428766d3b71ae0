//! Scenarios that try to get an order past the rules, and the interface an engine implements to be tried.
//!
//! A host developer implements [`Engine`] over his own shop: each function does what his users do,
//! through the same code that serves them. [`run`] then tries every [`scenarios`] on a fresh shop: by
//! cart, import, reorder, a rep's entry, staff edits, direct transitions. The same gates must stand on
//! every way. What an engine has not got it says ([`EngineError::Missing`]): those scenarios count
//! as not tried, never as passed.
//!
//! Whatever a scenario expects, no more of an article is ever reserved than there is.
//!
//! Requirement: B8.

mod engine;
mod run;
mod scenario;

pub use engine::{Bring, Engine, EngineError, OrderSeen, Told, Who};
pub use run::{Outcome, Report, Tried, run};
pub use scenario::{Scenario, Step, scenarios};

use std::path::PathBuf;

/// The shop that scenarios play in, as `comptoir::shop::Shop::open` reads it.
#[must_use]
pub fn shop_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("shop")
}

/// Its policy.
pub const POLICY: &str = include_str!("../policy.toml");

/// The moment at which scenarios play: 2026-11-20, a Friday, at noon in Rome.
pub const AT: comptoir::contract::Instant = 1_795_172_400_000;
