//! Runs the inner cargo and collects its core modules.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::BuildError;
use crate::toolchain::{TARGET, Toolchain};
use crate::{Artifact, Guest};

/// Between flags in CARGO_ENCODED_RUSTFLAGS: flags may hold spaces, as paths do.
const FLAG_SEPARATOR: &str = "\x1f";

/// The only variables of cargo's that the inner build inherits: where its files are, how to
/// reach its registry, how to print, and the outer build's job slots. Everything else that cargo
/// reads or sets (features, profiles, flags, targets) describes the outer build.
const INHERITED: &[&str] = &[
    "CARGO_HOME",
    "CARGO_MAKEFLAGS",
    "CARGO_BUILD_JOBS",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
];

/// Tells the build script of a package of examples their stack in bytes.
const STACK_VARIABLE: &str = "COMPTOIR_GUEST_STACK_BYTES";

/// Outer build's variables without cargo's prefix.
const CLEARED: &[&str] = &[
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_LINKER",
    "RUSTC_BOOTSTRAP",
    "CLIPPY_ARGS",
    "OUT_DIR",
    "TARGET",
    "HOST",
    "PROFILE",
    "OPT_LEVEL",
    "DEBUG",
    "NUM_JOBS",
];

/// Core modules by name, in the order asked for.
pub(crate) fn compile(
    guest: &Guest<'_>,
    toolchain: &Toolchain,
) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let target_dir = toolchain.target_dir.join("plugin");
    let mut command = cargo();
    command
        .current_dir(&guest.workspace)
        .env("RUSTC", &toolchain.rustc)
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(&guest.workspace, toolchain),
        );
    if let Some(linker) = toolchain
        .sysroot
        .as_ref()
        .and_then(|own| own.linker.as_ref())
    {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    match guest.artifact {
        // A library that is also an rlib gets no link-time optimisation; `cargo rustc` makes it a cdylib alone.
        Artifact::Lib => command.args(["rustc", "--lib", "--crate-type", "cdylib"]),
        Artifact::Examples(names) => command
            .arg("build")
            .args(names.iter().flat_map(|name| ["--example", name])),
    };
    command
        .args([
            "--package",
            guest.package,
            "--profile",
            guest.profile,
            "--target",
            TARGET,
        ])
        .arg("--target-dir")
        .arg(&target_dir);
    // The outer cargo has just brought it up to date: a difference now would be a second opinion.
    if guest.workspace.join("Cargo.lock").is_file() {
        command.arg("--locked");
    }
    // For the linker of the guest alone, not a flag of every crate it is made of: guests with
    // different stacks, and the build of a lint after that of a test, share what was compiled.
    match guest.artifact {
        Artifact::Lib => command
            .arg("--")
            .arg(format!("-Clink-arg=-zstack-size={}", guest.stack_bytes)),
        // `cargo build` passes nothing on: the package's own build script does.
        Artifact::Examples(_) => command.env(STACK_VARIABLE, guest.stack_bytes.to_string()),
    };
    run(command, guest.package)?;

    let folder = target_dir.join(TARGET).join(profile_folder(guest.profile));
    match guest.artifact {
        Artifact::Lib => {
            let file = format!("{}.wasm", guest.package.replace('-', "_"));
            Ok(vec![(guest.package.to_owned(), read(&folder.join(file))?)])
        }
        Artifact::Examples(names) => names
            .iter()
            .map(|name| {
                let file = format!("{name}.wasm");
                Ok((
                    (*name).to_owned(),
                    read(&folder.join("examples").join(file))?,
                ))
            })
            .collect(),
    }
}

fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        if describes_outer_build(&name) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_outer_build(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    if name == "CARGO" || name.starts_with("CARGO_") {
        return !INHERITED
            .iter()
            .any(|kept| name == *kept || (kept.ends_with('_') && name.starts_with(kept)));
    }
    CLEARED.contains(&name) || name.starts_with("DEP_")
}

/// Flags for the guest only: with `--target`, cargo keeps them from build scripts and proc
/// macros, and CARGO_ENCODED_RUSTFLAGS outranks flags from anybody's cargo configuration.
/// The same for every guest, or cargo compiles all of one guest's crates again for the next.
fn flags(workspace: &Path, toolchain: &Toolchain) -> OsString {
    // memchr, and with it reading a workbook, uses vectors where they are there.
    let mut flags = vec![OsString::from("-Ctarget-feature=+simd128")];
    flags.push(remap(workspace, "/comptoir"));
    if let Some(home) = cargo_home() {
        flags.push(remap(&home, "/cargo"));
    }
    if let Some(own) = &toolchain.sysroot {
        let mut flag = OsString::from("--sysroot=");
        flag.push(&own.path);
        flags.push(flag);
    }
    flags.join(OsStr::new(FLAG_SEPARATOR))
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").filter(|home| !home.is_empty());
    named
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

fn run(mut command: Command, package: &str) -> Result<(), BuildError> {
    // Standard output belongs to the build script's talk with the outer cargo.
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|error| BuildError::Tool {
            tool: command.get_program().to_string_lossy().into_owned(),
            reason: error.to_string(),
        })?;
    if status.success() {
        return Ok(());
    }
    Err(BuildError::Compile {
        package: package.to_owned(),
    })
}

fn profile_folder(profile: &str) -> &str {
    match profile {
        "dev" | "test" => "debug",
        "bench" => "release",
        other => other,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BuildError::MissingModule {
            path: path.to_owned(),
        },
        _ => BuildError::io(path, error),
    })
}
