//! Order files that buyers upload by mistake or on purpose: a clear error, never more than
//! 64 MiB of the guest's memory, and the same Comptoir reads the next file.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use comptoir::contract::{RowProblem, Sheet};
use comptoir::{CallError, CallStats, Comptoir, FileLimits, Limits};
use comptoir_order_file::hostile;
use comptoir_tests::synthetic;

const MEMORY: usize = 64 * 1024 * 1024;

fn with_file_limits(file: FileLimits) -> Comptoir {
    let limits = Limits {
        file,
        ..Limits::default()
    };
    comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .limits(limits)
        .build()
        .expect("the policy is valid")
}

/// The limits that are in force where nobody sets any.
static COMPTOIR: LazyLock<Comptoir> = LazyLock::new(|| {
    let limits = Limits::default();
    assert_eq!(
        (limits.order_file.memory, limits.file),
        (
            MEMORY,
            FileLimits {
                rows: 20_000,
                cells: 1_000_000
            }
        )
    );
    with_file_limits(limits.file)
});

/// Other limits.
static STRICT: LazyLock<Comptoir> = LazyLock::new(|| {
    with_file_limits(FileLimits {
        rows: 100,
        cells: 1_000,
    })
});

/// The sheet of a file that is read, within memory.
#[track_caller]
fn read(comptoir: &Comptoir, name: &str, bytes: &[u8]) -> Sheet {
    let (sheet, CallStats { memory, .. }) = comptoir
        .order_file()
        .read(name, bytes)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(memory <= MEMORY, "{name}: {memory} bytes");
    sheet
}

/// An ordinary order is read.
#[track_caller]
fn reads_the_next(comptoir: &Comptoir) {
    let sheet = read(
        comptoir,
        "order.xlsx",
        &hostile::plain_xlsx(&[("0983", "2")]),
    );
    assert_eq!(sheet.rows.len(), 1);
    assert_eq!(
        (sheet.rows[0].exact.as_str(), sheet.rows[0].value),
        ("0983", Some(2.into()))
    );
}

/// The file is refused with one of `codes`: not by a limit of the sandbox, and not by a trap.
#[track_caller]
fn refused(comptoir: &Comptoir, name: &str, bytes: &[u8], codes: &[&str]) {
    match comptoir.order_file().read(name, bytes) {
        Err(CallError::File { code, message, .. }) => {
            let code = code
                .strip_prefix("order-file.")
                .unwrap_or_else(|| panic!("{name}: {code}"));
            assert!(codes.contains(&code), "{name}: {code}: {message}");
            assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
        }
        other => panic!(
            "{name}: {codes:?} expected, found {:?}",
            other.map(|(sheet, _)| sheet.rows.len())
        ),
    }
    reads_the_next(comptoir);
}

#[test]
fn protected_by_a_password() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::password_protected(),
        &["password-protected"],
    );
    refused(
        &COMPTOIR,
        "a.xls",
        &hostile::password_protected_xls(),
        &["password-protected"],
    );
    refused(
        &COMPTOIR,
        "a.ods",
        &hostile::encrypted_ods(),
        &["password-protected"],
    );
}

#[test]
fn broken_off() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::truncated_xlsx(),
        &["truncated"],
    );
    refused(
        &COMPTOIR,
        "a.xls",
        &hostile::truncated_xls(),
        &["truncated"],
    );
    refused(&COMPTOIR, "a.csv", b"a;\"b\nc;d", &["truncated"]);
}

#[test]
fn another_format_than_it_says() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::cfb_named_xlsx(),
        &["format-mismatch"],
    );
    assert_eq!(
        read(&COMPTOIR, "a.xls", &hostile::cfb_named_xlsx())
            .rows
            .len(),
        1
    );
    refused(
        &COMPTOIR,
        "a.xls",
        &hostile::compound_without_workbook(),
        &["unsupported-format"],
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::xlsb(),
        &["unsupported-format"],
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::binary_garbage(),
        &["unknown-format"],
    );
}

#[test]
fn bombs() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::zip_bomb(),
        &["unpacked-too-large"],
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::lying_zip_bomb(),
        &["unpacked-too-large", "damaged", "truncated"],
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::too_many_parts(),
        &["too-many-parts"],
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::document_type(),
        &["forbidden-xml"],
    );
    refused(&COMPTOIR, "a.xlsx", &hostile::deep_xml(), &["xml-too-deep"]);
    refused(&COMPTOIR, "a.xls", &hostile::endless_chain(), &["damaged"]);
}

#[test]
fn absurd_sizes() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::absurd_unique_count(),
        &["too-many-texts"],
    );
    refused(
        &COMPTOIR,
        "a.xls",
        &hostile::absurd_xls_texts(),
        &["too-many-texts"],
    );
    refused(
        &COMPTOIR,
        "a.xls",
        &hostile::absurd_xls_dimensions(),
        &["too-many-cells"],
    );
    refused(
        &COMPTOIR,
        "a.ods",
        &hostile::repeated_rows(),
        &["too-many-rows"],
    );
    refused(&COMPTOIR, "a.ods", &hostile::repeated_cells(), &["damaged"]);
}

#[test]
fn nothing_to_read() {
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::no_visible_sheet(),
        &["no-sheets"],
    );
    refused(&COMPTOIR, "a.xlsx", b"", &["empty"]);
    refused(&COMPTOIR, "a.csv", b" \n\n", &["nothing-filled-in"]);
}

#[test]
fn cells_in_the_far_corners() {
    let sheet = read(&COMPTOIR, "a.xlsx", &hostile::corner_cells());
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 1_048_576]);
    assert_eq!(
        sheet.rows[1].problems,
        [RowProblem::ArticleMissing, RowProblem::QuantityMissing]
    );
    reads_the_next(&COMPTOIR);
}

#[test]
fn odd_and_readable() {
    assert_eq!(
        read(&COMPTOIR, "a.xls", &hostile::small_xls()).rows.len(),
        1
    );
    assert_eq!(
        read(&COMPTOIR, "a.xls", &hostile::continued_xls_texts())
            .rows
            .len(),
        1
    );
    assert_eq!(
        read(&COMPTOIR, "a.xlsx", &hostile::long_texts(20_000))
            .rows
            .len(),
        20_000
    );
}

/// A workbook of `rows` × `columns` cells that hold 1.
fn filled(rows: u32, columns: u32) -> Vec<u8> {
    let letter = |index: u32| char::from(b'A' + u8::try_from(index).expect("a letter"));
    let column = |index: u32| match index.checked_sub(26) {
        None => letter(index).to_string(),
        Some(rest) => format!("{}{}", letter(rest / 26), letter(rest % 26)),
    };
    let columns: Vec<String> = (0..columns).map(column).collect();
    let mut data = String::new();
    for row in 1..=rows {
        let _ = write!(data, r#"<row r="{row}">"#);
        for column in &columns {
            let _ = write!(data, r#"<c r="{column}{row}"><v>1</v></c>"#);
        }
        data.push_str("</row>");
    }
    hostile::xlsx_with_rows(&data)
}

#[test]
fn the_default_limits_and_one_past_them() {
    assert_eq!(
        read(&COMPTOIR, "a.xlsx", &hostile::too_many_rows(20_000))
            .rows
            .len(),
        20_000
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &hostile::too_many_rows(20_001),
        &["too-many-rows"],
    );
    assert_eq!(
        read(&COMPTOIR, "a.xlsx", &filled(10_000, 100)).rows.len(),
        10_000
    );
    refused(
        &COMPTOIR,
        "a.xlsx",
        &filled(9_901, 101),
        &["too-many-cells"],
    );
}

#[test]
fn other_limits_and_one_past_them() {
    assert_eq!(
        read(&STRICT, "a.xlsx", &hostile::too_many_rows(100))
            .rows
            .len(),
        100
    );
    refused(
        &STRICT,
        "a.xlsx",
        &hostile::too_many_rows(101),
        &["too-many-rows"],
    );
    assert_eq!(
        read(&STRICT, "a.xlsx", &hostile::too_many_cells(100, 10))
            .rows
            .len(),
        100
    );
    refused(
        &STRICT,
        "a.xlsx",
        &hostile::too_many_cells(77, 13),
        &["too-many-cells"],
    );
    let csv = |rows| "0983;1\n".repeat(rows);
    assert_eq!(read(&STRICT, "a.csv", csv(100).as_bytes()).rows.len(), 100);
    refused(&STRICT, "a.csv", csv(101).as_bytes(), &["too-many-rows"]);
}

/// The checked-in orders, in every format: the leading zero of `0983` is still there.
#[test]
fn leading_zeros_are_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/files");
    for format in ["xlsx", "xls", "ods", "csv"] {
        let name = format!("order-0983.{format}");
        let bytes =
            std::fs::read(folder.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let sheet = read(&COMPTOIR, &name, &bytes);
        let row = sheet
            .rows
            .iter()
            .find(|row| row.exact == "0983")
            .unwrap_or_else(|| panic!("{name} lost its zero"));
        assert_eq!(row.without_leading_zeros, "983", "{name}");
        assert_eq!(row.article.text, "0983", "{name}");
    }
}

/// What the reader says of a place is a parameter of the adapter's texts, in the reader's own words.
#[test]
fn places_and_limits_are_parameters() {
    let params = |comptoir: &Comptoir, file: String| {
        let error = comptoir.order_file().read("order.csv", file.as_bytes());
        match error {
            Err(CallError::File { params, .. }) => params,
            other => panic!("{:?}", other.map(|(sheet, _)| sheet.rows.len())),
        }
    };
    let known = |params: &[(&'static str, &str)]| {
        let owned = params
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        owned.collect::<Vec<_>>()
    };
    assert_eq!(
        params(&COMPTOIR, "note\nSKU;Qty;Article\nA-1;2;A-1\n".to_owned()),
        known(&[("row", "2"), ("first", "A2"), ("second", "C2")])
    );
    let long = "SKU;Qty\n".to_owned() + &"A-1;2\n".repeat(101);
    assert_eq!(
        params(&STRICT, long),
        known(&[("limit", "100"), ("row", "102")])
    );
}
