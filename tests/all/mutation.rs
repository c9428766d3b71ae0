//! The cases of the source policies notice every change of a threshold, a percentage, a day or a
//! list entry: numbers by one of the last digit written, up and down. One change at a time, decided
//! natively; what survives is listed, with its reason.

use std::fs;
use std::path::{Path, PathBuf};

use comptoir::contract::{Description, ImportRow};
use comptoir::fixtures::{self, Asked, Decider, Refusal};
use comptoir::{PolicyFile, canonical};
use comptoir_component::convert;
use comptoir_component::native::Native;
use comptoir_rules::domain::Day;
use comptoir_tests::native::{self, cross};
use rust_decimal::Decimal;
use serde_json::Value;

const POLICIES: [&str; 9] = [
    "rep-confirmed-wholesale",
    "seasonal-manufacturer",
    "lighting-wholesale",
    "full-catalogue-sync",
    "multi-contract-portal",
    "field-sales-entry",
    "reserve-and-invoice",
    "shop-cabinet",
    "delivery-loyalty",
];

/// Cases of a policy that re-enact it elsewhere than in a file of its own under `cases/sources`.
const ELSEWHERE: &[(&str, &[&str])] = &[("delivery-loyalty", &["bonus", "promo/codes.toml"])];

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
            Asked::Account(asked) => native::account(&self.0, &asked.0, &asked.1),
            Asked::Settle(asked) => match &asked.1.loyalty {
                Some(loyalty) => native::settle(&self.0, &asked.0, loyalty, &asked.2),
                None => panic!("`settle` needs a bonus account of the shop"),
            },
            Asked::Offers(asked) => native::offers(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::Reorder(asked) => native::reorder(&self.0, &asked.0, &asked.1, &asked.2),
            Asked::DemoInvoice(asked) => {
                native::demo_invoice(&self.0, &asked.0, &asked.1, &asked.2)
            }
            Asked::Papers(asked) => native::papers(&self.0, asked),
            Asked::People(asked) => native::people(&self.0, asked),
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
    let own = format!("sources/{policy}.toml");
    let elsewhere = ELSEWHERE.iter().find(|(of, _)| *of == policy);
    let cases = elsewhere.map_or(vec![own.as_str()], |(_, cases)| cases.to_vec());
    Some(cases.iter().all(|cases| {
        let mut decider = |_: &PolicyFile| -> Result<&Plain, String> { Ok(&plain) };
        let cases = root().join("cases").join(cases);
        let suite = fixtures::run(&root(), &cases, &mut decider);
        let suite = suite.unwrap_or_else(|error| panic!("{error}"));
        suite.cases.iter().all(|case| case.failures.is_empty())
    }))
}

/// One more and one less in the last digit written: `12.5%` becomes `12.6%` and `12.4%`. Nothing is below 0.
fn around(text: &str) -> Vec<String> {
    let end = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let (number, unit) = text.split_at(end);
    let period = unit.trim_start().trim_start_matches("working ");
    let periods = ["month", "day", "hour", "minute"];
    let known = ["", "%"].contains(&unit) || periods.iter().any(|name| period.starts_with(name));
    let Ok(number) = number.parse::<Decimal>() else {
        return Vec::new();
    };
    let mut step = Decimal::new(1, number.scale());
    let mut texts = Vec::new();
    for _ in 0..2 {
        let moved = number + step;
        if known && !moved.is_sign_negative() {
            texts.push(format!("{moved}{unit}"));
        }
        step = -step;
    }
    texts
}

/// The day after and the day before, by the calendar.
fn days_around(text: &str) -> Vec<String> {
    let Ok(day) = text.parse::<Day>() else {
        return Vec::new();
    };
    let around = [day.succ_opt(), day.pred_opt()];
    around
        .into_iter()
        .flatten()
        .map(|day| day.to_string())
        .collect()
}

/// Where the entries of the list that begins at `start` begin and end, its closing bracket last.
fn entries(code: &str, start: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut depth, mut quoted, mut begins) = (0, false, start + 1);
    for (at, letter) in code.char_indices().skip_while(|(at, _)| *at < start) {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '{' => depth += 1,
            ',' if depth == 1 => {
                found.push((begins, at));
                begins = at + 1;
            }
            ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    found.push((begins, at));
                    return found;
                }
            }
            _ => {}
        }
    }
    Vec::new()
}

/// Every list of the line with an entry less, of texts or of tables, wherever it stands.
fn fewer(code: &str) -> Vec<String> {
    let Some(value) = code.find(" = ") else {
        return Vec::new();
    };
    let lists = code.match_indices('[').filter(|(at, _)| *at > value);
    let mut texts = Vec::new();
    for (start, _) in lists {
        let all = entries(code, start);
        let Some((_, end)) = all.last().copied() else {
            continue;
        };
        if code[all[0].0..end].trim().is_empty() {
            continue;
        }
        for left_out in 0..all.len() {
            let stay = all.iter().enumerate().filter(|(at, _)| *at != left_out);
            let stay: Vec<&str> = stay
                .map(|(_, (from, to))| code[*from..*to].trim())
                .filter(|entry| !entry.is_empty())
                .collect();
            texts.push(format!(
                "{}[{}{}",
                &code[..start],
                stay.join(", "),
                &code[end..]
            ));
        }
    }
    texts
}

/// Every text that differs from `line` in one number, day or list entry.
fn changed(line: &str) -> Vec<String> {
    let code = line.split('#').next().unwrap_or_default();
    let mut texts = Vec::new();
    // Quoted values stand between the odd quotes.
    let parts: Vec<&str> = code.split('"').collect();
    for at in (1..parts.len()).step_by(2) {
        for text in around(parts[at]).into_iter().chain(days_around(parts[at])) {
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
                .map(|day| format!("{key} = {day}")),
        );
    }
    texts.extend(fewer(code));
    texts
}

#[test]
fn the_cases_notice_every_change_of_a_source_policy() {
    let mut survived = Vec::new();
    let mut used = [false; SURVIVORS.len()];
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
                if noticed {
                    continue;
                }
                let listed = SURVIVORS
                    .iter()
                    .position(|(of, written, _)| *of == policy && line.contains(written));
                match listed {
                    Some(listed) => used[listed] = true,
                    None => survived.push(format!("{policy}:{}: {line}  ->  {change}", at + 1)),
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
    let stale = SURVIVORS.iter().zip(used).find(|(_, used)| !used);
    assert!(stale.is_none(), "noticed by now: {stale:?}");
    assert!(tried >= 80, "{tried} changes");
}

#[test]
fn a_change_is_one_step() {
    assert_eq!(around("12.5%"), ["12.6%", "12.4%"]);
    assert_eq!(around("1200.00"), ["1200.01", "1199.99"]);
    assert_eq!(
        around("8 working hours"),
        ["9 working hours", "7 working hours"]
    );
    assert_eq!(around("2 months"), ["3 months", "1 months"]);
    assert_eq!(around("0.00"), ["0.01"]);
    assert_eq!(around("0983-X"), Vec::<String>::new());
    assert_eq!(days_around("2027-01-01"), ["2027-01-02", "2026-12-31"]);
    assert_eq!(changed("stage = [\"confirm\", \"ship\"]").len(), 2);
    assert_eq!(
        fewer("a = { by = [\"x, y\", \"z\"] }"),
        ["a = { by = [\"z\"] }", "a = { by = [\"x, y\"] }"]
    );
    assert_eq!(fewer("[[grid]]"), Vec::<String>::new());
    assert_eq!(fewer("serves = { Kyiv = [] }"), Vec::<String>::new());
    assert_eq!(changed("valid_from = 2026-11-10").len(), 2);
    assert_eq!(
        changed(
            "steps = [{ from = \"10\", discount = \"1%\" }, { from = \"20\", discount = \"2%\" }]"
        )
        .len(),
        10
    );
}
