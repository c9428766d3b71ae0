//! A walk through the shared texts, which run on over continued records.

use super::records::{u16_at, u32_at};

const WIDE: u8 = 1;
const PHONETIC: u8 = 4;
const RICH: u8 = 8;

/// The bytes of each text; none if they break off, or where calamine would
/// expect one piece and finds two.
pub(crate) fn lengths(pieces: &[&[u8]]) -> Option<Vec<u32>> {
    let (first, more) = pieces.split_first()?;
    let mut walk = Walk {
        data: first.get(8..)?,
        more,
    };
    let mut lengths = Vec::new();
    while !walk.data.is_empty() || walk.advance().is_some() {
        lengths.push(walk.text()?);
    }
    Some(lengths)
}

struct Walk<'s> {
    data: &'s [u8],
    more: &'s [&'s [u8]],
}

impl Walk<'_> {
    fn advance(&mut self) -> Option<()> {
        (self.data, self.more) = self.more.split_first()?;
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<()> {
        self.data = self.data.get(count..)?;
        Some(())
    }

    fn text(&mut self) -> Option<u32> {
        let mut left = usize::from(u16_at(self.data, 0)?);
        let mut flags = *self.data.get(2)?;
        self.take(3)?;
        let mut after = 0_usize;
        if flags & RICH != 0 {
            after = usize::from(u16_at(self.data, 0)?).checked_mul(4)?;
            self.take(2)?;
        }
        let with_phonetic = flags & PHONETIC != 0;
        if with_phonetic {
            after = after.checked_add(usize::try_from(u32_at(self.data, 0)?).ok()?)?;
            self.take(4)?;
        }
        let mut length = 0_usize;
        loop {
            let size = if flags & WIDE == 0 { 1 } else { 2 };
            let characters = left.min(self.data.len().checked_div(size)?);
            let bytes = characters.checked_mul(size)?;
            self.take(bytes)?;
            length = length.checked_add(bytes)?;
            left = left.checked_sub(characters)?;
            if left == 0 {
                break;
            }
            self.advance()?;
            // Where characters run on, their width is stated again.
            flags = *self.data.first()?;
            self.take(1)?;
        }
        while after > 0 {
            if self.data.is_empty() {
                self.advance()?;
            }
            let skipped = after.min(self.data.len());
            self.take(skipped)?;
            after = after.checked_sub(skipped)?;
        }
        u32::try_from(length).ok()
    }
}
