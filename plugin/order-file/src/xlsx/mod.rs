//! Office Open XML, streamed by calamine cell after cell where it is not plain.

mod plain;
mod rows;
mod styles;
#[cfg(all(test, feature = "hostile-files"))]
mod tests;
mod texts;

use calamine::{DataRef, Reader, Style, Xlsx, XlsxError};

use crate::cell::{Raw, Shown};
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Options, OrderFile};
use crate::number_format::NumberFormat;
use crate::parts::{Gate, Parts};
use crate::sheets::{day, first_filled, truth_value};

/// Whether the zip holds a workbook in XML.
pub(crate) fn is_workbook(parts: &Parts<'_>) -> bool {
    parts.any(|name| name == "xl/workbook.xml")
        || parts.any(|name| name == "[content_types].xml")
            && parts.any(|name| name.starts_with("xl/") && name.ends_with(".xml"))
            && !parts.any(|name| name == "xl/workbook.bin")
}

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(parts: &Parts<'_>, options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    match plain::read(parts.bytes(), options) {
        Some(file) => Ok(file),
        None => read_any(parts, options),
    }
}

/// Reads the same of any workbook.
fn read_any(parts: &Parts<'_>, options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    let whole = |error: &XlsxError| refused("the workbook", options.file_name, error);
    let mut book = parts
        .admitted(Xlsx::new(parts.gate()))?
        .map_err(|error| whole(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    first_filled(Format::Xlsx, &sheets, options.limits, |name, collector| {
        let broken = |error| refused(&format!("sheet `{name}`"), options.file_name, &error);
        sheet(parts, &mut book, name, collector)?.map_err(broken)
    })
}

/// The outer error is a refusal of ours, the inner one calamine's.
fn sheet<'p, 'b>(
    parts: &'p Parts<'b>,
    book: &mut Xlsx<Gate<'p, 'b>>,
    name: &str,
    collector: &mut Collector,
) -> Result<Result<(), XlsxError>, OrderFileError> {
    let mut cells = match parts.admitted(book.worksheet_cells_reader(name))? {
        Ok(cells) => cells,
        Err(error) => return Ok(Err(error)),
    };
    let formats: Vec<NumberFormat> = cells.styles().iter().map(number_format).collect();
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(Ok(())),
            Err(error) => return parts.admitted(Err(error)),
        };
        let shown = Shown::By(formats.get(style).unwrap_or(&NumberFormat::General));
        hand_over(cell.get_position(), cell.get_value(), shown, collector)?;
    }
}

fn number_format(style: &Style) -> NumberFormat {
    let format = style.number_format.as_ref();
    format.map_or(NumberFormat::General, |format| {
        NumberFormat::parse(&format.format_code)
    })
}

/// Hands over a cell at a row and a column, both from 0.
fn hand_over(
    (row, column): (u32, u32),
    value: &DataRef<'_>,
    shown: Shown<'_>,
    collector: &mut Collector,
) -> Result<(), OrderFileError> {
    let text;
    let raw = match value {
        DataRef::Empty => return Ok(()),
        #[expect(clippy::cast_precision_loss, reason = "calamine reads floats here")]
        DataRef::Int(value) => Raw::Number(*value as f64, shown),
        DataRef::Float(value) if value.is_finite() => Raw::Number(*value, shown),
        DataRef::Float(_) => Raw::Other("#NUM!"),
        DataRef::String(text) => Raw::text(text),
        DataRef::SharedString(text) => Raw::text(text),
        DataRef::Bool(truth) => truth_value(*truth),
        DataRef::DateTime(date) => {
            text = day(*date);
            Raw::Other(&text)
        }
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => Raw::other(date),
        DataRef::Error(error) => {
            text = error.to_string();
            Raw::Other(&text)
        }
    };
    collector.cell(row.saturating_add(1), column, raw)
}

fn refused(part: &str, file: &str, error: &XlsxError) -> OrderFileError {
    match error {
        XlsxError::Password => OrderFileError::PasswordProtected {
            file: file.to_owned(),
        },
        XlsxError::XmlEof(_) => OrderFileError::truncated(part),
        XlsxError::Xml(quick_xml::Error::Escape(_)) => OrderFileError::ForbiddenXml {
            part: part.to_owned(),
            what: "an entity of its own",
        },
        other => OrderFileError::damaged(part, other.to_string()),
    }
}
