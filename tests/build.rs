//! Builds the guests of `guests/examples` and leaves `$OUT_DIR/guests.rs` with their bytes.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comptoir_build_support::{Artifact, Guest, build, rerun_if_changed, shorten};

/// Whatever ends in a guest, from the workspace root.
const SOURCES: &[&str] = &["Cargo.lock", "Cargo.toml", "tests/guests", "wit"];

/// `(module (memory (export "memory") 1) (func (export "copy") (param i32 i32 i32)
///   local.get 0 local.get 1 local.get 2 memory.copy))`
const COPIES: &[u8] = b"\0asm\x01\0\0\0\x01\x07\x01\x60\x03\x7f\x7f\x7f\0\x03\x02\x01\0\
    \x05\x03\x01\0\x01\x07\x11\x02\x06memory\x02\0\x04copy\0\0\
    \x0a\x0e\x01\x0c\0\x20\0\x20\x01\x20\x02\xfc\x0a\0\0\x0b";

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
    let package =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let workspace = package
        .parent()
        .ok_or("this package is not in its workspace")?;
    rerun_if_changed(SOURCES.iter().map(|source| workspace.join(source)))?;

    let names = examples(&package.join("guests/examples"))?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut source = String::new();
    for (name, component) in build(&Guest::new(
        "comptoir-guests",
        Artifact::Examples(&names),
        workspace,
    ))? {
        let file = format!("{name}.wasm");
        fs::write(out.join(&file), component)?;
        let constant = name.to_uppercase();
        writeln!(source, "/// See `guests/examples/{name}.rs`.")?;
        writeln!(
            source,
            "pub static {constant}: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"));"
        )?;
    }
    fs::write(out.join("guests.rs"), source)?;
    fs::write(out.join("copies.wasm"), COPIES)?;
    fs::write(out.join("short-copies.wasm"), shorten("copies", COPIES)?)?;
    Ok(())
}

/// Names of the examples, sorted.
fn examples(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_stem().and_then(|stem| stem.to_str());
            names.push(name.ok_or("a guest's name is not UTF-8")?.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
