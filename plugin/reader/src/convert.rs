//! Between the reader's types and the contract's.

use comptoir_order_file as f;

use crate::bindings::comptoir::rules::types::RowProblem;
use crate::bindings::exports::comptoir::rules::order_file as w;
use comptoir_values::Decimal;

fn cell(cell: f::Cell) -> w::Cell {
    let kind = match cell.kind {
        f::CellKind::Empty => w::CellKind::Empty,
        f::CellKind::Text => w::CellKind::Text,
        f::CellKind::Number => w::CellKind::Number,
        f::CellKind::Other => w::CellKind::Other,
    };
    w::Cell {
        address: cell.address,
        text: cell.text,
        kind,
    }
}

fn problem(problem: &f::RowProblem) -> RowProblem {
    match problem {
        f::RowProblem::ArticleMissing => RowProblem::ArticleMissing,
        f::RowProblem::ArticleUnreadable => RowProblem::ArticleUnreadable,
        f::RowProblem::ArticleTooLong => RowProblem::ArticleTooLong,
        f::RowProblem::QuantityMissing => RowProblem::QuantityMissing,
        f::RowProblem::QuantityZero => RowProblem::QuantityZero,
        f::RowProblem::QuantityNegative => RowProblem::QuantityNegative,
        f::RowProblem::QuantityAmbiguous => RowProblem::QuantityAmbiguous,
        f::RowProblem::QuantityTooLarge => RowProblem::QuantityTooLarge,
        f::RowProblem::QuantityTooPrecise => RowProblem::QuantityTooPrecise,
        f::RowProblem::ArticleNumericCell => RowProblem::ArticleNumericCell,
        // What is not known here is not usable.
        _ => RowProblem::QuantityNotANumber,
    }
}

fn row(row: f::Row) -> w::Row {
    w::Row {
        number: row.number,
        article: cell(row.article),
        quantity: cell(row.quantity),
        exact: row.keys.exact,
        without_leading_zeros: row.keys.without_leading_zeros,
        value: row.value.map(|value| Decimal {
            coefficient: value.coefficient,
            scale: value.scale,
        }),
        problems: row.problems.iter().map(problem).collect(),
    }
}

/// Reads `bytes`; the limits are the host's.
pub fn read(file_name: &str, bytes: &[u8], limits: w::Limits) -> Result<w::Sheet, w::FileError> {
    let limits = f::Limits {
        max_rows: limits.rows,
        max_cells: limits.cells,
        ..f::Limits::default()
    };
    let file = f::read(bytes, &f::Options { file_name, limits }).map_err(|error| w::FileError {
        code: error.code().to_owned(),
        message: error.to_string(),
    })?;
    let header = |header: f::Header| w::Header {
        row: header.row,
        article_column: header.article,
        quantity_column: header.quantity,
    };
    Ok(w::Sheet {
        format: match file.format {
            f::Format::Xlsx => w::Format::Xlsx,
            f::Format::Xls => w::Format::Xls,
            f::Format::Ods => w::Format::Ods,
            f::Format::Csv => w::Format::Csv,
        },
        name: file.sheet,
        header: file.header.map(header),
        rows: file.rows.into_iter().map(row).collect(),
    })
}
