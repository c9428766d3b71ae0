//! XML as a stream of events, without the features that make it dangerous.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use crate::error::OrderFileError;
use crate::parts::{PartReader, from_io};

/// Levels that elements may nest; a workbook needs about a dozen.
const MAX_DEPTH: u32 = 64;
/// Where a streaming buffer is given back after one long token.
const KEPT_BYTES: usize = 64 * 1024;

/// One part of a zip, as XML events.
pub(crate) struct Xml<'a, 'b> {
    reader: Reader<PartReader<'a, 'b>>,
    buffer: Vec<u8>,
    depth: u32,
    part: String,
}

impl<'a, 'b> Xml<'a, 'b> {
    pub(crate) fn new(reader: PartReader<'a, 'b>, part: &str) -> Self {
        let mut reader = Reader::from_reader(reader);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            part: part.to_owned(),
        }
    }

    /// The next event; `Eof` only when every element is closed.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, OrderFileError> {
        self.reader.get_mut().begin_token();
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BYTES);
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(from_io(&error, &self.part)),
            Err(error) => return Err(damaged(&self.part, &error.to_string())),
        };
        match &event {
            Event::Start(_) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > MAX_DEPTH {
                    return Err(OrderFileError::XmlTooDeep {
                        part: format!("`{}`", self.part),
                        limit: MAX_DEPTH,
                    });
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                return Err(OrderFileError::ForbiddenXml {
                    part: format!("`{}`", self.part),
                    what: "a document type",
                });
            }
            Event::Eof if self.depth > 0 => {
                return Err(OrderFileError::truncated(&format!("`{}`", self.part)));
            }
            _ => {}
        }
        Ok(event)
    }

    /// The part's name.
    pub(crate) fn part(&self) -> &str {
        &self.part
    }
}

fn damaged(part: &str, reason: &str) -> OrderFileError {
    OrderFileError::damaged(&format!("`{part}`"), reason)
}

/// The character that `&amp;`, `&#233;` and their like stand for.
///
/// # Errors
///
/// [`OrderFileError::ForbiddenXml`] for any other entity.
pub(crate) fn resolve(reference: &BytesRef<'_>, part: &str) -> Result<char, OrderFileError> {
    let forbidden = || OrderFileError::ForbiddenXml {
        part: format!("`{part}`"),
        what: "an entity of its own",
    };
    if let Some(c) = reference.resolve_char_ref().map_err(|_| forbidden())? {
        return Ok(c);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(forbidden()),
    }
}

/// Attributes as written: name without prefix, and value still escaped.
pub(crate) fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        rest = after;
        let key = key.trim_ascii();
        Some((key.rsplit_once(':').map_or(key, |(_, local)| local), value))
    })
}

/// One attribute's value, unescaped; none if absent or not well formed.
pub(crate) fn attribute(raw: &str, name: &str) -> Option<String> {
    let (_, value) = attributes(raw).find(|(key, _)| *key == name)?;
    quick_xml::escape::unescape(value)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
