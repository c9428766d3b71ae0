//! The cases of the source policies notice every change of a threshold, a percentage, a day or a
//! list entry. One change at a time, decided natively; what survives is listed, with its reason.

use std::fs;
use std::path::{Path, PathBuf};

use comptoir::contract::{Description, ImportRow};
use comptoir::fixtures::{self, Asked, Decider, Refusal};
use comptoir::{PolicyFile, canonical};
use comptoir_component::convert;
use comptoir_component::native::Native;
use comptoir_tests::native::{self, cross};
use serde_json::Value;

const POLICIES: [&str; 7] = [
    "rep-confirmed-wholesale",
    "seasonal-manufacturer",
    "lighting-wholesale",
    "full-catalogue-sync",
    "multi-contract-portal",
    "field-sales-entry",
    "reserve-and-invoice",
];

/// `(policy, line as written, reason)`: no case can notice.
const SURVIVORS: &[(&str, &str, &str)] = &[(
    "reserve-and-invoice",
    "priority = ",
    "only the order of ranks counts, and one more or less keeps it",
)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("fixtures")
}

/// Plain Rust alone.
struct Plain(Native);

impl Decider for Plain {
    fn decide(&self, asked: &Asked) -> Result<Value, Refusal> {
        let answer = match asked {
            Asked::Cart(asked) => native::evaluate(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::Place(asked) => native::place(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::Offers(asked) => native::offers(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::Reorder(asked) => native::reorder(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::DemoInvoice(asked) => {
                native::demo_invoice(&self.0, &asked.0, &asked.1, &asked.2)
            }
            Asked::Fire(asked) => native::fire(&self.0, &asked.0, &asked.1, &asked.2, &asked.3),
            Asked::Due(asked) => native::due(&self.0, &asked.0, &asked.1, asked.2.as_deref()),
        };
        let answer = answer.map_err(|message| Refusal {
            code: message.split(':').next().unwrap_or_default().to_owned(),
            message: message.clone(),
        })?;
        Ok(serde_json::from_str(&answer).expect("json"))
    }

    fn read(&self, file_name: &str, bytes: &[u8]) -> Result<(Value, Vec<ImportRow>), Refusal> {
        let limits = comptoir_reader::bindings::exports::comptoir::rules::order_file::Limits {
            rows: 20_000,
            cells: 1_000_000,
        };
        let sheet = comptoir_reader::read(file_name, bytes, limits).map_err(|error| Refusal {
            code: error.code,
            message: error.message,
        })?;
        let rows = sheet.rows.iter().map(|row| ImportRow {
            number: row.number,
            exact: row.exact.clone(),
            without_leading_zeros: row.without_leading_zeros.clone(),
            value: row.value.as_ref().map(cross),
            problems: cross(&row.problems),
        });
        let rows = rows.collect();
        Ok((canonical::to_value(&sheet).expect("json"), rows))
    }

    fn describe(&self) -> Description {
        cross(&convert::policy::describe())
    }
}

/// Whether every case of `policy` still holds under `text`; none where the text is no policy.
fn holds(policy: &str, text: &str) -> Option<bool> {
    let (native, _) = Native::load(text).ok()?;
    let plain = Plain(native);
    let cases = root().join(format!("cases/sources/{policy}.toml"));
    let mut decider = |_: &PolicyFile| -> Result<&Plain, String> { Ok(&plain) };
    let suite = fixtures::run(&root(), &cases, &mut decider);
    let suite = suite.unwrap_or_else(|error| panic!("{error}"));
    Some(suite.cases.iter().all(|case| case.failures.is_empty()))
}

/// `12.5%` becomes `13.5%`: one more of the unit it is written in.
fn one_more(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at_checked(digits).filter(|_| digits > 0)?;
    let unit = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let periods = [" month", " day", " hour"];
    let known = ["", "%"].contains(&unit) || periods.iter().any(|period| unit.starts_with(period));
    let number: u64 = whole.parse().ok().filter(|_| known)?;
    Some(format!("{}{rest}", number + 1))
}

/// The day after and the day before.
fn days_around(text: &str) -> Option<[String; 2]> {
    let day: comptoir::contract::LocalDate = text.parse().ok()?;
    let around = |by: i8| {
        let day = comptoir::contract::LocalDate {
            day: day.day.checked_add_signed(by)?,
            ..day
        };
        Some(day.to_string())
    };
    Some([around(1)?, around(-1)?])
}

/// Every text that differs from `line` in one number, day or list entry.
fn changed(line: &str) -> Vec<String> {
    let code = line.split('#').next().unwrap_or_default();
    let mut texts = Vec::new();
    // Quoted values stand between the odd quotes.
    let parts: Vec<&str> = code.split('"').collect();
    for at in (1..parts.len()).step_by(2) {
        for text in one_more(parts[at])
            .into_iter()
            .chain(days_around(parts[at]).into_iter().flatten())
        {
            let mut parts = parts.clone();
            parts[at] = &text;
            texts.push(parts.join("\""));
        }
    }
    if let Some((key, value)) = code.split_once(" = ") {
        let value = value.trim();
        if let Ok(number) = value.parse::<u32>() {
            texts.push(format!("{key} = {}", number + 1));
            texts.push(format!("{key} = {}", number.saturating_sub(1)));
        }
        texts.extend(
            days_around(value)
                .into_iter()
                .flatten()
                .map(|day| format!("{key} = {day}")),
        );
        // An entry less, of texts or of tables.
        if let Some(list) = value
            .strip_prefix('[')
            .and_then(|list| list.strip_suffix(']'))
        {
            let entries: Vec<&str> = if list.contains('{') {
                list.split_inclusive('}')
                    .map(|entry| entry.trim_start_matches([',', ' ']))
                    .collect()
            } else {
                list.split(',').map(str::trim).collect()
            };
            for at in 0..entries.len() {
                let mut fewer = entries.clone();
                fewer.remove(at);
                texts.push(format!("{key} = [{}]", fewer.join(", ")));
            }
        }
    }
    texts
}

#[test]
fn the_cases_notice_every_change_of_a_source_policy() {
    let mut survived = Vec::new();
    let mut tried = 0;
    for policy in POLICIES {
        let path = root().join(format!("policies/{policy}.toml"));
        let text = fs::read_to_string(path).expect("a policy");
        assert_eq!(holds(policy, &text), Some(true), "{policy} itself");
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            for change in changed(line) {
                let mut lines = lines.clone();
                lines[at] = &change;
                tried += 1;
                // What is no policy any more is noticed at once.
                let noticed = holds(policy, &lines.join("\n")) != Some(true);
                let listed = SURVIVORS
                    .iter()
                    .any(|(of, written, _)| *of == policy && line.contains(written));
                if !noticed && !listed {
                    survived.push(format!("{policy}:{}: {line}  ->  {change}", at + 1));
                }
            }
        }
    }
    assert!(
        survived.is_empty(),
        "{} of {tried} survived:\n{}",
        survived.len(),
        survived.join("\n")
    );
    assert!(tried >= 80, "{tried} changes");
}

#[test]
fn a_change_is_one_step() {
    assert_eq!(one_more("12.5%").as_deref(), Some("13.5%"));
    assert_eq!(one_more("2 months").as_deref(), Some("3 months"));
    assert_eq!(one_more("0983-X"), None);
    assert_eq!(changed("stage = [\"confirm\", \"ship\"]").len(), 2);
    assert_eq!(changed("valid_from = 2026-11-10").len(), 2);
    assert_eq!(
        changed(
            "steps = [{ from = \"10\", discount = \"1%\" }, { from = \"20\", discount = \"2%\" }]"
        )
        .len(),
        6
    );
}
