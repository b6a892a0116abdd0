#!/bin/sh
# A wrapper around rustc: primary packages are compiled under valgrind, with a log in $COUNT_LOG, or under QEMU with the plugin $COUNT_PLUGIN, which counts in
# $COUNT_FILE; its process id stands beside that.
# rustup's proxy would start another process.
if [ -n "$CARGO_PRIMARY_PACKAGE" ] && [ -n "$COUNT_PLUGIN" ]; then
  shift
  echo $$ >"$COUNT_FILE.pid"
  exec "qemu-$(uname -m)" -plugin "$COUNT_PLUGIN" "$(rustc --print sysroot)/bin/rustc" "$@"
fi
if [ -n "$CARGO_PRIMARY_PACKAGE" ] && [ -n "$COUNT_LOG" ]; then
  shift
  exec valgrind --tool=callgrind --callgrind-out-file=/dev/null ${COUNT_ONLY:+--toggle-collect="$COUNT_ONLY"} --log-file="$COUNT_LOG" \
    "$(rustc --print sysroot)/bin/rustc" "$@"
fi
exec "$@"
