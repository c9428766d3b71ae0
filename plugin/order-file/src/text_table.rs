//! A workbook's shared texts, stored compactly and counted while they come.

use crate::cell::{CappedText, Cut, Raw};
use crate::error::OrderFileError;

/// Bytes of shared texts kept at most.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Texts share blocks of this size, so that growing never copies what is there.
const BLOCK_BYTES: usize = 64 * 1024;

/// Texts by number.
#[derive(Debug)]
pub(crate) struct TextTable {
    part: String,
    limit: u32,
    blocks: Vec<String>,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    block: u16,
    start: u16,
    /// Bytes, and [`CUT`].
    length: u16,
}

/// Set in `length` for a text that was cut.
const CUT: u16 = 0x8000;

impl TextTable {
    /// At most `limit` texts; `part` names where they come from in errors.
    pub(crate) fn new(part: &str, limit: u32) -> Self {
        Self {
            part: part.to_owned(),
            limit,
            blocks: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Refuses a number of texts the file states before any is read.
    pub(crate) fn declared(&self, count: u64) -> Result<(), OrderFileError> {
        if count > u64::from(self.limit) {
            return Err(OrderFileError::TooManyTexts {
                part: self.part.clone(),
                count,
                limit: self.limit,
            });
        }
        Ok(())
    }

    pub(crate) fn push(&mut self, text: &CappedText) -> Result<(), OrderFileError> {
        let count = u64::try_from(self.places.len()).unwrap_or(u64::MAX);
        self.declared(count.saturating_add(1))?;
        let too_large = || OrderFileError::TextsTooLarge {
            part: self.part.clone(),
            limit: MAX_BYTES,
        };
        let bytes = text.as_str();
        let fits = |block: &String| block.len().saturating_add(bytes.len()) < BLOCK_BYTES;
        if !self.blocks.last().is_some_and(fits) {
            if self.blocks.len() >= MAX_BYTES / BLOCK_BYTES {
                return Err(too_large());
            }
            // The first block grows by itself, because most files need no more.
            let capacity = if self.blocks.is_empty() {
                0
            } else {
                BLOCK_BYTES
            };
            self.blocks.push(String::with_capacity(capacity));
        }
        let number = u16::try_from(self.blocks.len().saturating_sub(1)).ok();
        let (Some(block), Some(last)) = (number, self.blocks.last_mut()) else {
            return Err(too_large());
        };
        let start = u16::try_from(last.len()).ok();
        let length = u16::try_from(bytes.len()).ok();
        let (Some(start), Some(length)) = (start, length) else {
            return Err(too_large());
        };
        last.push_str(bytes);
        let length = match text.cut() {
            Cut::Whole => length,
            Cut::Cut => length | CUT,
        };
        self.places.push(Place {
            block,
            start,
            length,
        });
        Ok(())
    }

    pub(crate) fn get(&self, number: usize) -> Option<Raw<'_>> {
        let place = self.places.get(number)?;
        let cut = if place.length & CUT == 0 {
            Cut::Whole
        } else {
            Cut::Cut
        };
        let start = usize::from(place.start);
        let end = start.checked_add(usize::from(place.length & !CUT))?;
        let text = self.blocks.get(usize::from(place.block))?.get(start..end)?;
        Some(Raw::Text(text, cut))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(content: &str) -> CappedText {
        let mut text = CappedText::default();
        text.push_str(content);
        text
    }

    #[test]
    fn gives_back_what_it_took() {
        let mut table = TextTable::new("texts", 10_000);
        for number in 0..10_000 {
            table.push(&text(&format!("артикул {number}"))).unwrap();
        }
        for number in [0, 1, 4711, 9_999] {
            let Some(Raw::Text(found, Cut::Whole)) = table.get(number) else {
                panic!("no text {number}");
            };
            assert_eq!(found, format!("артикул {number}"));
        }
        assert!(table.get(10_000).is_none());
        assert!(table.push(&text("one more")).is_err());
        assert!(table.declared(10_000).is_ok());
        assert!(table.declared(u64::MAX).is_err());
    }

    #[test]
    fn remembers_what_was_cut() {
        let mut table = TextTable::new("texts", 2);
        table.push(&text(&"x".repeat(1000))).unwrap();
        table.push(&text("")).unwrap();
        assert!(matches!(table.get(0), Some(Raw::Text(t, Cut::Cut)) if t.len() == 256));
        assert!(matches!(table.get(1), Some(Raw::Text("", Cut::Whole))));
    }

    #[test]
    fn stops_at_its_bytes() {
        let mut table = TextTable::new("texts", u32::MAX);
        let long = text(&"x".repeat(256));
        let error = (0..100_000).find_map(|_| table.push(&long).err());
        assert_eq!(error.unwrap().code(), "order-file.texts-too-large");
    }
}
