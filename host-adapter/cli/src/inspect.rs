//! `comptoir inspect PLUGIN.wasm`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comptoir::inspect;

use crate::Failure;

/// Say what a plugin is.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The plugin; the bundled one when left out
    file: Option<PathBuf>,
}

/// The smallest policy there is: describing needs one loaded.
const SMALLEST: &str = "[shop]\ncurrency = \"EUR\"\n[contract.any]\n";

pub(crate) fn run(arguments: &Arguments, plugin: Option<&Path>) -> Result<ExitCode, Failure> {
    let file = arguments.file.as_deref().or(plugin);
    // Told apart first: what imports something is named before anything runs.
    if let Some(path) = file {
        inspect(
            &std::fs::read(path)
                .map_err(|error| format!("can't read `{}`: {error}", path.display()))?,
        )?;
    }
    let builder = crate::builder(file)?;
    let comptoir = builder.policy_text("smallest", SMALLEST).build()?;
    let generation = comptoir.generation();
    let (component, description) = (&generation.component, &generation.description);
    println!("contract  {}", description.contract);
    println!("version   {}", description.version);
    println!("size      {} bytes", component.bytes);
    println!("sha256    {}", component.digest);
    println!("exports   {}", component.exports.join("\n          "));
    println!(
        "imports   {}  (types only)",
        component.imports.join("\n          ")
    );
    println!("rules     {}", description.rules.len());
    for rule in &description.rules {
        println!(
            "  {:<22} {}  [{}]",
            rule.code,
            rule.title,
            rule.requirements.join(", ")
        );
    }
    Ok(ExitCode::SUCCESS)
}
