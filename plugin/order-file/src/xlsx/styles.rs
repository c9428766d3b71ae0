//! How a workbook shows its numbers, as calamine says.

use std::fmt::Write as _;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Xlsx, XlsxCellReader};

use super::number_format;
use super::plain::Unusual;
use crate::number_format::NumberFormat;
use crate::parts::{Gate, Parts};

/// Styles at most; workbooks have some dozens.
const MAX_STYLES: usize = 1_000;
const NO_ROWS: &str = "<sheetData>";

/// A workbook's styles, by their numbers.
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// Of the same length: which are days or times.
    days: Vec<Option<ExcelDateTimeType>>,
    is_1904: bool,
}

impl Styles {
    /// Found out with sheets made up for it; also the number of the part that holds the sheet `name`.
    pub(super) fn of<'p, 'b>(
        parts: &'p Parts<'b>,
        book: &mut Xlsx<Gate<'p, 'b>>,
        name: &str,
    ) -> Result<(Self, usize), Unusual> {
        let is_1904 = book.has_1904_epoch();
        let (formats, part) = parts.stand_in(NO_ROWS.into(), || {
            let cells = book.worksheet_cells_reader(name).ok()?;
            Some(cells.styles().iter().map(number_format).collect())
        });
        let formats: Vec<NumberFormat> = formats.ok_or(Unusual)?;
        if formats.len() > MAX_STYLES {
            return Err(Unusual);
        }
        let mut one_of_each = NO_ROWS.to_owned();
        for style in 0..formats.len() {
            // Writing to a text can't fail.
            let _ = write!(one_of_each, "<c s=\"{style}\"><v>1</v></c>");
        }
        let (days, _) = parts.stand_in(one_of_each.into(), || {
            let cells = book.worksheet_cells_reader(name);
            let mut cells = cells.map_err(|_| Unusual)?;
            let each = formats.iter().map(|_| days(&mut cells));
            each.collect::<Result<Vec<_>, Unusual>>()
        });
        let days = days?;
        let styles = Self {
            formats,
            days,
            is_1904,
        };
        Ok((styles, part.ok_or(Unusual)?))
    }

    /// How a number is shown. A cell without a style has the first one's format.
    pub(super) fn format(&self, style: Option<usize>) -> &NumberFormat {
        let format = self.formats.get(style.unwrap_or_default());
        format.unwrap_or(&NumberFormat::General)
    }

    /// What a number is. A cell without a style holds no day.
    pub(super) fn value(&self, style: Option<usize>, number: f64) -> DataRef<'static> {
        match style.and_then(|style| self.days.get(style).copied().flatten()) {
            Some(kind) => DataRef::DateTime(ExcelDateTime::new(number, kind, self.is_1904)),
            None => DataRef::Float(number),
        }
    }
}

/// What the next cell's style makes of a number: a day, a time or neither.
fn days(
    cells: &mut XlsxCellReader<'_, Gate<'_, '_>>,
) -> Result<Option<ExcelDateTimeType>, Unusual> {
    let cell = cells.next_cell().ok().flatten().ok_or(Unusual)?;
    Ok(match cell.get_value() {
        DataRef::DateTime(date) if date.is_duration() => Some(ExcelDateTimeType::TimeDelta),
        DataRef::DateTime(_) => Some(ExcelDateTimeType::DateTime),
        _ => None,
    })
}
