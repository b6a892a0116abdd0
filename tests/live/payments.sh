#!/usr/bin/env bash
# Starts localstripe on this machine, runs the suite of examples/payments against it, and stops it again.
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
"$python" -m pip install --quiet --disable-pip-version-check localstripe==1.15.10

port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PAYMENTS_URL=http://127.0.0.1:$port
"$python" examples/payments/live/server.py "$port" >"$folder/server.log" 2>&1 &
server=$!

responds() {
  (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}
for _ in $(seq 100); do
  if responds || ! kill -0 "$server" 2>/dev/null; then break; fi
  sleep 0.2
done
if ! responds; then
  echo "localstripe does not respond at $PAYMENTS_URL; it says:" >&2
  cat "$folder/server.log" >&2
  exit 1
fi

if ! cargo test -p callpoint-examples --test payments -- --include-ignored "$@"; then
  tail -n 40 "$folder/server.log" >&2
  exit 1
fi
