//! What an XML part asks of its reader, seen in passing while it is unpacked.
//!
//! No parser: it tells tags from what lies between them, counts, and stops at
//! what makes a parser allocate without bounds. The parser comes afterwards.

use crate::error::OrderFileError;

/// Levels that elements may nest; a workbook needs about a dozen.
const MAX_DEPTH: u32 = 64;
/// Bytes that one tag, one run of text or one cell may take.
const MAX_TOKEN_BYTES: u64 = 512 * 1024;
/// Styles, sheets and names at most; Excel allows so many cell styles.
const MAX_ENTRIES: u64 = 65_490;
/// Bytes that styles may take once each holds its texts itself.
const MAX_ENTRY_BYTES: u64 = 32 * 1024 * 1024;

/// One part, fed in pieces.
pub(crate) struct Outline<'p> {
    part: &'p str,
    state: State,
    /// Bytes fed before this piece.
    before: u64,
    /// Where the current tag or text began, and the current cell.
    token: u64,
    cell: Option<u64>,
    /// The current tag's local name, the last eight bytes of it.
    name: u64,
    closing: bool,
    depth: u32,
    longest_entry: u64,
    entries: u64,
    texts: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// After `<`.
    Opened,
    Name,
    /// Within a tag; whether the last byte was a slash.
    Tag(bool),
    Quoted(u8),
    /// After `<!`.
    Marked,
    /// Up to `>` after so many of these bytes; the first number counts down.
    Until(u8, u8, u8),
}

/// See [`Outline::whole_tag`].
struct WholeTag<'r> {
    /// Whether it ends in a slash.
    slash: bool,
    /// What follows it.
    rest: &'r [u8],
}

/// A short name as [`Outline::name`] holds it.
const fn name(text: &[u8]) -> u64 {
    let mut name = 0;
    let mut rest = text;
    while let [byte, more @ ..] = rest {
        name = (name << 8) | *byte as u64;
        rest = more;
    }
    name
}

const SHARED_TEXT: u64 = name(b"si");
/// A cell of xlsx; one of ods, covered or not.
const CELLS: [u64; 2] = [name(b"c"), name(b"ble-cell")];
/// What a reader keeps for each: styles and their pieces, sheets, relationships, names.
const ENTRIES: [u64; 8] = [
    name(b"xf"),
    name(b"numFmt"),
    name(b"font"),
    name(b"fill"),
    name(b"border"),
    name(b"sheet"),
    name(b"tionship"),
    name(b"inedName"),
];

impl<'p> Outline<'p> {
    /// `part` names it in errors.
    pub(crate) fn new(part: &'p str) -> Self {
        Self {
            part,
            state: State::Text,
            before: 0,
            token: 0,
            cell: None,
            name: 0,
            closing: false,
            depth: 0,
            longest_entry: 0,
            entries: 0,
            texts: 0,
        }
    }

    /// Shared texts so far.
    pub(crate) fn texts(&self) -> u64 {
        self.texts
    }

    pub(crate) fn feed(&mut self, piece: &[u8]) -> Result<(), OrderFileError> {
        let mut rest = piece;
        loop {
            let (passed, after) = self.dull(rest);
            match self.state {
                State::Name => {
                    let bytes = passed.iter();
                    self.name = bytes.fold(self.name, |name, byte| (name << 8) | u64::from(*byte));
                }
                State::Tag(true) if !passed.is_empty() => self.state = State::Tag(false),
                _ => {}
            }
            let Some((byte, after)) = after.split_first() else {
                break;
            };
            rest = after;
            if self.state == State::Text
                && let Some(after) = self.whole_tag(rest)
            {
                let slash = after.slash;
                self.token = self.place(piece, rest);
                rest = after.rest;
                self.start_or_end(slash)?;
                self.end_tag(self.place(piece, rest))?;
                continue;
            }
            self.state = self.after(*byte)?;
            match self.state {
                State::Opened => self.token = self.place(piece, rest),
                State::Text => self.end_tag(self.place(piece, rest))?,
                _ => {}
            }
        }
        self.before = self.place(piece, &[]);
        let start = self.cell.unwrap_or(self.token).min(self.token);
        if self.before.saturating_sub(start) > MAX_TOKEN_BYTES {
            let reason = format!("one text or tag takes over {MAX_TOKEN_BYTES} bytes");
            return Err(OrderFileError::damaged(self.part, reason));
        }
        Ok(())
    }

    /// A tag that ends within the piece, from behind its `<` on: most of them, in one go.
    #[inline]
    fn whole_tag<'r>(&mut self, rest: &'r [u8]) -> Option<WholeTag<'r>> {
        let mut bytes = rest.iter();
        let first = *bytes.next()?;
        if matches!(first, b'!' | b'?') {
            return None;
        }
        let closing = first == b'/';
        let mut name = if closing { 0 } else { u64::from(first) };
        let mut byte = loop {
            match *bytes.next()? {
                b':' => name = 0,
                end @ (b'>' | b'/' | b'\t'..=b' ') => break end,
                byte => name = (name << 8) | u64::from(byte),
            }
        };
        let mut slash = false;
        while byte != b'>' {
            slash = byte == b'/';
            if matches!(byte, b'"' | b'\'') {
                bytes.find(|other| **other == byte)?;
            }
            byte = *bytes.next()?;
        }
        (self.closing, self.name) = (closing, name);
        let rest = bytes.as_slice();
        Some(WholeTag { slash, rest })
    }

    /// The bytes before the next one that may change the state, and from it on.
    #[inline]
    fn dull<'r>(&self, rest: &'r [u8]) -> (&'r [u8], &'r [u8]) {
        let mut bytes = rest.iter();
        let end = match self.state {
            State::Text => bytes.position(|byte| *byte == b'<'),
            State::Quoted(quote) => bytes.position(|byte| *byte == quote),
            State::Name => bytes.position(|byte| matches!(byte, b'>' | b'/' | b':' | b'\t'..=b' ')),
            State::Tag(_) => bytes.position(|byte| matches!(byte, b'>' | b'/' | b'"' | b'\'')),
            _ => Some(0),
        };
        rest.split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, &[]))
    }

    /// Refuses a part whose elements aren't all closed.
    pub(crate) fn finish(&self) -> Result<(), OrderFileError> {
        if self.depth > 0 || self.state != State::Text {
            return Err(OrderFileError::truncated(self.part));
        }
        Ok(())
    }

    fn place(&self, piece: &[u8], rest: &[u8]) -> u64 {
        let read = piece.len().saturating_sub(rest.len());
        self.before
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX))
    }

    #[inline]
    fn after(&mut self, byte: u8) -> Result<State, OrderFileError> {
        Ok(match (self.state, byte) {
            (State::Tag(_), b'"' | b'\'') => State::Quoted(byte),
            (State::Tag(slash), b'>') => {
                self.start_or_end(slash)?;
                State::Text
            }
            (State::Tag(_), _) => State::Tag(byte == b'/'),
            (State::Name, b'>') => {
                self.start_or_end(false)?;
                State::Text
            }
            (State::Name, b'/') => State::Tag(true),
            (State::Name, b':') => {
                self.name = 0;
                State::Name
            }
            (State::Name, _) => State::Tag(false),
            (State::Opened, b'!' | b'?') => {
                self.closing = true;
                if byte == b'!' {
                    State::Marked
                } else {
                    State::Until(1, 1, b'?')
                }
            }
            (State::Opened, _) => {
                self.closing = byte == b'/';
                self.name = if self.closing { 0 } else { u64::from(byte) };
                State::Name
            }
            (State::Marked, b'-') => State::Until(2, 2, b'-'),
            (State::Marked, b'[') => State::Until(2, 2, b']'),
            (State::Marked, _) => {
                return Err(OrderFileError::ForbiddenXml {
                    part: self.part.to_owned(),
                    what: "a document type",
                });
            }
            (State::Until(0, ..), b'>') => State::Text,
            (State::Until(left, all, mark), _) if byte == mark => {
                State::Until(left.saturating_sub(1), all, mark)
            }
            (State::Until(_, all, mark), _) => State::Until(all, all, mark),
            (State::Quoted(_), _) => State::Tag(false),
            (State::Text, _) => State::Opened,
        })
    }

    fn start_or_end(&mut self, empty: bool) -> Result<(), OrderFileError> {
        if self.closing {
            self.depth = self.depth.saturating_sub(1);
            if CELLS.contains(&self.name) {
                self.cell = None;
            }
            return Ok(());
        }
        if self.name == SHARED_TEXT {
            self.texts = self.texts.saturating_add(1);
        }
        if empty {
            return Ok(());
        }
        if CELLS.contains(&self.name) {
            self.cell = Some(self.token);
        }
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            return Err(OrderFileError::XmlTooDeep {
                part: self.part.to_owned(),
                limit: MAX_DEPTH,
            });
        }
        Ok(())
    }

    /// A tag has ended at `place`; a text begins there.
    fn end_tag(&mut self, place: u64) -> Result<(), OrderFileError> {
        if !self.closing && ENTRIES.contains(&self.name) {
            self.entries = self.entries.saturating_add(1);
            self.longest_entry = self.longest_entry.max(place.saturating_sub(self.token));
            let bytes = self.entries.saturating_mul(self.longest_entry);
            if self.entries > MAX_ENTRIES || bytes > MAX_ENTRY_BYTES {
                let reason = "it has more cell styles than any spreadsheet, or more names";
                return Err(OrderFileError::damaged(self.part, reason));
            }
        }
        self.token = place;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fed at once and byte by byte, which must come to the same.
    fn code(text: &str) -> Result<u64, &'static str> {
        let run = |size: usize| {
            let mut outline = Outline::new("part");
            let fed = text
                .as_bytes()
                .chunks(size)
                .try_for_each(|p| outline.feed(p));
            let done = fed.and_then(|()| outline.finish());
            done.map(|()| outline.texts()).map_err(|error| error.code())
        };
        assert_eq!(run(1), run(64 * 1024), "{text:.80}");
        run(1)
    }

    #[test]
    fn balanced_and_counted() {
        for (text, texts) in [
            ("", 0),
            ("no tags", 0),
            (
                "<?xml version='1.0'?>\n<sst><si/><x:si a='>'></x:si></sst>",
                2,
            ),
            ("<a b=\"/\">x</a ><!-- <si> --><c><![CDATA[<si>]]]></c>", 0),
            ("<a/><a /><asi/><s/>", 0),
        ] {
            assert_eq!(code(text), Ok(texts), "{text}");
        }
    }

    #[test]
    fn refused() {
        let damaged = "order-file.damaged";
        for (text, expected) in [
            ("<a>".to_owned(), "order-file.truncated"),
            ("<a b='".to_owned(), "order-file.truncated"),
            ("<!-- -".to_owned(), "order-file.truncated"),
            ("<!DOCTYPE a>".to_owned(), "order-file.forbidden-xml"),
            ("<a>".repeat(65), "order-file.xml-too-deep"),
            (format!("<a b='{}'/>", "<".repeat(600_000)), damaged),
            (
                format!("<c>{}</c>", "<t>xxxxxxx</t>".repeat(60_000)),
                damaged,
            ),
            ("<xf/>".repeat(65_491), damaged),
            (
                format!("<xf a='{}'/>", "x".repeat(9_000)).repeat(4_000),
                damaged,
            ),
        ] {
            assert_eq!(code(&text), Err(expected), "{text:.80}");
        }
    }
}
