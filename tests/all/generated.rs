//! What is generated from the code is not stale: RULES.md. And every code has its texts.
//!
//! `COMPTOIR_BLESS=1 cargo test -p comptoir-tests generated` writes RULES.md anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use comptoir::messages::{Language, Messages};
use comptoir_rules::policy::SECTIONS;
use comptoir_rules::rules::register::rules;

fn rules_md() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("RULES.md")
}

/// A cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn generate() -> String {
    let mut text = String::from(
        "# Rules and settings\n\nGenerated from the code; a test fails when it is stale \
         (`COMPTOIR_BLESS=1 cargo test -p comptoir-tests generated` writes it anew).\n\n\
         ## Rules\n\nA code is stable for ever. Findings and price steps carry it; fixtures and audits know a rule by it.\n\n\
         | code | what it decides | stages | requirements |\n|---|---|---|---|\n",
    );
    for rule in rules() {
        let stages: Vec<String> = rule
            .stages
            .iter()
            .map(|stage| format!("{stage:?}").to_lowercase())
            .collect();
        let stages = if stages.is_empty() {
            "a step of a price".to_owned()
        } else {
            stages.join(", ")
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | {stages} | {} |",
            rule.code,
            cell(rule.title),
            rule.requirements.join(", ")
        );
    }
    text.push_str(
        "\n## Settings\n\nOne `policy.toml`. Unknown keys are errors. Amounts and percentages stand in quotes, because a float \
         can't be exact.\n",
    );
    for section in SECTIONS {
        let _ = write!(
            text,
            "\n### `{}`\n\n{}\n\n| key | form | default | what it decides |\n|---|---|---|---|\n",
            section.header, section.doc
        );
        for setting in section.settings {
            let _ = writeln!(
                text,
                "| `{}` | `{}` | {} | {} |",
                setting.key,
                cell(setting.form),
                cell(setting.default),
                cell(setting.doc)
            );
        }
    }
    text
}

#[test]
fn rules_md_is_fresh() {
    let fresh = generate();
    if std::env::var_os("COMPTOIR_BLESS").is_some() {
        fs::write(rules_md(), &fresh).expect("RULES.md is writable");
    }
    let written = fs::read_to_string(rules_md()).unwrap_or_default();
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
