//! Ordinary orders in every format, and what people do to them.

use comptoir_order_file::{
    CellKind, Columns, Format, Limits, Options, OrderFile, RowProblem, hostile, read,
};
use rust_xlsxwriter::{Format as Style, Workbook};

fn open(bytes: &[u8], file_name: &str) -> OrderFile {
    let limits = Limits::default();
    read(bytes, &Options { file_name, limits }).expect(file_name)
}

type Shown<'a> = (u32, &'a str, &'a str, Option<(i64, u8)>);

/// Row number, article as shown, exact key, quantity as `coefficient/scale`.
fn rows(file: &OrderFile) -> Vec<Shown<'_>> {
    let row = |row: &'_ comptoir_order_file::Row| row.value.map(|v| (v.coefficient, v.scale));
    file.rows
        .iter()
        .map(|r| {
            (
                r.number,
                r.article.text.as_str(),
                r.keys.exact.as_str(),
                row(r),
            )
        })
        .collect()
}

#[test]
fn the_same_order_in_every_format() {
    let order = [("0983", "2"), ("A-17", "12.5"), ("Ж 1", "")];
    for (bytes, format) in [
        (hostile::plain_xlsx(&order), Format::Xlsx),
        (hostile::plain_xls(&order[..2]), Format::Xls),
        (hostile::plain_ods(&order), Format::Ods),
        (
            "sku\tqty\n0983\t2\nA-17\t12.5\nЖ 1\t\n".as_bytes().to_vec(),
            Format::Csv,
        ),
    ] {
        let file = open(&bytes, "order");
        assert_eq!(file.format, format);
        assert_eq!(file.header.unwrap().row, 1);
        let found = rows(&file);
        assert_eq!(found[0], (2, "0983", "0983", Some((2, 0))), "{format:?}");
        assert_eq!(found[1], (3, "A-17", "A-17", Some((125, 1))), "{format:?}");
        if let Some(third) = file.rows.get(2) {
            assert_eq!(third.problems, [RowProblem::QuantityMissing]);
            assert_eq!(third.quantity.address, "B4");
        }
    }
}

#[test]
fn numeric_articles_show_what_the_sheet_shows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let padded = Style::new().set_num_format("0000");
    let longer = Style::new().set_num_format("00000000");
    let date = Style::new().set_num_format("dd.mm.yyyy");
    sheet.write(2, 3, "Кол-во, шт.").unwrap();
    sheet.write(2, 1, "Артикул").unwrap();
    sheet.write_with_format(3, 1, 983, &padded).unwrap();
    sheet.write_with_format(4, 1, 983, &longer).unwrap();
    sheet.write(5, 1, 983).unwrap();
    sheet.write(6, 1, 4_006_381_333_931_f64).unwrap();
    sheet.write_with_format(7, 1, 45_658, &date).unwrap();
    sheet.write(8, 1, " 0983\u{A0}").unwrap();
    sheet.write(9, 1, true).unwrap();
    for row in 3..=9 {
        sheet.write(row, 3, 0.1).unwrap();
    }
    let file = open(&book.save_to_buffer().unwrap(), "order.xlsx");
    assert_eq!(
        file.columns,
        Columns {
            article: 1,
            quantity: 3
        }
    );
    let tenth = Some((1, 1));
    assert_eq!(
        rows(&file),
        [
            (4, "0983", "0983", tenth),
            (5, "00000983", "00000983", tenth),
            (6, "983", "983", tenth),
            (7, "4006381333931", "4006381333931", tenth),
            (8, "2025-01-01", "", tenth),
            (9, " 0983\u{A0}", "0983", tenth),
            (10, "TRUE", "", tenth),
        ]
    );
    let problems: Vec<_> = file
        .rows
        .iter()
        .map(|row| row.problems.first().copied())
        .collect();
    let (numeric, unreadable) = (
        RowProblem::ArticleNumericCell,
        RowProblem::ArticleUnreadable,
    );
    let expected = [
        None,
        None,
        Some(numeric),
        Some(numeric),
        Some(unreadable),
        None,
        Some(unreadable),
    ];
    assert_eq!(problems, expected);
    assert_eq!(file.rows[0].keys.without_leading_zeros, "983");
    assert_eq!(file.rows[0].article.kind, CellKind::Number);
}

#[test]
fn quantities_as_people_type_them() {
    let order = [
        ("a", "1\u{A0}200,5"),
        ("b", "1,200"),
        ("c", "0"),
        ("d", "-3"),
        ("e", "дюжина"),
        ("", "4"),
        ("g", "99999999999999999999 1"),
    ];
    let file = open(&hostile::plain_xlsx(&order), "order.xlsx");
    let problems: Vec<_> = file.rows.iter().map(|row| row.problems.clone()).collect();
    assert_eq!(
        problems,
        [
            vec![],
            vec![RowProblem::QuantityAmbiguous],
            vec![RowProblem::QuantityZero],
            vec![RowProblem::QuantityNegative],
            vec![RowProblem::QuantityNotANumber],
            vec![RowProblem::ArticleMissing],
            vec![RowProblem::QuantityNotANumber],
        ]
    );
    assert_eq!(
        file.rows[0].value.map(|v| (v.coefficient, v.scale)),
        Some((12_005, 1))
    );
    assert!(file.rows[1..5].iter().all(|row| row.value.is_none()));
}

#[test]
fn formulas_give_their_last_result() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let text = rust_xlsxwriter::Formula::new("=\"A\"&\"983\"").set_result("A983");
    sheet.write_formula(0, 0, text).unwrap();
    let sum = rust_xlsxwriter::Formula::new("=1+1").set_result("2");
    sheet.write_formula(0, 1, sum).unwrap();
    let file = open(&book.save_to_buffer().unwrap(), "order.xlsx");
    assert_eq!(rows(&file), [(1, "A983", "A983", Some((2, 0)))]);
    assert_eq!(file.header, None);
}

#[test]
fn the_first_visible_sheet_that_holds_anything() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("blank").unwrap();
    let hidden = book.add_worksheet().set_name("hidden").unwrap();
    hidden.set_hidden(true).write(0, 0, "no").unwrap();
    book.add_worksheet()
        .set_name("заказ")
        .unwrap()
        .write(0, 0, "0983")
        .unwrap();
    assert_eq!(
        open(&book.save_to_buffer().unwrap(), "order.xlsx").sheet,
        "заказ"
    );

    let sheet = |name: &str, style: &str, text: &str| {
        format!(
            r#"<table:table table:name="{name}" table:style-name="{style}"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation>{text}</table:table-cell></table:table-row></table:table>"#
        )
    };
    let tables = sheet("a", "hidden", "<text:p>x</text:p>")
        + &sheet("b", "", "")
        + &sheet("c", "", "<text:p>09<text:s text:c=\"2\"/>83</text:p>");
    let file = open(&hostile::ods_sheets(&tables), "order.ods");
    assert_eq!(file.sheet, "c");
    assert_eq!(rows(&file), [(1_000_001, "09  83", "09  83", None)]);
}

#[test]
fn odd_but_valid_workbooks() {
    // No addresses, rich and phonetic text, inline text, a prefix, texts with entities.
    let rows_xml = r#"<row><c t="inlineStr"><is><r><t>09</t></r><r><t>8&#51;</t></r><rPh><t>no</t></rPh></is></c><c><v>2.0</v></c></row><row/><row><c t="str"><f>x</f><v>A&amp;B</v></c><c t="e"><v>#N/A</v></c></row>"#;
    let file = open(&hostile::xlsx_with_rows(rows_xml), "order.xlsx");
    assert_eq!(
        rows(&file),
        [(1, "0983", "0983", Some((2, 0))), (3, "A&B", "A&B", None)]
    );
    assert_eq!(file.rows[1].quantity.kind, CellKind::Other);

    let related = r#"<Relationships><Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/s.xml"/></Relationships>"#;
    let workbook =
        r#"<x:workbook xmlns:x="a"><x:sheets><x:sheet name="S" r:id="r"/></x:sheets></x:workbook>"#;
    let sheet = r#"<x:worksheet><x:sheetData><x:row r="5"><x:c r="B5"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
    let parts = [
        ("xl/_rels/workbook.xml.rels", related),
        ("xl/workbook.xml", workbook),
        ("xl/s.xml", sheet),
    ];
    let file = open(&hostile::xlsx_of(&parts), "order.xlsx");
    assert_eq!(rows(&file), [(5, "", "", Some((3, 0)))]);
}

#[test]
fn xls_in_small_sectors_and_continued_texts() {
    let file = open(&hostile::small_xls(), "order.xls");
    assert_eq!(rows(&file), [(1, "0983", "0983", Some((2, 0)))]);
    let file = open(&hostile::continued_xls_texts(), "order.xls");
    assert_eq!(rows(&file), [(2, "0983", "0983", Some((12, 0)))]);
}

#[test]
fn delimited_text() {
    let file = open(
        "Заказ\r\n\r\nартикул;Кол-во\r\n=\"0983\";1,200\r\n\"A;\"\"1\";12,000\r\n".as_bytes(),
        "o.csv",
    );
    assert_eq!(file.header.unwrap().row, 3);
    assert_eq!(
        rows(&file),
        [
            (4, "0983", "0983", Some((12, 1))),
            (5, "A;\"1", "A;\"1", Some((12, 0)))
        ]
    );
    let file = open(b"sep=,\r\n0983,\"1,200\"\r\n", "o.csv");
    assert_eq!(file.rows[0].problems, [RowProblem::QuantityAmbiguous]);
    assert_eq!(file.rows[0].number, 1);
}

/// The files under `fixtures/files/`, written by other programs than ours.
#[test]
fn checked_in_samples() {
    let expected = [
        (2, "0983", "0983", Some((10, 0))),
        (3, "983-Б", "983-Б", Some((25, 1))),
        (4, "4006381333931", "4006381333931", Some((1, 0))),
        (5, "0983", "0983", Some((3, 0))),
    ];
    for (name, format) in [
        ("order-0983.xlsx", Format::Xlsx),
        ("order-0983.xls", Format::Xls),
        ("order-0983.ods", Format::Ods),
        ("order-0983.csv", Format::Csv),
    ] {
        let path = format!("{}/../../fixtures/files/{name}", env!("CARGO_MANIFEST_DIR"));
        let file = open(&std::fs::read(&path).expect(&path), name);
        assert_eq!(file.format, format);
        assert_eq!(rows(&file), expected, "{name}");
    }
}
