#!/usr/bin/env bash
# Exports the Belvo example as a Postman collection, runs it with newman against the example's sandbox, and cleans up. Each response must have a
# declared status. Postman's own SDK checks the format, and so does the JSON schema if POSTMAN_SCHEMA names its file.
# Then newman sends generated collections, and an import has to have the same requests: POSTMAN_COLLECTIONS (300; 0 is without end), POSTMAN_SEED.
# It needs Rust, and Node.js 18 or newer with npm; with CI=true it installs the latter where it is missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
sandbox=
clean_up() {
  exec 3>&- || true
  if [ -n "$sandbox" ]; then
    kill "$sandbox" 2>/dev/null || true
    wait "$sandbox" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap clean_up EXIT

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  if [ -z "${CI:-}" ]; then
    echo "install Node.js 18 or newer with npm; with CI=true this script installs them, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >"$folder/apt.log"
fi
npm install --prefix "$folder" --cache "$folder/cache" --no-audit --no-fund --no-update-notifier --loglevel=error newman@6.2.2 ajv@8.17.1 ajv-draft-04@1.0.0

cargo build -p callpoint-examples --bin belvo-collection "$@"
mkfifo "$folder/input"
"${CARGO_TARGET_DIR:-target}/debug/belvo-collection" "$folder/collection.json" <"$folder/input" >"$folder/credentials" &
sandbox=$!
# The sandbox ends when its standard input does.
exec 3>"$folder/input"
for _ in $(seq 100); do
  if [ -s "$folder/credentials" ]; then break; fi
  if ! kill -0 "$sandbox" 2>/dev/null; then break; fi
  sleep 0.1
done

cp tests/live/newman.cjs "$folder/newman.cjs"
node "$folder/newman.cjs" "$folder/collection.json" "$folder/credentials"

export NODE_PATH="$folder/node_modules"
cargo test -p callpoint-documents --test postman -- --ignored
cargo test -p callpoint-cli --test compiled newman -- --ignored
