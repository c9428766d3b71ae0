//! The rows of a sheet, tag by tag, as spreadsheets write them.

use super::plain::{MAX_BYTES, Unusual, digits};
use super::texts;

/// What a cell's text stands for.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// The number of a shared text.
    Shared,
    Number,
    /// Itself.
    Text,
    /// Itself, in an element of its own.
    Inline,
    Truth,
    Error,
}

/// A cell that holds something.
pub(super) struct Cell<'x> {
    /// From 0, as the column.
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) style: Option<usize>,
    pub(super) kind: Kind,
    pub(super) text: &'x str,
}

/// What follows the start of a sheet's rows.
pub(super) struct Rows<'x> {
    rest: &'x str,
    within_row: bool,
    row: u32,
    column: u32,
}

impl<'x> Rows<'x> {
    pub(super) fn new(rest: &'x str) -> Self {
        Self {
            rest,
            within_row: false,
            row: 0,
            column: 0,
        }
    }

    /// What is not read yet; after the last cell it begins with the end of the rows.
    pub(super) fn rest(&self) -> &'x str {
        self.rest
    }

    /// The next cell that holds something.
    pub(super) fn next(&mut self) -> Result<Option<Cell<'x>>, Unusual> {
        loop {
            let before = self.rest.len();
            self.rest = self.rest.trim_ascii_start();
            let ended = !self.within_row && self.rest.starts_with("</sheetData>");
            let cell = if ended { None } else { self.step()? };
            if before.saturating_sub(self.rest.len()) > MAX_BYTES {
                return Err(Unusual);
            }
            if ended || cell.is_some() {
                return Ok(cell);
            }
        }
    }

    /// Passes over a cell, or the start or the end of a row.
    fn step(&mut self) -> Result<Option<Cell<'x>>, Unusual> {
        if !self.within_row {
            self.start_row()?;
            return Ok(None);
        }
        if take(&mut self.rest, "</row>") {
            self.end_row();
            return Ok(None);
        }
        self.cell()
    }

    fn start_row(&mut self) -> Result<(), Unusual> {
        expect(&mut self.rest, "<row")?;
        let mut number = None;
        let empty = attributes(&mut self.rest, |name, value| {
            if name == "r" && number.is_none() {
                number = Some(row(value)?);
            }
            Ok(())
        })?;
        self.row = number.unwrap_or(self.row);
        self.within_row = !empty;
        if empty {
            self.end_row();
        }
        Ok(())
    }

    fn end_row(&mut self) {
        self.within_row = false;
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// A cell, or none if it is empty.
    fn cell(&mut self) -> Result<Option<Cell<'x>>, Unusual> {
        expect(&mut self.rest, "<c")?;
        let (mut place, mut style, mut kind) = (None, None, None);
        let empty = attributes(&mut self.rest, |name, value| {
            let repeated = match name {
                "r" => place.replace(address(value)?).is_some(),
                "s" => style.replace(digits(value).ok_or(Unusual)?).is_some(),
                "t" => kind.replace(kind_of(value)?).is_some(),
                _ => false,
            };
            if repeated { Err(Unusual) } else { Ok(()) }
        })?;
        let (row, column) = place.unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        if empty {
            return Ok(None);
        }
        self.formula()?;
        let kind = kind.unwrap_or(Kind::Number);
        let text = match kind {
            Kind::Inline => texts::one(&mut self.rest, "<is>", "</is>").ok_or(Unusual)?,
            _ if take(&mut self.rest, "<v>") => {
                let text = plain(until(&mut self.rest, b'<')?)?;
                expect(&mut self.rest, "/v>")?;
                text
            }
            _ => "",
        };
        expect(&mut self.rest, "</c>")?;
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(Cell {
            row,
            column,
            style: style.and_then(|style| usize::try_from(style).ok()),
            kind,
            text,
        }))
    }

    /// Passes over a formula, if there is one.
    fn formula(&mut self) -> Result<(), Unusual> {
        if !take(&mut self.rest, "<f") || attributes(&mut self.rest, |_, _| Ok(()))? {
            return Ok(());
        }
        let text = until(&mut self.rest, b'<')?;
        // A reference that does not end is an error to calamine.
        if text.split('&').skip(1).any(|after| !after.contains(';')) {
            return Err(Unusual);
        }
        expect(&mut self.rest, "/f>")
    }
}

fn kind_of(attribute: &str) -> Result<Kind, Unusual> {
    match attribute {
        "s" => Ok(Kind::Shared),
        "n" => Ok(Kind::Number),
        "str" => Ok(Kind::Text),
        "inlineStr" => Ok(Kind::Inline),
        "b" => Ok(Kind::Truth),
        "e" => Ok(Kind::Error),
        _ => Err(Unusual),
    }
}

/// `B7` as row and column, both from 0.
pub(super) fn address(text: &str) -> Result<(u32, u32), Unusual> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase);
    let (count, column) = letters.fold((0_usize, 0_u32), |(count, column), letter| {
        let letter = u32::from(letter.wrapping_sub(b'A'));
        let column = column.saturating_mul(26).saturating_add(letter);
        (count.saturating_add(1), column.saturating_add(1))
    });
    if !(1..=3).contains(&count) {
        return Err(Unusual);
    }
    let digits = text.get(count..).ok_or(Unusual)?;
    Ok((row(digits)?, column.saturating_sub(1)))
}

/// The row of this number, from 0.
fn row(text: &str) -> Result<u32, Unusual> {
    let number = digits(text).filter(|_| text.len() <= 7);
    number
        .and_then(|number| number.checked_sub(1))
        .ok_or(Unusual)
}

/// A text without references and without line ends that XML reads as others.
pub(super) fn plain(text: &str) -> Result<&str, Unusual> {
    match memchr::memchr2(b'&', b'\r', text.as_bytes()) {
        Some(_) => Err(Unusual),
        None => Ok(text),
    }
}

/// What follows a tag's name, up to its end; whether the element ends there too.
fn attributes<'x>(
    rest: &mut &'x str,
    mut each: impl FnMut(&'x str, &'x str) -> Result<(), Unusual>,
) -> Result<bool, Unusual> {
    loop {
        if take(rest, ">") {
            return Ok(false);
        }
        if take(rest, "/>") || take(rest, " />") {
            return Ok(true);
        }
        let (name, value) = attribute(rest)?;
        each(name, value)?;
    }
}

/// One of them: ` name="value"`.
pub(super) fn attribute<'x>(rest: &mut &'x str) -> Result<(&'x str, &'x str), Unusual> {
    expect(rest, " ")?;
    let is_named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_');
    let end = rest.bytes().position(|byte| !is_named(byte));
    let (name, value) = rest.split_at_checked(end.ok_or(Unusual)?).ok_or(Unusual)?;
    *rest = value;
    expect(rest, "=\"")?;
    Ok((name, until(rest, b'"')?))
}

/// What stands before this byte, which is passed over.
pub(super) fn until<'x>(rest: &mut &'x str, byte: u8) -> Result<&'x str, Unusual> {
    let end = rest
        .bytes()
        .position(|other| other == byte)
        .ok_or(Unusual)?;
    let (found, after) = rest.split_at_checked(end).ok_or(Unusual)?;
    *rest = after.get(1..).ok_or(Unusual)?;
    Ok(found)
}

/// Passes over this, if it stands there.
pub(super) fn take(rest: &mut &str, expected: &str) -> bool {
    match rest.strip_prefix(expected) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

pub(super) fn expect(rest: &mut &str, expected: &str) -> Result<(), Unusual> {
    if take(rest, expected) {
        Ok(())
    } else {
        Err(Unusual)
    }
}
