//! Number formats of cells (A18), and nothing else of a workbook's styles.

use std::collections::BTreeMap;

use super::workbook::Workbook;
use crate::error::OrderFileError;
use crate::number_format::NumberFormat;
use crate::parts::Parts;
use crate::xml::{Event, attribute};

/// Cell styles at most: what Excel allows.
const MAX_STYLES: usize = 65_490;
/// Number formats at most; Excel allows some 250.
const MAX_FORMATS: usize = 4_096;

/// The number format of each cell style.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    formats: BTreeMap<u32, NumberFormat>,
    by_style: Vec<u32>,
}

impl Styles {
    /// The format of the cells of this style; General if there is no such style.
    pub(crate) fn format(&self, style: usize) -> &NumberFormat {
        const GENERAL: &NumberFormat = &NumberFormat::General;
        self.by_style
            .get(style)
            .and_then(|id| self.formats.get(id))
            .unwrap_or(GENERAL)
    }
}

pub(crate) fn read(parts: &mut Parts<'_>, workbook: &Workbook) -> Result<Styles, OrderFileError> {
    let mut styles = Styles::default();
    let Some(part) = &workbook.styles else {
        return Ok(styles);
    };
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(styles);
    };
    let from_1904 = workbook.from_1904;
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                let raw = tag.raw;
                match tag.name {
                    "numFmt" => {
                        if let Some(id) = number(raw)
                            && let Some(code) = attribute(raw, "formatCode")
                        {
                            styles
                                .formats
                                .insert(id, NumberFormat::parse(&code, from_1904));
                        }
                    }
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => {
                        let id = number(raw).unwrap_or(0);
                        let built_in = || NumberFormat::built_in(id, from_1904);
                        styles.formats.entry(id).or_insert_with(built_in);
                        styles.by_style.push(id);
                    }
                    _ => {}
                }
                if styles.by_style.len() > MAX_STYLES || styles.formats.len() > MAX_FORMATS {
                    let reason = "it has more cell styles than any spreadsheet allows";
                    return Err(OrderFileError::damaged(&format!("`{part}`"), reason));
                }
            }
            Event::End("cellXfs") => {
                return Ok(styles);
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn number(raw: &str) -> Option<u32> {
    attribute(raw, "numFmtId")?.parse().ok()
}
