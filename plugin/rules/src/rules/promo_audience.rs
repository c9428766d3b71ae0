//! `promo.audience`: whom a promo code is for: profile, tier, bonus segment, first order.
//!
//! One finding a condition that the client does not meet. A first order is one with no earlier
//! order that was not cancelled.
//!
//! Requirement: R41. Facts: buyer, loyalty.

use super::promo_limit::unknown;
use super::promo_unknown::{CHANGE, refuses};
use crate::domain::{Buyer, Finding, Loyalty, Value};
use crate::policy::Promo;

/// Code of the finding.
pub const CODE: &str = "promo.audience";

/// One finding a condition that is not met. `tier`: the one that the client reached.
#[must_use]
pub fn decide(
    promo: &Promo,
    buyer: &Buyer,
    tier: Option<&str>,
    loyalty: Option<&Loyalty>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse = |setting: &str, field: &str| {
        findings.push(
            refuses(CODE, promo, setting)
                .with("field", Value::Text(field.to_owned()))
                .remedy(CHANGE),
        );
    };
    let has = |wanted: &[String], found: &[&str]| {
        wanted.is_empty() || wanted.iter().any(|name| found.contains(&name.as_str()))
    };
    let profiles: Vec<&str> = buyer.profiles.iter().map(String::as_str).collect();
    if !has(&promo.profiles, &profiles) {
        refuse("for.profiles", "profile");
    }
    if !has(&promo.tiers, &tier.into_iter().collect::<Vec<_>>()) {
        refuse("for.tiers", "tier");
    }
    let mut missing = Vec::new();
    if !promo.segments.is_empty() {
        match loyalty {
            None => missing.push("loyalty"),
            Some(loyalty) => {
                let segment = loyalty
                    .account
                    .as_ref()
                    .and_then(|account| account.segment.as_deref());
                if !has(&promo.segments, &segment.into_iter().collect::<Vec<_>>()) {
                    refuse("for.segments", "segment");
                }
            }
        }
    }
    if promo.first_order {
        match loyalty.and_then(|loyalty| loyalty.placed_orders) {
            None => missing.push("placed-orders"),
            Some(0) => {}
            Some(_) => refuse("for.first_order", "first-order"),
        }
    }
    findings.extend(missing.into_iter().map(|fact| unknown(promo, fact)));
    findings
}

#[cfg(test)]
mod tests {
    use super::super::promo_limit::FACTS;
    use super::super::promo_unknown::tests::policy;
    use super::*;
    use crate::domain::BonusAccount;
    use crate::made_up;

    fn codes(whom: &str, tail: &str, loyalty: Option<&Loyalty>) -> Vec<(&'static str, String)> {
        let policy = policy(&format!(
            "give = {{ percent = \"10%\" }}\nfor = {whom}\n{tail}"
        ));
        let buyer = Buyer {
            profiles: vec!["school".to_owned()],
            ..made_up::buyer()
        };
        decide(&policy.promos[0], &buyer, Some("gold"), loyalty)
            .into_iter()
            .map(|finding| (finding.code, finding.setting.into_owned()))
            .collect()
    }

    #[test]
    fn one_finding_a_condition() {
        let profiles = "[[catalogue.profile]]\nid = \"school\"\nsees = [\"a\"]\n[[catalogue.profile]]\nid = \"cafe\"\nsees = [\"a\"]\n";
        let tiers = "[[tier]]\nid = \"gold\"\nturnover_from = \"1\"\ndiscount = \"1%\"\n[[tier]]\nid = \"top\"\nturnover_from = \"2\"\ndiscount = \"2%\"\n";
        let tail = format!("{profiles}{tiers}");
        let both = "{ profiles = [\"school\"], tiers = [\"gold\", \"top\"] }";
        assert!(codes(both, &tail, None).is_empty());
        let neither = "{ profiles = [\"cafe\"], tiers = [\"top\"] }";
        let settings: Vec<String> = codes(neither, &tail, None)
            .into_iter()
            .map(|(_, at)| at)
            .collect();
        assert_eq!(
            settings,
            ["promo[spring].for.profiles", "promo[spring].for.tiers"]
        );
    }

    #[test]
    fn a_first_order_is_the_first_that_counts() {
        let orders = |placed| Loyalty {
            placed_orders: placed,
            ..Loyalty::default()
        };
        let first = "{ first_order = true }";
        assert!(codes(first, "", Some(&orders(Some(0)))).is_empty());
        assert_eq!(codes(first, "", Some(&orders(Some(1))))[0].0, CODE);
        assert_eq!(codes(first, "", Some(&orders(None)))[0].0, FACTS);
        assert_eq!(codes(first, "", None)[0].0, FACTS);
    }

    #[test]
    fn a_segment_is_that_of_the_account() {
        let bonus = "[bonus]\nversion = \"1\"\naccrue = [{ rate = \"3%\" }]\n[[bonus.segment]]\nid = \"s\"\n";
        let account = |segment: Option<&str>| Loyalty {
            account: Some(BonusAccount {
                segment: segment.map(str::to_owned),
                turnover: None,
                orders: Vec::new(),
                lots: Vec::new(),
            }),
            ..Loyalty::default()
        };
        let whom = "{ segments = [\"s\"] }";
        assert!(codes(whom, bonus, Some(&account(Some("s")))).is_empty());
        assert_eq!(codes(whom, bonus, Some(&account(None)))[0].0, CODE);
        assert_eq!(codes(whom, bonus, Some(&Loyalty::default()))[0].0, CODE);
        assert_eq!(codes(whom, bonus, None)[0].0, FACTS);
    }
}
