//! Parameters: where they are sent and in which style.

use crate::shown::{self, notes, one, parameters, read};

const CSV: &str = r#"Query(Joined { separator: "," })"#;

#[test]
fn of_version_3() {
    let list = "schema: {type: array, items: {type: string}}";
    let object = "schema: {type: object, properties: {x: {type: string}}}";
    let cases = [
        ("schema: {type: string}".to_owned(), "q: string".to_owned()),
        (
            "required: true, schema: {type: integer, default: 5}".to_owned(),
            "q!: integer default(5)".to_owned(),
        ),
        (list.to_owned(), "q: array [string]".to_owned()),
        (
            format!("explode: false, {list}"),
            format!("q: array [string] {CSV}"),
        ),
        (
            format!("style: spaceDelimited, {list}"),
            "q: array [string] Query(Joined { separator: \"%20\" })".to_owned(),
        ),
        (
            format!("style: pipeDelimited, explode: false, {list}"),
            "q: array [string] Query(Joined { separator: \"%7C\" })".to_owned(),
        ),
        (
            format!("style: pipeDelimited, explode: true, {list}"),
            "q: array [string]".to_owned(),
        ),
        (
            format!("style: deepObject, {object}"),
            "q: object {x: string} Query(Entries { in_brackets: true })".to_owned(),
        ),
        (
            object.to_owned(),
            "q: object {x: string} Query(Entries { in_brackets: false })".to_owned(),
        ),
        (
            "content: {application/json: {schema: {type: object}, example: {a: 1}}}".to_owned(),
            "q: object Content(\"application/json\") = {\"a\":1}".to_owned(),
        ),
        (
            "deprecated: true, allowReserved: true, allowEmptyValue: true".to_owned(),
            "q reserved empty deprecated".to_owned(),
        ),
        (
            "example: no, schema: {type: string}".to_owned(),
            "q: string = no".to_owned(),
        ),
        (
            "examples: {a: {value: 1}, b: {$ref: '#/components/examples/B'}}".to_owned(),
            "q = 1 = two".to_owned(),
        ),
        (
            "schema: {type: string, example: x}".to_owned(),
            "q: string = x".to_owned(),
        ),
        (
            "schema: {type: string, format: password}".to_owned(),
            "q: string(password) secret secret".to_owned(),
        ),
    ];
    for (text, expected) in cases {
        let operation = one(&format!(
            "openapi: 3.1.0\ninfo: {{}}\npaths: {{/a: {{get: {{parameters: [{{name: q, in: query, {text}}}]}}}}}}\ncomponents: {{examples: {{B: {{value: two}}}}}}"
        ));
        assert_eq!(parameters(&operation.query), expected, "{text}");
    }
}

#[test]
fn of_version_2() {
    let list = "type: array, items: {type: string}";
    let cases = [
        (
            "type: string, format: date, description: Since.".to_owned(),
            "q: string(date)".to_owned(),
        ),
        (
            "type: integer, minimum: 1, default: 5, required: true".to_owned(),
            "q!: integer default(5) {\"minimum\":1}".to_owned(),
        ),
        (
            "type: string, enum: [a, b], x-own: 1".to_owned(),
            "q: string enum(\"a\",\"b\")".to_owned(),
        ),
        (list.to_owned(), format!("q: array [string] {CSV}")),
        (
            format!("{list}, collectionFormat: multi"),
            "q: array [string]".to_owned(),
        ),
        (
            format!("{list}, collectionFormat: ssv"),
            "q: array [string] Query(Joined { separator: \"%20\" })".to_owned(),
        ),
        (
            format!("{list}, collectionFormat: tsv"),
            "q: array [string] Query(Joined { separator: \"%09\" })".to_owned(),
        ),
        (
            format!("{list}, collectionFormat: pipes"),
            "q: array [string] Query(Joined { separator: \"%7C\" })".to_owned(),
        ),
    ];
    for (text, expected) in cases {
        let operation = one(&format!(
            "swagger: '2.0'\ninfo: {{}}\npaths: {{/a: {{get: {{parameters: [{{name: q, in: query, {text}}}]}}}}}}"
        ));
        assert_eq!(parameters(&operation.query), expected, "{text}");
    }
}

#[test]
fn of_other_locations() {
    let operation = one("openapi: 3.2.0
info: {}
paths:
  /a/{p}/{l}/{m}:
    get:
      parameters:
        - {name: p, in: path, schema: {type: array, items: {type: string}}, explode: true}
        - {name: l, in: path, style: label}
        - {name: m, in: path, style: matrix, explode: true}
        - {name: X-One, in: header, schema: {type: array, items: {type: integer}}}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: content-type, in: header, schema: {type: string}}
        - {name: session_token, in: cookie, schema: {type: string}}
        - {name: all, in: querystring, content: {application/json: {schema: {type: object}}}}
");
    assert_eq!(
        shown::path(&operation),
        "/a/<p!: array [string] explode>/<l! Label>/<m! Matrix explode>"
    );
    assert_eq!(parameters(&operation.headers), "X-One: array [integer]");
    assert_eq!(
        parameters(&operation.cookies),
        "session_token: string secret"
    );
    let query = operation
        .query_string
        .as_ref()
        .map(|content| content.media_type.as_deref());
    assert_eq!(query, Some(Some("application/json")));
}

#[test]
fn an_operation_replaces_those_of_its_path() {
    let operation = one("openapi: 3.0.0
info: {}
paths:
  /a:
    parameters:
      - {name: a, in: query, schema: {type: string}}
      - {$ref: '#/components/parameters/B'}
      - {name: a, in: header, schema: {type: string}}
    get:
      parameters:
        - {name: b, in: query, required: true, schema: {type: integer}}
        - {name: c, in: query}
components: {parameters: {B: {name: b, in: query, schema: {type: string}}}}
");
    assert_eq!(parameters(&operation.query), "a: string, b!: integer, c");
    assert_eq!(parameters(&operation.headers), "a: string");
}

#[test]
fn an_authorization_header_is_a_credential() {
    let cases = [
        ("", "Bearer x", "Bearer=Bearer(None)", ""),
        ("", "Basic x", "Basic=Basic", ""),
        ("", "x", "unspecified", "Authorization = x"),
        ("security: [{k: []}], ", "x", "k=Basic", ""),
    ];
    for (security, example, expected, headers) in cases {
        let operation = one(&format!(
            "openapi: 3.0.0\ninfo: {{}}\npaths: {{/a: {{get: {{{security}parameters: [{{name: Authorization, in: header, example: {example}}}]}}}}}}\ncomponents: {{securitySchemes: {{k: {{type: http, scheme: basic}}}}}}"
        ));
        assert_eq!(shown::security(&operation.security), expected, "{example}");
        assert_eq!(parameters(&operation.headers), headers, "{example}");
    }
}

#[test]
fn what_cannot_be_sent_is_noted() {
    let description = read(
        "openapi: 3.0.0
info: {}
paths:
  /a/{b}/:d:
    get:
      parameters:
        - {name: c, in: path, required: true}
        - {name: q, in: query, style: matrix}
        - {name: q, in: query}
        - {name: h, in: header, style: form}
        - {name: e, in: query, content: {}}
",
    );
    let operation = description.root.operations()[0];
    assert_eq!(shown::path(operation), "/a/<b!>/<d!>");
    assert_eq!(parameters(&operation.query), "q, e");
    let at = "#/paths/~1a~1{b}~1:d/get";
    assert_eq!(
        notes(&description),
        [
            format!(
                "`{at}/parameters/2`: the parameter `q` is declared twice; the first one counts"
            ),
            format!(
                "`{at}/parameters/1`: the style `matrix` is not known here; the default is taken"
            ),
            format!(
                "`{at}/parameters/3`: the style `form` is not known here; the default is taken"
            ),
            format!("`{at}/parameters/4/content`: it has no media type"),
            format!("`{at}`: the parameter `b` of the path is not declared"),
            format!("`{at}`: the parameter `d` of the path is not declared"),
            format!("`{at}`: the path has no parameter `c`; it is left out"),
        ]
    );
}
