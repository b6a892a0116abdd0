// Makes a program of the modules that the importer wrote: usage `node generate.mjs MODULES CRATE ROOT`. The modules stay as they are, but for what the harness
// asks of them: `serve`, which reads a request as its struct and writes an output as a response, and the derives that it needs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, crate, root] = process.argv.slice(2);
const logins = { ApiKey: "ByKey", Bearer: "ByToken", none: "Nobody" };

/** Both directions for each type. */
function served(text) {
  text = text.replace(/#\[derive\(([^)]*)\)\]/g, (all, list) => {
    const names = list.split(", ");
    if (names.includes("FromResponse") || names.includes("ErrorSet")) return `${all}\n#[serve]`;
    if (names.includes("Deserialize") && !names.includes("Serialize")) return `#[derive(${list}, serde::Serialize)]`;
    if (names.includes("Serialize") && !names.includes("Deserialize")) return `#[derive(${list}, serde::Deserialize)]`;
    return all;
  });
  // What is absent in what a type reads is absent in what it writes.
  text = text.replace(/(#\[derive\([^)]*, serde::Serialize\)\]\n(?:[^\n]+\n)*?pub struct \w+ \{\n)((?:[^}\n][^\n]*\n)*)/g, (_, head, fields) =>
    head + fields.replace(/^(    pub \w+: Option<)/gm, '    #[serde(skip_serializing_if = "Option::is_none")]\n$1'));
  if (/#\[api\b/.test(text)) return text.replaceAll("#[api]", "#[api(serve)]").replaceAll("#[api(auth", "#[api(serve, auth");
  return text.replace(/(#\[endpoint\(\w+, "[^"]*")/g, "$1, serve");
}

rmSync(join(crate, "src"), { recursive: true, force: true });
mkdirSync(join(crate, "src/documents"), { recursive: true });
const cases = [];
const mods = [];
for (const file of readdirSync(modules, { recursive: true }).filter((file) => file.endsWith(".rs")).sort()) {
  const name = file.replace(/\.rs$/, "").replace(/[^a-z0-9]/gi, "_").toLowerCase();
  const text = readFileSync(join(modules, file), "utf8");
  writeFileSync(join(crate, "src/documents", `${name}.rs`), served(text));
  mods.push(`pub mod ${name};`);
  let path = [];
  let auth;
  let declared = false;
  for (const line of text.split("\n")) {
    const mod = line.match(/^( *)pub mod (\w+) \{/);
    if (mod) path = [...path.slice(0, mod[1].length / 4), mod[2]];
    else if (/^\}/.test(line)) path = [];
    if (/^ *#\[(api|endpoint)\b/.test(line)) {
      if (/#\[api/.test(line) || path.length === 0) auth = undefined;
      declared = /#\[endpoint/.test(line);
    }
    auth = line.match(/\bauth = ([\w| ]+)/)?.[1] ?? auth;
    const item = declared && line.match(/^ *pub struct (\w+)/);
    if (!item) continue;
    declared = false;
    const type = ["documents", name, ...path, item[1]].join("::");
    const document = file.replace(/\.rs$/, "");
    for (const login of auth ? auth.split(" | ").map((scheme) => logins[scheme]) : ["BySharedAccessKey", "Nobody"]) {
      cases.push(`        Case::new::<${type}, harness::${login}, _>("${document}"),`);
    }
  }
}
writeFileSync(join(crate, "src/documents/mod.rs"), `${mods.join("\n")}\n`);
writeFileSync(join(crate, "src/main.rs"), `#![recursion_limit = "256"]
#[path = "${root}/tests/live/spector/harness.rs"]
mod harness;
#[allow(dead_code, unused_imports)]
mod documents;
use harness::Case;
fn main() -> std::process::ExitCode {
    harness::run(&[
${cases.join("\n")}
    ])
}
`);
writeFileSync(join(crate, "Cargo.toml"), `[package]
name = "spector"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[profile.dev]
debug = false
incremental = false

[dependencies]
base64 = "0.23"
bytes = "1"
http-body-util = "0.1"
callpoint = { path = "${root}/runtime", default-features = false, features = ["hyper", "serve", "xml"] }
http = "1"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
`);
console.log(`${mods.length} modules, ${cases.length} cases`);
