//! Imports point down only: domain ← rules ← component ‖ WIT ‖ host adapter ← examples.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .to_owned()
}

/// Rust files below `folder`.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no source");
    found
}

/// No file below `folder` says any of `words`, comments aside.
fn none_says(folder: &str, words: &[&str]) {
    for path in sources(folder) {
        let text = fs::read_to_string(&path).expect("UTF-8");
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for word in words {
                assert!(
                    !line.contains(word),
                    "{}:{}: `{word}` lies above this floor",
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest)).expect("a manifest");
    let table: toml::Table = text.parse().expect("TOML");
    let names = |key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flat_map(|table| table.keys().cloned())
    };
    names("dependencies")
        .chain(names("build-dependencies"))
        .collect()
}

fn depends_on_none_of(manifest: &str, above: &[&str]) {
    for name in dependencies(manifest) {
        assert!(
            !above.contains(&name.as_str()),
            "{manifest} depends on `{name}`"
        );
    }
}

#[test]
fn the_domain_knows_neither_rules_nor_policy() {
    none_says(
        "plugin/rules/src/domain",
        &[
            "crate::rules",
            "crate::policy",
            "crate::cart",
            "crate::checkout",
            "crate::catalogue",
        ],
    );
}

#[test]
fn rules_know_neither_carts_nor_the_contract() {
    none_says(
        "plugin/rules/src/rules",
        &["crate::cart", "crate::checkout", "crate::catalogue"],
    );
    none_says("plugin/rules/src/policy", &["crate::rules", "crate::cart"]);
    none_says(
        "plugin/rules/src",
        &[
            "wit_bindgen",
            "wasmtime",
            "std::fs",
            "std::net",
            "std::env",
            "SystemTime",
            "Instant::now",
            "f32",
        ],
    );
}

#[test]
fn the_plugin_knows_no_host() {
    let above = ["comptoir", "comptoir-cli", "comptoir-embed", "wasmtime"];
    for package in ["rules", "order-file", "values", "component", "reader"] {
        depends_on_none_of(&format!("plugin/{package}/Cargo.toml"), &above);
    }
    depends_on_none_of(
        "plugin/rules/Cargo.toml",
        &["comptoir-order-file", "comptoir-component", "wit-bindgen"],
    );
    depends_on_none_of(
        "plugin/order-file/Cargo.toml",
        &["comptoir-rules", "comptoir-component", "wit-bindgen"],
    );
    // The two parts of the plugin know nothing of each other.
    depends_on_none_of(
        "plugin/component/Cargo.toml",
        &["comptoir-order-file", "comptoir-reader"],
    );
    depends_on_none_of(
        "plugin/reader/Cargo.toml",
        &["comptoir-rules", "comptoir-component"],
    );
}

#[test]
fn the_adapter_knows_the_plugin_through_the_contract() {
    for manifest in ["host-adapter/Cargo.toml", "host-adapter/cli/Cargo.toml"] {
        depends_on_none_of(
            manifest,
            &[
                "comptoir-rules",
                "comptoir-order-file",
                "comptoir-component",
                "comptoir-reader",
                "comptoir-values",
            ],
        );
    }
    none_says(
        "host-adapter/src",
        &[
            "comptoir_rules::",
            "comptoir_component",
            "comptoir_order_file",
        ],
    );
}

#[test]
fn the_plugin_ships_without_imports_but_types() {
    let component = comptoir::inspect(comptoir_embed::COMPONENT).expect("our own plugin");
    assert!(
        component
            .imports
            .iter()
            .all(|import| import.starts_with("comptoir:rules/")),
        "{:?}",
        component.imports
    );
    for interface in [
        "meta",
        "policy",
        "catalogue",
        "order-file",
        "cart",
        "checkout",
    ] {
        let name = format!("comptoir:rules/{interface}@0.1.0");
        assert!(
            component.exports.contains(&name),
            "{name} is missing in {:?}",
            component.exports
        );
    }
}
