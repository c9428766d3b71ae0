//! Cells, as a reader meets them, to rows: header, limits, nothing lost.

use crate::address::{MAX_COLUMNS, MAX_ROWS};
use crate::cell::{Raw, trim};
use crate::error::OrderFileError;
use crate::header::{self, HEADER_COLUMNS, HEADER_ROWS};
use crate::model::{Columns, Format, Header, Limits, OrderFile, Row};
use crate::quantity::DecimalMark;
use crate::row::{self, Held};

/// Without a header: A and B.
const FIRST_TWO: Columns = Columns {
    article: 0,
    quantity: 1,
};

/// Takes the cells of one sheet, rows rising, and keeps what an order needs.
#[derive(Debug)]
pub(crate) struct Collector {
    limits: Limits,
    mark: DecimalMark,
    part: String,
    cells: u32,
    current: Pending,
    /// Rows met while the header is still looked for.
    waiting: Option<Vec<Pending>>,
    header: Option<Header>,
    columns: Columns,
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
struct Pending {
    number: u32,
    holds_anything: bool,
    cells: Vec<Held>,
}

impl Collector {
    /// `cells` were counted on sheets before this one; `part` names this one in errors.
    pub(crate) fn new(limits: Limits, mark: DecimalMark, part: &str, cells: u32) -> Self {
        Self {
            limits,
            mark,
            part: part.to_owned(),
            cells,
            current: Pending::default(),
            waiting: Some(Vec::new()),
            header: None,
            columns: FIRST_TWO,
            rows: Vec::new(),
        }
    }

    /// Takes one cell: `row` is 1-based, `column` 0-based. Blank texts are no cells.
    pub(crate) fn cell(
        &mut self,
        row: u32,
        column: u32,
        raw: Raw<'_>,
    ) -> Result<(), OrderFileError> {
        if let Raw::Text(text, _) | Raw::Other(text) = raw
            && trim(text).is_empty()
        {
            return Ok(());
        }
        if row > MAX_ROWS || column >= MAX_COLUMNS {
            return Err(self.damaged(row, "lies outside a sheet's rows and columns"));
        }
        if row < self.current.number {
            return Err(self.damaged(row, "comes after a later one"));
        }
        self.cells = self.cells.saturating_add(1);
        if self.cells > self.limits.max_cells {
            return Err(OrderFileError::TooManyCells {
                limit: self.limits.max_cells,
                row,
            });
        }
        if row > self.current.number {
            self.end_row()?;
            self.current.number = row;
        }
        self.current.holds_anything = true;
        if self.keeps(column) {
            self.current.cells.retain(|held| held.column != column);
            self.current.cells.push(Held::new(column, raw));
        }
        Ok(())
    }

    /// Cells counted so far.
    pub(crate) fn cells(&self) -> u32 {
        self.cells
    }

    /// The sheet, or none if all of it is blank.
    pub(crate) fn finish(
        mut self,
        format: Format,
        sheet: &str,
    ) -> Result<Option<OrderFile>, OrderFileError> {
        self.end_row()?;
        self.give_up_on_header()?;
        if self.rows.is_empty() && self.header.is_none() {
            return Ok(None);
        }
        Ok(Some(OrderFile {
            format,
            sheet: sheet.to_owned(),
            header: self.header,
            columns: self.columns,
            rows: self.rows,
        }))
    }

    fn keeps(&self, column: u32) -> bool {
        if self.waiting.is_some() {
            column < HEADER_COLUMNS
        } else {
            column == self.columns.article || column == self.columns.quantity
        }
    }

    fn end_row(&mut self) -> Result<(), OrderFileError> {
        if !self.current.holds_anything {
            return Ok(());
        }
        if self.waiting.is_none() {
            self.keep(self.current.number)?;
            self.current.cells.clear();
            self.current.holds_anything = false;
            return Ok(());
        }
        let number = self.current.number;
        let texts = self
            .current
            .cells
            .iter()
            .map(|held| (held.column, held.text.as_str()));
        if let Some(header) = header::find(number, texts)? {
            self.header = Some(header);
            self.columns = Columns {
                article: header.article,
                quantity: header.quantity,
            };
            self.waiting = None;
            self.current = Pending {
                number,
                ..Pending::default()
            };
            return Ok(());
        }
        let current = std::mem::take(&mut self.current);
        self.current.number = number;
        let waiting = self.waiting.get_or_insert_default();
        waiting.push(current);
        if waiting.len() == HEADER_ROWS {
            self.give_up_on_header()?;
        }
        Ok(())
    }

    /// Turns the rows that might have been above a header into order rows.
    fn give_up_on_header(&mut self) -> Result<(), OrderFileError> {
        let number = self.current.number;
        for pending in self.waiting.take().into_iter().flatten() {
            self.current = pending;
            self.keep(self.current.number)?;
        }
        self.current = Pending {
            number,
            ..Pending::default()
        };
        Ok(())
    }

    fn keep(&mut self, number: u32) -> Result<(), OrderFileError> {
        if self.rows.len() >= usize::try_from(self.limits.max_rows).unwrap_or(usize::MAX) {
            return Err(OrderFileError::TooManyRows {
                limit: self.limits.max_rows,
                row: number,
            });
        }
        let row = row::build(number, &mut self.current.cells, self.columns, self.mark);
        self.rows.push(row);
        Ok(())
    }

    fn damaged(&self, row: u32, reason: &str) -> OrderFileError {
        OrderFileError::damaged(&self.part, format!("row {row} {reason}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cut;
    use crate::model::RowProblem;

    fn collect(
        limits: Limits,
        cells: &[(u32, u32, &str)],
    ) -> Result<Option<OrderFile>, OrderFileError> {
        let mut collector = Collector::new(limits, DecimalMark::Unknown, "sheet `S`", 0);
        for (row, column, text) in cells {
            collector.cell(*row, *column, Raw::Text(text, Cut::Whole))?;
        }
        collector.finish(Format::Xlsx, "S")
    }

    fn numbers(file: &OrderFile) -> Vec<u32> {
        file.rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn the_header_may_stand_in_the_tenth_row_that_holds_anything() {
        for (above, found) in [(9, true), (10, false)] {
            let mut cells: Vec<_> = (1..=above).map(|row| (row * 2, 0, "letterhead")).collect();
            cells.extend([
                (40, 2, "SKU"),
                (40, 1, "Qty"),
                (41, 1, "2"),
                (41, 2, "0983"),
            ]);
            let file = collect(Limits::default(), &cells).unwrap().unwrap();
            assert_eq!(file.header.is_some(), found);
            assert_eq!(file.rows.len(), if found { 1 } else { 12 });
        }
    }

    #[test]
    fn without_a_header_every_row_counts() {
        let cells = [
            (1, 0, "Товар"),
            (1, 1, "Сколько"),
            (2, 0, "0983"),
            (2, 1, "2"),
            (5, 1, "3"),
            (9, 7, "x"),
        ];
        let file = collect(Limits::default(), &cells).unwrap().unwrap();
        assert_eq!(file.columns, FIRST_TWO);
        assert_eq!(numbers(&file), [1, 2, 5, 9]);
        assert_eq!(file.rows[0].problems, [RowProblem::QuantityNotANumber]);
        assert_eq!(file.rows[2].problems, [RowProblem::ArticleMissing]);
        let both = [RowProblem::ArticleMissing, RowProblem::QuantityMissing];
        assert_eq!(file.rows[3].problems, both);
    }

    #[test]
    fn limits_are_inclusive_and_name_the_first_one_over() {
        let limits = Limits {
            max_rows: 2,
            ..Limits::default()
        };
        let cells = [
            (1, 0, "SKU"),
            (1, 1, "Qty"),
            (2, 0, "a"),
            (5, 0, "b"),
            (9, 0, "c"),
        ];
        assert_eq!(collect(limits, &cells[..4]).unwrap().unwrap().rows.len(), 2);
        assert_eq!(
            collect(limits, &cells),
            Err(OrderFileError::TooManyRows { limit: 2, row: 9 })
        );
        let limits = Limits {
            max_cells: 4,
            ..Limits::default()
        };
        assert_eq!(
            collect(limits, &cells),
            Err(OrderFileError::TooManyCells { limit: 4, row: 9 })
        );
        let limits = Limits {
            max_cells: 5,
            ..Limits::default()
        };
        assert!(collect(limits, &cells).is_ok());
    }

    #[test]
    fn blanks_are_no_rows() {
        assert_eq!(collect(Limits::default(), &[(1, 0, " \u{A0}")]), Ok(None));
        let file = collect(Limits::default(), &[(1, 0, "a"), (2, 0, "  "), (3, 0, "b")]);
        assert_eq!(numbers(&file.unwrap().unwrap()), [1, 3]);
    }

    #[test]
    fn rows_must_rise() {
        let error = collect(Limits::default(), &[(2, 0, "a"), (1, 0, "b")]).unwrap_err();
        assert_eq!(error.code(), "order-file.damaged");
    }

    #[test]
    fn a_header_without_rows_is_an_empty_order() {
        let file = collect(Limits::default(), &[(1, 0, "SKU"), (1, 1, "Qty")])
            .unwrap()
            .unwrap();
        assert!(file.rows.is_empty());
    }
}
