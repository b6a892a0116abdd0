//! Bodies in every mode.

use serde_json::{Value, json};

use super::grammar::{VARIABLE, text, token};
use crate::oracle::Random;

const MEDIA: &[&str] = &[
    "application/json",
    "text/plain",
    "text/plain; charset=utf-8",
    "application/xml",
    "application/vnd.a+json",
    "text/csv",
];

pub(super) fn body(random: &mut Random) -> Option<Value> {
    let mut body = match random.below(11) {
        0..=3 => raw(random),
        4 | 5 => json!({"mode": "urlencoded", "urlencoded": form(random)}),
        6 | 7 => json!({"mode": "formdata", "formdata": parts(random)}),
        8 => {
            json!({"mode": "file", "file": {"src": random.of(&["plain.txt", "lines.txt", "data.json", "sp ace.bin"])}})
        }
        9 => graphql(random),
        _ => return None,
    };
    if random.one_in(12) {
        body["disabled"] = json!(true);
    }
    Some(body)
}

fn raw(random: &mut Random) -> Value {
    let language = random.of(&[
        "json",
        "json",
        "json",
        "text",
        "xml",
        "html",
        "javascript",
        "",
    ]);
    let text = match language {
        "json" => json_text(random, 2),
        "xml" => format!("<a b=\"{{{{acct}}}}\">{}</a>", random.of(VARIABLE)),
        _ => format!("x{}", text(random, 6)),
    };
    let mut body = json!({"mode": "raw", "raw": text});
    if !language.is_empty() {
        body["options"] = json!({"raw": {"language": language}});
    }
    body
}

/// JSON with variables in texts, names and in place of values.
fn json_text(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 6 } else { 9 }) {
        0 => random
            .of(&[
                "1",
                "-2.5",
                "true",
                "null",
                "\"\"",
                "1e3",
                "123456789012345678901",
            ])
            .to_owned(),
        1 => random
            .of(&[
                "{{amount}}",
                "{{flag}}",
                "{{obj}}",
                "{{unknown}}",
                "{{$timestamp}}",
                "{{$randomInt}}",
            ])
            .to_owned(),
        2..=5 => format!(
            "\"{}\"",
            random.of(&[
                "{{acct}}",
                "a",
                "é",
                "\\\"",
                "{{nested}}",
                "{{deeper}}",
                "{{label}} x",
                "{{$guid}}",
                "{{unknown}}",
                "\\u00e9",
                "{{$isoTimestamp}}",
                "{{apiToken}}",
                "{{off}}",
                "{{acct",
                "//",
                ", ]",
            ])
        ),
        6 => {
            let items: Vec<String> = (0..random.below(3))
                .map(|_| json_text(random, depth - 1))
                .collect();
            format!("[{}]", items.join(", "))
        }
        _ => {
            let names = ["a", "b c", "é", "{{acct}}"];
            let fields: Vec<String> = (0..random.below(4))
                .map(|at| format!("\"{}\": {}", names[at], json_text(random, depth - 1)))
                .collect();
            format!("{{{}}}", fields.join(random.of(&[", ", ",\n  "])))
        }
    }
}

fn form(random: &mut Random) -> Value {
    let mut list = Vec::new();
    for _ in 0..random.below(4) {
        let mut pair = json!({"key": token(random), "value": text(random, 4)});
        if random.one_in(4) {
            pair["disabled"] = json!(true);
        }
        if random.one_in(8) {
            pair["value"] = Value::Null;
        }
        list.push(pair);
    }
    json!(list)
}

fn parts(random: &mut Random) -> Value {
    let mut list = Vec::new();
    for _ in 0..random.below(4) {
        let key = random.of(&["a", "b", "c d", "é", "{{acct}}"]);
        let mut part = if random.one_in(3) {
            let files = ["plain.txt", "data.json", "sp ace.bin"];
            // newman reads no file behind a list of them.
            let is_last = list.len() == 2;
            let src = if is_last && random.one_in(2) {
                json!(["plain.txt", "lines.txt"])
            } else {
                json!(random.of(&files))
            };
            json!({"key": key, "type": "file", "src": src})
        } else {
            json!({"key": key, "type": "text", "value": text(random, 4)})
        };
        if random.one_in(4) {
            part["contentType"] = json!(random.of(MEDIA));
        }
        if random.one_in(5) {
            part["disabled"] = json!(true);
        }
        list.push(part);
    }
    json!(list)
}

fn graphql(random: &mut Random) -> Value {
    let variables = random.of(&[
        "",
        "{\"id\": \"{{acct}}\"}",
        "{\"n\": {{amount}}}",
        "{\"id\": \"{{$guid}}\"}",
        "{ \"a\": [1, {}] }",
    ]);
    let mut graphql = json!({"query": random.of(&["{ me { id } }", "query A($id: ID) { link(id: $id) { \"{{acct}}\" } }"]), "variables": variables});
    if random.one_in(3) {
        graphql["operationName"] = json!("A");
    }
    json!({"mode": "graphql", "graphql": graphql})
}
