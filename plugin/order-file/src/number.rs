//! Numbers as people read them: in full decimal, never with an exponent.

/// Whole numbers up to here are exact in a cell.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The number in full decimal, with at most the 15 significant digits of a
/// fraction that a spreadsheet shows: 0.1 + 0.2 is `0.3`.
pub(crate) fn plain(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if let Some(whole) = exact_whole(value) {
        return whole.to_string();
    }
    let shown = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{shown}")
}

/// A whole number that a cell holds exactly.
pub(crate) fn exact_whole(value: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the check before"
    )]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_an_exponent() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (983.0, "983"),
            (4_006_381_333_931.0, "4006381333931"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e21, "1000000000000000000000"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (-12.5, "-12.5"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(plain(value), text);
        }
    }
}
