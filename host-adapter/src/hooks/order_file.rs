//! The upload hook.

use crate::activation::Comptoir;
use crate::bindings::exports::comptoir::rules::cart::ImportRow;
use crate::bindings::reader::exports::comptoir::rules::order_file::{
    FileError, Limits, Row, Sheet,
};
use crate::error::{CallError, FileParam};
use crate::sandbox::CallStats;

/// Reads order files; see `wit/0.1.0/order-file.wit`.
#[derive(Clone, Copy)]
pub struct OrderFile<'a> {
    pub(super) comptoir: &'a Comptoir,
}

impl OrderFile<'_> {
    /// Every row of an untrusted spreadsheet, read inside the sandbox, and what reading took.
    ///
    /// `file_name` serves messages and tells what the file claims to be.
    ///
    /// # Errors
    /// [`CallError::File`] where the file can't be read, [`CallError::Limit`] where it is too much.
    pub fn read(&self, file_name: &str, bytes: &[u8]) -> Result<(Sheet, CallStats), CallError> {
        let file = self.comptoir.limits.file;
        let limits = Limits {
            rows: file.rows,
            cells: file.cells,
        };
        let code = self.comptoir.reader.get();
        let (sheet, stats) = self.comptoir.call(
            code.engine(),
            self.comptoir.limits.order_file,
            bytes.len().saturating_add(file_name.len()),
            |store| {
                let reader = code.instantiate(&mut *store)?;
                reader
                    .comptoir_rules_order_file()
                    .call_read(store, file_name, bytes, limits)
            },
        )?;
        let sheet = sheet.map_err(|error| CallError::File {
            params: params(&error, limits),
            code: error.code,
            message: error.message,
        })?;
        if sheet.rows.len() > usize::try_from(limits.rows).unwrap_or(usize::MAX) {
            return Err(CallError::Nonsense(format!(
                "{} rows beyond the limit of {}",
                sheet.rows.len(),
                limits.rows
            )));
        }
        Ok((sheet, stats))
    }
}

/// What is known of an error: the limit that was set here, and what the reader's message names. The contract has
/// no other place for a row and for the columns of a header, which stand in backticks.
fn params(error: &FileError, limits: Limits) -> Vec<FileParam> {
    let mut params = Vec::new();
    let limit = match error.code.as_str() {
        "order-file.too-many-rows" => Some(limits.rows),
        "order-file.too-many-cells" => Some(limits.cells),
        _ => None,
    };
    params.extend(limit.map(|limit| ("limit", limit.to_string())));
    let words: Vec<&str> = error.message.split_whitespace().collect();
    let row = words.windows(2).find_map(|pair| match pair {
        ["row", number] => number.trim_end_matches([':', ',']).parse::<u32>().ok(),
        _ => None,
    });
    params.extend(row.map(|row| ("row", row.to_string())));
    if error.code == "order-file.ambiguous-header" {
        let quoted = error.message.split('`').skip(1).step_by(2);
        params.extend(
            ["first", "second"]
                .into_iter()
                .zip(quoted.map(str::to_owned)),
        );
    }
    params
}

/// The row as `cart.evaluate` takes it.
#[must_use]
pub fn import_row(row: &Row) -> ImportRow {
    ImportRow {
        number: row.number,
        exact: row.exact.clone(),
        without_leading_zeros: row.without_leading_zeros.clone(),
        value: row.value,
        problems: row.problems.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        rows: 20_000,
        cells: 1_000_000,
    };

    fn known(code: &str, message: &str) -> Vec<(&'static str, String)> {
        let error = FileError {
            code: format!("order-file.{code}"),
            message: message.to_owned(),
        };
        params(&error, LIMITS)
    }

    fn texts<const N: usize>(params: [(&'static str, &str); N]) -> Vec<(&'static str, String)> {
        params.map(|(name, value)| (name, value.to_owned())).into()
    }

    #[test]
    fn limits_rows_and_columns_are_parameters() {
        assert_eq!(
            known(
                "too-many-rows",
                "more than 20000 order rows: row 20002 is the first one over, split the file before it"
            ),
            texts([("limit", "20000"), ("row", "20002")])
        );
        assert_eq!(
            known(
                "ambiguous-header",
                "row 3 names two article columns, `A3` and `C3`: rename one of them"
            ),
            texts([("row", "3"), ("first", "A3"), ("second", "C3")])
        );
        assert_eq!(
            known("too-many-cells", "too much"),
            texts([("limit", "1000000")])
        );
        assert_eq!(known("empty", "`row 7` is empty"), texts([]));
    }
}
