#!/usr/bin/env bash
# Makes very many calls with both transports to a service that sometimes fails, and fails if one is lost, made twice or leaves something behind.
# The argument is the number of calls; default 1000000.
set -euo pipefail
cd "$(dirname "$0")/.."
for transport in reqwest hyper; do
    cargo run --quiet --release -p callpoint-tests --example soak -- "${1:-1000000}" "$transport"
done
