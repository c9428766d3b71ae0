//! `comptoir check POLICY`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Failure;

/// Load a policy and say what is wrong with it.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The policy
    policy: PathBuf,
    /// Print every setting with its value, also those by default
    #[arg(long)]
    settings: bool,
}

pub(crate) fn run(arguments: &Arguments, plugin: Option<&Path>) -> Result<ExitCode, Failure> {
    let builder = crate::builder(plugin)?.policy_file(&arguments.policy)?;
    let comptoir = match crate::build(builder)? {
        Ok(comptoir) => comptoir,
        Err(code) => return Ok(code),
    };
    let generation = comptoir.generation();
    for warning in &generation.warnings {
        println!("{warning}\n");
    }
    if arguments.settings {
        for setting in &generation.settings {
            let by = if setting.is_default {
                "  (default)"
            } else {
                ""
            };
            println!("{} = {}{by}", setting.path, setting.value);
        }
        println!();
    }
    println!(
        "{} is valid: {} setting(s) read, {} warning(s), sha256 {}",
        arguments.policy.display(),
        generation
            .settings
            .iter()
            .filter(|setting| !setting.is_default)
            .count(),
        generation.warnings.len(),
        generation.policy.digest
    );
    Ok(ExitCode::SUCCESS)
}
