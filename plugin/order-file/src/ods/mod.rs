//! OpenDocument: one part holds every sheet; repeated rows and cells are counts.

mod cell;
mod content;

use crate::error::OrderFileError;
use crate::model::{Options, OrderFile};
use crate::parts::Parts;
use crate::xml::Event;

const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Whether the zip says it is a spreadsheet, or a template of one.
pub(crate) fn is_spreadsheet(parts: &mut Parts<'_>) -> Result<bool, OrderFileError> {
    Ok(parts.starts_with("mimetype", MIMETYPE)? && parts.has("content.xml"))
}

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(
    parts: &mut Parts<'_>,
    options: &Options<'_>,
) -> Result<OrderFile, OrderFileError> {
    if is_encrypted(parts)? {
        return Err(OrderFileError::PasswordProtected {
            file: parts.file().to_owned(),
        });
    }
    let Some(mut xml) = parts.xml("content.xml")? else {
        return Err(OrderFileError::NoSheets);
    };
    content::read(&mut xml, options.limits)
}

fn is_encrypted(parts: &mut Parts<'_>) -> Result<bool, OrderFileError> {
    let Some(mut xml) = parts.xml("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.name == "encryption-data" => {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}
