//! Number formats of cells that pad with zeros (A18); calamine keeps none.

use std::collections::BTreeMap;

use encoding_rs::UTF_16LE;

use super::records::u16_at;
use crate::cell::Shown;
use crate::number_format::NumberFormat;

/// Which cells of which sheets show zeros that their numbers lack.
#[derive(Default)]
pub(crate) struct Formats {
    /// By the number a style refers to; only those that pad.
    padding: BTreeMap<u16, NumberFormat>,
    /// The format of each style.
    styles: Vec<u16>,
    /// The format of a cell, by sheet, row and column, all from 0.
    cells: BTreeMap<(usize, u16, u16), u16>,
}

impl Formats {
    /// Takes a FORMAT record of Excel 97 or later.
    pub(crate) fn format(&mut self, data: &[u8]) {
        let Some((number, code)) = u16_at(data, 0).zip(code(data)) else {
            return;
        };
        let format = NumberFormat::parse(&code);
        if format.pads() {
            self.padding.insert(number, format);
        }
    }

    /// Takes an XF record.
    pub(crate) fn style(&mut self, data: &[u8]) {
        self.styles.push(u16_at(data, 2).unwrap_or(0));
    }

    /// Takes a number's style.
    pub(crate) fn cell(&mut self, sheet: usize, row: u16, column: u16, style: u16) {
        let format = self.styles.get(usize::from(style));
        if let Some(format) = format.filter(|format| self.padding.contains_key(format)) {
            self.cells.insert((sheet, row, column), *format);
        }
    }

    /// How a number is shown.
    pub(crate) fn shown(&self, sheet: usize, row: u32, column: u32) -> Shown<'_> {
        const GENERAL: &NumberFormat = &NumberFormat::General;
        let place = u16::try_from(row).ok().zip(u16::try_from(column).ok());
        let format = place.and_then(|(row, column)| self.cells.get(&(sheet, row, column)));
        let format = format.and_then(|format| self.padding.get(format));
        Shown::By(format.unwrap_or(GENERAL))
    }
}

/// The format code: a count, a width, and characters of it.
fn code(data: &[u8]) -> Option<String> {
    let count = usize::from(u16_at(data, 2)?);
    let (wide, text) = data.get(4..)?.split_first()?;
    if wide & 1 == 0 {
        return Some(text.get(..count)?.iter().copied().map(char::from).collect());
    }
    let bytes = text.get(..count.checked_mul(2)?)?;
    Some(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for (data, expected) in [
            (&b"\xA4\0\x04\0\x000000"[..], Some("0000")),
            (b"\xA4\0\x02\0\x010\0#\0", Some("0#")),
            (b"\xA4\0\x05\0\x000000", None),
            (b"\xA4\0", None),
        ] {
            assert_eq!(code(data).as_deref(), expected);
        }
    }
}
