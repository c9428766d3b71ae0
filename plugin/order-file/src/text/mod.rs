//! Delimited text: its encoding, its delimiter, its records.

mod decode;
mod delimiter;
mod records;

use crate::cell::Raw;
use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Options, OrderFile};
use crate::quantity::DecimalMark;
use records::{Records, shown};

/// Reads delimited text; every cell is a text.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    let part = format!("`{}`", options.file_name);
    let limit = options.limits.max_unpacked_bytes / 8;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(OrderFileError::UnpackedTooLarge { part, limit });
    }
    let text = decode::decode(bytes, options.file_name)?;
    let (stated, text) = delimiter::stated(&text);
    let delimiter = match stated {
        Some(delimiter) => delimiter,
        None => delimiter::detect(text),
    };
    let mark = if delimiter == ';' {
        DecimalMark::Comma
    } else {
        DecimalMark::Unknown
    };
    let mut collector = Collector::new(options.limits, mark, &part, 0);
    let mut records = Records::new(text, delimiter, &part);
    while let Some((row, fields)) = records.next()? {
        for (column, field) in (0..).zip(fields) {
            collector.cell(row, column, Raw::text(shown(field)))?;
        }
    }
    if records.open_quote() {
        return Err(OrderFileError::truncated(&format!(
            "a quoted text in {part}"
        )));
    }
    let file = collector.finish(Format::Csv, "")?;
    file.ok_or(OrderFileError::NothingFilledIn)
}
