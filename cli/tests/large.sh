#!/usr/bin/env bash
# A collection of 500 items, with bodies, parameters and answers: its import takes less than two seconds, and what comes of it compiles.
# It prints both times. The crate stands in a folder of its own, which is removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

item() {
  printf '{"name": "Make thing %d", "request": {"method": "POST", "url": "{{baseUrl}}/things%d/:id?page=1&q=x",
    "header": [{"key": "X-Trace", "value": "on", "disabled": true}],
    "body": {"mode": "raw", "raw": "{\\"name%d\\": \\"x\\", \\"size\\": 1, \\"deep%d\\": {\\"a\\": [1, 2], \\"b\\": null}}"}},
  "response": [
    {"name": "Made", "code": 201, "_postman_previewlanguage": "json", "body": "{\\"id\\": 1, \\"own%d\\": {\\"name\\": \\"x\\", \\"tags\\": [\\"a\\"]}}"},
    {"name": "No", "code": 404, "_postman_previewlanguage": "json", "body": "{\\"code\\": \\"x\\", \\"message\\": \\"y\\"}"}]}' \
    "$1" "$1" "$1" "$1" "$1"
}

{
  printf '{"info": {"name": "Large"}, "variable": [{"key": "baseUrl", "value": "https://api.example.com"}], "item": ['
  for f in $(seq 0 9); do
    if [ "$f" -gt 0 ]; then printf ','; fi
    printf '{"name": "Folder %d", "item": [' "$f"
    for i in $(seq 0 49); do
      if [ "$i" -gt 0 ]; then printf ','; fi
      item $((f * 50 + i))
    done
    printf ']}'
  done
  printf ']}'
} >"$folder/large.json"

mkdir "$folder/src"
cat >"$folder/Cargo.toml" <<TOML
[package]
name = "large"
version = "0.0.0"
edition = "2024"

[dependencies]
callpoint = { path = "$root/runtime", features = ["reqwest"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[workspace]
TOML
cp Cargo.lock "$folder/Cargo.lock"
echo 'pub mod api;' >"$folder/src/lib.rs"

millis() { echo $(($(date +%s%N) / 1000000)); }

cargo build -p callpoint-cli --bin callpoint
start=$(millis)
"$CARGO_TARGET_DIR/debug/callpoint" import postman "$folder/large.json" --out "$folder/src/api.rs"
import=$(($(millis) - start))

# What it depends on is not what is measured.
mv "$folder/src/api.rs" "$folder/api.rs"
echo >"$folder/src/api.rs"
cargo check --manifest-path "$folder/Cargo.toml"
mv "$folder/api.rs" "$folder/src/api.rs"
touch "$folder/src/api.rs"
start=$(millis)
cargo check --manifest-path "$folder/Cargo.toml"
check=$(($(millis) - start))

endpoints=$(grep -c '#\[endpoint(' "$folder/src/api.rs")
echo "$endpoints endpoints, $(wc -l <"$folder/src/api.rs") lines: imported in $import ms by a debug build, checked in $check ms"
[ "$endpoints" -eq 500 ]
[ "$import" -lt 2000 ]
