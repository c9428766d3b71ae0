//! The cells of one worksheet, streamed into a [`Collector`].

use super::styles::Styles;
use crate::address::{MAX_COLUMNS, MAX_ROWS, parse};
use crate::cell::{CappedText, Raw, Shown};
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::text_table::TextTable;
use crate::xml::{Event, Xml, attributes, push_text};

/// What a cell's value stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Other,
}

/// The cell being read.
#[derive(Default)]
struct Current {
    row: u32,
    column: u32,
    style: usize,
    kind: Kind,
    text: CappedText,
}

pub(crate) fn read(
    xml: &mut Xml<'_, '_>,
    texts: &TextTable,
    styles: &Styles,
    collector: &mut Collector,
) -> Result<(), OrderFileError> {
    let part = xml.part().to_owned();
    let mut cell = Current::default();
    let mut in_value = false;
    let mut in_inline = false;
    let mut in_phonetic = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.name {
                "c" => start_cell(&mut cell, tag.raw, &part)?,
                "v" => in_value = true,
                "row" => start_row(&mut cell, tag.raw, &part)?,
                "is" => in_inline = true,
                "rPh" => in_phonetic = true,
                "t" => in_value = in_inline && !in_phonetic,
                _ => {}
            },
            Event::End(name) => match name {
                "c" => {
                    end_cell(&cell, texts, styles, collector, &part)?;
                    cell.column = cell.column.saturating_add(1);
                }
                "v" | "t" => in_value = false,
                "is" => in_inline = false,
                "rPh" => in_phonetic = false,
                "sheetData" => return Ok(()),
                _ => {}
            },
            Event::Text(more) if in_value => push_text(more, &mut cell.text, &part)?,
            Event::CData(more) if in_value => cell.text.push_str(more),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn start_row(cell: &mut Current, raw: &str, part: &str) -> Result<(), OrderFileError> {
    let stated = attributes(raw).find(|(key, _)| *key == "r");
    cell.row = match stated {
        Some((_, row)) => row
            .parse()
            .ok()
            .filter(|row| (1..=MAX_ROWS).contains(row))
            .ok_or_else(|| damaged(part, "row number", row))?,
        None => cell.row.saturating_add(1),
    };
    cell.column = 0;
    Ok(())
}

fn start_cell(cell: &mut Current, raw: &str, part: &str) -> Result<(), OrderFileError> {
    cell.style = 0;
    cell.kind = Kind::Number;
    cell.text.clear();
    for (key, value) in attributes(raw) {
        match key {
            "r" => {
                let place = parse(value).ok_or_else(|| damaged(part, "cell address", value))?;
                (cell.row, cell.column) = place;
            }
            "s" => cell.style = value.parse().unwrap_or(0),
            "t" => {
                cell.kind = match value {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" => Kind::Text,
                    "n" => Kind::Number,
                    "b" => Kind::Truth,
                    _ => Kind::Other,
                }
            }
            _ => {}
        }
    }
    if cell.row == 0 || cell.column >= MAX_COLUMNS {
        return Err(damaged(part, "cell", raw));
    }
    Ok(())
}

fn end_cell(
    cell: &Current,
    texts: &TextTable,
    styles: &Styles,
    collector: &mut Collector,
    part: &str,
) -> Result<(), OrderFileError> {
    let text = cell.text.as_str();
    if text.is_empty() {
        return Ok(());
    }
    let raw = match cell.kind {
        Kind::Shared => text
            .trim_ascii()
            .parse()
            .ok()
            .and_then(|number| texts.get(number))
            .ok_or_else(|| damaged(part, "shared text", text))?,
        Kind::Text => cell.text.raw(),
        Kind::Truth if text == "1" => Raw::Other("TRUE"),
        Kind::Truth => Raw::Other("FALSE"),
        Kind::Other => Raw::Other(text),
        Kind::Number => match text.trim_ascii().parse::<f64>() {
            Ok(value) if value.is_finite() => {
                Raw::Number(value, Shown::By(styles.format(cell.style)))
            }
            _ => Raw::Other(text),
        },
    };
    collector.cell(cell.row, cell.column, raw)
}

fn damaged(part: &str, what: &str, found: &str) -> OrderFileError {
    let found: String = found.chars().take(40).collect();
    OrderFileError::damaged(
        &format!("`{part}`"),
        format!("`{found}` is no {what} of it"),
    )
}
