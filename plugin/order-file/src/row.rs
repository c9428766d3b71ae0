//! One sheet row, from the two cells that matter to what is wrong with them.

use crate::address::a1;
use crate::cell::{Cut, Raw, Shown, trim};
use crate::model::{Cell, CellKind, Columns, Keys, ParsedQuantity, Row, RowProblem};
use crate::number::plain;
use crate::quantity::{self, DecimalMark};

/// A cell that is kept until its row is complete.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) column: u32,
    /// As displayed, for an article.
    pub(crate) text: String,
    value: Value,
}

#[derive(Clone, Copy, Debug)]
enum Value {
    Text(Cut),
    Number { value: f64, pads: bool },
    Other,
}

impl Held {
    pub(crate) fn new(column: u32, raw: Raw<'_>) -> Self {
        let (text, value) = match raw {
            Raw::Text(text, cut) => (text.to_owned(), Value::Text(cut)),
            Raw::Other(text) => (text.to_owned(), Value::Other),
            Raw::Number(value, Shown::By(format)) => {
                let pads = format.pads();
                (format.show(value), Value::Number { value, pads })
            }
            Raw::Number(value, Shown::As(text)) => shown_as(value, text),
        };
        Self {
            column,
            text,
            value,
        }
    }
}

/// The text beside a number counts where it is the same digits, zero padded.
fn shown_as(value: f64, text: &str) -> (String, Value) {
    let full = plain(value);
    let zeros = text.strip_suffix(full.as_str());
    let pads = zeros.is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'));
    let text = if pads { text.to_owned() } else { full };
    (text, Value::Number { value, pads })
}

/// The row at `number` (1-based), taking the two columns out of `cells`.
pub(crate) fn build(
    number: u32,
    cells: &mut Vec<Held>,
    columns: Columns,
    mark: DecimalMark,
) -> Row {
    let mut cell = |column| {
        let place = cells.iter().position(|cell| cell.column == column);
        place.map(|place| cells.swap_remove(place))
    };
    let article = cell(columns.article);
    let quantity = cell(columns.quantity);

    let article_problem = article_problem(article.as_ref());
    let keys = match (&article, article_problem) {
        (Some(held), None | Some(RowProblem::ArticleNumericCell)) => keys(&held.text),
        _ => Keys::default(),
    };
    let value = parse(quantity.as_ref(), mark);
    Row {
        number,
        article: shown(number, columns.article, article),
        quantity: shown(number, columns.quantity, quantity),
        keys,
        problems: article_problem.into_iter().chain(value.err()).collect(),
        value: value.ok(),
    }
}

fn shown(row: u32, column: u32, held: Option<Held>) -> Cell {
    let (text, kind) = match held {
        None => (String::new(), CellKind::Empty),
        Some(held) => {
            let kind = match held.value {
                Value::Text(_) => CellKind::Text,
                Value::Number { .. } => CellKind::Number,
                Value::Other => CellKind::Other,
            };
            (held.text, kind)
        }
    };
    Cell {
        address: a1(row, column),
        text,
        kind,
    }
}

fn article_problem(article: Option<&Held>) -> Option<RowProblem> {
    let Some(held) = article else {
        return Some(RowProblem::ArticleMissing);
    };
    match held.value {
        Value::Text(Cut::Whole) | Value::Number { pads: true, .. } => None,
        Value::Text(Cut::Cut) => Some(RowProblem::ArticleTooLong),
        Value::Number { pads: false, .. } => Some(RowProblem::ArticleNumericCell),
        Value::Other => Some(RowProblem::ArticleUnreadable),
    }
}

fn keys(text: &str) -> Keys {
    let exact = trim(text);
    let stripped = exact.trim_start_matches('0');
    let without = if stripped.is_empty() { "0" } else { stripped };
    Keys {
        exact: exact.to_owned(),
        without_leading_zeros: without.to_owned(),
    }
}

fn parse(quantity: Option<&Held>, mark: DecimalMark) -> Result<ParsedQuantity, RowProblem> {
    let held = quantity.ok_or(RowProblem::QuantityMissing)?;
    match held.value {
        Value::Text(Cut::Whole) => quantity::from_text(&held.text, mark),
        Value::Number { value, .. } => quantity::from_number(value),
        Value::Text(Cut::Cut) | Value::Other => Err(RowProblem::QuantityNotANumber),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number_format::NumberFormat;

    const COLUMNS: Columns = Columns {
        article: 0,
        quantity: 1,
    };

    fn row(article: Raw<'_>, quantity: Raw<'_>) -> Row {
        let mut cells = vec![Held::new(0, article), Held::new(1, quantity)];
        build(7, &mut cells, COLUMNS, DecimalMark::Unknown)
    }

    #[test]
    fn text_stays_as_written_and_keys_are_trimmed() {
        let row = row(Raw::Text(" 0983 ", Cut::Whole), Raw::Text("2", Cut::Whole));
        assert_eq!(row.article.text, " 0983 ");
        assert_eq!(row.article.address, "A7");
        assert_eq!(row.keys.exact, "0983");
        assert_eq!(row.keys.without_leading_zeros, "983");
        assert!(row.problems.is_empty());
    }

    #[test]
    fn numeric_articles() {
        let general = Shown::By(&NumberFormat::General);
        let one = Raw::Number(1.0, general);
        let bare = row(Raw::Number(983.0, general), one);
        assert_eq!(bare.problems, [RowProblem::ArticleNumericCell]);
        assert_eq!(bare.keys.exact, "983");

        let padded = row(Raw::Number(983.0, Shown::As("0983")), one);
        assert_eq!(
            (padded.article.text.as_str(), padded.problems.len()),
            ("0983", 0)
        );

        let grouped = row(Raw::Number(1983.0, Shown::As("1 983,00")), one);
        assert_eq!(grouped.article.text, "1983");

        let date = row(Raw::Other("2025-01-01"), one);
        assert_eq!(date.problems, [RowProblem::ArticleUnreadable]);
        assert_eq!(date.article.kind, CellKind::Other);
        assert_eq!(date.keys, Keys::default());
    }

    #[test]
    fn zeros_only_keep_one() {
        assert_eq!(keys("000").without_leading_zeros, "0");
    }

    #[test]
    fn missing_cells() {
        let row = build(1, &mut Vec::new(), COLUMNS, DecimalMark::Unknown);
        let both = [RowProblem::ArticleMissing, RowProblem::QuantityMissing];
        assert_eq!(row.problems, both);
    }
}
