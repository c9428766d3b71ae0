//! What can go wrong. A business "no" is an answer, never an error.

use std::path::PathBuf;

use crate::limits::Limit;
use crate::policy_file::PolicyIssue;

/// Why a plugin with a policy did not become active. What was active before still is.
#[derive(Debug, thiserror::Error)]
pub enum ActivationError {
    /// A file can't be read.
    #[error("can't read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The builder was given no policy.
    #[error("no policy was given: call `policy_file` or `policy_text`")]
    NoPolicy,
    /// The builder was given no plugin, and none is bundled.
    #[error("no plugin was given: call `plugin_file`, or build with the feature `bundled`")]
    NoPlugin,
    /// The plugin is not the one that was signed off.
    #[error("the plugin has the digest {found}, not {expected}")]
    Digest {
        /// What was asked for.
        expected: String,
        /// SHA-256 of the bytes, in hexadecimal.
        found: String,
    },
    /// The bytes are no valid component.
    #[error("the plugin is no valid WebAssembly component: {0}")]
    NotAComponent(String),
    /// The component wants something from its host.
    #[error("the plugin imports `{0}`; a plugin imports nothing but types of `comptoir:rules`")]
    Import(String),
    /// The component speaks another version of the contract.
    #[error(
        "the plugin speaks `{found}`, this adapter `{known}`; take a plugin of that version, or an adapter that knows the \
         plugin's"
    )]
    Version {
        /// The plugin's contract, with its version.
        found: String,
        /// The adapter's.
        known: String,
    },
    /// The component lacks an export, or has it with other types.
    #[error("the plugin does not fulfil comptoir:rules@0.1.0: {0}")]
    Contract(String),
    /// The component can't be compiled or snapshotted.
    #[error("the plugin can't be prepared: {0}")]
    Prepare(String),
    /// Loading the policy ended the sandbox.
    #[error("the plugin failed while it loaded the policy: {0}")]
    Load(CallError),
    /// The policy has errors.
    #[error("the policy `{file}` has {} error(s)", issues.iter().filter(|issue| issue.is_error).count())]
    Policy {
        /// Its name.
        file: String,
        /// Errors and warnings, by place.
        issues: Vec<PolicyIssue>,
    },
}

/// A parameter of [`CallError::File`], such as `limit` or `row`, with its value as it is shown.
pub type FileParam = (&'static str, String);

/// Why a call has no answer. The plugin stays active; a poisoned sandbox is never used again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The call is malformed: a mistake in the host, not a business "no".
    #[error("malformed call: {message} (at `{at}`)")]
    Malformed {
        /// `no-policy`, `bad-decimal`, `bad-date` or `bad-index`.
        code: String,
        /// Path of the argument.
        at: String,
        /// What is wrong.
        message: String,
    },
    /// The order file can't be read.
    #[error("{message}")]
    File {
        /// Stable code, such as `order-file.password-protected`.
        code: String,
        /// What is wrong and what would be right, in the reader's own English.
        message: String,
        /// What the texts of [`Messages::file`](crate::messages::Messages::file) say besides.
        params: Vec<FileParam>,
    },
    /// The call went beyond a bound.
    #[error("the call went beyond its {limit} limit of {bound}")]
    Limit {
        /// Which one.
        limit: Limit,
        /// The bound, with its unit.
        bound: String,
    },
    /// The guest gave up.
    #[error("the plugin trapped: {0}")]
    Trap(String),
    /// The guest answered something that can't be.
    #[error("the plugin's answer makes no sense: {0}")]
    Nonsense(String),
    /// Too many calls at once.
    #[error("more than {0} calls at once")]
    Busy(u32),
}
