//! What a collection shows of a body of which only the schema is known.

#![cfg(all(feature = "openapi", feature = "postman"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::fmt::Write as _;

use callpoint_documents::{openapi, postman};
use serde_json::{Value, json};

/// The collection of a call whose body, whose query parameter `q` and whose response have this schema.
fn collection(schema: &Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/x": {"post": {
            "operationId": "make",
            "parameters": [{"name": "q", "in": "query", "schema": schema}],
            "requestBody": {"content": content},
            "responses": {"200": {"description": "It is there.", "content": content}},
        }}},
        "components": {"schemas": {
            "Link": {
                "type": "object",
                "required": ["id", "seen"],
                "properties": {
                    "id": {"type": "integer"},
                    "made": {"type": "string", "readOnly": true},
                    "name": {"type": "string"},
                    "password": {"type": "string", "writeOnly": true},
                    "seen": {"type": ["string", "null"], "format": "date-time"},
                },
            },
            "Node": {
                "type": "object",
                "required": ["id", "parent"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "inside": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                    "next": {"$ref": "#/components/schemas/Node"},
                    "parent": {"$ref": "#/components/schemas/Node"},
                },
            },
            "Base": {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]},
            "Circle": {"oneOf": [{"$ref": "#/components/schemas/Circle"}, {"type": "boolean"}]},
        }},
    });
    let description = openapi::read(&document.to_string()).unwrap();
    let json = postman::Collection::from(description).to_json();
    serde_json::from_str(&json).unwrap()
}

/// JSON in one line, as it is written.
fn one_line(text: &Value) -> String {
    let lines = text.as_str().unwrap().lines().map(str::trim);
    lines.collect::<Vec<_>>().join(" ")
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn bodies_by_their_schema() {
    let all =
        r#"{ "id": "<integer>", "made": "<string>", "name": "<string>", "seen": "<dateTime>" }"#;
    let required = r#"{ "id": "<integer>", "seen": null }"#;
    let sent = r#"{ "id": "<integer>", "seen": "<dateTime>" }"#;
    let list = format!("[ {all}, {required} ]");
    let sent_list = format!("[ {sent} ]");
    let map = format!(r#"{{ "<string>": {all} }}"#);
    let cases: [(Value, &str, &[&str]); 17] = [
        (
            json!({"type": "integer", "format": "int64"}),
            r#""<integer>""#,
            &[r#""<integer>""#],
        ),
        (
            json!({"type": "number"}),
            r#""<number>""#,
            &[r#""<number>""#],
        ),
        (
            json!({"type": ["boolean", "null"]}),
            r#""<boolean>""#,
            &[r#""<boolean>""#],
        ),
        (
            json!({"type": "string", "format": "email"}),
            r#""<email>""#,
            &[r#""<email>""#],
        ),
        (
            json!({"type": "string", "format": "dd.mm.yy"}),
            r#""<string>""#,
            &[r#""<string>""#],
        ),
        (json!({"enum": [null, "a", "b"]}), r#""a""#, &[r#""a""#]),
        (json!({"const": 7}), "7", &["7"]),
        (
            json!({"type": ["string", "integer"]}),
            r#""<any>""#,
            &[r#""<any>""#],
        ),
        (json!({}), r#""<any>""#, &[r#""<any>""#]),
        (json!({"type": "object"}), "{}", &["{}"]),
        (
            json!({"type": "array", "items": {"type": "string", "examples": ["x"]}}),
            r#"["x"]"#,
            &[r#"["x"]"#],
        ),
        (reference("Link"), sent, &[all, required]),
        (
            json!({"type": "array", "items": reference("Link")}),
            &sent_list,
            &[&list],
        ),
        (
            json!({"oneOf": [{"type": "null"}, reference("Link"), {"type": "string"}]}),
            sent,
            &[all, required],
        ),
        (
            json!({"type": "object", "additionalProperties": reference("Link")}),
            r#"{ "<string>": { "id": "<integer>", "name": "<string>", "password": "<string>", "seen": "<dateTime>" } }"#,
            &[&map],
        ),
        (
            reference("Node"),
            r#"{ "id": "<uuid>", "parent": "<object>" }"#,
            &[
                r#"{ "id": "<uuid>", "inside": [], "parent": "<object>" }"#,
                r#"{ "id": "<uuid>", "parent": "<object>" }"#,
            ],
        ),
        (
            json!({"allOf": [reference("Base"), reference("Base"), {"properties": {"more": reference("Circle")}}], "required": ["more"]}),
            r#"{ "kind": "<string>", "more": "<boolean>" }"#,
            &[r#"{ "kind": "<string>", "more": "<boolean>" }"#],
        ),
    ];
    for (schema, sent, received) in cases {
        let item = &collection(&schema)["item"][0];
        assert_eq!(one_line(&item["request"]["body"]["raw"]), sent, "{schema}");
        let responses = item["response"].as_array().unwrap();
        let bodies: Vec<_> = responses.iter().map(|it| one_line(&it["body"])).collect();
        assert_eq!(bodies, received, "{schema}");
        let names: Vec<_> = responses
            .iter()
            .map(|it| it["name"].as_str().unwrap())
            .collect();
        let expected = ["200: It is there", "200, required fields only: It is there"];
        assert_eq!(names, expected[..received.len()], "{schema}");
    }
}

#[test]
fn values_outside_of_json_by_their_schema() {
    for (schema, expected) in [
        (json!({"type": "integer"}), "<integer>"),
        (json!({"type": "string", "format": "date"}), "<date>"),
        (json!({"type": "string", "enum": ["a b", "c"]}), "a%20b"),
        (
            json!({"type": "array", "items": {"type": "boolean"}}),
            "<boolean>",
        ),
        (json!({}), "<string>"),
    ] {
        let item = &collection(&schema)["item"][0];
        assert_eq!(
            item["request"]["url"]["query"][0]["value"], expected,
            "{schema}"
        );
        assert_eq!(
            item["request"]["url"]["query"][0]["disabled"], true,
            "{schema}"
        );
    }
}

#[test]
fn what_is_written_is_one_response_again() {
    let written = collection(&reference("Link")).to_string();
    let read = postman::read(&written).unwrap();
    let [response] = &read.root.operations()[0].responses[..] else {
        panic!("one response");
    };
    assert_eq!(
        (response.name.as_str(), response.can_be_empty),
        ("It is there", false)
    );
    let again = postman::Collection::from(read).to_json();
    let again: Value = serde_json::from_str(&again).unwrap();
    let bodies = |collection: &Value| -> Vec<Value> {
        let responses = collection["item"][0]["response"].as_array().unwrap();
        responses.iter().map(|it| it["body"].clone()).collect()
    };
    assert_eq!(
        bodies(&again),
        bodies(&serde_json::from_str(&written).unwrap())
    );
}

/// Types of which each leads to all others, as those of large APIs do.
#[test]
fn a_body_has_an_end() {
    let mut schemas = String::new();
    for one in 0..30 {
        let fields = (0..30)
            .map(|other| format!(r##""t{other}": {{"$ref": "#/components/schemas/T{other}"}}"##));
        let fields: Vec<_> = fields.collect();
        let comma = if one == 0 { "" } else { "," };
        write!(
            schemas,
            r#"{comma}"T{one}": {{"type": "object", "properties": {{{}}}}}"#,
            fields.join(",")
        )
        .unwrap();
    }
    let document = format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"get": {{"responses": {{"200": {{"description": "",
        "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/T0"}}}}}}}}}}}}}}}}, "components": {{"schemas": {{{schemas}}}}}}}"##
    );
    let description = openapi::read(&document).unwrap();
    let json = postman::Collection::from(description).to_json();
    assert!(json.len() < 200_000, "{} bytes", json.len());
    // What is further outside has room first.
    let json: Value = serde_json::from_str(&json).unwrap();
    let body = json["item"][0]["response"][0]["body"].as_str().unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body.as_object().unwrap().len(), 29);
    assert_eq!(body["t29"]["t1"], json!({}));
}

#[test]
fn a_response_has_its_headers_and_the_language_of_its_body() {
    for (method, media_type, language) in [
        ("get", "application/json; charset=utf-8", "json"),
        ("get", "application/vnd.api+json", "json"),
        ("get", "image/svg+xml", "xml"),
        ("get", "text/xml", "xml"),
        ("get", "text/html", "html"),
        ("get", "text/csv", "text"),
        ("head", "application/json", "text"),
    ] {
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/x": {method: {"responses": {"200": {
                "description": "It is there.",
                "headers": {
                    "X-Mode": {"schema": {"enum": ["fast", "slow"]}},
                    "X-Total": {"required": true, "description": "All.", "schema": {"type": "integer"}},
                },
                "content": {media_type: {"schema": {"type": "string"}}},
            }}}}},
        });
        let description = openapi::read(&document.to_string()).unwrap();
        let json = postman::Collection::from(description).to_json();
        let collection: Value = serde_json::from_str(&json).unwrap();
        let response = &collection["item"][0]["response"][0];
        assert_eq!(
            response["_postman_previewlanguage"], language,
            "{media_type}"
        );
        let mut expected = vec![
            json!({"key": "X-Mode", "value": "fast"}),
            json!({"key": "X-Total", "value": "<integer>", "description": "All."}),
        ];
        if method == "get" {
            expected.insert(0, json!({"key": "content-type", "value": media_type}));
        }
        assert_eq!(response["header"], Value::from(expected), "{media_type}");
    }
}

/// A list of lists of itself has no first value, and alternatives that all lead around are looked at once each.
#[test]
fn what_leads_to_itself_ends() {
    let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/Deep"}});
    let mut schemas = serde_json::Map::new();
    schemas.insert("Deep".to_owned(), list);
    // Each has two ways to the next, and the last leads back to the object around them.
    for number in 0..30 {
        let next = json!({"allOf": [{"$ref": format!("#/components/schemas/T{}", number + 1)}]});
        let ways = json!({"oneOf": [next, next]});
        schemas.insert(format!("T{number}"), ways);
    }
    schemas.insert(
        "T30".to_owned(),
        json!({"$ref": "#/components/schemas/Around"}),
    );
    let around =
        json!({"type": "object", "properties": {"inside": {"$ref": "#/components/schemas/T0"}}});
    schemas.insert("Around".to_owned(), around);
    // Many properties.
    let many: serde_json::Map<String, Value> = (0..20_000)
        .map(|number| (format!("p{number}"), json!({"type": "integer"})))
        .collect();
    let required: Vec<&String> = many.keys().collect();
    let many = json!({"type": "object", "required": required, "properties": many});
    for (schema, query) in [
        (json!({"$ref": "#/components/schemas/Deep"}), "<array>"),
        (json!({"$ref": "#/components/schemas/Around"}), "<object>"),
        (many, "<object>"),
    ] {
        let content = json!({"application/json": {"schema": schema}});
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/x": {"post": {
                "parameters": [{"name": "q", "in": "header", "schema": schema}],
                "requestBody": {"content": content},
                "responses": {"200": {"description": "", "content": content}},
            }}},
            "components": {"schemas": schemas},
        });
        let description = openapi::read(&document.to_string()).unwrap();
        let json = postman::Collection::from(description).to_json();
        let collection: Value = serde_json::from_str(&json).unwrap();
        let request = &collection["item"][0]["request"];
        let headers = request["header"].as_array().unwrap();
        assert!(
            headers.iter().any(|it| it["key"] == "q"),
            "{query}: {headers:?}"
        );
    }
}
