//! Office Open XML: the workbook, its styles, its texts, then sheet after sheet.

mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::collect::Collector;
use crate::error::OrderFileError;
use crate::model::{Format, Options, OrderFile};
use crate::parts::Parts;
use crate::quantity::DecimalMark;

pub(crate) use workbook::part as workbook_part;

/// Reads the first visible sheet that holds anything.
pub(crate) fn read(
    parts: &mut Parts<'_>,
    workbook_part: &str,
    options: &Options<'_>,
) -> Result<OrderFile, OrderFileError> {
    let workbook = workbook::read(parts, workbook_part)?;
    let styles = styles::read(parts, &workbook)?;
    let texts = strings::read(parts, &workbook, options.limits)?;
    let mut cells = 0;
    let mut sheets = 0_u32;
    for entry in workbook.sheets.iter().filter(|sheet| sheet.visible) {
        let name = format!("sheet `{}`", entry.name);
        let Some(mut xml) = parts.xml(&entry.part)? else {
            return Err(OrderFileError::damaged(
                &name,
                "its part is not in the file",
            ));
        };
        let mut collector = Collector::new(options.limits, DecimalMark::Unknown, &name, cells);
        sheet::read(&mut xml, &texts, &styles, &mut collector)?;
        cells = collector.cells();
        sheets = sheets.saturating_add(1);
        if let Some(file) = collector.finish(Format::Xlsx, &entry.name)? {
            return Ok(file);
        }
    }
    if sheets == 0 {
        return Err(OrderFileError::NoSheets);
    }
    Err(OrderFileError::NothingFilledIn)
}
