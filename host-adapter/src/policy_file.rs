//! The policy's text: from bytes and setting paths to lines and columns.

use std::fmt;
use std::ops::Range;

use chrono_tz::Tz;
use rust_decimal::Decimal as Number;
use toml::de::{DeTable, DeValue};

use crate::bindings::comptoir::rules::types::Severity;
use crate::bindings::exports::comptoir::rules::policy::Issue;
use crate::sandbox::digest;

/// How near the name of a zone must be to be suggested (Damerau-Levenshtein, 0 to 1).
const NEAR: f64 = 0.75;

/// Where something stands in a text. Both count from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One thing wrong with a policy. Prints as `policy.toml:12:3: error: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyIssue {
    /// Whether the policy is refused for it.
    pub is_error: bool,
    /// `syntax`, `unknown-key`, `wrong-type`, `bad-value`, `missing`, `duplicate`, `conflict`, `lint`.
    pub code: String,
    /// Setting; empty for the whole text.
    pub path: String,
    /// Name of the file.
    pub file: String,
    /// Where it stands, if it stands anywhere.
    pub position: Option<Position>,
    /// The line it stands in; empty where it stands nowhere.
    pub line_text: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub expected: Option<String>,
}

impl fmt::Display for PolicyIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_error { "error" } else { "warning" };
        match self.position {
            Some(Position { line, column }) => {
                write!(f, "{}:{line}:{column}: {kind}: {}", self.file, self.message)?
            }
            None => write!(f, "{}: {kind}: {}", self.file, self.message)?,
        }
        if let (Some(Position { line, column }), false) = (self.position, self.line_text.is_empty())
        {
            let margin = line.to_string().len();
            let indent = column.saturating_sub(1);
            write!(
                f,
                "\n{:margin$} |\n{line} | {}\n{:margin$} | {:indent$}^",
                "", self.line_text, "", ""
            )?;
        }
        match &self.expected {
            Some(expected) => write!(f, "\n  expected: {expected}"),
            None => Ok(()),
        }
    }
}

/// A policy's text under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// Name for messages.
    pub name: String,
    /// The text.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub digest: String,
}

impl PolicyFile {
    /// `text` under `name`.
    #[must_use]
    pub fn new(name: String, text: String) -> Self {
        Self {
            digest: digest(text.as_bytes()),
            name,
            text,
        }
    }

    /// Line and column of a byte; the end where it lies behind it.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = (0..=byte.min(self.text.len()))
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(0);
        let before = self.text.get(..byte).unwrap_or_default();
        let line_start = before
            .rfind('\n')
            .map_or(0, |newline| newline.saturating_add(1));
        let column = before.get(line_start..).unwrap_or_default().chars().count();
        Position {
            line: before.matches('\n').count().saturating_add(1),
            column: column.saturating_add(1),
        }
    }

    /// Where the setting of `path` is written; `None` for `default`, a fact, or a path that is not in the text.
    #[must_use]
    pub fn locate(&self, path: &str) -> Option<Position> {
        let root = DeTable::parse(&self.text).ok()?;
        find_in_table(root.get_ref(), path).map(|span| self.position(span.start))
    }

    /// The zone that `shop.timezone` names; UTC where it names none that exists.
    #[must_use]
    pub fn timezone(&self) -> Tz {
        let root = DeTable::parse(&self.text).ok();
        let named = root
            .as_ref()
            .and_then(|root| in_shop(root.get_ref(), "timezone")?.as_str());
        named.and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)
    }

    /// What line sums and tax are multiples of, as `shop.sum` says; a cent where it says nothing. Read from
    /// the text, because whoever is held against it may not name it.
    pub(crate) fn sum_unit(&self) -> Number {
        let root = DeTable::parse(&self.text).ok();
        let to = root
            .as_ref()
            .and_then(|root| in_shop(root.get_ref(), "sum")?.as_table()?.get("to"));
        let to = to.and_then(|to| match to.get_ref() {
            DeValue::String(text) => Number::from_str_exact(text).ok(),
            DeValue::Integer(whole) => Number::from_str_exact(&whole.to_string()).ok(),
            _ => None,
        });
        to.unwrap_or(Number::new(1, 2))
    }

    pub(crate) fn issue(&self, issue: &Issue) -> PolicyIssue {
        let position = issue
            .at
            .as_ref()
            .map(|span| self.position(usize::try_from(span.start).unwrap_or(usize::MAX)));
        PolicyIssue {
            is_error: issue.severity == Severity::Error,
            code: issue.code.clone(),
            path: issue.path.clone(),
            file: self.name.clone(),
            position,
            line_text: position.map_or_else(String::new, |at| self.line(at)),
            message: issue.message.clone(),
            expected: issue.expected.clone(),
        }
    }

    /// What only the adapter can tell: whether the zone that `shop.timezone` names exists.
    pub(crate) fn zone_issue(&self) -> Option<PolicyIssue> {
        let root = DeTable::parse(&self.text).ok()?;
        let written = root
            .get_ref()
            .get("shop")?
            .get_ref()
            .as_table()?
            .get("timezone")?;
        let name = written.get_ref().as_str().filter(|name| !name.is_empty())?;
        if name.parse::<Tz>().is_ok() {
            return None;
        }
        Some(self.no_zone(name, Some(self.position(written.span().start))))
    }

    /// That `name` is no time zone, wherever it comes from.
    pub(crate) fn no_zone(&self, name: &str, position: Option<Position>) -> PolicyIssue {
        PolicyIssue {
            is_error: true,
            code: "bad-value".to_owned(),
            path: "shop.timezone".to_owned(),
            file: self.name.clone(),
            position,
            line_text: position.map_or_else(String::new, |at| self.line(at)),
            message: format!("`{name}` is not a time zone"),
            expected: Some(nearest_zone(name).map_or_else(
                || "a name of the IANA database, such as \"Europe/Rome\"".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
        }
    }

    /// The line that `at` stands in.
    fn line(&self, at: Position) -> String {
        let line = self.text.lines().nth(at.line.saturating_sub(1));
        line.unwrap_or_default().to_owned()
    }
}

/// The zone that `name` is most likely a slip of, also where it is the city alone. Never one of `Etc/`:
/// what is ahead of Greenwich is written with a minus there.
fn nearest_zone(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|zone| *zone == "UTC" || (zone.contains('/') && !zone.starts_with("Etc/")))
        .map(|zone| {
            let known = zone.to_lowercase();
            let city = known.rsplit('/').next().unwrap_or_default();
            let near = |known: &str| strsim::normalized_damerau_levenshtein(&name, known);
            // Of a few letters, such as MSK, nobody knows which city they are short for.
            let by_city = if name.len() > 4 || name == city {
                near(city)
            } else {
                0.0
            };
            (near(&known).max(by_city), zone)
        })
        .filter(|(nearness, _)| *nearness >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, zone)| zone)
}

/// A setting of `[shop]`.
fn in_shop<'a>(root: &'a DeTable<'_>, key: &str) -> Option<&'a DeValue<'a>> {
    let shop = root.get("shop")?.get_ref().as_table()?;
    Some(shop.get(key)?.get_ref())
}

/// The key that `path` ends in.
fn find_in_table(table: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    table.iter().find_map(|(key, value)| {
        let name: &str = key.get_ref();
        let rest = path.strip_prefix(name)?;
        match rest.chars().next() {
            None => Some(key.span()),
            Some('.') => match value.get_ref() {
                DeValue::Table(inner) => find_in_table(inner, rest.get(1..)?),
                _ => None,
            },
            Some('[') => find_in_array(value.get_ref(), rest.get(1..)?),
            Some(_) => None,
        }
    })
}

/// The entry of an array by its `id` or its position, or the key behind it.
fn find_in_array(value: &DeValue<'_>, path: &str) -> Option<Range<usize>> {
    let (id, rest) = path.split_once(']')?;
    let items = value.as_array()?;
    let has_id = |item: &DeValue<'_>| {
        item.as_table()
            .and_then(|table| table.get("id"))
            .and_then(|id| id.get_ref().as_str().map(str::to_owned))
            .as_deref()
            == Some(id)
    };
    let item = items
        .iter()
        .find(|item| has_id(item.get_ref()))
        .or_else(|| {
            id.parse::<usize>()
                .ok()
                .and_then(|position| items.get(position))
        })?;
    match rest.strip_prefix('.') {
        None => Some(item.span()),
        Some(rest) => find_in_table(item.get_ref().as_table()?, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_where_they_are_written() {
        let text = "[shop]\ncurrency = \"EUR\"\n\n[[tier]]\nid = \"gold\"\n  discount = \"5%\"\n\n[contract.net-30]\nsurcharge = \"4%\"\n\n[[grid]]\nid = \"g\"\nsteps = [{ from = \"1\", discount = \"2%\" }]\n";
        let file = PolicyFile::new("policy.toml".into(), text.into());
        let at = |path| {
            file.locate(path)
                .map(|position| (position.line, position.column))
        };
        assert_eq!(at("shop.currency"), Some((2, 1)));
        assert_eq!(at("tier[gold].discount"), Some((6, 3)));
        assert_eq!(at("contract.net-30.surcharge"), Some((9, 1)));
        assert_eq!(at("grid[g].steps[0].discount"), Some((13, 24)));
        assert_eq!(at("default"), None);
        assert_eq!(at("tier[silver].discount"), None);
    }

    #[test]
    fn a_zone_that_does_not_exist_names_the_nearest() {
        let issue = |zone: &str| {
            let text = format!("[shop]\ncurrency = \"EUR\"\ntimezone = \"{zone}\"\n");
            PolicyFile::new("p".into(), text).zone_issue()
        };
        let expected = |zone| issue(zone).and_then(|issue| issue.expected);
        for (zone, near) in [
            ("Europe/Moskow", "Europe/Moscow"),
            ("Moscow", "Europe/Moscow"),
            ("europe/rome", "Europe/Rome"),
            ("utc", "UTC"),
        ] {
            let near = format!("did you mean `{near}`?");
            assert_eq!(expected(zone), Some(near), "{zone}");
        }
        for zone in ["GMT+3", "MSK", "UTC+3", "Moon/Sea"] {
            let expected = expected(zone).unwrap_or_default();
            assert!(expected.contains("IANA"), "{zone}: {expected}");
        }
        let place = issue("Europe/Moskow").and_then(|issue| issue.position);
        assert_eq!(
            place,
            Some(Position {
                line: 3,
                column: 12
            })
        );
        assert_eq!(issue("Europe/Rome"), None);
        assert_eq!(issue(""), None);
    }

    #[test]
    fn columns_count_characters() {
        let file = PolicyFile::new("p".into(), "# Договор\nключ = 1".into());
        assert_eq!(
            file.position(file.text.find('=').unwrap()),
            Position { line: 2, column: 6 }
        );
    }
}
