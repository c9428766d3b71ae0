//! A zip laid out anew for its reader: parts stand in it unpacked.
//!
//! The archive that a reader sees has the names of the file's own and nothing else of it: no
//! sizes, places or flags that the file states about itself, save the sizes of its parts, which
//! are held against what the parts unpack to. The parts themselves come in where they are read.

use std::io::Cursor;

use zip::{CompressionMethod, ZipArchive};

/// A part that states more is handed over packed, and unpacked twice.
pub(crate) const MAX_HELD_BYTES: u64 = 4 * 1024 * 1024;
/// Before the first part and after the last one: no reader that looks for an archive's start or
/// end comes upon a part by the way.
const GAP: u64 = 4 * 1024;
const LOCAL_BYTES: u64 = 30;
/// The most that a size of 32 bits says by itself.
const MAX_BYTES: u32 = u32::MAX - 1;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const VERSION: u16 = 20;

/// Where everything is, as the reader sees it.
pub(crate) struct Layout {
    /// By rising start.
    parts: Vec<Part>,
    directory: Vec<u8>,
    directory_start: u64,
}

/// A part: its header, then its bytes.
struct Part {
    start: u64,
    header: Vec<u8>,
    bytes: u64,
    source: Source,
}

/// Where a part's bytes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The part of this number, unpacked.
    Unpacked(usize),
    /// The part of this number, as it stands in the file from there on.
    Packed(usize, u64),
}

/// What stands at a place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found<'l> {
    /// These bytes.
    Bytes(&'l [u8]),
    /// So many bytes of no meaning.
    Nothing(u64),
    /// A part, from this byte of it on.
    Part { source: Source, from: u64 },
    /// The end.
    End,
}

impl Layout {
    /// Of all parts of `archive` but the one left out, or none where they state more than any
    /// workbook holds.
    pub(crate) fn of(
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        left_out: Option<usize>,
    ) -> Option<Self> {
        let mut parts = Vec::with_capacity(archive.len());
        let mut directory = Vec::new();
        let mut place = GAP;
        for index in (0..archive.len()).filter(|index| left_out != Some(*index)) {
            let start = archive.by_index_raw(index).ok();
            let start = start.and_then(|part| part.data_start());
            let part = archive.by_index_data(index).ok()?;
            let held = part.size() <= MAX_HELD_BYTES;
            let (method, bytes, source) = if held {
                (STORED, part.size(), Source::Unpacked(index))
            } else {
                // What can't be found is refused once it is turned to.
                let source = Source::Packed(index, start.unwrap_or(u64::MAX));
                let deflated = part.compression() == CompressionMethod::Deflated;
                let method = if deflated { DEFLATED } else { STORED };
                (method, part.compressed_size(), source)
            };
            let header = Header {
                method,
                crc: part.crc32(),
                packed: u32::try_from(bytes).ok()?,
                size: u32::try_from(part.size()).unwrap_or(MAX_BYTES),
            };
            let name = part.name().ok()?;
            header.list(&mut directory, name.as_bytes(), u32::try_from(place).ok()?)?;
            parts.push(Part {
                start: place,
                header: header.local(),
                bytes,
                source,
            });
            place = place.checked_add(LOCAL_BYTES)?.checked_add(bytes)?;
        }
        let directory_start = place.checked_add(GAP)?;
        end(&mut directory, parts.len(), directory_start)?;
        Some(Self {
            parts,
            directory,
            directory_start,
        })
    }

    /// The archive's length.
    pub(crate) fn len(&self) -> u64 {
        let directory = u64::try_from(self.directory.len()).unwrap_or(u64::MAX);
        self.directory_start.saturating_add(directory)
    }

    pub(crate) fn at(&self, place: u64) -> Found<'_> {
        if let Some(from) = place.checked_sub(self.directory_start) {
            return match rest(&self.directory, from) {
                [] => Found::End,
                bytes => Found::Bytes(bytes),
            };
        }
        let after = self.parts.partition_point(|part| part.start <= place);
        let next = self.parts.get(after);
        let next = next.map_or(self.directory_start, |part| part.start);
        let nothing = Found::Nothing(next.saturating_sub(place));
        let Some(part) = after.checked_sub(1).and_then(|index| self.parts.get(index)) else {
            return nothing;
        };
        let from = place.saturating_sub(part.start);
        match from.checked_sub(LOCAL_BYTES) {
            None => Found::Bytes(rest(&part.header, from)),
            Some(from) if from < part.bytes => Found::Part {
                source: part.source,
                from,
            },
            Some(_) => nothing,
        }
    }
}

/// What an archive says of a part.
struct Header {
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
}

impl Header {
    /// In front of the part; the name is in the directory.
    fn local(&self) -> Vec<u8> {
        let mut header = Vec::with_capacity(32);
        header.extend(b"PK\x03\x04");
        self.common(&mut header);
        header.extend([0; 4]);
        header
    }

    /// In the directory.
    fn list(&self, directory: &mut Vec<u8>, name: &[u8], place: u32) -> Option<()> {
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        self.common(directory);
        directory.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        directory.extend([0; 12]);
        directory.extend(place.to_le_bytes());
        directory.extend(name);
        Some(())
    }

    fn common(&self, header: &mut Vec<u8>) {
        for number in [VERSION, FLAGS, self.method, 0, 0] {
            header.extend(number.to_le_bytes());
        }
        for number in [self.crc, self.packed, self.size] {
            header.extend(number.to_le_bytes());
        }
    }
}

/// Ends a directory of so many parts.
fn end(directory: &mut Vec<u8>, parts: usize, start: u64) -> Option<()> {
    let parts = u16::try_from(parts).ok()?.to_le_bytes();
    let bytes = u32::try_from(directory.len()).ok()?.to_le_bytes();
    directory.extend(b"PK\x05\x06\0\0\0\0");
    directory.extend(parts);
    directory.extend(parts);
    directory.extend(bytes);
    directory.extend(u32::try_from(start).ok()?.to_le_bytes());
    directory.extend([0; 2]);
    Some(())
}

fn rest(bytes: &[u8], from: u64) -> &[u8] {
    let from = usize::try_from(from).ok();
    from.and_then(|from| bytes.get(from..)).unwrap_or_default()
}
