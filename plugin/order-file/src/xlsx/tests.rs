//! What is read as plain is what calamine reads, and what is usual is plain.

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook};

use super::{plain, read_any};
use crate::hostile::{self, Part, xlsx_of};
use crate::model::{Limits, Options, OrderFile};
use crate::parts::Parts;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
/// In this order: none, padded, a day, hours that were worked, days by the number of a format alone.
const FORMATS: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="30"/></cellXfs></styleSheet>"#;

/// Read as plain, after it was compared with what calamine reads.
#[track_caller]
fn plainly(bytes: &[u8], limits: Limits) -> Option<OrderFile> {
    let options = Options {
        file_name: "order.xlsx",
        limits,
    };
    let plain = plain::read(bytes, &options);
    if let Some(plain) = &plain {
        let parts = Parts::open(bytes, &options).unwrap();
        assert_eq!(read_any(&parts, &options).as_ref(), Ok(plain));
    }
    plain
}

#[track_caller]
fn is_plain(bytes: &[u8]) -> bool {
    plainly(bytes, Limits::default()).is_some()
}

fn book(texts: &str, rows: &str) -> Vec<u8> {
    let texts = format!("<?xml version=\"1.0\"?>\n<sst xmlns=\"x\">{texts}</sst>");
    let sheet = format!(
        "<?xml version=\"1.0\"?>\n<worksheet><dimension ref=\"A1:B2\"/><sheetData>{rows}</sheetData><pageMargins left=\"0.7\"/></worksheet>"
    );
    let parts: [Part<'_>; 3] = [(TEXTS, &texts), (SHEET, &sheet), (STYLES, FORMATS)];
    xlsx_of(&parts)
}

const TWO: &str = "<si><t>A-1</t></si><si><t xml:space=\"preserve\"> 2 </t></si>";

/// A workbook with this cell among others.
fn with_cell(cell: &str) -> Vec<u8> {
    let after = r#"<row r="3" spans="1:2" ht="15"><c r="A3" t="s"><v>1</v></c></row>"#;
    book(
        TWO,
        &format!("<row r=\"1\">{cell}<c><v>7</v></c></row>\n{after}"),
    )
}

#[test]
fn cells_that_are_plain() {
    for cell in [
        r#"<c r="A1" t="s"><v>0</v></c>"#,
        r#"<c r="A1" t="s" s="1"><v>1</v></c>"#,
        r#"<c r="A1"><v>983</v></c>"#,
        r#"<c r="A1" s="1"><v>983</v></c>"#,
        r#"<c r="A1" s="2"><v>45658</v></c>"#,
        r#"<c r="A1" s="3"><v>1.5</v></c>"#,
        r#"<c r="A1" s="4"><v>45658.25</v></c>"#,
        r#"<c r="A1" s="99"><v>45658.25</v></c>"#,
        r#"<c r="A1" t="n"><v>-12.50E+2</v></c>"#,
        r#"<c r="A1"><v>1E400</v></c>"#,
        r#"<c r="A1"><v>1e-05</v></c>"#,
        r#"<c r="A1"><v>12345678901234567890</v></c>"#,
        r#"<c r="A1" t="str"><f>B1&amp;"x"</f><v>a > b</v></c>"#,
        r#"<c r="A1" t="str"><f t="shared" si="0"/><v></v></c>"#,
        r#"<c r="A1"><f>SUM(B1:B9)</f><v>12.5</v></c>"#,
        r#"<c r="A1" s="1" />"#,
        r#"<c r="A1" t="inlineStr"><is><t> x </t></is></c>"#,
        r#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>"#,
        r#"<c r="A1" t="b"><v>1</v></c>"#,
        r#"<c r="A1" t="e"><v>#N/A</v></c>"#,
        r#"<c r="A1" s="1"/>"#,
        r#"<c r="A1" s="1"></c>"#,
        r#"<c r="XFC1"><v>1</v></c>"#,
        "<c><v>1</v></c>",
        "</row><row/><row><c t=\"s\"><v>0</v></c>",
    ] {
        assert!(is_plain(&with_cell(cell)), "{cell}");
    }
}

#[test]
fn cells_that_are_not() {
    for cell in [
        r#"<c r="A1" t="s"><v>2</v></c>"#,
        r#"<c r="A1" t="s"><v>x</v></c>"#,
        r#"<c r="A1" t="s"><v>0<!-- --></v></c>"#,
        r#"<c r="A1" t="d"><v>2025-01-01</v></c>"#,
        r#"<c r="A1" t="inlineStr"><is><t>a &amp; b</t></is></c>"#,
        r#"<c r="A1" t="inlineStr"><v>1</v></c>"#,
        r#"<c r="A1"><is><t>x</t></is></c>"#,
        r#"<c r="A1"><f>A2 & A3</f><v>1</v></c>"#,
        r#"<c r="A1" t="str"><v>a &amp; b</v></c>"#,
        r#"<c r="A1" t="str"><v>a_x000D_b</v></c>"#,
        r#"<c r="A1" t="b"><v>true</v></c>"#,
        r#"<c r="A1" t="e"><v>#WHAT</v></c>"#,
        r#"<c r="A1"><v>x</v></c>"#,
        r#"<c r="A1"><v> 1 </v></c>"#,
        r#"<c r="A1"><v>1e</v></c>"#,
        r#"<c r="A1"><v>+1</v></c>"#,
        r#"<c r="A1"><v>.5</v></c>"#,
        r#"<c r="A1"><v>1</v><f>A2</f></c>"#,
        r#"<c r="A1" r="A2"><v>1</v></c>"#,
        r#"<c r='A1'><v>1</v></c>"#,
        r#"<c r="A0"><v>1</v></c>"#,
        r#"<c r="a1"><v>1</v></c>"#,
        r#"<c r="AAAA1"><v>1</v></c>"#,
        r#"<c r="A99999999999"><v>1</v></c>"#,
        r#"<x:c r="A1"><v>1</v></x:c>"#,
        r#"<c r="A1"><v>1</v><extLst/></c>"#,
        r#"<cell r="A1"/>"#,
        "</row>",
        "<row>",
        "<![CDATA[x]]>",
    ] {
        assert!(!is_plain(&with_cell(cell)), "{cell}");
    }
}

#[test]
fn texts_that_are_plain() {
    let row = r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#;
    for text in [
        "<si><t>x</t></si>",
        "<si><t> x\u{A0}\n</t></si>",
        "<si><t/></si>",
        "<si>\n <t>x</t></si>",
        "<si><t>a &amp; b</t></si>",
        "<si><t>&#65;&#xA;&#10;</t></si>",
        "<si><t>a\r\nb</t></si>",
        "<si><r><rPr><b/><sz val=\"11\"/></rPr><t xml:space=\"preserve\">a </t></r><r><t> b</t></r></si>",
        "<si><t>A_1</t></si>",
    ] {
        assert!(is_plain(&book(text, row)), "{text}");
    }
    for text in [
        "<si/>",
        "<si><t>&#xFFFFFF;</t></si>",
        "<si><t>&b;</t></si>",
        "<si><t>a<![CDATA[b]]></t></si>",
        "<si><t>_x0041_</t></si>",
        "<si><t>x</t><rPh sb=\"0\" eb=\"1\"><t>y</t></rPh></si>",
        "<si><r><rPr><font/></rPr><t>x</t></r></si>",
        "<si><t>x</t>",
        "<x:si><t>x</t></x:si>",
        "<!-- --><si><t>x</t></si>",
    ] {
        assert!(!is_plain(&book(text, row)), "{text}");
    }
}

#[test]
fn what_surrounds_texts_is_looked_at() {
    let texts = |start: &str, end: &str| {
        let texts = format!("{start}<si><t>x</t></si>{end}");
        let sheet =
            r#"<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>"#;
        is_plain(&xlsx_of(&[(TEXTS, &texts), (SHEET, sheet)]))
    };
    assert!(texts("<sst count=\"9\" uniqueCount=\"1\">", "\n</sst>\n"));
    for (start, end) in [
        ("<sst count>", "</sst>"),
        ("<sst uniqueCount=\"4294967295\">", "</sst>"),
        ("<sst><x/>", "</sst>"),
        ("<sst>", "</sst><si/>"),
        ("<sst>", ""),
        ("\u{FEFF}<sst>", "</sst>"),
        ("<sst>", &format!("{}</sst>", " ".repeat(600_000))),
    ] {
        assert!(!texts(start, end), "{start}…{end:.20}");
    }
}

#[test]
fn what_surrounds_rows_is_looked_at() {
    let sheet = |before: &str, after: &str| {
        let rows = r#"<sheetData><row><c><v>1</v></c></row></sheetData>"#;
        let sheet = format!("<worksheet>{before}{rows}{after}</worksheet>");
        is_plain(&xlsx_of(&[(SHEET, &sheet)]))
    };
    assert!(sheet("<cols><col min=\"1\"/></cols>", "<mergeCells/>"));
    for (before, after) in [
        ("<dimension/>", ""),
        ("<dimension ref=\"B2:A1\"/>", ""),
        ("<dimension ref=\"A1:B2:C3\"/>", ""),
        ("<x:sheetData/>", ""),
        ("<!DOCTYPE x>", ""),
        ("", "<!DOCTYPE x>"),
        ("", "<unclosed>"),
        (&"<x>".repeat(61), &"</x>".repeat(61)),
        ("", &"<x>".repeat(70)),
        ("", &format!("<x a='{}'/>", "y".repeat(300_000))),
    ] {
        assert!(!sheet(before, after), "{before:.40}…{after:.40}");
    }
}

#[test]
fn limits_are_kept() {
    let rows = [("A", "1"), ("B", "2"), ("C", "3")];
    let bytes = hostile::plain_xlsx(&rows);
    let fits = |max_rows, max_cells, max_unpacked_bytes| {
        let limits = Limits {
            max_rows,
            max_cells,
            max_unpacked_bytes,
        };
        plainly(&bytes, limits).is_some()
    };
    assert!(fits(3, 8, 1 << 20));
    assert!(!fits(2, 8, 1 << 20) && !fits(3, 7, 1 << 20) && !fits(3, 8, 1_000));
}

#[test]
fn workbooks_of_a_writer_and_of_nobody_good() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    let sheet = book.add_worksheet();
    let day = Style::new().set_num_format("dd.mm.yyyy");
    let money = Style::new().set_num_format("#,##0.00 [$€-1]").set_bold();
    let date = ExcelDateTime::from_ymd(2026, 11, 30).unwrap();
    sheet.write_datetime_with_format(0, 0, date, &day).unwrap();
    sheet.write(1, 0, "Артикул").unwrap();
    sheet.write(1, 1, "Количество").unwrap();
    for row in 2..50 {
        sheet.write(row, 0, format!("B & H <{row}>")).unwrap();
        sheet
            .write_with_format(row, 1, f64::from(row) / 4.0, &money)
            .unwrap();
        sheet
            .write(row, 2, Formula::new("=B3*2").set_result("7"))
            .unwrap();
    }
    sheet.merge_range(60, 0, 61, 1, "end", &money).unwrap();
    let written = book.save_to_buffer().unwrap();
    assert_eq!(plainly(&written, Limits::default()).unwrap().rows.len(), 49);
    assert!(is_plain(&hostile::corner_cells()) && is_plain(&hostile::long_texts(3)));
    for bytes in [
        hostile::truncated_xlsx(),
        hostile::lying_zip_bomb(),
        hostile::absurd_unique_count(),
        hostile::document_type(),
        hostile::deep_xml(),
        hostile::no_visible_sheet(),
        hostile::too_many_rows(20_001),
    ] {
        assert!(!is_plain(&bytes));
    }
}

/// Mostly whole elements, in any order, with something else between them now and then.
fn pieces(whole: &'static [&str], parts: &'static [&str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(whole),
        1 => prop::sample::select(parts),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_plain_is_read_as_calamine_reads_it(
        cells in pieces(CELLS, PARTS),
        texts in pieces(SHARED, PARTS),
    ) {
        let rows = format!("<row r=\"1\">{cells}</row>");
        is_plain(&book(&texts, &rows));
        is_plain(&book(TWO, &rows));
    }
}

const CELLS: &[&str] = &[
    r#"<c r="A1" t="s"><v>0</v></c>"#,
    r#"<c t="s"><v>1</v></c>"#,
    r#"<c r="B1" s="1"><v>7</v></c>"#,
    r#"<c s="2"><f>A1</f><v>45658</v></c>"#,
    r#"<c s="3"><v>-2.5E-1</v></c>"#,
    r#"<c t="str"><f>A&amp;B</f><v>x</v></c>"#,
    r#"<c t="inlineStr"><is><t> x </t></is></c>"#,
    r#"<c t="b"><v>1</v></c>"#,
    r#"<c t="e"><v>#REF!</v></c>"#,
    "<c/>",
    r#"<c s="1"></c>"#,
    "</row><row>",
    r#"</row><row r="7" spans="1:2">"#,
    r#"</row><row r="3"/><row>"#,
];

const SHARED: &[&str] = &[
    "<si><t>SKU</t></si>",
    "<si><t xml:space=\"preserve\"> 7 </t></si>",
    "<si><t> a\r\nb &lt;</t></si>",
    "<si><r><rPr><b/></rPr><t>a </t></r><r><t>&amp;b</t></r></si>",
    "<si><t/></si>",
];

const PARTS: &[&str] = &[
    " ", "\r\n", "x", "&amp;", "&#65;", "&", "_x0041_", "<!-- -->", "<c>", "</c>", "<v>", "</v>",
    "<f>", "</f>", "<row>", "</row>", "<si>", "</si>", "<t>", "</t>", "<r>", "</r>", "<is>",
    "</is>", "<rPh>", "<rPr/>", "<x/>", "<v>1</v>", "<f/>",
];
