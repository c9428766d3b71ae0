//! Quantities, exactly: never through a rounded float, never by a guess (A17).

use crate::cell::{is_blank, trim};
use crate::model::{ParsedQuantity, RowProblem};
use crate::number::{exact_whole, plain};

/// Decimal places at most: what a decimal of the contract holds (`wit/0.1.0/values.wit`).
const MAX_SCALE: usize = 12;

/// What the file says about its decimal mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// Nothing: a comma or a point may be either.
    #[default]
    Unknown,
    /// A comma, as in every list whose columns are split by semicolons.
    Comma,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A blank or an apostrophe: groups thousands, nothing else.
    Group,
    Comma,
    Point,
}

/// The quantity in a numeric cell.
pub(crate) fn from_number(value: f64) -> Result<ParsedQuantity, RowProblem> {
    if let Some(coefficient) = exact_whole(value).filter(|whole| *whole > 0) {
        return Ok(ParsedQuantity {
            coefficient,
            scale: 0,
        });
    }
    let text = plain(value);
    let (negative, digits) = split_sign(&text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    positive(negative, whole, fraction)
}

/// The quantity in a text: `12`, `1 200,5`, `1.200,50`, `1,5`.
pub(crate) fn from_text(text: &str, mark: DecimalMark) -> Result<ParsedQuantity, RowProblem> {
    let (negative, digits) = split_sign(trim(text));
    let (runs, marks) = split(digits)?;
    let fraction = match decimal_mark(&runs, &marks, mark)? {
        Some(()) => runs.last().copied().unwrap_or(""),
        None => "",
    };
    let wholes = if fraction.is_empty() {
        runs.as_slice()
    } else {
        runs.split_last().map_or(&[][..], |(_, wholes)| wholes)
    };
    if !is_grouped(wholes) {
        return Err(RowProblem::QuantityNotANumber);
    }
    positive(negative, &wholes.concat(), fraction)
}

fn split_sign(text: &str) -> (bool, &str) {
    let minus = text.strip_prefix(['-', '\u{2212}']);
    let rest = minus.or_else(|| text.strip_prefix('+')).unwrap_or(text);
    (minus.is_some(), rest)
}

/// Runs of digits and the marks between them: one run more than marks.
fn split(text: &str) -> Result<(Vec<&str>, Vec<Mark>), RowProblem> {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    if runs.iter().any(|run| run.is_empty()) {
        return Err(RowProblem::QuantityNotANumber);
    }
    let marks = text
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .map(|c| match c {
            ',' => Ok(Mark::Comma),
            '.' => Ok(Mark::Point),
            '\'' | '\u{2019}' => Ok(Mark::Group),
            blank if is_blank(blank) => Ok(Mark::Group),
            _ => Err(RowProblem::QuantityNotANumber),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok((runs, marks))
}

/// Whether the last mark is the decimal one.
fn decimal_mark(
    runs: &[&str],
    marks: &[Mark],
    known: DecimalMark,
) -> Result<Option<()>, RowProblem> {
    let Some((last, others)) = marks.split_last() else {
        return Ok(None);
    };
    let comma_is_decimal = known == DecimalMark::Comma;
    let Some(first) = others.first() else {
        return match last {
            Mark::Group => Ok(None),
            Mark::Comma if comma_is_decimal => Ok(Some(())),
            // `1,200` may be either; `0,200`, `1200,5` and `1,25` can't be grouped.
            _ if is_grouped(runs) && !runs.first().is_some_and(|run| run.starts_with('0')) => {
                Err(RowProblem::QuantityAmbiguous)
            }
            _ => Ok(Some(())),
        };
    };
    if others.iter().any(|other| other != first) {
        return Err(RowProblem::QuantityNotANumber);
    }
    if *first == Mark::Comma && comma_is_decimal {
        return Err(RowProblem::QuantityAmbiguous);
    }
    match last {
        _ if last == first => Ok(None),
        Mark::Group => Err(RowProblem::QuantityNotANumber),
        Mark::Comma | Mark::Point => Ok(Some(())),
    }
}

/// One run, or one to three digits followed by groups of exactly three.
fn is_grouped(runs: &[&str]) -> bool {
    match runs {
        [] => false,
        [_] => true,
        [first, rest @ ..] => first.len() <= 3 && rest.iter().all(|run| run.len() == 3),
    }
}

fn positive(negative: bool, whole: &str, fraction: &str) -> Result<ParsedQuantity, RowProblem> {
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    if digits.bytes().all(|digit| digit == b'0') {
        return Err(RowProblem::QuantityZero);
    }
    if negative {
        return Err(RowProblem::QuantityNegative);
    }
    if fraction.len() > MAX_SCALE {
        return Err(RowProblem::QuantityTooPrecise);
    }
    let coefficient = digits.parse().map_err(|_| RowProblem::QuantityTooLarge)?;
    let scale = u8::try_from(fraction.len()).map_err(|_| RowProblem::QuantityTooLarge)?;
    Ok(ParsedQuantity { coefficient, scale })
}

#[cfg(test)]
mod tests {
    use super::RowProblem::*;
    use super::*;

    fn check(text: &str, expected: Result<(i64, u8), RowProblem>) {
        let actual = from_text(text, DecimalMark::Unknown).map(|q| (q.coefficient, q.scale));
        assert_eq!(actual, expected, "`{text}`");
    }

    #[test]
    fn plain_and_grouped() {
        check("12", Ok((12, 0)));
        check(" +12\u{A0}", Ok((12, 0)));
        check("007", Ok((7, 0)));
        check("1 200", Ok((1200, 0)));
        check("1\u{A0}200\u{202F}300", Ok((1_200_300, 0)));
        check("1'200", Ok((1200, 0)));
        check("1,200,300", Ok((1_200_300, 0)));
        check("1.200.300", Ok((1_200_300, 0)));
        check("9223372036854775807", Ok((i64::MAX, 0)));
    }

    #[test]
    fn decimals() {
        check("1,5", Ok((15, 1)));
        check("1.50", Ok((15, 1)));
        check("12.00", Ok((12, 0)));
        check("1 200,5", Ok((12_005, 1)));
        check("1 200,500", Ok((12_005, 1)));
        check("1.200,50", Ok((12_005, 1)));
        check("1,200.50", Ok((12_005, 1)));
        check("0,500", Ok((5, 1)));
        check("1200,500", Ok((12_005, 1)));
        check("0.000000000001", Ok((1, 12)));
        check("0.0000000000001", Err(QuantityTooPrecise));
    }

    #[test]
    fn never_a_guess() {
        check("1,200", Err(QuantityAmbiguous));
        check("1.200", Err(QuantityAmbiguous));
        check("120,000", Err(QuantityAmbiguous));
    }

    #[test]
    fn a_semicolon_list_has_a_decimal_comma() {
        let read = |text| from_text(text, DecimalMark::Comma).map(|q| (q.coefficient, q.scale));
        assert_eq!(read("1,200"), Ok((12, 1)));
        assert_eq!(read("12,000"), Ok((12, 0)));
        assert_eq!(read("1.200,5"), Ok((12_005, 1)));
        assert_eq!(read("1.200"), Err(QuantityAmbiguous));
        assert_eq!(read("1,200.5"), Err(QuantityAmbiguous));
        assert_eq!(read("1,200,300"), Err(QuantityAmbiguous));
    }

    #[test]
    fn zero_negative_and_too_large() {
        check("0", Err(QuantityZero));
        check("-0,00", Err(QuantityZero));
        check("-5", Err(QuantityNegative));
        check("\u{2212}5,5", Err(QuantityNegative));
        check("9223372036854775808", Err(QuantityTooLarge));
        check("0.000000000001", Ok((1, 12)));
        check("0.0000000000001", Err(QuantityTooPrecise));
        // Zeros at the end are no precision.
        check("1.50000000000000", Ok((15, 1)));
    }

    #[test]
    fn no_numbers() {
        for text in [
            "",
            "x",
            "12 шт",
            "1 20",
            "1,20,300",
            "12,",
            ".5",
            "--5",
            "1e3",
            "1 200 30",
            "1 200.300 400",
            "1.2,3.4",
            "(5)",
            "１２",
            "1,200 300",
        ] {
            check(text, Err(QuantityNotANumber));
        }
    }

    #[test]
    fn numbers() {
        let read = |value| from_number(value).map(|q| (q.coefficient, q.scale));
        assert_eq!(read(12.0), Ok((12, 0)));
        assert_eq!(read(0.1), Ok((1, 1)));
        assert_eq!(read(0.1 + 0.2), Ok((3, 1)));
        assert_eq!(read(1.005), Ok((1005, 3)));
        assert_eq!(read(0.0), Err(QuantityZero));
        assert_eq!(read(-1.5), Err(QuantityNegative));
        assert_eq!(read(1e19), Err(QuantityTooLarge));
        assert_eq!(read(1e300), Err(QuantityTooLarge));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _ = from_text(&text, DecimalMark::Unknown);
        }

        #[test]
        fn what_is_written_is_read(units in 1_i64..1_000_000_000, cents in 0_u8..100) {
            let read = from_text(&format!("{units},{cents:02}"), DecimalMark::Unknown).unwrap();
            let cents_read = read.coefficient * 10_i64.pow(2 - u32::from(read.scale));
            proptest::prop_assert_eq!(cents_read, units * 100 + i64::from(cents));
        }
    }
}
