//! Finds the compiler and the standard library for wasm32.
//!
//! Either the toolchain has the library, or `plugin/embed/wasm-target.sh` put one into the target
//! folder, with the compiler's version beside it.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::BuildError;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Compiler and library that a guest is built with.
#[derive(Debug)]
pub(crate) struct Toolchain {
    pub(crate) rustc: OsString,
    /// Target folder of this workspace; guests go into a folder of their own inside it.
    pub(crate) target_dir: PathBuf,
    /// Set when the library is not part of the toolchain.
    pub(crate) sysroot: Option<Sysroot>,
}

/// What `plugin/embed/wasm-target.sh` built.
#[derive(Debug)]
pub(crate) struct Sysroot {
    pub(crate) path: PathBuf,
    /// The toolchain's own: a sysroot without tools would make rustc look for one elsewhere.
    pub(crate) linker: Option<PathBuf>,
}

/// # Errors
///
/// [`BuildError::MissingTarget`], [`BuildError::StaleSysroot`]; [`BuildError::Tool`] when rustc does not run.
pub(crate) fn find(workspace: &Path) -> Result<Toolchain, BuildError> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let target_dir = target_dir(workspace);

    let libdir = ask(
        &rustc,
        workspace,
        &["--print", "target-libdir", "--target", TARGET],
    )?;
    if holds_std(Path::new(libdir.trim())) {
        return Ok(Toolchain {
            rustc,
            target_dir,
            sysroot: None,
        });
    }

    // `make setup` may have run without the CARGO_TARGET_DIR of this build.
    let sysroot = [
        target_dir.join("wasm-sysroot"),
        workspace.join("target/wasm-sysroot"),
    ]
    .into_iter()
    .find(|path| holds_std(&path.join("lib/rustlib").join(TARGET).join("lib")))
    .ok_or(BuildError::MissingTarget)?;
    let linker = rust_lld(&rustc, workspace)?;
    let rustc = match fs::read_to_string(sysroot.join("rustc")) {
        Ok(other) => other.trim().into(),
        Err(_) => rustc,
    };
    let built_for = fs::read_to_string(sysroot.join("rustc-version")).unwrap_or_default();
    if built_for.trim() != ask(&rustc, workspace, &["-vV"])?.trim() {
        return Err(BuildError::StaleSysroot { sysroot });
    }
    Ok(Toolchain {
        rustc,
        target_dir,
        sysroot: Some(Sysroot {
            path: sysroot,
            linker,
        }),
    })
}

/// A relative CARGO_TARGET_DIR counts from the workspace root, as in `wasm-target.sh`.
fn target_dir(workspace: &Path) -> PathBuf {
    let name = env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty());
    workspace.join(name.unwrap_or_else(|| "target".into()))
}

fn holds_std(libdir: &Path) -> bool {
    fs::read_dir(libdir).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

fn rust_lld(rustc: &OsStr, workspace: &Path) -> Result<Option<PathBuf>, BuildError> {
    let root = ask(rustc, workspace, &["--print", "sysroot"])?;
    let version = ask(rustc, workspace, &["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .map(|host| {
            Path::new(root.trim())
                .join("lib/rustlib")
                .join(host)
                .join("bin/rust-lld")
        })
        .filter(|lld| lld.is_file()))
}

fn ask(rustc: &OsStr, workspace: &Path, args: &[&str]) -> Result<String, BuildError> {
    let failed = |reason: String| BuildError::Tool {
        tool: rustc.to_string_lossy().into_owned(),
        reason,
    };
    let output = Command::new(rustc)
        .args(args)
        .current_dir(workspace)
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
