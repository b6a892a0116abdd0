//! Bodies of requests and responses in all media types.

use crate::shown::{contents, notes, one, read, responses};

fn request(content: &str) -> String {
    let operation = one(&format!(
        "openapi: 3.2.0\ninfo: {{}}\npaths:\n  /a:\n    post:\n      requestBody:\n        required: true\n        content: {content}\n\
         components:\n  schemas:\n    B: {{type: object, properties: {{b: {{type: string}}}}}}\n    F: {{type: string, format: binary}}"
    ));
    operation
        .body
        .map(|body| contents(&body.contents))
        .unwrap_or_default()
}

#[test]
fn by_media_type() {
    let b = "{$ref: '#/components/schemas/B'}";
    let cases = [
        (format!("{{application/json: {{schema: {b}, example: {{b: x}}}}}}"), r#"application/json &B = {"b":"x"}"#),
        ("{application/json: {examples: {one: {value: text}, two: {externalValue: u}, three: {value: '{\"a\": 1}'}}}}".into(), r#"application/json = "text" = {"a": 1}"#),
        ("{application/json: {examples: {one: {dataValue: {a: 1}}, two: {serializedValue: '[1]'}}}}".into(), r#"application/json = {"a":1} = [1]"#),
        ("{text/plain: {schema: {type: string}, example: no}}".into(), "text/plain string = no"),
        (format!("{{application/xml: {{schema: {b}}}, application/json: {{schema: {b}}}}}"), "application/xml &B | application/json &B"),
        // Bytes.
        ("{application/octet-stream: {schema: {type: string, format: binary}}}".into(), "application/octet-stream file"),
        ("{application/octet-stream: {}}".into(), "application/octet-stream file"),
        ("{image/png: {schema: {type: string}}}".into(), "image/png file"),
        ("{'*/*': {schema: {$ref: '#/components/schemas/F'}}}".into(), "*/* file"),
        ("{application/pdf: {schema: {type: string, contentMediaType: application/pdf}}}".into(), "application/pdf file"),
        ("{application/octet-stream: {schema: {type: object}}}".into(), "application/octet-stream object"),
        ("{application/json: {schema: {type: string, format: binary}}}".into(), "application/json string(binary)"),
        // Sequences.
        (format!("{{text/event-stream: {{itemSchema: {b}}}}}"), "text/event-stream each &B"),
        (format!("{{application/jsonl: {{schema: {{type: array}}, itemSchema: {b}}}}}"), "application/jsonl array each &B"),
    ];
    for (text, expected) in &cases {
        assert_eq!(request(text), *expected, "{text}");
    }
}

#[test]
fn forms() {
    let form = "application/x-www-form-urlencoded";
    let cases = [
        (
            "{schema: {type: object, required: [a], properties: {a: {type: string, description: A.}, b: {type: array, items: {type: string}}}}}",
            "form(a!: string, b: array [string])",
        ),
        (
            "{schema: {$ref: '#/components/schemas/B'}}",
            "form(b: string)",
        ),
        (
            "{schema: {allOf: [{$ref: '#/components/schemas/B'}, {required: [b, c], properties: {c: {type: integer}}}]}}",
            "form(b!: string, c!: integer)",
        ),
        (
            "{schema: {properties: {b: {type: array, items: {type: string}}, c: {type: object}, d: {type: object}}}, encoding: {b: {explode: false}, c: {style: deepObject}, d: {contentType: application/json}}}",
            "form(b: array [string] Query(Joined { separator: \",\" }), c: object Query(Entries { in_brackets: true }), d: object Content(\"application/json\"))",
        ),
        // What the fields do not say.
        (
            "{schema: {type: object, additionalProperties: {type: string}, properties: {a: {type: string}}}}",
            "form(a: string) all object {a: string, others: string}",
        ),
        (
            "{schema: {oneOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {c: {}}}]}}",
            "form(a: string, c: any) all oneOf({a!: string}, {c: any})",
        ),
        (
            "{schema: {type: object, properties: {a: {type: string, nullable: true}, r: {readOnly: true}}}}",
            "form(a: string)",
        ),
        ("{schema: {type: string}}", "string"),
        ("{}", ""),
    ];
    for (text, expected) in cases {
        let expected = format!("{form} {expected}");
        assert_eq!(
            request(&format!("{{{form}: {text}}}")),
            expected.trim(),
            "{text}"
        );
    }
}

#[test]
fn parts() {
    let cases = [
        (
            "{schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, note: {type: string}}}}",
            "multipart(file!: string(binary) file, note: string)",
        ),
        (
            "{schema: {properties: {files: {type: array, items: {type: string, format: binary}}, data: {$ref: '#/components/schemas/B'}}}}",
            "multipart(files: array [string(binary)] file, data: &B as application/json)",
        ),
        (
            "{schema: {properties: {a: {type: string}, p: {}}}, encoding: {a: {contentType: text/csv, headers: {X-A: {required: true, schema: {type: string}}, Content-Type: {}}}, p: {contentType: 'image/png'}}}",
            "multipart(a: string as text/csv with X-A!: string, p: any file as image/png)",
        ),
    ];
    for (text, expected) in cases {
        let expected = format!("multipart/form-data {expected}");
        assert_eq!(
            request(&format!("{{multipart/form-data: {text}}}")),
            expected,
            "{text}"
        );
    }
}

#[test]
fn bodies_of_version_2() {
    let cases = [
        (
            "parameters: [{in: body, name: x, required: true, schema: {$ref: '#/definitions/B'}}]",
            "application/json &B",
        ),
        (
            "consumes: [application/xml, application/json], parameters: [{in: body, schema: {type: string}}]",
            "application/xml string | application/json string",
        ),
        (
            "parameters: [{in: formData, name: a, type: string, required: true}, {in: formData, name: b, type: array, items: {type: string}}]",
            "application/x-www-form-urlencoded form(a!: string, b: array [string] Query(Joined { separator: \",\" }))",
        ),
        (
            "consumes: [application/json, application/x-www-form-urlencoded], parameters: [{in: formData, name: a, type: file}, {in: formData, name: b, type: string}]",
            "multipart/form-data multipart(a: string(binary) file, b: string)",
        ),
        (
            "consumes: [multipart/form-data], parameters: [{in: formData, name: b, type: string}]",
            "multipart/form-data multipart(b: string)",
        ),
    ];
    for (text, expected) in cases {
        let operation = one(&format!(
            "swagger: '2.0'\ninfo: {{}}\npaths: {{/a: {{post: {{{text}}}}}}}\ndefinitions: {{B: {{type: object}}}}"
        ));
        assert_eq!(
            contents(&operation.body.expect("a body").contents),
            expected,
            "{text}"
        );
    }
}

#[test]
fn responses_of_version_2() {
    let cases = [
        ("{200: {description: x}}", "200"),
        (
            "{200: {schema: {$ref: '#/definitions/B'}}}",
            "200: application/json &B",
        ),
        (
            "{200: {schema: {type: string}, examples: {application/json: x, text/plain: y}, headers: {X-A: {type: integer}}}}",
            "200 [X-A: integer]: application/json string = \"x\"",
        ),
        (
            "{200: {schema: {type: file}}}",
            "200: application/octet-stream file",
        ),
        (
            "{404: {$ref: '#/responses/Gone'}}",
            "404 Gone: application/json &Gone",
        ),
    ];
    for (text, expected) in cases {
        let operation = one(&format!(
            "swagger: '2.0'\ninfo: {{}}\nproduces: [application/json]\npaths: {{/a: {{get: {{responses: {text}}}}}}}\n\
             definitions: {{B: {{type: object}}}}\nresponses: {{Gone: {{schema: {{properties: {{message: {{type: string}}}}}}}}}}"
        ));
        assert_eq!(responses(&operation), [expected], "{text}");
    }
}

#[test]
fn a_body_that_says_nothing() {
    let document = |method: &str, body: &str| {
        format!("openapi: 3.0.0\ninfo: {{}}\npaths: {{/a: {{{method}: {{requestBody: {body}}}}}}}")
    };
    let nothing = "{content: {application/json: {schema: {type: object}}}}";
    let cases = [
        ("get", nothing, false),
        ("delete", nothing, false),
        ("post", nothing, true),
        (
            "get",
            "{required: true, content: {application/json: {}}}",
            true,
        ),
        (
            "get",
            "{content: {application/json: {schema: {type: string}}}}",
            true,
        ),
    ];
    for (method, body, has_body) in cases {
        assert_eq!(
            one(&document(method, body)).body.is_some(),
            has_body,
            "{method} {body}"
        );
    }
    let description = read(&document("post", "{description: x}"));
    assert_eq!(
        notes(&description),
        ["`#/paths/~1a/post/requestBody`: the request body has no `content`"]
    );
}
