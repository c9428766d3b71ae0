//! How far the repetitions of a content reach, before calamine writes them out.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::address::{MAX_COLUMNS, MAX_ROWS};
use crate::cell::MAX_TEXT_BYTES;
use crate::error::OrderFileError;
use crate::header::HEADER_ROWS;
use crate::model::Limits;
use crate::sheets::Room;

const PART: &str = "`content.xml`";

/// What a content displays beside its numbers.
pub(crate) struct Repeats {
    /// Zero padded numbers by row and column, both from 0, of each sheet.
    padded: BTreeMap<String, BTreeMap<(u32, u32), String>>,
}

struct Scan {
    limits: Limits,
    room: Room,
    repeats: Repeats,
    sheet: String,
    /// The current row, from 0, and how often it stands there.
    row: u32,
    rows: u32,
    /// The first column after the current cell, and how often that stands there.
    column: u32,
    columns: u32,
    /// The first row that holds anything, the end of the last, and of the widest.
    first: Option<u32>,
    last: u32,
    width: u32,
    /// The text in the current cell that holds anything.
    text: Option<String>,
    text_bytes: u64,
}

impl Repeats {
    /// Refuses contents that calamine would never be done with.
    pub(crate) fn check(part: &mut dyn BufRead, limits: Limits) -> Result<Self, OrderFileError> {
        let mut scan = Scan::new(limits);
        let mut xml = Reader::from_reader(part);
        xml.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer);
            let event = event.map_err(|error| OrderFileError::damaged(PART, error.to_string()))?;
            match event {
                Event::Start(tag) => scan.start(&tag)?,
                Event::End(tag) => scan.end(tag.name().as_ref())?,
                Event::Text(text) => scan.text(text.as_ref()),
                Event::CData(text) => scan.text(text.as_ref()),
                Event::GeneralRef(_) => scan.text("&"),
                Event::Eof => return Ok(scan.repeats),
                _ => {}
            }
        }
    }

    /// The zero padded text of a number.
    pub(crate) fn shown(&self, sheet: &str, row: u32, column: u32) -> Option<&str> {
        let text = self.padded.get(sheet)?.get(&(row, column))?;
        Some(text)
    }
}

impl Scan {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            room: Room::new(limits),
            repeats: Repeats {
                padded: BTreeMap::new(),
            },
            sheet: String::new(),
            row: 0,
            rows: 1,
            column: 0,
            columns: 1,
            first: None,
            last: 0,
            width: 0,
            text: None,
            text_bytes: 0,
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), OrderFileError> {
        match tag.name().as_ref() {
            "table:table" => {
                let name = tag.try_get_attribute("table:name").ok().flatten();
                let name = name.map(|name| name.value.into_owned()).unwrap_or_default();
                self.sheet = quick_xml::escape::unescape(&name)
                    .unwrap_or_default()
                    .into_owned();
                (self.row, self.first, self.last, self.width) = (0, None, 0, 0);
            }
            "table:table-row" => {
                self.rows = number(tag, "table:number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = number(tag, "table:number-columns-repeated");
                self.column = self.column.saturating_add(self.columns);
                self.text = None;
                self.text_bytes = 0;
                let mut attributes = tag.attributes();
                for attribute in attributes.with_checks(false).flatten() {
                    let key = attribute.key.as_ref();
                    if key.starts_with("office:") || key == "table:formula" {
                        self.text.get_or_insert_default();
                    }
                    if !matches!(key, "office:value" | "office:value-type") {
                        self.more_text(attribute.value.len());
                    }
                }
                if self.text.is_some() {
                    self.filled()?;
                }
            }
            "text:s" => {
                self.text_bytes = self.text_bytes.saturating_add(number(tag, "text:c").into());
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, more: &str) {
        if let Some(text) = &mut self.text {
            if text.len().saturating_add(more.len()) <= MAX_TEXT_BYTES {
                text.push_str(more);
            }
            self.more_text(more.len());
        }
    }

    fn more_text(&mut self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.text_bytes = self.text_bytes.saturating_add(bytes);
    }

    fn end(&mut self, name: &str) -> Result<(), OrderFileError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(text) = self.text.take() {
                    let times = u64::from(self.rows).saturating_mul(self.columns.into());
                    self.room
                        .text(PART, self.text_bytes.saturating_mul(times))?;
                    self.keep_padded(text);
                }
            }
            "table:table-row" => self.row = self.row.saturating_add(self.rows),
            "table:table" => self.room.take(self.area()),
            _ => {}
        }
        Ok(())
    }

    /// The current cell holds something, as often as it is repeated.
    fn filled(&mut self) -> Result<(), OrderFileError> {
        let row = self.row.saturating_add(1);
        let end = self.row.saturating_add(self.rows);
        let most = self.limits.max_rows;
        let header = u32::try_from(HEADER_ROWS).unwrap_or(u32::MAX);
        if self.rows > most.saturating_add(header) {
            return Err(OrderFileError::TooManyRows {
                limit: most,
                row: row.saturating_add(most),
            });
        }
        if end > MAX_ROWS || self.column > MAX_COLUMNS {
            let reason = format!("row {row} lies outside a sheet's rows and columns");
            return Err(OrderFileError::damaged(
                &format!("sheet `{}`", self.sheet),
                reason,
            ));
        }
        self.first.get_or_insert(self.row);
        self.width = self.width.max(self.column);
        self.last = end;
        self.room.fits(self.area(), row)
    }

    /// Cells of the rectangle that calamine lays out for the sheet so far.
    fn area(&self) -> u64 {
        let rows = self.last.saturating_sub(self.first.unwrap_or(self.last));
        u64::from(rows).saturating_mul(self.width.into())
    }

    fn keep_padded(&mut self, text: String) {
        if !text.starts_with('0') || text.len() < 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        let sheet = self.repeats.padded.entry(self.sheet.clone()).or_default();
        for row in self.row..self.row.saturating_add(self.rows) {
            for column in self.column.saturating_sub(self.columns)..self.column {
                sheet.insert((row, column), text.clone());
            }
        }
    }
}

/// A repetition or a number of blanks, 1 if not stated.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    let mut attributes = tag.attributes();
    let stated = attributes.with_checks(false).flatten();
    let mut stated = stated.filter(|attribute| attribute.key.as_ref() == name);
    stated
        .next()
        .map_or(1, |count| count.value.parse().unwrap_or(u32::MAX))
}
