//! `promo.limit`, `promo.facts`: how often a promo code may be used, by all and by one client.
//!
//! The limit itself is the last use that is let through. Uses are counted by the host, cancelled
//! orders left out; a limited code whose uses are not known is `indeterminate`.
//!
//! Requirement: R41. Facts: loyalty.

use super::promo_unknown::{CHANGE, refuses};
use crate::domain::{Finding, Loyalty, Outcome, Remedy, Stage, Subject, Value};
use crate::policy::Promo;

/// The code is used up.
pub const CODE: &str = "promo.limit";
/// What the code goes by is not known.
pub const FACTS: &str = "promo.facts";

/// What `promo` goes by is not known: `fact`.
#[must_use]
pub fn unknown(promo: &Promo, fact: &'static str) -> Finding {
    Finding::new(
        FACTS,
        Outcome::Indeterminate,
        Stage::Place,
        Subject::Document,
    )
    .with("code", Value::Text(promo.code.text.clone()))
    .with_staff("fact", Value::Text(fact.to_owned()))
    .by(format!("promo[{}]", promo.id))
    .remedy(CHANGE)
    .remedy(Remedy::Contact("rep"))
}

/// One finding a limit that is reached.
#[must_use]
pub fn decide(promo: &Promo, loyalty: Option<&Loyalty>) -> Vec<Finding> {
    let limits = [
        ("uses_at_most", "everybody", promo.uses_at_most),
        (
            "uses_per_client_at_most",
            "client",
            promo.uses_per_client_at_most,
        ),
    ];
    if limits.iter().all(|(_, _, limit)| limit.is_none()) {
        return Vec::new();
    }
    let mut uses = loyalty
        .into_iter()
        .flat_map(|loyalty| &loyalty.promo_uses)
        .filter(|uses| uses.promo == promo.id);
    // Two counts of one code contradict each other.
    let (Some(used), None) = (uses.next(), uses.next()) else {
        return vec![unknown(promo, "promo-uses")];
    };
    let mut findings = Vec::new();
    for ((setting, whose, limit), used) in limits.into_iter().zip([used.total, used.by_client]) {
        if let Some(limit) = limit.filter(|limit| used >= *limit) {
            findings.push(
                refuses(CODE, promo, setting)
                    .with("limit", Value::Count(limit))
                    .with("whose", Value::Text(whose.to_owned()))
                    .with_staff("used", Value::Count(used))
                    .remedy(CHANGE),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::promo_unknown::tests::policy;
    use super::*;
    use crate::domain::PromoUse;

    fn found(total: u32, by_client: u32, id: &str) -> Vec<(&'static str, String)> {
        let policy = policy(
            "give = { percent = \"10%\" }\nuses_at_most = 100\nuses_per_client_at_most = 2\n",
        );
        let loyalty = Loyalty {
            promo_uses: vec![PromoUse {
                promo: id.to_owned(),
                total,
                by_client,
            }],
            ..Loyalty::default()
        };
        decide(&policy.promos[0], Some(&loyalty))
            .into_iter()
            .map(|finding| (finding.code, finding.setting.into_owned()))
            .collect()
    }

    #[test]
    fn the_last_use_passes_and_the_next_does_not() {
        assert!(found(99, 1, "spring").is_empty());
        assert_eq!(
            found(100, 1, "spring"),
            [(CODE, "promo[spring].uses_at_most".to_owned())]
        );
        assert_eq!(
            found(99, 2, "spring"),
            [(CODE, "promo[spring].uses_per_client_at_most".to_owned())]
        );
        assert_eq!(found(100, 2, "spring").len(), 2);
    }

    #[test]
    fn an_unknown_use_is_never_favourable() {
        assert_eq!(found(0, 0, "other")[0].0, FACTS);
        let limited = policy("give = { percent = \"10%\" }\nuses_at_most = 1\n");
        assert_eq!(decide(&limited.promos[0], None)[0].code, FACTS);
        let free = policy("give = { percent = \"10%\" }\n");
        assert!(decide(&free.promos[0], None).is_empty());
    }
}
