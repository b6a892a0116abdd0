#!/usr/bin/env bash
# Starts httpbin on this machine, runs the suite `live_httpbin` against it, and cleans up.
# It needs Rust and Python 3.9 or newer with venv; with CI=true it installs the latter where it is missing, as root on Debian.
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

if ! python3 -m venv "$folder/venv" >"$folder/venv.log" 2>&1; then
  rm -rf "$folder/venv"
  if [ -z "${CI:-}" ]; then
    echo "install Python 3.9 or newer with venv; with CI=true this script installs them, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv >"$folder/apt.log"
  python3 -m venv "$folder/venv"
fi
python=$folder/venv/bin/python

# httpbin also asks for greenlet, which it never imports and which has no wheel for newer Pythons: hence --no-deps.
pip=("$python" -m pip install --quiet --disable-pip-version-check)
"${pip[@]}" flask==3.1.3 werkzeug==3.1.9 brotlicffi==1.2.1.0 decorator==5.3.1 six==1.17.0 waitress==3.0.2
"${pip[@]}" --no-deps httpbin==0.10.4

port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export HTTPBIN_URL=http://127.0.0.1:$port
"$folder/venv/bin/waitress-serve" --listen="127.0.0.1:$port" --threads=16 httpbin:app >"$folder/server.log" 2>&1 &
server=$!

responds() {
  "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + "/get", timeout=2)' "$HTTPBIN_URL" 2>/dev/null
}
for _ in $(seq 100); do
  if responds; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then break; fi
  sleep 0.2
done
if ! responds; then
  echo "httpbin does not respond at $HTTPBIN_URL; it says:" >&2
  cat "$folder/server.log" >&2
  exit 1
fi

cargo test -p callpoint-tests --test live_httpbin -- --ignored "$@"
