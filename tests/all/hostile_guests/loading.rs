//! Guests that misbehave before they decide anything, or are no plugin.

use super::*;
use comptoir_tests::components::hollow;

#[test]
fn loops_while_loading() {
    let load = CallLimits {
        fuel: 1_000_000,
        time: Duration::from_millis(60),
        ..CallLimits::default()
    };
    let limits = Limits {
        load,
        ..Limits::default()
    };
    let time = build(guests::LOOPS_WHILE_LOADING, limits).err();
    assert!(
        matches!(
            time,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Time,
                ..
            }))
        ),
        "{time:?}"
    );
    // Without a clock its fuel is counted.
    let options = EngineOptions {
        epoch: false,
        concurrent_calls: 2,
        ..comptoir_tests::options()
    };
    let unclocked = comptoir_tests::builder()
        .plugin_bytes(guests::LOOPS_WHILE_LOADING)
        .policy_text("none.toml", "");
    let fuel = unclocked
        .limits(limits)
        .engine_options(options)
        .build()
        .err();
    assert!(
        matches!(
            fuel,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Fuel,
                ..
            }))
        ),
        "{fuel:?}"
    );
    let input = comptoir_tests::builder()
        .plugin_bytes(guests::REMEMBERS)
        .policy_text("long.toml", &"#".repeat(2 * MIB))
        .build()
        .err();
    assert!(
        matches!(
            input,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Input,
                ..
            }))
        ),
        "{input:?}"
    );
}

#[test]
fn speaks_another_contract() {
    let error = build(guests::SPEAKS_ANOTHER_CONTRACT, Limits::default()).err();
    let error = error.map(|error| error.to_string());
    assert_eq!(
        error.as_deref(),
        Some(
            "the plugin speaks `comptoir:rules@9.9.9`, this adapter `comptoir:rules@0.1.0`; take a plugin of that version, or an \
             adapter that knows the plugin's"
        )
    );
}

/// What wants something from its host is refused by name, before anything of it runs.
#[test]
fn imports_something() {
    let imports = [
        ("now", r#"(import "now" (func (result u64)))"#),
        (
            "clock:time/now@1.0.0",
            r#"(import "clock:time/now@1.0.0" (instance (export "now" (func (result u64)))))"#,
        ),
        (
            "comptoir:rules/clock@0.1.0",
            r#"(import "comptoir:rules/clock@0.1.0" (instance (export "now" (func (result u64)))))"#,
        ),
        (
            "other:shop/types@0.1.0",
            r#"(import "other:shop/types@0.1.0" (instance (type (record (field "f" u8))) (export "t" (type (eq 0)))))"#,
        ),
        (
            "comptoir:rules/types@0.1.0",
            r#"(import "comptoir:rules/types@0.1.0" (instance (export "file" (type (sub resource)))))"#,
        ),
        (
            "comptoir:rulesome/types",
            r#"(import "comptoir:rulesome/types" (instance))"#,
        ),
        ("file", r#"(import "file" (type (sub resource)))"#),
        (
            "helper",
            r#"(import "helper" (core module (export "memory" (memory 1))))"#,
        ),
        ("inner", r#"(import "inner" (component))"#),
    ];
    for (name, import) in imports {
        let bytes = wat::parse_str(format!("(component {import})")).expect("valid text");
        let inspected = inspect(&bytes);
        assert!(
            matches!(&inspected, Err(ActivationError::Import(import)) if import == name),
            "{name}: {inspected:?}"
        );
        let built = comptoir_tests::builder()
            .plugin_bytes(bytes)
            .policy_text("none.toml", "")
            .build()
            .err();
        assert!(
            matches!(&built, Some(ActivationError::Import(import)) if import == name),
            "{name}: {built:?}"
        );
    }
}

/// Types of our own package may be imported; a component without exports is no plugin for that.
#[test]
fn imports_our_types_and_does_nothing() {
    let text = r#"(component (import "comptoir:rules/types@0.1.0" (instance (type (record (field "f" u8))) (export "t" (type (eq 0))))))"#;
    let bytes = wat::parse_str(text).expect("valid text");
    assert_eq!(
        inspect(&bytes).expect("types only").imports,
        ["comptoir:rules/types@0.1.0"]
    );
    let error = comptoir_tests::builder()
        .plugin_bytes(bytes)
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(error, Some(ActivationError::Contract(_))),
        "{error:?}"
    );
}

/// A component around a core module, with the right exports and nothing in them.
fn around(module: &str) -> Vec<u8> {
    let parts = format!("(core module $m {module}) (core instance (instantiate $m))");
    hollow(&parts, "0.1.0")
}

#[test]
fn exports_nothing_under_the_right_names() {
    let error = comptoir_tests::builder()
        .plugin_bytes(around(""))
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(error, Some(ActivationError::Contract(_))),
        "{error:?}"
    );
}

/// Code that runs as a core module starts is held to the limits of loading.
#[test]
fn misbehaves_as_it_starts() {
    let start = |body: &str| {
        let bytes = around(&format!("(func $s {body}) (start $s)"));
        let load = CallLimits {
            time: Duration::from_millis(60),
            ..CallLimits::default()
        };
        let limits = Limits {
            load,
            ..Limits::default()
        };
        comptoir_tests::builder()
            .plugin_bytes(bytes)
            .policy_text("none.toml", "")
            .limits(limits)
            .build()
            .err()
    };
    let trap = start("unreachable");
    assert!(
        matches!(trap, Some(ActivationError::Load(CallError::Trap(_)))),
        "{trap:?}"
    );
    let time = start("(loop br 0)");
    assert!(
        matches!(
            time,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Time,
                ..
            }))
        ),
        "{time:?}"
    );
}

/// A component that declares more memory than it may have never gets it.
#[test]
fn declares_too_much_memory() {
    let error = comptoir_tests::builder()
        .plugin_bytes(around("(memory 65536)"))
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(
            error,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Memory,
                ..
            }))
        ),
        "{error:?}"
    );
}
