//! Cell addresses in A1 notation.

use std::fmt::Write;

/// Rows a sheet can have.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns a sheet can have.
pub(crate) const MAX_COLUMNS: u32 = 16_384;

const LETTERS: u32 = 26;

/// `B7` for row 7 (1-based) and column 1 (0-based).
pub(crate) fn a1(row: u32, column: u32) -> String {
    let mut letters = [0_u8; 7];
    let mut used = 0_usize;
    let mut rest = column;
    for slot in &mut letters {
        *slot = u8::try_from(rest % LETTERS)
            .unwrap_or(0)
            .saturating_add(b'A');
        used = used.saturating_add(1);
        rest /= LETTERS;
        if rest == 0 {
            break;
        }
        rest = rest.saturating_sub(1);
    }
    // Long enough for any address: one allocation, for two of them a row.
    let mut text = String::with_capacity(12);
    let letters = letters.get(..used).unwrap_or_default();
    text.extend(letters.iter().rev().map(|letter| char::from(*letter)));
    // Writing into a string can't fail.
    let _ = write!(text, "{row}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners() {
        for (text, row, column) in [
            ("A1", 1, 0),
            ("Z9", 9, 25),
            ("AA10", 10, 26),
            ("ZZ1", 1, 701),
            ("AAA1", 1, 702),
            ("XFD1048576", 1_048_576, 16_383),
        ] {
            assert_eq!(a1(row, column), text);
        }
        assert_eq!(a1(7, u32::MAX), "MWLQKWV7");
    }
}
