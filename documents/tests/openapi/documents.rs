//! Documents as a whole: their versions and formats, and what is none.

use callpoint_documents::openapi;

use crate::shown::{notes, read, responses};

#[test]
fn versions_and_formats() {
    let heads = [
        "swagger: '2.0'",
        "swagger: 2.0",
        "openapi: 3.0.0",
        "openapi: 3.0.4",
        "openapi: '3.1.1'",
        "openapi: 3.1",
        "openapi: 3.2.0",
        "{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {}}}}}, \"info\": {}}",
        "\u{feff}{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {}}}}}, \"info\": {}}",
        // Nearly JSON.
        "{openapi: 3.0.0, paths: {/a: {get: {responses: {200: {}}}}}, info: {}, x-big: 1e999} # yes",
    ];
    for head in heads {
        let text = if head.contains('{') {
            head.to_owned()
        } else {
            format!(
                "{head}\ninfo: {{title: T, version: 1.10.0}}\npaths: {{/a: {{get: {{responses: {{200: {{description: x}}}}}}}}}}"
            )
        };
        let description = read(&text);
        assert_eq!(
            responses(description.root.operations()[0]),
            ["200"],
            "{head}"
        );
        assert_eq!(notes(&description), [""; 0], "{head}");
    }
}

#[test]
fn what_a_document_says_of_itself() {
    let description = read(
        "openapi: 3.1.0
info: {title: Links, version: '1.0', summary: Short., description: Long.}
externalDocs: {url: https://d}
x-own: {a: 1}
paths: {}
",
    );
    assert_eq!(description.title.as_deref(), Some("Links"));
    assert_eq!(description.version.as_deref(), Some("1.0"));
    assert_eq!(description.doc, "Long.\n\nSee <https://d>.");
    assert_eq!(description.extensions.len(), 1);
}

#[test]
fn what_is_no_document_has_one_message() {
    let cases = [
        ("", "the document is empty"),
        (" \n", "the document is empty"),
        ("[]", "this is not an OpenAPI document: it is not an object"),
        (
            "text",
            "this is not an OpenAPI document: it is not an object",
        ),
        (
            "{}",
            "this is not an OpenAPI document: it has neither `openapi` nor `swagger`",
        ),
        (
            "a: 1",
            "this is not an OpenAPI document: it has neither `openapi` nor `swagger`",
        ),
        (
            "swagger: '1.2'",
            "this is a Swagger document of version 1.2; convert it to OpenAPI first",
        ),
        (
            "swaggerVersion: 1.1",
            "this is a Swagger document of version 1.1; convert it to OpenAPI first",
        ),
        (
            "openapi: 4.0.0",
            "OpenAPI 4.0.0 is not known; expected 3.0, 3.1 or 3.2",
        ),
        (
            "asyncapi: 3.0.0",
            "this is an AsyncAPI document, not an OpenAPI document",
        ),
        (
            "{\"info\": {}, \"item\": []}",
            "this is a Postman collection; use `callpoint import postman`",
        ),
        (
            "curl https://example.com",
            "this is a curl command; use `callpoint import curl`",
        ),
        (
            "{\"a\": 1,\n \"b\": ]",
            "line 2, column 7: invalid JSON: expected value",
        ),
        ("a: 1\nb: [", "line 2, column 4: invalid YAML: "),
    ];
    for (text, expected) in cases {
        let error = openapi::read(text)
            .err()
            .unwrap_or_else(|| panic!("{text} is read"));
        assert!(error.to_string().starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn a_newer_version_is_read_as_the_newest() {
    let description = read("openapi: 3.9.0\ninfo: {}\npaths: {/a: {get: {}}}");
    assert_eq!(description.root.operations().len(), 1);
    assert_eq!(
        notes(&description),
        ["`#/openapi`: version 3.9.0 is not known; it is read as 3.2"]
    );
    let description = read("openapi: 3.0.0\npaths: 5");
    assert_eq!(
        notes(&description),
        [
            "`#`: it has no `info`",
            "`#/paths`: expected an object, found a number"
        ]
    );
}
