//! Schemas of all versions have one shape.

use crate::shown::{notes, read, schema};

/// The schema `A` in documents of a version.
fn document(version: &str, text: &str) -> String {
    let rest = "B: {type: object}\n    C: {type: object}\n    D: {$ref: '#/components/schemas/B'}";
    match version {
        "2.0" => {
            let text = text.replace("components/schemas", "definitions");
            let rest = rest.replace("components/schemas", "definitions");
            format!(
                "swagger: '2.0'\ninfo: {{}}\npaths: {{}}\ndefinitions:\n    A: {text}\n    {rest}"
            )
        }
        version => format!(
            "openapi: {version}\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {text}\n    {rest}"
        ),
    }
}

#[test]
fn each_rule() {
    let b = "$ref: '#/components/schemas/B'";
    let cases: Vec<(&str, String, &str)> = vec![
        // Types.
        ("3.0.3", "{type: string, format: date}".into(), "string(date)"),
        ("3.1.0", "{type: [string, 'null']}".into(), "string|null"),
        ("3.1.0", "{type: [string, null]}".into(), "string|null"),
        ("3.1.0", "true".into(), "any"),
        ("3.1.0", "false".into(), "not(any)"),
        ("2.0", "{type: file}".into(), "string(binary)"),
        // Null of all versions.
        ("3.0.3", "{type: string, nullable: true}".into(), "string|null"),
        ("2.0", "{type: string, x-nullable: true}".into(), "string|null"),
        ("3.0.3", "{type: string, nullable: false}".into(), "string"),
        ("3.0.3", "{type: string, enum: [a, b], nullable: true}".into(), "string|null enum(\"a\",\"b\",null)"),
        ("3.0.3", "{type: string, enum: [a, null], nullable: true}".into(), "string|null enum(\"a\",null)"),
        ("3.0.3", format!("{{anyOf: [{{{b}}}, {{type: string, enum: [null], nullable: true}}]}}"), "anyOf(&B, null)"),
        ("3.0.3", format!("{{nullable: true, allOf: [{{{b}}}]}}"), "anyOf(&B, null)"),
        ("3.0.3", format!("{{{b}, nullable: true}}"), "anyOf(&B, null)"),
        ("3.0.3", format!("{{nullable: true, oneOf: [{{{b}}}, {{type: string}}]}}"), "oneOf(&B, string, null)"),
        ("3.0.3", format!("{{anyOf: [{{{b}}}, {{nullable: true}}]}}"), "anyOf(&B, null)"),
        ("3.0.3", format!("{{allOf: [{{{b}}}, {{nullable: true}}]}}"), "anyOf(&B, null)"),
        (
            "3.0.3",
            format!("{{nullable: true, allOf: [{{{b}}}, {{type: object, properties: {{x: {{}}}}}}]}}"),
            "anyOf(allOf(&B, object {x: any}), null)",
        ),
        ("3.0.3", "{nullable: true}".into(), "any"),
        ("3.0.3", "{type: object, properties: {x: {nullable: true}}}".into(), "object {x: any}"),
        ("3.0.3", "{nullable: true, properties: {x: {}}}".into(), "object|null {x: any}"),
        // Limits.
        ("3.0.3", "{type: integer, minimum: 1, exclusiveMinimum: true}".into(), "integer {\"exclusiveMinimum\":1}"),
        (
            "3.0.3",
            "{type: integer, maximum: 9, exclusiveMaximum: false}".into(),
            "integer {\"maximum\":9}",
        ),
        ("3.1.0", "{type: number, exclusiveMaximum: 1.5}".into(), "number {\"exclusiveMaximum\":1.5}"),
        // Examples.
        ("3.0.3", "{type: string, example: 2020-01-01}".into(), "string example(\"2020-01-01\")"),
        ("3.1.0", "{type: integer, examples: [1, 2]}".into(), "integer example(1) example(2)"),
        ("3.0.3", "{type: string, example: no, default: on}".into(), "string default(\"on\") example(\"no\")"),
        // Objects.
        (
            "3.0.3",
            "{type: object, required: [a, z], properties: {b: {type: string}, a: {type: integer}}}".into(),
            "object {b: string, a!: integer} required(z)",
        ),
        ("3.0.3", "{required: [a]}".into(), "required(a)"),
        ("3.0.3", "{type: object, additionalProperties: false}".into(), "object {no others}"),
        ("3.0.3", "{type: object, additionalProperties: true}".into(), "object {others: any}"),
        ("3.0.3", format!("{{additionalProperties: {{{b}}}}}"), "{others: &B}"),
        // Lists.
        ("3.0.3", format!("{{type: array, items: {{{b}}}}}"), "array [&B]"),
        ("3.1.0", "{prefixItems: [{type: string}, {type: integer}], items: false}".into(), "tuple(string, integer) {\"items\":false}"),
        ("2.0", "{type: array, items: [{type: string}, {type: integer}]}".into(), "array tuple(string, integer)"),
        // Combinations.
        ("3.0.3", format!("{{allOf: [{{{b}}}, {{properties: {{x: {{type: string}}}}}}]}}"), "allOf(&B, {x: string})"),
        ("3.0.3", format!("{{not: {{{b}}}}}"), "not(&B)"),
        ("3.1.0", "{const: 5}".into(), "const(5)"),
        // References with siblings.
        ("3.1.0", format!("{{{b}, description: It., deprecated: true}}"), "&B deprecated"),
        ("3.0.3", format!("{{{b}, readOnly: true}}"), "&B readOnly"),
        // Discriminators.
        (
            "3.0.3",
            "{oneOf: [], discriminator: {propertyName: kind, mapping: {b: B, c: '#/components/schemas/C'}}}".into(),
            "by kind(b=B,c=C)",
        ),
        ("3.2.0", "{discriminator: {propertyName: kind, defaultMapping: C}}".into(), "by kind(*=C)"),
        ("2.0", "{type: object, discriminator: kind}".into(), "object by kind()"),
        // Bytes.
        ("3.1.0", "{type: string, contentEncoding: base64}".into(), "string(byte) {\"contentEncoding\":\"base64\"}"),
        (
            "3.1.0",
            "{type: string, contentMediaType: application/octet-stream}".into(),
            "string(binary) {\"contentMediaType\":\"application/octet-stream\"}",
        ),
        // Others.
        ("3.0.3", "{type: string, format: password, writeOnly: true}".into(), "string(password) writeOnly secret"),
        ("3.0.3", "{type: string, pattern: ^a$, x-enum-varnames: [A]}".into(), "string {\"pattern\":\"^a$\",\"x-enum-varnames\":[\"A\"]}"),
        ("3.0.3", "{type: integer, enum: [1, 18446744073709551615, -5]}".into(), "integer enum(1,18446744073709551615,-5)"),
    ];
    for (version, text, expected) in cases {
        let description = read(&document(version, &text));
        assert_eq!(schema(&description.schemas[0].schema), expected, "{text}");
        assert_eq!(notes(&description), [""; 0], "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn what_is_invalid_is_noted_and_the_rest_is_read() {
    let a = "#/components/schemas/A";
    let cases = [
        ("5", "any", "", "expected a schema, found a number"),
        (
            "{type: bool}",
            "boolean",
            "/type",
            "the type `bool` is read as `boolean`",
        ),
        (
            "{type: float}",
            "number(float)",
            "/type",
            "the type `float` is read as `number`",
        ),
        (
            "{type: String}",
            "string",
            "/type",
            "the type `String` is read as `string`",
        ),
        ("{type: any}", "any", "/type", "the type `any` is not known"),
        (
            "{type: {a: b}, title: x}",
            "any",
            "/type",
            "expected a type, found an object",
        ),
        (
            "{properties: [a], type: object}",
            "object",
            "/properties",
            "expected an object, found an array",
        ),
        (
            "{properties: {b: 5, c: {type: string}}}",
            "{b: any, c: string}",
            "/properties/b",
            "expected a schema, found a number",
        ),
        (
            "{properties: {b: {type: string, required: true}}}",
            "{b!: string}",
            "/properties/b",
            "`required` belongs to the object; it is read as if it stood there",
        ),
        (
            "{required: b, type: object}",
            "object",
            "",
            "`required` is not a list of names",
        ),
        (
            "{enum: a}",
            "any",
            "/enum",
            "expected an array, found a string",
        ),
        (
            "{allOf: {}}",
            "any",
            "/allOf",
            "expected an array, found an object",
        ),
        (
            "{$ref: '#/components/schemas/Z', description: x}",
            "any",
            "/$ref",
            "the reference `#/components/schemas/Z` is left out: it does not exist",
        ),
        (
            "{$ref: 5}",
            "any",
            "/$ref",
            "expected a reference, found a number",
        ),
        (
            "{$ref: '#/info/title'}",
            "any",
            "/$ref",
            "the reference `#/info/title` is left out: it does not exist",
        ),
        (
            "{$ref: other.yaml}",
            "any",
            "/$ref",
            "the reference `other.yaml` is left out: other files are not read",
        ),
        (
            "{$ref: 'https://example.com/a.yaml#/A'}",
            "any",
            "/$ref",
            "the reference `https://example.com/a.yaml#/A` is left out: only files of the document's folder are read",
        ),
        (
            "{discriminator: {propertyName: k, mapping: {z: Z}}}",
            "by k()",
            "/discriminator/mapping/z",
            "the schema `Z` of the mapping is left out: no schema has that name",
        ),
        (
            "{discriminator: {mapping: {}}}",
            "any",
            "/discriminator",
            "the discriminator has no `propertyName`",
        ),
    ];
    for (text, expected, pointer, message) in cases {
        let description = read(&document("3.0.3", text));
        assert_eq!(schema(&description.schemas[0].schema), expected, "{text}");
        assert_eq!(
            notes(&description),
            [format!("`{a}{pointer}`: {message}")],
            "{text}"
        );
        // The next schemas are whole.
        assert_eq!(schema(&description.schemas[1].schema), "object");
    }
}
