//! An optional field of a body is in each export exactly if it is in `example()` of the declaration that comes of it.

#![allow(dead_code, reason = "the declarations are exported, not called")]

use callpoint::api;
use callpoint_cli::Options;
use callpoint_documents::{http_file, postman};
use serde_json::Value;

#[api]
mod optional {
    use callpoint::{Patch, Upload, endpoint};

    #[endpoint(POST, "/json")]
    pub(crate) struct SendJson {
        pub(crate) required: String,
        #[example("x")]
        pub(crate) shown: Option<String>,
        #[example("[1]")]
        pub(crate) shown_list: Option<Vec<u8>>,
        #[example("null")]
        pub(crate) shown_patch: Patch<String>,
        pub(crate) hidden: Option<String>,
        pub(crate) hidden_list: Option<Vec<u8>>,
    }

    #[endpoint(POST, "/form", body = Form)]
    pub(crate) struct SendForm {
        pub(crate) required: String,
        #[example("x")]
        pub(crate) hidden: Option<String>,
        pub(crate) hidden_number: Option<u8>,
    }

    #[endpoint(POST, "/parts", body = Multipart)]
    pub(crate) struct SendParts {
        #[part]
        pub(crate) required: String,
        #[part]
        #[example("x")]
        pub(crate) hidden: Option<String>,
        #[part]
        #[example("a.txt")]
        pub(crate) hidden_file: Option<Upload>,
    }
}

const NAMES: [&str; 9] = [
    "required",
    "shown",
    "shown_list",
    "shown_patch",
    "hidden",
    "hidden_list",
    "hidden_number",
    "hidden_file",
    "absent",
];

/// The names that a collection sends in the body of an item.
fn in_collection(body: &Value) -> Vec<&'static str> {
    let entries = match body["mode"].as_str() {
        Some("raw") => {
            let body: Value = serde_json::from_str(body["raw"].as_str().unwrap()).unwrap();
            let names = NAMES.into_iter();
            return names.filter(|name| body.get(name).is_some()).collect();
        }
        mode => &body[mode.unwrap()],
    };
    let entries = entries.as_array().unwrap().iter();
    let sent = entries.filter(|entry| entry["disabled"] != Value::Bool(true));
    let sent: Vec<&str> = sent.map(|entry| entry["key"].as_str().unwrap()).collect();
    let names = NAMES.into_iter();
    names.filter(|name| sent.contains(name)).collect()
}

/// The names in the body of a request of an `.http` file, without lines that are comments.
fn in_http_file(request: &str) -> Vec<&'static str> {
    let lines = request.lines().filter(|line| !line.starts_with('#'));
    let text = lines.collect::<Vec<_>>().join("\n");
    let is_there = |name: &&str| {
        let forms = [
            format!("\"{name}\""),
            format!("\n{name}="),
            format!("&{name}="),
        ];
        forms.iter().any(|form| text.contains(form))
    };
    NAMES.into_iter().filter(is_there).collect()
}

/// The names to which `example()` of the import gives a value.
fn in_example(module: &str, name: &str) -> Vec<&'static str> {
    let (_, example) = module.split_once(&format!("impl {name} {{")).unwrap();
    let example = example.split_once("\n    }\n").unwrap().0;
    let is_there = |name: &&str| {
        let line = example.lines().find_map(|line| {
            let (field, value) = line.trim().split_once(": ")?;
            (field == *name).then_some(value)
        });
        line.is_some_and(|value| !matches!(value, "None," | "Patch::Absent,"))
    };
    NAMES.into_iter().filter(is_there).collect()
}

#[test]
fn optional_fields_are_the_same_in_both() {
    let collection = postman::collection(optional::ENDPOINTS).to_string();
    let http = http_file(optional::ENDPOINTS).to_string();
    let module = &callpoint_cli::postman(&collection, &Options::default())
        .unwrap()
        .files[0]
        .text;
    let items: Value = serde_json::from_str(&collection).unwrap();
    let cases: [(&str, &[&str]); 3] = [
        (
            "SendJson",
            &["required", "shown", "shown_list", "shown_patch"],
        ),
        ("SendForm", &["required"]),
        ("SendParts", &["required"]),
    ];
    let requests: Vec<&str> = http.split("\nPOST ").skip(1).collect();
    assert_eq!(requests.len(), cases.len(), "{http}");
    for ((at, (name, expected)), request) in cases.into_iter().enumerate().zip(requests) {
        assert_eq!(
            in_collection(&items["item"][at]["request"]["body"]),
            expected,
            "{name}: {collection}"
        );
        assert_eq!(in_http_file(request), expected, "{name}: {request}");
        assert_eq!(in_example(module, name), expected, "{name}: {module}");
    }
}
