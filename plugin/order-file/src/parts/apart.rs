//! Parts read beside calamine, each in one piece.

use super::{BUFFER_BYTES, Check, Parts, quoted, stated_texts, unpack};
use crate::layout::{Layout, MAX_HELD_BYTES};
use crate::model::Options;

const WORKBOOK: &str = "xl/workbook.xml";
const SHEETS: &str = "xl/worksheets/";
const SHARED_TEXTS: &str = "xl/sharedStrings.xml";

impl<'b> Parts<'b> {
    /// The parts for who reads sheets and shared texts himself; the gate leaves the texts out. None
    /// where these are not in the usual place, or a sheet is too large to be read in one piece.
    pub(crate) fn without_shared_texts(bytes: &'b [u8], options: &Options<'b>) -> Option<Self> {
        let mut parts = Self::open(bytes, options).ok()?;
        let archive = parts.archive.get_mut();
        let names = archive.file_names().flatten();
        let count = names
            .filter(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"))
            .count();
        parts.shared_texts = archive.index_for_name(SHARED_TEXTS);
        if count != usize::from(parts.shared_texts.is_some()) {
            return None;
        }
        let large = |index| {
            let part = archive.by_index_data(index).ok();
            part.is_none_or(|part| {
                part.size() > MAX_HELD_BYTES
                    && part.name().is_ok_and(|name| name.starts_with(SHEETS))
            })
        };
        if (0..archive.len()).any(large) {
            return None;
        }
        parts.layout = Layout::of(archive, parts.shared_texts)?;
        Some(parts)
    }

    /// The part with the shared texts, empty if there is none; calamine has read the workbook.
    pub(crate) fn shared_texts(&self) -> Option<Vec<u8>> {
        // Where else it found the workbook, it would look for texts beside that.
        let workbook = self.archive.borrow().index_for_name(WORKBOOK)?;
        if !self.checked.borrow().contains(&workbook) {
            return None;
        }
        let Some(index) = self.shared_texts else {
            return Some(Vec::new());
        };
        let bytes = self.unpacked(index)?;
        let name = quoted(SHARED_TEXTS);
        let start = bytes.get(..BUFFER_BYTES).unwrap_or(&bytes);
        let stated = stated_texts(start, &name).ok()?;
        Check::new(self, &name).bounded(stated).ok()?;
        Some(bytes)
    }

    /// A part of ordinary size, whole and counted; nobody has looked at what it asks of its reader.
    pub(crate) fn unpacked(&self, index: usize) -> Option<Vec<u8>> {
        let bytes = self.with(index, |part, name| {
            let held = part.size() <= MAX_HELD_BYTES;
            held.then(|| unpack(part, name)).transpose()
        });
        let bytes = bytes.ok()??;
        let counted = u64::try_from(bytes.len()).ok()?;
        self.left.set(self.left.get().checked_sub(counted)?);
        Some(bytes)
    }

    /// What calamine answers while it is handed `bytes` for any part, and which part that was.
    pub(crate) fn stand_in<T>(
        &self,
        bytes: Vec<u8>,
        job: impl FnOnce() -> T,
    ) -> (T, Option<usize>) {
        self.stand_in.replace(Some(bytes));
        let answer = job();
        self.stand_in.take();
        (answer, self.stood_for.take())
    }
}
