#!/usr/bin/env bash
#
# Makes the standard library for wasm32-unknown-unknown available, once.
#
#   plugin/embed/wasm-target.sh
#
# Tried in this order; the first that works ends the search:
#
#   toolchain   the library is already part of this Rust toolchain
#   sysroot     an earlier run of this script built it for exactly this compiler
#   rustup      `rustup target add`, given up after 60 seconds
#   debian      the library's sources from Debian's package rust-src of exactly
#               this compiler version, unpacked and compiled in the target
#               folder; nothing is installed and the toolchain is not written to
#   debian-web  last resort, root only: installs Debian's packages rustc-web and
#               rust-web-src, and builds the plugin with that compiler
#
# The last two leave <target folder>/wasm-sysroot, which build-support finds:
#
#   lib/rustlib/wasm32-unknown-unknown/lib/*.rlib
#   rustc-version   `rustc -vV` of the compiler that it fits; others refuse it
#   rustc           only after debian-web: the compiler to use
#
# Environment:
#   CARGO_TARGET_DIR   target folder, as for cargo; relative to the workspace root
#   COMPTOIR_WASM_STD  try only these of `toolchain rustup debian debian-web`,
#                      separated by spaces (`debian` alone rebuilds the sysroot)
#   COMPTOIR_DEBIAN_MIRROR  Debian mirror, where the machine's own apt sources
#                      name none

set -euo pipefail

readonly TARGET=wasm32-unknown-unknown
readonly RUSTUP_LIMIT=60
# Where Debian keeps compilers newer than its stable release.
readonly SUITES=(trixie-backports testing unstable)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# From here a `rust-toolchain.toml` and a relative CARGO_TARGET_DIR mean what they mean to cargo.
cd "$root"

target_dir=${CARGO_TARGET_DIR:-target}
[[ $target_dir == /* ]] || target_dir=$root/$target_dir
readonly sysroot=$target_dir/wasm-sysroot
readonly attempts=${COMPTOIR_WASM_STD:-toolchain rustup debian debian-web}

tried=()
scratch=

say() { printf 'wasm-target: %s\n' "$*" >&2; }

# Notes why an attempt failed, for the message at the end; always fails.
give_up() {
    tried+=("$1: $2")
    say "$1: $2"
    return 1
}

wants() { [[ " $attempts " == *" $1 "* ]]; }

have() { command -v "$1" >/dev/null 2>&1; }

clean_up() { [[ -z $scratch ]] || rm -rf "$scratch"; }
trap clean_up EXIT

# Debian packages, for the whole machine.
install() {
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null
}

# A linker for build scripts and proc macros: rustup does not bring one.
need_linker() {
    have cc && return
    if have apt-get && [[ $(id -u) == 0 ]]; then
        say 'no C linker (`cc`) on this machine: installing Debian'"'"'s build-essential'
        if ! install build-essential; then
            say 'could not install it; install a C compiler (Debian: `apt-get install build-essential`) and run this again'
            exit 1
        fi
        return
    fi
    say 'rustc needs a C linker (`cc`) and there is none'
    say '  Debian: `sudo apt-get install build-essential`; macOS: `xcode-select --install`; then run this again'
    exit 1
}

need_rust() {
    local tool
    for tool in cargo rustc; do
        if ! have "$tool"; then
            say "\`$tool\` is not on the PATH: install Rust (https://rustup.rs), open a new shell and run this again"
            exit 1
        fi
    done
}

in_toolchain() {
    local lib
    lib=$(rustc --print target-libdir --target "$TARGET" 2>/dev/null) || return 1
    compgen -G "$lib/libstd-*.rlib" >/dev/null
}

# The compiler that a finished sysroot belongs to: ours, or the one it names.
sysroot_fits() {
    local compiler=rustc
    [[ -f $sysroot/rustc-version ]] || return 1
    compgen -G "$sysroot/lib/rustlib/$TARGET/lib/libstd-*.rlib" >/dev/null || return 1
    [[ ! -f $sysroot/rustc ]] || compiler=$(<"$sysroot/rustc")
    [[ $("$compiler" -vV 2>/dev/null) == "$(<"$sysroot/rustc-version")" ]]
}

try_rustup() {
    local limit=()
    have rustup || { give_up rustup 'not on the PATH'; return; }
    have timeout && limit=(timeout "$RUSTUP_LIMIT")
    say "rustup target add $TARGET"
    # ${limit[@]+...}: an empty array counts as unset in the bash that macOS ships.
    ${limit[@]+"${limit[@]}"} rustup target add "$TARGET" >&2 ||
        { give_up rustup "\`rustup target add $TARGET\` failed or took more than $RUSTUP_LIMIT s"; return; }
    in_toolchain || { give_up rustup "it answered, but $(command -v rustc) is not the compiler it manages"; return; }
}

# The mirror that this machine's apt uses, from both formats of its sources.
debian_mirror() {
    if [[ -n ${COMPTOIR_DEBIAN_MIRROR:-} ]]; then
        printf '%s\n' "$COMPTOIR_DEBIAN_MIRROR"
        return
    fi
    cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        awk '
            $1 == "URIs:" { for (i = 2; i <= NF; i++) print $i }
            $1 == "deb" {
                sub(/^[ \t]*deb[ \t]+(\[[^]]*\][ \t]*)?/, "")
                print $1
            }' |
        awk '/debian/ && !/security/ && !found { print; found = 1 }'
}

# apt with sources, lists and cache of its own under $1; the machine's stay as they are.
private_apt() {
    local dir=$1 tool=$2
    shift 2
    "$tool" \
        -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts="$dir/none" \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts="$dir/none" \
        -o Dir::State="$dir/state" -o Dir::State::lists="$dir/state/lists" \
        -o Dir::Cache="$dir/cache" -o APT::Sandbox::User="$(id -un)" \
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
        -o Acquire::Retries=2 "$@"
}

# Unpacks the library sources of compiler version $2 into $1/sources/library.
fetch_sources() {
    local dir=$1 version=$2 mirror signed= suite found= apt
    have apt-get && have dpkg || { give_up debian "apt is not on this machine: run \`rustup target add $TARGET\`"; return; }
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || { give_up debian 'no Debian mirror in /etc/apt: set COMPTOIR_DEBIAN_MIRROR to one'; return; }
    [[ ! -f /usr/share/keyrings/debian-archive-keyring.gpg ]] ||
        signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] '

    apt=$dir/apt
    for suite in "${SUITES[@]}"; do
        rm -rf "$apt"
        mkdir -p "$apt/none" "$apt/state/lists/partial" "$apt/cache/archives/partial"
        printf 'deb %s%s %s main\n' "$signed" "$mirror" "$suite" >"$apt/sources.list"
        if ! private_apt "$apt" apt-get update -qq >"$apt/log" 2>&1; then
            say "debian: cannot read suite $suite: $(tail -n 1 "$apt/log")"
            continue
        fi
        found=$(private_apt "$apt" apt-cache madison rust-src 2>/dev/null |
            awk -F'|' -v v="$version" '{ gsub(/ /, "", $2) } index($2, v "+") == 1 || index($2, v "-") == 1 { if (!n++) print $2 }')
        [[ -z $found ]] || break
    done
    [[ -n $found ]] || { give_up debian "no rust-src $version in ${SUITES[*]}"; return; }

    say "debian: library sources rust-src $found from $suite"
    (cd "$apt" && private_apt "$apt" apt-get download -qq "rust-src=$found" >log 2>&1) ||
        { give_up debian "cannot download rust-src $found: $(tail -n 1 "$apt/log")"; return; }
    # Only the library: the package holds the whole compiler, 430 MB.
    mkdir -p "$dir/sources"
    dpkg-deb --fsys-tarfile "$apt"/rust-src_*.deb |
        tar -x -C "$dir/sources" --strip-components=4 "./usr/src/rustc-$version/library" ||
        { give_up debian "rust-src $found does not hold the library where it should"; return; }
    rm -rf "$apt"
}

# Compiles the library in $1/sources/library with compiler $2 into $1/lib.
#
# The empty package stands above the sources: cargo then names them by relative path, and
# the result is the same in every folder.
#
# The compiler's own build does the same; RUSTC_BOOTSTRAP lets a released compiler do it, and
# __CARGO_TESTS_ONLY_SRC_ROOT is how cargo takes sources that are not in its toolchain.
compile_std() {
    local dir=$1 compiler=$2 library=$1/sources/library commit flags lib
    commit=$("$compiler" -vV | awk '$1 == "commit-hash:" { print $2 }')
    printf '#![no_std]\n' >"$dir/empty.rs"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[lib]\npath = "empty.rs"\n[workspace]\n' >"$dir/Cargo.toml"
    # Bitcode, for link-time optimisation later; no path of this machine, so that digests compare.
    flags="-Cembed-bitcode=yes"
    flags+=$'\x1f'"--remap-path-prefix=$dir=/rustc/$commit"
    flags+=$'\x1f'"--remap-path-prefix=$library=/rustc/$commit/library"
    flags+=$'\x1f'"--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    say 'compiling the standard library, about a minute'
    env -u RUSTFLAGS -u RUSTC_WRAPPER -u RUSTC_WORKSPACE_WRAPPER -u CARGO_BUILD_TARGET \
        RUSTC="$compiler" RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT="$library" \
        CARGO_ENCODED_RUSTFLAGS="$flags" CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 \
        CARGO_PROFILE_RELEASE_DEBUG=false CARGO_INCREMENTAL=0 \
        cargo build --quiet --release -Zbuild-std=std,panic_abort --target "$TARGET" \
        --manifest-path "$dir/Cargo.toml" --target-dir "$dir/build" >&2 || return 1
    lib=$dir/lib/rustlib/$TARGET/lib
    mkdir -p "$lib"
    cp "$dir/build/$TARGET/release/deps/"lib*.rlib "$lib/"
    rm -f "$lib"/libempty-*.rlib
    rm -rf "$dir/build" "$dir/sources" "$dir/empty.rs" "$dir/Cargo.toml" "$dir/Cargo.lock"
}

# Puts the finished work folder $1 in the sysroot's place: other builds see all of it or nothing.
publish() {
    local dir=$1 compiler=$2
    "$compiler" -vV >"$dir/rustc-version"
    rm -rf "$sysroot"
    mv "$dir" "$sysroot"
    scratch=
}

fresh_scratch() {
    scratch=$target_dir/wasm-sysroot.new
    rm -rf "$scratch"
    mkdir -p "$scratch"
}

try_debian() {
    local version
    version=$(rustc -vV | awk '$1 == "release:" { print $2 }')
    fresh_scratch
    fetch_sources "$scratch" "$version" || return 1
    compile_std "$scratch" rustc || { give_up debian 'the library did not compile (cargo says why, above)'; return; }
    publish "$scratch" rustc
}

try_debian_web() {
    local compiler=/usr/bin/rustc version library
    have apt-get && [[ $(id -u) == 0 ]] || { give_up debian-web 'needs apt and root'; return; }
    say 'debian-web: installing rustc-web and rust-web-src'
    install rustc-web rust-web-src ||
        { give_up debian-web 'cannot install rustc-web and rust-web-src'; return; }
    version=$("$compiler" -vV | awk '$1 == "release:" { print $2 }')
    fresh_scratch
    library=$(compgen -G "/usr/src/rustc*-$version/library" | head -n 1) || true
    [[ -n $library ]] || { give_up debian-web "no library sources of $version under /usr/src"; return; }
    mkdir -p "$scratch/sources"
    cp -R "$library" "$scratch/sources/library"
    compile_std "$scratch" "$compiler" || { give_up debian-web 'the library did not compile (cargo says why, above)'; return; }
    printf '%s\n' "$compiler" >"$scratch/rustc"
    publish "$scratch" "$compiler"
}

make_available() {
    if wants rustup && try_rustup; then return 0; fi
    if wants debian && try_debian; then return 0; fi
    if wants debian-web && try_debian_web; then return 0; fi
    return 1
}

main() {
    local reason
    need_rust
    need_linker
    if wants toolchain; then
        if in_toolchain || sysroot_fits; then return; fi
    fi

    mkdir -p "$target_dir"
    if have flock; then
        exec 9>"$target_dir/wasm-sysroot.lock"
        if ! flock --nonblock 9; then
            say 'another run is at work; waiting for it'
            flock 9
        fi
        # It may have been that run's work.
        if wants toolchain && { in_toolchain || sysroot_fits; }; then return; fi
    fi
    if make_available; then
        say 'done'
        return
    fi

    say "the standard library for $TARGET is missing, and no way to get it worked:"
    for reason in ${tried[@]+"${tried[@]}"}; do say "  - $reason"; done
    say "What to do: run \`rustup target add $TARGET\` where the network allows it, then run this again."
    exit 1
}

main "$@"
