//! Every fixture, in the sandbox and natively: equal bytes. And what requirements name as proof exists.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use comptoir::contract::{Description, ImportRow};
use comptoir::fixtures::requirements::Requirements;
use comptoir::fixtures::{self, Asked, Decider, Refusal};
use comptoir::{Compilation, Comptoir, EngineOptions, PolicyFile, canonical};
use comptoir_component::native::Native;
use comptoir_tests::native;
use serde_json::Value;

use crate::buyer_view::staff_values;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("fixtures")
}

/// Asks the sandbox and plain Rust, and demands equal bytes.
struct Both {
    comptoir: Comptoir,
    native: Native,
}

impl Decider for Both {
    fn decide(&self, asked: &Asked) -> Result<Value, Refusal> {
        let sandboxed = self.comptoir.decide(asked);
        let plain = match asked {
            Asked::Cart(asked) => native::evaluate(&self.native, &asked.0, &asked.1, &asked.2),
            Asked::Place(asked) => native::place(&self.native, &asked.0, &asked.1, &asked.2),
            Asked::Reorder(asked) => native::reorder(&self.native, &asked.0, &asked.1, &asked.2),
            Asked::DemoInvoice(asked) => {
                native::demo_invoice(&self.native, &asked.0, &asked.1, &asked.2)
            }
            Asked::Account(asked) => native::account(&self.native, &asked.0, &asked.1),
            Asked::Settle(asked) => match &asked.1.loyalty {
                Some(loyalty) => native::settle(&self.native, &asked.0, loyalty, &asked.2),
                None => panic!("`settle` needs a bonus account of the shop"),
            },
            Asked::Fire(asked) => {
                native::fire(&self.native, &asked.0, &asked.1, &asked.2, &asked.3)
            }
            Asked::Due(asked) => native::due(&self.native, &asked.0, &asked.1, asked.2.as_deref()),
            Asked::Offers(asked) => native::offers(&self.native, &asked.0, &asked.1, &asked.2),
            Asked::Papers(asked) => native::papers(&self.native, asked),
            Asked::People(asked) => native::people(&self.native, asked),
        };
        match (&sandboxed, &plain) {
            (Ok(sandboxed), Ok(plain)) => {
                assert_eq!(
                    &serde_json::to_string(sandboxed).expect("json"),
                    plain,
                    "the sandbox and plain Rust differ"
                );
                let view = self.comptoir.decide_for_buyer(asked);
                let shown = staff_values(&view.expect("what is decided can be shown"));
                assert!(shown.is_empty(), "a buyer would see {shown:?}");
            }
            (Err(refusal), Err(message)) => assert!(
                message.starts_with(&refusal.code),
                "{refusal:?} against {message}"
            ),
            (sandboxed, plain) => {
                panic!("the sandbox and plain Rust differ: {sandboxed:?} against {plain:?}")
            }
        }
        sandboxed
    }

    fn decide_for_buyer(&self, asked: &Asked) -> Result<Value, Refusal> {
        // Redaction is the adapter's; what it takes from is compared first.
        self.decide(asked)?;
        self.comptoir.decide_for_buyer(asked)
    }

    fn read(&self, file_name: &str, bytes: &[u8]) -> Result<(Value, Vec<ImportRow>), Refusal> {
        let sandboxed = self.comptoir.read(file_name, bytes);
        let limits = comptoir_reader::bindings::exports::comptoir::rules::order_file::Limits {
            rows: 20_000,
            cells: 1_000_000,
        };
        let plain = comptoir_reader::read(file_name, bytes, limits);
        match (&sandboxed, &plain) {
            (Ok((sheet, _)), Ok(plain)) => {
                assert_eq!(sheet, &canonical::to_value(plain).expect("json"))
            }
            (Err(refusal), Err(error)) => assert_eq!(refusal.code, error.code),
            _ => panic!("the sandbox and plain Rust differ on {file_name}"),
        }
        sandboxed
    }

    fn describe(&self) -> Description {
        self.comptoir.describe()
    }
}

#[test]
fn every_case_holds_and_both_sides_give_equal_bytes() {
    let mut active: BTreeMap<String, &'static Both> = BTreeMap::new();
    let mut decider = |policy: &PolicyFile| -> Result<&'static Both, String> {
        if let Some(both) = active.get(&policy.digest) {
            return Ok(both);
        }
        // What serves in the long run; `comptoir test fixtures` asks the baseline code.
        let comptoir = Comptoir::builder()
            .engine_options(EngineOptions {
                compilation: Compilation::Optimized,
                ..EngineOptions::default()
            })
            .policy_text(&policy.name, &policy.text)
            .build()
            .map_err(|error| error.to_string())?;
        let (native, _) = Native::load(&policy.text).map_err(|issues| format!("{issues:?}"))?;
        let both: &'static Both = Box::leak(Box::new(Both { comptoir, native }));
        active.insert(policy.digest.clone(), both);
        Ok(both)
    };
    let suite = fixtures::run(&root(), &root().join("cases"), &mut decider)
        .unwrap_or_else(|error| panic!("{error}"));
    let failed: Vec<String> = suite
        .cases
        .iter()
        .filter(|case| !case.failures.is_empty())
        .map(|case| {
            format!(
                "{} {}\n{}",
                case.place,
                case.name,
                case.failures
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            )
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(
        suite.coverage.claimed_only.is_empty(),
        "claimed, not proven: {:?}",
        suite.coverage.claimed_only
    );
    assert!(suite.cases.len() >= 60, "{} cases", suite.cases.len());
}

#[test]
fn proofs_that_requirements_name_exist() {
    let requirements = Requirements::open(&root().join("requirements.toml"))
        .unwrap_or_else(|error| panic!("{error}"));
    for (id, proof) in requirements.proofs() {
        let (file, function) = proof
            .split_once("::")
            .unwrap_or_else(|| panic!("{id}: `{proof}` is not `file::function`"));
        let text = fs::read_to_string(root().join("..").join(file))
            .unwrap_or_else(|error| panic!("{id}: {file}: {error}"));
        assert!(
            text.contains(&format!("fn {function}(")),
            "{id}: {file} has no `{function}`"
        );
    }
}
