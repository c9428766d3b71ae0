# What to run, each line with its own set-up. Safe from any folder: make -C <here> <target>.
#
#   make setup   the standard library for wasm32 (and a C linker on a bare Debian)
#   make demo    a wholesale order file, priced and decided, under three contracts
#   make test    formatting, every test, the fixtures, lints: what CI runs
#   make lint    lints alone
#   make bench   speed against the targets, as ratios of one run
#   make fmt     formats the sources
#
# CARGO_TARGET_DIR is honoured; relative, it counts from this folder.

ROOT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
# Each recipe line has a shell of its own.
RUN = cd '$(ROOT)' &&

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test lint fmt bench

help:
	@sed -n 's/^#   make/make/p' '$(ROOT)/Makefile'

setup:
	@'$(ROOT)/plugin/embed/wasm-target.sh'

demo: setup
	@$(RUN) cargo build --locked -p comptoir-cli
	@$(RUN) examples/wholesale/demo.sh

test: setup
	$(RUN) cargo fmt --all --check
	$(RUN) cargo test --workspace --exclude comptoir-guests --locked
	$(RUN) '$(TARGET_DIR)/debug/comptoir' test fixtures
	@$(MAKE) --no-print-directory -f '$(ROOT)/Makefile' lint

# The hostile guests are wasm only; the tests' build script compiles them.
lint: setup
	$(RUN) cargo clippy --workspace --exclude comptoir-guests --all-targets --locked -- -D warnings

fmt:
	@$(RUN) cargo fmt --all

bench: setup
	$(RUN) cargo build --locked -p comptoir-tests --bin bench
	$(RUN) '$(TARGET_DIR)/debug/bench' --out '$(TARGET_DIR)/bench'
