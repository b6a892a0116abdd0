//! "Can it say …?": each row of the page as a declaration that compiles, and that has every word of code in the row.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    dead_code,
    reason = "what counts is that each declaration compiles; few are called"
)]

mod bodies;
mod credentials;
mod parameters;
mod response;

const PAGE: &str = include_str!("../../docs/can-it-say.md");

/// What the documentation says, and the code on the right side.
fn rows(section: &str) -> Vec<(String, Vec<String>)> {
    let (_, rest) = PAGE.split_once(&format!("## {section}\n")).unwrap();
    let text = rest.split("\n## ").next().unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let rows = rows.map(|row| {
        let row = row.trim_matches('|').replace("\\|", "\u{1}");
        let (says, declared) = row.split_once('|').unwrap();
        let code = declared.split('`').skip(1).step_by(2);
        let code = code.map(|code| code.replace('\u{1}', "|")).collect();
        (says.trim().replace('\u{1}', "|"), code)
    });
    rows.collect()
}

/// The same of the source: each row with what stands below it.
fn declarations(source: &str) -> Vec<(&str, String)> {
    let parts = source.split("\n//~ ").skip(1);
    let parts = parts.map(|part| part.split_once('\n').unwrap());
    parts
        .map(|(says, code)| (says, without_spaces(code)))
        .collect()
}

fn without_spaces(code: &str) -> String {
    code.split_whitespace().collect()
}

#[test]
fn every_row_is_declared_as_it_says() {
    let sections = [
        (
            "The request",
            concat!(
                include_str!("parameters.rs"),
                include_str!("bodies.rs"),
                include_str!("credentials.rs")
            ),
        ),
        ("The response", include_str!("response.rs")),
    ];
    for (section, source) in sections {
        let (rows, declarations) = (rows(section), declarations(source));
        let says: Vec<_> = rows.iter().map(|(says, _)| says.as_str()).collect();
        let declared: Vec<_> = declarations.iter().map(|(says, _)| *says).collect();
        assert_eq!(says, declared, "{section}");
        for ((says, words), (_, code)) in rows.iter().zip(&declarations) {
            for word in words {
                // What is left out may be anything.
                let mut parts = word.split('…').map(without_spaces);
                let is_there = parts.all(|part| code.contains(&part));
                assert!(is_there, "{says}: `{word}` is in no declaration");
            }
        }
    }
}
