//! A plugin of several components: each part runs on its own, and has to do without the rest.

use comptoir::{ActivationError, inspect};
use comptoir_embed::COMPONENT;
use comptoir_tests::components::hollow;
use comptoir_tests::synthetic;
use wasmparser::{Parser, Payload};

fn refusal(parts: &str) -> Option<ActivationError> {
    comptoir_tests::builder()
        .plugin_bytes(hollow(parts, "0.1.0"))
        .policy_text("none.toml", "")
        .build()
        .err()
}

#[test]
fn our_own_plugin_is_two_components() {
    let mut parts = Vec::new();
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(COMPONENT) {
        match payload.expect("a component") {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentSection {
                unchecked_range, ..
            } if depth == 1 => {
                parts.push(inspect(&COMPONENT[unchecked_range]).expect("a component"));
            }
            _ => {}
        }
    }
    let exports: Vec<Vec<&str>> = parts
        .iter()
        .map(|part| part.exports.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        exports,
        [
            vec![
                "comptoir:rules/meta@0.1.0",
                "comptoir:rules/policy@0.1.0",
                "comptoir:rules/catalogue@0.1.0",
                "comptoir:rules/cart@0.1.0",
                "comptoir:rules/orders@0.1.0",
                "comptoir:rules/checkout@0.1.0",
                "comptoir:rules/accounts@0.1.0",
                "comptoir:rules/delivery@0.1.0",
                "comptoir:rules/documents@0.1.0",
                "comptoir:rules/loyalty@0.1.0",
            ],
            vec!["comptoir:rules/order-file@0.1.0"],
        ]
    );
}

#[test]
fn a_part_imports_nothing_from_its_composition() {
    // The composition could hand its part a function: validation alone would pass it.
    let parts = r#"
        (component $clock (core module $m (func (export "now")))
            (core instance $i (instantiate $m))
            (func $now (canon lift (core func $i "now")))
            (export "now" (func $now)))
        (instance $clocks (instantiate $clock))
        (component $part (import "now" (func)))
        (instance (instantiate $part (with "now" (func $clocks "now"))))"#;
    let error = refusal(parts);
    assert!(
        matches!(&error, Some(ActivationError::Import(name)) if name == "now"),
        "{error:?}"
    );
}

#[test]
fn a_composition_without_a_part_names_what_is_missing() {
    let policy =
        r#"(component (instance $none) (export "comptoir:rules/policy@0.1.0" (instance $none)))"#;
    for (parts, missing) in [("", "policy"), (policy, "order-file")] {
        let error = refusal(parts);
        assert!(
            matches!(&error, Some(ActivationError::Contract(text)) if text.contains(missing)),
            "{error:?}"
        );
    }
}

#[test]
fn uploads_are_read_by_the_part_that_knows_no_policy() {
    let comptoir = comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid");
    let (sheet, _) = comptoir
        .order_file()
        .read("order.csv", b"0983;2\n")
        .expect("a sheet");
    assert_eq!(sheet.rows[0].exact, "0983");
}
