//! Which language the messages speak.

use std::fmt;
use std::str::FromStr;

/// A language of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// `en`
    English,
    /// `ru`
    Russian,
    /// `it`
    Italian,
}

/// Why a text names no [`Language`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language of the messages; choose en, ru or it")]
pub struct LanguageError(String);

impl Language {
    /// All languages, English first.
    pub const ALL: [Self; 3] = [Self::English, Self::Russian, Self::Italian];

    /// The two-letter code, for example `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Italian => "it",
        }
    }

    /// The messages, as Fluent source.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../messages/en.ftl"),
            Self::Russian => include_str!("../../messages/ru.ftl"),
            Self::Italian => include_str!("../../messages/it.ftl"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == text)
            .ok_or_else(|| LanguageError(text.to_owned()))
    }
}
