mod names;
mod sources;

use super::*;
use crate::bindings::comptoir::rules::types::{
    Notification, Outcome, Param, Severity, Stage, Value,
};

fn all() -> [Messages; 3] {
    Language::ALL.map(Messages::new)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn finding(code: &str, params: &[(&str, Value, Audience)]) -> Finding {
    let params = params.iter().map(|(name, value, audience)| Param {
        name: (*name).to_owned(),
        value: value.clone(),
        audience: *audience,
    });
    Finding {
        code: code.to_owned(),
        severity: Severity::Error,
        outcome: Outcome::Block,
        stage: Stage::Place,
        subject: Subject::Document,
        params: params.collect(),
        setting: "default".to_owned(),
        remedies: Vec::new(),
    }
}

fn buyer(params: &[(&'static str, Value)]) -> Vec<(&'static str, Value, Audience)> {
    params
        .iter()
        .map(|(name, value)| (*name, value.clone(), Audience::Buyer))
        .collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

#[test]
fn numbers_and_days_follow_the_language() {
    let [en, ru, it] = all();
    let sum = decimal("-1234567.5");
    assert_eq!(en.money(sum, "RUB"), "-1,234,567.50 RUB");
    assert_eq!(ru.money(sum, "RUB"), "-1\u{a0}234\u{a0}567,50\u{a0}RUB");
    assert_eq!(it.money(sum, "RUB"), "-1.234.567,50 RUB");
    assert_eq!(en.money(decimal("0.0625000"), ""), "0.0625");
    assert_eq!(en.money(decimal("999"), "EUR"), "999.00 EUR");
    assert_eq!(
        en.money(
            Decimal {
                coefficient: i64::MIN,
                scale: 12
            },
            ""
        ),
        "-9,223,372.036854775808"
    );
    assert_eq!(
        en.money(
            Decimal {
                coefficient: 5,
                scale: 3
            },
            ""
        ),
        "0.005"
    );
    assert_eq!(
        [&en, &ru, &it].map(|m| m.quantity(decimal("1250.500"))),
        ["1250.5", "1250,5", "1250,5"]
    );
    assert_eq!(en.quantity(decimal("5.000")), "5");
    assert_eq!(
        [&en, &ru, &it].map(|m| m.percent(decimal("-12.50"))),
        ["-12.5%", "-12,5\u{a0}%", "-12,5%"]
    );
    assert_eq!(
        [&en, &ru, &it].map(|m| m.date(day("2026-01-31"))),
        ["31 Jan 2026", "31.01.2026", "31/01/2026"]
    );
    assert_eq!(
        en.date(LocalDate {
            year: 2026,
            month: 13,
            day: 1
        }),
        "2026-13-01"
    );
}

#[test]
fn moments_are_told_in_the_shops_zone() {
    let at = |language, zone, instant| Messages::new(language).in_zone(zone).instant(instant);
    let (moscow, rome) = (chrono_tz::Europe::Moscow, chrono_tz::Europe::Rome);
    // 20 Nov 2026, 15:00 UTC.
    let moment = 1_795_186_800_000;
    assert_eq!(at(Language::English, moscow, moment), "20 Nov 2026, 18:00");
    assert_eq!(at(Language::Russian, moscow, moment), "20.11.2026 18:00");
    assert_eq!(at(Language::Italian, rome, moment), "20/11/2026 16:00");
    // The day is the zone's own, and seconds show where there are any.
    assert_eq!(
        at(Language::English, moscow, moment + 6 * 3_600_000 + 5_999),
        "21 Nov 2026, 00:00:05"
    );
    assert_eq!(
        Messages::new(Language::English).instant(0),
        "1 Jan 1970, 00:00 UTC"
    );
    assert_eq!(
        at(Language::English, moscow, Instant::MAX),
        Instant::MAX.to_string()
    );
    let note = Notification {
        to: "outlet".to_owned(),
        template: "order-reserved".to_owned(),
        channels: Vec::new(),
        params: vec![
            Param {
                name: "order".to_owned(),
                value: text("W-1"),
                audience: Audience::Buyer,
            },
            Param {
                name: "until".to_owned(),
                value: Value::Instant(moment),
                audience: Audience::Buyer,
            },
        ],
    };
    assert_eq!(
        Language::ALL.map(|language| {
            Messages::new(language)
                .in_zone(moscow)
                .notification(&note, "RUB")
        }),
        [
            "The goods of order W-1 are reserved until 20 Nov 2026, 18:00; please pay by then.",
            "Товар по заказу W-1 зарезервирован до 20.11.2026 18:00; оплатите его до этого времени.",
            "La merce dell'ordine W-1 è prenotata fino al 20/11/2026 18:00; pagare entro tale termine.",
        ]
    );
}

#[test]
fn rows_are_counted_as_the_language_counts() {
    let [en, ru, it] = all();
    let counted = |messages: &Messages| [1, 3, 11, 15, 21].map(|count| messages.rows(count));
    assert_eq!(
        counted(&en),
        ["1 row", "3 rows", "11 rows", "15 rows", "21 rows"]
    );
    assert_eq!(
        counted(&ru),
        ["1 строка", "3 строки", "11 строк", "15 строк", "21 строка"]
    );
    assert_eq!(
        counted(&it),
        ["1 riga", "3 righe", "11 righe", "15 righe", "21 righe"]
    );
}

#[test]
fn a_file_that_is_not_read_says_what_to_do() {
    let [en, ru, it] = all();
    let rows = [("limit", "20000"), ("row", "20002")];
    let code = "order-file.too-many-rows";
    assert_eq!(
        en.file(code, rows).unwrap(),
        "More than 20000 rows, row 20002 is the first one over: split the file."
    );
    assert_eq!(
        ru.file(code, rows).unwrap(),
        "Строк больше 20000, первая лишняя — 20002: разделите файл."
    );
    assert_eq!(
        it.file(code, []).unwrap(),
        "Troppe righe: dividere il file."
    );
    assert_eq!(en.file("order-file.of-another-plugin", []), None);
}

#[test]
fn a_list_that_lost_says_why() {
    let [en, ..] = all();
    let ranks = Some(("20", "10"));
    assert_eq!(
        en.outranked("priority", ranks),
        "priority 20 comes before 10"
    );
    assert_eq!(en.outranked("lowest", None), "the other list is cheaper");
    assert_eq!(
        en.outranked("priority", None),
        "the other list has a higher priority"
    );
}

#[test]
fn overdue_debt() {
    let params = [
        ("debt", Value::Money(decimal("1400.00")), Audience::Buyer),
        ("release", Value::Money(decimal("1250.00")), Audience::Buyer),
        ("threshold", Value::Money(decimal("150")), Audience::Staff),
    ];
    let mut overdue = finding("credit.overdue", &params);
    let [en, ru, it] = all();
    assert_eq!(
        en.finding(&overdue, "RUB"),
        "1,400.00 RUB is overdue; pay 1,250.00 RUB to release the order."
    );
    assert_eq!(
        en.finding_for_staff(&overdue, "RUB"),
        "1,400.00 RUB is overdue; pay 1,250.00 RUB to release the order. Threshold: 150.00 RUB."
    );
    assert_eq!(
        ru.finding(&overdue, "RUB"),
        "Просроченная задолженность — 1\u{a0}400,00\u{a0}RUB; чтобы заказ прошёл, оплатите 1\u{a0}250,00\u{a0}RUB."
    );
    assert_eq!(
        it.finding(&overdue, "RUB"),
        "Scaduto: 1.400,00 RUB; per sbloccare l'ordine pagare 1.250,00 RUB."
    );
    overdue.severity = Severity::Warning;
    assert_eq!(
        en.finding(&overdue, "RUB"),
        "1,400.00 RUB is overdue; at least 1,250.00 RUB should be paid."
    );
    overdue.params.clear();
    assert_eq!(en.finding_for_staff(&overdue, "RUB"), "Payment is overdue.");
}

#[test]
fn stock_with_and_without_the_next_batch() {
    let quantity = |value: &str| Value::Quantity(decimal(value));
    let mut params = buyer(&[
        ("article", text("A-1")),
        ("asked", quantity("12.0")),
        ("accepted", quantity("5")),
        ("visible", quantity("7")),
    ]);
    let [en, ..] = all();
    assert_eq!(
        en.finding(&finding("stock.visible", &params), ""),
        "A-1: 12 asked, 7 available, 5 accepted."
    );
    params.push((
        "next-batch",
        Value::Date(day("2026-12-03")),
        Audience::Buyer,
    ));
    assert_eq!(
        en.finding(&finding("stock.visible", &params), ""),
        "A-1: 12 asked, 7 available, 5 accepted. Next delivery: 3 Dec 2026."
    );
    params[0].1 = text("");
    assert_eq!(
        en.finding(&finding("stock.visible", &params), ""),
        "Less is available than was asked."
    );
}

#[test]
fn a_changed_quote_names_what_moved() {
    let [en, ..] = all();
    let says = |params: &[(&'static str, Value)]| {
        en.finding(&finding("quote.changed", &buyer(params)), "EUR")
    };
    let quantity = |before, now| {
        [
            ("quantity-before", Value::Quantity(decimal(before))),
            ("quantity-now", Value::Quantity(decimal(now))),
        ]
    };
    let net = |name, value| (name, Value::Money(decimal(value)));
    let [q1, q2] = quantity("12", "5");
    let [same1, same2] = quantity("5", "5.0");
    assert_eq!(
        says(&[q1.clone(), q2.clone()]),
        "The quantity was 12 and is 5 now."
    );
    assert_eq!(
        says(&[
            same1.clone(),
            same2.clone(),
            net("net-before", "9"),
            net("net-now", "9.5")
        ]),
        "The net price was 9.00 EUR and is 9.50 EUR now."
    );
    assert_eq!(
        says(&[q1, q2, net("net-before", "9")]),
        "The quantity was 12 and is 5 now; the price of 9.00 EUR is no longer valid."
    );
    assert_eq!(
        says(&[net("gross-before", "9"), net("gross-now", "9.5")]),
        "The total was 9.00 EUR and is 9.50 EUR now."
    );
    assert_eq!(says(&[same1, same2]), "The figures have changed.");
    assert_eq!(says(&[]), "The figures have changed.");
}

#[test]
fn every_remedy_has_words() {
    let edit = |field: &str, to: Option<&str>| {
        Remedy::Edit(Edit {
            field: field.to_owned(),
            line: Some(0),
            to: to.map(decimal),
        })
    };
    let cases = [
        (edit("quantity", Some("5.00")), "change the quantity to 5"),
        (edit("quantity", Some("0.0")), "remove the line"),
        (edit("quantity", None), "correct the quantity"),
        (edit("article", None), "write another article"),
        (edit("contract", None), "choose a contract"),
        (edit("quote", Some("9.50")), "accept the new figures"),
        (edit("lines", None), "add goods to the order"),
        (edit("warehouses", None), "choose another warehouse"),
        (edit("colour", None), "change colour"),
        (Remedy::Pay(decimal("1250")), "pay 1,250.00 RUB"),
        (
            Remedy::Grant("head-of-sales".to_owned()),
            "the head-of-sales may let it pass",
        ),
        (
            Remedy::Wait(Some(Until::Day(day("2026-12-03")))),
            "wait until 3 Dec 2026",
        ),
        (
            Remedy::Wait(Some(Until::Instant(1_795_186_800_000))),
            "wait until 20 Nov 2026, 15:00 UTC",
        ),
        (Remedy::Wait(None), "wait; nobody knows yet until when"),
        (Remedy::Contact("rep".to_owned()), "ask your sales rep"),
        (Remedy::Contact("warehouse".to_owned()), "ask the warehouse"),
    ];
    let [en, ru, it] = all();
    for (remedy, expected) in cases {
        assert_eq!(en.remedy(&remedy, "RUB"), expected);
        for other in [&ru, &it].map(|messages| messages.remedy(&remedy, "RUB")) {
            assert!(
                !other.is_empty() && !other.contains(['{', '$']) && !other.starts_with("remedy-"),
                "{other}"
            );
        }
    }
}

#[test]
fn rows_steps_subjects_and_words() {
    let [en, ru, it] = all();
    let row = finding(
        "import.row",
        &buyer(&[
            ("problem", text("quantity-ambiguous")),
            ("article", text("7")),
        ]),
    );
    assert_eq!(
        en.finding(&row, ""),
        "The quantity can be read in two ways."
    );
    assert_eq!(en.row_problem("something new"), "The row can't be used.");
    assert_eq!(
        en.finding(&finding("import.row", &[]), ""),
        "The row can't be used."
    );
    assert_eq!(it.step("price.tier"), "fascia di fatturato");
    assert_eq!(en.step("price.new"), "price.new");
    assert_eq!(en.subject(Subject::Line(0)).as_deref(), Some("line 1"));
    assert_eq!(ru.subject(Subject::Row(7)).as_deref(), Some("строка 7"));
    assert_eq!(ru.word("gross"), "с налогом");
    assert_eq!(ru.word("nonsense"), "nonsense");
}

#[test]
fn strangers_text_stays_on_its_line() {
    let params = buyer(&[("article", text("A\u{1b}[31m\nB\u{202e}{ $x }"))]);
    let shown = Messages::new(Language::English).finding(&finding("product.unknown", &params), "");
    assert_eq!(
        shown,
        "A\u{fffd}[31m\u{fffd}B\u{fffd}{ $x } is not on offer."
    );
}

#[test]
fn unknown_codes_and_languages() {
    let [en, ..] = all();
    assert!(en.has("credit.overdue") && !en.has("credit.new"));
    assert_eq!(en.finding(&finding("credit.new", &[]), ""), "credit.new");
    assert_eq!("it".parse(), Ok(Language::Italian));
    let refused = "fr".parse::<Language>().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`fr` is not a language of the messages; choose en, ru or it"
    );
}

#[test]
fn messages_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Messages>();
}
