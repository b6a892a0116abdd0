#!/usr/bin/env bash
# Streams 1 GiB up and 1 GiB down with a server in another process, and fails if the client's peak memory is 64 MiB or more.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo run --quiet --release -p callpoint-tests --example memory
