//! Rows of delimited text, numbered as a spreadsheet would number them.
//!
//! The `csv` crate leaves out blank lines; they count as rows, so they are
//! counted between one record and the next. A line break inside quotes isn't one.

use std::io::{Chain, Read};

use csv::{Reader, ReaderBuilder, StringRecord};
use memchr::memchr_iter;

use crate::address::MAX_COLUMNS;
use crate::cell::trim;
use crate::error::OrderFileError;

/// A row of its own at the end; without it the text ends inside quotes.
const END: &str = "\u{1A}";
const LAST_LINE: &[u8] = b"\n\x1A\n";

/// Records from the start of a text on.
pub(crate) struct Records<'t> {
    text: &'t str,
    part: &'t str,
    reader: Reader<Chain<&'t [u8], &'static [u8]>>,
    record: StringRecord,
    delimiter: u8,
    row: u32,
    open_quote: bool,
}

impl<'t> Records<'t> {
    /// `part` names the text in errors.
    pub(crate) fn new(text: &'t str, delimiter: char, part: &'t str) -> Self {
        let text = text.trim_end_matches(END);
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        Self {
            text,
            part,
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .from_reader(text.as_bytes().chain(LAST_LINE)),
            record: StringRecord::new(),
            delimiter,
            row: 0,
            open_quote: false,
        }
    }

    /// The next row's number, from 1, and its fields; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<(u32, &StringRecord)>, OrderFileError> {
        let damaged = |error: csv::Error| OrderFileError::damaged(self.part, error.to_string());
        if self.row == 0 {
            self.narrow()?;
        }
        let more = self.reader.read_record(&mut self.record).map_err(damaged)?;
        let last = self.record.iter().next_back().unwrap_or_default();
        if !more || last == END {
            return Ok(None);
        }
        self.open_quote = last.ends_with("\u{1A}\n");
        let blank = self
            .record
            .position()
            .map_or(0, |place| self.blank_lines(place.byte()));
        self.row = self.row.saturating_add(blank).saturating_add(1);
        Ok(Some((self.row, &self.record)))
    }

    /// Refuses a line of more columns than a sheet has: `csv` keeps a place for each.
    fn narrow(&self) -> Result<(), OrderFileError> {
        let most = usize::try_from(MAX_COLUMNS).unwrap_or(usize::MAX);
        let columns = |line: &[u8]| memchr_iter(self.delimiter, line).count();
        let mut lines = self
            .text
            .as_bytes()
            .split(|byte| matches!(byte, b'\r' | b'\n'));
        if lines.any(|line| line.len() >= most && columns(line) >= most) {
            let reason = "a line of it lies outside a sheet's columns";
            return Err(OrderFileError::damaged(self.part, reason));
        }
        Ok(())
    }

    /// The text ended inside quotes.
    pub(crate) fn open_quote(&self) -> bool {
        self.open_quote
    }

    /// Lines that end where a record begins that `csv` read from here on.
    fn blank_lines(&self, from: u64) -> u32 {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let (before, text) = self.text.split_at_checked(from).unwrap_or((self.text, ""));
        // The second half of the line end before.
        let text = if before.ends_with('\r') {
            text.strip_prefix('\n').unwrap_or(text)
        } else {
            text
        };
        let ends = text
            .len()
            .saturating_sub(text.trim_start_matches(['\r', '\n']).len());
        let ends = text.get(..ends).unwrap_or_default();
        let pairs = ends.matches("\r\n").count();
        u32::try_from(ends.len().saturating_sub(pairs)).unwrap_or(u32::MAX)
    }
}

/// What a field shows: `="0983"` keeps its zeros in a spreadsheet.
pub(crate) fn shown(field: &str) -> &str {
    let formula = trim(field).strip_prefix("=\"");
    formula
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, u32, &str)]) {
        let mut records = Records::new(text, ';', "part");
        let mut found = Vec::new();
        while let Some((row, fields)) = records.next().unwrap() {
            for (column, field) in (0..).zip(fields) {
                if !field.is_empty() {
                    found.push((row, column, shown(field).to_owned()));
                }
            }
        }
        let expected: Vec<_> = expected
            .iter()
            .map(|(row, column, text)| (*row, *column, (*text).to_owned()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn rows_and_columns() {
        check("", &[]);
        check("\n\n", &[]);
        check(
            "a;b\r\n\r\nc;d",
            &[(1, 0, "a"), (1, 1, "b"), (3, 0, "c"), (3, 1, "d")],
        );
        check("a\rb\n;c\n", &[(1, 0, "a"), (2, 0, "b"), (3, 1, "c")]);
        check("\r\r\na\r\r\n\n\nb", &[(3, 0, "a"), (7, 0, "b")]);
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
        for text in ["a;\"b", "a;\"b\n\nc;d", "\""] {
            let mut records = Records::new(text, ';', "part");
            while records.next().unwrap().is_some() {}
            assert!(records.open_quote(), "{text}");
        }
    }

    #[test]
    fn more_columns_than_a_sheet_has() {
        let text = ";".repeat(16_384);
        let error = Records::new(&text, ';', "part").next().unwrap_err();
        assert_eq!(error.code(), "order-file.damaged");
    }
}
