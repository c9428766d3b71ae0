//! `comptoir test [PATH]`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comptoir::fixtures::{self, Asked, Suite};
use comptoir::messages::{Language, Messages};
use comptoir::{Comptoir, PolicyFile, canonical};
use serde_json::Value;

use crate::{Failure, paper};

/// Run rule fixtures in the sandbox.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A case file, or a folder of them
    #[arg(default_value = "fixtures/cases")]
    path: PathBuf,
    /// The folder with policies/, shops/, files/ and requirements.toml; found above PATH when left out
    #[arg(long)]
    root: Option<PathBuf>,
    /// Print the full facts and request of every case
    #[arg(long)]
    expand: bool,
    /// Print the invoices, statements, waybills and histories of every case as people read them
    #[arg(long)]
    papers: bool,
    /// Language of --papers: en, ru or it
    #[arg(long, default_value = "en")]
    lang: Language,
    /// Only cases whose name contains this
    #[arg(long)]
    only: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, plugin: Option<&Path>) -> Result<ExitCode, Failure> {
    let root = match &arguments.root {
        Some(root) => root.clone(),
        None => root_above(&arguments.path)?,
    };
    // `comptoir test fixtures` means its cases.
    let cases = arguments.path.join("cases");
    let path = if arguments.path == root && cases.is_dir() {
        &cases
    } else {
        &arguments.path
    };
    let mut active: BTreeMap<String, &'static Comptoir> = BTreeMap::new();
    let mut decider = |policy: &PolicyFile| -> Result<&'static Comptoir, String> {
        if let Some(comptoir) = active.get(&policy.digest) {
            return Ok(comptoir);
        }
        let builder = crate::builder(plugin).map_err(|error| error.to_string())?;
        let built = builder
            .policy_text(&policy.name, &policy.text)
            .build()
            .map_err(|error| match error {
                comptoir::ActivationError::Policy { issues, .. } => {
                    issues.iter().map(|issue| format!("\n{issue}")).collect()
                }
                other => other.to_string(),
            })?;
        // One a policy, for as long as the command runs.
        let kept: &'static Comptoir = Box::leak(Box::new(built));
        active.insert(policy.digest.clone(), kept);
        Ok(kept)
    };
    let mut suite = fixtures::run(&root, path, &mut decider)?;
    if let Some(only) = &arguments.only {
        suite.cases.retain(|case| case.name.contains(only.as_str()));
        if suite.cases.is_empty() {
            return Err(format!("no case is called `{only}`").into());
        }
    }
    print(&suite, arguments)?;
    let claims_hold = print_coverage(&suite, &root)?;
    let failed = suite
        .cases
        .iter()
        .filter(|case| !case.failures.is_empty())
        .count();
    println!("\n{} passed, {failed} failed", suite.cases.len() - failed);
    Ok(if failed == 0 && claims_hold {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The nearest folder above `path`, or itself, that holds `policies` and `shops`.
fn root_above(path: &Path) -> Result<PathBuf, Failure> {
    let full = std::path::absolute(path)?;
    let found = full
        .ancestors()
        .find(|folder| folder.join("policies").is_dir() && folder.join("shops").is_dir());
    let depth = found.map(|root| {
        full.strip_prefix(root)
            .map_or(0, |rest| rest.components().count())
    });
    match depth {
        None => Err(format!(
            "no folder with policies/ and shops/ above `{}`; name it with --root",
            path.display()
        )
        .into()),
        // Keep the path as it was given, so that messages stay short.
        Some(depth) => Ok(path
            .ancestors()
            .nth(depth)
            .filter(|root| !root.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf)),
    }
}

fn print(suite: &Suite, arguments: &Arguments) -> Result<(), Failure> {
    let messages = Messages::new(arguments.lang);
    for case in &suite.cases {
        let mark = if case.failures.is_empty() {
            "ok  "
        } else {
            "FAIL"
        };
        println!("{mark}  {}  {}", case.place, case.name);
        for failure in &case.failures {
            println!("    {failure}");
        }
        if arguments.papers {
            for (asked, answer) in &case.asked {
                if let (Asked::Papers(asked), Ok(answer)) = (asked, answer)
                    && let Some(text) = paper::text(asked, answer, &messages)
                {
                    println!("\n{text}");
                }
            }
        }
        if arguments.expand {
            for (asked, answer) in &case.asked {
                let answer = answer
                    .clone()
                    .unwrap_or_else(|refusal| serde_json::json!({ "error": refusal.code }));
                let whole = expanded(asked, answer)?;
                println!("{}", serde_json::to_string_pretty(&whole)?);
            }
        }
    }
    Ok(())
}

/// Context, facts and request.
fn expanded(asked: &Asked, answer: Value) -> Result<Value, Failure> {
    let (context, facts, request) = match asked {
        Asked::Cart(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::Place(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::Reorder(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::DemoInvoice(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::Offers(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::Settle(asked) => (
            &asked.0,
            canonical::to_value(&asked.1)?,
            canonical::to_value(&asked.2)?,
        ),
        Asked::Fire(asked) => (
            &asked.0,
            canonical::to_value(&(&asked.1, &asked.2))?,
            canonical::to_value(&asked.3)?,
        ),
        Asked::Due(asked) => (
            &asked.0,
            canonical::to_value(&asked.2)?,
            canonical::to_value(&asked.1)?,
        ),
        Asked::Account(asked) => (&asked.0, canonical::to_value(&asked.1)?, Value::Null),
        Asked::Papers(asked) => return Ok(asked.expanded(&answer)?),
        Asked::People(asked) => return Ok(asked.expanded(&answer)?),
    };
    Ok(serde_json::json!({
        "context": context,
        "facts": facts,
        "request": request,
        "answer": answer,
    }))
}

/// Prints what is proven and what is not; whether every claim holds.
fn print_coverage(suite: &Suite, root: &Path) -> Result<bool, Failure> {
    let proven: Vec<String> = suite
        .coverage
        .proven
        .iter()
        .map(|(id, cases)| format!("{id} ({cases})"))
        .collect();
    println!("\nproven by cases: {}", proven.join(", "));
    let requirements = fixtures::requirements::Requirements::open(&root.join("requirements.toml"))?;
    let covered: BTreeSet<&str> = suite.coverage.proven.keys().map(String::as_str).collect();
    println!(
        "proven elsewhere: {}",
        requirements
            .proven_elsewhere()
            .collect::<Vec<_>>()
            .join(", ")
    );
    println!(
        "no proof covers: {}",
        requirements
            .without_proof(&covered)
            .collect::<Vec<_>>()
            .join(", ")
    );
    for (file, id) in &suite.coverage.claimed_only {
        println!(
            "FAIL  {file} claims {id}, but no passing case of it asserts anything of a rule that serves {id}"
        );
    }
    let unknown: Vec<_> = covered
        .iter()
        .filter(|id| !requirements.knows(id))
        .collect();
    for id in &unknown {
        println!(
            "FAIL  {id} is no requirement of {}",
            root.join("requirements.toml").display()
        );
    }
    Ok(suite.coverage.claimed_only.is_empty() && unknown.is_empty())
}
