//! What schemas and operations of `OpenAPI` become.

use callpoint_cli::{Options, openapi};

/// What `Root` is.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    Received,
    Sent,
    RequiredBody,
}

/// The module of a document with these schemas.
fn module(schemas: &str, root: Root, options: &Options) -> String {
    let content = r##"{"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}"##;
    let is_required = root == Root::RequiredBody;
    let operation = if root == Root::Received {
        format!(
            r#"{{"get": {{"operationId": "receive", "responses": {{"200": {{"description": "-", "content": {content}}}}}}}}}"#
        )
    } else {
        format!(
            r#"{{"post": {{"operationId": "submit", "requestBody": {{"required": {is_required}, "content": {content}}}, "responses": {{"204": {{"description": "-"}}}}}}}}"#
        )
    };
    let document = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {operation}}}, "components": {{"schemas": {schemas}}}}}"#
    );
    let imported =
        openapi(&document, options).unwrap_or_else(|error| panic!("{error}: {document}"));
    imported.files[0].text.clone()
}

fn check(root: Root, cases: &[(&str, &str)]) {
    for (schemas, expected) in cases {
        let module = module(schemas, root, &Options::default());
        assert!(
            module.contains(expected),
            "{schemas}\n{expected}\nis not in\n{module}"
        );
    }
}

#[test]
fn what_is_received() {
    check(
        Root::Received,
        &[
            // Required, optional, nullable.
            (
                r#"{"Root": {"type": "object", "required": ["a", "c"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": ["number", "null"]}, "d": {"type": ["boolean", "null"]}}}}"#,
                "pub struct Root {\n    pub a: String,\n    pub b: Option<i64>,\n    pub c: Option<f64>,\n    pub d: Option<bool>,\n}",
            ),
            // Names: a rule for all, keywords, clashes whose names do not depend on their order.
            (
                r#"{"Root": {"properties": {"petId": {"type": "string"}, "bornOn": {"type": "string"}}}}"#,
                "#[serde(rename_all = \"camelCase\")]\npub struct Root {\n    pub pet_id: Option<String>,\n    pub born_on: Option<String>,\n}",
            ),
            (
                r#"{"Root": {"properties": {"a-b": {"type": "string"}, "a_b": {"type": "string"}, "type": {"type": "string"}, "+1": {"type": "integer"}}}}"#,
                "    #[serde(rename = \"a-b\")]\n    pub a_b_2: Option<String>,\n    pub a_b: Option<String>,\n    pub r#type: Option<String>,\n    #[serde(rename = \"+1\")]\n    pub n1: Option<i64>,\n",
            ),
            // Integers by format and bounds.
            (
                r#"{"Root": {"properties": {"a": {"type": "integer", "format": "int32"}, "b": {"type": "integer", "format": "int32", "maximum": 4294967295}, "c": {"type": "integer", "minimum": 0, "maximum": 18446744073709551615}, "d": {"type": "number", "format": "float"}, "e": {"type": "integer", "format": "uint8"}}}}"#,
                "    pub a: Option<i32>,\n    pub b: Option<i64>,\n    pub c: Option<u64>,\n    pub d: Option<f32>,\n    pub e: Option<u8>,\n",
            ),
            // Texts.
            (
                r#"{"Root": {"properties": {"a": {"type": "string", "format": "date-time"}, "b": {"type": "string", "format": "byte"}, "c": {"type": "string", "format": "x-private"}}}}"#,
                "    pub a: Option<String>,\n    /// Encoded in Base64.\n    pub b: Option<String>,\n    pub c: Option<String>,\n",
            ),
            // Docs, defaults, deprecation.
            (
                r#"{"Root": {"description": "All of it.", "properties": {"a": {"type": "integer", "default": 3, "description": "How many.", "deprecated": true}}}}"#,
                "/// All of it.\n#[derive(Debug, Clone, Deserialize)]\npub struct Root {\n    /// How many.\n    ///\n    /// Default: `3`. Deprecated.\n    pub a: Option<i64>,\n}",
            ),
            // A default that the description says is not said again.
            (
                r#"{"Root": {"properties": {"a": {"type": "integer", "default": 20, "description": "Default: 20. Minimum: 1."}, "b": {"type": "integer", "default": 2, "description": "Defaults to `20`."}}}}"#,
                "    /// Default: 20. Minimum: 1.\n    pub a: Option<i64>,\n    /// Defaults to `20`.\n    ///\n    /// Default: `2`.\n    pub b: Option<i64>,\n",
            ),
            // Lists, maps, free objects, anything, tuples.
            (
                r#"{"Root": {"properties": {"a": {"type": "array", "items": {"type": ["string", "null"]}}, "b": {"type": "object", "additionalProperties": {"type": "integer"}}, "c": {"type": "object"}, "d": {}, "e": {"prefixItems": [{"type": "string"}, {"type": "integer"}], "type": "array"}}}}"#,
                "    pub a: Option<Vec<Option<String>>>,\n    pub b: Option<BTreeMap<String, i64>>,\n    pub c: Option<serde_json::Map<String, serde_json::Value>>,\n    pub d: Option<serde_json::Value>,\n    pub e: Option<(String, i64)>,\n",
            ),
            (
                r#"{"Root": {"properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}}"#,
                "    pub a: Option<String>,\n    /// The values under all other names.\n    #[serde(flatten)]\n    pub other: BTreeMap<String, i64>,\n",
            ),
            // Enums keep what is not documented.
            (
                r#"{"Root": {"properties": {"a": {"enum": ["new", "in_use", null]}}}}"#,
                "#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]\n#[serde(rename_all = \"snake_case\")]\npub enum RootA {\n    New,\n    InUse,\n    /// What is not documented.\n    Unknown(String),\n}",
            ),
            (
                r#"{"Root": {"properties": {"a": {"enum": ["ASC", "asc", "-asc", "", "<="]}}}}"#,
                "    #[serde(rename = \"ASC\")]\n    AscUpper,\n    #[serde(rename = \"asc\")]\n    Asc,\n    #[serde(rename = \"-asc\")]\n    MinusAsc,\n    #[serde(rename = \"\")]\n    Empty,\n    #[serde(rename = \"<=\")]\n    LessEqual,\n",
            ),
            (
                r#"{"Root": {"properties": {"a": {"enum": [1, 2]}, "b": {"const": "x"}, "c": {"enum": [1, "x"]}}}}"#,
                "    /// One of `1`, `2`.\n    pub a: Option<i64>,\n    /// Always `x`.\n    pub b: Option<String>,\n    /// One of `1`, `\"x\"`.\n    // note: its values are of several kinds\n    pub c: Option<serde_json::Value>,\n",
            ),
            // Schemas that only name another, and those that have no fields, are written where they are used.
            (
                r##"{"Root": {"properties": {"a": {"$ref": "#/components/schemas/Id"}}}, "Id": {"type": "string", "description": "An id."}}"##,
                "    /// An id.\n    pub a: Option<String>,\n",
            ),
            // A wrapper of one reference, a redefined property, what is required besides.
            (
                r##"{"Root": {"properties": {"a": {"allOf": [{"$ref": "#/components/schemas/B"}], "description": "One."}}}, "B": {"properties": {"x": {"type": "string"}}}}"##,
                "    /// One.\n    pub a: Option<B>,\n",
            ),
            (
                r##"{"Root": {"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["x", "z"], "properties": {"y": {"type": "string"}}}]}, "B": {"properties": {"x": {"type": "string"}, "y": {"description": "Why."}}}}"##,
                "pub struct Root {\n    pub x: String,\n    /// Why.\n    pub y: Option<String>,\n    pub z: serde_json::Value,\n}",
            ),
            // Recursion: one box, and none in a list.
            (
                r##"{"Root": {"properties": {"next": {"$ref": "#/components/schemas/Root"}, "all": {"type": "array", "items": {"$ref": "#/components/schemas/Root"}}}}}"##,
                "    pub next: Option<Box<Root>>,\n    pub all: Option<Vec<Root>>,\n",
            ),
            (
                r##"{"Root": {"type": "array", "items": {"$ref": "#/components/schemas/Root"}}}"##,
                "pub struct Root(pub Vec<Root>);",
            ),
            (
                r##"{"Root": {"required": ["b"], "properties": {"b": {"$ref": "#/components/schemas/B"}}}, "B": {"properties": {"root": {"$ref": "#/components/schemas/Root"}}}}"##,
                "pub struct Root {\n    pub b: B,\n}",
            ),
            // Names of what has none.
            (
                r#"{"Root": {"properties": {"bill": {"properties": {"to": {"properties": {"street": {"properties": {"line": {"type": "object", "properties": {"x": {"type": "string"}}}}}}}}}}}}"#,
                "/// The `line` of `RootBillToStreet`.\n#[derive(Debug, Clone, Deserialize)]\npub struct BillToStreetLine {",
            ),
            // Names of std and of the runtime.
            (
                r##"{"Root": {"properties": {"e": {"$ref": "#/components/schemas/Error"}}}, "Error": {"properties": {"x": {"type": "string"}}}}"##,
                "    pub e: Option<ErrorBody>,\n",
            ),
            (
                r##"{"Root": {"properties": {"e": {"$ref": "#/components/schemas/com.example.v1.Link"}}}, "com.example.v1.Link": {"properties": {"x": {"type": "string"}}}}"##,
                "    pub e: Option<Link>,\n",
            ),
        ],
    );
}

#[test]
fn unions() {
    check(
        Root::Received,
        &[
            (
                r##"{"Root": {"properties": {"a": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}}}, "B": {"properties": {"x": {"type": "string"}}}}"##,
                "    pub a: Option<B>,\n",
            ),
            (
                r#"{"Root": {"properties": {"a": {"oneOf": [{"type": ["integer", "null"]}, {"type": ["array", "null"], "items": {"type": "string"}}]}}}}"#,
                "    Integer(Option<i64>),\n    Texts(Option<Vec<String>>),\n",
            ),
            (
                r#"{"Root": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}}"#,
                "#[serde(untagged)]\npub enum Root {\n    Integer(i64),\n    Text(String),\n    Texts(Vec<String>),\n    /// What is not documented.\n    Other(serde_json::Value),\n}",
            ),
            (
                r#"{"Root": {"properties": {"a": {"type": ["string", "integer"]}}}}"#,
                "pub enum RootA {\n    Text(String),\n    Integer(i64),\n",
            ),
            // A constant tells them apart; a tag is no field of the variants.
            (
                r##"{"Root": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}, "Cat": {"required": ["kind"], "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}}, "Dog": {"required": ["kind"], "properties": {"kind": {"enum": ["dog"]}}}}"##,
                "#[serde(tag = \"kind\")]\npub enum Root {\n    #[serde(rename = \"cat\")]\n    Cat(Cat),\n    #[serde(rename = \"dog\")]\n    Dog(Dog),\n    /// What is not documented.\n    #[serde(untagged)]\n    Other(serde_json::Value),\n}\n\n#[derive(Debug, Clone, Deserialize)]\npub struct Cat {\n    pub lives: Option<i64>,\n}\n\n#[derive(Debug, Clone, Deserialize)]\npub struct Dog {}",
            ),
            (
                r##"{"Root": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}], "discriminator": {"propertyName": "t", "mapping": {"c": "#/components/schemas/Cat", "k": "#/components/schemas/Cat"}}}, "Cat": {"properties": {"t": {"type": "string"}, "a": {"type": "string"}}}, "Dog": {"properties": {"t": {"type": "string"}}}}"##,
                "#[serde(tag = \"t\")]\npub enum Root {\n    #[serde(rename = \"c\", alias = \"k\")]\n    Cat(Cat),\n    Dog(Dog),\n",
            ),
            // The tag alone tells them apart, also where a variant is elsewhere without it and with another.
            (
                r##"{"Root": {"properties": {"a": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}], "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}}}, "b": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}], "discriminator": {"propertyName": "type"}}, "c": {"$ref": "#/components/schemas/Cat"}}}, "Cat": {"properties": {"a": {"type": "string"}}}, "Dog": {"properties": {"b": {"type": "string"}}}}"##,
                "#[serde(tag = \"kind\")]\npub enum RootA {\n    #[serde(rename = \"cat\")]\n    Cat(Cat),\n",
            ),
            // A parent with a discriminator is any of its children.
            (
                r##"{"Root": {"properties": {"a": {"$ref": "#/components/schemas/Animal"}}}, "Animal": {"required": ["t"], "discriminator": {"propertyName": "t"}, "properties": {"t": {"type": "string"}, "name": {"type": "string"}}}, "Cat": {"allOf": [{"$ref": "#/components/schemas/Animal"}, {"properties": {"lives": {"type": "integer"}}}]}}"##,
                "pub enum Animal {\n    Cat(Cat),\n",
            ),
            // One variant, texts with a form beside all texts, numbers.
            (
                r##"{"Root": {"properties": {"a": {"oneOf": [{"$ref": "#/components/schemas/B"}]}, "b": {"anyOf": [{"enum": ["x", "y"], "type": "string"}, {"type": "string"}]}, "c": {"anyOf": [{"type": "integer"}, {"type": "number"}]}}}, "B": {"properties": {"x": {"type": "string"}}}}"##,
                "    pub a: Option<B>,\n    pub b: Option<RootB>,\n    pub c: Option<f64>,\n",
            ),
            // Alternatives that only say what is required are no union.
            (
                r#"{"Root": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}}"#,
                "pub struct Root {\n    pub a: Option<String>,\n    pub b: Option<String>,\n}",
            ),
            (
                r##"{"Root": {"properties": {"id": {"type": "string"}}, "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}, "A": {"required": ["a"], "properties": {"a": {"type": "string"}}}, "B": {"required": ["b"], "properties": {"b": {"type": "string"}}}}"##,
                "    pub id: Option<String>,\n    /// What differs.\n    #[serde(flatten)]\n    pub kind: RootKind,\n",
            ),
            // Nothing tells them apart: the one with more required properties is first.
            (
                r##"{"Root": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}, "A": {"properties": {"a": {"type": "string"}}}, "B": {"required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}}"##,
                "pub enum Root {\n    B(B),\n    A(A),\n",
            ),
            // And of those with as many, the one that loses less.
            (
                r##"{"Root": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}, "A": {"required": ["k"], "properties": {"k": {"const": "x"}, "a": {"type": "string"}}}, "B": {"required": ["k"], "properties": {"k": {"const": "x"}, "a": {"type": "string"}, "b": {"type": "string"}}}}"##,
                "pub enum Root {\n    B(B),\n    A(A),\n",
            ),
            (
                r##"{"Root": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}, "A": {"properties": {"a": {"type": "string"}}}, "B": {"properties": {"b": {"type": "string"}}}}"##,
                "// note: nothing tells all variants apart; the first that fits is taken\n",
            ),
        ],
    );
}

#[test]
fn what_is_sent() {
    check(
        Root::Sent,
        &[
            (
                r#"{"Root": {"required": ["id", "n"], "properties": {"id": {"type": "string", "readOnly": true}, "n": {"type": ["string", "null"]}, "p": {"type": ["string", "null"]}, "o": {"type": "string"}}}}"#,
                "#[derive(Debug, Clone, Serialize)]\npub struct Root {\n    pub n: Option<String>,\n    #[serde(default, skip_serializing_if = \"Patch::is_absent\")]\n    pub p: Patch<String>,\n    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub o: Option<String>,\n}",
            ),
            (
                r#"{"Root": {"required": ["a", "b"], "properties": {"a": {"enum": ["x", "y"]}, "b": {"const": "c"}}}}"#,
                "#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]\n#[serde(rename_all = \"lowercase\")]\npub enum RootA {\n    X,\n    Y,\n}\n\n/// The `b` of `Root`.\n#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]\npub enum RootB {\n    /// `c`\n    #[default]\n    #[serde(rename = \"c\")]\n    C,\n}",
            ),
            (
                r#"{"Root": {"type": "string"}}"#,
                "    #[body]\n    pub body: Option<String>,\n",
            ),
        ],
    );
}

#[test]
fn required_bodies() {
    check(
        Root::RequiredBody,
        &[
            (
                r#"{"Root": {"required": ["a", "n"], "properties": {"id": {"type": "string", "readOnly": true}, "a": {"type": "string"}, "b": {"type": ["string", "null"]}, "n": {"type": ["integer", "null"]}, "password": {"type": "string"}}}}"#,
                "pub struct Submit {\n    pub a: String,\n    pub b: Patch<String>,\n    /// Required: a value or `null`.\n    pub n: Patch<i64>,\n    #[secret]\n    pub password: Option<String>,\n}",
            ),
            // `null` is a body too, so these are no fields of the endpoint.
            (
                r#"{"Root": {"type": ["object", "null"], "properties": {"a": {"type": "string"}}}}"#,
                "    pub body: Option<Root>,\n}\n\n#[derive(Debug, Clone, Serialize)]\npub struct Root {\n",
            ),
        ],
    );
}

#[test]
fn names_do_not_depend_on_the_order_of_the_document() {
    let (a, b) = (
        r#""a": {"properties": {"x": {"properties": {"y": {"type": "string"}}}}}"#,
        r#""a_": {"properties": {"x": {"properties": {"z": {"type": "string"}}}}}"#,
    );
    let lines = |first: &str, second: &str| {
        let module = module(
            &format!(r#"{{"Root": {{"properties": {{{first}, {second}}}}}}}"#),
            Root::Received,
            &Options::default(),
        );
        let mut lines: Vec<String> = module
            .lines()
            .filter(|line| !line.starts_with("//"))
            .filter(|line| line.contains("pub ") || line.contains("serde"))
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(a, b), lines(b, a));
}

#[test]
fn formats_by_option() {
    let schemas = r#"{"Root": {"properties": {"a": {"type": "string", "format": "date-time"}, "b": {"type": "string", "format": "uuid"}}}}"#;
    let options = Options::default().chrono(true).uuid(true);
    let module = module(schemas, Root::Received, &options);
    for expected in [
        "pub a: Option<chrono::DateTime<chrono::FixedOffset>>,",
        "pub b: Option<uuid::Uuid>,",
    ] {
        assert!(module.contains(expected), "{expected} is not in {module}");
    }
}

#[test]
fn large_and_deep_schemas() {
    // A chain of names, each of which only names the next; a circle; and lists in lists.
    let mut schemas: Vec<String> = (0..20_000)
        .map(|n| format!(r##""S{n}": {{"$ref": "#/components/schemas/S{}"}}"##, n + 1))
        .collect();
    schemas.push(r#""S20000": {"type": "string"}"#.to_owned());
    schemas.push(r##""C": {"$ref": "#/components/schemas/C"}"##.to_owned());
    schemas.push(format!(
        r#""L": {}{{"type": "string"}}{}"#,
        r#"{"type": "array", "items": "#.repeat(100),
        "}".repeat(100)
    ));
    schemas.push(
        r##""Root": {"properties": {"s": {"$ref": "#/components/schemas/S0"}, "c": {"$ref": "#/components/schemas/C"}, "l": {"$ref": "#/components/schemas/L"}}}"##
            .to_owned(),
    );
    let module = module(
        &format!("{{{}}}", schemas.join(", ")),
        Root::Received,
        &Options::default(),
    );
    assert!(module.contains("pub struct Root {"), "{module}");
}

#[test]
fn a_large_tag_is_several_files() {
    let path = |noun: &str, n: usize| {
        format!(
            r#""/api/{noun}/x{n}": {{"get": {{"tags": ["all"], "responses": {{"204": {{"description": "-"}}}}}}}}"#
        )
    };
    let paths: Vec<String> = (0..20)
        .map(|n| path("links", n))
        .chain((0..12).map(|n| path("owners", n)))
        .chain((0..3).map(|n| path("rest", n)))
        .collect();
    let document = format!(
        r#"{{"openapi": "3.0.0", "paths": {{{}}}, "components": {{"schemas": {{"A": {{}}}}}}}}"#,
        paths.join(", ")
    );
    let imported = openapi(&document, &Options::default().split(true)).unwrap();
    let files: Vec<(&str, usize)> = imported
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.text.matches("#[endpoint(").count()))
        .collect();
    assert_eq!(
        files,
        [
            ("mod.rs", 0),
            ("all.rs", 3),
            ("all_links.rs", 20),
            ("all_owners.rs", 12)
        ]
    );
}

#[test]
fn operations() {
    let cases: &[(&str, &[&str])] = &[
        // A class, all others, several successes.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "A", "content": {"application/json": {"schema": {"type": "string"}}}}, "201": {"description": "B"}, "4XX": {"description": "C", "content": {"application/json": {"schema": {"type": "object", "properties": {"m": {"type": "string"}}}}}}, "default": {"description": "D"}}}}"#,
            &[
                "        200 => String,\n",
                "        201 => (),\n",
                "        4xx => AProblem,\n",
                "        _ => (),\n",
            ],
        ),
        // Alone, `default` is every response, unless it is about errors.
        (
            r#"{"get": {"operationId": "a", "responses": {"default": {"description": "All", "content": {"application/json": {"schema": {"type": "integer"}}}}}}}"#,
            &["        2xx => i64,\n", "        _ => i64,\n"],
        ),
        (
            r#"{"get": {"operationId": "a", "responses": {"default": {"description": "An error"}}}}"#,
            &["        _ => (),\n"],
        ),
        // JSON, and what is received in another way; the rest is a note.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"text/event-stream": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "integer"}}}}}}}"#,
            &[
                "200 \"text/event-stream\" => Events<String, callpoint::codec::Text> as Sse,\n    200 => i64,\n",
            ],
        ),
        // Streams, files, text.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"text/event-stream": {"schema": {"type": "object", "properties": {"x": {"type": "integer"}}}}}}, "206": {"description": "-", "content": {"application/pdf": {}}}, "404": {"description": "-", "content": {"text/plain": {"schema": {"type": "string"}}}}}}}"#,
            &[
                "200 => Events<AResponse> as Sse,",
                "206 => Bytes as Raw(\"application/pdf\"),",
                "404 => String as Text,",
            ],
        ),
        // Binary content is bytes, also where the file is JSON.
        (
            r#"{"put": {"operationId": "a", "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "string", "format": "binary"}}}}, "responses": {"200": {"description": "-", "content": {"application/geo+json": {"schema": {"type": "string", "format": "binary"}}}}}}}"#,
            &[
                "200 => Bytes as Raw(\"application/geo+json\"))]",
                "    /// Its media type is `application/json`.\n    #[body(Stream)]\n    pub body: Upload,",
            ],
        ),
        // The text of all lines says nothing of one; the schema of an item does.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"application/jsonl": {"schema": {"type": "string"}}}}}}}"#,
            &["200 => JsonLines<serde_json::Value> as NdJson(\"application/jsonl\"))]"],
        ),
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"application/jsonl": {"itemSchema": {"type": "string"}}}}}}}"#,
            &["200 => JsonLines<String> as NdJson(\"application/jsonl\"))]"],
        ),
        // Headers of a response.
        (
            r#"{"get": {"operationId": "a", "responses": {"201": {"description": "-", "headers": {"Location": {"required": true, "schema": {"type": "string"}}}}}}}"#,
            &[
                "201 => LocationResponse as Whole",
                "pub struct LocationResponse {\n    #[header(\"Location\")]\n    pub location: String,\n}",
            ],
        ),
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"application/json": {"schema": {"type": "integer"}}, "application/pdf": {"schema": {"type": "string", "format": "binary"}}, "application/xml": {"schema": {"type": "integer"}}}}, "400": {"description": "-", "content": {"application/problem+json": {"schema": {"type": "object"}}, "text/event-stream": {"schema": {"type": "string"}}}}}}}"#,
            &[
                "// note: the body of status 200 can also be `application/xml`\n",
                "    200 \"application/pdf\" => Bytes as Raw,\n    200 => i64,\n",
                "// note: the body of status 400 can also be `text/event-stream`\n",
                "400 => serde_json::Map<String, serde_json::Value> as Json(\"application/problem+json\"),",
            ],
        ),
        // What a converter says of JSON is no file.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"application/json": {"schema": {"type": "integer"}}, "application/octet-stream": {"schema": {"type": "integer"}}}}}}}"#,
            &[
                "// note: the body of status 200 can also be `application/octet-stream`\n",
                "200 => i64)]",
            ],
        ),
        // Media types of codecs.
        (
            r#"{"get": {"operationId": "a", "responses": {"200": {"description": "-", "content": {"application/vnd.api+json": {"schema": {"type": "integer"}}}}, "201": {"description": "-", "content": {"text/csv; charset=utf-8": {"schema": {"type": "string"}}}}, "202": {"description": "-", "content": {"image/*": {}}}, "203": {"description": "-", "content": {"*/*": {"schema": {"type": "integer"}}}}}}}"#,
            &[
                "200 => i64 as Json(\"application/vnd.api+json\"),",
                "201 => String as Text(\"text/csv\"),",
                "202 => Bytes as Raw(\"image/*\"),",
                "203 => i64,",
            ],
        ),
        (
            r#"{"patch": {"operationId": "a", "requestBody": {"required": true, "content": {"application/merge-patch+json": {"schema": {"type": "object", "properties": {"x": {"type": "string"}}}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &[
                "body = Json(\"application/merge-patch+json\")",
                "    pub x: Option<String>,\n",
            ],
        ),
        (
            r#"{"patch": {"operationId": "a", "requestBody": {"content": {"application/merge-patch+json": {"schema": {"type": "array", "items": {"type": "string"}}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &[
                "    #[body(Json, type = \"application/merge-patch+json\")]\n    pub body: Option<Vec<String>>,\n",
            ],
        ),
        (
            r#"{"post": {"operationId": "a", "requestBody": {"required": true, "content": {"application/xml": {"schema": {"type": "string"}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &["    #[body(Text, type = \"application/xml\")]\n    pub body: String,\n"],
        ),
        (
            r#"{"post": {"operationId": "a", "requestBody": {"required": true, "content": {"image/png": {}}}, "responses": {"204": {"description": "-"}}}}"#,
            &[
                "    /// Its media type is `image/png`.\n    #[body(Stream)]\n    pub body: Upload,\n",
            ],
        ),
        // A body on GET, by name only; one of which nothing is said is left out.
        (
            r#"{"get": {"operationId": "a", "requestBody": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &["    #[body]\n    pub body: Option<Vec<String>>,\n"],
        ),
        (
            r#"{"delete": {"operationId": "a", "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}, "y": {"type": "integer"}}}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &[
                "    #[body(Form)]\n    pub body: AForm,\n",
                "pub struct AForm {\n    pub x: String,\n    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub y: Option<i64>,\n}",
            ],
        ),
        (
            r#"{"get": {"operationId": "a", "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}, "responses": {"204": {"description": "-"}}}}"#,
            &["204 => ())]\n#[derive(Debug, Clone)]\npub struct A;"],
        ),
        // Cookies, JSON in a parameter, a header with one value.
        (
            r#"{"get": {"operationId": "a", "parameters": [{"name": "debug", "in": "cookie", "schema": {"type": "integer"}}, {"name": "ids", "in": "cookie", "required": true, "schema": {"type": "array", "items": {"type": "string"}}}], "responses": {"204": {"description": "-"}}}}"#,
            &[
                "    #[cookie(\"debug\")]\n    pub debug: Option<i64>,\n",
                "// note: the cookie `ids` is one text here, which the caller writes\n",
            ],
        ),
        (
            r#"{"get": {"operationId": "a", "parameters": [{"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "object", "properties": {"x": {"type": "string"}}}}}}, {"name": "X", "in": "header", "required": true, "schema": {"type": "string", "enum": ["A.b 1"]}}], "responses": {"204": {"description": "-"}}}}"#,
            &[
                "header = \"X: A.b 1\"",
                "    #[query(Json)]\n    pub filter: Option<AFilter>,\n",
            ],
        ),
        // Credentials: alternatives, several together, optional ones.
        (
            r#"{"get": {"operationId": "a", "security": [{"k": []}, {"b": []}], "responses": {"204": {"description": "-"}}}}"#,
            &["auth = ApiKey | Bearer"],
        ),
        (
            r#"{"get": {"operationId": "a", "security": [{"b": []}, {"k": [], "b": []}, {"o": []}], "responses": {"204": {"description": "-"}}}}"#,
            &["auth = ApiKey + Bearer | Bearer"],
        ),
        (
            r#"{"get": {"operationId": "a", "security": [{}, {"b": []}], "responses": {"204": {"description": "-"}}}}"#,
            &["#[endpoint(GET, \"/x\", auth = Bearer | none, 204 => ())]"],
        ),
        // What has no type: another alternative, or a note.
        (
            r#"{"get": {"operationId": "a", "security": [{"t": []}, {"b": []}], "responses": {"204": {"description": "-"}}}}"#,
            &["// note: the document also accepts `t`\n", "auth = Bearer,"],
        ),
        (
            r#"{"get": {"operationId": "a", "security": [{"k": [], "l": []}], "responses": {"204": {"description": "-"}}}}"#,
            &[
                "auth = K + L,",
                "/// A key in the header `K`.\n#[derive(Debug, Clone, Copy, Scheme)]\n#[scheme(header = \"K\")]\npub struct K;",
                "#[scheme(query = \"L\")]\npub struct L;",
            ],
        ),
        (
            r#"{"get": {"operationId": "a", "security": [{"k": []}, {"l": []}], "responses": {"204": {"description": "-"}}}}"#,
            &["auth = K | L,"],
        ),
    ];
    let mut missing = Vec::new();
    for (item, expected) in cases {
        let document = format!(
            r#"{{"openapi": "3.1.0", "paths": {{"/x": {item}}}, "components": {{"schemas": {{"A": {{}}}}, "securitySchemes": {{"k": {{"type": "apiKey", "in": "header", "name": "K"}}, "l": {{"type": "apiKey", "in": "query", "name": "L"}}, "t": {{"type": "mutualTLS"}}, "o": {{"type": "openIdConnect", "openIdConnectUrl": "https://h"}}, "b": {{"type": "http", "scheme": "bearer"}}}}}}}}"#
        );
        let imported = openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        let is_missing = |expected: &&&str| {
            !module.contains(**expected) && !module.contains(expected.trim_start())
        };
        let lines = expected.iter().filter(is_missing);
        missing.extend(lines.map(|expected| format!("{expected}\nis not in\n{module}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Values come of schemas, and so does what is declared, wherever the only schema is; without any, the ids say that it is such a document.
#[test]
fn documents_with_few_schemas() {
    let cases = [
        (
            r#""/x/{id}": {"get": {"operationId": "getX", "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}], "responses": {"204": {"description": "-"}}}}"#,
            "pub struct GetX {\n    pub id: i64,\n}\n",
        ),
        (
            r#""/x": {"get": {"operationId": "getX", "parameters": [{"name": "mode", "in": "cookie", "required": true, "schema": {"type": "boolean"}}], "responses": {"204": {"description": "-"}}}}"#,
            "    pub mode: bool,\n}\n",
        ),
        (
            r#""/x": {"get": {"operationId": "getX", "responses": {"204": {"description": "-"}}}}"#,
            "pub struct GetX;\n",
        ),
    ];
    for (paths, expected) in cases {
        let document = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "servers": [{{"url": "https://h.example"}}], "paths": {{{paths}}}}}"#
        );
        let imported = openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        assert!(module.contains(expected), "{expected}\nis not in\n{module}");
        assert!(module.contains("BASE_URL"), "{module}");
        assert!(!module.contains("fn example"), "{module}");
    }
}

#[test]
fn headers_of_responses_with_examples() {
    let cases = [
        // The schema stands beside the examples, under another form of the media type.
        (
            r#"{"application/json": {"examples": {"one": {"value": {"id": "7"}}}}, "application/json; charset=utf-8": {"schema": {"type": "object", "title": "Link", "properties": {"id": {"type": "integer"}}}}}"#,
            "pub id: Option<i64>,",
        ),
        // Examples alone.
        (
            r#"{"application/json": {"example": {"id": "7"}}}"#,
            "pub id: String,",
        ),
        // No body.
        ("{}", "pub struct XTotalResponse {"),
    ];
    for (content, expected) in cases {
        let document = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"get": {{"operationId": "receive", "responses": {{"200": {{"description": "-", "headers": {{"X-Total": {{"schema": {{"type": "integer"}}}}}}, "content": {content}}}}}}}}}}}, "components": {{"schemas": {{"Used": {{"type": "string"}}}}}}}}"#
        );
        let imported = openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        for expected in [expected, "#[header(\"X-Total\")]", " as Whole"] {
            assert!(module.contains(expected), "{expected} is not in\n{module}");
        }
        assert_eq!(imported.summary.notes, Vec::<String>::new(), "{content}");
    }
}
