//! Records of a workbook stream (MS-XLS 2.1.4): a kind, a length, data.

use super::PART;
use crate::error::OrderFileError;

/// Records from the start of these bytes on.
pub(crate) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(crate) fn new(stream: &'s [u8]) -> Self {
        Self { rest: stream }
    }

    /// The next record's kind and data.
    pub(crate) fn next(&mut self) -> Result<(u16, &'s [u8]), OrderFileError> {
        let cut = || OrderFileError::truncated(PART);
        let ([k0, k1, l0, l1], rest) = self.rest.split_first_chunk().ok_or_else(cut)?;
        let length = usize::from(u16::from_le_bytes([*l0, *l1]));
        let (data, rest) = rest.split_at_checked(length).ok_or_else(cut)?;
        self.rest = rest;
        Ok((u16::from_le_bytes([*k0, *k1]), data))
    }

    /// The kind of the record after this one.
    pub(crate) fn peek(&self) -> Option<u16> {
        u16_at(self.rest, 0)
    }
}

/// Appends a record; its data comes in pieces.
pub(crate) fn push(stream: &mut Vec<u8>, kind: u16, pieces: &[&[u8]]) {
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    let most = usize::from(u16::MAX);
    stream.extend(pieces.iter().flat_map(|piece| piece.iter()).take(most));
}

pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?
        .first_chunk()
        .map(|bytes| u16::from_le_bytes(*bytes))
}

pub(crate) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?
        .first_chunk()
        .map(|bytes| u32::from_le_bytes(*bytes))
}
