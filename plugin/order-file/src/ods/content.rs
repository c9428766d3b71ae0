//! The sheets of `content.xml`, streamed into a [`Collector`].
//!
//! An empty cell or row repeated a million times only moves the position. One
//! that holds something is handed over as often as it is repeated, so that the
//! limits on cells and rows stop it.

use std::collections::BTreeSet;

use super::cell::{Current, repeat};
use crate::address::MAX_COLUMNS;
use crate::cell::{CappedText, MAX_TEXT_BYTES, Raw, Shown};
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Limits, OrderFile};
use crate::quantity::DecimalMark;
use crate::xml::{Event, Tag, Xml, attribute, push_text};

/// Hidden styles remembered at most.
const MAX_STYLES: usize = 4_096;

/// What was met so far.
struct State {
    limits: Limits,
    cells: u32,
    sheets: u32,
    hidden: BTreeSet<String>,
    style: String,
    sheet: Option<Sheet>,
    cell: Current,
    /// Levels inside a comment or a drawing, whose text is no cell's.
    aside: u32,
    in_cell: bool,
}

struct Sheet {
    name: String,
    collector: Collector,
    /// 1-based; the row being read.
    row: u32,
    row_repeated: u32,
    column: u32,
    /// Cells of the current row, if it is repeated.
    held: Vec<(u32, u32, Kept)>,
}

enum Kept {
    Text(CappedText),
    Number(f64, String),
    Other(String),
}

pub(crate) fn read(xml: &mut Xml<'_, '_>, limits: Limits) -> Result<OrderFile, OrderFileError> {
    let part = xml.part().to_owned();
    let mut state = State {
        limits,
        cells: 0,
        sheets: 0,
        hidden: BTreeSet::new(),
        style: String::new(),
        sheet: None,
        cell: Current::default(),
        aside: 0,
        in_cell: false,
    };
    loop {
        match xml.next()? {
            Event::Start(tag) => state.start(tag),
            Event::End(name) => {
                if let Some(file) = state.end(name)? {
                    return Ok(file);
                }
            }
            Event::Text(more) if state.takes_text() => {
                push_text(more, &mut state.cell.text, &part)?
            }
            Event::CData(more) if state.takes_text() => state.cell.text.push_str(more),
            Event::Eof if state.sheets == 0 => return Err(OrderFileError::NoSheets),
            Event::Eof => return Err(OrderFileError::NothingFilledIn),
            _ => {}
        }
    }
}

impl State {
    fn takes_text(&self) -> bool {
        self.in_cell && self.aside == 0 && self.cell.paragraphs > 0
    }

    fn start(&mut self, tag: Tag<'_>) {
        let raw = tag.raw;
        match tag.name {
            "annotation" | "shapes" | "frame" | "tracked-changes" => {
                self.aside = self.aside.saturating_add(1);
            }
            _ if self.aside > 0 => {}
            "style" => self.style = attribute(raw, "name").unwrap_or_default(),
            "table-properties" => {
                let hidden = attribute(raw, "display").is_some_and(|shown| shown == "false");
                if hidden && self.hidden.len() < MAX_STYLES {
                    self.hidden.insert(std::mem::take(&mut self.style));
                }
            }
            "table" if self.sheet.is_none() => self.start_sheet(raw),
            "table-row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.row_repeated = repeat(raw, "number-rows-repeated");
                    sheet.column = 0;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell.start(raw);
                self.in_cell = true;
            }
            "p" | "h" if self.in_cell => self.cell.paragraph(),
            "s" if self.takes_text() => {
                let most = u32::try_from(MAX_TEXT_BYTES).unwrap_or(u32::MAX);
                for _ in 0..repeat(raw, "c").min(most.saturating_add(1)) {
                    self.cell.text.push(' ');
                }
            }
            "tab" if self.takes_text() => self.cell.text.push('\t'),
            "line-break" if self.takes_text() => self.cell.text.push('\n'),
            _ => {}
        }
    }

    fn start_sheet(&mut self, raw: &str) {
        let style = attribute(raw, "style-name").unwrap_or_default();
        if self.hidden.contains(&style) {
            return;
        }
        let name = attribute(raw, "name").unwrap_or_default();
        let part = format!("sheet `{name}`");
        self.sheets = self.sheets.saturating_add(1);
        self.sheet = Some(Sheet {
            collector: Collector::new(self.limits, DecimalMark::Unknown, &part, self.cells),
            name,
            row: 1,
            row_repeated: 1,
            column: 0,
            held: Vec::new(),
        });
    }

    fn end(&mut self, name: &str) -> Result<Option<OrderFile>, OrderFileError> {
        match name {
            "annotation" | "shapes" | "frame" | "tracked-changes" => {
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            "table-cell" | "covered-table-cell" => {
                self.in_cell = false;
                self.cell.end();
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_cell(&self.cell)?;
                }
            }
            "table-row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_row()?;
                }
            }
            "table" => {
                if let Some(sheet) = self.sheet.take() {
                    self.cells = sheet.collector.cells();
                    return sheet.collector.finish(Format::Ods, &sheet.name);
                }
            }
            _ => {}
        }
        Ok(None)
    }
}

impl Sheet {
    fn end_cell(&mut self, cell: &Current) -> Result<(), OrderFileError> {
        let repeated = cell.repeated;
        let first = self.column;
        self.column = first.saturating_add(repeated);
        let Some(raw) = cell.raw() else {
            return Ok(());
        };
        // One column beyond the last is enough to be refused as lying outside.
        let end = self.column.min(MAX_COLUMNS.saturating_add(1));
        for column in first..end.max(first.saturating_add(1)) {
            self.collector.cell(self.row, column, raw)?;
        }
        if self.row_repeated > 1 {
            let kept = match raw {
                Raw::Text(..) => Kept::Text(cell.text.clone()),
                Raw::Number(value, Shown::As(text)) => Kept::Number(value, text.to_owned()),
                Raw::Number(value, Shown::By(_)) => Kept::Number(value, String::new()),
                Raw::Other(text) => Kept::Other(text.to_owned()),
            };
            self.held.push((first, end, kept));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), OrderFileError> {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            let last = self.row.saturating_add(self.row_repeated).saturating_sub(1);
            for row in self.row.saturating_add(1)..=last {
                for (first, end, kept) in &held {
                    let raw = match kept {
                        Kept::Text(text) => text.raw(),
                        Kept::Number(value, text) => Raw::Number(*value, Shown::As(text)),
                        Kept::Other(text) => Raw::Other(text),
                    };
                    for column in *first..*end {
                        self.collector.cell(row, column, raw)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeated);
        self.row_repeated = 1;
        Ok(())
    }
}
