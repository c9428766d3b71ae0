//! Errors as JavaScript gets them: a class, a code, a message, details.

use comptoir::{ActivationError, CallError, PolicyIssue};
use serde_json::{Value, json};

use crate::names::ReadError;

/// Why there is no answer. `index.js` makes a `ComptoirError` of it.
#[derive(Debug)]
pub(crate) struct Problem {
    code: String,
    message: String,
    details: Value,
}

impl Problem {
    pub(crate) fn new(code: &str, message: impl Into<String>, details: Value) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            details,
        }
    }
}

impl From<Problem> for napi::Error {
    fn from(problem: Problem) -> Self {
        let Problem {
            code,
            message,
            details,
        } = problem;
        let body = json!({ "code": code, "message": message, "details": details });
        Self::from_reason(body.to_string())
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::new(
            "malformed",
            error.to_string(),
            json!({ "code": "bad-argument", "at": error.at }),
        )
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::new(
            "malformed",
            error.to_string(),
            json!({ "code": "bad-json" }),
        )
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        let message = error.to_string();
        match error {
            CallError::Malformed { code, at, .. } => {
                Self::new("malformed", message, json!({ "code": code, "at": at }))
            }
            CallError::File { code, params, .. } => {
                let mut details = json!({ "code": code });
                for (name, value) in params {
                    details[name] = value.into();
                }
                Self::new("file", message, details)
            }
            CallError::Limit { limit, bound } => Self::new(
                "limit",
                message,
                json!({ "limit": limit.to_string(), "bound": bound }),
            ),
            CallError::Trap(_) => Self::new("trap", message, json!({})),
            CallError::Nonsense(_) => Self::new("nonsense", message, json!({})),
            CallError::Busy(calls) => Self::new("busy", message, json!({ "calls": calls })),
        }
    }
}

fn issue(issue: &PolicyIssue) -> Value {
    json!({
        "severity": if issue.is_error { "error" } else { "warning" },
        "code": issue.code,
        "path": issue.path,
        "file": issue.file,
        "line": issue.position.map(|position| position.line),
        "column": issue.position.map(|position| position.column),
        "message": issue.message,
        "expected": issue.expected,
    })
}

/// `issues` as JavaScript reads them.
pub(crate) fn issues(issues: &[PolicyIssue]) -> Value {
    issues.iter().map(issue).collect()
}

impl From<ActivationError> for Problem {
    fn from(error: ActivationError) -> Self {
        let message = error.to_string();
        let (code, details) = match error {
            ActivationError::Read { path, .. } => {
                ("read", json!({ "path": path.display().to_string() }))
            }
            ActivationError::NoPolicy => ("no-policy", json!({})),
            ActivationError::NoPlugin => ("no-plugin", json!({})),
            ActivationError::Digest { expected, found } => {
                ("digest", json!({ "expected": expected, "found": found }))
            }
            ActivationError::NotAComponent(_) => ("not-a-component", json!({})),
            ActivationError::Import(import) => ("import", json!({ "import": import })),
            ActivationError::Version { found, known } => {
                ("version", json!({ "found": found, "known": known }))
            }
            ActivationError::Contract(_) => ("contract", json!({})),
            ActivationError::Prepare(_) => ("prepare", json!({})),
            ActivationError::Load(error) => return Self::from(error),
            ActivationError::Policy { file, issues: all } => {
                ("policy", json!({ "file": file, "issues": issues(&all) }))
            }
        };
        Self::new(code, message, details)
    }
}
