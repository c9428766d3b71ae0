//! OpenDocument, by calamine: it reads every sheet at once, repetitions written out.

mod repeats;

use calamine::{Ods, OdsError, Reader};

use crate::cell::Shown;
use crate::error::OrderFileError;
use crate::model::{Format, Options, OrderFile};
use crate::parts::Parts;
use crate::sheets::{collect, first_filled};
use repeats::Repeats;

const CONTENT: &str = "content.xml";
const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Whether the zip says it is a spreadsheet, or a template of one.
pub(crate) fn is_spreadsheet(parts: &Parts<'_>) -> Result<bool, OrderFileError> {
    let says = parts.read("mimetype", |part| {
        let start = part.fill_buf().unwrap_or(&[]);
        Ok(start.starts_with(MIMETYPE))
    })?;
    Ok(says == Some(true) && parts.any(|name| name == CONTENT))
}

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(parts: &Parts<'_>, options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    let file = options.file_name;
    if is_encrypted(parts)? {
        return Err(OrderFileError::PasswordProtected {
            file: file.to_owned(),
        });
    }
    let repeats = parts.read(CONTENT, |part| Repeats::check(part, options.limits))?;
    let Some(repeats) = repeats else {
        return Err(OrderFileError::NoSheets);
    };
    let mut book = parts
        .admitted(Ods::new(parts.gate()))?
        .map_err(|error| refused(&format!("`{CONTENT}`"), file, &error))?;
    let sheets = book.sheets_metadata().to_vec();
    first_filled(Format::Ods, &sheets, options.limits, |name, collector| {
        let part = format!("sheet `{name}`");
        let range = book
            .worksheet_range(name)
            .map_err(|error| refused(&part, file, &error))?;
        let shown = |row, column| Shown::As(repeats.shown(name, row, column).unwrap_or(""));
        collect(&range, shown, collector)
    })
}

/// Looked up beforehand, because an encrypted content is no XML to check.
fn is_encrypted(parts: &Parts<'_>) -> Result<bool, OrderFileError> {
    let manifest = parts.read("META-INF/manifest.xml", |part| {
        let mut text = Vec::new();
        let read = part.read_to_end(&mut text);
        Ok(read.is_ok() && memchr::memmem::find(&text, b":encryption-data").is_some())
    })?;
    Ok(manifest == Some(true))
}

fn refused(part: &str, file: &str, error: &OdsError) -> OrderFileError {
    match error {
        OdsError::Password => OrderFileError::PasswordProtected {
            file: file.to_owned(),
        },
        OdsError::Eof(_) => OrderFileError::truncated(part),
        OdsError::Xml(quick_xml::Error::Escape(_)) => OrderFileError::ForbiddenXml {
            part: part.to_owned(),
            what: "an entity of its own",
        },
        other => OrderFileError::damaged(part, other.to_string()),
    }
}
