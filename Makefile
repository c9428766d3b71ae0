# What to run, each line with its own set-up. Safe from any folder: make -C <here> <target>.
#
#   make setup   the standard library for wasm32 (and a C linker on a bare Debian)
#   make demo    a wholesale order file, priced and decided, under three contracts
#   make test    formatting, every test, the fixtures, lints: what CI runs
#   make lint    lints alone
#   make test-node   the Node addon: its hooks, errors and threads, and every fixture through it
#   make test-shop   the Vendure shop of examples/, end to end over GraphQL, and on a PostgreSQL that it starts and stops
#   make shop    a Vendure shop with B2B rules on this machine; examples/vendure-shop walks through it
#   make package  npm packages of the addon and of the Vendure plugin, below the target folder
#   make soak    the properties with 100,000 cases each (hours)
#   make bench   speed against the targets, as ratios of one run
#   make bench-node  what crossing into the Node addon costs, beside the adapter's own time for the same cart
#   make bench-shop  what the rules cost a Vendure shop: with and without them, in turns, in one run
#   make fmt     formats the sources
#
# CARGO_TARGET_DIR is honoured; relative, it counts from this folder.

# A build of everything is made once: what would make the next one shorter makes this one longer.
export CARGO_INCREMENTAL ?= 0

ROOT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
# Each recipe line has a shell of its own.
RUN = cd '$(ROOT)' &&
# One selection for every target: with another one cargo unites other features, and builds
# wasmtime again. The guests are wasm only, the build support is a tool of the build: the
# tests' build script compiles both.
ALL = --workspace --exclude comptoir-guests --exclude comptoir-build-support

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test lint fmt soak bench bench-node bench-shop addon plugin-vendure package test-node test-shop shop

help:
	@sed -n 's/^#   make/make/p' '$(ROOT)/Makefile'

setup:
	@'$(ROOT)/plugin/embed/wasm-target.sh'

demo: setup
	@$(RUN) cargo build --locked $(ALL) --bin comptoir
	@$(RUN) examples/wholesale/demo.sh

test: setup
	$(RUN) cargo fmt --all --check
	$(RUN) cargo test --locked $(ALL)
	$(RUN) COMPTOIR_TESTS_OPTIMIZED=1 cargo test --locked $(ALL) --test all -- hostile_guests flipped
	$(RUN) cargo test --locked -p comptoir-build-support
	$(RUN) cargo build --locked $(ALL) --bin comptoir
	$(RUN) '$(TARGET_DIR)/debug/comptoir' test fixtures
	@$(MAKE) --no-print-directory -f '$(ROOT)/Makefile' test-node test-shop
	@$(MAKE) --no-print-directory -f '$(ROOT)/Makefile' lint

lint: setup
	$(RUN) cargo clippy --locked $(ALL) --all-targets -- -D warnings

soak: setup
	$(RUN) COMPTOIR_CASES=100000 cargo test --locked $(ALL) --test all -- properties no_oracle never_trapped

fmt:
	@$(RUN) cargo fmt --all

bench: setup
	$(RUN) cargo build --locked $(ALL) --bin bench
	$(RUN) '$(TARGET_DIR)/debug/bench' --out '$(TARGET_DIR)/bench'

# Node 20 or newer: the system's, or one below the target folder.
NODE = PATH="$$('$(ROOT)/host-adapter/node/node-path.sh'):$$PATH"

# The addon beside its JavaScript.
addon: setup
	$(RUN) cargo build --locked $(ALL) --lib --bin export_fixtures --bin comptoir
	@$(RUN) install -m 755 '$(TARGET_DIR)/debug/libcomptoir_node.so' host-adapter/node/comptoir.node

test-node: addon
	$(RUN) '$(TARGET_DIR)/debug/export_fixtures' fixtures '$(TARGET_DIR)/node-fixtures.jsonl'
	$(RUN) $(NODE) COMPTOIR_FIXTURES='$(abspath $(TARGET_DIR))/node-fixtures.jsonl' node --test host-adapter/node/test/*.test.js

bench-node: addon
	$(RUN) $(NODE) node host-adapter/node/bench.js

plugin-vendure: addon
	$(RUN) cd host-adapter/vendure && $(NODE) npm ci --no-audit --no-fund --loglevel=error
	$(RUN) cd host-adapter/vendure && $(NODE) npm run --silent build

test-shop: plugin-vendure
	$(RUN) $(NODE) COMPTOIR='$(abspath $(TARGET_DIR))/debug/comptoir' node --test --test-concurrency=2 examples/vendure-shop/test/*.test.js

# Installable anywhere: the tests install them into a shop of their own.
package: plugin-vendure
	@$(RUN) $(NODE) node host-adapter/node/pack.js '$(TARGET_DIR)/npm'

bench-shop: plugin-vendure
	$(RUN) $(NODE) node examples/vendure-shop/bench.js '$(TARGET_DIR)/bench'

shop: plugin-vendure
	$(RUN) $(NODE) node examples/vendure-shop/server.js
