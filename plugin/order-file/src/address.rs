//! Cell addresses in A1 notation.

/// Rows a sheet can have.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns a sheet can have.
pub(crate) const MAX_COLUMNS: u32 = 16_384;

const LETTERS: u32 = 26;

/// Letters and digits at most.
const LONGEST: usize = 17;

/// `B7` for row 7 (1-based) and column 1 (0-based).
///
/// Written without the formatting of the standard library, which is slow in a sandbox: there are
/// two addresses a row.
pub(crate) fn a1(row: u32, column: u32) -> String {
    // From the end on.
    let mut text = [0_u8; LONGEST];
    let mut slots = text.iter_mut().rev();
    let mut start = LONGEST;
    let mut put = |first: u8, offset: u32| {
        if let Some(slot) = slots.next() {
            *slot = first.saturating_add(u8::try_from(offset).unwrap_or(0));
            start = start.saturating_sub(1);
        }
    };
    let mut rest = row;
    loop {
        put(b'0', rest % 10);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    rest = column;
    loop {
        put(b'A', rest % LETTERS);
        rest /= LETTERS;
        if rest == 0 {
            break;
        }
        rest = rest.saturating_sub(1);
    }
    let text = text.get(start..).and_then(|text| str::from_utf8(text).ok());
    text.unwrap_or_default().to_owned()
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
