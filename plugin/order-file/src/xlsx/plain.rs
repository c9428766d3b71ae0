//! Workbooks as spreadsheets usually write them, in a fraction of calamine's time.
//!
//! calamine says which sheets there are and how numbers are shown; shared texts and rows are read here,
//! each in one pass that checks and reads at once. What is found is what calamine would find. Whatever
//! is unusual makes it none, and so does whatever is wrong: then calamine reads the file from its start,
//! and says what is wrong with it.

use std::borrow::Cow;

use calamine::{DataRef, Reader as _, Xlsx};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::hand_over;
use super::rows::{Cell, Kind, Rows, address};
use super::styles::Styles;
use super::texts;
use crate::cell::Shown;
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Options, OrderFile};
use crate::outline::Outline;
use crate::parts::{Gate, Parts};
use crate::sheets::first_filled;

/// What is not as usual, or wrong.
#[derive(Debug)]
pub(super) struct Unusual;

/// Bytes at most of one text, of one cell, and of what stands before and after them all: less than
/// [`Outline`] lets pass.
pub(super) const MAX_BYTES: usize = 256 * 1024;

/// Reads the first visible sheet that holds anything.
pub(super) fn read(bytes: &[u8], options: &Options<'_>) -> Option<OrderFile> {
    let parts = Parts::without_shared_texts(bytes, options)?;
    let mut book = parts.admitted(Xlsx::new(parts.gate())).ok()?.ok()?;
    let shared = parts.shared_texts()?;
    let texts = texts::read(str::from_utf8(&shared).ok()?, options.limits.max_cells).ok()?;
    let sheets = book.sheets_metadata().to_vec();
    let read = first_filled(Format::Xlsx, &sheets, options.limits, |name, collector| {
        let read = sheet(&parts, &mut book, name, &texts, collector);
        // Any error will do: nobody sees it.
        read.map_err(|Unusual| OrderFileError::NothingFilledIn)
    });
    read.ok()
}

fn sheet<'p, 'b>(
    parts: &'p Parts<'b>,
    book: &mut Xlsx<Gate<'p, 'b>>,
    name: &str,
    texts: &[Cow<'_, str>],
    collector: &mut Collector,
) -> Result<(), Unusual> {
    let (styles, part) = Styles::of(parts, book, name)?;
    let bytes = parts.unpacked(part).ok_or(Unusual)?;
    let xml = str::from_utf8(&bytes).map_err(|_| Unusual)?;
    let Some((before, rows)) = before_rows(xml)? else {
        return bounded(xml, "", "");
    };
    let mut rows = Rows::new(rows);
    while let Some(cell) = rows.next()? {
        let value = value(&cell, texts, &styles)?;
        let shown = Shown::By(styles.format(cell.style));
        hand_over((cell.row, cell.column), &value, shown, collector).map_err(|_| Unusual)?;
    }
    bounded(before, rows.rest(), "<row><c><v></v></c></row>")
}

fn value<'t>(
    cell: &Cell<'t>,
    texts: &'t [Cow<'_, str>],
    styles: &Styles,
) -> Result<DataRef<'t>, Unusual> {
    Ok(match (cell.kind, cell.text) {
        (Kind::Shared, text) => {
            let index = digits(text).and_then(|index| usize::try_from(index).ok());
            DataRef::SharedString(index.and_then(|index| texts.get(index)).ok_or(Unusual)?)
        }
        (Kind::Text | Kind::Inline, text) => DataRef::SharedString(unescaped(text)?),
        (Kind::Number, text) => styles.value(cell.style, number(text)?),
        (Kind::Truth, "0") => DataRef::Bool(false),
        (Kind::Truth, "1") => DataRef::Bool(true),
        (Kind::Truth, _) => return Err(Unusual),
        (Kind::Error, text) => DataRef::Error(text.parse().map_err(|_| Unusual)?),
    })
}

/// The text itself, where no character of it is written as a number.
pub(super) fn unescaped(text: &str) -> Result<&str, Unusual> {
    match memmem::find(text.as_bytes(), b"_x") {
        Some(_) => Err(Unusual),
        None => Ok(text),
    }
}

/// `12`, `-0.5`, `1.5E-3`.
fn number(text: &str) -> Result<f64, Unusual> {
    if let Some(whole) = digits(text) {
        return Ok(f64::from(whole));
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['E', 'e']).unwrap_or((unsigned, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if ![whole, fraction, exponent].into_iter().all(are_digits) {
        return Err(Unusual);
    }
    text.parse().map_err(|_| Unusual)
}

/// Up to nine digits.
pub(super) fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.bytes().try_fold(0_u32, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte & 0x0F))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A sheet up to the start of its rows, and the rest; none if it has no rows.
fn before_rows(xml: &str) -> Result<Option<(&str, &str)>, Unusual> {
    let mut reader = reader(xml)?;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "sheetData" => break,
            Ok(Event::Empty(tag)) if tag.name().as_ref() == "sheetData" => return Ok(None),
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                // calamine reads how far the sheet says that it reaches, and may refuse it for that.
                "dimension" if is_usual_dimension(&tag) => {}
                "sheetData" | "dimension" => return Err(Unusual),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Err(Unusual),
            Ok(_) => {}
        }
    }
    split(xml, &reader).map(Some)
}

/// `dimension ref="A1:B7"`.
fn is_usual_dimension(tag: &str) -> bool {
    let reach = tag.strip_prefix("dimension ref=\"");
    let reach = reach.and_then(|rest| rest.strip_suffix('"'));
    let corners = reach.map(|reach| reach.split_once(':').unwrap_or((reach, reach)));
    let corners = corners.map(|(first, last)| (address(first), address(last)));
    match corners {
        Some((Ok(first), Ok(last))) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

/// Reads events as calamine does. What begins with a byte order mark is unusual.
pub(super) fn reader(xml: &str) -> Result<Reader<&[u8]>, Unusual> {
    if xml.starts_with('\u{FEFF}') {
        return Err(Unusual);
    }
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    Ok(reader)
}

/// What was read, and the rest.
pub(super) fn split<'x>(xml: &'x str, read: &Reader<&[u8]>) -> Result<(&'x str, &'x str), Unusual> {
    let place = usize::try_from(read.buffer_position()).map_err(|_| Unusual)?;
    xml.split_at_checked(place).ok_or(Unusual)
}

/// Refuses what stands before and after texts or rows as [`Outline`] does; `between` stands for these.
pub(super) fn bounded(before: &str, after: &str, between: &str) -> Result<(), Unusual> {
    let mut outline = Outline::new("");
    for piece in [before, between, after] {
        if piece.len() > MAX_BYTES {
            return Err(Unusual);
        }
        outline.feed(piece.as_bytes()).map_err(|_| Unusual)?;
    }
    outline.finish().map_err(|_| Unusual)
}
