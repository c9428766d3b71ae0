//! `catalogue.profile`: which products a client sees; what he does not see is unknown to him on every path.
//!
//! A visitor sees what the policy shows visitors. A client sees the categories of the contract he
//! buys under, where it names any; else those of his profiles, all together; else what the policy
//! shows clients. A product is seen where one of its categories is; without a category it is
//! seen by those who see everything.
//!
//! Requirement: R14, R45. Facts: buyer, contracts, products.

use crate::domain::{
    Contract, Facts, Finding, Findings, Outcome, Product, Severity, Stage, Subject, Value,
};
use crate::policy::{CatalogueRules, Sees};

/// The client has a profile that the policy does not know.
pub const PROFILE: &str = "catalogue.profile";

/// What a client sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Every product.
    Everything,
    /// Products of these categories, by index into the categories of the facts.
    Categories(Vec<bool>),
}

impl Sight {
    /// Whether `product` is seen.
    #[must_use]
    pub fn sees(&self, product: &Product) -> bool {
        match self {
            Self::Everything => true,
            Self::Categories(seen) => product.categories.iter().any(|category| {
                usize::try_from(*category)
                    .ok()
                    .and_then(|at| seen.get(at))
                    .is_some_and(|seen| *seen)
            }),
        }
    }

    fn of(sees: &Sees, categories: &[String]) -> Self {
        match sees {
            Sees::All => Self::Everything,
            Sees::Only(named) => Self::Categories(
                categories
                    .iter()
                    .map(|category| named.contains(category))
                    .collect(),
            ),
        }
    }

    /// What either sees.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Categories(mut seen), Self::Categories(other)) => {
                for (seen, other) in seen.iter_mut().zip(other) {
                    *seen = *seen || other;
                }
                Self::Categories(seen)
            }
            _ => Self::Everything,
        }
    }
}

/// What somebody sees who is not signed in.
#[must_use]
pub fn to_visitors(policy: &CatalogueRules, categories: &[String]) -> Sight {
    Sight::of(&policy.visitors_see, categories)
}

/// What the client of `facts` sees under `contract`.
#[must_use]
pub fn decide(
    policy: &CatalogueRules,
    facts: &Facts,
    contract: Option<&Contract>,
    findings: &mut Findings,
) -> Sight {
    let categories = &facts.products.categories;
    if !facts.buyer.signed_in {
        return to_visitors(policy, categories);
    }
    if let Some(agreed) = contract.and_then(|contract| contract.categories.as_ref()) {
        return Sight::of(&Sees::Only(agreed.clone()), categories);
    }
    if facts.buyer.profiles.is_empty() {
        return Sight::of(&policy.clients_see, categories);
    }
    let mut sight = Sight::Categories(vec![false; categories.len()]);
    for id in &facts.buyer.profiles {
        match policy.profiles.iter().find(|profile| profile.id == *id) {
            Some(profile) => sight = sight.or(Sight::of(&profile.sees, categories)),
            None => findings.push(unknown(id)),
        }
    }
    sight
}

/// An unknown profile shows nothing; somebody should look.
fn unknown(profile: &str) -> Finding {
    let mut finding = Finding::new(PROFILE, Outcome::Allow, Stage::Edit, Subject::Document)
        .with_staff("profile", Value::Text(profile.to_owned()))
        .by("catalogue.profile");
    finding.severity = Severity::Warning;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Buyer, Products, Stock};
    use crate::made_up;
    use crate::policy::Profile;

    fn only(categories: &[&str]) -> Sees {
        Sees::Only(categories.iter().map(|c| (*c).to_owned()).collect())
    }

    fn policy() -> CatalogueRules {
        let profile = |id: &str, sees| Profile {
            id: id.to_owned(),
            sees,
        };
        CatalogueRules {
            visitors_see: only(&["paper"]),
            clients_see: Sees::All,
            profiles: vec![
                profile("school", only(&["paper", "pens"])),
                profile("kitchen", only(&["soap"])),
            ],
        }
    }

    fn facts(signed_in: bool, profiles: &[&str]) -> Facts {
        Facts {
            buyer: Buyer {
                signed_in,
                profiles: profiles.iter().map(|p| (*p).to_owned()).collect(),
                ..made_up::buyer()
            },
            contracts: vec![],
            products: Products {
                categories: ["paper", "pens", "soap"].map(str::to_owned).to_vec(),
                ..Products::default()
            },
            stock: Stock::default(),
            receivables: None,
            rates: vec![],
            loyalty: None,
        }
    }

    fn seen(facts: &Facts, agreed: Option<&[&str]>) -> (Sight, usize) {
        let contract = agreed.map(|categories| Contract {
            categories: Some(categories.iter().map(|c| (*c).to_owned()).collect()),
            ..made_up::contract("prepaid", "EUR")
        });
        let mut findings = Findings::default();
        let sight = decide(&policy(), facts, contract.as_ref(), &mut findings);
        (sight, findings.iter().count())
    }

    fn categories(seen: [bool; 3]) -> (Sight, usize) {
        (Sight::Categories(seen.to_vec()), 0)
    }

    #[test]
    fn a_visitor_sees_what_visitors_see_whatever_his_profile() {
        assert_eq!(
            seen(&facts(false, &["school"]), None),
            categories([true, false, false])
        );
    }

    #[test]
    fn two_profiles_see_together() {
        assert_eq!(seen(&facts(true, &[]), None), (Sight::Everything, 0));
        assert_eq!(
            seen(&facts(true, &["school"]), None),
            categories([true, true, false])
        );
        assert_eq!(
            seen(&facts(true, &["school", "kitchen"]), None),
            categories([true, true, true])
        );
    }

    #[test]
    fn what_the_contract_agrees_on_counts_alone() {
        assert_eq!(
            seen(&facts(true, &["school"]), Some(&["soap"])),
            categories([false, false, true])
        );
        assert_eq!(
            seen(&facts(true, &["school"]), Some(&[])),
            categories([false, false, false])
        );
    }

    #[test]
    fn an_unknown_profile_shows_nothing_and_is_named() {
        assert_eq!(
            seen(&facts(true, &["garage"]), None),
            (Sight::Categories(vec![false; 3]), 1)
        );
    }
}
