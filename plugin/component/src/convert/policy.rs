//! The policy's report, out, and the register of rules.

use comptoir_rules::policy::{Decided, Issue, Loaded, Weight};
use comptoir_rules::rules::register::rules;

use super::finding::stage;
use crate::bindings::comptoir::rules::types::{FactGroup, Severity};
use crate::bindings::exports::comptoir::rules::{meta, policy as w};

fn issue(issue: Issue) -> w::Issue {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    w::Issue {
        severity: match issue.weight {
            Weight::Warning => Severity::Warning,
            Weight::Error => Severity::Error,
        },
        code: issue.code.to_owned(),
        path: issue.path,
        at: issue.at.map(|span| w::Span {
            start: byte(span.start),
            end: byte(span.end),
        }),
        message: issue.message,
        expected: issue.expected,
    }
}

/// Issues of a refused policy.
#[must_use]
pub fn issues(issues: Vec<Issue>) -> Vec<w::Issue> {
    issues.into_iter().map(issue).collect()
}

/// The report of a loaded policy.
#[must_use]
pub fn report(loaded: &Loaded) -> w::Report {
    let setting = |decided: &Decided| w::Setting {
        path: decided.path.clone(),
        value: decided.value.clone(),
        is_default: decided.is_default,
    };
    w::Report {
        issues: issues(loaded.warnings.clone()),
        settings: loaded.decided.iter().map(setting).collect(),
    }
}

/// What this plugin is.
#[must_use]
pub fn describe() -> meta::Description {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    meta::Description {
        contract: "comptoir:rules@0.1.0".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: rules()
            .iter()
            .map(|rule| meta::Rule {
                code: rule.code.to_owned(),
                title: rule.title.to_owned(),
                requirements: texts(rule.requirements),
                stages: rule.stages.iter().copied().map(stage).collect(),
            })
            .collect(),
        fact_groups: vec![
            FactGroup::Buyer,
            FactGroup::Contracts,
            FactGroup::Products,
            FactGroup::Stock,
            FactGroup::Receivables,
            FactGroup::Directory,
            FactGroup::Rates,
            FactGroup::Loyalty,
            FactGroup::Orders,
            FactGroup::Calendar,
            FactGroup::History,
            FactGroup::Ledger,
            FactGroup::Standings,
        ],
    }
}
