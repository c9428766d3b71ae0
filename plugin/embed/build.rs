//! Builds `comptoir-component` for wasm32 and leaves it as `$OUT_DIR/comptoir.wasm`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comptoir_build_support::{Artifact, Guest, build, rerun_if_changed};

/// Whatever ends in the component, from the workspace root.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "plugin/component",
    "plugin/order-file",
    "plugin/rules",
    "wit",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let workspace = workspace()?;
    rerun_if_changed(SOURCES.iter().map(|source| workspace.join(source)))?;

    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let guest = Guest::new("comptoir-component", Artifact::Lib, workspace);
    for (_, component) in build(&guest)? {
        fs::write(out.join("comptoir.wasm"), component)?;
    }
    Ok(())
}

fn workspace() -> Result<PathBuf, Box<dyn Error>> {
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let root = Path::new(&package).ancestors().nth(2);
    Ok(root
        .ok_or("this package is not in its workspace")?
        .to_owned())
}
