//! Builds the plugin for wasm32 and leaves it as `$OUT_DIR/comptoir.wasm`: one component,
//! composed of the rules and the order-file reader.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comptoir_build_support::{
    Artifact, GUEST_STACK_BYTES, Guest, build, compose, rerun_if_changed,
};

/// Whatever ends in the component, from the workspace root.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "plugin/component",
    "plugin/order-file",
    "plugin/reader",
    "plugin/rules",
    "plugin/values",
    "wit",
];

/// The packages that become its parts, with their stacks in bytes: a fresh instance pays for
/// what it may touch.
const PARTS: &[(&str, u32)] = &[
    ("comptoir-component", 65_536),
    ("comptoir-reader", GUEST_STACK_BYTES),
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
    let mut parts = Vec::new();
    for &(package, stack_bytes) in PARTS {
        parts.extend(build(&Guest {
            stack_bytes,
            ..Guest::new(package, Artifact::Lib, &workspace)
        })?);
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    fs::write(out.join("comptoir.wasm"), compose(&parts)?)?;
    Ok(())
}

fn workspace() -> Result<PathBuf, Box<dyn Error>> {
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let root = Path::new(&package).ancestors().nth(2);
    Ok(root
        .ok_or("this package is not in its workspace")?
        .to_owned())
}
