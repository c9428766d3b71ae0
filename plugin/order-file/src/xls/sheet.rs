//! The cells of one sheet, record by record into a [`Collector`].

use super::PART;
use super::bytes::{f64_at, u8_at, u16_at, u32_at};
use super::compound::Stream;
use super::globals::Globals;
use super::records::{BOF, EOF, Records};
use crate::cell::{CappedText, Raw, Shown};
use crate::collect::Collector;
use crate::error::OrderFileError;

const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const BOOL_ERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_BEFORE_97: u16 = 0x0406;
const FORMULA_TEXT: u16 = 0x0207;

pub(crate) fn read(
    stream: &Stream<'_>,
    offset: usize,
    globals: &Globals,
    collector: &mut Collector,
) -> Result<(), OrderFileError> {
    let mut records = Records::new(stream, offset);
    let mut depth = 0_u32;
    // Where the text that follows a formula belongs.
    let mut formula = (0, 0);
    let mut text = CappedText::default();
    loop {
        let Some((kind, data)) = records.next()? else {
            return Err(OrderFileError::truncated(PART));
        };
        match kind {
            // Charts inside the sheet bring their own cells.
            BOF => depth = depth.saturating_add(1),
            EOF if depth <= 1 => return Ok(()),
            EOF => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                return Err(OrderFileError::damaged(
                    PART,
                    "a sheet is not where it should be",
                ));
            }
            _ if depth > 1 => {}
            FORMULA_TEXT => {
                text.clear();
                globals
                    .writing
                    .read(data, 0, 2, &mut text)
                    .ok_or_else(cut)?;
                collector.cell(formula.0, formula.1, text.raw())?;
            }
            MUL_RK => numbers(data, globals, collector).ok_or_else(cut)??,
            NUMBER | RK | LABEL | RICH_LABEL | SHARED_LABEL | BOOL_ERR | FORMULA
            | FORMULA_BEFORE_97 => {
                let (row, column) = place(data).ok_or_else(cut)?;
                formula = (row, column);
                text.clear();
                let raw = value(kind, data, globals, &mut text).ok_or_else(cut)?;
                if let Some(raw) = raw {
                    collector.cell(row, column, raw)?;
                }
            }
            _ => {}
        }
    }
}

/// 1-based row, 0-based column.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    let row = u32::from(u16_at(data, 0)?).checked_add(1)?;
    Some((row, u32::from(u16_at(data, 2)?)))
}

/// What a cell record holds; `Some(None)` if nothing, none if it is too short.
fn value<'a>(
    kind: u16,
    data: &[u8],
    globals: &'a Globals,
    text: &'a mut CappedText,
) -> Option<Option<Raw<'a>>> {
    let style = u16_at(data, 4)?;
    Some(match kind {
        NUMBER => number(f64_at(data, 6)?, style, globals),
        RK => number(unpack(u32_at(data, 6)?), style, globals),
        SHARED_LABEL => {
            let index = usize::try_from(u32_at(data, 6)?).ok()?;
            Some(globals.texts.get(index)?)
        }
        BOOL_ERR => Some(truth_or_error(u8_at(data, 6)?, u8_at(data, 7)? != 0)),
        FORMULA | FORMULA_BEFORE_97 if u16_at(data, 12)? == 0xFFFF => match u8_at(data, 6)? {
            1 => Some(truth_or_error(u8_at(data, 8)?, false)),
            2 => Some(truth_or_error(u8_at(data, 8)?, true)),
            // Text follows in a record of its own, or there is none.
            _ => None,
        },
        FORMULA | FORMULA_BEFORE_97 => number(f64_at(data, 6)?, style, globals),
        _ => {
            globals.writing.read(data, 6, 2, text)?;
            Some(text.raw())
        }
    })
}

fn number(value: f64, style: u16, globals: &Globals) -> Option<Raw<'_>> {
    value
        .is_finite()
        .then(|| Raw::Number(value, Shown::By(globals.format(style))))
}

fn truth_or_error(value: u8, error: bool) -> Raw<'static> {
    Raw::Other(match (error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    })
}

/// Several numbers side by side: row, first column, (style, number)…, last column.
fn numbers(
    data: &[u8],
    globals: &Globals,
    collector: &mut Collector,
) -> Option<Result<(), OrderFileError>> {
    let (row, first) = place(data)?;
    let pairs = data.get(4..data.len().checked_sub(2)?)?;
    for (column, pair) in (first..).zip(pairs.chunks_exact(6)) {
        let value = unpack(u32_at(pair, 2)?);
        if let Some(raw) = number(value, u16_at(pair, 0)?, globals)
            && let Err(error) = collector.cell(row, column, raw)
        {
            return Some(Err(error));
        }
    }
    Some(Ok(()))
}

/// A number packed into four bytes (MS-XLS 2.5.217).
fn unpack(packed: u32) -> f64 {
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        value
    } else {
        value / 100.0
    }
}

fn cut() -> OrderFileError {
    OrderFileError::truncated(PART)
}

#[cfg(test)]
mod tests {
    use super::unpack;

    #[test]
    fn packed_numbers() {
        assert_eq!(unpack((12 << 2) | 2), 12.0);
        assert_eq!(unpack((1250 << 2) | 3), 12.5);
        assert_eq!(unpack((-5_i32 << 2).cast_unsigned() | 2), -5.0);
        assert_eq!(unpack(0x3FF0_0000), 1.0);
    }
}
