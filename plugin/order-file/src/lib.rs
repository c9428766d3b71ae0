//! Untrusted spreadsheets to order rows, within limits.
//!
//! [`read`] takes the bytes a buyer uploaded and answers with every row: its
//! article and quantity as written, where they stand, two lookup keys and what
//! is wrong with it. It knows no shop: whether an article exists, and whether
//! its unit is whole, is decided elsewhere.
//!
//! Requirements: R24, A17, A18, B10.
//!
//! # Who reads
//!
//! `calamine` reads the cells of xlsx, xls and ods, `csv` the rows of text files.
//! What is ours stands before them, because they trust what a file states about
//! itself, and behind them: header, rows, limits.
//!
//! - A zip is handed over through a gate that unpacks each part by itself the
//!   first time it is turned to, counting bytes, elements and levels. calamine is
//!   handed what was unpacked, unless that takes over 4 MiB.
//! - The rows and shared texts of an xlsx are read here where they are as spreadsheets
//!   usually write them, and by calamine where they are not: with the same outcome.
//! - An ods is walked through for how far its repetitions reach.
//! - An xls is written anew with only the records that hold values.
//!
//! What may still get through are numbers beyond those of any sheet in damaged
//! xlsx cells, such as the row 99999999999: with overflow checks calamine panics
//! there. In the sandbox that is a trap, which the adapter answers as an error;
//! who calls this crate natively with files of strangers must reckon with it.
//!
//! # What it never does
//!
//! - It does no I/O, reads no clock and is not random: same bytes, same answer.
//! - It never believes a size the file states about itself. Of xlsx only article
//!   and quantity cells are kept; of ods and xls the whole rectangle around the
//!   cells is for a moment, which is why it is bounded closer. Texts are cut at
//!   [`MAX_TEXT_BYTES`], so that one long text used by 20,000 rows stays small.
//! - It never drops a row in silence and never guesses a number.
//!
//! # Memory
//!
//! Besides the input itself at most about 44 MiB with the default limits: 16 MiB
//! of XML with a workbook's shared texts, or 8 MiB of texts in all cells of an ods
//! or xls, 4 MiB for the part of a zip that is being read (8 MiB where plain rows and
//! their texts are, which take no more than these), the rest for what the
//! libraries hold beside them and for rows with the longest texts. An ordinary order of 20,000 rows takes 12 to 18 MiB. A text file of
//! nothing but delimiters takes up to six times its own size. How large the input may
//! be is the caller's limit.
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
mod layout;
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
