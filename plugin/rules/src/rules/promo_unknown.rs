//! `promo.unknown`: a promo code is one of the policy's.
//!
//! Compared without regard to case and outer white space; a blank code is none. An order names
//! one code at most: the request has room for one.
//!
//! Requirement: R41. Facts: none.

use crate::domain::{Edit, Finding, Outcome, Remedy, Stage, Subject, Value};
use crate::policy::Promo;

/// Code of the finding.
pub const CODE: &str = "promo.unknown";

/// Another code, or none.
pub(super) const CHANGE: Remedy = Remedy::Edit(Edit {
    field: "promo",
    line: None,
    to: None,
});

/// A reason for which a code does not apply: it bars placing until the code is changed.
pub(super) fn refuses(code: &'static str, promo: &Promo, setting: &str) -> Finding {
    Finding::new(code, Outcome::Block, Stage::Place, Subject::Document)
        .with("code", Value::Text(promo.code.text.clone()))
        .by(promo.path(setting))
}

/// The promo that `said` means; none where nothing is said.
///
/// # Errors
/// The finding where the policy has no such code.
pub fn decide<'p>(
    promos: &'p [Promo],
    said: Option<&str>,
) -> Result<Option<&'p Promo>, Box<Finding>> {
    let Some(code) = said.map(str::trim).filter(|code| !code.is_empty()) else {
        return Ok(None);
    };
    match promos.iter().find(|promo| promo.code.is(code)) {
        Some(promo) => Ok(Some(promo)),
        None => Err(Box::new(
            Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
                .with("code", Value::Text(code.to_owned()))
                .by("promo")
                .remedy(CHANGE),
        )),
    }
}

#[cfg(test)]
pub(in crate::rules) mod tests {
    use crate::policy::Policy;

    /// A policy with one promo, `SPRING`.
    pub(in crate::rules) fn policy(more: &str) -> Policy {
        let text = format!(
            "[shop]\ncurrency = \"EUR\"\n[contract.c]\n[contract.d]\n[[promo]]\nid = \"spring\"\ncode = \"SPRING\"\n{more}"
        );
        crate::policy::load(&text)
            .unwrap_or_else(|issues| panic!("{issues:#?}"))
            .policy
    }

    #[test]
    fn a_code_is_known_in_any_case() {
        let policy = policy("give = { percent = \"10%\" }\n");
        let decide = |said| super::decide(&policy.promos, said);
        assert_eq!(decide(Some(" spring ")).unwrap().unwrap().id, "spring");
        assert!(decide(None).unwrap().is_none() && decide(Some("  ")).unwrap().is_none());
        assert_eq!(decide(Some("SPRING2")).unwrap_err().code, super::CODE);
        assert_eq!(decide(Some("SPRING SPRING")).unwrap_err().code, super::CODE);
    }
}
