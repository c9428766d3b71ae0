//! What comes before the sheets: their names, the number formats, the texts.

use std::collections::BTreeMap;

use super::PART;
use super::bytes::{u8_at, u16_at, u32_at};
use super::compound::Stream;
use super::records::{BOF, EOF, Records};
use super::text::{Writing, shared};
use crate::cell::CappedText;
use crate::error::OrderFileError;
use crate::model::Limits;
use crate::number_format::NumberFormat;
use crate::text_table::TextTable;

const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const FORMAT_BEFORE_97: u16 = 0x001E;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const BIFF8: u16 = 0x0600;
/// Sheets at most, hidden ones not counted.
const MAX_SHEETS: usize = 1_024;
/// Number formats at most; Excel allows some 250, and later ones are General.
const MAX_FORMATS: usize = 4_096;

/// A workbook, without its cells.
pub(crate) struct Globals {
    /// Visible worksheets in tab order.
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) writing: Writing,
    pub(crate) texts: TextTable,
    codes: BTreeMap<u16, String>,
    formats: BTreeMap<u16, NumberFormat>,
    styles: Vec<u16>,
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) offset: usize,
}

impl Globals {
    /// The number format of the cells of this style.
    pub(crate) fn format(&self, style: u16) -> &NumberFormat {
        const GENERAL: &NumberFormat = &NumberFormat::General;
        let id = self.styles.get(usize::from(style));
        id.and_then(|id| self.formats.get(id)).unwrap_or(GENERAL)
    }
}

pub(crate) fn read(
    stream: &Stream<'_>,
    file: &str,
    limits: Limits,
) -> Result<Globals, OrderFileError> {
    let mut globals = Globals {
        sheets: Vec::new(),
        writing: Writing::Unicode,
        texts: TextTable::new(PART, limits.max_cells),
        codes: BTreeMap::new(),
        formats: BTreeMap::new(),
        styles: Vec::new(),
    };
    let mut from_1904 = false;
    let mut records = Records::new(stream, 0);
    loop {
        let Some((kind, data)) = records.next()? else {
            return Err(OrderFileError::truncated(PART));
        };
        match kind {
            EOF => break,
            BOF if u16_at(data, 0) != Some(BIFF8) => globals.writing = Writing::code_page(1252),
            FILE_PASS => {
                let file = file.to_owned();
                return Err(OrderFileError::PasswordProtected { file });
            }
            CODE_PAGE => {
                if let (Writing::CodePage(_), Some(number)) = (globals.writing, u16_at(data, 0)) {
                    globals.writing = Writing::code_page(number);
                }
            }
            DATE_MODE => from_1904 = u16_at(data, 0) == Some(1),
            BOUND_SHEET => globals.bound_sheet(data)?,
            FORMAT | FORMAT_BEFORE_97 => globals.number_format(data),
            XF if globals.styles.len() <= usize::from(u16::MAX) => {
                globals.styles.push(u16_at(data, 2).unwrap_or(0));
            }
            SST => {
                let first = data.to_vec();
                shared(&first, &mut records, &mut globals.texts)?;
            }
            _ => {}
        }
    }
    for id in &globals.styles {
        let format = || match globals.codes.get(id) {
            Some(code) => NumberFormat::parse(code, from_1904),
            None => NumberFormat::built_in(u32::from(*id), from_1904),
        };
        globals.formats.entry(*id).or_insert_with(format);
    }
    Ok(globals)
}

impl Globals {
    fn bound_sheet(&mut self, data: &[u8]) -> Result<(), OrderFileError> {
        let (hidden, kind) = (u8_at(data, 4).unwrap_or(0) & 3, u8_at(data, 5).unwrap_or(0));
        if hidden != 0 || kind != 0 {
            return Ok(());
        }
        let mut name = CappedText::default();
        let read = self.writing.read(data, 6, 1, &mut name);
        let (Some(offset), Some(())) = (u32_at(data, 0), read) else {
            return Err(OrderFileError::truncated(PART));
        };
        if self.sheets.len() >= MAX_SHEETS {
            return Err(OrderFileError::damaged(
                PART,
                format!("it has over {MAX_SHEETS} sheets"),
            ));
        }
        self.sheets.push(Sheet {
            name: name.as_str().to_owned(),
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
        });
        Ok(())
    }

    fn number_format(&mut self, data: &[u8]) {
        let count_bytes = match self.writing {
            Writing::Unicode => 2,
            Writing::CodePage(_) => 1,
        };
        let mut code = CappedText::default();
        if let Some(id) = u16_at(data, 0)
            && self.codes.len() < MAX_FORMATS
            && self.writing.read(data, 2, count_bytes, &mut code).is_some()
        {
            self.codes.insert(id, code.as_str().to_owned());
        }
    }
}
