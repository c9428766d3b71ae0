//! What can go wrong, in words for the person at the terminal.

use std::path::{Path, PathBuf};

/// Why there is no component.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Neither the toolchain nor the target folder holds a standard library for wasm32.
    #[error(
        "the Rust standard library for wasm32-unknown-unknown is missing; \
         run `make setup` (or `plugin/embed/wasm-target.sh`) and build again"
    )]
    MissingTarget,

    /// The library that `make setup` built is for another compiler.
    #[error(
        "the standard library in `{}` was built for another version of rustc; \
         run `make setup` (or `plugin/embed/wasm-target.sh`) and build again",
        sysroot.display()
    )]
    StaleSysroot {
        /// The folder that `make setup` filled.
        sysroot: PathBuf,
    },

    /// A tool could not be started or did not answer.
    #[error("cannot run `{tool}`: {reason}")]
    Tool {
        /// Program as it was called.
        tool: String,
        /// The system's words, or the tool's.
        reason: String,
    },

    /// The guest does not compile; cargo has said why.
    #[error(
        "the guest `{package}` does not compile for wasm32-unknown-unknown; cargo says why above"
    )]
    Compile {
        /// Package name.
        package: String,
    },

    /// Cargo succeeded and left no module where it should be.
    #[error("cargo left no module at `{}`; does the library or example have another name, or is the example no `cdylib`?", path.display())]
    MissingModule {
        /// Where the module should be.
        path: PathBuf,
    },

    /// The module is not WebAssembly that can be read.
    #[error("the module of `{guest}` cannot be read: {reason}")]
    Unreadable {
        /// Name of the library or example.
        guest: String,
        /// The parser's words.
        reason: String,
    },

    /// The module wants something from its host; a guest gets nothing.
    #[error(
        "the guest `{guest}` imports {}, and a guest may import nothing; \
         look for a dependency that wants a clock, randomness or a browser \
         (`cargo tree --target wasm32-unknown-unknown`)",
        quoted(imports)
    )]
    Imports {
        /// Name of the library or example.
        guest: String,
        /// `module.name` of each import, in the module's order; never empty.
        imports: Vec<String>,
    },

    /// The module does not fit its WIT world.
    #[error("the guest `{guest}` cannot be encoded as a component: {reason}")]
    Encode {
        /// Name of the library or example.
        guest: String,
        /// The encoder's words, outermost first.
        reason: String,
    },

    /// The parts do not go together.
    #[error("`{part}` cannot be part of the composition: {reason}")]
    Compose {
        /// Name of the part.
        part: String,
        /// The composer's words.
        reason: String,
    },

    /// A file cannot be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl BuildError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

fn quoted(imports: &[String]) -> String {
    let quoted: Vec<String> = imports.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
