//! No name that an expansion makes can meet a name of the user's.
//!
//! The names are taken from the committed expansions and from the sources of the macros, and used around and inside of declarations of every form. All
//! of it is one crate, which has to compile.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Names of the standard library that declarations rely on.
const PRELUDE: &str = "Option Some None Result Ok Err Vec String Box Into From Default Clone Copy Send Sync Sized \
    Debug Display ToString ToOwned Iterator AsRef Drop Fn bool char str u8 u16 u32 u64 usize i64 f64 core std alloc \
    callpoint serde http vec format assert matches println";

const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self Self static struct \
    super trait true try type typeof unsafe unsized use virtual where while yield _ macro_rules union";

/// Variables of structs with more fields than those of the committed expansions.
const VALUES: &str = "__value23 __value24 __value25";

/// Parameters of methods, which stand in the docs and cannot be apart from a constant of that name: no constant is written so.
const SHOWN: &str = "client request response f text serializer deserializer required";

/// What the macros know a type by, so that a type of the user's of that name means the same.
const KNOWN: &str = "bool char str u8 u16 u32 u64 usize i64 f64 Option Vec Patch";

fn is_shown(name: &str) -> bool {
    words(SHOWN).any(|shown| shown == name)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(str::to_owned)
}

/// The identifiers of a source, without those in comments and texts.
fn identifiers(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            while let Some(inside) = letters.next() {
                match inside {
                    '\\' => drop(letters.next()),
                    '"' => break,
                    _ => {}
                }
            }
        } else if letter == '/' && letters.peek() == Some(&'/') {
            letters.by_ref().find(|letter| *letter == '\n');
        } else if letter == '/' && letters.peek() == Some(&'*') {
            let mut last = ' ';
            letters
                .by_ref()
                .find(|letter| std::mem::replace(&mut last, *letter) == '*' && *letter == '/');
        } else if letter.is_alphabetic() || letter == '_' {
            let mut word = String::from(letter);
            while let Some(next) = letters.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(next);
            }
            found.insert(word);
        } else if letter.is_ascii_digit() {
            while letters
                .next_if(|next| next.is_alphanumeric() || *next == '_')
                .is_some()
            {}
        }
    }
    found
}

fn files(folder: &Path, ends: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ends));
        } else if path.to_string_lossy().ends_with(ends) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every name that an expansion makes.
fn names() -> Vec<String> {
    let macros = Path::new(env!("CARGO_MANIFEST_DIR")).join("../macros");
    let mut names: BTreeSet<String> = words(PRELUDE).chain(words(VALUES)).collect();
    for expanded in files(&macros.join("tests/expand"), ".expanded.rs") {
        let written = expanded.to_string_lossy().replace(".expanded.rs", ".rs");
        let made = identifiers(&fs::read_to_string(&expanded).unwrap());
        let written = identifiers(&fs::read_to_string(written).unwrap());
        names.extend(made.difference(&written).cloned());
    }
    for source in files(&macros.join("src"), ".rs") {
        let made = identifiers(&fs::read_to_string(source).unwrap());
        names.extend(made.into_iter().filter(|name| name.starts_with("__")));
    }
    for keyword in words(KEYWORDS) {
        names.remove(&keyword);
    }
    names.into_iter().collect()
}

/// Declarations of every form, which rely on no name around them.
const DECLARATIONS: &str = include_str!("names/declarations.txt");

/// Declarations in which `NAME` is a name of the user's.
const NAMED: &str = include_str!("names/named.txt");

/// What a name around the declarations can be.
const AROUND: [(&str, &str); 10] = [
    ("types", "pub struct NAME {}"),
    ("aliases", "pub type NAME = ();"),
    ("traits", "pub trait NAME {}"),
    ("units", "pub struct NAME;"),
    ("tuples", "pub struct NAME(::core::primitive::u8);"),
    ("constants", "pub const NAME: ::core::primitive::u8 = 0;"),
    ("statics", "pub static NAME: ::core::primitive::u8 = 0;"),
    ("functions", "pub fn NAME() {}"),
    ("modules", "pub mod NAME {}"),
    (
        "macros",
        "macro_rules! NAME { ($($any:tt)*) => { ::core::compile_error!(\"a macro of the user's\"); } }",
    ),
];

fn generated(names: &[String]) -> String {
    let mut source = "#![allow(warnings)]\n".to_owned();
    for (kind, item) in AROUND {
        writeln!(source, "mod {kind} {{").unwrap();
        let is_value = ["units", "tuples", "constants", "statics"].contains(&kind);
        for name in names.iter().filter(|name| !is_value || !is_shown(name)) {
            writeln!(source, "    {}", item.replace("NAME", name)).unwrap();
        }
        writeln!(source, "{DECLARATIONS}}}").unwrap();
    }
    writeln!(
        source,
        "mod variants {{ use self::Variant::*; pub enum Variant {{"
    )
    .unwrap();
    for name in names.iter().filter(|name| !is_shown(name)) {
        writeln!(source, "    {name},").unwrap();
    }
    writeln!(source, "}}\n{DECLARATIONS}}}").unwrap();
    let known: BTreeSet<String> = words(KNOWN).collect();
    for (at, name) in names
        .iter()
        .filter(|name| !known.contains(*name))
        .enumerate()
    {
        // Of other names, rustc itself takes the type that the prelude has.
        let constant = if name.starts_with("__") { name } else { "N" };
        let module = NAMED.replace("NAME", name).replace("CONSTANT", constant);
        writeln!(source, "mod named_{at} {{\n{module}}}").unwrap();
    }
    source.push_str("fn main() {}\n");
    source
}

#[test]
fn every_name_is_free() {
    let names = names();
    assert!(names.len() > 150, "{names:?}");
    for name in [
        "__S",
        "__fields",
        "__callpoint",
        "bool",
        "client",
        "__Result",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names_of_the_user.rs");
    fs::write(&path, generated(&names)).unwrap();
    trybuild::TestCases::new().pass(path);
}
