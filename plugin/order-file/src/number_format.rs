//! Number formats, as far as an article needs them: those that pad with zeros.
//!
//! A18 wants the displayed text first. A whole number under a format made of
//! digit places and fixed characters (`0000`, `00-00`, `"A"000`) is shown that
//! way; every other number format shows a price or a share, not an article,
//! and the number is written in full instead. Dates are told apart by calamine.

use crate::number::plain;

/// A cell's number format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// Anything that shows the number without changing its digits.
    #[default]
    General,
    /// Digit places and fixed characters only.
    Places(Vec<Place>),
}

/// One element of [`NumberFormat::Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `0`: a digit, zero if there is none.
    Zero,
    /// `#`: a digit if there is one.
    Digit,
    /// Shown as it is.
    Fixed(char),
}

/// Places and fixed characters at most; a longer format is General.
const MAX_PLACES: usize = 32;
/// Longer format codes are taken for [`NumberFormat::General`].
const MAX_CODE: usize = 255;

impl NumberFormat {
    /// Reads a format code such as `0000;[Red]-0000`; the first section counts.
    pub(crate) fn parse(code: &str) -> Self {
        if code.len() > MAX_CODE || code.eq_ignore_ascii_case("general") {
            return Self::General;
        }
        let mut places = Vec::new();
        let mut plain_places = true;
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => places.extend(chars.by_ref().take_while(|c| *c != '"').map(Place::Fixed)),
                '\\' => places.extend(chars.next().map(Place::Fixed)),
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    plain_places &= !inside.starts_with(['<', '>', '=']);
                }
                '0' => places.push(Place::Zero),
                // Right of a zero every place is kept: `0##` shows 7 as 007.
                '#' | '?' if places.contains(&Place::Zero) => places.push(Place::Zero),
                '#' | '?' => places.push(Place::Digit),
                '.' | ',' | '%' | '/' | '@' => plain_places = false,
                letter if letter.is_alphabetic() => plain_places = false,
                other => places.push(Place::Fixed(other)),
            }
        }
        let digits = places.iter().any(|place| !matches!(place, Place::Fixed(_)));
        if plain_places && digits && places.len() <= MAX_PLACES {
            places.shrink_to_fit();
            Self::Places(places)
        } else {
            Self::General
        }
    }

    /// Whether it keeps leading zeros in sight, so that none can be lost.
    pub(crate) fn pads(&self) -> bool {
        match self {
            Self::Places(places) => places.iter().filter(|p| **p == Place::Zero).count() >= 2,
            Self::General => false,
        }
    }

    /// The number as shown.
    pub(crate) fn show(&self, value: f64) -> String {
        let full = plain(value);
        match self {
            Self::General => full,
            Self::Places(places) if full.bytes().all(|b| b.is_ascii_digit()) => fill(places, &full),
            Self::Places(_) => full,
        }
    }
}

/// Digits go into places from the right; what is left stands at the first one.
fn fill(places: &[Place], digits: &str) -> String {
    let first = places
        .iter()
        .position(|place| !matches!(place, Place::Fixed(_)));
    let mut left = if digits == "0" { "" } else { digits }.chars().rev();
    let mut shown: Vec<char> = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate().rev() {
        match place {
            Place::Fixed(c) => shown.push(*c),
            Place::Zero => shown.push(left.next().unwrap_or('0')),
            Place::Digit => shown.extend(left.next()),
        }
        if Some(index) == first {
            shown.extend(left.by_ref());
        }
    }
    shown.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: f64) -> String {
        NumberFormat::parse(code).show(value)
    }

    #[test]
    fn zeros_are_kept() {
        for (code, value, text) in [
            ("0000", 983.0, "0983"),
            ("00000000", 983.0, "00000983"),
            ("0000", 12_983.0, "12983"),
            ("0000", 0.0, "0000"),
            ("00-00", 983.0, "09-83"),
            ("00-00", 120_983.0, "1209-83"),
            ("\"A\"000", 7.0, "A007"),
            ("\\N0##", 7.0, "N007"),
            ("0000;[Red]-0000", 983.0, "0983"),
            ("[$-419]0000", 983.0, "0983"),
            ("0000_ ", 983.0, "0983"),
            ("#", 983.0, "983"),
            ("0", 4_006_381_333_931.0, "4006381333931"),
        ] {
            assert_eq!(show(code, value), text, "{code}");
        }
    }

    #[test]
    fn other_formats_show_the_number_in_full() {
        for (code, value, text) in [
            ("General", 983.0, "983"),
            ("@", 983.0, "983"),
            ("#,##0", 1200.0, "1200"),
            ("0.00", 1.5, "1.5"),
            ("dd.mm.yyyy", 45_658.0, "45658"),
            ("[h]:mm", 7.0, "7"),
            ("0.00E+00", 4_006_381_333_931.0, "4006381333931"),
            ("[>99]000;0", 7.0, "7"),
            ("0000", -7.0, "-7"),
            ("0000", 7.5, "7.5"),
            ("\"no digits\"", 7.0, "7"),
            ("\"unclosed", 7.0, "7"),
            ("[unclosed", 7.0, "7"),
        ] {
            assert_eq!(show(code, value), text, "{code}");
        }
    }

    #[test]
    fn padding() {
        assert!(NumberFormat::parse("0000").pads());
        assert!(!NumberFormat::parse("0").pads());
        assert!(!NumberFormat::General.pads());
    }
}
