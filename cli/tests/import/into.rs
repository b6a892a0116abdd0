//! `--into` a file of any kind: what a person wrote stays where it is, and the file stays Rust that rustfmt leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use callpoint_cli::{Imported, Options, openapi};
use serde_json::{Value, json};
use syn::{Item, UseTree};

const RECORD: &str = "\n// Fingerprints";

fn operation(response: &Value) -> Value {
    json!({"get": {"tags": ["links"], "responses": {"200": {"description": "", "content": {"application/json": {"schema": response}}}}}})
}

/// An import of now, and one of before.
fn imports() -> (Imported, Imported) {
    let link =
        json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}});
    let old = json!({"openapi": "3.1.0", "info": {"title": "", "version": "1"},
        "paths": {"/links": operation(&link)}});
    let key = |name: &str| json!({"type": "apiKey", "in": "header", "name": name});
    let counts = json!({"type": "object", "required": ["counts"], "properties": {
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}}}});
    let mut new = json!({"openapi": "3.1.0", "info": {"title": "Links", "version": "1"},
        "components": {"securitySchemes": {"one": key("x-one"), "two": key("x-two")}},
        "security": [{"one": []}, {"two": []}],
        "paths": {"/links": operation(&link), "/counts": operation(&counts)}});
    new["paths"]["/links"]["post"] = json!({"tags": ["links"], "requestBody": {"content": {"application/json": {
        "schema": {"type": "object", "properties": {"link": link}}}}}, "responses": {"204": {"description": ""}}});
    let import = |document: &Value| openapi(&document.to_string(), &Options::default()).unwrap();
    (import(&old), import(&new))
}

fn text_of(imported: &Imported) -> String {
    imported.files[0].text.clone()
}

/// Lines that are more than space, without the record.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines
        .filter(|line| {
            !line.is_empty()
                && !line.starts_with("// import: ")
                && !line.starts_with("// Fingerprints")
        })
        .collect()
}

/// The first of the lines that the text does not have behind the one before it.
fn lost<'a>(of: &[&'a str], text: &str) -> Option<&'a str> {
    let mut there = lines(text).into_iter();
    of.iter()
        .copied()
        .find(|line| !there.any(|other| other == *line))
}

/// Each name that comes into a module, whatever the condition.
fn names(items: &[Item], path: &str, found: &mut BTreeMap<String, u32>) {
    fn brought(tree: &UseTree, before: &str, names: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => brought(&path.tree, &path.ident.to_string(), names),
            UseTree::Name(name) if name.ident == "self" => names.push(before.to_owned()),
            UseTree::Name(name) => names.push(name.ident.to_string()),
            UseTree::Rename(name) => names.push(name.rename.to_string()),
            UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|item| brought(item, before, names)),
            UseTree::Glob(_) => {}
        }
    }
    for item in items {
        let mut names_of = Vec::new();
        match item {
            Item::Use(item) => brought(&item.tree, "", &mut names_of),
            Item::Struct(item) => names_of.push(item.ident.to_string()),
            Item::Mod(item) => {
                let inner = item.content.as_ref().map(|(_, items)| &items[..]);
                names(
                    inner.unwrap_or_default(),
                    &format!("{path}::{}", item.ident),
                    found,
                );
            }
            _ => {}
        }
        for name in names_of.into_iter().filter(|name| name != "_") {
            *found.entry(format!("{path}::{name}")).or_default() += 1;
        }
    }
}

/// The file after an update, which a second one leaves alone.
fn updated(existing: &str, imported: &Imported) -> String {
    let (text, _) = imported
        .update(existing)
        .unwrap_or_else(|error| panic!("{error}:\n{existing}"));
    let file =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{error}:\n{existing}\n=>\n{text}"));
    let mut found = BTreeMap::new();
    names(&file.items, "", &mut found);
    let twice: Vec<_> = found.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}:\n{existing}\n=>\n{text}");
    let (again, _) = imported.update(&text).unwrap();
    assert_eq!(again, text, "a second update of:\n{existing}");
    text
}

/// The names of the files that rustfmt would change.
fn unformatted(name: &str, files: &BTreeMap<String, String>) -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(format!("{name}.rs")), text).unwrap();
    }
    let mut command = Command::new("rustfmt");
    command.args(["--check", "-l", "--edition", "2024"]);
    command.current_dir(&folder);
    let output = command
        .args(files.keys().map(|name| format!("{name}.rs")))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("error"), "{errors}");
    let names = String::from_utf8(output.stdout).unwrap();
    let names = names
        .lines()
        .filter_map(|line| line.rsplit(['/', '\\']).next());
    names
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .collect()
}

/// What rustfmt leaves alone before an update it leaves alone behind it.
fn stay_formatted(name: &str, pairs: &[(String, String)]) {
    let numbered = |of: fn(&(String, String)) -> &String| {
        let files = pairs.iter().enumerate();
        files
            .map(|(number, pair)| (format!("f{number}"), of(pair).clone()))
            .collect()
    };
    let before = unformatted(&format!("{name}_before"), &numbered(|pair| &pair.0));
    let behind = unformatted(&format!("{name}_behind"), &numbered(|pair| &pair.1));
    assert!(
        before.len() * 2 < pairs.len(),
        "{} of {}",
        before.len(),
        pairs.len()
    );
    if let Some(file) = behind.iter().find(|file| !before.contains(file)) {
        let (before, behind) = &pairs[file[1..].parse::<usize>().unwrap()];
        panic!("rustfmt changes what it left alone before:\n{before}\n=>\n{behind}");
    }
}

const STARTS: [&str; 9] = [
    "",
    "// Copyright of somebody.\n",
    "// Copyright of somebody.\n\n",
    "/* Copyright\n\n   of somebody. */\n\n",
    "//! Links.\n\n",
    "#![allow(dead_code)]\n\n",
    "#![allow(dead_code)] // for now\n\n",
    "\u{feff}",
    "#!/usr/bin/env rust-script\n",
];

const USES: [&str; 15] = [
    "",
    "use serde::de;\n",
    "use serde::de; // for later\n",
    "// Why.\nuse anyhow::Result;\nuse serde::de;\n",
    "use std::fmt;\n\nuse anyhow::Result;\n\nuse crate::own;\n",
    "use std::collections::BTreeMap;\n",
    "use std::{\n    collections::{BTreeMap, HashMap},\n    fmt::{self, Write as _},\n};\n",
    "use callpoint::Client;\nuse callpoint::{Error, api};\n",
    "use callpoint::auth::Scheme;\n",
    "use callpoint::*;\n",
    "use serde::Deserialize as Read;\n",
    "use serde::Deserialize;\nuse zeroize::Zeroize;\n",
    "#[cfg(feature = \"a\")]\nuse serde::Serialize;\n",
    "pub use callpoint;\npub use callpoint::Deserialize;\n",
    "/// Of others.\npub(crate) use serde::de as endpoint;\n",
];

const ITEMS: [&str; 5] = [
    "",
    "pub struct Mine;\n",
    "// Mine alone.\npub struct Mine; // and nobody else's\n",
    "pub struct Mine;\n\nuse std::rc::Rc;\n\npub struct Yours(Rc<u8>);\n// the end\n",
    "pub mod links {}\n",
];

#[test]
fn any_file_keeps_what_is_in_it() {
    let (_, new) = imports();
    let mut pairs = Vec::new();
    for (first, start) in STARTS.into_iter().enumerate() {
        for (second, uses) in USES.into_iter().enumerate() {
            for (third, items) in ITEMS.into_iter().enumerate() {
                // All of two kinds with each other, and any of the third.
                if first > 0 && third != (first + second) % ITEMS.len() {
                    continue;
                }
                let between = if uses.is_empty() || items.is_empty() {
                    ""
                } else {
                    "\n"
                };
                let existing = format!("{start}{uses}{between}{items}");
                let existing = format!("{}\n", existing.trim_end());
                let text = updated(&existing, &new);
                if let Some(line) = lost(&lines(&existing.replace("links {}", "links {")), &text) {
                    panic!("`{line}` is lost:\n{existing}\n=>\n{text}");
                }
                assert_eq!(
                    existing.starts_with('\u{feff}'),
                    text.starts_with('\u{feff}')
                );
                // However its lines end, and where the last one does not.
                let crlf = existing.replace('\n', "\r\n");
                assert_eq!(updated(&crlf, &new), text.replace('\n', "\r\n"));
                assert_eq!(updated(existing.trim_end(), &new), text);
                pairs.push((existing, text));
            }
        }
    }
    stay_formatted("any_file", &pairs);
}

/// What a person puts into a file that was imported: a line of its own before any other that is no more than a line of an item.
const EDITS: [&str; 7] = [
    "use anyhow::Result;",
    "use zeroize::Zeroize as Z; // why",
    "use super::Own;",
    "// A comment.",
    "// A comment, apart.\n",
    "#[cfg(test)]\nuse serde::de;",
    "pub struct Mine;\n",
];

#[test]
fn an_edit_at_any_place_stays_there() {
    let (old, new) = imports();
    for (import, which) in [(&old, "same"), (&new, "newer")] {
        let before = text_of(&old);
        let mut pairs = Vec::new();
        let starts = before.match_indices('\n').map(|(at, _)| at + 1);
        for at in [0].into_iter().chain(starts) {
            let (above, below) = before.split_at(at);
            let line = below.lines().next().unwrap_or_default();
            let is_item = ["use ", "pub mod", "}"]
                .iter()
                .any(|word| line.trim().starts_with(word));
            // In front of the docs and the attributes of an item, or behind all.
            let is_within = above.trim_end().ends_with(']')
                || above
                    .trim_end()
                    .lines()
                    .last()
                    .is_some_and(|line| line.trim().starts_with("///"));
            let is_start = above.is_empty() || above.ends_with("\n\n") || above.ends_with("{\n");
            if is_within
                || line.starts_with("// import: ")
                || !(below.is_empty() || is_item && line.len() > 1 || is_start && !line.is_empty())
            {
                continue;
            }
            let indent = &line[..line.len() - line.trim_start().len()];
            for edit in EDITS {
                let edit = edit.replace('\n', &format!("\n{indent}"));
                let existing = format!(
                    "{above}{indent}{}\n{below}",
                    edit.trim_end_matches(' ').replace("\n    \n", "\n\n")
                );
                if syn::parse_file(&existing).is_err() {
                    continue;
                }
                let text = updated(&existing, import);
                if let Some(line) = lost(&lines(&edit), &text) {
                    panic!("`{line}` is lost:\n{existing}\n=>\n{text}");
                }
                assert!(text.contains("pub struct Mine") == edit.contains("pub struct Mine"));
                if which == "same" {
                    // Nothing of the file is somewhere else.
                    assert_eq!(
                        lost(&lines(&existing), &text),
                        None,
                        "\n{existing}\n=>\n{text}"
                    );
                } else {
                    assert!(
                        text.contains("pub struct ListCounts"),
                        "{existing}\n=>\n{text}"
                    );
                }
                assert_eq!(text.matches(RECORD).count(), 1);
                pairs.push((existing, text));
            }
        }
        assert!(pairs.len() > 40, "{}", pairs.len());
        stay_formatted(which, &pairs);
    }
}

#[test]
fn items_on_one_line_stay_whole() {
    let (_, new) = imports();
    for existing in [
        "use std::fmt; use zeroize::Zeroize;",
        "use serde::de; pub struct Mine; use anyhow::Result;",
        "pub mod links { pub use super::Mine; } pub struct Mine;",
        "pub struct Mine; /* why */ pub struct Yours;",
    ] {
        let text = updated(existing, &new);
        for part in existing.split_inclusive([';', '{', '}']) {
            assert!(text.contains(part.trim()), "`{part}` is lost:\n{text}");
        }
    }
}

/// All files of a package are left alone by an import of the same document, and what is written behind their ends does not hide what was imported.
#[test]
fn a_package_stays_as_it_is() {
    let document = |paths: &str| {
        format!("{{openapi: 3.1.0, info: {{title: A, version: '1'}}, paths: {{{paths}}}}}")
    };
    let link = "{get: {tags: [Links], responses: {200: {description: '', content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}}}";
    let import =
        |paths: &str| openapi(&document(paths), &Options::default().package("acme-api")).unwrap();
    let old = import(&format!("/links: {link}"));
    let new = import(&format!(
        "/links: {link}, /owners: {}",
        link.replace("Links", "Owners")
    ));
    let files = |imported: &Imported| -> BTreeMap<String, String> {
        let files = imported.files.iter().cloned();
        files.map(|file| (file.name, file.text)).collect()
    };
    let after = |existing: &BTreeMap<String, String>, imported: &Imported| {
        let (updated, _) = imported.update_files(existing).unwrap();
        let mut after = existing.clone();
        after.extend(updated.into_iter().map(|file| (file.name, file.text)));
        after
    };
    let before = files(&old);
    assert!(before["src/lib.rs"].contains("\npub use callpoint;\n"));
    assert_eq!(after(&before, &old), before);

    let mut edited = before;
    let mut append = |name: &str, text: &str| edited.get_mut(name).unwrap().push_str(text);
    append("Cargo.toml", "\n[profile.release]\nlto = true");
    append("src/lib.rs", "\npub struct Mine;");
    append(
        "src/links.rs",
        "\nuse super::Mine;\n\npub type Yours = Mine;",
    );
    let now = after(&edited, &new);
    for (name, added) in [
        ("Cargo.toml", "owners = []"),
        ("Cargo.toml", "[profile.release]\nlto = true\n"),
        ("src/lib.rs", "pub mod owners;"),
        ("src/lib.rs", "\npub struct Mine;\n"),
        (
            "src/links.rs",
            "\nuse super::Mine;\n\npub type Yours = Mine;\n",
        ),
    ] {
        assert!(now[name].contains(added), "{added}: {}", now[name]);
        let records = now[name].matches(" Fingerprints of the imported").count();
        assert_eq!(records, 1, "{}", now[name]);
    }
    assert_eq!(after(&now, &new), now);
}
