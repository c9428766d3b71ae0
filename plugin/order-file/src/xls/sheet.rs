//! The records of a sheet that hold values, each as long as its kind asks for.
//!
//! A formula becomes the value it last had: its tokens are none of ours.

use super::PART;
use super::records::{Records, u16_at, u32_at};
use super::trim::{BOF, EOF, Trimmed, cut};
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

/// The rectangle around the cells of a sheet.
#[derive(Default)]
struct Around {
    sheet: usize,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Trimmed {
    pub(crate) fn sheet(&mut self, number: usize, stream: &[u8]) -> Result<(), OrderFileError> {
        let mut records = Records::new(stream);
        let mut depth = 0_u32;
        let mut around = Around {
            sheet: number,
            ..Around::default()
        };
        // Where the text that follows a formula belongs.
        let mut formula: &[u8] = &[0; 6];
        loop {
            let (kind, data) = records.next()?;
            match kind {
                // Charts inside the sheet bring their own cells.
                BOF => {
                    depth = depth.saturating_add(1);
                    if depth == 1 {
                        self.keep(BOF, &[data.get(..2).ok_or_else(cut)?])?;
                    }
                }
                _ if depth == 0 => {
                    let reason = "a sheet is not where it should be";
                    return Err(OrderFileError::damaged(PART, reason));
                }
                EOF if depth == 1 => {
                    self.room.take(around.area());
                    return self.keep(EOF, &[]);
                }
                EOF => depth = depth.saturating_sub(1),
                _ if depth > 1 => {}
                FORMULA_TEXT => {
                    self.cell(&mut around, formula)?;
                    self.label(LABEL, &[formula, data])?;
                }
                NUMBER => {
                    self.value(&mut around, kind, data, 14)?;
                    self.style(&around, data, 4, 0);
                }
                RK => {
                    self.value(&mut around, kind, data, 10)?;
                    self.style(&around, data, 4, 0);
                }
                BOOL_ERR => self.value(&mut around, kind, data, 8)?,
                LABEL | RICH_LABEL => {
                    self.cell(&mut around, data)?;
                    self.label(kind, &[data])?;
                }
                SHARED_LABEL => {
                    self.value(&mut around, kind, data, 10)?;
                    self.shared_label(data)?;
                }
                MUL_RK => self.numbers(&mut around, data)?,
                FORMULA | FORMULA_BEFORE_97 => {
                    formula = data.get(..6).ok_or_else(cut)?;
                    self.formula(&mut around, data)?;
                }
                _ => {}
            }
        }
    }

    fn value(
        &mut self,
        around: &mut Around,
        kind: u16,
        data: &[u8],
        length: usize,
    ) -> Result<(), OrderFileError> {
        let data = data.get(..length).ok_or_else(cut)?;
        self.cell(around, data)?;
        self.keep(kind, &[data])
    }

    fn label(&mut self, kind: u16, pieces: &[&[u8]]) -> Result<(), OrderFileError> {
        let bytes: usize = pieces.iter().map(|piece| piece.len()).sum();
        self.room
            .text(PART, u64::try_from(bytes).unwrap_or(u64::MAX))?;
        self.keep(kind, pieces)
    }

    fn shared_label(&mut self, data: &[u8]) -> Result<(), OrderFileError> {
        let number = u32_at(data, 6).and_then(|number| usize::try_from(number).ok());
        let Some(length) = number.and_then(|number| self.texts.get(number)) else {
            return Err(OrderFileError::damaged(PART, "a cell's text is not in it"));
        };
        self.room.text(PART, u64::from(*length))
    }

    /// Numbers side by side: row, first column, six bytes each, last column.
    fn numbers(&mut self, around: &mut Around, data: &[u8]) -> Result<(), OrderFileError> {
        let first = u16_at(data, 2).ok_or_else(cut)?;
        let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
        let last = last.filter(|last| *last >= first).ok_or_else(cut)?;
        let row = data.get(..2).unwrap_or_default();
        self.cell(around, &[row, &last.to_le_bytes()].concat())?;
        self.cell(around, data)?;
        for (index, at) in (0..=last.saturating_sub(first)).zip((4..data.len()).step_by(6)) {
            self.style(around, data, at, index);
        }
        self.keep(MUL_RK, &[data])
    }

    /// Notes the style at `at`, of the cell so many columns after a record's first.
    fn style(&mut self, around: &Around, data: &[u8], at: usize, columns: u16) {
        let place = u16_at(data, 0).zip(u16_at(data, 2));
        if let Some(((row, column), style)) = place.zip(u16_at(data, at)) {
            let column = column.saturating_add(columns);
            self.formats.cell(around.sheet, row, column, style);
        }
    }

    /// A formula's last result: a number unless its last two bytes are set.
    fn formula(&mut self, around: &mut Around, data: &[u8]) -> Result<(), OrderFileError> {
        let (place, result) = data.split_at_checked(6).ok_or_else(cut)?;
        match result.first_chunk::<8>().ok_or_else(cut)? {
            [kind @ (1 | 2), _, value, .., 0xFF, 0xFF] => {
                let error = u8::from(*kind == 2);
                self.cell(around, place)?;
                self.keep(BOOL_ERR, &[place, &[*value, error]])
            }
            // A text follows in a record of its own, or there is none.
            [.., 0xFF, 0xFF] => Ok(()),
            number => {
                self.cell(around, place)?;
                self.style(around, place, 4, 0);
                self.keep(NUMBER, &[place, number])
            }
        }
    }

    fn cell(&self, around: &mut Around, data: &[u8]) -> Result<(), OrderFileError> {
        let place = u16_at(data, 0).zip(u16_at(data, 2));
        let (row, column) = place.ok_or_else(cut)?;
        let widen = |span: &mut Option<(u16, u16)>, to: u16| {
            let (first, last) = span.unwrap_or((to, to));
            *span = Some((first.min(to), last.max(to)));
        };
        widen(&mut around.rows, row);
        widen(&mut around.columns, column);
        self.room
            .fits(around.area(), u32::from(row).saturating_add(1))
    }
}

impl Around {
    fn area(&self) -> u64 {
        let width = |span: Option<(u16, u16)>| {
            span.map_or(0, |(first, last)| {
                u64::from(last.saturating_sub(first)).saturating_add(1)
            })
        };
        width(self.rows).saturating_mul(width(self.columns))
    }
}
