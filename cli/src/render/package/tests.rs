//! Tests: every response that the document shows is read by its declaration.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::WIDTH;
use super::super::features::plain;
use super::{Package, declared};
use crate::model::{Endpoint, Sample};
use crate::names::{ident, words};

/// The longest words of a call on one line, as rustfmt has it.
const CALL_WIDTH: usize = 60;

const HEAD: &str = r#"//! Reads every response that the documentation shows.

#![cfg_attr(not(feature = "all"), allow(dead_code, unused_imports))]

use CRATE::callpoint::http::{Response, header};
use CRATE::callpoint::{Bytes, Endpoint, Error};

#[track_caller]
fn reads<E: Endpoint<Error: std::error::Error + 'static>>(
    status: u16,
    content_type: &str,
    headers: &[(&str, &str)],
    body: &'static str,
) {
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, content_type);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::from_static(body.as_bytes())).unwrap();
    match E::from_http(response) {
        Ok(_) | Err(Error::Api(_)) => {}
        Err(error) => match std::error::Error::source(&error) {
            Some(source) => panic!("{error}: {source}"),
            None => panic!("{error}"),
        },
    }
}
"#;

/// `tests/documentation.rs` and the responses beside it.
pub(super) fn files(package: &Package<'_>) -> Vec<(String, String)> {
    let krate = package.krate();
    let mut text = HEAD.replace("CRATE", &krate);
    let mut bodies = Vec::new();
    for (module, feature) in &package.features.modules {
        let name = plain(&module.name);
        let endpoints = declared(module);
        let shown = endpoints
            .iter()
            .filter(|(_, endpoint, _)| !endpoint.samples.is_empty());
        let mut tests = String::new();
        let mut taken = HashSet::new();
        for (path, endpoint, _) in shown {
            let ty = format!("{krate}::{path}");
            let function = test_name(endpoint, &mut taken);
            let one = test_of(endpoint, &function, &ty, name, &mut bodies);
            if !(tests.is_empty() || one.is_empty()) {
                tests.push('\n');
            }
            tests.push_str(&one);
        }
        if !tests.is_empty() {
            let _ = write!(
                text,
                "\n#[cfg(feature = \"{feature}\")]\nmod {} {{\n{tests}}}\n",
                module.name
            );
        }
    }
    if bodies.is_empty() {
        return Vec::new();
    }
    bodies.insert(0, ("tests/documentation.rs".to_owned(), text));
    bodies
}

/// The name of the endpoint as a function has it.
fn test_name(endpoint: &Endpoint, taken: &mut HashSet<String>) -> String {
    let words: Vec<String> = words(&endpoint.name)
        .iter()
        .map(|word| word.to_lowercase())
        .collect();
    let base = words.join("_");
    let mut name = base.clone();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{base}_{number}");
    }
    name
}

fn test_of(
    endpoint: &Endpoint,
    test: &str,
    ty: &str,
    module: &str,
    bodies: &mut Vec<(String, String)>,
) -> String {
    let mut calls = String::new();
    let mut numbers: HashSet<String> = HashSet::new();
    let mut has_call = false;
    for sample in &endpoint.samples {
        if let Some(misfit) = &sample.misfit {
            let misfit = super::manifest::one_line(misfit);
            let _ = writeln!(
                calls,
                "        // The response with status {} is left out: {misfit}.",
                sample.status
            );
            continue;
        }
        has_call = true;
        let extension = if sample.content_type.contains("json") {
            "json"
        } else {
            "txt"
        };
        let stem = format!("{test}.{}", sample.status);
        let mut file = format!("documentation/{module}/{stem}.{extension}");
        let mut number = 1;
        while !numbers.insert(file.clone()) {
            number += 1;
            file = format!("documentation/{module}/{stem}.{number}.{extension}");
        }
        calls.push_str(&call(sample, ty, &file));
        bodies.push((format!("tests/{file}"), format!("{}\n", sample.text)));
    }
    if !has_call {
        return String::new();
    }
    format!("    #[test]\n    fn {}() {{\n{calls}    }}\n", ident(test))
}

fn call(sample: &Sample, ty: &str, file: &str) -> String {
    let mut words = vec![
        sample.status.to_string(),
        format!("{:?}", sample.content_type),
    ];
    let pairs = sample.headers.iter();
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("({name:?}, {value:?})"))
        .collect();
    words.push(format!("&[{}]", pairs.join(", ")));
    words.push(format!("include_str!({file:?})"));
    let line = words.join(", ");
    if line.chars().count() <= CALL_WIDTH {
        return format!("        super::reads::<{ty}>({line});\n");
    }
    let mut text = format!("        super::reads::<{ty}>(\n");
    for word in &words {
        let line = format!("            {word},\n");
        match word.strip_prefix("include_str!(") {
            Some(file) if line.chars().count() > WIDTH + 1 => {
                let file = file.trim_end_matches(')');
                let _ = write!(
                    text,
                    "            include_str!(\n                {file}\n            ),\n"
                );
            }
            _ => text.push_str(&line),
        }
    }
    text.push_str("        );\n");
    text
}
