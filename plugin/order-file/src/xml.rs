//! XML as a stream of tags and texts, without the features that make it dangerous.
//!
//! A tokenizer for the parts of a workbook, not for XML at large: document
//! types and entities of their own are refused, namespaces are told by local
//! names only, whether an end tag fits its start tag is not looked at. In turn a
//! tag or text is handed out where it was unpacked to, without a copy, which is
//! what makes reading in the sandbox as fast as it needs to be.

use crate::cell::CappedText;
use crate::error::OrderFileError;
use crate::parts::PartReader;

/// Levels that elements may nest; a workbook needs about a dozen.
const MAX_DEPTH: u32 = 64;

/// Bytes of an attribute that is kept: a sheet's name, a part's, a number format.
const MAX_ATTRIBUTE_BYTES: usize = 1_024;

/// One part of a zip, as XML events.
pub(crate) struct Xml<'a, 'b> {
    reader: PartReader<'a, 'b>,
    depth: u32,
    /// Bytes of the token handed out last.
    used: usize,
    /// That token was `<x/>`, whose end is still to be told.
    closes: bool,
}

/// What comes next; `<x/>` comes as a start and an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event<'x> {
    Start(Tag<'x>),
    /// The local name.
    End(&'x str),
    /// Text as written, entities included.
    Text(&'x str),
    /// Text to be taken literally.
    CData(&'x str),
    Eof,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'x> {
    /// Without its prefix.
    pub(crate) name: &'x str,
    /// The attributes as written: see [`attributes`].
    pub(crate) raw: &'x str,
}

/// A token's kind and its length in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Text(usize),
    Start(usize),
    End(usize),
    CData(usize),
    /// A comment or an instruction.
    Skipped(usize),
    DocumentType,
    /// Its end is not in sight.
    Cut,
}

impl<'a, 'b> Xml<'a, 'b> {
    pub(crate) fn new(reader: PartReader<'a, 'b>) -> Self {
        Self {
            reader,
            depth: 0,
            used: 0,
            closes: false,
        }
    }

    /// The next event; `Eof` only when every element is closed.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, OrderFileError> {
        if std::mem::take(&mut self.closes) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Event::End(self.start_tag()?.name));
        }
        loop {
            self.reader.consume(std::mem::take(&mut self.used));
            match self.whole_token()? {
                None if self.depth > 0 => return Err(self.truncated()),
                None => return Ok(Event::Eof),
                Some(Token::Start(length)) => {
                    self.used = length;
                    return self.start();
                }
                Some(Token::End(length)) => {
                    self.used = length;
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Event::End(local(self.inside(2, 1)?.trim_ascii_end())));
                }
                Some(Token::Text(length)) => {
                    self.used = length;
                    return Ok(Event::Text(self.inside(0, 0)?));
                }
                Some(Token::CData(length)) => {
                    self.used = length;
                    return Ok(Event::CData(self.inside(9, 3)?));
                }
                Some(Token::Skipped(length)) => self.used = length,
                Some(Token::DocumentType) => return Err(self.forbidden("a document type")),
                Some(Token::Cut) => return Err(self.truncated()),
            }
        }
    }

    /// The part's name, quoted.
    pub(crate) fn part(&self) -> &str {
        self.reader.part()
    }

    fn start(&mut self) -> Result<Event<'_>, OrderFileError> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            return Err(OrderFileError::XmlTooDeep {
                part: self.part().to_owned(),
                limit: MAX_DEPTH,
            });
        }
        let last = self.used.saturating_sub(2);
        self.closes = self.reader.window().get(last) == Some(&b'/');
        Ok(Event::Start(self.start_tag()?))
    }

    fn start_tag(&self) -> Result<Tag<'_>, OrderFileError> {
        let inside = self.inside(1, 1)?;
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let end = inside.bytes().position(|byte| byte.is_ascii_whitespace());
        let (name, raw) = inside
            .split_at_checked(end.unwrap_or(inside.len()))
            .unwrap_or((inside, ""));
        Ok(Tag {
            name: local(name),
            raw,
        })
    }

    /// The current token without so many bytes at its start and end.
    fn inside(&self, start: usize, end: usize) -> Result<&str, OrderFileError> {
        let end = self.used.saturating_sub(end);
        let bytes = self.reader.window().get(start..end).unwrap_or(&[]);
        std::str::from_utf8(bytes)
            .map_err(|_| OrderFileError::damaged(self.part(), "its text is not UTF-8"))
    }

    /// The next token, unpacking until it is complete; none at the end.
    fn whole_token(&mut self) -> Result<Option<Token>, OrderFileError> {
        loop {
            let window = self.reader.window();
            let token = token(window);
            if token != Token::Cut {
                return Ok(Some(token));
            }
            let (left, tag) = (window.len(), window.starts_with(b"<"));
            if !self.reader.more()? {
                return Ok(match (left, tag) {
                    (0, _) => None,
                    (_, true) => Some(Token::Cut),
                    (_, false) => Some(Token::Text(left)),
                });
            }
        }
    }

    fn truncated(&self) -> OrderFileError {
        OrderFileError::truncated(self.part())
    }

    fn forbidden(&self, what: &'static str) -> OrderFileError {
        forbidden(self.part(), what)
    }
}

fn token(window: &[u8]) -> Token {
    let Some(b'<') = window.first() else {
        let end = window.iter().position(|byte| *byte == b'<');
        return end.map_or(Token::Cut, Token::Text);
    };
    match window.get(1) {
        None => Token::Cut,
        Some(b'/') => {
            let end = window.iter().position(|byte| *byte == b'>');
            end.map_or(Token::Cut, |end| Token::End(end.saturating_add(1)))
        }
        Some(b'?') => until(window, b"?>").map_or(Token::Cut, Token::Skipped),
        Some(b'!') if window.starts_with(b"<!--") => {
            until(window, b"-->").map_or(Token::Cut, Token::Skipped)
        }
        Some(b'!') if window.starts_with(b"<![CDATA[") => {
            until(window, b"]]>").map_or(Token::Cut, Token::CData)
        }
        // Too short to tell yet; no longer than the longest mark above.
        Some(b'!') if window.len() < 9 => Token::Cut,
        Some(b'!') => Token::DocumentType,
        Some(_) => tag_end(window).map_or(Token::Cut, Token::Start),
    }
}

fn until(window: &[u8], mark: &[u8]) -> Option<usize> {
    let at = window.windows(mark.len()).position(|found| found == mark)?;
    at.checked_add(mark.len())
}

/// Past the `>` that stands in no quotes.
fn tag_end(window: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in window.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at.checked_add(1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon
        .and_then(|colon| name.get(colon.checked_add(1)?..))
        .unwrap_or(name)
}

/// Attributes as written: name without prefix, and value still escaped.
pub(crate) fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let (key, after) = split_at_byte(rest, b'=')?;
        let after = after.trim_ascii_start();
        let quote = after.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
        let (value, after) = split_at_byte(after.get(1..)?, quote)?;
        rest = after;
        Some((local(key.trim_ascii()), value))
    })
}

/// Before and after an ASCII byte.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|found| found == byte)?;
    Some((text.get(..at)?, text.get(at.checked_add(1)?..)?))
}

/// One attribute's value, unescaped; none if absent, not well formed, or longer
/// than any that a workbook needs.
pub(crate) fn attribute(raw: &str, name: &str) -> Option<String> {
    let (_, value) = attributes(raw)
        .find(|(key, _)| *key == name)
        .filter(|(_, value)| value.len() <= MAX_ATTRIBUTE_BYTES)?;
    let mut text = String::new();
    unescape(value, |piece| text.push_str(piece))?;
    Some(text)
}

/// Appends a text as written, its entities resolved.
///
/// # Errors
///
/// [`OrderFileError::ForbiddenXml`] for entities other than the five of XML.
pub(crate) fn push_text(
    text: &str,
    into: &mut CappedText,
    part: &str,
) -> Result<(), OrderFileError> {
    unescape(text, |piece| into.push_str(piece))
        .ok_or_else(|| forbidden(part, "an entity of its own"))
}

fn unescape(text: &str, mut push: impl FnMut(&str)) -> Option<()> {
    let mut rest = text;
    while let Some((before, after)) = split_at_byte(rest, b'&') {
        push(before);
        let (entity, after) = split_at_byte(after, b';')?;
        rest = after;
        let c = match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        };
        push(c.encode_utf8(&mut [0; 4]));
    }
    push(rest);
    Some(())
}

fn forbidden(part: &str, what: &'static str) -> OrderFileError {
    OrderFileError::ForbiddenXml {
        part: part.to_owned(),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        for (text, expected) in [
            ("<a b='>'>x", Token::Start(9)),
            ("<a/>", Token::Start(4)),
            ("</a >x", Token::End(5)),
            ("x<", Token::Text(1)),
            ("<!-- > --><a>", Token::Skipped(10)),
            ("<?xml ?>", Token::Skipped(8)),
            ("<![CDATA[]]]>", Token::CData(13)),
            ("<!DOCTYPE a>", Token::DocumentType),
            ("<!DOC", Token::Cut),
            ("<a b='>", Token::Cut),
            ("<!-- -", Token::Cut),
            ("<", Token::Cut),
            ("x", Token::Cut),
            ("", Token::Cut),
        ] {
            assert_eq!(token(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn attributes_as_written() {
        let found: Vec<_> = attributes(" r=\"B7\" x:s = '3'\n t=\"a='b'\" broken").collect();
        assert_eq!(found, [("r", "B7"), ("s", "3"), ("t", "a='b'")]);
        assert_eq!(
            attribute(" name=\"A &amp; B\"", "name").as_deref(),
            Some("A & B")
        );
        assert_eq!(attribute(" name=\"A\"", "id"), None);
        assert_eq!(attributes(" r=7").count(), 0);
    }

    #[test]
    fn entities() {
        for (text, expected) in [
            ("a&amp;b&lt;&gt;&quot;&apos;", Some("a&b<>\"'")),
            ("0&#57;8&#x33;", Some("0983")),
            ("&own;", None),
            ("&#xD800;", None),
            ("AT&T", None),
        ] {
            let mut found = CappedText::default();
            let read = push_text(text, &mut found, "part");
            assert_eq!(read.is_ok(), expected.is_some(), "{text}");
            if let Some(expected) = expected {
                assert_eq!(found.as_str(), expected);
            }
        }
    }
}
