#!/usr/bin/env bash
# Runs the suite of examples/registry against Debian's docker-registry, which the tests start on loopback and kill.
#
# Needs Debian's package docker-registry, and openssl; with CI=true it downloads the package and unpacks it below the target folder, without installing it.
set -euo pipefail
cd "$(dirname "$0")/../.."

unpacked=$(realpath -m "${CARGO_TARGET_DIR:-target}")/live/docker-registry
tests= folder=
clean_up() {
    local status=$?
    trap - EXIT
    # The registries are in the process group of the tests.
    if [ -n "$tests" ]; then kill -KILL -- "-$tests" 2>/dev/null || true; fi
    if [ -n "$folder" ]; then rm -rf "$folder"; fi
    exit $status
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

unpack() {
    rm -rf "$unpacked"
    mkdir -p "$unpacked"
    (
        cd "$unpacked"
        # The package lists may be missing or old.
        if ! apt-get download -qq docker-registry >/dev/null 2>&1; then
            if [ "$(id -u)" = 0 ]; then apt-get update -qq; else sudo apt-get update -qq; fi
            apt-get download -qq docker-registry >/dev/null 2>&1
        fi
        dpkg -x docker-registry_*.deb .
    )
}

registry=$(command -v docker-registry || true)
if [ -z "$registry" ]; then
    registry=$unpacked/usr/bin/docker-registry
    if [ ! -x "$registry" ]; then
        if [ -z "${CI:-}" ]; then
            echo "install docker-registry and openssl; with CI=true this script downloads the former, on Debian" >&2
            exit 1
        fi
        echo "downloading docker-registry"
        unpack
    fi
fi

folder=$(mktemp -d)
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj "/CN=the tests" \
    -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null

set -m
# One after the other: one of them measures memory.
REGISTRY=$registry REGISTRY_FOLDER=$folder \
    cargo test -p callpoint-examples --test registry -- --ignored --test-threads=1 "$@" </dev/null &
tests=$!
wait $tests
