//! Documents that exist in several forms: what their imports declare is the same, by the code that counts what public documents declare.

#![allow(
    dead_code,
    reason = "the counter of `cargo xtask corpus` looks at more than these tests"
)]

#[path = "../../../xtask/src/corpus/members.rs"]
mod members;
#[path = "../../../xtask/src/corpus/module.rs"]
mod module;
#[path = "../../../xtask/src/corpus/row.rs"]
mod row;
#[path = "../../../xtask/src/corpus/tokens.rs"]
mod tokens;

use std::fs;

use callpoint_cli::{ImportError, Imported};

use self::module::Endpoint;
use self::row::{Paired, Row, pairs};
use super::options;

/// The `OpenAPI` document, the other form, and how many calls they have.
const TWINS: [(&str, &str, usize); 6] = [
    ("library.openapi.json", "library.postman_collection.json", 9),
    ("library.openapi.json", "library.curl.txt", 9),
    ("belvo.openapi.json", "belvo.postman_collection.json", 7),
    ("belvo.openapi-3.0.json", "belvo.postman_collection.json", 7),
    ("belvo.openapi-3.0.json", "belvo.openapi.json", 7),
    ("places.openapi.json", "places.postman_collection.json", 9),
];

/// A form, a call, what is different, and why it cannot be the same; `*` is any text.
type Reason = (&'static str, &'static str, &'static str, &'static str);

const COMMAND: &str = "a command has no responses";
const EXAMPLE: &str =
    "the one example of the shared errors has less than the type, which a call without one shows";
const NO_SCHEMA: &str = "the type derives no schema, so the document has only the example";

#[rustfmt::skip]
const REASONS: &[Reason] = &[
    ("library.curl.txt", "*", "status *: only the document", COMMAND),
    ("library.curl.txt", "*", "error set *: only the document", COMMAND),
    ("library.curl.txt", "PUT /loans", "auth : ApiKey of the document, none of the collection", "a header of a command can be anything"),
    ("library.curl.txt", "PUT /loans", "header x-api-key: only the collection", "a header of a command can be anything"),
    ("belvo.postman_collection.json", "PUT /api/links/<id>/", "error set *: only the document", EXAMPLE),
    ("places.postman_collection.json", "*", "status *: error with anything of the document, error with an object of the collection", NO_SCHEMA),
    ("places.postman_collection.json", "POST /links", "body field code: only the collection", NO_SCHEMA),
    ("places.postman_collection.json", "GET /calls/<id>.json", "template *", "a variable of a collection has one value; two calls have an `id` with another"),
    ("places.postman_collection.json", "GET /v2/<name..>/tags/<token>", "template *", "a variable of a path is one segment or several"),
    ("places.postman_collection.json", "GET /search", "query field rest: only the document", "a request shows the entries of a map"),
    ("places.postman_collection.json", "GET /search", "query field name: only the collection", "a request shows the entries of a map"),
    ("places.postman_collection.json", "PATCH /text", "header content-type: only the collection", "the collection does not say that the text is all that is sent"),
    ("places.postman_collection.json", "REPORT /whole", "only in one", "a document has no such method"),
];

fn text(name: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let folders = ["cli/tests/data", "tests/export/expected"];
    let paths = folders.map(|folder| format!("{root}/{folder}/{name}"));
    let found = paths.iter().find_map(|path| fs::read_to_string(path).ok());
    found.unwrap_or_else(|| panic!("no {name}"))
}

fn declared(name: &str) -> Vec<Endpoint> {
    let text = text(name);
    let imported: Result<Imported, ImportError> = if name.contains(".openapi") {
        callpoint_cli::openapi(&text, &options())
    } else if name.contains(".postman") {
        callpoint_cli::postman(&text, &options())
    } else {
        callpoint_cli::curl(&text, &options())
    };
    let module = &imported.expect(name).files[0].text;
    module::read(module).expect(name)
}

fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => text.starts_with(start) && text.ends_with(end),
        None => text == pattern,
    }
}

#[test]
fn all_forms_of_a_document_declare_the_same() {
    let mut wrong = Vec::new();
    let mut used = vec![false; REASONS.len()];
    for (document, other, calls) in TWINS {
        let Paired {
            both,
            only_document,
            only_collection,
        } = pairs(&declared(document), &declared(other));
        let alone = only_document.iter().chain(&only_collection);
        let alone = alone.map(|row| (row, "only in one".to_owned()));
        let mut found: Vec<_> = alone.collect();
        if both.len() != calls {
            wrong.push(format!("{document}, {other}: {} calls", both.len()));
        }
        for (one, two) in &both {
            let differences = one.differences(two);
            let differences = differences.iter().map(ToString::to_string);
            found.extend(differences.map(|sentence| (one, sentence)));
        }
        for (Row { method, path, .. }, sentence) in found {
            let call = format!("{method} {path}");
            let reason = REASONS.iter().position(|(form, calls, start, _)| {
                fits(form, other) && fits(calls, &call) && fits(start, &sentence)
            });
            match reason {
                Some(at) => used[at] = true,
                None => wrong.push(format!("{document}, {other}: {call}: {sentence}")),
            }
        }
    }
    for (is_used, (form, call, sentence, _)) in used.into_iter().zip(REASONS) {
        if !is_used {
            wrong.push(format!(
                "a reason without a difference: {form}: {call}: {sentence}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The differences of two modules with an error of this type.
fn differences_of_types(document: &str, collection: &str) -> Vec<String> {
    let endpoint = |types: &str| {
        let module = format!(
            "#[endpoint(GET, \"/x\", errors = ApiError)] pub struct Get {{}}
            #[derive(ErrorSet)] pub enum ApiError {{ #[status(404 | 4xx)] Missing(Vec<Problem>) }}
            {types}"
        );
        let rows = module::read(&module).unwrap();
        Row::of(&rows[0])
    };
    let differences = endpoint(document).differences(&endpoint(collection));
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn what_equal_error_sets_declare_is_compared() {
    let document = "struct Problem { code: u16, #[serde(rename = \"kind\")] what: Kind, details: Option<Vec<Detail>>, more: BTreeMap<String, String> }
        #[derive(OpenEnum)] enum Kind { A, Other(String) }
        struct Detail { field: String }";
    for (collection, expected) in [
        (
            "struct Problem { code: i64, kind: String, more: Value }",
            &[][..],
        ),
        (
            "struct Problem { code: i64, kind: String, details: Vec<Detail>, more: Any } struct Detail { field: Option<String> } struct Any { x: i64 }",
            &[],
        ),
        (
            "struct Problem { code: String, kind: String, more: Value, extra: bool }",
            &[
                "response field 404 [].code: a number of the document, a text of the collection",
                "response field 404 [].extra: only the collection",
                "response field 4xx [].code: a number of the document, a text of the collection",
                "response field 4xx [].extra: only the collection",
            ],
        ),
        (
            "struct Problem { code: i64, details: Vec<Detail>, more: Value } struct Detail { place: String }",
            &[
                "response field 404 [].details[].place: only the collection",
                "response field 404 [].kind: only the document",
                "response field 4xx [].details[].place: only the collection",
                "response field 4xx [].kind: only the document",
            ],
        ),
    ] {
        assert_eq!(
            differences_of_types(document, collection),
            expected,
            "{collection}"
        );
    }
}
