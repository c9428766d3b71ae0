//! Fields of delimited text, with the row numbers a spreadsheet would show.
//!
//! Blank lines count as rows, a line break inside quotes does not; that is why
//! this is not left to a library that skips blank lines.

use crate::cell::{CappedText, trim};

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field<'t> {
    /// 1-based.
    pub(crate) row: u32,
    /// 0-based.
    pub(crate) column: u32,
    /// As in the file, quotes included.
    pub(crate) raw: &'t str,
}

/// Fields from the start of a text on.
#[derive(Debug)]
pub(crate) struct Records<'t> {
    rest: Option<&'t str>,
    delimiter: char,
    row: u32,
    column: u32,
    open_quote: bool,
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str, delimiter: char) -> Self {
        let text = text.trim_end_matches('\u{1A}');
        Self {
            rest: Some(text).filter(|text| !text.is_empty()),
            delimiter,
            row: 1,
            column: 0,
            open_quote: false,
        }
    }

    /// The text ended inside quotes.
    pub(crate) fn open_quote(&self) -> bool {
        self.open_quote
    }

    pub(crate) fn next_field(&mut self) -> Option<Field<'t>> {
        let text = self.rest?;
        let end = self.end_of_field(text);
        let (raw, after) = text.split_at_checked(end).unwrap_or((text, ""));
        let field = Field {
            row: self.row,
            column: self.column,
            raw,
        };
        let mut chars = after.chars();
        match chars.next() {
            Some('\r' | '\n') => {
                let next = after.strip_prefix("\r\n").unwrap_or(chars.as_str());
                self.rest = Some(next).filter(|next| !next.is_empty());
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            Some(_) => {
                self.rest = Some(chars.as_str());
                self.column = self.column.saturating_add(1);
            }
            None => self.rest = None,
        }
        Some(field)
    }

    fn end_of_field(&mut self, text: &str) -> usize {
        let quoted = text.starts_with('"');
        let mut inside = quoted;
        for (at, c) in text.char_indices().skip(usize::from(quoted)) {
            match c {
                // A doubled quote closes and opens again, which comes to the same.
                '"' if quoted => inside = !inside,
                '\r' | '\n' if !inside => return at,
                c if c == self.delimiter && !inside => return at,
                _ => {}
            }
        }
        self.open_quote = inside;
        text.len()
    }
}

impl Field<'_> {
    /// The field's text: without quotes, and `="0983"` as the `0983` it shows.
    pub(crate) fn unquote(&self, into: &mut CappedText) {
        let Some(inner) = self.raw.strip_prefix('"') else {
            let shown = trim(self.raw)
                .strip_prefix("=\"")
                .and_then(|s| s.strip_suffix('"'));
            into.push_str(shown.unwrap_or(self.raw));
            return;
        };
        let inner = inner.trim_end();
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        let formula = inner
            .strip_prefix("=\"\"")
            .and_then(|s| s.strip_suffix("\"\""));
        let mut pieces = formula.unwrap_or(inner).split("\"\"");
        into.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            into.push('"');
            into.push_str(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(u32, u32, String)> {
        let mut records = Records::new(text, ';');
        let mut found = Vec::new();
        while let Some(field) = records.next_field() {
            let mut cell = CappedText::default();
            field.unquote(&mut cell);
            if !cell.as_str().is_empty() {
                found.push((field.row, field.column, cell.as_str().to_owned()));
            }
        }
        found
    }

    fn check(text: &str, expected: &[(u32, u32, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(r, c, t)| (*r, *c, (*t).to_owned()))
            .collect();
        assert_eq!(fields(text), expected, "{text:?}");
    }

    #[test]
    fn rows_and_columns() {
        check("", &[]);
        check(
            "a;b\r\n\r\nc;d",
            &[(1, 0, "a"), (1, 1, "b"), (3, 0, "c"), (3, 1, "d")],
        );
        check("a\rb\n;c\n", &[(1, 0, "a"), (2, 0, "b"), (3, 1, "c")]);
        check("a;b\n\u{1A}", &[(1, 0, "a"), (1, 1, "b")]);
    }

    #[test]
    fn quotes() {
        check(
            "\"a;\"\"b\"\"\r\nc\";d\ne",
            &[(1, 0, "a;\"b\"\r\nc"), (1, 1, "d"), (2, 0, "e")],
        );
        check("2\" pipe;\"\";x", &[(1, 0, "2\" pipe"), (1, 2, "x")]);
        check(
            "=\"0983\";\"=\"\"0007\"\"\"",
            &[(1, 0, "0983"), (1, 1, "0007")],
        );
        let mut records = Records::new("a;\"b", ';');
        while records.next_field().is_some() {}
        assert!(records.open_quote());
    }
}
