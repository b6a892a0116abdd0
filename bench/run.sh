#!/usr/bin/env bash
# Measures what Callpoint costs, compared with hand-written code: bench/run.sh [all | calls | compile | growth | crates | macro | counts | quick | budgets | charts | lines STYLE | sdk]
# docs/costs.md explains the rows.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
  if [ -z "${CI:-}" ]; then
    echo "install valgrind; with CI=true this script installs it, on Debian" >&2
    exit 1
  fi
  sudo=$(command -v sudo || true)
  $sudo apt-get update -qq && $sudo apt-get install -qq -y valgrind
fi
# Other tools than Callpoint's, which it installs.
if [ "${1:-}" = sdk ]; then exec bench/sdk.sh "${@:2}"; fi
cargo build --quiet --release -p callpoint-bench --features hyper-transport --bins
exec "${CARGO_TARGET_DIR:-target}/release/callpoint-bench" "$@"
