//! The parts of a zip, unpacked as streams and counted while they are.

use std::cell::Cell;
use std::io::{Cursor, Error, ErrorKind, Read};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::error::OrderFileError;
use crate::model::Options;
use crate::xml::Xml;

/// Entries a zip may list; a workbook has some dozens.
const MAX_PARTS: usize = 2_000;
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
/// Bytes that one tag or one run of text may take.
const MAX_TOKEN_BYTES: usize = 512 * 1024;
const BUFFER_BYTES: usize = 16 * 1024;

/// An opened zip and what is left of the bytes it may unpack to.
pub(crate) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    file: &'b str,
    limit: u64,
    left: Cell<u64>,
}

impl<'b> Parts<'b> {
    pub(crate) fn open(bytes: &'b [u8], options: &Options<'b>) -> Result<Self, OrderFileError> {
        // Counted before the archive is opened, because opening allocates per entry.
        if count(bytes, CENTRAL_HEADER) > MAX_PARTS {
            return Err(OrderFileError::TooManyParts { limit: MAX_PARTS });
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| OrderFileError::truncated(&format!("`{}`", options.file_name)))?;
        let limit = options.limits.max_unpacked_bytes;
        Ok(Self {
            archive,
            file: options.file_name,
            limit,
            left: Cell::new(limit),
        })
    }

    pub(crate) fn file(&self) -> &'b str {
        self.file
    }

    /// Whether a part of this name exists, whatever its case and slashes.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.real_name(name).is_some()
    }

    /// A part as XML, unpacked while it is read; none if there is no such part.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<Xml<'_, 'b>>, OrderFileError> {
        let Some(reader) = self.stream(name)? else {
            return Ok(None);
        };
        Ok(Some(Xml::new(reader)))
    }

    /// Whether a part exists and starts with these bytes, a few at most.
    pub(crate) fn starts_with(&mut self, name: &str, start: &[u8]) -> Result<bool, OrderFileError> {
        let Some(mut reader) = self.stream(name)? else {
            return Ok(false);
        };
        while reader.window().len() < start.len() && reader.more()? {}
        Ok(reader.window().starts_with(start))
    }

    fn stream(&mut self, name: &str) -> Result<Option<PartReader<'_, 'b>>, OrderFileError> {
        let Some(index) = self.real_name(name) else {
            return Ok(None);
        };
        let protected = OrderFileError::PasswordProtected {
            file: self.file.to_owned(),
        };
        let file = match self.archive.by_index(index) {
            Ok(file) if file.encrypted() => return Err(protected),
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(protected);
            }
            Err(error) => return Err(OrderFileError::damaged(&quoted(name), error.to_string())),
        };
        let (stored, deflated) = (CompressionMethod::Stored, CompressionMethod::Deflated);
        if ![stored, deflated].contains(&file.compression()) {
            return Err(OrderFileError::damaged(
                &quoted(name),
                "packed by a method no workbook uses",
            ));
        }
        Ok(Some(PartReader {
            file,
            left: &self.left,
            limit: self.limit,
            part: quoted(name),
            buffer: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
        }))
    }

    fn real_name(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        if let Some(index) = self.archive.index_for_name(name) {
            return Some(index);
        }
        let same = |real: &str| {
            real.len() == name.len()
                && real
                    .bytes()
                    .zip(name.bytes())
                    .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'\\' && b == b'/'))
        };
        self.archive
            .file_names()
            .position(|real| real.is_ok_and(|real| same(&real)))
    }
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).filter(|w| *w == needle).count()
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Unpacks one part into a window that moves over it, counting the bytes.
pub(crate) struct PartReader<'a, 'b> {
    file: ZipFile<'a, Cursor<&'b [u8]>>,
    left: &'a Cell<u64>,
    limit: u64,
    part: String,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl PartReader<'_, '_> {
    /// The part's name, quoted.
    pub(crate) fn part(&self) -> &str {
        &self.part
    }

    /// Bytes unpacked and not consumed; may be empty anywhere.
    pub(crate) fn window(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or(&[])
    }

    /// Moves the window's start.
    pub(crate) fn consume(&mut self, amount: usize) {
        self.start = self.start.saturating_add(amount).min(self.end);
    }

    /// Makes the window longer; false at the part's end.
    ///
    /// # Errors
    ///
    /// When the window would have to outgrow one token, or the file its limit.
    pub(crate) fn more(&mut self) -> Result<bool, OrderFileError> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end = self.end.saturating_sub(self.start);
        self.start = 0;
        if self.end == self.buffer.len() {
            if self.end >= MAX_TOKEN_BYTES {
                let reason = format!("one text or tag takes over {MAX_TOKEN_BYTES} bytes");
                return Err(OrderFileError::damaged(&self.part, reason));
            }
            self.buffer.resize(self.end.saturating_mul(2), 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let read = self
            .file
            .read(room)
            .map_err(|error| from_io(&error, &self.part))?;
        self.end = self.end.saturating_add(read);
        let counted = u64::try_from(read).unwrap_or(u64::MAX);
        let Some(left) = self.left.get().checked_sub(counted) else {
            return Err(OrderFileError::UnpackedTooLarge {
                part: self.part.clone(),
                limit: self.limit,
            });
        };
        self.left.set(left);
        Ok(read > 0)
    }
}

fn from_io(error: &Error, part: &str) -> OrderFileError {
    if error.kind() == ErrorKind::UnexpectedEof {
        return OrderFileError::truncated(part);
    }
    OrderFileError::damaged(part, error.to_string())
}
