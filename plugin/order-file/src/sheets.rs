//! What the three spreadsheet formats share: which sheets, and calamine's cells.

use calamine::{Data, ExcelDateTime, Range, Sheet, SheetType, SheetVisible};

use crate::cell::{Raw, Shown};
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Limits, OrderFile};
use crate::quantity::DecimalMark;

/// The first visible worksheet that holds anything; `fill` takes the cells of one.
pub(crate) fn first_filled(
    format: Format,
    sheets: &[Sheet],
    limits: Limits,
    mut fill: impl FnMut(&str, &mut Collector) -> Result<(), OrderFileError>,
) -> Result<OrderFile, OrderFileError> {
    let mut cells = 0;
    let visible = |sheet: &&Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    for sheet in sheets.iter().filter(visible) {
        let part = format!("sheet `{}`", sheet.name);
        // calamine finds sheets by their names.
        if sheets
            .iter()
            .filter(|other| other.name == sheet.name)
            .count()
            > 1
        {
            return Err(OrderFileError::damaged(
                &part,
                "another one has the same name",
            ));
        }
        let mut collector = Collector::new(limits, DecimalMark::Unknown, &part, cells);
        fill(&sheet.name, &mut collector)?;
        cells = collector.cells();
        if let Some(file) = collector.finish(format, &sheet.name)? {
            return Ok(file);
        }
    }
    if !sheets.iter().any(|sheet| visible(&sheet)) {
        return Err(OrderFileError::NoSheets);
    }
    Err(OrderFileError::NothingFilledIn)
}

/// Bounds what calamine takes for all sheets of an ods or xls: it lays out the
/// rectangle around a sheet's cells, and gives every cell a text of its own.
pub(crate) struct Room {
    limits: Limits,
    cells: u64,
    bytes: u64,
}

/// Texts of all cells at most, in bytes.
const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;

impl Room {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            cells: 0,
            bytes: 0,
        }
    }

    /// Whether so many cells more fit; `row` is 1-based.
    pub(crate) fn fits(&self, cells: u64, row: u32) -> Result<(), OrderFileError> {
        let limit = self.limits.max_cells / 4;
        if self.cells.saturating_add(cells) > u64::from(limit) {
            return Err(OrderFileError::TooManyCells { limit, row });
        }
        Ok(())
    }

    /// Takes what [`Room::fits`] was asked for.
    pub(crate) fn take(&mut self, cells: u64) {
        self.cells = self.cells.saturating_add(cells);
    }

    pub(crate) fn text(&mut self, part: &str, bytes: u64) -> Result<(), OrderFileError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MAX_TEXT_BYTES.try_into().unwrap_or(u64::MAX) {
            return Err(OrderFileError::TextsTooLarge {
                part: part.to_owned(),
                limit: MAX_TEXT_BYTES,
            });
        }
        Ok(())
    }
}

/// Hands over the cells of a sheet; `shown` tells how the number in a row and a
/// column, both from 0, is displayed.
pub(crate) fn collect<'t>(
    range: &Range<Data>,
    shown: impl Fn(u32, u32) -> Shown<'t>,
    collector: &mut Collector,
) -> Result<(), OrderFileError> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let within =
            |start: u32, at: usize| start.saturating_add(at.try_into().unwrap_or(u32::MAX));
        let (row, column) = (within(top, row), within(left, column));
        let number = |value| Raw::Number(value, shown(row, column));
        let text;
        let raw = match data {
            Data::Empty => continue,
            #[expect(clippy::cast_precision_loss, reason = "an xls packs 30 bits")]
            Data::Int(value) => number(*value as f64),
            Data::Float(value) if value.is_finite() => number(*value),
            Data::Float(_) => Raw::Other("#NUM!"),
            Data::String(text) => Raw::text(text),
            Data::Bool(truth) => truth_value(*truth),
            Data::DateTime(date) => {
                text = day(*date);
                Raw::Other(&text)
            }
            Data::DateTimeIso(date) | Data::DurationIso(date) => Raw::other(date),
            Data::Error(error) => {
                text = error.to_string();
                Raw::Other(&text)
            }
        };
        collector.cell(row.saturating_add(1), column, raw)?;
    }
    Ok(())
}

pub(crate) fn truth_value(truth: bool) -> Raw<'static> {
    Raw::Other(if truth { "TRUE" } else { "FALSE" })
}

/// A date for people to recognise; a time of day or a duration as its number.
pub(crate) fn day(date: ExcelDateTime) -> String {
    const LAST: f64 = 2_958_465.0;

    let serial = date.as_f64();
    if !(1.0..=LAST).contains(&serial) || date.is_duration() {
        return crate::number::plain(serial);
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
