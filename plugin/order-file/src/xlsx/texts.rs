//! A workbook's shared texts, borrowed from their part where they stand there as they are.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

use super::plain::{MAX_BYTES, Unusual, bounded, reader, split, unescaped};
use super::rows::{attribute, plain, take, until};

/// Blanks that count only where a text says so.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// All texts, at most so many; none of an empty part.
pub(super) fn read(xml: &str, most: u32) -> Result<Vec<Cow<'_, str>>, Unusual> {
    if xml.is_empty() {
        return Ok(Vec::new());
    }
    let (before, mut rest) = before_texts(xml)?;
    let mut texts = Vec::new();
    loop {
        let start = rest.len();
        rest = rest.trim_ascii_start();
        let ended = rest.starts_with("</sst>");
        if !ended {
            let text = match one(&mut rest, "<si>", "</si>") {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(composed(&mut rest)?),
            };
            unescaped(&text)?;
            texts.push(text);
        }
        if start.saturating_sub(rest.len()) > MAX_BYTES {
            return Err(Unusual);
        }
        if ended {
            break;
        }
    }
    if texts.len() > usize::try_from(most).unwrap_or(usize::MAX) || rest.trim() != "</sst>" {
        return Err(Unusual);
    }
    bounded(before, rest, "<si><r><rPr></rPr><t></t></r></si>")?;
    Ok(texts)
}

fn before_texts(xml: &str) -> Result<(&str, &str), Unusual> {
    let mut reader = reader(xml)?;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "sst" => {
                let mut attributes = tag.attributes_raw();
                while !attributes.is_empty() {
                    attribute(&mut attributes)?;
                }
                break;
            }
            Ok(Event::Decl(_) | Event::Text(_)) => {}
            _ => return Err(Unusual),
        }
    }
    split(xml, &reader)
}

/// A text that is one piece, as it stands there between these tags.
pub(super) fn one<'x>(rest: &mut &'x str, opening: &str, closing: &str) -> Option<&'x str> {
    let mut after = *rest;
    if !take(&mut after, opening) {
        return None;
    }
    let trimmed = take(&mut after, "<t>");
    if !trimmed && !take(&mut after, "<t xml:space=\"preserve\">") {
        return None;
    }
    let text = plain(until(&mut after, b'<').ok()?).ok()?;
    if !take(&mut after, "/t>") || !take(&mut after, closing) {
        return None;
    }
    *rest = after;
    Some(if trimmed {
        text.trim_matches(BLANKS)
    } else {
        text
    })
}

/// A text of several pieces, each with letters of its own, or with references.
fn composed(rest: &mut &str) -> Result<String, Unusual> {
    let mut reader = reader(rest)?;
    let mut whole = String::new();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Unusual)? {
            Event::Start(tag) => match (depth, tag.name().as_ref()) {
                (0, "si") | (1, "r") | (2, "rPr") => depth = depth.saturating_add(1),
                (1 | 2, "t") => {
                    let kept = match tag.attributes_raw() {
                        "" => false,
                        " xml:space=\"preserve\"" => true,
                        _ => return Err(Unusual),
                    };
                    let text = piece(&mut reader)?;
                    whole.push_str(if kept {
                        &text
                    } else {
                        text.trim_matches(BLANKS)
                    });
                }
                _ => return Err(Unusual),
            },
            Event::Empty(tag) => match (depth, tag.as_ref()) {
                (1 | 2, "t") => {}
                (3, _) if is_of_letters(tag.name().as_ref()) => {}
                _ => return Err(Unusual),
            },
            Event::Text(_) if depth > 0 => {}
            Event::End(tag) => match (depth, tag.name().as_ref()) {
                (1, "si") => break,
                (2, "r") | (3, "rPr") => depth = depth.saturating_sub(1),
                _ => return Err(Unusual),
            },
            _ => return Err(Unusual),
        }
    }
    *rest = split(rest, &reader)?.1;
    Ok(whole)
}

/// What stands between `<t>` and `</t>`.
fn piece(reader: &mut Reader<&[u8]>) -> Result<String, Unusual> {
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| Unusual)? {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => match resolve_xml_entity(&name) {
                Some(known) => text.push_str(known),
                None => text.push(name.resolve_char_ref().ok().flatten().ok_or(Unusual)?),
            },
            Event::End(tag) if tag.name().as_ref() == "t" => return Ok(text),
            _ => return Err(Unusual),
        }
    }
}

/// What says how letters look.
fn is_of_letters(name: &str) -> bool {
    matches!(
        name,
        "b" | "i"
            | "u"
            | "strike"
            | "sz"
            | "color"
            | "rFont"
            | "family"
            | "charset"
            | "scheme"
            | "vertAlign"
    )
}
