#!/usr/bin/env bash
# Runs every fuzz target, or the named ones, for a number of seconds (default 60): fuzz/run.sh 10 urls links
# It needs a nightly compiler and `cargo install cargo-fuzz`. Findings are in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-60}"
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    targets=(templates declarations urls links responses streams)
fi
for target in "${targets[@]}"; do
    printf '\n== %s, %s seconds\n' "$target" "$seconds"
    mkdir -p "corpus/$target"
    cargo +nightly fuzz run "$target" "corpus/$target" "seeds/$target" -- \
        -max_total_time="$seconds" -max_len=2048 -timeout=10 -print_final_stats=1
done
