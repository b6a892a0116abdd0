#!/usr/bin/env bash
# Makes very many calls by both transports at a service that fails now and then, and fails if one is lost, made twice or leaves something behind.
# The argument says how many: 1000000 unless given.
set -euo pipefail
cd "$(dirname "$0")/.."
for transport in reqwest hyper; do
    cargo run --quiet --release -p callpoint-tests --example soak -- "${1:-1000000}" "$transport"
done
