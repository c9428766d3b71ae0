//! What is generated from the code is not stale: RULES.md. And every code has its texts.
//!
//! `COMPTOIR_BLESS=1 cargo test -p comptoir-tests generated` writes RULES.md anew.

#[path = "generated/rules_md.rs"]
mod rules_md;

use std::fs;
use std::path::{Path, PathBuf};

use comptoir::messages::{Language, Messages};
use comptoir_rules::rules::register::rules;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("RULES.md")
}

/// Ids with their titles, in the order of `fixtures/requirements.toml`.
fn requirements() -> Vec<(String, String)> {
    let file = path().with_file_name("fixtures").join("requirements.toml");
    let text = fs::read_to_string(file).expect("the requirements");
    let mut id = "";
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(header) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            id = header;
        } else if let Some(title) = line.strip_prefix("title = ") {
            found.push((id.to_owned(), title.trim_matches('"').to_owned()));
        }
    }
    found
}

#[test]
fn rules_md_is_fresh() {
    let fresh = rules_md::generate(&requirements());
    if std::env::var_os("COMPTOIR_BLESS").is_some() {
        fs::write(path(), &fresh).expect("RULES.md is writable");
    }
    let written = fs::read_to_string(path()).unwrap_or_default();
    assert!(
        written == fresh,
        "RULES.md is stale: COMPTOIR_BLESS=1 cargo test -p comptoir-tests generated"
    );
}

#[test]
fn every_code_has_a_text_in_every_language() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        for rule in rules() {
            let is_step = rule.stages.is_empty();
            assert!(
                is_step || messages.has(rule.code),
                "`{}` has no text in {language}",
                rule.code
            );
        }
    }
}

#[test]
fn the_component_describes_the_register() {
    let comptoir = comptoir_tests::builder()
        .policy_text("small", "[shop]\ncurrency = \"EUR\"\n[contract.a]\n")
        .build()
        .expect("valid");
    let described: Vec<String> = comptoir
        .generation()
        .description
        .rules
        .iter()
        .map(|rule| rule.code.clone())
        .collect();
    let registered: Vec<String> = rules().iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(described, registered);
}
