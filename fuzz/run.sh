#!/usr/bin/env bash
# Runs every fuzz target for so many seconds (60 unless given), or those that are named: fuzz/run.sh 10 urls links
# It takes a nightly compiler and `cargo install cargo-fuzz`. What is found is in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-60}"
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    targets=(templates declarations urls links answers streams)
fi
for target in "${targets[@]}"; do
    printf '\n== %s, %s seconds\n' "$target" "$seconds"
    mkdir -p "corpus/$target"
    cargo +nightly fuzz run "$target" "corpus/$target" "seeds/$target" -- \
        -max_total_time="$seconds" -max_len=2048 -timeout=10 -print_final_stats=1
done
