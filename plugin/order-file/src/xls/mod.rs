//! Excel 5 to 2003: records in a stream in a compound file.
//!
//! Read record by record where it lies in the input: no stream is copied, and
//! the dimensions a sheet states are never looked at.

mod bytes;
mod compound;
mod globals;
mod records;
mod sheet;
mod text;

use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::format::is_named_xlsx;
use crate::model::{Format, Options, OrderFile};
use crate::quantity::DecimalMark;
use compound::Compound;

/// How errors name the stream that holds the workbook.
const PART: &str = "the workbook stream";

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    let file = options.file_name.to_owned();
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(OrderFileError::PasswordProtected { file });
    }
    let stream = match compound.stream("Workbook")? {
        Some(stream) => Some(stream),
        None => compound.stream("Book")?,
    };
    let Some(stream) = stream else {
        let found = "a compound file without a workbook, such as a .doc or .msg";
        return Err(OrderFileError::UnsupportedFormat { file, found });
    };
    if let Some(named) = is_named_xlsx(options.file_name) {
        let found = "an xls workbook";
        return Err(OrderFileError::FormatMismatch { file, named, found });
    }
    let globals = globals::read(&stream, &file, options.limits)?;
    let mut cells = 0;
    for entry in &globals.sheets {
        let part = format!("sheet `{}`", entry.name);
        let mut collector = Collector::new(options.limits, DecimalMark::Unknown, &part, cells);
        sheet::read(&stream, entry.offset, &globals, &mut collector)?;
        cells = collector.cells();
        if let Some(file) = collector.finish(Format::Xls, &entry.name)? {
            return Ok(file);
        }
    }
    if globals.sheets.is_empty() {
        return Err(OrderFileError::NoSheets);
    }
    Err(OrderFileError::NothingFilledIn)
}
