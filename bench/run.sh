#!/usr/bin/env bash
# What Callpoint costs beside the same written by hand: bench/run.sh [all | calls | compile | growth | crates | macro | quick | budgets | lines STYLE]
# docs/costs.md says what the rows mean.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
  sudo=$(command -v sudo || true)
  $sudo apt-get update -qq && $sudo apt-get install -qq -y valgrind
fi
cargo build --quiet --release -p callpoint-bench --features hyper-transport --bins
exec "${CARGO_TARGET_DIR:-target}/release/callpoint-bench" "$@"
