//! Texts in records: two-byte or one-byte characters, or a code page before Excel 97.

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

use super::PART;
use super::bytes::{u8_at, u16_at, u32_at};
use super::records::Records;
use crate::cell::{CappedText, MAX_TEXT_BYTES};
use crate::error::OrderFileError;
use crate::text_table::TextTable;

/// How a workbook writes texts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Writing {
    /// Excel 97 and later.
    Unicode,
    /// Before: one byte a character, in this code page.
    CodePage(&'static Encoding),
}

impl Writing {
    /// The encoding of a CODEPAGE record.
    pub(crate) fn code_page(number: u16) -> Self {
        let label = format!("windows-{number}");
        Self::CodePage(Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252))
    }

    /// A text at an offset, after a count of characters in one or two bytes.
    pub(crate) fn read(
        self,
        data: &[u8],
        at: usize,
        count_bytes: usize,
        into: &mut CappedText,
    ) -> Option<()> {
        let count = match count_bytes {
            1 => usize::from(u8_at(data, at)?),
            _ => usize::from(u16_at(data, at)?),
        };
        let start = at.checked_add(count_bytes)?;
        match self {
            Self::Unicode => {
                let wide = u8_at(data, start)? & 1 != 0;
                let from = start.checked_add(1)?;
                push(data.get(from..)?, count, wide, into);
            }
            Self::CodePage(encoding) => {
                let rest = data.get(start..)?;
                let bytes = rest.get(..count.min(rest.len()))?;
                into.push_str(&encoding.decode_without_bom_handling(bytes).0);
            }
        }
        Some(())
    }
}

/// Appends up to `count` characters; tells how many bytes and characters it took.
fn push(data: &[u8], count: usize, wide: bool, into: &mut CappedText) -> (usize, usize) {
    let size = if wide { 2 } else { 1 };
    let taken = count.min(if wide { data.len() / 2 } else { data.len() });
    let bytes = taken.saturating_mul(size);
    let data = data.get(..bytes).unwrap_or(&[]);
    // Three more than are kept, so that a longer text shows as cut.
    let most = MAX_TEXT_BYTES.saturating_add(3).saturating_mul(size);
    let seen = data.get(..bytes.min(most)).unwrap_or(&[]);
    if wide {
        into.push_str(&UTF_16LE.decode_without_bom_handling(seen).0);
    } else {
        seen.iter().for_each(|byte| into.push(char::from(*byte)));
    }
    (bytes, taken)
}

/// Reads the shared texts, which run on over continued records.
pub(crate) fn shared(
    first: &[u8],
    records: &mut Records<'_, '_>,
    table: &mut TextTable,
) -> Result<(), OrderFileError> {
    let count = u32_at(first, 4).ok_or_else(cut)?;
    table.declared(u64::from(count))?;
    let mut bytes = Continued {
        data: first.get(8..).unwrap_or(&[]).to_vec(),
        at: 0,
        records,
    };
    let mut text = CappedText::default();
    for _ in 0..count {
        bytes.text(&mut text)?;
        table.push(&text)?;
    }
    Ok(())
}

struct Continued<'r, 's, 'b> {
    data: Vec<u8>,
    at: usize,
    records: &'r mut Records<'s, 'b>,
}

impl Continued<'_, '_, '_> {
    fn text(&mut self, into: &mut CappedText) -> Result<(), OrderFileError> {
        const WIDE: u8 = 1;
        const PHONETIC: u8 = 4;
        const RICH: u8 = 8;

        into.clear();
        let mut left = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let mut flags = self.byte()?;
        let rich = if flags & RICH == 0 {
            0
        } else {
            usize::from(u16::from_le_bytes([self.byte()?, self.byte()?])).saturating_mul(4)
        };
        let phonetic = if flags & PHONETIC == 0 {
            0
        } else {
            let size = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
            usize::try_from(u32::from_le_bytes(size)).unwrap_or(usize::MAX)
        };
        while left > 0 {
            let rest = self.data.get(self.at..).unwrap_or(&[]);
            let (bytes, taken) = push(rest, left, flags & WIDE != 0, into);
            self.at = self.at.saturating_add(bytes);
            left = left.saturating_sub(taken);
            if left > 0 {
                self.advance()?;
                // Where characters run on, their width is stated again.
                flags = self.byte()?;
            }
        }
        self.skip(rich.saturating_add(phonetic))
    }

    fn byte(&mut self) -> Result<u8, OrderFileError> {
        loop {
            if let Some(byte) = self.data.get(self.at) {
                self.at = self.at.saturating_add(1);
                return Ok(*byte);
            }
            self.advance()?;
        }
    }

    fn skip(&mut self, mut count: usize) -> Result<(), OrderFileError> {
        loop {
            let here = self.data.len().saturating_sub(self.at);
            if count <= here {
                self.at = self.at.saturating_add(count);
                return Ok(());
            }
            count = count.saturating_sub(here);
            self.advance()?;
        }
    }

    fn advance(&mut self) -> Result<(), OrderFileError> {
        let data = self.records.next_continued()?.ok_or_else(cut)?;
        self.data.clear();
        self.data.extend_from_slice(data);
        self.at = 0;
        Ok(())
    }
}

fn cut() -> OrderFileError {
    OrderFileError::truncated(PART)
}
