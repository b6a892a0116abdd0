#!/usr/bin/env bash
# Measures what Callpoint costs, compared with hand-written code: bench/run.sh [all | calls | compile | growth | crates | macro | counts | quick | budgets | lines STYLE]
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
cargo build --quiet --release -p callpoint-bench --features hyper-transport --bins
exec "${CARGO_TARGET_DIR:-target}/release/callpoint-bench" "$@"
