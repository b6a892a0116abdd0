//! What schemas of `OpenAPI` become.

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
                r#"{"Root": {"properties": {"a": {"type": "array", "items": {"type": ["string", "null"]}}, "b": {"type": "object", "additionalProperties": {"type": "integer"}}, "c": {"type": "object"}, "d": {}, "e": {"prefixItems": [{"type": "string"}, {"type": "integer"}], "type": "array"}, "f": {"prefixItems": [{"type": "number"}, {"type": "number"}], "items": {"type": "number"}, "maxItems": 2, "type": "array"}}}}"#,
                "    pub a: Option<Vec<Option<String>>>,\n    pub b: Option<BTreeMap<String, i64>>,\n    pub c: Option<serde_json::Map<String, serde_json::Value>>,\n    pub d: Option<serde_json::Value>,\n    pub e: Option<(String, i64)>,\n    pub f: Option<(f64, f64)>,\n",
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
