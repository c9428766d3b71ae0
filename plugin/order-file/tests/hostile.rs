//! Every hostile file is refused with its own error, or read small.

use comptoir_order_file::{Limits, Options, OrderFile, OrderFileError, RowProblem, hostile, read};

fn open(bytes: &[u8], file_name: &str) -> Result<OrderFile, OrderFileError> {
    let limits = Limits::default();
    read(bytes, &Options { file_name, limits })
}

fn check(bytes: &[u8], file_name: &str, code: &str, message: &str) {
    let error = open(bytes, file_name).expect_err(code);
    assert_eq!(error.code(), code, "{error}");
    let text = error.to_string();
    assert!(text.contains(message), "`{text}` lacks `{message}`");
    assert!(!text.ends_with('.'), "{text}");
}

#[test]
fn refused_whatever_the_name() {
    let protected = "order-file.password-protected";
    check(
        &hostile::password_protected(),
        "a.xlsx",
        protected,
        "`a.xlsx` is protected",
    );
    check(
        &hostile::password_protected_xls(),
        "a.xls",
        protected,
        "remove the password",
    );
    check(&hostile::encrypted_ods(), "a.ods", protected, "`a.ods`");
    let unsupported = "order-file.unsupported-format";
    check(
        &hostile::compound_without_workbook(),
        "a.xls",
        unsupported,
        "without a workbook",
    );
    check(
        &hostile::xlsb(),
        "a.xlsx",
        unsupported,
        "an xlsb workbook, which is not read",
    );
    check(
        &hostile::binary_garbage(),
        "a.xlsx",
        "order-file.unknown-format",
        "no spreadsheet",
    );
    check(b"", "a.xlsx", "order-file.empty", "`a.xlsx` is empty");
    check(
        b" \n\n",
        "a.csv",
        "order-file.nothing-filled-in",
        "nothing is filled in",
    );
    check(
        b"a;\"b\nc;d",
        "a.csv",
        "order-file.truncated",
        "a quoted text in `a.csv`",
    );
}

#[test]
fn an_xls_that_calls_itself_xlsx_is_told_apart() {
    let file = hostile::cfb_named_xlsx();
    let message = "`a.XLSX` is named .xlsx, but its content is an xls workbook: open it and save";
    check(&file, "a.XLSX", "order-file.format-mismatch", message);
    assert_eq!(open(&file, "a.xls").unwrap().rows.len(), 1);
}

#[test]
fn broken_off() {
    check(
        &hostile::truncated_xlsx(),
        "a.xlsx",
        "order-file.truncated",
        "upload it again",
    );
    check(
        &hostile::truncated_xls(),
        "a.xls",
        "order-file.truncated",
        "upload it again",
    );
    check(
        &hostile::endless_chain(),
        "a.xls",
        "order-file.damaged",
        "duplicate sector",
    );
}

#[test]
fn bombs() {
    let unpacked = "order-file.unpacked-too-large";
    check(
        &hostile::zip_bomb(),
        "a.xlsx",
        unpacked,
        "67108864 bytes allowed",
    );
    let error = open(&hostile::lying_zip_bomb(), "a.xlsx").unwrap_err();
    let codes = [
        "order-file.unpacked-too-large",
        "order-file.damaged",
        "order-file.truncated",
    ];
    assert!(codes.contains(&error.code()), "{error}");
    check(
        &hostile::too_many_parts(),
        "a.xlsx",
        "order-file.too-many-parts",
        "2000 parts",
    );
    check(
        &hostile::document_type(),
        "a.xlsx",
        "order-file.forbidden-xml",
        "a document type",
    );
    check(
        &hostile::deep_xml(),
        "a.xlsx",
        "order-file.xml-too-deep",
        "deeper than 64 levels",
    );
}

/// Small parts are kept as they are unpacked, and must be as long as they say; large ones are
/// unpacked twice.
#[test]
fn parts_are_what_they_state_and_may_be_large() {
    check(
        &hostile::lying_zip_bomb(),
        "a.xlsx",
        "order-file.damaged",
        "unpacks to another size than it states",
    );
    let large = open(&hostile::too_many_cells(20_000, 26), "a.xlsx").unwrap();
    assert_eq!(large.rows.len(), 20_000);
    assert_eq!(large.rows[19_999].quantity.address, "B20000");
}

#[test]
fn stated_sizes_are_not_believed() {
    let texts = "order-file.too-many-texts";
    check(
        &hostile::absurd_unique_count(),
        "a.xlsx",
        texts,
        "states 4294967295 texts",
    );
    check(
        &hostile::absurd_xls_texts(),
        "a.xls",
        texts,
        "states 4294967295 texts",
    );
    check(
        &hostile::absurd_xls_dimensions(),
        "a.xls",
        "order-file.too-many-cells",
        "row 65536 holds the first one over",
    );
}

#[test]
fn far_corners_are_two_rows() {
    let file = open(&hostile::corner_cells(), "a.xlsx").unwrap();
    let numbers: Vec<u32> = file.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 1_048_576]);
    let last = file.rows.last().unwrap();
    assert_eq!(last.article.address, "A1048576");
    assert_eq!(
        last.problems,
        [RowProblem::ArticleMissing, RowProblem::QuantityMissing]
    );
}

#[test]
fn limits_name_the_first_row_over() {
    let rows = "order-file.too-many-rows";
    assert_eq!(
        open(&hostile::too_many_rows(20_000), "a.xlsx")
            .unwrap()
            .rows
            .len(),
        20_000
    );
    check(
        &hostile::too_many_rows(20_001),
        "a.xlsx",
        rows,
        "row 20002 is the first one over",
    );
    check(
        &hostile::repeated_rows(),
        "a.ods",
        rows,
        "row 20001 is the first one over",
    );
    let cells = "order-file.too-many-cells";
    check(
        &hostile::repeated_cells(),
        "a.ods",
        "order-file.damaged",
        "lies outside",
    );
    let limits = Limits {
        max_cells: 1_000,
        ..Limits::default()
    };
    let options = Options {
        file_name: "a.xlsx",
        limits,
    };
    assert!(read(&hostile::too_many_cells(100, 10), &options).is_ok());
    let error = read(&hostile::too_many_cells(101, 10), &options).unwrap_err();
    assert_eq!(error.code(), cells);
    assert!(
        error
            .to_string()
            .contains("row 101 holds the first one over"),
        "{error}"
    );
}

#[test]
fn styles_and_names_without_end() {
    let format = |n: u32| {
        format!(
            r#"<numFmt numFmtId="{n}" formatCode="{}"/>"#,
            "0".repeat(250)
        )
    };
    let styles: String = (200..70_000).map(format).collect();
    let styles = format!("<styleSheet><numFmts>{styles}</numFmts></styleSheet>");
    let file = hostile::xlsx_of(&[("xl/styles.xml", &styles)]);
    check(
        &file,
        "a.xlsx",
        "order-file.damaged",
        "more cell styles than any spreadsheet",
    );
    let long = hostile::ods_sheets(&format!(r#"<x a="{}"/>"#, "y".repeat(600_000)));
    check(
        &long,
        "a.ods",
        "order-file.damaged",
        "one text or tag takes over 524288 bytes",
    );
}

#[test]
fn nothing_to_read() {
    check(
        &hostile::no_visible_sheet(),
        "a.xlsx",
        "order-file.no-sheets",
        "unhide",
    );
    check(
        &hostile::ods_sheets(""),
        "a.ods",
        "order-file.no-sheets",
        "unhide",
    );
    check(
        &hostile::xlsx_with_rows(""),
        "a.xlsx",
        "order-file.nothing-filled-in",
        "article column",
    );
}

#[test]
fn a_long_text_in_every_row_stays_small() {
    let file = open(&hostile::long_texts(5_000), "a.xlsx").unwrap();
    assert_eq!(file.rows.len(), 5_000);
    assert!(file.rows.iter().all(|row| row.article.text.len() <= 256));
    assert_eq!(file.rows[0].problems[0], RowProblem::ArticleTooLong);
}

#[test]
fn no_prefix_and_no_flipped_byte_panics() {
    let files = [
        hostile::plain_xlsx(&[("0983", "2"), ("A&B", "1 200,5")]),
        hostile::plain_xls(&[("0983", "2")]),
        hostile::continued_xls_texts(),
        hostile::small_xls(),
        hostile::plain_ods(&[("0983", "2")]),
    ];
    for file in files {
        for length in (0..file.len()).step_by(7) {
            let _ = open(&file[..length], "a.xls");
        }
        for at in 0..file.len() {
            for flip in [0x01, 0x80, 0xFF] {
                let mut bad = file.clone();
                bad[at] ^= flip;
                let _ = open(&bad, "a.xls");
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_reads_or_errs(text in "\\PC{0,200}") {
        let _ = open(text.as_bytes(), "a.csv");
    }

    #[test]
    fn any_bytes_read_or_err(bytes in proptest::collection::vec(0_u8.., 0..2000)) {
        let _ = open(&bytes, "a.csv");
        for magic in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
            let _ = open(&[magic, &bytes].concat(), "a.xls");
        }
    }

    #[test]
    fn any_sheet_xml_reads_or_errs(xml in "(<(row|c|v|is|t|/row|/c|/v)( [rst]=\"[A-Z0-9]{0,4}\")?>|[0-9]{1,3}){0,40}") {
        let _ = open(&hostile::xlsx_with_rows(&xml), "a.xlsx");
    }
}
