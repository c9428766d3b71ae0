//! Excel 5 to 2003, by calamine.
//!
//! calamine trusts what a workbook states about itself, so it is handed another
//! one: of the same records, but only those that sheets and cells need, checked
//! one by one, in a compound file of ours.

mod formats;
mod records;
mod sheet;
mod texts;
mod trim;

use std::io::{Cursor, Error, ErrorKind, Read, Write};

use calamine::{Reader, Xls, XlsError};
use cfb::{CompoundFile, Version};

use crate::error::OrderFileError;
use crate::format::is_named_xlsx;
use crate::model::{Format, Options, OrderFile};
use crate::sheets::{collect, first_filled};

/// How errors name the stream that holds the workbook.
const PART: &str = "the workbook stream";

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    let stream = workbook(bytes, options)?;
    let trimmed = trim::trim(&stream, options)?;
    drop(stream);
    let formats = trimmed.formats;
    let file = wrap(&trimmed.stream).map_err(|error| broken(&error))?;
    let mut book = Xls::new(Cursor::new(file)).map_err(|error| refused(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    first_filled(Format::Xls, &sheets, options.limits, |name, collector| {
        let range = book
            .worksheet_range(name)
            .map_err(|error| refused(&error))?;
        let number = sheets.iter().position(|sheet| sheet.name == name);
        let shown = |row, column| formats.shown(number.unwrap_or_default(), row, column);
        collect(&range, shown, collector)
    })
}

/// The stream of the workbook in a compound file.
fn workbook(bytes: &[u8], options: &Options<'_>) -> Result<Vec<u8>, OrderFileError> {
    let file = options.file_name.to_owned();
    let mut compound = CompoundFile::open(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if compound.is_stream("/EncryptedPackage") {
        return Err(OrderFileError::PasswordProtected { file });
    }
    let names = ["/Workbook", "/Book"];
    let Some(name) = names.into_iter().find(|name| compound.is_stream(name)) else {
        let found = "a compound file without a workbook, such as a .doc or .msg";
        return Err(OrderFileError::UnsupportedFormat { file, found });
    };
    if let Some(named) = is_named_xlsx(options.file_name) {
        let found = "an xls workbook";
        return Err(OrderFileError::FormatMismatch { file, named, found });
    }
    let mut stream = Vec::new();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let opened = compound.open_stream(name);
    let read = opened.and_then(|found| found.take(most).read_to_end(&mut stream));
    read.map_err(|error| broken(&error))?;
    Ok(stream)
}

/// A compound file with nothing but a workbook.
fn wrap(stream: &[u8]) -> Result<Vec<u8>, Error> {
    /// Shorter streams are kept in another way, which calamine need not follow.
    const LEAST: usize = 4096;

    let mut compound = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    let mut workbook = compound.create_stream("/Workbook")?;
    workbook.write_all(stream)?;
    workbook.write_all(&vec![0; LEAST.saturating_sub(stream.len())])?;
    workbook.flush()?;
    drop(workbook);
    compound.flush()?;
    Ok(compound.into_inner().into_inner())
}

fn broken(error: &Error) -> OrderFileError {
    const PART: &str = "the compound file";
    // So `cfb` (its version is pinned) says that the file is shorter than its table.
    let reason = error.to_string();
    let short = ["too small", "file has only", "sector count is only"];
    if error.kind() == ErrorKind::UnexpectedEof || short.iter().any(|text| reason.contains(text)) {
        return OrderFileError::truncated(PART);
    }
    OrderFileError::damaged(PART, reason)
}

fn refused(error: &XlsError) -> OrderFileError {
    OrderFileError::damaged(PART, error.to_string())
}
