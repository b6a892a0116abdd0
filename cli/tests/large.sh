#!/usr/bin/env bash
# A collection of 500 items, with bodies, parameters and responses: its import takes less than two seconds, and the result compiles.
# Documents of many small things, which once took time that is quadratic: twice as many take less than three times as long, and each import has
# less memory than the parser of Rust alone once took.
# It prints all times. The crate and the documents are in a temporary folder, which is removed.
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

# Dependencies are built first: they are not measured.
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

# N times a text, with the number of each in place of `@`, between two others.
many() { # N START TEXT END
  awk -v n="$1" -v start="$2" -v text="$3" -v end="$4" -v comma="$5" 'BEGIN {
    printf "%s", start
    for (i = 0; i < n; i++) { one = text; gsub(/@/, i, one); printf "%s%s", (i > 0 ? comma : ""), one }
    printf "%s", end
  }'
}

document() { # KIND N
  local start='{"info": {"name": "Many"}, "item": ['
  case "$1" in
    items) many "$2" "$start" '{"name": "Get it", "request": {"method": "GET", "url": "https://h/x"}}' ']}' ',' ;;
    keys) many "$2" "$start" '{"name": "Get @", "request": {"method": "GET", "url": "https://h@/x", "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-@"}]}}}' ']}' ',' ;;
    errors) many "$2" "$start" '{"name": "Get @", "request": "https://h/x@", "response": [{"code": 400, "_postman_previewlanguage": "json", "body": "{\\"e@\\": 1}"}]}' ']}' ',' ;;
    examples) many "$2" "$start"'{"name": "Get", "request": "https://h/x", "response": [' '{"code": 200, "_postman_previewlanguage": "json", "body": "{\\"e@\\": 1}"}' ']}]}' ',' ;;
    kinds) many "$2" "$start"'{"name": "Get", "request": "https://h/x", "response": [' '{"code": 200, "name": "n@", "_postman_previewlanguage": "json", "body": "[{\\"a\\": @}]", "originalRequest": {"method": "GET", "url": "https://h/x?q@=1"}}' ']}]}' ',' ;;
    options) many "$2" 'curl https://h/x' '--frobnicate-@' '' ' ' ;;
    urls) many "$2" 'curl -d a=1' ' https://h/x@' '' ' ' ;;
    commands) many "$2" '' "curl 'https://h/x@?a=1' -H 'X-A: @' -d a=@" '' $'\n' ;;
  esac
}

took() { # KIND N
  local what=postman
  case "$1" in options | urls | commands) what=curl ;; esac
  document "$1" "$2" >"$folder/document"
  local start
  start=$(millis)
  # 64 MiB of it are the stack, and 128 MiB what the allocator reserves.
  (
    ulimit -v 450000
    "$CARGO_TARGET_DIR/debug/callpoint" import "$what" "$folder/document" >"$folder/document.rs" 2>"$folder/summary"
  )
  echo $(($(millis) - start))
}

failed=0
for kind in items keys errors examples kinds options urls commands; do
  count=2000
  once=$(took "$kind" "$count")
  twice=$(took "$kind" $((count * 2)))
  echo "$kind: $count in $once ms, $((count * 2)) in $twice ms"
  # A machine that does something else at the same time is no failure.
  if [ "$twice" -gt $((once * 3 + 1000)) ]; then failed=1; fi
done
[ "$failed" -eq 0 ]
