//! One comma-separated file: its header checked, its rows with their places.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use csv::StringRecord;

use super::error::{ContentError, Place, ShopError};

/// A file read whole.
pub(super) struct Table {
    file: PathBuf,
    text: String,
    /// The header as written.
    header: Vec<String>,
    records: Vec<StringRecord>,
}

impl Table {
    /// Reads `dir/name`, which has exactly these columns, in any order; `None` if there is no such file.
    pub(super) fn read_if_present(
        dir: &Path,
        name: &str,
        columns: &[&str],
    ) -> Result<Option<Self>, ShopError> {
        match Self::read(dir, name, columns) {
            Err(ShopError::Unreadable { source, .. }) if source.kind() == ErrorKind::NotFound => {
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    /// Reads `dir/name`, which has exactly these columns, in any order.
    pub(super) fn read(dir: &Path, name: &str, columns: &[&str]) -> Result<Self, ShopError> {
        let file = dir.join(name);
        let text = fs::read_to_string(&file).map_err(|source| ShopError::Unreadable {
            file: file.clone(),
            source,
        })?;
        // Spreadsheets put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let mut table = Self {
            file,
            text,
            header: Vec::new(),
            records: Vec::new(),
        };
        (table.header, table.records) = table.parse(columns)?;
        Ok(table)
    }

    /// Its rows, in the file's order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row {
            table: self,
            record,
        })
    }

    fn parse(&self, columns: &[&str]) -> Result<(Vec<String>, Vec<StringRecord>), ShopError> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| self.refuse_syntax(&error))?;
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        self.check_header(&header, columns)?;
        let records = reader.records().collect::<Result<_, _>>();
        Ok((header, records.map_err(|error| self.refuse_syntax(&error))?))
    }

    fn refuse_syntax(&self, error: &csv::Error) -> ShopError {
        let at = error.position().map_or(0, csv::Position::byte);
        let problem = match error.kind() {
            csv::ErrorKind::UnequalLengths {
                expected_len, len, ..
            } => ContentError::FieldCount {
                found: *len,
                expected: *expected_len,
            },
            _ => ContentError::Syntax(error.to_string()),
        };
        self.refuse(at, 0, problem)
    }

    fn check_header(&self, header: &[String], columns: &[&str]) -> Result<(), ShopError> {
        for (index, column) in header.iter().enumerate() {
            if !columns.contains(&column.as_str()) {
                let problem = ContentError::UnknownColumn {
                    column: column.clone(),
                    columns: columns.join(","),
                };
                return Err(self.refuse(0, index, problem));
            }
            if header[..index].contains(column) {
                return Err(self.refuse(
                    0,
                    index,
                    ContentError::Repeated(format!("column `{column}`")),
                ));
            }
        }
        for column in columns {
            if !header.iter().any(|present| present == column) {
                let problem = ContentError::MissingColumn {
                    column: (*column).to_owned(),
                    columns: columns.join(","),
                };
                return Err(self.refuse(0, header.len(), problem));
            }
        }
        Ok(())
    }

    /// A problem at a field of the record that starts at a byte.
    fn refuse(&self, record: u64, field: usize, problem: ContentError) -> ShopError {
        let start = usize::try_from(record).unwrap_or(0);
        let at = Place::of_byte(
            self.file.clone(),
            &self.text,
            field_start(&self.text, start, field),
        );
        ShopError::Content { at, problem }
    }
}

/// Byte at which the nth field of a record starts; the record's end if it has fewer.
fn field_start(text: &str, record: usize, field: usize) -> usize {
    let rest = text.get(record..).unwrap_or_default();
    // The reader counts the line ends before a record as the record's.
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let (mut commas, mut quoted) = (0, false);
    for (offset, mark) in rest
        .char_indices()
        .skip_while(|(offset, _)| *offset < blank)
    {
        if commas == field {
            return record + offset;
        }
        match mark {
            '"' => quoted = !quoted,
            ',' if !quoted => commas += 1,
            '\r' | '\n' if !quoted => return record + offset,
            _ => {}
        }
    }
    text.len()
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    record: &'t StringRecord,
}

impl<'t> Row<'t> {
    /// A field as written; empty where it is.
    pub(super) fn text(&self, column: &str) -> &'t str {
        self.record.get(self.index(column)).unwrap_or_default()
    }

    /// A field's value.
    pub(super) fn read<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, ContentError>,
    ) -> Result<T, ShopError> {
        parse(self.text(column)).map_err(|problem| self.refuse(column, problem))
    }

    /// A field's value; `None` where the field is empty.
    pub(super) fn read_if_any<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, ContentError>,
    ) -> Result<Option<T>, ShopError> {
        match self.text(column) {
            "" => Ok(None),
            _ => self.read(column, parse).map(Some),
        }
    }

    /// A problem at a field.
    pub(super) fn refuse(&self, column: &str, problem: ContentError) -> ShopError {
        let record = self.record.position().map_or(0, csv::Position::byte);
        self.table.refuse(record, self.index(column), problem)
    }

    fn index(&self, column: &str) -> usize {
        self.table
            .header
            .iter()
            .position(|present| present == column)
            .unwrap_or(usize::MAX)
    }
}
