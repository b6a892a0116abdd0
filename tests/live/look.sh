#!/usr/bin/env bash
# Takes pictures of the pages of the example clients, and of Redoc's page of a document, for somebody to look at: tests/live/look.sh FOLDER
# It needs Rust, Node.js 20 or newer with npm, and chromium-headless-shell; with CI=true it installs the latter where they are missing, as root on Debian.
# CI does not run it: a minute, most of it to install, and nothing that a program can judge.
set -euo pipefail
cd "$(dirname "$0")/../.."

pictures=${1:?the folder for the pictures}
mkdir -p "$pictures"
folder=$(mktemp -d)
server=
clean_up() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap clean_up EXIT

missing=()
command -v npm >/dev/null || missing+=(nodejs npm)
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell fonts-dejavu-core)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ -z "${CI:-}" ]; then
    echo "install ${missing[*]}; with CI=true this script installs them, as root on Debian" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$folder/apt.log"
fi
npm install --prefix "$folder" --cache "$folder/cache" --no-audit --no-fund --no-update-notifier --loglevel=error --legacy-peer-deps redoc@2.5.2

mkdir "$folder/documents"
cargo run -q -p callpoint-examples --bin documents -- "$folder/documents"
cp "$folder/node_modules/redoc/bundles/redoc.standalone.js" "$folder/documents/"
cat >"$folder/documents/redoc.html" <<'PAGE'
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Redoc</title></head>
<body><redoc spec-url="belvo.json"></redoc><script src="redoc.standalone.js"></script></body>
</html>
PAGE
# Redoc fetches the document, which a browser does not do from a file.
node -e '
  const [folder] = process.argv.slice(1);
  const server = require("http").createServer((request, response) => {
    require("fs").readFile(require("path").join(folder, decodeURIComponent(request.url)), (error, content) => {
      response.writeHead(error ? 404 : 200, request.url.endsWith(".html") ? { "content-type": "text/html" } : {});
      response.end(content);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
' "$folder/documents" >"$folder/port" &
server=$!
for _ in $(seq 50); do
  if [ -s "$folder/port" ]; then break; fi
  sleep 0.1
done

picture() {
  chromium-headless-shell --no-sandbox --hide-scrollbars --virtual-time-budget=15000 --window-size="$2" --screenshot="$pictures/${1//\//-}.png" \
    "http://127.0.0.1:$(cat "$folder/port")/$1.html" 2>/dev/null
}
picture redoc 1400,3000
for page in belvo/index belvo/UpdateLink belvo/ListLinks rabbitmq/index rabbitmq/GetQueue registry/PutManifest; do
  picture "pages/$page" 1100,2000
done
ls "$pictures"
