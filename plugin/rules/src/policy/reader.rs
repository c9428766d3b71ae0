//! Reads one table of the policy: typed, with spans, collecting every issue.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::issue::Issues;
use super::setting::Section;
use super::value;
use crate::domain::{Day, Number, Percent};

/// How near a known key must be to be suggested (Jaro-Winkler, 0 to 1).
const NEAR: f64 = 0.75;

/// A setting with the value that was decided, for the report of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Path of the setting.
    pub path: String,
    /// Its value as written, or the default.
    pub value: String,
    /// Whether the policy is silent.
    pub is_default: bool,
}

/// What the readers of one policy share.
#[derive(Debug, Default)]
pub struct Log {
    /// What is wrong.
    pub issues: RefCell<Issues>,
    /// What was decided.
    pub decided: RefCell<Vec<Decided>>,
}

/// A table under its path. Reading never stops: what is wrong is noted and its default stands in.
pub struct Table<'a> {
    table: Option<&'a DeTable<'a>>,
    span: Range<usize>,
    path: String,
    section: &'static Section,
    log: &'a Log,
}

/// The path of `key` under `path`.
fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

impl<'a> Table<'a> {
    /// A table of the text; unknown keys are noted at once.
    pub fn new(
        table: Option<(&'a DeTable<'a>, Range<usize>)>,
        path: String,
        section: &'static Section,
        log: &'a Log,
    ) -> Self {
        let (table, span) = table.map_or((None, 0..0), |(table, span)| (Some(table), span));
        let this = Self {
            table,
            span,
            path,
            section,
            log,
        };
        this.note_unknown_keys();
        this
    }

    fn note_unknown_keys(&self) {
        for key in self.table.into_iter().flat_map(DeTable::keys) {
            let name: &str = key.get_ref();
            if self
                .section
                .settings
                .iter()
                .any(|setting| setting.key == name)
            {
                continue;
            }
            let nearest = nearest_of(
                name,
                self.section.settings.iter().map(|setting| setting.key),
            );
            self.log.issues.borrow_mut().error(
                "unknown-key",
                &join(&self.path, name),
                Some(key.span()),
                format!("unknown key `{name}` in {}", self.section.header),
                Some(nearest.map_or_else(
                    || format!("one of {}", self.keys()),
                    |near| format!("did you mean `{near}`?"),
                )),
            );
        }
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self
            .section
            .settings
            .iter()
            .map(|s| format!("`{}`", s.key))
            .collect();
        keys.join(", ")
    }

    /// The path of this table.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where this table stands in the text.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The path of a key of this table.
    #[must_use]
    pub fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// Whether the key is written.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.raw(key).is_some()
    }

    /// Where the value of `key` stands; the table where it is not written.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.raw(key)
            .map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// The value as it was written.
    #[must_use]
    pub fn raw(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        debug_assert!(
            self.section
                .settings
                .iter()
                .any(|setting| setting.key == key),
            "`{key}` is not registered in {}",
            self.section.header
        );
        self.table?.get(key)
    }

    /// Notes that the value of `key` is wrong.
    pub fn wrong(&self, code: &'static str, key: &str, message: String, expected: &str) {
        self.log.issues.borrow_mut().error(
            code,
            &self.path_of(key),
            Some(self.span_of(key)),
            message,
            Some(expected.to_owned()),
        );
    }

    /// Notes that the entry `word` of the list `key`, or its only text, is wrong: the last one that reads so.
    pub fn wrong_entry(
        &self,
        code: &'static str,
        key: &str,
        word: &str,
        message: String,
        expected: &str,
    ) {
        let entries = self.raw(key).and_then(|raw| raw.get_ref().as_array());
        let entry = entries
            .into_iter()
            .flat_map(|entries| entries.iter())
            .rfind(|entry| entry.get_ref().as_str() == Some(word));
        let span = entry.map_or_else(|| self.span_of(key), Spanned::span);
        self.wrong_at(code, key, span, message, expected);
    }

    /// Notes that something at `span`, under `key` of this table, is wrong.
    pub fn wrong_at(
        &self,
        code: &'static str,
        key: &str,
        span: Range<usize>,
        message: String,
        expected: &str,
    ) {
        self.log.issues.borrow_mut().error(
            code,
            &self.path_of(key),
            Some(span),
            message,
            Some(expected.to_owned()),
        );
    }

    /// Notes that the value of `key` looks like a slip.
    pub fn slip(&self, key: &str, message: String, expected: &str) {
        self.log.issues.borrow_mut().warning(
            &self.path_of(key),
            Some(self.span_of(key)),
            message,
            Some(expected.to_owned()),
        );
    }

    fn decided(&self, key: &str) {
        let default = self
            .section
            .settings
            .iter()
            .find(|s| s.key == key)
            .map_or("none", |s| s.default);
        let written = self
            .raw(key)
            .map(|value| value::as_written(value.get_ref()));
        self.log.decided.borrow_mut().push(Decided {
            path: self.path_of(key),
            is_default: written.is_none(),
            value: written.unwrap_or_else(|| default.to_owned()),
        });
    }

    /// Reads `key` with `parse`; notes a value that `parse` refuses; `None` when it is not written.
    pub fn read<T>(
        &self,
        key: &str,
        parse: impl FnOnce(&DeValue<'_>) -> Result<T, value::Wrong>,
    ) -> Option<T> {
        self.decided(key);
        let spanned = self.raw(key)?;
        match parse(spanned.get_ref()) {
            Ok(parsed) => Some(parsed),
            Err(wrong) => {
                self.wrong(wrong.code, key, wrong.message, wrong.expected);
                None
            }
        }
    }

    /// Notes that `key` is missing.
    pub fn missing(&self, key: &str) {
        let form = self
            .section
            .settings
            .iter()
            .find(|s| s.key == key)
            .map_or("", |s| s.form);
        self.log.issues.borrow_mut().error(
            "missing",
            &self.path_of(key),
            Some(self.span.clone()),
            format!("{} needs `{key}`", self.section.header),
            Some(if is_header(form) {
                form.to_owned()
            } else {
                format!("{key} = {form}")
            }),
        );
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        self.read(key, value::text)
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &str) -> String {
        if !self.has(key) {
            self.missing(key);
        }
        self.text(key).unwrap_or_default()
    }

    /// An amount of money or goods, not negative.
    pub fn amount(&self, key: &str) -> Option<Number> {
        self.read(key, value::amount)
    }

    /// A percentage from 0 to 100.
    pub fn percent(&self, key: &str) -> Option<Percent> {
        self.read(key, value::percent)
    }

    /// A day.
    pub fn day(&self, key: &str) -> Option<Day> {
        self.read(key, value::day)
    }

    /// Yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.read(key, value::flag)
    }

    /// One of some words.
    pub fn choice<T: Copy>(&self, key: &str, choices: &'static [(&'static str, T)]) -> Option<T> {
        self.decided(key);
        let spanned = self.raw(key)?;
        let word = match value::text(spanned.get_ref()) {
            Ok(word) => word,
            Err(wrong) => {
                self.wrong(wrong.code, key, wrong.message, wrong.expected);
                return None;
            }
        };
        let found = choices
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, chosen)| *chosen);
        if found.is_none() {
            let names: Vec<_> = choices
                .iter()
                .map(|(name, _)| format!("\"{name}\""))
                .collect();
            self.wrong(
                "bad-value",
                key,
                format!("`{word}` is not a choice"),
                &names.join(" or "),
            );
        }
        found
    }

    /// A table inside this one, such as `when = { … }`; an empty one where it is not written.
    pub fn table(&self, key: &str, section: &'static Section) -> Table<'a> {
        let found = self.raw(key).and_then(|spanned| match spanned.get_ref() {
            DeValue::Table(table) => Some((table, spanned.span())),
            other => {
                let message = format!("expected a table, found {}", other.type_str());
                self.wrong("wrong-type", key, message, section.header);
                None
            }
        });
        Table::new(found, self.path_of(key), section, self.log)
    }

    /// The tables of a repeated one, such as `[[tier]]`, under their ids.
    ///
    /// A missing `id` and an `id` that stands twice are noted.
    pub fn repeated(&self, key: &str, section: &'static Section) -> Vec<(String, Table<'a>)> {
        let mut seen: Vec<String> = Vec::new();
        let mut tables = Vec::new();
        for (position, table, span) in self.array(key, section) {
            let id = table
                .get("id")
                .and_then(|id| id.get_ref().as_str())
                .map(str::to_owned);
            let path = join(
                &self.path,
                &format!(
                    "{key}[{}]",
                    id.clone().unwrap_or_else(|| position.to_string())
                ),
            );
            let table = Table::new(Some((table, span)), path, section, self.log);
            let id = table.required_text("id");
            if seen.contains(&id) && !id.is_empty() {
                table.wrong(
                    "duplicate",
                    "id",
                    format!("{} `{id}` stands twice", section.header),
                    "an id of its own",
                );
            }
            seen.push(id.clone());
            tables.push((id, table));
        }
        tables
    }

    /// The tables of a list without ids, such as `steps = [{ … }]`.
    pub fn list(&self, key: &str, section: &'static Section) -> Vec<Table<'a>> {
        self.decided(key);
        self.array(key, section)
            .into_iter()
            .map(|(position, table, span)| {
                Table::new(
                    Some((table, span)),
                    join(&self.path, &format!("{key}[{position}]")),
                    section,
                    self.log,
                )
            })
            .collect()
    }

    /// The tables of an array with their positions and spans; anything else is noted.
    fn array(
        &self,
        key: &str,
        section: &'static Section,
    ) -> Vec<(usize, &'a DeTable<'a>, Range<usize>)> {
        let Some(spanned) = self.raw(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = spanned.get_ref() else {
            let message = format!(
                "expected {}, found {}",
                section.header,
                spanned.get_ref().type_str()
            );
            self.wrong("wrong-type", key, message, section.header);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (position, item) in items.iter().enumerate() {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push((position, table, item.span()));
            } else {
                let message = format!("expected a table, found {}", item.get_ref().type_str());
                self.wrong("wrong-type", key, message, section.header);
            }
        }
        tables
    }

    /// The tables under names, such as `[contract.net-30]`, in the order of the text.
    pub fn named(&self, key: &str, section: &'static Section) -> Vec<(String, Table<'a>)> {
        let Some(spanned) = self.raw(key) else {
            return Vec::new();
        };
        let DeValue::Table(tables) = spanned.get_ref() else {
            let message = format!(
                "expected {}, found {}",
                section.header,
                spanned.get_ref().type_str()
            );
            self.wrong("wrong-type", key, message, section.header);
            return Vec::new();
        };
        let mut found: Vec<_> = tables
            .iter()
            .filter_map(|(name, item)| {
                let id: &str = name.get_ref();
                let path = join(&self.path, &format!("{key}.{id}"));
                let DeValue::Table(table) = item.get_ref() else {
                    self.log.issues.borrow_mut().error(
                        "wrong-type",
                        &path,
                        Some(item.span()),
                        format!(
                            "expected {}, found {}",
                            section.header,
                            item.get_ref().type_str()
                        ),
                        None,
                    );
                    return None;
                };
                let table = Table::new(Some((table, name.span())), path, section, self.log);
                Some((name.span().start, (id.to_owned(), table)))
            })
            .collect();
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, named)| named).collect()
    }
}

/// Whether a form is the header of a table, such as `[shop]` or `[[tier]]`, and no list of values.
fn is_header(form: &str) -> bool {
    let name = form.trim_start_matches('[');
    form.starts_with('[') && name.starts_with(|letter: char| letter.is_ascii_lowercase())
}

/// The known word nearest to `word`, if one is near.
fn nearest_of<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|key| (strsim::jaro_winkler(word, key), key))
        .filter(|(nearness, _)| *nearness >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, key)| key)
}
