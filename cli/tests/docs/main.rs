//! Text of a document never becomes code: not as a doc test, and not in any other place of a module.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod descriptions;
mod elsewhere;
mod large;
mod rustdoc;

use std::fmt::Write as _;
use std::process::Command;

use callpoint_cli::{Options, postman};
use serde_json::{Value, json};

use self::descriptions::Random;
use self::rustdoc::{Comment, comments, lost, meant, tests, words};

/// How many descriptions are made at random.
const COUNT: u64 = 2_000;

/// The places of a collection that have a text of their own in the docs.
const PLACES: [&str; 6] = [
    "request",
    "folder",
    "collection",
    "parameter",
    "field",
    "name",
];

/// A collection with a text in one of its places.
fn collection(place: &str, text: &str) -> Value {
    let at = |wanted: &str| if wanted == place { text } else { "" };
    json!({
        "info": {"name": "Docs", "description": at("collection")},
        "item": [{"name": "Things", "description": at("folder"), "item": [{
            "name": "Get thing",
            "request": {
                "method": "POST",
                "description": at("request"),
                "url": {
                    "raw": "https://h.example.com/things/:id",
                    "protocol": "https",
                    "host": ["h", "example", "com"],
                    "path": ["things", ":id"],
                    "variable": [{"key": "id", "value": "1", "description": at("parameter")}],
                },
                "body": {"mode": "urlencoded", "urlencoded": [
                    {"key": "first", "value": "a", "description": at("field")},
                ]},
            },
            "response": [
                {"name": at("name"), "code": 200, "_postman_previewlanguage": "json", "body": "{\"a\": 1}"},
                {"name": at("name"), "code": 200, "_postman_previewlanguage": "json", "body": "{\"a\": 2}"},
            ],
        }]}],
    })
}

/// The doc comments of what comes of a collection.
fn imported(place: &str, text: &str) -> Vec<Comment> {
    let document = collection(place, text).to_string();
    let imported =
        postman(&document, &Options::default()).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    comments(&imported.files[0].text)
}

/// What is wrong with the docs that come of a description.
fn faults(place: &str, text: &str) -> Vec<String> {
    let comments = imported(place, text);
    let mut faults = Vec::new();
    let texts: Vec<String> = comments.iter().flat_map(Comment::texts).collect();
    for test in texts.iter().flat_map(|text| tests(text)) {
        faults.push(format!("a test: {test}"));
    }
    // A name has one line, and no blocks.
    let text_of = without_marks(text);
    let (line, prefix) = (
        text_of.split_whitespace().collect::<Vec<_>>().join(" "),
        "x ",
    );
    let said = match place {
        "name" => meant(&format!("{prefix}{line}")).split_off(1),
        _ => meant(text_of.trim()),
    };
    let shown: Vec<String> = comments
        .iter()
        .flat_map(|comment| words(&comment.text()))
        .collect();
    if let Some(word) = lost(&said, &shown) {
        faults.push(format!("lost `{word}`"));
    }
    for fault in &mut faults {
        let _ = write!(fault, "\n{place}: {text:?}\n");
        for comment in &comments {
            let _ = writeln!(fault, "{}\n", comment.text());
        }
    }
    faults
}

/// A text as Rust lets it stand in a comment.
fn without_marks(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.replace(['\0', '\u{202e}'], "")
}

#[test]
fn no_description_becomes_a_test_and_none_loses_a_word() {
    let mut faults = Vec::new();
    for seed in 0..COUNT {
        let text = Random::new(seed).description();
        let place = PLACES[usize::try_from(seed).unwrap() % PLACES.len()];
        faults.extend(self::faults(place, &text));
    }
    let some: Vec<&String> = faults.iter().take(3).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
}

#[test]
fn forms_that_were_tests_once() {
    let cases = [
        "- ~~~rust\n  std :: fs :: write(\"x\", \"y\") . unwrap();\n  ~~~",
        "````\n```\nstd::fs::write(\"x\", \"y\").unwrap();\n```\n````",
        "````text\n```\na();\n````\nb\n```\n",
        ">     std::fs::write(\"x\", \"y\").unwrap();",
        "> ```\n> a();\n> ```",
        "1. one\n\n       a();",
        "-\tx\n\n\t\ta();",
        "&#9;a();",
        "&#10;&#10;    a();",
        "[^1]: note\n\n    a();\n\nSee[^1].",
        "<div>\n\n    a();\n\n</div>",
        "<pre>\n\n```\na();\n```\n",
        "```{.rust}\na();\n```",
        "``` =\na();\n```",
        "```E0277\na();\n```",
        "a\r\r    b();\r",
        "a\u{2028}\u{2028}```\u{2028}b();\u{2028}```",
    ];
    for text in cases {
        for place in PLACES {
            let faults = faults(place, text);
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }
}

#[test]
fn what_stands_around_a_description_stays_outside_of_it() {
    for open in [
        "```\ncode",
        "~~~",
        "- item\n  ```",
        "<!-- open",
        "<pre>\n",
        "> quote",
        "    code",
    ] {
        let comments = imported("collection", open);
        let head = comments[0].text();
        let base = "\n\nThe base URL is `https://h.example.com`.";
        assert!(
            head.starts_with("Docs.\n\n") && head.ends_with(base),
            "{head}"
        );
    }
}

/// The check finds what is a test: without the importer, these are.
#[test]
fn the_check_finds_tests() {
    let cases = [
        "```\na();\n```",
        "```rust\na();\n```",
        "~~~ignore\na();\n~~~",
        "x\n\n    a();",
        "- x\n\n      a();",
        ">     a();",
        "```edition2021\na();\n```",
        "```ignore-windows\na();\n```",
        "```{.x}\na();\n```",
        "``` =\na();\n```",
        "```E0277\na();\n```",
        "```text\n```\n\n```\na();\n```",
    ];
    for text in cases {
        let file: String = text.lines().fold(String::new(), |mut file, line| {
            let _ = writeln!(file, "/// {line}");
            file
        });
        let comments = comments(&format!("{file}pub struct Plain;"));
        assert!(!tests(&comments[0].text()).is_empty(), "{text}");
    }
    assert_eq!(tests("```text\na();\n```"), [""; 0]);
    let words_of = |text: &str| words(text);
    assert_eq!(
        lost(&words_of("a b c"), &words_of("a c")),
        Some(&"b".to_owned())
    );
    assert_eq!(
        lost(&words_of("a b"), &words_of("b a")),
        Some(&"b".to_owned())
    );
}

/// The tests that rustdoc itself finds in a file.
fn listed(file: &str, name: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, file).unwrap();
    let output = Command::new("rustdoc")
        .args(["--test", "--edition", "2024", "--test-args", "--list"])
        .arg(&path)
        .output()
        .expect("rustdoc comes with the compiler");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(text.contains("benchmarks"), "{text} {errors}");
    text.lines()
        .filter(|line| line.ends_with(": test"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn rustdoc_itself_finds_no_test() {
    let mut file = "#![allow(rustdoc::all)]\n".to_owned();
    let mut count = 0;
    for seed in 0..COUNT {
        let text = Random::new(seed).description();
        let place = PLACES[usize::try_from(seed).unwrap() % PLACES.len()];
        for comment in imported(place, &text) {
            for line in &comment.lines {
                let _ = writeln!(file, "///{line}");
            }
            let _ = writeln!(file, "pub struct Doc{count};");
            for text in &comment.texts()[1..] {
                let _ = writeln!(file, "#[doc = {text:?}]");
                let _ = writeln!(file, "pub struct More{count};");
                count += 1;
            }
            count += 1;
        }
    }
    assert_eq!(listed(&file, "random.rs"), [""; 0]);
    // A description that does not go through the importer is found.
    file.push_str("/// ```\n/// let x = 1;\n/// ```\npub struct Plain;\n");
    assert_eq!(listed(&file, "control.rs").len(), 1);
}
