//! `account.tax-id`, `account.tax-id-unchecked`: whether a legal entity's tax id can be one.
//!
//! Separators (space, dot, hyphen, slash) and the country's own prefix do not matter, nor does case.
//! A checksum is tested for Russia (10 or 12 digits), Ukraine (EDRPOU of 8, RNOKPP of 10) and Italy
//! (partita IVA of 11, codice fiscale of 16); for other states of the European Union the form of a
//! VAT number; elsewhere 4 to 20 letters and digits. One wrong digit, one digit more or fewer, or a
//! letter among digits is refused where a checksum is tested.
//!
//! Requirement: R2, A11. Facts: none.

use crate::domain::{Edit, Finding, Outcome, Remedy, Stage, Subject, Value};

/// The tax id can't be one.
pub const CODE: &str = "account.tax-id";
/// Only the form of the tax id could be tested.
pub const UNCHECKED: &str = "account.tax-id-unchecked";

/// A tax id that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxId {
    /// ISO 3166 code of two letters, in capitals.
    pub country: String,
    /// Without separators and prefix, in capitals.
    pub id: String,
    /// Whether a checksum was tested.
    pub checked: bool,
}

/// Why a tax id can't be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The country is no code of two letters.
    Country,
    /// Length or characters.
    Form,
    /// A digit is wrong.
    Checksum,
}

/// What is written, in one spelling: two spellings of one id are equal.
#[must_use]
pub fn normal(country: &str, written: &str) -> (String, String) {
    let mut country = country.trim().to_uppercase();
    // Greek VAT numbers begin with EL.
    if country == "EL" {
        "GR".clone_into(&mut country);
    }
    let id: String = written
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/'))
        .flat_map(char::to_uppercase)
        .collect();
    let prefix = if country == "GR" { "EL" } else { &country };
    // A codice fiscale or a French number may itself begin with the letters of the prefix.
    let whole = match country.as_str() {
        "IT" => id.len() == 16,
        other => form_holds(other, &id),
    };
    let bare = id
        .strip_prefix(prefix)
        .filter(|_| !whole && (country == "IT" || is_european(&country)))
        .map(str::to_owned)
        .unwrap_or(id);
    (country, bare)
}

/// The tax id, or why it can't be one.
///
/// # Errors
/// [`Wrong`].
pub fn decide(country: &str, written: &str) -> Result<TaxId, Wrong> {
    let (country, id) = normal(country, written);
    if !is_country(&country) {
        return Err(Wrong::Country);
    }
    let digits = digits(&id);
    let sum_holds = match (country.as_str(), digits.as_deref(), id.len()) {
        ("RU", Some(digits), 10 | 12) => Some(russian(digits)),
        ("UA", Some(digits), 8) => Some(edrpou(digits)),
        ("UA", Some(digits), 10) => Some(rnokpp(digits)),
        ("IT", Some(digits), 11) => Some(partita_iva(digits)),
        ("IT", None, 16) => Some(codice_fiscale(&id)?),
        ("RU" | "UA" | "IT", ..) => return Err(Wrong::Form),
        _ => None,
    };
    match sum_holds {
        Some(false) => Err(Wrong::Checksum),
        None if !form_holds(&country, &id) => Err(Wrong::Form),
        _ => Ok(TaxId {
            country,
            id,
            checked: sum_holds.is_some(),
        }),
    }
}

/// The finding for a tax id that can't be one.
#[must_use]
pub fn finding(wrong: Wrong) -> Finding {
    let reason = match wrong {
        Wrong::Country => "country",
        Wrong::Form => "form",
        Wrong::Checksum => "checksum",
    };
    Finding::new(CODE, Outcome::Block, Stage::Edit, Subject::Document)
        .with("reason", Value::Text(reason.to_owned()))
        .remedy(Remedy::Edit(Edit {
            field: "tax-id",
            line: None,
            to: None,
        }))
}

/// The notice for a tax id of which only the form was tested.
#[must_use]
pub fn unchecked(id: &TaxId) -> Option<Finding> {
    (!id.checked).then(|| {
        Finding::new(UNCHECKED, Outcome::Allow, Stage::Edit, Subject::Document)
            .with("country", Value::Text(id.country.clone()))
    })
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The digits of a text that holds nothing else.
fn digits(id: &str) -> Option<Vec<u32>> {
    id.chars().map(|c| c.to_digit(10)).collect()
}

/// Sum of digit × weight. At most 20 digits and weights up to 11: no overflow.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).fold(0, |sum, (digit, weight)| {
        sum.saturating_add(digit.saturating_mul(*weight))
    })
}

fn digit(digits: &[u32], at: usize) -> u32 {
    digits.get(at).copied().unwrap_or(u32::MAX)
}

fn not_zero(digits: &[u32]) -> bool {
    digits.iter().any(|digit| *digit != 0)
}

fn russian(digits: &[u32]) -> bool {
    const W: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let control = |skipped: usize| weighted(digits, W.get(skipped..).unwrap_or(&[])) % 11 % 10;
    not_zero(digits)
        && if digits.len() == 10 {
            control(2) == digit(digits, 9)
        } else {
            control(1) == digit(digits, 10) && control(0) == digit(digits, 11)
        }
}

fn edrpou(digits: &[u32]) -> bool {
    let value = digits.iter().fold(0u32, |value, digit| {
        value.saturating_mul(10).saturating_add(*digit)
    });
    let middle = (30_000_000..=60_000_000).contains(&value);
    let (first, second): ([u32; 7], [u32; 7]) = if middle {
        ([7, 1, 2, 3, 4, 5, 6], [9, 3, 4, 5, 6, 7, 8])
    } else {
        ([1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7, 8, 9])
    };
    let control = match weighted(digits, &first) % 11 {
        10 => weighted(digits, &second) % 11 % 10,
        control => control,
    };
    not_zero(digits) && control == digit(digits, 7)
}

fn rnokpp(digits: &[u32]) -> bool {
    // The first weight is −1, which is 10 modulo 11.
    let control = weighted(digits, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10;
    not_zero(digits) && control == digit(digits, 9)
}

fn partita_iva(digits: &[u32]) -> bool {
    let sum = digits.iter().enumerate().fold(0u32, |sum, (at, digit)| {
        let doubled = digit.saturating_mul(2);
        sum.saturating_add(match at % 2 {
            0 => *digit,
            _ if doubled > 9 => doubled.saturating_sub(9),
            _ => doubled,
        })
    });
    not_zero(digits) && sum.is_multiple_of(10)
}

/// Values of 0 to 9 and A to Z at odd places, counted from 1.
const ODD: [u32; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// Letters that stand for the digits 0 to 9 where two people would share a code.
const OMOCODIA: &str = "LMNPQRSTUV";

fn codice_fiscale(id: &str) -> Result<bool, Wrong> {
    let mut sum = 0u32;
    for (at, c) in id.chars().enumerate() {
        let fits = match at {
            6 | 7 | 9 | 10 | 12..=14 => c.is_ascii_digit() || OMOCODIA.contains(c),
            8 => "ABCDEHLMPRST".contains(c),
            _ => c.is_ascii_uppercase(),
        };
        if !fits {
            return Err(Wrong::Form);
        }
        let Some(value) = c.to_digit(36) else {
            return Err(Wrong::Form);
        };
        // A digit and the letter of its number weigh the same: 0 as A, 1 as B.
        let rank = if c.is_ascii_digit() {
            value
        } else {
            value.saturating_sub(10)
        };
        if at == 15 {
            return Ok(sum % 26 == rank);
        }
        sum = sum.saturating_add(if at.is_multiple_of(2) {
            usize::try_from(rank)
                .ok()
                .and_then(|rank| ODD.get(rank).copied())
                .unwrap_or(0)
        } else {
            rank
        });
    }
    Err(Wrong::Form)
}

/// Forms of VAT numbers without their prefix: `9` is a digit, `A` a letter, `X` either,
/// anything else itself.
const FORMS: &[(&str, &[&str])] = &[
    ("AT", &["U99999999"]),
    ("BE", &["0999999999", "1999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("ES", &["A9999999X", "99999999A"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("GR", &["999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9X99999A", "9999999AA"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    (
        "RO",
        &[
            "99",
            "999",
            "9999",
            "99999",
            "999999",
            "9999999",
            "99999999",
            "999999999",
            "9999999999",
        ],
    ),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
];

fn is_european(country: &str) -> bool {
    FORMS.iter().any(|(code, _)| *code == country)
}

fn form_holds(country: &str, id: &str) -> bool {
    match FORMS.iter().find(|(code, _)| *code == country) {
        Some((_, forms)) => forms.iter().any(|form| fits(form, id)),
        None => (4..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric()),
    }
}

fn fits(form: &str, id: &str) -> bool {
    form.chars().count() == id.chars().count()
        && form
            .chars()
            .zip(id.chars())
            .all(|(wanted, found)| match wanted {
                '9' => found.is_ascii_digit(),
                'A' => found.is_ascii_uppercase(),
                'X' => found.is_ascii_digit() || found.is_ascii_uppercase(),
                other => found == other,
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(country: &str, id: &str) -> bool {
        decide(country, id).is_ok_and(|id| id.checked)
    }

    /// Valid; then every single wrong digit, one digit fewer, one more, and a letter are refused.
    fn boundary(country: &str, valid: &str) {
        assert!(checked(country, valid), "{country} {valid}");
        for at in 0..valid.len() {
            let mut other: Vec<char> = valid.chars().collect();
            let Some(digit) = other[at].to_digit(10) else {
                continue;
            };
            other[at] = char::from_digit((digit + 1) % 10, 10).unwrap();
            let other: String = other.into_iter().collect();
            assert!(decide(country, &other).is_err(), "{country} {other}");
        }
        assert_eq!(decide(country, &valid[1..]), Err(Wrong::Form), "{valid}");
        assert_eq!(decide(country, &format!("{valid}0")), Err(Wrong::Form));
        assert_eq!(
            decide(country, &format!("Ж{}", &valid[1..])),
            Err(Wrong::Form)
        );
    }

    #[test]
    fn russian_ids() {
        for valid in ["7707083893", "7830002293", "500100732259", "526317984689"] {
            boundary("RU", valid);
        }
        assert_eq!(decide("RU", "7707083894"), Err(Wrong::Checksum));
        assert_eq!(decide("RU", "0000000000"), Err(Wrong::Checksum));
        assert_eq!(decide("RU", ""), Err(Wrong::Form));
    }

    #[test]
    fn ukrainian_ids() {
        for valid in ["32855961", "14360570", "00032129", "53874148"] {
            boundary_edrpou(valid);
        }
        assert!(checked("UA", "3184710691"));
        assert_eq!(decide("UA", "3184710692"), Err(Wrong::Checksum));
        assert_eq!(decide("UA", "318471069"), Err(Wrong::Form));
        assert_eq!(decide("UA", "318471069X"), Err(Wrong::Form));
        assert_eq!(decide("UA", "00000000"), Err(Wrong::Checksum));
    }

    fn boundary_edrpou(valid: &str) {
        assert!(checked("UA", valid), "{valid}");
        let last = valid.chars().last().unwrap().to_digit(10).unwrap();
        let wrong = format!("{}{}", &valid[..7], (last + 1) % 10);
        assert_eq!(decide("UA", &wrong), Err(Wrong::Checksum), "{wrong}");
        assert_eq!(decide("UA", &valid[1..]), Err(Wrong::Form));
        assert_eq!(decide("UA", &format!("{valid}0")), Err(Wrong::Form));
        assert_eq!(decide("UA", &format!("A{}", &valid[1..])), Err(Wrong::Form));
    }

    #[test]
    fn italian_ids() {
        boundary("IT", "00743110157");
        boundary("IT", "12345670017");
        assert!(checked("IT", "RSSMRA85T10A562S"));
        assert!(checked("it", "rss mra 85t10 a562s"));
        assert_eq!(decide("IT", "RSSMRA85T10A562T"), Err(Wrong::Checksum));
        assert_eq!(decide("IT", "RSSMRA85T10A562"), Err(Wrong::Form));
        assert_eq!(decide("IT", "RSSMRA85Z10A562S"), Err(Wrong::Form));
        // A digit written as its letter weighs otherwise, so the last letter is another.
        assert!(decide("IT", "RSSMRA85T10A56NS").is_err());
        assert!(checked("IT", "RSSMRA85T10A56NH"));
    }

    #[test]
    fn a_prefix_and_separators_do_not_matter() {
        for written in ["IT00743110157", "it 0074-3110.157", "00743110157"] {
            assert_eq!(decide("IT", written).unwrap().id, "00743110157");
        }
        assert_eq!(normal("EL", "EL 094019245"), normal("gr", "094019245"));
    }

    #[test]
    fn european_forms() {
        for (country, good, bad) in [
            ("DE", "DE136695976", "13669597"),
            ("AT", "U13585627", "13585627"),
            ("ES", "B58378431", "583784310"),
            ("FR", "40303265045", "4030326504"),
            ("NL", "004495445B01", "004495445C01"),
            ("RO", "18", "1"),
            ("BE", "0428759497", "2428759497"),
        ] {
            let id = decide(country, good).unwrap();
            assert!(!id.checked && unchecked(&id).is_some(), "{country}");
            assert_eq!(decide(country, bad), Err(Wrong::Form), "{country} {bad}");
        }
    }

    #[test]
    fn elsewhere_four_to_twenty_characters() {
        assert!(decide("KZ", "1234").is_ok() && decide("KZ", &"1".repeat(20)).is_ok());
        assert_eq!(decide("KZ", "123"), Err(Wrong::Form));
        assert_eq!(decide("KZ", &"1".repeat(21)), Err(Wrong::Form));
        assert_eq!(decide("Russia", "7707083893"), Err(Wrong::Country));
        assert_eq!(decide("", "7707083893"), Err(Wrong::Country));
    }
}
