//! B10: an order file comes back with a verdict a row, and may be read again.

use calamine::{Data, Reader, Xlsx};
use comptoir::contract::{Audience, CartRequest};
use comptoir::messages::{Language, Messages};
use comptoir::{corrected_workbook, import_row};
use comptoir_tests::synthetic;

const ORDER: &str =
    "Article;Quantity\nART-000001;4\n=1+2;1\n-5;1\nART-000002;ten\nART-000003;999\n";

/// Rows of the corrected workbook, as texts.
fn corrected(order: &str, language: Language) -> (Vec<u8>, Vec<Vec<String>>) {
    let comptoir = comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("a valid policy");
    let (sheet, _) = comptoir
        .order_file()
        .read("order.csv", order.as_bytes())
        .expect("a sheet");
    let facts = synthetic::facts(5);
    let request = CartRequest {
        payment: None,
        rows: sheet.rows.iter().map(import_row).collect(),
        ..synthetic::cart(0)
    };
    let decision = comptoir
        .cart()
        .evaluate(&synthetic::context(), &facts, &request)
        .expect("an answer");
    let answer = decision.view(Audience::Buyer);
    let bytes =
        corrected_workbook(&sheet, &answer, &facts, &Messages::new(language)).expect("a workbook");
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes.clone())).expect("an xlsx");
    let range = workbook
        .worksheet_range_at(0)
        .expect("a sheet")
        .expect("readable");
    let formulas = workbook.worksheet_formula("Sheet1").expect("formulas");
    assert!(formulas.is_empty(), "a formula in the corrected workbook");
    let rows = range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Empty => String::new(),
                    other => other.to_string(),
                })
                .collect()
        })
        .collect();
    (bytes, rows)
}

#[test]
fn every_row_has_its_verdict_and_text_stays_text() {
    let (bytes, rows) = corrected(ORDER, Language::English);
    let column = |at: usize| -> Vec<&str> { rows.iter().map(|row| row[at].as_str()).collect() };
    assert_eq!(
        column(0),
        [
            "article",
            "ART-000001",
            "=1+2",
            "-5",
            "ART-000002",
            "ART-000003"
        ]
    );
    assert_eq!(column(1), ["quantity", "4", "1", "1", "ten", "999"]);
    // What is shown of the last one is accepted of it.
    assert_eq!(column(2), ["accepted", "4", "", "", "", "24"]);
    let verdicts = column(3);
    assert_eq!(verdicts[1], "", "nothing to say");
    for (row, word) in [
        (2, "not on offer"),
        (3, "not on offer"),
        (4, "not a number"),
        (5, "24"),
    ] {
        assert!(verdicts[row].contains(word), "{}", verdicts[row]);
    }
    // It reads again, articles and quantities as they were.
    let comptoir = comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("a valid policy");
    let (again, _) = comptoir
        .order_file()
        .read("corrected.xlsx", &bytes)
        .expect("a sheet");
    let exact: Vec<&str> = again.rows.iter().map(|row| row.exact.as_str()).collect();
    assert_eq!(
        exact,
        ["ART-000001", "=1+2", "-5", "ART-000002", "ART-000003"]
    );
    assert_eq!(again.header.expect("a header").row, 1);
}

#[test]
fn the_verdicts_speak_the_clients_language_and_no_row_is_lost() {
    for language in [Language::Russian, Language::Italian] {
        let (bytes, rows) = corrected(ORDER, language);
        assert_ne!(rows[0][3], "verdict");
        assert!(!rows[2][3].is_empty());
        let comptoir = comptoir_tests::builder()
            .policy_text("synthetic.toml", synthetic::POLICY)
            .build()
            .expect("a valid policy");
        let (again, _) = comptoir
            .order_file()
            .read("c.xlsx", &bytes)
            .expect("a sheet");
        assert_eq!((again.rows.len(), again.header.is_some()), (5, true));
    }
    // Without a header the first row of goods moves under ours.
    let (_, rows) = corrected("ART-000001;4\nART-000002;2\n", Language::English);
    assert_eq!(
        (rows.len(), rows[1][0].as_str(), rows[2][0].as_str()),
        (3, "ART-000001", "ART-000002")
    );
}
