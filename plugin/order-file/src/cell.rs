//! A cell on its way from a reader to a row.

use crate::number_format::NumberFormat;

/// Bytes of a cell's text that are kept; a longer one is cut there.
pub const MAX_TEXT_BYTES: usize = 256;

/// What a reader found in a cell that isn't empty.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Raw<'a> {
    /// A text, possibly cut.
    Text(&'a str, Cut),
    /// A finite number and how it is shown.
    Number(f64, Shown<'a>),
    /// A date, a truth value or an error.
    Other(&'a str),
}

/// Whether a text was cut at [`MAX_TEXT_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Whole,
    Cut,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown<'a> {
    /// By this format.
    By(&'a NumberFormat),
    /// As this text, which the file holds beside the number.
    As(&'a str),
}

impl<'a> Raw<'a> {
    /// A text, cut where it is too long.
    pub(crate) fn text(text: &'a str) -> Self {
        let kept = cut(text);
        let whole = kept.len() == text.len();
        Self::Text(kept, if whole { Cut::Whole } else { Cut::Cut })
    }

    /// A value that is neither text nor number, as the file writes it.
    pub(crate) fn other(text: &'a str) -> Self {
        Self::Other(cut(text))
    }
}

/// At most [`MAX_TEXT_BYTES`] of a text.
pub(crate) fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT_BYTES))
        .unwrap_or(text)
}

/// Blanks, including those that only look like nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Without outer blanks.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_characters() {
        let fits = "x".repeat(MAX_TEXT_BYTES);
        assert!(matches!(Raw::text(&fits), Raw::Text(text, Cut::Whole) if text == fits));
        let long = "x".repeat(MAX_TEXT_BYTES - 1) + "Я";
        assert!(matches!(Raw::text(&long), Raw::Text(text, Cut::Cut) if text.len() == 255));
    }

    #[test]
    fn trims_what_looks_like_nothing() {
        assert_eq!(trim("\u{FEFF}\u{A0} 0983\u{202F}\t"), "0983");
    }
}
