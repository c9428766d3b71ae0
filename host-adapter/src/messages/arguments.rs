//! Parameters of a finding as arguments of a message, all of them text.
//!
//! Beside each parameter `x` stands `has-x` = `yes`, so that a message can have a variant
//! without it. A pair `x-before`, `x-now` gives `x-moved`: `yes` where they differ, `gone`
//! where nothing is left now.

use chrono_tz::Tz;
use fluent_bundle::resolver::errors::{ReferenceKind, ResolverError};
use fluent_bundle::{FluentArgs, FluentError};

use super::{Language, format};
use crate::bindings::comptoir::rules::types::{Audience, Finding, Param, Severity, Value};

/// The arguments of `finding`, in a language and a zone; staff parameters only for `audience` staff.
pub(super) fn of_finding(
    place: (Language, Tz),
    finding: &Finding,
    currency: &str,
    audience: Audience,
) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    args.set("severity", severity(finding.severity));
    let readable =
        |param: &&Param| audience == Audience::Staff || param.audience == Audience::Buyer;
    let texts: Vec<(&str, String)> = finding
        .params
        .iter()
        .filter(readable)
        .map(|param| (param.name.as_str(), value(place, &param.value, currency)))
        // A text without a letter is no better than none.
        .filter(|(_, text)| !text.is_empty())
        .collect();
    for (name, before) in &texts {
        if let Some(stem) = name.strip_suffix("-before") {
            let now = texts
                .iter()
                .find(|(other, _)| other.strip_suffix("-now") == Some(stem));
            match now {
                None => args.set(format!("{stem}-moved"), "gone"),
                Some((_, now)) if now != before => args.set(format!("{stem}-moved"), "yes"),
                Some(_) => {}
            }
        }
    }
    for (name, text) in texts {
        args.set(format!("has-{name}"), "yes");
        args.set(name.to_owned(), text);
    }
    args
}

/// The arguments of a message: every parameter it carries is meant to be read.
pub(super) fn of_params(
    place: (Language, Tz),
    params: &[Param],
    currency: &str,
) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    for param in params {
        let text = value(place, &param.value, currency);
        if !text.is_empty() {
            args.set(format!("has-{}", param.name), "yes");
            args.set(param.name.clone(), text);
        }
    }
    args
}

/// Whether an error says no more than that an optional argument is absent.
pub(super) fn is_harmless(error: &FluentError) -> bool {
    let FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) =
        error
    else {
        return false;
    };
    id.starts_with("has-") || id.ends_with("-moved")
}

fn value((language, zone): (Language, Tz), value: &Value, currency: &str) -> String {
    match value {
        Value::Text(text) => format::text(text),
        Value::Money(amount) => format::money(language, *amount, currency),
        Value::Quantity(quantity) => format::quantity(language, *quantity),
        Value::Percent(percent) => format::percent(language, *percent),
        Value::Date(date) => format::date(language, *date),
        Value::Count(count) => count.to_string(),
        Value::Instant(instant) => format::instant(language, *instant, zone),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Notice => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
