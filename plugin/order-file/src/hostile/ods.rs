//! OpenDocument spreadsheets, honest and otherwise.

use super::package::zip_of;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"#;
const CLOSE: &str = "</office:spreadsheet></office:body></office:document-content>";

/// A document of these `<table:table>` elements; a sheet of style `hidden` is.
#[must_use]
pub fn ods_sheets(tables: &str) -> Vec<u8> {
    ods(tables, "")
}

fn ods(tables: &str, encryption: &str) -> Vec<u8> {
    let manifest = format!(
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{encryption}</manifest:file-entry></manifest:manifest>"#
    );
    zip_of([
        ("mimetype", MIMETYPE.as_bytes().to_vec()),
        ("content.xml", format!("{OPEN}{tables}{CLOSE}").into_bytes()),
        ("META-INF/manifest.xml", manifest.into_bytes()),
    ])
}

/// An ordinary order: header `Articolo`/`Quantità`, then texts.
#[must_use]
pub fn plain_ods(rows: &[(&str, &str)]) -> Vec<u8> {
    let row = |(article, quantity): &(&str, &str)| {
        let cell = |text: &str| {
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        };
        format!(
            "<table:table-row>{}{}</table:table-row>",
            cell(article),
            cell(quantity)
        )
    };
    let rows: String = [("Articolo", "Quantità")]
        .iter()
        .chain(rows)
        .map(row)
        .collect();
    ods_sheets(&format!(
        r#"<table:table table:name="Ordine">{rows}</table:table>"#
    ))
}

/// A document behind a password: `password-protected`.
#[must_use]
pub fn encrypted_ods() -> Vec<u8> {
    ods("", "<manifest:encryption-data/>")
}

/// One filled row that stands for four billion: `too-many-rows`.
#[must_use]
pub fn repeated_rows() -> Vec<u8> {
    repeated("4294967295", "1")
}

/// One filled cell that stands for four billion: `damaged`.
#[must_use]
pub fn repeated_cells() -> Vec<u8> {
    repeated("1", "4294967295")
}

fn repeated(rows: &str, columns: &str) -> Vec<u8> {
    ods_sheets(&format!(
        r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"#
    ))
}
