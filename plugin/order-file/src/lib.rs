//! Untrusted spreadsheets to order rows, within limits.
//!
//! [`read`] takes the bytes a buyer uploaded and answers with every row: its
//! article and quantity as written, where they stand, two lookup keys and what
//! is wrong with it. It knows no shop: whether an article exists, and whether
//! its unit is whole, is decided elsewhere.
//!
//! Requirements: R24, A17, A18, B10.
//!
//! # What it never does
//!
//! - It does no I/O, reads no clock and is not random: same bytes, same answer.
//! - It never believes a size the file states about itself. Parts are unpacked
//!   and parsed as a stream, counted while they are, and only article and
//!   quantity cells are kept. Texts are cut at [`MAX_TEXT_BYTES`], so that one
//!   long text used by 20,000 rows stays small.
//! - It never drops a row in silence and never guesses a number.
//!
//! # Memory
//!
//! Besides the input itself at most about 40 MiB with the default limits: 16 MiB
//! for a workbook's shared texts, the rest for rows with the longest texts. An
//! ordinary order of 20,000 rows takes 10 MiB. A text file takes up to three times
//! its own size while it is read. How large the input may be is the caller's limit.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::arithmetic_side_effects
    )
)]

mod address;
mod cell;
mod collect;
mod error;
mod format;
mod header;
#[cfg(feature = "hostile-files")]
pub mod hostile;
mod model;
mod number;
mod number_format;
mod ods;
mod outline;
mod parts;
mod quantity;
mod row;
mod sheets;
mod text;
mod xls;
mod xlsx;

pub use cell::MAX_TEXT_BYTES;
pub use error::OrderFileError;
pub use model::{
    Cell, CellKind, Columns, Format, Header, Keys, Limits, Options, OrderFile, ParsedQuantity, Row,
    RowProblem,
};

use format::Container;

/// Every order row of the first visible sheet that holds anything (R24, A17).
///
/// The format is told by the bytes. The columns are those named in a header
/// within the first ten rows that hold anything (Russian, English, Italian, see
/// [`Header`]); without one they are A and B from the first row on. Rows come
/// in sheet order, at most [`Limits::max_rows`]; the answer may hold none when
/// the sheet ends with its header.
///
/// A row is kept as soon as any cell of it holds something, with a
/// [`RowProblem`] for what its article or quantity lacks. Only rows above the
/// header and entirely blank rows are left out.
///
/// # Errors
///
/// [`OrderFileError`] when the file as a whole can't be read: it is no
/// spreadsheet, damaged, protected by a password, or over a limit.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<OrderFile, OrderFileError> {
    match format::sniff(bytes, options.file_name)? {
        Container::Zip => {
            let parts = parts::Parts::open(bytes, options)?;
            if xlsx::is_workbook(&parts) {
                return xlsx::read(&parts, options);
            }
            if ods::is_spreadsheet(&parts)? {
                return ods::read(&parts, options);
            }
            Err(format::other_zip(&parts, options.file_name))
        }
        Container::Compound => xls::read(bytes, options),
        Container::Text => text::read(bytes, options),
    }
}
