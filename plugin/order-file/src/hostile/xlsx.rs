//! Office Open XML workbooks, honest and otherwise.

use super::package::{restate_sizes, zip_of};

/// A part's name in the zip, and its content.
pub type Part<'a> = (&'a str, &'a str);

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Order" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATED: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const CLOSE: &str = "</sheetData></worksheet>";
const SST: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook with a sheet `Order`; `parts` are added, or replace the usual ones.
#[must_use]
pub fn xlsx_of(parts: &[Part<'_>]) -> Vec<u8> {
    let usual = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATED),
    ];
    let kept = usual
        .iter()
        .filter(|(name, _)| !parts.iter().any(|(other, _)| other == name));
    zip_of(
        kept.chain(parts)
            .map(|(name, content)| (*name, content.as_bytes().to_vec())),
    )
}

/// A workbook whose sheet holds these `<row>` elements.
#[must_use]
pub fn xlsx_with_rows(rows: &str) -> Vec<u8> {
    xlsx_of(&[(SHEET, &format!("{OPEN}{rows}{CLOSE}"))])
}

/// An ordinary order as Excel writes it: header `Артикул`/`Количество` in row 1,
/// then (article, quantity) from row 2 on. Articles are shared texts; quantities
/// are numbers where they read as such, texts otherwise; empty ones are left out.
#[must_use]
pub fn plain_xlsx(rows: &[(&str, &str)]) -> Vec<u8> {
    let mut texts = String::from("<si><t>Артикул</t></si><si><t>Количество</t></si>");
    let mut count = 2;
    let mut share = |text: &str| {
        texts.push_str(&format!(
            "<si><t xml:space=\"preserve\">{}</t></si>",
            escape(text)
        ));
        count += 1;
        count - 1
    };
    let mut data = String::from(
        r#"<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#,
    );
    for (row, (article, quantity)) in (2..).zip(rows) {
        data.push_str(&format!(r#"<row r="{row}" spans="1:2">"#));
        if !article.is_empty() {
            data.push_str(&format!(
                r#"<c r="A{row}" t="s"><v>{}</v></c>"#,
                share(article)
            ));
        }
        if quantity.parse::<f64>().is_ok() {
            data.push_str(&format!(r#"<c r="B{row}"><v>{quantity}</v></c>"#));
        } else if !quantity.is_empty() {
            data.push_str(&format!(
                r#"<c r="B{row}" t="s"><v>{}</v></c>"#,
                share(quantity)
            ));
        }
        data.push_str("</row>");
    }
    let texts = format!(r#"{SST} count="{count}" uniqueCount="{count}">{texts}</sst>"#);
    xlsx_of(&[(TEXTS, &texts), (SHEET, &format!("{OPEN}{data}{CLOSE}"))])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn numbered(count: u32) -> Vec<u8> {
    let articles: Vec<String> = (0..count).map(|n| format!("{n:05}")).collect();
    let rows: Vec<(&str, &str)> = articles.iter().map(|a| (a.as_str(), "1")).collect();
    plain_xlsx(&rows)
}

/// An upload that broke off: `truncated`.
#[must_use]
pub fn truncated_xlsx() -> Vec<u8> {
    let mut file = numbered(500);
    file.truncate(file.len() * 3 / 5);
    file
}

/// Some 100 kB that unpack to 100 MB of empty rows: `unpacked-too-large`.
#[must_use]
pub fn zip_bomb() -> Vec<u8> {
    xlsx_with_rows(&"<row></row>".repeat(9_000_000))
}

/// The same, stating 1,000 bytes for every part: refused as damaged or too
/// large, never unpacked further than the limit.
#[must_use]
pub fn lying_zip_bomb() -> Vec<u8> {
    let mut file = zip_bomb();
    restate_sizes(&mut file, 1_000);
    file
}

/// Cells in A1 and XFD1048576 only: read, two rows with problems.
#[must_use]
pub fn corner_cells() -> Vec<u8> {
    xlsx_with_rows(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    )
}

/// States four billion shared texts and holds one: `too-many-texts`.
#[must_use]
pub fn absurd_unique_count() -> Vec<u8> {
    let texts =
        format!(r#"{SST} count="4294967295" uniqueCount="4294967295"><si><t>0983</t></si></sst>"#);
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>"#;
    xlsx_of(&[(TEXTS, &texts), (SHEET, &format!("{OPEN}{rows}{CLOSE}"))])
}

/// A header and `count` good rows: over the limit of rows, `too-many-rows`.
#[must_use]
pub fn too_many_rows(count: u32) -> Vec<u8> {
    numbered(count)
}

/// `rows` × `columns` cells that hold 1, at most 26 columns: over the limit of
/// cells, `too-many-cells`.
#[must_use]
pub fn too_many_cells(rows: u32, columns: u8) -> Vec<u8> {
    let letters: Vec<char> = ('A'..='Z').take(usize::from(columns)).collect();
    let mut data = String::new();
    for row in 1..=rows {
        data.push_str(&format!(r#"<row r="{row}">"#));
        for letter in &letters {
            data.push_str(&format!(r#"<c r="{letter}{row}"><v>1</v></c>"#));
        }
        data.push_str("</row>");
    }
    xlsx_with_rows(&data)
}

/// One text of 32,767 letters in each of `rows` rows: read, each with
/// `ArticleTooLong`, and small in memory.
#[must_use]
pub fn long_texts(rows: u32) -> Vec<u8> {
    let texts = format!("{SST}><si><t>{}</t></si></sst>", "Я".repeat(32_767));
    let cell = |row| {
        format!(
            r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>"#
        )
    };
    let data: String = (1..=rows).map(cell).collect();
    xlsx_of(&[(TEXTS, &texts), (SHEET, &format!("{OPEN}{data}{CLOSE}"))])
}

/// Entities that multiply when expanded: `forbidden-xml`.
#[must_use]
pub fn document_type() -> Vec<u8> {
    let bomb = r#"<!DOCTYPE sst [<!ENTITY a "0983"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let texts = format!("{bomb}{SST}><si><t>&b;</t></si></sst>");
    xlsx_of(&[(TEXTS, &texts), (SHEET, &format!("{OPEN}{CLOSE}"))])
}

/// A hundred thousand elements inside each other: `xml-too-deep`.
#[must_use]
pub fn deep_xml() -> Vec<u8> {
    xlsx_with_rows(&"<x>".repeat(100_000))
}

/// A zip of 70,000 empty parts: `too-many-parts`.
#[must_use]
pub fn too_many_parts() -> Vec<u8> {
    let names: Vec<String> = (0..70_000).map(|n| format!("xl/{n}")).collect();
    zip_of(names.iter().map(|name| (name.as_str(), Vec::new())))
}

/// The only sheet is hidden: `no-sheets`.
#[must_use]
pub fn no_visible_sheet() -> Vec<u8> {
    let workbook = WORKBOOK.replace("sheetId", r#"state="veryHidden" sheetId"#);
    let rows = format!(r#"{OPEN}<row r="1"><c r="A1"><v>1</v></c></row>{CLOSE}"#);
    xlsx_of(&[("xl/workbook.xml", &workbook), (SHEET, &rows)])
}

/// Office's binary workbook: `unsupported-format`.
#[must_use]
pub fn xlsb() -> Vec<u8> {
    zip_of([("xl/workbook.bin", vec![0; 100])])
}
