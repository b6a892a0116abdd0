#!/usr/bin/env bash
# What an SDK crate of GitHub's OpenAPI document costs: the time and memory of its import, and rustc's instructions in `cargo check`, beside those of the crates
# that openapi-to-rust and progenitor make of the same operations. bench/sdk.sh [EVERY]
# EVERY: the crates of the first table have every n-th path of the document, 20 by default. The second table is of the whole document; openapi-to-rust's crate of it
# is stopped where it has taken two and a half times as many as Callpoint's, because it needs more memory than most machines have.
# It needs npm, Python 3, valgrind, QEMU (`qemu-user`) and a C compiler, and installs the generators into the target folder. It is not part of CI. docs/costs.md has its figures.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
every=${1:-20}
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
work=$CARGO_TARGET_DIR/bench/sdk
mkdir -p "$work"

document=${CORPUS:-$work}/node_modules/@octokit/openapi/generated/api.github.com.json
if [ ! -f "$document" ]; then
  npm install --prefix "$work" --no-audit --no-fund --no-update-notifier --loglevel=error @octokit/openapi@23.0.2
fi
install() {
  if [ ! -x "$work/bin/$1" ]; then
    cargo install -q --locked --root "$work" "$1@=$2"
  fi
}
install openapi-to-rust 0.23.0
install cargo-progenitor 0.15.1
cargo build -q --release -p callpoint-cli
callpoint=$CARGO_TARGET_DIR/release/callpoint

# rustc's instructions for a crate alone, in millions; its dependencies are built before.
instructions() {
  local folder=$1 log=$work/log
  shift
  (
    cd "$folder"
    export CARGO_TARGET_DIR=$work/target
    patch=(--config "patch.crates-io.callpoint.path='$root/runtime'")
    cargo check -q --lib "${patch[@]}" "$@" 2>"$work/check.log" || { tail -n 1 "$work/check.log" >&2; exit 1; }
    touch src/lib.rs
    rm -f "$log"
    RUSTC_WORKSPACE_WRAPPER=$root/bench/count-rustc.sh COUNT_LOG=$log cargo check -q --lib "${patch[@]}" "$@" 2>/dev/null
  ) || return 1
  awk '/Collected/ { printf "%d\n", $NF / 1000000 }' "$log"
}

# A crate of Callpoint's importer.
imported() { # DOCUMENT NAME
  rm -rf "${work:?}/$2"
  "$callpoint" import openapi "$1" --crate "$2" --out "$work/$2" 2>/dev/null
  alone "$work/$2"
}

# A package below the target folder is no member of the workspace, but has the versions of it.
alone() {
  printf '\n[workspace]\n' >>"$1/Cargo.toml"
  cp Cargo.lock "$1/"
}

# NAME OPERATIONS FOLDER ARGUMENTS…
row() {
  local name=$1 operations=$2 folder=$3 count
  shift 3
  count=$(instructions "$folder" "$@") || count='does not compile'
  printf '| %s | %s | %s | %s |\n' "$name" "$operations" "$(lines "$folder")" "$count"
}

printf 'The import of the whole document:\n'
rm -rf "$work/github"
python3 -c '
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
seconds = time.monotonic() - start
print(f"{seconds:.2f} s, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
' "$callpoint" import openapi "$document" --crate github --out "$work/github"

every_path=$work/every.json
node bench/sdk.cjs "$document" "$every" "$every_path" >"$work/every.ids"
left=()
while read -r id; do
  node bench/sdk.cjs "$document" "$every" "$work/one.json" only "$id" >/dev/null
  rm -rf "$work/one"
  if ! "$work/bin/cargo-progenitor" progenitor -i "$work/one.json" -o "$work/one" -n one -v 0.1.0 --license-name MIT >/dev/null 2>&1; then
    left+=("$id")
  fi
done <"$work/every.ids"
readable=$work/readable.json
node bench/sdk.cjs "$document" "$every" "$readable" without "${left[@]}" >"$work/readable.ids"
printf '\nEvery %s. path: %s operations, of which progenitor reads %s\n' "$every" "$(wc -l <"$work/every.ids")" "$(wc -l <"$work/readable.ids")"
printf 'left out for it: %s\n\n' "${left[*]}"

printf '| crate | operations | lines | million instructions |\n|---|---|---|---|\n'
lines() { find "$1/src" -name '*.rs' -exec cat {} + | wc -l; }

imported "$every_path" every
row Callpoint "$(wc -l <"$work/every.ids")" "$work/every"

rm -rf "$work/otr"
mkdir -p "$work/otr/src"
(cd "$work/otr" && "$work/bin/openapi-to-rust" generate "$every_path" --output-dir src/generated --quiet)
printf 'pub mod generated;\n' >"$work/otr/src/lib.rs"
{
  printf '[package]\nname = "otr"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n'
  cat "$work/otr/src/generated/REQUIRED_DEPS.toml"
} >"$work/otr/Cargo.toml"
row "openapi-to-rust 0.23.0" "$(wc -l <"$work/every.ids")" "$work/otr"

imported "$readable" readable
row Callpoint "$(wc -l <"$work/readable.ids")" "$work/readable"

rm -rf "$work/progenitor"
"$work/bin/cargo-progenitor" progenitor -i "$readable" -o "$work/progenitor" -n progenitor-of -v 0.1.0 --license-name MIT >/dev/null 2>&1
printf '\n[workspace]\n' >>"$work/progenitor/Cargo.toml"
row "progenitor 0.15.1" "$(wc -l <"$work/readable.ids")" "$work/progenitor"


# rustc's instructions for a whole crate, in millions: valgrind would take an hour for them. Stopped beyond a limit, if one is given.
whole() { # FOLDER LIMIT ARGUMENTS…
  local folder=$1 limit=$2 count file=$work/whole checked
  shift 2
  # The dependencies first.
  mv "$folder/src" "$folder/src.whole"
  mkdir "$folder/src"
  touch "$folder/src/lib.rs"
  checking "$folder" "$@"
  rm -r "$folder/src"
  mv "$folder/src.whole" "$folder/src"
  touch "$folder/src/lib.rs"
  rm -f "$file" "$file.pid"
  RUSTC_WORKSPACE_WRAPPER=$root/bench/count-rustc.sh COUNT_PLUGIN=$work/count.so COUNT_FILE=$file checking "$folder" "$@" 2>/dev/null &
  checked=$!
  while kill -0 "$checked" 2>/dev/null; do
    sleep 1
    count=$(counted "$file")
    if [ "$limit" != 0 ] && [ "$count" -gt "$limit" ]; then
      kill "$(cat "$file.pid")"
      wait "$checked" || true
      printf 'more than %s\n' "$limit"
      return
    fi
  done
  if wait "$checked"; then counted "$file"; else printf 'stopped after %s\n' "$(counted "$file")"; fi
}

counted() {
  if [ -s "$1" ]; then od -A n -t u8 "$1" | awk '{ printf "%d\n", $1 / 1000000 }'; else echo 0; fi
}

checking() {
  (
    cd "$1"
    shift
    CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=0 cargo check -q --lib --config "patch.crates-io.callpoint.path='$root/runtime'" "$@"
  )
}

cc -O2 -shared -fPIC -o "$work/count.so" bench/count.c
alone "$work/github"
printf '\n| the whole document | operations | million instructions |\n|---|---|---|\n'
for feature in gists issues all; do
  operations=$(cat "$work"/github/src/${feature/all/*}.rs | grep -c '^ *#\[endpoint(')
  ours=$(whole "$work/github" 0 --no-default-features --features "$feature")
  printf '| Callpoint, the feature `%s` | %s | %s |\n' "$feature" "$operations" "$ours"
done
(cd "$work/otr" && rm -r src/generated && "$work/bin/openapi-to-rust" generate "$document" --output-dir src/generated --quiet)
printf '| openapi-to-rust 0.23.0 | 1223 | %s |\n' "$(whole "$work/otr" $((ours * 5 / 2)))"
