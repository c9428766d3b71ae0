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

/// A text that stops growing at [`MAX_TEXT_BYTES`].
#[derive(Clone, Debug, Default)]
pub(crate) struct CappedText {
    text: String,
    cut: bool,
}

impl CappedText {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.cut = false;
    }

    pub(crate) fn push_str(&mut self, more: &str) {
        if self.cut {
            return;
        }
        let room = MAX_TEXT_BYTES.saturating_sub(self.text.len());
        if more.len() <= room {
            self.text.push_str(more);
            return;
        }
        self.cut = true;
        let kept = more.get(..more.floor_char_boundary(room)).unwrap_or("");
        self.text.push_str(kept);
    }

    pub(crate) fn push(&mut self, more: char) {
        self.push_str(more.encode_utf8(&mut [0; 4]));
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn cut(&self) -> Cut {
        if self.cut { Cut::Cut } else { Cut::Whole }
    }

    pub(crate) fn raw(&self) -> Raw<'_> {
        Raw::Text(&self.text, self.cut())
    }
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
        let mut text = CappedText::default();
        text.push_str(&"x".repeat(MAX_TEXT_BYTES - 1));
        assert_eq!(text.cut(), Cut::Whole);
        text.push('Я');
        assert_eq!(text.cut(), Cut::Cut);
        assert_eq!(text.as_str().len(), MAX_TEXT_BYTES - 1);
        text.push('x');
        assert_eq!(text.as_str().len(), MAX_TEXT_BYTES - 1);
    }

    #[test]
    fn trims_what_looks_like_nothing() {
        assert_eq!(trim("\u{FEFF}\u{A0} 0983\u{202F}\t"), "0983");
    }
}
