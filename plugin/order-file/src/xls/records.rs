//! Records of a workbook stream (MS-XLS 2.1.4): a kind, a length, data.

use super::PART;
use super::compound::Stream;
use crate::error::OrderFileError;

pub(crate) const CONTINUE: u16 = 0x003C;
pub(crate) const EOF: u16 = 0x000A;
pub(crate) const BOF: u16 = 0x0809;

/// Records from an offset on.
pub(crate) struct Records<'s, 'b> {
    stream: &'s Stream<'b>,
    offset: usize,
    data: Vec<u8>,
}

impl<'s, 'b> Records<'s, 'b> {
    pub(crate) fn new(stream: &'s Stream<'b>, offset: usize) -> Self {
        Self {
            stream,
            offset,
            data: Vec::new(),
        }
    }

    /// The next record's kind and data; none where the stream ends between two.
    pub(crate) fn next(&mut self) -> Result<Option<(u16, &[u8])>, OrderFileError> {
        let kind = self.advance()?;
        Ok(kind.map(|kind| (kind, self.data.as_slice())))
    }

    /// The next record's data if it continues the one before.
    pub(crate) fn next_continued(&mut self) -> Result<Option<&[u8]>, OrderFileError> {
        let before = self.offset;
        if self.advance()? == Some(CONTINUE) {
            return Ok(Some(&self.data));
        }
        self.offset = before;
        Ok(None)
    }

    fn advance(&mut self) -> Result<Option<u16>, OrderFileError> {
        if self.offset >= self.stream.length() {
            return Ok(None);
        }
        let cut = || OrderFileError::truncated(PART);
        self.data.clear();
        self.stream
            .read(self.offset, 4, &mut self.data)
            .ok_or_else(cut)?;
        let [kind_low, kind_high, low, high] = *self.data.as_slice() else {
            return Err(cut());
        };
        let length = usize::from(u16::from_le_bytes([low, high]));
        let start = self.offset.saturating_add(4);
        self.data.clear();
        self.stream
            .read(start, length, &mut self.data)
            .ok_or_else(cut)?;
        self.offset = start.saturating_add(length);
        Ok(Some(u16::from_le_bytes([kind_low, kind_high])))
    }
}
