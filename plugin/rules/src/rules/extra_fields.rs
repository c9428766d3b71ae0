//! `extra.invalid`: fields of the shop's own, on a line or on the document.
//!
//! They travel from an order into its copy and from the cart into the order, unchanged and
//! in their order, and decide nothing. Their names are unique and not empty. Exactly 32
//! fields, 64 characters of a name and 1000 of a value pass; one more bars placing.
//!
//! Requirement: R25. Facts: none.

use crate::domain::{Edit, ExtraField, Finding, Outcome, Remedy, Stage, Subject, Value};

/// Code of the finding.
pub const CODE: &str = "extra.invalid";

/// Most fields of a line or of a document.
pub const MAX_FIELDS: usize = 32;
/// Most characters of a name.
pub const MAX_NAME: usize = 64;
/// Most characters of a value.
pub const MAX_VALUE: usize = 1000;

/// The findings about the fields of `line`; of the document, where there is none.
#[must_use]
pub fn decide(fields: &[ExtraField], line: Option<u32>) -> Vec<Finding> {
    let about = |field: &ExtraField, problem: &str| {
        let name: String = field.name.chars().take(MAX_NAME).collect();
        Finding::new(
            CODE,
            Outcome::Block,
            Stage::Place,
            line.map_or(Subject::Document, Subject::Line),
        )
        .with("field", Value::Text(name))
        .with("problem", Value::Text(problem.to_owned()))
        .remedy(Remedy::Edit(Edit {
            field: "extra",
            line,
            to: None,
        }))
    };
    let mut findings = Vec::new();
    for (position, field) in fields.iter().take(MAX_FIELDS).enumerate() {
        if let Some(problem) = problem(field, fields.iter().take(position)) {
            findings.push(about(field, problem));
        }
    }
    // What lies beyond is too much, whatever it holds.
    if let Some(field) = fields.get(MAX_FIELDS) {
        findings.push(about(field, "too-many"));
    }
    findings
}

fn problem<'a>(
    field: &ExtraField,
    mut earlier: impl Iterator<Item = &'a ExtraField>,
) -> Option<&'static str> {
    let longer = |text: &str, most: usize| text.chars().nth(most).is_some();
    if field.name.trim().is_empty() {
        Some("name-empty")
    } else if longer(&field.name, MAX_NAME) {
        Some("name-too-long")
    } else if earlier.any(|other| other.name == field.name) {
        Some("name-twice")
    } else if longer(&field.value, MAX_VALUE) {
        Some("value-too-long")
    } else {
        None
    }
}

/// Adds `more` to `fields`; of two with one name the one that was there first stays.
///
/// Only as many names are compared as may be there at all: the work stays linear.
pub fn join(fields: &mut Vec<ExtraField>, more: &[ExtraField]) {
    let own = fields.len().min(MAX_FIELDS);
    for field in more {
        let mut names = fields.iter().take(own);
        if !names.any(|there| there.name == field.name) {
            fields.push(field.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> ExtraField {
        ExtraField {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    fn problems(fields: &[ExtraField]) -> Vec<String> {
        decide(fields, Some(3))
            .into_iter()
            .map(|finding| {
                assert_eq!(finding.subject, Subject::Line(3));
                assert_eq!(
                    (finding.outcome, finding.stage),
                    (Outcome::Block, Stage::Place)
                );
                assert_eq!(
                    finding.remedies,
                    [Remedy::Edit(Edit {
                        field: "extra",
                        line: Some(3),
                        to: None
                    })]
                );
                match &finding.params[1].value {
                    Value::Text(problem) => problem.clone(),
                    other => panic!("{other:?}"),
                }
            })
            .collect()
    }

    #[test]
    fn as_many_as_may_be_and_one_more() {
        let many = |count: usize| -> Vec<_> {
            (0..count).map(|at| field(&format!("n{at}"), "x")).collect()
        };
        assert!(problems(&many(MAX_FIELDS)).is_empty());
        assert_eq!(problems(&many(MAX_FIELDS + 1)), ["too-many"]);
        let found = decide(&many(MAX_FIELDS + 9), None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].subject, Subject::Document);
        assert_eq!(found[0].params[0].value, Value::Text("n32".to_owned()));
    }

    #[test]
    fn names_and_values_at_the_boundary_and_past_it() {
        // Characters count, not bytes.
        assert!(problems(&[field(&"é".repeat(MAX_NAME), &"ж".repeat(MAX_VALUE))]).is_empty());
        assert!(problems(&[field("a", "")]).is_empty());
        let long = "é".repeat(MAX_NAME + 1);
        assert_eq!(problems(&[field(&long, "")]), ["name-too-long"]);
        assert_eq!(
            problems(&[field("a", &"ж".repeat(MAX_VALUE + 1))]),
            ["value-too-long"]
        );
        assert_eq!(problems(&[field("", "x")]), ["name-empty"]);
        assert_eq!(problems(&[field(" \t", "x")]), ["name-empty"]);
        // What is named in the finding is no longer than a name may be.
        let named = &decide(&[field(&long, "")], None)[0].params[0].value;
        assert_eq!(*named, Value::Text("é".repeat(MAX_NAME)));
    }

    #[test]
    fn one_name_twice_is_named_once_and_case_counts() {
        let fields = [field("a", "1"), field("A", "2"), field("a", "1")];
        assert_eq!(problems(&fields), ["name-twice"]);
    }

    #[test]
    fn joining_keeps_what_was_there_and_the_order() {
        let mut fields = vec![field("b", "1")];
        join(&mut fields, &[field("a", "2"), field("b", "3")]);
        assert_eq!(fields, [field("b", "1"), field("a", "2")]);
        // Two of one name that come together both come: they are found at placing.
        let mut none = vec![];
        join(&mut none, &[field("a", "1"), field("a", "2")]);
        assert_eq!(problems(&none), ["name-twice"]);
    }
}
