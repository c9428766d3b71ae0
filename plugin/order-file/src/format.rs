//! What the bytes are, whatever the name says.

use crate::error::OrderFileError;
use crate::parts::Parts;

/// The outer format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// A zip: xlsx, ods, or none of ours.
    Zip,
    /// A compound file: xls, or an encrypted workbook.
    Compound,
    /// Neither; text, unless it turns out to be binary.
    Text,
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Beginnings of what people send in place of a table.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1A\n", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\x1F\x8B", "a gzip archive"),
];

/// Beginnings of text that is no table, as exports under a spreadsheet's name are.
const MARKUP: &[(&[u8], &str)] = &[
    (b"<?xml", "XML"),
    (b"<!doctype", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<table", "an HTML page"),
    (b"<meta", "an HTML page"),
    (b"mime-version:", "an HTML archive"),
    (b"{\\rtf", "a text document"),
    (b"%pdf-", "a PDF"),
];

/// The outer format of a file.
pub(crate) fn sniff(bytes: &[u8], file: &str) -> Result<Container, OrderFileError> {
    if bytes.is_empty() {
        return Err(OrderFileError::Empty {
            file: file.to_owned(),
        });
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(ZIP_EMPTY) {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Container::Compound);
    }
    if let Some((_, found)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(unsupported(file, found));
    }
    let text = bytes
        .strip_prefix(UTF8_BOM)
        .unwrap_or(bytes)
        .trim_ascii_start();
    for (start, found) in MARKUP {
        if text
            .get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
        {
            return Err(unsupported(file, found));
        }
    }
    Ok(Container::Text)
}

/// Whether the name claims Office Open XML.
pub(crate) fn is_named_xlsx(file: &str) -> Option<&'static str> {
    let extension = file.rsplit_once('.')?.1;
    [("xlsx", ".xlsx"), ("xlsm", ".xlsm")]
        .into_iter()
        .find(|(name, _)| extension.eq_ignore_ascii_case(name))
        .map(|(_, shown)| shown)
}

/// The error for a zip that is neither xlsx nor ods.
pub(crate) fn other_zip(parts: &Parts<'_>, file: &str) -> OrderFileError {
    let kinds = [
        ("xl/workbook.bin", "an xlsb workbook"),
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("index/document.iwa", "a Numbers or Pages file"),
        ("content.xml", "another kind of OpenDocument file"),
    ];
    match kinds
        .iter()
        .find(|(part, _)| parts.any(|name| name == *part))
    {
        Some((_, found)) => unsupported(file, found),
        None => unsupported(file, "a zip archive without a workbook"),
    }
}

fn unsupported(file: &str, found: &'static str) -> OrderFileError {
    OrderFileError::UnsupportedFormat {
        file: file.to_owned(),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_content() {
        assert_eq!(sniff(b"PK\x03\x04...", "order.csv"), Ok(Container::Zip));
        assert_eq!(sniff(COMPOUND, "order.csv"), Ok(Container::Compound));
        assert_eq!(sniff(b"a;b", "order.xlsx"), Ok(Container::Text));
        assert_eq!(
            sniff(b"", "order.xlsx").unwrap_err().code(),
            "order-file.empty"
        );
    }

    #[test]
    fn exports_under_a_false_name() {
        for text in [
            "\u{FEFF} <HTML>",
            "<?xml version='1.0'?>",
            "%PDF-1.7",
            "\r\n<table>",
        ] {
            let code = sniff(text.as_bytes(), "order.xls").unwrap_err().code();
            assert_eq!(code, "order-file.unsupported-format", "{text}");
        }
    }

    #[test]
    fn pictures_and_archives() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1A\n"[..], "a picture"),
            (b"\xFF\xD8\xFF\xE0", "a picture"),
            (b"Rar!\x1A\x07\x01", "a RAR archive"),
        ] {
            let error = sniff(bytes, "order.csv").unwrap_err();
            assert_eq!(error, unsupported("order.csv", kind));
        }
        // An article may begin like a picture's first letters.
        assert_eq!(sniff(b"GIF;2", "order.csv"), Ok(Container::Text));
    }

    #[test]
    fn names() {
        assert_eq!(is_named_xlsx("заказ.XLSX"), Some(".xlsx"));
        assert_eq!(is_named_xlsx("order.xls"), None);
        assert_eq!(is_named_xlsx("xlsx"), None);
    }
}
