#!/usr/bin/env bash
# Writes the OpenAPI documents of the example clients and of the imported modules, in 3.1 and in 3.0: openapi-spec-validator and Redocly find them valid,
# and Spectral's rules find no error.
# It needs Rust, Python 3 with venv, and Node.js 20 or newer with npm; with CI=true it installs the latter two where they are missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

missing=()
command -v npm >/dev/null || missing+=(nodejs npm)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ -z "${CI:-}" ]; then
    echo "install ${missing[*]}; with CI=true this script installs them, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$folder/apt.log"
fi
npm install --prefix "$folder" --cache "$folder/cache" --no-audit --no-fund --no-update-notifier --loglevel=error \
  @redocly/cli@2.77.0 @stoplight/spectral-cli@6.16.3
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check --no-cache-dir openapi-spec-validator==0.9.0

documents=$folder/documents
mkdir "$documents"
cargo run -q -p callpoint-examples --bin documents "$documents"
DOCUMENTS=$documents cargo test -q -p callpoint-cli --test compiled -- --ignored documents_are_written

for document in "$documents"/*.json; do
  "$folder/python/bin/python" -m openapi_spec_validator "$document"
done
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
"$folder/node_modules/.bin/redocly" lint --extends=spec --format=summary "$documents"/*.json
# Its rules of style, such as a contact and descriptions, are warnings: only what is wrong fails.
printf 'extends: ["spectral:oas"]\n' >"$folder/spectral.yaml"
"$folder/node_modules/.bin/spectral" lint --ruleset "$folder/spectral.yaml" --fail-severity=error --display-only-failures "$documents"/*.json
