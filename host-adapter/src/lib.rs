//! B2B rules for shops that already exist.
//!
//! A shop engine gathers [`Facts`], asks from its cart, checkout and order hooks, and
//! acts on the [`Decision`]. The rules run in a sandboxed WebAssembly component, in a
//! fresh instance for every call; nothing of one client is left when the next is asked.
//!
//! ```no_run
//! use comptoir::{Comptoir, Limits};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let comptoir = Comptoir::builder().policy_file("policy.toml")?.limits(Limits::default()).build()?;
//! # let (context, facts, request): (comptoir::contract::Context, comptoir::Facts, comptoir::contract::CartRequest) = todo();
//! let decision = comptoir.cart().evaluate(&context, &facts, &request)?;
//! for stage in &decision.answer.stages {
//!     println!("{:?}: {:?}", stage.stage, stage.outcome);
//! }
//! # Ok(())
//! # }
//! # fn todo<T>() -> T { unreachable!("not run") }
//! ```

mod activation;
pub mod audit;
pub mod bindings;
pub mod canonical;
mod commit;
pub mod contract;
mod corrected;
mod error;
mod facts;
pub mod fixtures;
mod hooks;
mod limits;
pub mod messages;
mod optimize;
mod policy_file;
mod sandbox;
pub mod shop;
pub mod values;

pub use activation::{Builder, CONTRACT, Comptoir, Generation, read_policy};
pub use commit::{Binding, Commit, CommitError, FactVersion, ToCommit, Versioned};
pub use corrected::corrected_workbook;
pub use error::{ActivationError, CallError, FileParam};
pub use facts::Facts;
#[doc(hidden)]
pub use hooks::Warm;
pub use hooks::{
    Accounts, Answer, Cart, Catalogue, Checkout, Client, Decision, Documents, Loyalty, OrderFacts,
    OrderFile, Orders, advance, event_digest, import_row, split_off,
};
pub use limits::{
    CallLimits, Compilation, EngineOptions, FileLimits, Limit, Limits, TICK, UNCOUNTED,
};
pub use policy_file::{PolicyFile, PolicyIssue, Position};
pub use sandbox::{CallStats, ComponentInfo, Tier, inspect};
