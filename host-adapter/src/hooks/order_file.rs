//! The upload hook.

use crate::activation::Comptoir;
use crate::bindings::exports::comptoir::rules::cart::ImportRow;
use crate::bindings::reader::exports::comptoir::rules::order_file::{Limits, Row, Sheet};
use crate::error::CallError;
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
