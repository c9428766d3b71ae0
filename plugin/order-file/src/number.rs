//! Numbers as people read them: in full decimal, never with an exponent.

/// Whole numbers up to here are exact in a cell.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The number in full decimal, with at most the 15 significant digits of a
/// fraction that a spreadsheet shows: 0.1 + 0.2 is `0.3`.
pub(crate) fn plain(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "bounded by the check above"
        )]
        return (value as i64).to_string();
    }
    let shown = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{shown}")
}

/// The calendar day of a spreadsheet's day number, for people to recognise;
/// none outside the years 1900 to 9999.
pub(crate) fn day(serial: f64, from_1904: bool) -> Option<String> {
    const DAYS_1900_TO_1904: f64 = 1462.0;
    const LAST: f64 = 2_958_465.0;
    // Days from 0000-03-01 to day number 0, which is 1899-12-30.
    const EPOCH: i64 = 693_899;

    let serial = if from_1904 {
        serial + DAYS_1900_TO_1904
    } else {
        serial
    };
    if !(61.0..=LAST).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the check above"
    )]
    let days = EPOCH.checked_add(serial.floor() as i64)?;
    // Howard Hinnant's civil_from_days, for days after 0000-03-01.
    let era = days.checked_div(146_097)?;
    let of_era = days.checked_rem(146_097)?;
    let year_of_era = of_era
        .checked_sub(of_era.checked_div(1460)?)?
        .checked_add(of_era.checked_div(36_524)?)?
        .checked_sub(of_era.checked_div(146_096)?)?
        .checked_div(365)?;
    let leaps = year_of_era
        .checked_div(4)?
        .checked_sub(year_of_era.checked_div(100)?)?;
    let of_year = of_era.checked_sub(year_of_era.checked_mul(365)?.checked_add(leaps)?)?;
    let shifted = of_year.checked_mul(5)?.checked_add(2)?.checked_div(153)?;
    let before = shifted.checked_mul(153)?.checked_add(2)?.checked_div(5)?;
    let day = of_year.checked_sub(before)?.checked_add(1)?;
    let month = if shifted < 10 {
        shifted.checked_add(3)?
    } else {
        shifted.checked_sub(9)?
    };
    let year = era
        .checked_mul(400)?
        .checked_add(year_of_era)?
        .checked_add(i64::from(month <= 2))?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
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

    #[test]
    fn days() {
        for (serial, text) in [
            (61.0, Some("1900-03-01")),
            (45_658.0, Some("2025-01-01")),
            (45_716.9, Some("2025-02-28")),
            (45_351.0, Some("2024-02-29")),
            (2_958_465.0, Some("9999-12-31")),
            (2_958_466.0, None),
            (0.5, None),
            (f64::NAN, None),
        ] {
            assert_eq!(day(serial, false).as_deref(), text, "{serial}");
        }
        assert_eq!(day(0.0, true).as_deref(), Some("1904-01-01"));
    }
}
