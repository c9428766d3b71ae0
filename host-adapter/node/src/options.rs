//! What an activation is given.

use std::time::Duration;

use comptoir::{Builder, CallLimits, Compilation, Comptoir, EngineOptions, Limits};
use serde::Deserialize;

use crate::problem::Problem;

/// As `ActivateOptions` in `index.d.ts`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Options {
    policy: Option<Policy>,
    plugin: Option<String>,
    plugin_digest: Option<String>,
    #[serde(default)]
    limits: LimitsGiven,
    concurrent_calls: Option<u32>,
    #[serde(default)]
    compilation: CompilationGiven,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum CompilationGiven {
    #[default]
    Tiered,
    Baseline,
    Optimized,
}

impl From<CompilationGiven> for Compilation {
    fn from(given: CompilationGiven) -> Self {
        match given {
            CompilationGiven::Tiered => Self::Tiered,
            CompilationGiven::Baseline => Self::Baseline,
            CompilationGiven::Optimized => Self::Optimized,
        }
    }
}

/// A file, or a text with a name for messages.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Policy {
    /// Its path.
    File(String),
    /// Its text.
    Text {
        /// What messages call it.
        name: String,
        /// TOML.
        text: String,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LimitsGiven {
    load: Option<CallGiven>,
    catalogue: Option<CallGiven>,
    order_file: Option<CallGiven>,
    cart: Option<CallGiven>,
    checkout: Option<CallGiven>,
    accounts: Option<CallGiven>,
    documents: Option<CallGiven>,
    orders: Option<CallGiven>,
    file: Option<FileGiven>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CallGiven {
    fuel: Option<u64>,
    time_ms: Option<u64>,
    memory: Option<usize>,
    input: Option<usize>,
    output: Option<usize>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FileGiven {
    rows: Option<u32>,
    cells: Option<u32>,
}

impl CallGiven {
    fn over(self, default: CallLimits) -> CallLimits {
        CallLimits {
            fuel: self.fuel.unwrap_or(default.fuel),
            time: self.time_ms.map_or(default.time, Duration::from_millis),
            memory: self.memory.unwrap_or(default.memory),
            input: self.input.unwrap_or(default.input),
            output: self.output.unwrap_or(default.output),
        }
    }
}

impl LimitsGiven {
    fn over(&self, default: Limits) -> Limits {
        let call = |given: Option<CallGiven>, default| given.unwrap_or_default().over(default);
        let file = self.file.unwrap_or_default();
        let mut limits = default;
        limits.load = call(self.load, default.load);
        limits.catalogue = call(self.catalogue, default.catalogue);
        limits.order_file = call(self.order_file, default.order_file);
        limits.cart = call(self.cart, default.cart);
        limits.checkout = call(self.checkout, default.checkout);
        limits.accounts = call(self.accounts, default.accounts);
        limits.documents = call(self.documents, default.documents);
        limits.orders = call(self.orders, default.orders);
        limits.file.rows = file.rows.unwrap_or(default.file.rows);
        limits.file.cells = file.cells.unwrap_or(default.file.cells);
        limits
    }
}

impl Options {
    /// A plugin that decides.
    pub(crate) fn build(&self) -> Result<Comptoir, Problem> {
        let mut builder = Comptoir::builder().limits(self.limits.over(Limits::default()));
        if let Some(policy) = &self.policy {
            builder = policy.given_to(builder)?;
        }
        if let Some(path) = &self.plugin {
            builder = builder.plugin_file(path)?;
        }
        if let Some(digest) = &self.plugin_digest {
            builder = builder.plugin_digest(digest);
        }
        let mut engine = EngineOptions {
            compilation: self.compilation.into(),
            ..EngineOptions::default()
        };
        if let Some(calls) = self.concurrent_calls {
            engine.concurrent_calls = calls;
        }
        Ok(builder.engine_options(engine).build()?)
    }
}

impl Policy {
    fn given_to(&self, builder: Builder) -> Result<Builder, Problem> {
        Ok(match self {
            Self::File(path) => builder.policy_file(path)?,
            Self::Text { name, text } => builder.policy_text(name, text),
        })
    }

    /// It is read, and nothing more.
    pub(crate) fn open(&self) -> Result<comptoir::PolicyFile, Problem> {
        Ok(match self {
            Self::File(path) => comptoir::read_policy(path.as_ref())?,
            Self::Text { name, text } => comptoir::PolicyFile::new(name.clone(), text.clone()),
        })
    }
}
