//! The comparison of two descriptions: what the mutations of `callpoint-testing` do not reach.

#![cfg(feature = "openapi")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::fmt::Write as _;
use std::time::Instant;

use callpoint_documents::compare::{self, Report};
use callpoint_documents::openapi;

fn compared(old: &str, new: &str) -> Report {
    compare::documents(&openapi::read(old).unwrap(), &openapi::read(new).unwrap())
}

/// Each difference, with `!` before what breaks.
fn shown(report: &Report) -> Vec<String> {
    let differences = report.differences().iter();
    differences
        .map(|it| format!("{}{it}", if it.breaking { "! " } else { "" }))
        .collect()
}

/// A document with these schemas, of which `A` is the body of a response, and of a request.
fn document(schemas: &str) -> String {
    format!(
        "
openapi: 3.1.0
info: {{title: T, version: '1'}}
paths:
  /a:
    get:
      responses: {{'200': {{description: A., content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}
    put:
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
      responses: {{'204': {{description: None.}}}}
components:
  schemas:
{schemas}"
    )
}

#[test]
fn the_same_in_another_form() {
    for (one, other) in [
        (
            "    A: {type: [string, 'null']}",
            "    A: {anyOf: [{type: 'null'}, {type: string}]}",
        ),
        (
            "    A: {type: string, enum: [a, b]}",
            "    A: {oneOf: [{const: b}, {const: a}]}",
        ),
        (
            "    A: {$ref: '#/components/schemas/B'}\n    B: {type: string}",
            "    A: {type: string}",
        ),
        (
            "    A: {type: object, properties: {a: {type: string}}, required: [a]}",
            "    A: {allOf: [{$ref: '#/components/schemas/B'}, {required: [a]}]}\n    B: {type: object, properties: {a: {type: string}}}",
        ),
        (
            "    A: {oneOf: [{type: string}, {type: array, items: {type: string}}]}",
            "    A: {anyOf: [{type: array, items: {type: string}}, {type: string}]}",
        ),
    ] {
        for (old, new) in [(one, other), (other, one)] {
            let report = compared(&document(old), &document(new));
            assert_eq!(shown(&report), [""; 0], "{old}\n{new}");
        }
    }
}

#[test]
fn references_in_circles_end() {
    let list = "    A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}, name: {type: string}}}";
    let other = "    A: {type: object, properties: {next: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}, name: {type: string}}}
    B: {type: object, properties: {next: {$ref: '#/components/schemas/A'}, name: {type: integer}}}";
    let report = compared(&document(list), &document(other));
    let found = shown(&report);
    assert!(
        found.contains(&"! the field `name` of the schema `B` is integer, not string".to_owned()),
        "{report}"
    );
    assert!(
        found.contains(&"! the field `next` of the schema `A` can be null".to_owned()),
        "{report}"
    );
}

/// A circle of schemas, each with the next in a field.
fn circle(length: usize) -> String {
    let mut schemas = String::new();
    for index in 0..length {
        let name = if index == 0 {
            "A".to_owned()
        } else {
            format!("S{index}")
        };
        let next = match (index + 1) % length {
            0 => "A".to_owned(),
            next => format!("S{next}"),
        };
        writeln!(schemas, "    {name}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/{next}'}}}}}}").unwrap();
    }
    document(&schemas)
}

#[test]
fn circles_of_different_lengths_do_not_take_the_product() {
    let (old, new) = (circle(1999), circle(2003));
    let (old, new) = (openapi::read(&old).unwrap(), openapi::read(&new).unwrap());
    let start = Instant::now();
    let report = compare::documents(&old, &new);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(shown(&report), [""; 0]);
    assert_eq!(report.not_compared().len(), 1, "{report}");
}

#[test]
fn a_chain_as_long_as_the_document_needs_no_deep_stack() {
    let mut schemas = String::new();
    for index in 0..5000 {
        let name = if index == 0 {
            "A".to_owned()
        } else {
            format!("S{index}")
        };
        // Not a reference alone, so that it is compared in its place.
        writeln!(schemas, "    {name}: {{type: object, properties: {{next: {{allOf: [{{$ref: '#/components/schemas/S{}'}}], minProperties: 1, type: object}}}}}}", index + 1).unwrap();
    }
    schemas.push_str("    S5000: {type: object, properties: {last: {type: string}}}\n");
    let old = document(&schemas);
    let report = compared(
        &old,
        &old.replace("last: {type: string}", "last: {type: integer}"),
    );
    assert_eq!(report.breaking().count(), 1, "{report}");
}

#[test]
fn the_path_of_a_server_is_a_part_of_the_paths() {
    let old = "{openapi: 3.1.0, servers: [{url: 'https://h/v1'}], paths: {/a: {get: {responses: {204: {description: N.}}}}}}";
    let new = "{openapi: 3.1.0, servers: [{url: 'https://h'}], paths: {/v1/a: {get: {responses: {204: {description: N.}}}}}}";
    assert_eq!(shown(&compared(old, new)), [""; 0]);
    assert_eq!(shown(&compared(new, old)), [""; 0]);
}

#[test]
fn what_a_request_may_have_is_not_what_a_response_has() {
    let schema = |more: &str| {
        document(&format!(
            "    A: {{type: object, properties: {{a: {{type: string}}{more}}}, required: [a]}}"
        ))
    };
    // One field, in both directions: it is reported once, with the verdict of the worse one.
    let report = compared(&schema(""), &schema(", b: {type: string}"));
    assert_eq!(shown(&report), ["the field `b` of the schema `A` is new"]);
    let report = compared(&schema(", b: {type: string}"), &schema(""));
    assert_eq!(
        shown(&report),
        ["! the field `b` of the schema `A` is not there any more"]
    );
    // What is received only is no part of the request.
    let report = compared(&schema(", b: {type: string, readOnly: true}"), &schema(""));
    assert_eq!(
        shown(&report),
        ["the field `b` of the schema `A` is not there any more"]
    );
}

#[test]
fn a_status_is_taken_by_its_class_and_the_default() {
    let document = |statuses: &[&str]| {
        let each = statuses
            .iter()
            .map(|status| format!("'{status}': {{description: S.}}"));
        format!(
            "{{openapi: 3.1.0, paths: {{/a: {{get: {{responses: {{{}}}}}}}}}}}",
            each.collect::<Vec<_>>().join(", ")
        )
    };
    for (old, new, expected) in [
        (
            &["200"][..],
            &["200", "404"][..],
            &["GET /a: the status 404 is new"][..],
        ),
        (
            &["200"],
            &["202"],
            &[
                "! GET /a: the status 202 is new",
                "GET /a: the status 200 is not there any more",
            ],
        ),
        (
            &["2XX"],
            &["201"],
            &[
                "GET /a: the status 2XX is not there any more",
                "GET /a: the status 201 is new",
            ],
        ),
        (
            &["default"],
            &["200"],
            &[
                "GET /a: the status default is not there any more",
                "GET /a: the status 200 is new",
            ],
        ),
    ] {
        assert_eq!(shown(&compared(&document(old), &document(new))), expected);
    }
}
