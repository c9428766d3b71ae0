//! The parts of a zip, checked before calamine sees them.
//!
//! calamine reads the file through a [`Gate`]. Where it turns to a part for the
//! first time, the gate unpacks that part by itself, into a small buffer, and
//! counts: so the limits hold for exactly what is read, whatever sizes and paths
//! the file states, and a part that is cut off or damaged is known beforehand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Seek, SeekFrom};

use memchr::memmem;
use quick_xml::events::Event;
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::error::OrderFileError;
use crate::model::Options;
use crate::outline::Outline;

/// Entries a zip may list; a workbook has some dozens.
const MAX_PARTS: usize = 2_000;
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
const BUFFER_BYTES: usize = 32 * 1024;
/// Bytes that a workbook's shared texts may unpack to, tags included.
const MAX_TEXTS_BYTES: usize = 16 * 1024 * 1024;

/// An opened zip and what is left of the bytes it may unpack to.
pub(crate) struct Parts<'b> {
    bytes: &'b [u8],
    options: Options<'b>,
    archive: RefCell<ZipArchive<Cursor<&'b [u8]>>>,
    /// Where parts begin that weren't checked yet, and their numbers.
    unchecked: RefCell<BTreeMap<u64, usize>>,
    left: Cell<u64>,
    refusal: RefCell<Option<OrderFileError>>,
}

impl<'b> Parts<'b> {
    pub(crate) fn open(bytes: &'b [u8], options: &Options<'b>) -> Result<Self, OrderFileError> {
        // Counted before the archive is opened, because opening allocates per entry.
        if memmem::find_iter(bytes, CENTRAL_HEADER).count() > MAX_PARTS {
            return Err(OrderFileError::TooManyParts { limit: MAX_PARTS });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| OrderFileError::truncated(&quoted(options.file_name)))?;
        let mut unchecked = BTreeMap::new();
        for index in 0..archive.len() {
            // One whose start can't be told can't be read either.
            let start = archive.by_index_raw(index).ok();
            if let Some(start) = start.and_then(|part| part.data_start()) {
                unchecked.insert(start, index);
            }
        }
        Ok(Self {
            bytes,
            options: *options,
            archive: RefCell::new(archive),
            unchecked: RefCell::new(unchecked),
            left: Cell::new(options.limits.max_unpacked_bytes),
            refusal: RefCell::new(None),
        })
    }

    /// Whether a part exists whose name, in lower case, is one looked for.
    pub(crate) fn any(&self, mut looked_for: impl FnMut(&str) -> bool) -> bool {
        let archive = self.archive.borrow();
        archive.file_names().flatten().any(|name| {
            let name = name.to_ascii_lowercase().replace('\\', "/");
            looked_for(&name)
        })
    }

    /// The file, for calamine.
    pub(crate) fn gate(&self) -> Gate<'_, 'b> {
        Gate {
            cursor: Cursor::new(self.bytes),
            parts: self,
        }
    }

    /// What calamine answered, unless a part was refused on its way there.
    pub(crate) fn admitted<T>(&self, answer: T) -> Result<T, OrderFileError> {
        match self.refusal.take() {
            Some(refusal) => Err(refusal),
            None => Ok(answer),
        }
    }

    /// Hands over a part, checked; none if there is no part of exactly this name.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        reader: impl FnOnce(&mut dyn BufRead) -> Result<T, OrderFileError>,
    ) -> Result<Option<T>, OrderFileError> {
        let index = self.archive.borrow().index_for_name(name);
        let Some(index) = index else {
            return Ok(None);
        };
        let start = self.with(index, |part, _| Ok(part.data_start()))?;
        self.admit(start.unwrap_or_default())?;
        self.with(index, |part, _| reader(&mut BufReader::new(part)))
            .map(Some)
    }

    fn admit(&self, start: u64) -> Result<(), OrderFileError> {
        let unchecked = self.unchecked.borrow_mut().remove(&start);
        let Some(index) = unchecked else {
            return Ok(());
        };
        self.with(index, |part, name| self.check(part, name))
    }

    fn with<T>(
        &self,
        index: usize,
        job: impl FnOnce(&mut ZipFile<'_, Cursor<&'b [u8]>>, &str) -> Result<T, OrderFileError>,
    ) -> Result<T, OrderFileError> {
        let file = self.options.file_name;
        let protected = || OrderFileError::PasswordProtected {
            file: file.to_owned(),
        };
        let mut archive = self.archive.borrow_mut();
        let mut part = match archive.by_index(index) {
            Ok(part) if part.encrypted() => return Err(protected()),
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(protected());
            }
            Err(error) => return Err(OrderFileError::damaged(&quoted(file), error.to_string())),
        };
        let name = quoted(&part.name().unwrap_or_default());
        let (stored, deflated) = (CompressionMethod::Stored, CompressionMethod::Deflated);
        if ![stored, deflated].contains(&part.compression()) {
            let reason = "packed by a method no workbook uses";
            return Err(OrderFileError::damaged(&name, reason));
        }
        job(&mut part, &name)
    }

    fn check(&self, part: &mut impl Read, name: &str) -> Result<(), OrderFileError> {
        let limits = self.options.limits;
        let shared = name.to_ascii_lowercase().ends_with("sharedstrings.xml`");
        let too_many = |count| OrderFileError::TooManyTexts {
            part: name.to_owned(),
            count,
            limit: limits.max_cells,
        };
        let mut outline = Outline::new(name);
        let mut buffer = vec![0; BUFFER_BYTES];
        let mut total = 0_usize;
        loop {
            let read = fill(part, &mut buffer).map_err(|error| from_io(&error, name))?;
            let piece = buffer.get(..read).unwrap_or(&[]);
            let counted = u64::try_from(read).unwrap_or(u64::MAX);
            let Some(left) = self.left.get().checked_sub(counted) else {
                return Err(OrderFileError::UnpackedTooLarge {
                    part: name.to_owned(),
                    limit: limits.max_unpacked_bytes,
                });
            };
            self.left.set(left);
            if shared && total == 0 {
                let stated = stated_texts(piece, name)?;
                if stated > u64::from(limits.max_cells) {
                    return Err(too_many(stated));
                }
            }
            outline.feed(piece)?;
            total = total.saturating_add(read);
            if shared && outline.texts() > u64::from(limits.max_cells) {
                return Err(too_many(outline.texts()));
            }
            if shared && total > MAX_TEXTS_BYTES {
                return Err(OrderFileError::TextsTooLarge {
                    part: name.to_owned(),
                    limit: MAX_TEXTS_BYTES,
                });
            }
            if read < buffer.len() {
                return outline.finish();
            }
        }
    }
}

/// Reads until the buffer is full or the part ends.
fn fill(part: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut filled = 0_usize;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match part.read(room)? {
            0 => break,
            read => filled = filled.saturating_add(read),
        }
    }
    Ok(filled)
}

/// The number of shared texts that calamine makes room for, from the first tag.
fn stated_texts(piece: &[u8], part: &str) -> Result<u64, OrderFileError> {
    let mut xml = quick_xml::Reader::from_reader(piece);
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let mut attributes = tag.attributes();
                let stated = attributes.with_checks(false).flatten();
                let counts = stated.filter(|attribute| attribute.key.as_ref() == "uniqueCount");
                let count = counts
                    .map(|count| count.value.parse().unwrap_or(u64::MAX))
                    .max();
                return Ok(count.unwrap_or(0));
            }
            Ok(Event::Start(_) | Event::Empty(_) | Event::Eof) | Err(_) => {
                return Err(OrderFileError::damaged(part, "it holds no shared texts"));
            }
            Ok(_) => {}
        }
    }
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

fn from_io(error: &Error, part: &str) -> OrderFileError {
    if error.kind() == ErrorKind::UnexpectedEof {
        return OrderFileError::truncated(part);
    }
    OrderFileError::damaged(part, error.to_string())
}

/// The file's bytes; reading where a part begins checks that part first.
pub(crate) struct Gate<'p, 'b> {
    cursor: Cursor<&'b [u8]>,
    parts: &'p Parts<'b>,
}

impl Read for Gate<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        if let Err(refusal) = self.parts.admit(self.cursor.position()) {
            self.parts.refusal.replace(Some(refusal));
        }
        // Once a part is refused nothing is read any more.
        if self.parts.refusal.borrow().is_some() {
            return Err(Error::other("a part was refused"));
        }
        self.cursor.read(buffer)
    }
}

impl Seek for Gate<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64, Error> {
        self.cursor.seek(to)
    }
}
