#!/usr/bin/env bash
# Runs every example in turn; each starts its own server on this machine. Fails if any of them does.
set -uo pipefail
cd "$(dirname "$0")"

failed=()
for file in *.rs; do
    name="${file%.rs}"
    [ "$name" = lib ] && continue
    printf '\n== %s\n' "$name"
    cargo run --quiet -p callpoint-examples --example "$name" || failed+=("$name")
done

if [ "${#failed[@]}" -gt 0 ]; then
    printf '\nfailed: %s\n' "${failed[*]}" >&2
    exit 1
fi
printf '\nAll of them ran.\n'
