//! What can be wrong with a shop folder, an override or a question.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a shop's facts can't be had. Says where and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// A file can't be read.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file holds something else than it should.
    #[error("{at}: {problem}")]
    Content {
        /// Where.
        at: Place,
        /// What.
        problem: ContentError,
    },
    /// An override that fits no fact.
    #[error("`{path}` can't be set: {problem}")]
    Override {
        /// The override's path.
        path: String,
        /// What is wrong with it or with its value.
        problem: ContentError,
    },
    /// Facts were asked for a buyer that the shop does not have.
    #[error("unknown buyer `{buyer}`; {known}")]
    UnknownBuyer {
        /// Who was asked for.
        buyer: String,
        /// Whom the shop has.
        known: String,
    },
    /// A receivable made by overrides belongs to nobody.
    #[error("receivable `{id}` has no company; set `receivable.{id}.company` too")]
    OwnerlessReceivable {
        /// Its id.
        id: String,
    },
}

/// A place in a file. Prints as `prices.csv:3:14`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

impl Place {
    /// The place of the byte `at` of a file's text.
    pub(super) fn of_byte(file: PathBuf, text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// What is wrong with a value, a column or a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// The file's own syntax.
    #[error("{0}")]
    Syntax(String),
    /// A header names a column that the file does not have.
    #[error("unknown column `{column}`; the columns are {columns}")]
    UnknownColumn {
        /// As written.
        column: String,
        /// All that there are.
        columns: String,
    },
    /// A header lacks a column.
    #[error("column `{column}` is missing; the columns are {columns}")]
    MissingColumn {
        /// The one that is missing.
        column: String,
        /// All that there are.
        columns: String,
    },
    /// A row is longer or shorter than the header.
    #[error("the row has {found} fields, the header has {expected}")]
    FieldCount {
        /// Fields of the row.
        found: u64,
        /// Fields of the header.
        expected: u64,
    },
    /// A value that can't be read.
    #[error("`{found}` is not {expected}")]
    Value {
        /// As written.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// A reference to something that the shop does not have.
    #[error("unknown {kind} `{id}`; {known}")]
    Unknown {
        /// What it should be, such as `warehouse`.
        kind: &'static str,
        /// As written.
        id: String,
        /// What there is.
        known: String,
    },
    /// Something that may stand once only.
    #[error("{0} stands here a second time; leave one of the two")]
    Repeated(String),
    /// An override's path leads nowhere.
    #[error("there is no such fact; a path starts with {0}")]
    NoSuchPath(String),
}

impl ContentError {
    pub(super) fn value(found: &str, expected: &str) -> Self {
        Self::Value {
            found: found.to_owned(),
            expected: expected.to_owned(),
        }
    }

    /// A reference that fails. `known` are the ids there are.
    pub(super) fn unknown<'a>(
        kind: &'static str,
        id: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self::Unknown {
            kind,
            id: id.to_owned(),
            known: there_is(known),
        }
    }
}

/// The ids there are, as far as a sentence holds them.
pub(crate) fn there_is<'a>(known: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let all: Vec<String> = known.map(|id| format!("`{id}`")).collect();
    match all.len() {
        0 => "the shop has none".to_owned(),
        1..=SHOWN => format!("there is {}", all.join(", ")),
        more => format!("there are {more}, among them {}", all[..SHOWN].join(", ")),
    }
}
