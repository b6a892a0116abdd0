#!/bin/sh
# A wrapper around rustc: primary packages are compiled under valgrind, with a log in $COUNT_LOG.
if [ -n "$CARGO_PRIMARY_PACKAGE" ] && [ -n "$COUNT_LOG" ]; then
  shift
  # rustup's proxy would start another process.
  exec valgrind --tool=callgrind --callgrind-out-file=/dev/null ${COUNT_ONLY:+--toggle-collect="$COUNT_ONLY"} --log-file="$COUNT_LOG" \
    "$(rustc --print sysroot)/bin/rustc" "$@"
fi
exec "$@"
