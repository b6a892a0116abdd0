#!/usr/bin/env bash
# Makes the calls of TypeSpec's Spector, a server with 748 scenarios that judges what a client sends, by declarations that are imported from the OpenAPI
# documents of its specifications. known.txt in spector/ has what does not pass; harness.rs says how the calls are made.
# It needs Rust, git, and Node.js 20 or newer with npm; with CI=true it installs the latter where it is missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

missing=()
command -v npm >/dev/null || missing+=(nodejs npm)
command -v git >/dev/null || missing+=(git)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ -z "${CI:-}" ]; then
    echo "install ${missing[*]}; with CI=true this script installs them, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
folder=$target/spector
server=
clean_up() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
}
trap clean_up EXIT

mkdir -p "$folder"
# The server asks git for a version.
if [ ! -d "$folder/.git" ]; then
  git init -q "$folder"
  git -C "$folder" -c user.name=spector -c user.email=spector@localhost commit -q --allow-empty -m start
fi
npm install --prefix "$folder" --no-audit --no-fund --no-update-notifier --loglevel=error \
  @typespec/http-specs@0.1.0-alpha.33-dev.3 @typespec/compiler@1.9.0 @typespec/http@1.9.1 @typespec/openapi@1.9.0 @typespec/openapi3@1.9.0 \
  @typespec/{rest,versioning,xml,streams,events,sse}@0.79.0

port=$(node -e 'const s = require("net").createServer().listen(0, "localhost", () => { console.log(s.address().port); s.close(); })')
export SPECTOR_URL=http://localhost:$port
node tests/live/spector/prepare.mjs "$folder" "$SPECTOR_URL"
node tests/live/spector/serve.mjs "$folder" "$port" >"$folder/server.log" 2>&1 &
server=$!

cargo build -q -p callpoint-cli
rm -rf "$folder/modules"
(cd "$folder/openapi" && find . -name '*.yaml' | sort) | while read -r document; do
  mkdir -p "$folder/modules/$(dirname "$document")"
  "$target/debug/callpoint" import openapi "$folder/openapi/$document" --out "$folder/modules/${document%.yaml}.rs" 2>>"$folder/import.log" >>"$folder/import.log"
done
node tests/live/spector/generate.mjs "$folder/modules" "$folder/client" "$root"
# The versions that the workspace has.
cp Cargo.lock "$folder/client/Cargo.lock"
CARGO_TARGET_DIR=$target cargo build -q --manifest-path "$folder/client/Cargo.toml"

responds() {
  node -e 'fetch(process.argv[1]).then(() => process.exit(0), () => process.exit(1))' "$SPECTOR_URL/.coverage"
}
for _ in $(seq 100); do
  if responds; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then break; fi
  sleep 0.2
done
if ! responds; then
  echo "Spector does not respond at $SPECTOR_URL; it says:" >&2
  cat "$folder/server.log" >&2
  exit 1
fi

export SPECTOR_SCENARIOS=$folder/scenarios.json SPECTOR_KNOWN=tests/live/spector/known.txt
"$target/debug/spector"
