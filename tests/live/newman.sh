#!/usr/bin/env bash
# Exports the Belvo example as a Postman collection, runs it by newman against the example's sandbox, and leaves nothing behind. Each answer must
# have a status of the declaration. The form is checked by Postman's own SDK, and by the JSON schema where POSTMAN_SCHEMA names its file.
# It needs Rust, and Node.js 18 or newer with npm; as root on Debian it installs the latter where it is missing.
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
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >"$folder/apt.log"
fi
npm install --prefix "$folder" --cache "$folder/cache" --no-audit --no-fund --no-update-notifier --loglevel=error newman@6.2.2 ajv@8.17.1 ajv-draft-04@1.0.0

cargo build -p callpoint-examples --bin belvo-collection "$@"
mkfifo "$folder/input"
"${CARGO_TARGET_DIR:-target}/debug/belvo-collection" "$folder/collection.json" <"$folder/input" >"$folder/credentials" &
sandbox=$!
# The sandbox ends with its input.
exec 3>"$folder/input"
for _ in $(seq 100); do
  if [ -s "$folder/credentials" ]; then break; fi
  if ! kill -0 "$sandbox" 2>/dev/null; then break; fi
  sleep 0.1
done

cp tests/live/newman.cjs "$folder/newman.cjs"
node "$folder/newman.cjs" "$folder/collection.json" "$folder/credentials"
