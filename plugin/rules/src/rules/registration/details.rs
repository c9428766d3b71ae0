//! `account.details`, `account.email`, `account.phone`: what a registration must say.
//!
//! Requirement: R1, R2. Facts: none.

use super::{DETAILS, EMAIL, PHONE, edit, say};
use crate::domain::directory::Registration;
use crate::domain::{Findings, Outcome};
use crate::policy::RegistrationRules;

/// What is missing or wrong goes into `findings`.
pub(super) fn decide(rules: &RegistrationRules, request: &Registration, findings: &mut Findings) {
    if request.name.trim().is_empty() || request.person.trim().is_empty() {
        findings.push(say(DETAILS, Outcome::Block).remedy(edit("name")));
    }
    let wrong = |text: &str, required: bool, fits: fn(&str) -> bool| match text.trim() {
        "" => required,
        text => !fits(text),
    };
    if wrong(&request.email, rules.require_email, is_email) {
        let finding = say(EMAIL, Outcome::Block);
        findings.push(
            finding
                .by("registration.require_email")
                .remedy(edit("email")),
        );
    }
    if wrong(&request.phone, rules.require_outlet_phone, is_phone) {
        let finding = say(PHONE, Outcome::Block);
        findings.push(
            finding
                .by("registration.require_outlet_phone")
                .remedy(edit("phone")),
        );
    }
}

/// One `@`, something before it, a dot inside of what follows, no white space; at most 254 bytes.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    text.len() <= 254
        && !local.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// 7 to 15 digits, with the usual signs between them.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'))
}
