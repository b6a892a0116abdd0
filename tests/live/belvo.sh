#!/usr/bin/env bash
# Makes SDK crates of Belvo's own OpenAPI documents, of 2025 and of 2022, which the package tap-belvo has, compares their calls of links with examples/belvo,
# which was written by hand from the pages of the documentation, and runs the story of the example with each against its sandbox.
# It needs Rust, and Python 3 with venv; with CI=true it installs the latter where it is missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  if [ -z "${CI:-}" ]; then
    echo "install python3-venv; with CI=true this script installs it, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >"$folder/apt.log"
fi
python3 -m venv "$folder/python"

cargo build -q -p callpoint-cli
callpoint=$CARGO_TARGET_DIR/debug/callpoint

# A document of a release of tap-belvo, as a package.
package() {
  local name=$1 release=$2 document=$3
  "$folder/python/bin/pip" download -q --disable-pip-version-check --no-cache-dir --no-deps --only-binary :all: --dest "$folder/$name.wheel" "tap-belvo==$release"
  "$folder/python/bin/python" -m zipfile -e "$folder/$name.wheel"/*.whl "$folder/$name.document"
  # Its notes are about schemas that no call of links has.
  "$callpoint" import openapi "$folder/$name.document/tap_belvo/$document" --crate "$name" --out "$folder/$name" 2>"$folder/$name.notes"
  head -n 1 "$folder/$name.notes"
}
package belvo 0.3.5 openapi.json
package belvo-2022 0.3.1 openapi/BelvoOpenFinanceApiSpec.json

mkdir -p "$folder/suite"
cp -r tests/live/belvo "$folder/suite/src"
cp Cargo.lock "$folder/suite/"
cat >"$folder/suite/Cargo.toml" <<TOML
[package]
name = "belvo-suite"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
belvo = { path = "../belvo", default-features = false, features = ["client", "links"] }
belvo-2022 = { path = "../belvo-2022", default-features = false, features = ["client", "links"] }
callpoint = { path = "$root/runtime" }
callpoint-examples = { path = "$root/examples" }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }

# What the packages depend on is this checkout.
[patch.crates-io]
callpoint = { path = "$root/runtime" }
TOML
cargo run -q --manifest-path "$folder/suite/Cargo.toml"
