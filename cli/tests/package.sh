#!/usr/bin/env bash
# Packages of `callpoint import --crate`: rustfmt leaves them alone, clippy's pedantic lints, rustdoc and the tests of all features and of each alone pass,
# `cargo package` too. A package whose build script imports a document has its calls, and has others when the document has. The packages are in a temporary folder, which is removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo build -q -p callpoint-cli
callpoint=$CARGO_TARGET_DIR/debug/callpoint

# What the package depends on is this checkout.
patched() {
  local verb=$1
  shift
  cargo "$verb" -q --config "patch.crates-io.callpoint.path='$root/runtime'" "$@"
}

check() {
  local kind=$1 document=$2 name=$3
  shift 3
  printf '== %s\n' "$name"
  "$callpoint" import "$kind" "$document" --crate "$name" --out "$folder/$name"
  "$callpoint" import "$kind" "$document" --crate "$name" --out "$folder/$name" --check
  cp Cargo.lock "$folder/$name/"
  (
    cd "$folder/$name"
    cargo fmt --check
    patched clippy --all-targets -- -D warnings -W clippy::pedantic
    for feature in "$@"; do
      patched clippy --all-targets --no-default-features --features "$feature" -- -D warnings
    done
    patched test
    RUSTDOCFLAGS="-D warnings" patched doc --no-deps
    patched package --allow-dirty
    tar -tzf "$CARGO_TARGET_DIR/package/$name-0.1.0.crate" "$name-0.1.0/src/lib.rs" >/dev/null
  )
}

check openapi cli/tests/package/acme.openapi.yaml acme-api links all-calls owners
check openapi cli/tests/package/keys.openapi.yaml keys-api a
check postman cli/tests/data/shop.postman_collection.json shop products session shop-api

printf '== a build script\n'
mkdir "$folder/build"
cp cli/tests/build/build.rs cli/tests/build/program.rs cli/tests/package/acme.openapi.yaml Cargo.lock "$folder/build/"
cat >"$folder/build/Cargo.toml" <<TOML
[package]
name = "builds"
version = "0.0.0"
edition = "2024"

[[bin]]
name = "builds"
path = "program.rs"

[workspace]

[build-dependencies]
callpoint-cli = { path = "$root/cli" }

[dependencies]
callpoint = { path = "$root/runtime", default-features = false, features = ["client"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
TOML
(
  cd "$folder/build"
  cargo run -q >calls
  grep -q '^GET /links$' calls
  # The document is another one now.
  sed -i 's:^  /links\:$:  /connections\::' acme.openapi.yaml
  cargo run -q >calls
  grep -q '^GET /connections$' calls
)
