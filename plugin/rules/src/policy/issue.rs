//! What is wrong with a policy: where, and what would be right.

use std::ops::Range;

/// How much an issue weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The policy is loaded all the same.
    Warning,
    /// The policy is refused.
    Error,
}

/// One thing wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Error or warning.
    pub weight: Weight,
    /// `syntax`, `unknown-key`, `wrong-type`, `bad-value`, `missing`, `duplicate`, `conflict`, `lint`.
    pub code: &'static str,
    /// Setting, such as `tier[gold].discount`; empty for the whole text.
    pub path: String,
    /// Bytes of the text.
    pub at: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub expected: Option<String>,
}

/// Issues in the order in which they were found.
#[derive(Debug, Default)]
pub struct Issues(Vec<Issue>);

impl Issues {
    /// Keeps an error.
    pub fn error(
        &mut self,
        code: &'static str,
        path: &str,
        at: Option<Range<usize>>,
        message: String,
        expected: Option<String>,
    ) {
        let path = path.to_owned();
        self.0.push(Issue {
            weight: Weight::Error,
            code,
            path,
            at,
            message,
            expected,
        });
    }

    /// Keeps a warning.
    pub fn warning(
        &mut self,
        path: &str,
        at: Option<Range<usize>>,
        message: String,
        expected: Option<String>,
    ) {
        let path = path.to_owned();
        self.0.push(Issue {
            weight: Weight::Warning,
            code: "lint",
            path,
            at,
            message,
            expected,
        });
    }

    /// Whether the policy is refused.
    #[must_use]
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|issue| issue.weight == Weight::Error)
    }

    /// What the policy is refused for, so far.
    pub fn errors(&self) -> impl Iterator<Item = &Issue> {
        let issues = self.0.iter();
        issues.filter(|issue| issue.weight == Weight::Error)
    }

    /// All of them, by place in the text.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Issue> {
        self.0
            .sort_by_key(|issue| issue.at.as_ref().map_or(usize::MAX, |span| span.start));
        self.0
    }
}
