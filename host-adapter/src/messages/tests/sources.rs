//! The sources against each other and against Fluent.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Ids with the arguments they use, from the source itself: attributes count as ids.
fn entries(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    for line in language
        .source()
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        if let Some((name, _)) = line
            .split_once(" =")
            .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            id = name.to_owned();
            assert!(
                entries.insert(id.clone(), BTreeSet::new()).is_none(),
                "{language}: `{id}` stands twice"
            );
        } else if line.trim_start().starts_with(".short =") {
            assert!(
                !line.contains('$'),
                "{language}: `{id}.short` needs an argument"
            );
            entries.insert(format!("{id}.short"), BTreeSet::new());
        }
        let used = line
            .split('$')
            .skip(1)
            .map(|rest| rest.split([' ', '}']).next().unwrap_or_default().to_owned());
        entries.entry(id.clone()).or_default().extend(used);
    }
    entries
}

#[test]
fn every_source_parses() {
    for language in Language::ALL {
        let parsed = FluentResource::try_new(language.source().to_owned());
        assert!(
            parsed.is_ok(),
            "{language}: {:?}",
            parsed.err().map(|(_, errors)| errors)
        );
        for id in entries(language).keys().filter(|id| !id.contains('.')) {
            assert!(
                Messages::new(language).bundle.has_message(id),
                "{language}: `{id}`"
            );
        }
    }
}

#[test]
fn languages_have_the_same_ids_and_arguments() {
    let english = entries(Language::English);
    assert_eq!(english, entries(Language::Russian));
    assert_eq!(english, entries(Language::Italian));
}

/// With no parameter at all, and with every argument that a text names.
#[test]
fn no_text_shows_the_inside_of_fluent() {
    for messages in all() {
        // The findings are the first section.
        let findings = messages.language.source().split("\n## ").nth(1).unwrap();
        for (id, names) in entries(messages.language)
            .iter()
            .filter(|(id, _)| !id.contains('.'))
        {
            let named = names
                .iter()
                .filter(|name| !name.starts_with("has-") && !name.ends_with("-moved"));
            let mut full: Vec<_> = named
                .map(|name| (name.as_str(), text("X"), Audience::Buyer))
                .collect();
            // Some texts contain others, which name these.
            for name in ["stage", "event", "label"] {
                full.push((name, text("X"), Audience::Buyer));
            }
            let shown = messages.finding_for_staff(&finding(id, &full), "RUB");
            assert!(!shown.contains(['{', '}', '$']) && shown != *id, "{shown}");
            if findings.contains(&format!("\n{id} =")) && !id.ends_with("-staff") {
                let shown = messages.finding_for_staff(&finding(id, &[]), "RUB");
                assert!(!shown.contains(['{', '}', '$']) && shown != *id, "{shown}");
            }
        }
    }
}
