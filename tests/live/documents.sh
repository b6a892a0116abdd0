#!/usr/bin/env bash
# Writes the OpenAPI documents of the example clients and of the imported modules, in 3.1 and in 3.0: openapi-spec-validator and Redocly find them valid,
# and Spectral's rules find no error. Schemathesis calls the fakes of three clients and of five imported modules by their documents, and finds no response that
# a document does not allow. Prism serves the documents of three clients and of the imported modules, which pass against it. html-validate finds the pages
# of the clients valid, and linkinator no broken link in them.
# It needs Rust, Python 3 with venv, and Node.js 20 or newer with npm; with CI=true it installs the latter two where they are missing, as root on Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
fakes=
imported=
mocks=()
clean_up() {
  for mock in "${mocks[@]}"; do
    kill "$mock" 2>/dev/null || true
    wait "$mock" 2>/dev/null || true
  done
  # They end with their standard input.
  exec 3>&-
  for fake in $fakes $imported; do wait "$fake" 2>/dev/null || true; done
  rm -rf "$folder"
}
exec 3>/dev/null
trap clean_up EXIT

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
  @redocly/cli@2.77.0 @stoplight/prism-cli@5.14.2 @stoplight/spectral-cli@6.16.3 html-validate@10.17.0 linkinator@7.6.1
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check --no-cache-dir openapi-spec-validator==0.9.0 schemathesis==4.32.5

documents=$folder/documents
mkdir "$documents"
cargo build -q -p callpoint-examples --bin documents
mkfifo "$folder/input"
"${CARGO_TARGET_DIR:-target}/debug/documents" "$documents" --serve <"$folder/input" >"$folder/fakes" &
fakes=$!
exec 3>"$folder/input"
DOCUMENTS=$documents cargo test -q -p callpoint-cli --test served -- --ignored documents_are_written
# Not by cargo: it ends with standard input, and would be waited for by others that need cargo's lock. Nor with the end that is written to, which would keep its
# own input open.
served=$(cargo test -q -p callpoint-cli --test served --no-run --message-format=json | sed -n 's/.*"executable":"\([^"]*served-[^"]*\)".*/\1/p')
FAKES=$folder/imported-fakes "$served" --ignored --exact fakes::fakes_are_served <"$folder/input" >"$folder/imported-fakes.log" 3>&- &
imported=$!

for document in "$documents"/*.json; do
  "$folder/python/bin/python" -m openapi_spec_validator "$document"
done
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
"$folder/node_modules/.bin/redocly" lint --extends=spec --format=summary "$documents"/*.json
# Its rules of style, such as a contact and descriptions, are warnings: only what is wrong fails.
printf 'extends: ["spectral:oas"]\n' >"$folder/spectral.yaml"
"$folder/node_modules/.bin/spectral" lint --ruleset "$folder/spectral.yaml" --fail-severity=error --display-only-failures "$documents"/*.json

printf '{"extends": ["html-validate:recommended"]}' >"$folder/html.json"
"$folder/node_modules/.bin/html-validate" --config "$folder/html.json" "$documents/pages/*/*.html"
for pages in "$documents"/pages/*; do
  # The addresses that are called are examples.
  "$folder/node_modules/.bin/linkinator" "$pages" --silent --recurse --skip '^https?://(?!localhost)'
done

port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}
responds() {
  node -e 'fetch(process.argv[1]).then(() => process.exit(0), () => process.exit(1))' "$1"
}
urls=()
for name in belvo rabbitmq registry imported-{forms,hard,keys,pages,pets,shop,xml}; do
  url=http://127.0.0.1:$(port)
  # Not through the link in .bin, so that the started process is the one to kill.
  node "$folder/node_modules/@stoplight/prism-cli/dist/index.js" mock --errors --multiprocess=false --host 127.0.0.1 --port "${url##*:}" \
    "$documents/$name.json" >"$folder/prism-$name.log" 2>&1 &
  mocks+=($!)
  urls+=("$url")
  name=${name#imported-}
  export "PRISM_${name^^}=$url"
done
for url in "${urls[@]}"; do
  for _ in $(seq 100); do
    if responds "$url"; then break; fi
    sleep 0.2
  done
done
cargo test -q -p callpoint-examples --test prism-documents -- --ignored
cargo test -q -p callpoint-cli --test served -- --ignored prism_serves_imported_declarations

value() {
  sed -n "s/^$1=//p" "$folder"/{,imported-}fakes
}
for _ in $(seq 300); do
  if [ -n "$(value rabbitmq)" ] && [ -n "$(value imported-xml)" ]; then break; fi
  sleep 0.1
done
basic="Authorization: Basic $(value auth | tr -d '\n' | base64 -w0)"
bearer="Authorization: Bearer token"
# Not those of the imported modules `forms` and `hard`: their documents have no error response, with which the fake rejects a path with control characters.
# Each calls its fake at the same time, in the folder where it keeps what it finds. A path of five parameters is filtered more than Schemathesis likes.
schemathesis() {
  local name=$1 mode=$2 count=$3
  shift 3
  mkdir "$folder/st-$name"
  cd "$folder/st-$name"
  "$folder/python/bin/st" run "$documents/$name.json" --url "$(value "$name")" "$@" --seed 1 --mode "$mode" --max-examples "$count" --no-color \
    --phases examples,fuzzing --suppress-health-check filter_too_much,too_slow --warnings off \
    --checks status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance >log 2>&1
}
runs=()
for run in "belvo all 40 $basic" "rabbitmq all 40 $basic" "registry all 40 $bearer" \
  "imported-keys positive 25 $bearer" "imported-pages positive 25 X-Test: a" \
  "imported-pets all 25 $bearer" "imported-shop positive 25 $bearer" "imported-xml positive 25 X-Test: a"; do
  read -r name mode count header <<<"$run"
  schemathesis "$name" "$mode" "$count" --header "$header" &
  runs+=("$name=$!")
done
failed=0
for run in "${runs[@]}"; do
  wait "${run#*=}" || failed=1
  printf '== %s\n' "${run%%=*}"
  tail -n 12 "$folder/st-${run%%=*}/log"
done
if [ "$failed" = 1 ]; then
  cat "$folder"/st-*/log >&2
  exit 1
fi
