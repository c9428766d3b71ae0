//! A workbook stream without what its cells don't need.
//!
//! Kept are number formats, shared texts, and the visible sheets.

use super::PART;
use super::formats::Formats;
use super::records::{Records, push, u16_at, u32_at};
use super::texts;
use crate::error::OrderFileError;
use crate::model::Options;
use crate::sheets::Room;

pub(crate) const BOF: u16 = 0x0809;
pub(crate) const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;

/// The version in a BOF record of Excel 97 and later.
const BIFF8: u16 = 0x0600;
/// Records that may continue the shared texts; calamine's time grows with the square.
const MAX_CONTINUED: usize = 8_192;
const MAX_SHEETS: usize = 1_024;

/// The stream for calamine.
pub(crate) fn trim(stream: &[u8], options: &Options<'_>) -> Result<Trimmed, OrderFileError> {
    let mut trimmed = Trimmed {
        stream: Vec::new(),
        formats: Formats::default(),
        limit: options.limits.max_unpacked_bytes / 16,
        room: Room::new(options.limits),
        texts: Vec::new(),
    };
    let sheets = trimmed.globals(stream, options)?;
    for (number, (place, offset)) in sheets.into_iter().enumerate() {
        let start = u32::try_from(trimmed.stream.len()).unwrap_or(u32::MAX);
        let stated = trimmed.stream.get_mut(place..).unwrap_or_default();
        if let Some(stated) = stated.first_chunk_mut() {
            *stated = start.to_le_bytes();
        }
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        trimmed.sheet(number, stream.get(offset..).ok_or_else(cut)?)?;
    }
    Ok(trimmed)
}

/// What was kept, and what is known of it.
pub(crate) struct Trimmed {
    pub(crate) stream: Vec<u8>,
    pub(crate) formats: Formats,
    pub(crate) room: Room,
    /// The length of each shared text.
    pub(crate) texts: Vec<u32>,
    limit: u64,
}

impl Trimmed {
    /// What comes before the sheets; where each visible one's offset stands, and that.
    fn globals(
        &mut self,
        stream: &[u8],
        options: &Options<'_>,
    ) -> Result<Vec<(usize, u32)>, OrderFileError> {
        let mut records = Records::new(stream);
        let mut sheets = Vec::new();
        let mut biff8 = true;
        loop {
            let (kind, data) = records.next()?;
            match kind {
                EOF => {
                    self.keep(EOF, &[])?;
                    return Ok(sheets);
                }
                FILE_PASS => {
                    let file = options.file_name.to_owned();
                    return Err(OrderFileError::PasswordProtected { file });
                }
                BOF => {
                    biff8 = u16_at(data, 0).ok_or_else(cut)? == BIFF8;
                    self.keep(kind, &[data])?;
                }
                // Later workbooks are Unicode, whatever they state.
                CODE_PAGE if !biff8 && data.len() >= 2 => self.keep(kind, &[data])?,
                DATE_MODE if data.len() >= 2 => self.keep(kind, &[data])?,
                FORMAT | XF => {
                    match kind {
                        XF => self.formats.style(data),
                        _ if biff8 => self.formats.format(data),
                        _ => {}
                    }
                    self.keep(kind, &[data])?;
                }
                BOUND_SHEET => {
                    let offset = u32_at(data, 0)
                        .filter(|_| data.len() >= 8)
                        .ok_or_else(cut)?;
                    if data
                        .get(4..6)
                        .is_some_and(|kind| matches!(kind, [state, 0] if state & 3 == 0))
                    {
                        sheets.push((self.stream.len().saturating_add(4), offset));
                        self.keep(kind, &[data])?;
                    }
                    if sheets.len() > MAX_SHEETS {
                        let reason = format!("it has over {MAX_SHEETS} sheets");
                        return Err(OrderFileError::damaged(PART, reason));
                    }
                }
                SST => self.shared_texts(data, &mut records, options.limits.max_cells)?,
                _ => {}
            }
        }
    }

    fn shared_texts(
        &mut self,
        first: &[u8],
        records: &mut Records<'_>,
        limit: u32,
    ) -> Result<(), OrderFileError> {
        let count = u32_at(first, 4).ok_or_else(cut)?;
        if count > limit {
            return Err(OrderFileError::TooManyTexts {
                part: PART.to_owned(),
                count: count.into(),
                limit,
            });
        }
        let mut pieces = vec![first];
        while records.peek() == Some(CONTINUE) {
            pieces.push(records.next()?.1);
        }
        if pieces.len() > MAX_CONTINUED {
            return Err(OrderFileError::damaged(
                PART,
                "its texts are in too many pieces",
            ));
        }
        self.texts = texts::lengths(&pieces).ok_or_else(cut)?;
        for (kind, piece) in std::iter::once(SST)
            .chain(std::iter::repeat(CONTINUE))
            .zip(&pieces)
        {
            self.keep(kind, &[piece])?;
        }
        Ok(())
    }

    pub(crate) fn keep(&mut self, kind: u16, pieces: &[&[u8]]) -> Result<(), OrderFileError> {
        push(&mut self.stream, kind, pieces);
        if u64::try_from(self.stream.len()).unwrap_or(u64::MAX) > self.limit {
            return Err(OrderFileError::UnpackedTooLarge {
                part: PART.to_owned(),
                limit: self.limit,
            });
        }
        Ok(())
    }
}

pub(crate) fn cut() -> OrderFileError {
    OrderFileError::truncated(PART)
}
