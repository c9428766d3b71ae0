//! The parts of a zip, checked before calamine sees them.
//!
//! calamine reads the file through a [`Gate`]. Where it turns to a part for the
//! first time, the gate unpacks that part by itself and counts: so the limits hold
//! for exactly what is read, whatever sizes and paths the file states, and a part
//! that is cut off or damaged is known beforehand. A part of ordinary size is kept
//! for calamine until it turns to the next one (see [`crate::layout`]); a larger one
//! is unpacked into a small buffer, and once more by calamine.

mod apart;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Seek, SeekFrom};

use memchr::memmem;
use quick_xml::events::Event;
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::error::OrderFileError;
use crate::layout::{Found, Layout, MAX_HELD_BYTES, Source};
use crate::model::{Limits, Options};
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
    layout: Layout,
    /// Numbers of the parts that were checked.
    checked: RefCell<BTreeSet<usize>>,
    held: RefCell<Held>,
    /// The part that is left out, because who has it reads it himself.
    shared_texts: Option<usize>,
    /// Handed over in place of any part, if set.
    stand_in: RefCell<Option<Vec<u8>>>,
    /// The part it was handed over for.
    stood_for: Cell<Option<usize>>,
    left: Cell<u64>,
    refusal: RefCell<Option<OrderFileError>>,
}

/// The part that was unpacked last, if it is kept.
#[derive(Default)]
struct Held {
    index: Option<usize>,
    bytes: Vec<u8>,
}

impl<'b> Parts<'b> {
    pub(crate) fn open(bytes: &'b [u8], options: &Options<'b>) -> Result<Self, OrderFileError> {
        // Counted before the archive is opened, because opening allocates per entry.
        if memmem::find_iter(bytes, CENTRAL_HEADER).count() > MAX_PARTS {
            return Err(OrderFileError::TooManyParts { limit: MAX_PARTS });
        }
        let file = quoted(options.file_name);
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| OrderFileError::truncated(&file))?;
        let layout = Layout::of(&mut archive, None).ok_or_else(|| {
            OrderFileError::damaged(&file, "its parts state sizes that no workbook has")
        })?;
        Ok(Self {
            bytes,
            options: *options,
            archive: RefCell::new(archive),
            layout,
            checked: RefCell::default(),
            held: RefCell::default(),
            shared_texts: None,
            stand_in: RefCell::default(),
            stood_for: Cell::default(),
            left: Cell::new(options.limits.max_unpacked_bytes),
            refusal: RefCell::new(None),
        })
    }

    /// The file as it is.
    pub(crate) fn bytes(&self) -> &'b [u8] {
        self.bytes
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
            parts: self,
            place: 0,
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
        let held = self.with(index, |part, _| Ok(part.size() <= MAX_HELD_BYTES))?;
        if held {
            self.hold(index)?;
            let held = self.held.borrow();
            return reader(&mut held.bytes.as_slice()).map(Some);
        }
        self.check(index)?;
        self.with(index, |part, _| reader(&mut BufReader::new(part)))
            .map(Some)
    }

    /// Fills the buffer from a part, checked; how much of it was filled.
    fn serve(&self, source: Source, from: u64, buffer: &mut [u8]) -> Result<usize, OrderFileError> {
        if let Some(bytes) = &*self.stand_in.borrow() {
            let Source::Unpacked(index) = source else {
                return Ok(0);
            };
            self.stood_for.set(Some(index));
            return Ok(copy(bytes, from, buffer));
        }
        match source {
            Source::Unpacked(index) => {
                self.hold(index)?;
                Ok(copy(&self.held.borrow().bytes, from, buffer))
            }
            Source::Packed(index, start) => {
                self.check(index)?;
                Ok(copy(self.bytes, start.saturating_add(from), buffer))
            }
        }
    }

    /// Has the part unpacked and at hand.
    fn hold(&self, index: usize) -> Result<(), OrderFileError> {
        if self.held.borrow().index == Some(index) {
            return Ok(());
        }
        // Gone before the next one comes.
        self.held.take();
        let bytes = self.with(index, |part, name| {
            let bytes = unpack(part, name)?;
            if self.checked.borrow_mut().insert(index) {
                let mut check = Check::new(self, name);
                let mut pieces = bytes.chunks(BUFFER_BYTES);
                pieces.try_for_each(|piece| check.feed(piece))?;
                check.finish()?;
            }
            Ok(bytes)
        })?;
        let index = Some(index);
        self.held.replace(Held { index, bytes });
        Ok(())
    }

    /// Checks a part that is not kept, once.
    fn check(&self, index: usize) -> Result<(), OrderFileError> {
        if !self.checked.borrow_mut().insert(index) {
            return Ok(());
        }
        self.with(index, |part, name| {
            let mut check = Check::new(self, name);
            let mut buffer = vec![0; BUFFER_BYTES];
            loop {
                let read = fill(part, &mut buffer).map_err(|error| from_io(&error, name))?;
                check.feed(buffer.get(..read).unwrap_or(&[]))?;
                if read < buffer.len() {
                    return check.finish();
                }
            }
        })
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
}

/// Counts what a part unpacks to, and looks at what it asks of its reader.
struct Check<'p> {
    left: &'p Cell<u64>,
    limits: Limits,
    name: &'p str,
    outline: Outline<'p>,
    /// Whether it holds the workbook's shared texts.
    shared: bool,
    total: usize,
}

impl<'p> Check<'p> {
    fn new(parts: &'p Parts<'_>, name: &'p str) -> Self {
        Self {
            left: &parts.left,
            limits: parts.options.limits,
            name,
            outline: Outline::new(name),
            shared: name.to_ascii_lowercase().ends_with("sharedstrings.xml`"),
            total: 0,
        }
    }

    fn feed(&mut self, piece: &[u8]) -> Result<(), OrderFileError> {
        let counted = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        let Some(left) = self.left.get().checked_sub(counted) else {
            return Err(OrderFileError::UnpackedTooLarge {
                part: self.name.to_owned(),
                limit: self.limits.max_unpacked_bytes,
            });
        };
        self.left.set(left);
        if self.shared && self.total == 0 {
            self.bounded(stated_texts(piece, self.name)?)?;
        }
        self.outline.feed(piece)?;
        self.total = self.total.saturating_add(piece.len());
        if self.shared {
            self.bounded(self.outline.texts())?;
            if self.total > MAX_TEXTS_BYTES {
                return Err(OrderFileError::TextsTooLarge {
                    part: self.name.to_owned(),
                    limit: MAX_TEXTS_BYTES,
                });
            }
        }
        Ok(())
    }

    fn bounded(&self, texts: u64) -> Result<(), OrderFileError> {
        if texts > u64::from(self.limits.max_cells) {
            return Err(OrderFileError::TooManyTexts {
                part: self.name.to_owned(),
                count: texts,
                limit: self.limits.max_cells,
            });
        }
        Ok(())
    }

    fn finish(&self) -> Result<(), OrderFileError> {
        self.outline.finish()
    }
}

/// Fills the buffer with what stands in `bytes` from there on; how much that is.
fn copy(bytes: &[u8], from: u64, buffer: &mut [u8]) -> usize {
    let from = usize::try_from(from).ok();
    let rest = from.and_then(|from| bytes.get(from..)).unwrap_or_default();
    let count = rest.len().min(buffer.len());
    if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
        to.copy_from_slice(from);
    }
    count
}

/// All bytes of a part that states how many they are.
fn unpack<R: Read>(part: &mut ZipFile<'_, R>, name: &str) -> Result<Vec<u8>, OrderFileError> {
    let stated = part.size();
    let mut bytes = Vec::with_capacity(usize::try_from(stated).unwrap_or_default());
    // The end is read too: only there does the archive compare its checksum.
    let read = part.take(stated.saturating_add(1)).read_to_end(&mut bytes);
    let read = read.map_err(|error| from_io(&error, name))?;
    if u64::try_from(read) != Ok(stated) {
        let reason = "it unpacks to another size than it states";
        return Err(OrderFileError::damaged(name, reason));
    }
    Ok(bytes)
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

/// The file, laid out anew; reading a part checks it first.
pub(crate) struct Gate<'p, 'b> {
    parts: &'p Parts<'b>,
    place: u64,
}

impl Gate<'_, '_> {
    fn fill(&self, buffer: &mut [u8]) -> Result<usize, OrderFileError> {
        match self.parts.layout.at(self.place) {
            Found::Bytes(bytes) => Ok(copy(bytes, 0, buffer)),
            Found::Part { source, from } => self.parts.serve(source, from, buffer),
            Found::Nothing(bytes) => {
                let count = usize::try_from(bytes).unwrap_or(usize::MAX);
                let count = count.min(buffer.len());
                if let Some(buffer) = buffer.get_mut(..count) {
                    buffer.fill(0);
                }
                Ok(count)
            }
            Found::End => Ok(0),
        }
    }
}

impl Read for Gate<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        // Once a part is refused nothing is read any more.
        if self.parts.refusal.borrow().is_none() {
            match self.fill(buffer) {
                Ok(read) => {
                    let read64 = u64::try_from(read).unwrap_or(u64::MAX);
                    self.place = self.place.saturating_add(read64);
                    return Ok(read);
                }
                Err(refusal) => {
                    self.parts.refusal.replace(Some(refusal));
                }
            }
        }
        Err(Error::other("a part was refused"))
    }
}

impl Seek for Gate<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64, Error> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.parts.layout.len().checked_add_signed(by),
        };
        self.place = place.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.place)
    }
}
