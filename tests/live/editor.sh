#!/usr/bin/env bash
# Drives rust-analyzer over endpoints that are whole and half-written, and compares what it shows with the tables of the suite in editor/.
# It needs rustup, and Python 3; with CI=true it installs the latter where it is missing, as root on Debian. rust-analyzer gets a toolchain of its own,
# of the same version: with the component rust-src, rustc prints more of the standard library than tests/ui/ expects.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

if ! command -v python3 >/dev/null; then
  if [ -z "${CI:-}" ]; then
    echo "install Python 3; with CI=true this script installs it, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 >/dev/null
fi

folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/editor
export CARGO_TARGET_DIR=$folder/target
export RUSTUP_HOME=$folder/rustup
channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
rustup toolchain install "$channel" --profile minimal --component rust-analyzer --component rust-src --no-self-update 2>&1 | tail -n 1
export RUSTUP_TOOLCHAIN=$channel

crate=$folder/fixture
mkdir -p "$crate/src"
cp tests/live/editor/lib.rs "$crate/src/lib.rs"
# The versions of the workspace.
cp Cargo.lock "$crate/Cargo.lock"
cat >"$crate/Cargo.toml" <<EOF
[package]
name = "fixture"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
callpoint = { path = "$root/runtime", default-features = false, features = ["client"] }
serde = { version = "1", features = ["derive"] }

[workspace]
EOF
cargo check --quiet --manifest-path "$crate/Cargo.toml"
PYTHONDONTWRITEBYTECODE=1 python3 tests/live/editor/suite.py "$(rustup which rust-analyzer)" "$crate"
