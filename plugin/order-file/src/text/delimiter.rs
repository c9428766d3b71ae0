//! Which character splits the columns.

use super::records::{Records, shown};
use crate::cell::cut;
use crate::header;

/// In order of preference where two fit: a comma may be a decimal mark.
const CANDIDATES: [char; 3] = ['\t', ';', ','];
/// Rows looked at, from the top.
const ROWS: u32 = 10;

/// The delimiter a first line such as `sep=;` states, and the text after it.
pub(crate) fn stated(text: &str) -> (Option<char>, &str) {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(line_end).unwrap_or((text, ""));
    let stated = line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep="));
    let delimiter = line.get(4..).unwrap_or("").chars().next();
    match (stated, delimiter) {
        (Some(_), Some(delimiter)) if CANDIDATES.contains(&delimiter) => {
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            (Some(delimiter), rest.strip_prefix('\n').unwrap_or(rest))
        }
        _ => (None, text),
    }
}

/// The delimiter under which a header is found; else the one that splits every
/// row alike; else the one that splits most rows.
pub(crate) fn detect(text: &str) -> char {
    let mut best = (',', 0_u32);
    for candidate in CANDIDATES {
        let rows = top_rows(text, candidate);
        for (number, row) in (1..).zip(&rows) {
            let cells = (0..).zip(row.iter().map(String::as_str));
            // A header with a name twice is reported once the file is read.
            if !matches!(header::find(number, cells), Ok(None)) {
                return candidate;
            }
        }
        let widths = rows.iter().map(Vec::len).filter(|width| *width > 0);
        let split = widths.clone().filter(|width| *width > 1).count();
        let alike = widths.clone().min() == widths.clone().max();
        let score = u32::try_from(split).unwrap_or(0);
        let score = if alike {
            score.saturating_mul(2)
        } else {
            score
        };
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

fn top_rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut records = Records::new(text, delimiter, "");
    let mut rows = Vec::new();
    // A text that can't be read is reported once its delimiter is settled.
    while let Ok(Some((number, fields))) = records.next() {
        if number > ROWS {
            break;
        }
        let most = usize::try_from(header::HEADER_COLUMNS).unwrap_or(usize::MAX);
        let row = fields
            .iter()
            .take(most)
            .map(|field| cut(shown(field)).to_owned());
        rows.push(row.collect::<Vec<_>>());
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found() {
        for (text, delimiter) in [
            ("0983;1,5\n0984;2,5\n", ';'),
            ("0983,2\n0984,3\n", ','),
            ("0983\t1,5\n0984\t2\n", '\t'),
            ("\"a;b\",2\n\"c;d\",3", ','),
            ("Заказ от ООО «Ромашка»\n\nАртикул;Кол-во\n0983;1", ';'),
            ("a;b,SKU,Qty\nc,d,e", ','),
            ("0983\n0984\n", ','),
            ("letter\n0983;2\n0984;3", ';'),
        ] {
            assert_eq!(detect(text), delimiter, "{text:?}");
        }
    }

    #[test]
    fn stated_first() {
        assert_eq!(stated("sep=;\r\na,b"), (Some(';'), "a,b"));
        assert_eq!(stated("SEP=,\na"), (Some(','), "a"));
        assert_eq!(stated("sep=x\na"), (None, "sep=x\na"));
        assert_eq!(stated("сеп=;"), (None, "сеп=;"));
    }
}
