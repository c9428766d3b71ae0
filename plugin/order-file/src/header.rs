//! Finding the columns by their names (R24).

use crate::address::a1;
use crate::cell::trim;
use crate::error::OrderFileError;
use crate::model::Header;

/// Rows that hold anything, from the top, in which a header is looked for.
pub(crate) const HEADER_ROWS: usize = 10;
/// Columns from the left in which a header is looked for.
pub(crate) const HEADER_COLUMNS: u32 = 256;

/// Names of an article column and of nothing else.
const ARTICLE: &[&str] = &["артикул", "арт", "sku", "article", "articolo"];
/// Names that may also stand over a description; they yield to [`ARTICLE`].
const ARTICLE_PERHAPS: &[&str] = &["item", "codice"];
const QUANTITY: &[&str] = &[
    "количество",
    "кол-во",
    "кол",
    "qty",
    "quantity",
    "quantita",
    "q.ta",
    "qta",
];
/// Units that may follow a name: `Кол-во, шт.`, `Qty (pcs)`.
const UNITS: &[&str] = &["шт", "ед", "уп", "кг", "pcs", "pc", "units", "pz", "kg"];

/// The header in one row of cells (0-based column, text), if it names both columns.
///
/// # Errors
///
/// [`OrderFileError::AmbiguousHeader`] when both are named, but one of them twice.
pub(crate) fn find<'a>(
    row: u32,
    cells: impl Iterator<Item = (u32, &'a str)>,
) -> Result<Option<Header>, OrderFileError> {
    let (mut sure, mut perhaps, mut quantities) = (Vec::new(), Vec::new(), Vec::new());
    for (column, text) in cells {
        let name = normalised(text);
        let found = if ARTICLE.contains(&name.as_str()) {
            &mut sure
        } else if ARTICLE_PERHAPS.contains(&name.as_str()) {
            &mut perhaps
        } else if QUANTITY.contains(&name.as_str()) {
            &mut quantities
        } else {
            continue;
        };
        found.push(column);
    }
    let articles = if sure.is_empty() { perhaps } else { sure };
    let (Some(article), Some(quantity)) = (articles.first(), quantities.first()) else {
        return Ok(None);
    };
    for (what, columns) in [("article", &articles), ("quantity", &quantities)] {
        if let [first, second, ..] = columns.as_slice() {
            return Err(OrderFileError::AmbiguousHeader {
                row,
                what,
                first: a1(row, *first),
                second: a1(row, *second),
            });
        }
    }
    Ok(Some(Header {
        row,
        article: *article,
        quantity: *quantity,
    }))
}

/// Lower case, single blanks, no accent, no unit, no closing full stop.
fn normalised(text: &str) -> String {
    // An Italian list in a western code page, read as Cyrillic, ends in а for à.
    let latin = text.contains(|c: char| c.is_ascii_alphabetic());
    let name: String = trim(text)
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'à' => Some('a'),
            'а' if latin => Some('a'),
            '\u{300}' => None,
            other => Some(other),
        })
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let closing = |c: char| matches!(c, '.' | ':' | ')' | '\'' | '`') || c.is_whitespace();
    let name = name.trim_end_matches(closing);
    match name.split_once(['(', ',']) {
        Some((before, unit)) if UNITS.contains(&unit.trim_matches(closing)) => {
            before.trim_end_matches(closing).to_owned()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(cells: &[&str]) -> Option<(u32, u32)> {
        find(3, (0..).zip(cells.iter().copied()))
            .unwrap()
            .map(|header| (header.article, header.quantity))
    }

    #[test]
    fn names_in_three_languages() {
        for (article, quantity) in [
            ("Артикул", "Количество"),
            (" АРТИКУЛ ", "Кол-во"),
            ("Арт.", "Кол."),
            ("артикул", "Кол-во, шт."),
            ("SKU", "Qty"),
            ("Article", "Quantity (pcs)"),
            ("Item", "QTY:"),
            ("Articolo", "Quantità"),
            ("Codice", "Quantita'"),
            ("Codice", "Q.tà"),
            ("Codice", "Quantita\u{300}"),
            ("Articolo", "Quantitа"),
        ] {
            assert_eq!(
                columns(&["No", article, "Name", quantity]),
                Some((1, 3)),
                "{article}"
            );
            assert_eq!(
                columns(&[quantity, "", article]),
                Some((2, 0)),
                "{quantity}"
            );
        }
    }

    #[test]
    fn both_are_needed() {
        assert_eq!(columns(&["Артикул", "Цена"]), None);
        assert_eq!(columns(&["0983", "Количество"]), None);
        assert_eq!(columns(&["Articles", "Qty ordered"]), None);
        assert_eq!(columns(&[]), None);
    }

    #[test]
    fn a_sure_name_wins_over_a_vague_one() {
        assert_eq!(columns(&["Item", "SKU", "Qty"]), Some((1, 2)));
    }

    #[test]
    fn a_name_twice_is_refused() {
        let error = find(3, [(0, "SKU"), (1, "Qty"), (27, "Количество")].into_iter()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "row 3 names two quantity columns, `B3` and `AB3`: rename one of them"
        );
    }
}
