//! Number formats of cells (A18), and nothing else of a workbook's styles.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::workbook::Workbook;
use crate::error::OrderFileError;
use crate::number_format::NumberFormat;
use crate::parts::Parts;
use crate::xml::attribute;

/// Cell styles and own formats at most, each: what Excel allows.
const MAX_STYLES: usize = 65_490;

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
            Event::Start(element) => {
                let raw = element.attributes_raw();
                match element.local_name().into_inner() {
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
                if styles.by_style.len().max(styles.formats.len()) > MAX_STYLES {
                    let reason = format!("it has more than {MAX_STYLES} cell styles");
                    return Err(OrderFileError::damaged(&format!("`{part}`"), reason));
                }
            }
            Event::End(element) if element.local_name().into_inner() == "cellXfs" => {
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
