//! Compiles a guest crate for wasm32-unknown-unknown and encodes it as a component.
//!
//! For build scripts: `plugin/embed` builds the plugin with it, `tests` builds the guests that
//! misbehave. It runs a second cargo inside the first one, so it keeps the two apart: a target
//! folder of its own (the outer one is locked), and none of the outer build's flags and wrappers.
//!
//! The same sources, compiler and standard library give the same bytes in every folder: paths of
//! this machine are mapped away. Outside the build it prints nothing and writes nothing.

mod compile;
mod compose;
mod copies;
mod encode;
mod error;
mod toolchain;

use std::io::Write as _;
use std::path::{Path, PathBuf};

pub use crate::compose::compose;
pub use crate::copies::shorten;
pub use crate::error::BuildError;

/// Stack of a guest, in bytes, unless [`Guest::stack_bytes`] says otherwise.
///
/// The linker's own 1 MiB lies in the memory image, and a fresh instance pays for every page it
/// touches there: 128 KiB makes a fresh decision about three times as fast. It is also the
/// deepest recursion that a guest gets before it traps.
pub const GUEST_STACK_BYTES: u32 = 131_072;

/// Cargo profile of guests, from the workspace's `Cargo.toml`.
pub const GUEST_PROFILE: &str = "plugin";

/// What to build of a package; each becomes one component.
#[derive(Debug, Clone, Copy)]
pub enum Artifact<'a> {
    /// The library, as `cdylib` whatever crate types it names.
    Lib,
    /// These examples; each must have `crate-type = ["cdylib"]`.
    Examples(&'a [&'a str]),
}

/// A guest package of this workspace and how to build it.
#[derive(Debug, Clone)]
pub struct Guest<'a> {
    /// Package name, for example `comptoir-component`.
    pub package: &'a str,
    /// What to build of it.
    pub artifact: Artifact<'a>,
    /// Cargo profile, usually [`GUEST_PROFILE`].
    pub profile: &'a str,
    /// Workspace root: absolute, holds `Cargo.toml`.
    pub workspace: PathBuf,
    /// Stack in bytes, a multiple of 16; usually [`GUEST_STACK_BYTES`]. For examples, the build
    /// script of their package passes `COMPTOIR_GUEST_STACK_BYTES` on to the linker.
    pub stack_bytes: u32,
}

impl<'a> Guest<'a> {
    /// A guest with the usual profile and stack.
    pub fn new(package: &'a str, artifact: Artifact<'a>, workspace: impl Into<PathBuf>) -> Self {
        Self {
            package,
            artifact,
            profile: GUEST_PROFILE,
            workspace: workspace.into(),
            stack_bytes: GUEST_STACK_BYTES,
        }
    }
}

/// Components by name, in the order asked for; one for [`Artifact::Lib`], named like the package.
///
/// Needs no network once the outer cargo and an earlier run have fetched what they use.
///
/// # Errors
///
/// [`BuildError`], written for a person: the standard library for wasm32 is missing, the guest
/// does not compile, or it imports something and so is no guest.
pub fn build(guest: &Guest<'_>) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let toolchain = toolchain::find(&guest.workspace)?;
    compile::compile(guest, &toolchain)?
        .into_iter()
        .map(|(name, core)| {
            let component = encode::encode(&name, &core)?;
            Ok((name, component))
        })
        .collect()
}

/// Prints `cargo:rerun-if-changed` for each path; a folder stands for all that it holds.
///
/// # Errors
///
/// [`BuildError::Io`] when standard output is closed.
pub fn rerun_if_changed<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<(), BuildError> {
    let mut out = std::io::stdout().lock();
    for path in paths {
        let path = path.as_ref();
        writeln!(out, "cargo:rerun-if-changed={}", path.display())
            .map_err(|source| BuildError::io(path, source))?;
    }
    Ok(())
}
