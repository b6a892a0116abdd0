#!/bin/sh
# A wrapper around rustc: what primary packages expand to is written into $EXPANDED too.
if [ -n "$CARGO_PRIMARY_PACKAGE" ] && [ -n "$EXPANDED" ]; then
  # rustc shows it only to those who may use unstable options.
  RUSTC_BOOTSTRAP=1 "$@" -Zunpretty=expanded -o "$EXPANDED" 2>/dev/null
fi
exec "$@"
