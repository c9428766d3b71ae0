//! The compound file (MS-CFB) around a workbook.
//!
//! Chains of sectors are followed at most as long as the file is, so a chain
//! that bites its own tail ends; a stream is a list of places in the input.

use super::bytes::{u8_at, u16_at, u32_at};
use crate::error::OrderFileError;

const PART: &str = "the compound file";
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FIRST_RESERVED: u32 = 0xFFFF_FFFA;
const MINI_SHIFT: u32 = 6;
const DIRECTORY_ENTRY: usize = 128;
const ROOT: u8 = 5;
const STREAM: u8 = 2;

/// An opened compound file.
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    shift: u32,
    /// Sectors that hold the table of chains.
    table: Vec<u32>,
    directory: Vec<usize>,
    mini_cutoff: u32,
    mini_table: Vec<usize>,
}

/// A stream, read where it lies.
pub(crate) struct Stream<'b> {
    bytes: &'b [u8],
    pieces: Vec<usize>,
    piece: usize,
    length: usize,
}

struct Entry {
    start: u32,
    length: u32,
}

impl<'b> Compound<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, OrderFileError> {
        let field = |at| u32_at(bytes, at).ok_or_else(|| OrderFileError::truncated(PART));
        let shift = u16_at(bytes, 30).map(u32::from);
        let Some(shift @ (9 | 12)) = shift else {
            return Err(damaged("its sector size is unknown"));
        };
        let mut compound = Self {
            bytes,
            shift,
            table: Vec::new(),
            directory: Vec::new(),
            mini_cutoff: field(56)?,
            mini_table: Vec::new(),
        };
        compound.table = compound.read_table(field(68)?)?;
        compound.directory = compound.chain(field(48)?)?;
        compound.mini_table = compound.chain(field(60)?)?;
        Ok(compound)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(STREAM, Some(name)).is_some()
    }

    /// A stream by its name, in any storage; none if there is no such stream.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Stream<'b>>, OrderFileError> {
        let Some(entry) = self.entry(STREAM, Some(name)) else {
            return Ok(None);
        };
        let length = usize::try_from(entry.length).unwrap_or(usize::MAX);
        let (pieces, piece) = if entry.length < self.mini_cutoff {
            (self.mini_chain(entry.start)?, 1 << MINI_SHIFT)
        } else {
            (self.chain(entry.start)?, self.sector())
        };
        if pieces.len().saturating_mul(piece) < length {
            return Err(OrderFileError::truncated(PART));
        }
        Ok(Some(Stream {
            bytes: self.bytes,
            pieces,
            piece,
            length,
        }))
    }

    fn sector(&self) -> usize {
        1_usize.checked_shl(self.shift).unwrap_or(usize::MAX)
    }

    /// Sectors the file has room for, the last possibly cut.
    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    /// Where a sector begins in the file.
    fn place(&self, sector: u32) -> Result<usize, OrderFileError> {
        usize::try_from(sector)
            .ok()
            .and_then(|sector| sector.checked_add(1))
            .and_then(|sector| sector.checked_mul(self.sector()))
            .filter(|place| *place < self.bytes.len())
            .ok_or_else(|| OrderFileError::truncated(PART))
    }

    fn read_table(&self, first_extra: u32) -> Result<Vec<u32>, OrderFileError> {
        let most = self.sectors();
        let mut table: Vec<u32> = (0..109_usize)
            .filter_map(|index| u32_at(self.bytes, index.saturating_mul(4).saturating_add(76)))
            .filter(|sector| *sector < FIRST_RESERVED)
            .collect();
        let entries = (self.sector() / 4).saturating_sub(1);
        let mut extra = first_extra;
        while extra < FIRST_RESERVED {
            let place = self.place(extra)?;
            let at = |index: usize| place.saturating_add(index.saturating_mul(4));
            let listed = (0..entries).filter_map(|index| u32_at(self.bytes, at(index)));
            table.extend(listed.filter(|sector| *sector < FIRST_RESERVED));
            if table.len() > most {
                return Err(damaged("it lists more sectors than it has"));
            }
            let next = u32_at(self.bytes, at(entries)).unwrap_or(END_OF_CHAIN);
            if next == extra {
                return Err(damaged("a chain of sectors has no end"));
            }
            extra = next;
        }
        Ok(table)
    }

    /// Where the sectors of a chain begin.
    fn chain(&self, start: u32) -> Result<Vec<usize>, OrderFileError> {
        let mut places = Vec::new();
        let mut sector = start;
        while sector < FIRST_RESERVED {
            if places.len() > self.sectors() {
                return Err(damaged("a chain of sectors has no end"));
            }
            places.push(self.place(sector)?);
            sector = self.next(sector)?;
        }
        Ok(places)
    }

    fn next(&self, sector: u32) -> Result<u32, OrderFileError> {
        let index = usize::try_from(sector).unwrap_or(usize::MAX);
        let per_sector = self.sector() / 4;
        let outside = || damaged("a chain of sectors leaves its table");
        let (block, within) = (index.checked_div(per_sector), index.checked_rem(per_sector));
        let (Some(block), Some(within)) = (block, within) else {
            return Err(outside());
        };
        let holder = self.table.get(block).ok_or_else(outside)?;
        let at = self
            .place(*holder)?
            .saturating_add(within.saturating_mul(4));
        u32_at(self.bytes, at).ok_or_else(|| OrderFileError::truncated(PART))
    }

    /// Where the small sectors of a chain begin; they lie in the root's stream.
    fn mini_chain(&self, start: u32) -> Result<Vec<usize>, OrderFileError> {
        let Some(root) = self.entry(ROOT, None) else {
            return Err(damaged("it has no root"));
        };
        let container = Stream {
            bytes: self.bytes,
            pieces: self.chain(root.start)?,
            piece: self.sector(),
            length: usize::MAX,
        };
        let table = Stream {
            bytes: self.bytes,
            pieces: self.mini_table.clone(),
            piece: self.sector(),
            length: usize::MAX,
        };
        let most = self.bytes.len() >> MINI_SHIFT;
        let mut places = Vec::new();
        let mut sector = start;
        while sector < FIRST_RESERVED {
            if places.len() > most {
                return Err(damaged("a chain of sectors has no end"));
            }
            let index = usize::try_from(sector).unwrap_or(usize::MAX);
            let place = container.place(index.saturating_mul(1 << MINI_SHIFT));
            places.push(place.ok_or_else(|| OrderFileError::truncated(PART))?);
            let next = table.place(index.saturating_mul(4));
            sector = next
                .and_then(|at| u32_at(self.bytes, at))
                .ok_or_else(|| damaged("a chain of sectors leaves its table"))?;
        }
        Ok(places)
    }

    fn entry(&self, kind: u8, name: Option<&str>) -> Option<Entry> {
        let per_sector = self.sector() / DIRECTORY_ENTRY;
        self.directory
            .iter()
            .flat_map(|place| {
                (0..per_sector)
                    .map(move |index| place.saturating_add(index.saturating_mul(DIRECTORY_ENTRY)))
            })
            .filter(|at| u8_at(self.bytes, at.saturating_add(66)) == Some(kind))
            .find(|at| name.is_none_or(|name| self.is_named(*at, name)))
            .and_then(|at| {
                Some(Entry {
                    start: u32_at(self.bytes, at.saturating_add(116))?,
                    length: u32_at(self.bytes, at.saturating_add(120))?,
                })
            })
    }

    fn is_named(&self, at: usize, name: &str) -> bool {
        let mut expected = name.encode_utf16().chain([0]);
        let mut unit_at = at;
        expected.all(|unit| {
            let found = u16_at(self.bytes, unit_at);
            unit_at = unit_at.saturating_add(2);
            found.is_some_and(|found| {
                found == unit
                    || u8::try_from(found)
                        .is_ok_and(|f| u8::try_from(unit).is_ok_and(|u| f.eq_ignore_ascii_case(&u)))
            })
        })
    }
}

impl Stream<'_> {
    fn place(&self, offset: usize) -> Option<usize> {
        let piece = self.pieces.get(offset.checked_div(self.piece)?)?;
        piece.checked_add(offset.checked_rem(self.piece)?)
    }

    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Appends `length` bytes from `offset` on; none if the stream ends before.
    pub(crate) fn read(&self, offset: usize, length: usize, into: &mut Vec<u8>) -> Option<()> {
        let end = offset
            .checked_add(length)
            .filter(|end| *end <= self.length)?;
        let mut at = offset;
        while at < end {
            let within = at.checked_rem(self.piece)?;
            let left = self.piece.checked_sub(within)?;
            let taken = left.min(end.checked_sub(at)?);
            let place = self.place(at)?;
            into.extend_from_slice(self.bytes.get(place..place.checked_add(taken)?)?);
            at = at.checked_add(taken)?;
        }
        Some(())
    }
}

fn damaged(reason: &str) -> OrderFileError {
    OrderFileError::damaged(PART, reason)
}
