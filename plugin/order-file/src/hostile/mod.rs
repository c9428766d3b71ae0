//! Files a buyer might upload by mistake or on purpose, built in memory.
//!
//! For tests and benchmarks, behind the feature `hostile-files`. Every builder
//! gives the same bytes each time. What [`crate::read`] answers, with default
//! limits, stands with each.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "builders for tests: a failure here is a failing test"
)]

mod compound;
mod ods;
mod package;
mod xls;
mod xlsx;

pub use ods::{encrypted_ods, ods_sheets, plain_ods, repeated_cells, repeated_rows};
pub use xls::{
    absurd_xls_dimensions, absurd_xls_texts, cfb_named_xlsx, continued_xls_texts, endless_chain,
    password_protected_xls, plain_xls, small_xls, truncated_xls,
};
pub use xlsx::{
    Part, absurd_unique_count, corner_cells, deep_xml, document_type, long_texts, lying_zip_bomb,
    no_visible_sheet, plain_xlsx, too_many_cells, too_many_parts, too_many_rows, truncated_xlsx,
    xlsb, xlsx_of, xlsx_with_rows, zip_bomb,
};

/// An xlsx behind a password, as Office writes it: `password-protected`.
#[must_use]
pub fn password_protected() -> Vec<u8> {
    compound::write(&[
        ("EncryptionInfo", vec![4; 5000]),
        ("EncryptedPackage", vec![7; 9000]),
    ])
}

/// An Outlook message under any name: `unsupported-format`.
#[must_use]
pub fn compound_without_workbook() -> Vec<u8> {
    compound::write(&[("__properties_version1.0", vec![0; 5000])])
}

/// Bytes of no format: `unknown-format`.
#[must_use]
pub fn binary_garbage() -> Vec<u8> {
    (0..4096_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect()
}
