#!/usr/bin/env bash
# Starts Prism, a mock that validates against links.openapi.yaml, runs the suite `prism` of the examples against it, and cleans up.
# It needs Rust, and Node.js 18 or newer with npm; with CI=true it installs the latter where it is missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
server=
clean_up() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
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
npm install --prefix "$folder" --cache "$folder/cache" --no-audit --no-fund --no-update-notifier --loglevel=error @stoplight/prism-cli@5.14.2

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
export PRISM_URL=http://127.0.0.1:$port
# Not through the link in .bin, so that the started process is the one to kill.
node "$folder/node_modules/@stoplight/prism-cli/dist/index.js" mock --errors --multiprocess=false --host 127.0.0.1 --port "$port" \
  tests/live/links.openapi.yaml >"$folder/server.log" 2>&1 &
server=$!

responds() {
  node -e 'fetch(process.argv[1]).then(() => process.exit(0), () => process.exit(1))' "$PRISM_URL/api/links/"
}
for _ in $(seq 100); do
  if responds; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then break; fi
  sleep 0.2
done
if ! responds; then
  echo "Prism does not respond at $PRISM_URL; it says:" >&2
  cat "$folder/server.log" >&2
  exit 1
fi

cargo test -p callpoint-examples --test prism -- --ignored "$@"
