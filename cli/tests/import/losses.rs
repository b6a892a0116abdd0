//! What public documents get wrong is imported as it is meant, or said in a note: nothing is lost without one.

use callpoint_cli::openapi;

use super::options;

/// An operation, the notes of its import, and what its module has.
type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str]);

const PATH: &str = "/x";

#[test]
fn nothing_is_lost_without_a_note() {
    let cases: [Case<'_>; 10] = [
        // What is written almost like JSON is JSON, and so is what has a schema alone.
        (
            PATH,
            r#"{"post": {"operationId": "a", "requestBody": {"required": true, "content": {"applicationjson;version=1": {"schema": {"type": "object", "properties": {"x": {"type": "string"}}}}}}, "responses": {"204": {}}}}"#,
            &["#/paths/~1x/post: `applicationjson` is no media type: the body is sent as JSON"],
            &[
                "#[endpoint(POST, \"/x\", 204 => ())]",
                "pub x: Option<String>,",
            ],
        ),
        (
            PATH,
            r#"{"post": {"operationId": "a", "requestBody": {"content": {"": {"schema": {"type": "array", "items": {"type": "string"}}}}}, "responses": {"200": {"content": {"json": {"schema": {"type": "integer"}}}}}}}"#,
            &[
                "#/paths/~1x/post: `json` is no media type: the body of status 200 is read as JSON",
                "#/paths/~1x/post: the media type is empty: the body is sent as JSON",
            ],
            &["200 => i64", "pub body: Option<Vec<String>>,"],
        ),
        // All that is known of a required body is received only: an empty object is sent.
        (
            PATH,
            r#"{"post": {"operationId": "a", "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": "string", "readOnly": true}}}}}}, "responses": {"204": {}}}}"#,
            &[],
            &["#[body]\n    pub body: serde_json::Map<String, serde_json::Value>,"],
        ),
        // The type is that of an example; the schema is of another media type.
        (
            PATH,
            r#"{"get": {"operationId": "a", "responses": {"404": {"content": {"application/json": {"example": {"message": "No."}}, "application/x-tar": {"schema": {"type": "object", "properties": {"message": {"type": "string"}}}}}}}}}"#,
            &["#/paths/~1x/get: the body of status 404 can also be `application/x-tar`"],
            &["pub message: String,"],
        ),
        // A response to HEAD has no body, whatever is said of it.
        (
            PATH,
            r#"{"head": {"operationId": "a", "responses": {"404": {"content": {"application/json": {"example": {"message": "No."}}, "text/plain": {"schema": {"type": "string"}}}}}}}"#,
            &[],
            &["404 => ()"],
        ),
        (
            PATH,
            r#"{"get": {"operationId": "a", "parameters": [{"name": "runs ", "in": "query", "schema": {"type": "integer"}}], "responses": {"204": {}}}}"#,
            &[
                "#/paths/~1x/get: `#/paths/~1x/get/parameters/0`: the name `runs ` has spaces around it; `runs` is sent",
            ],
            &["#[query]\n    pub runs: Option<i64>,"],
        ),
        // Names of headers have no case, and an operation says more than its path.
        (
            PATH,
            r#"{"parameters": [{"name": "X-Hash", "in": "header", "schema": {"type": "string"}}], "get": {"operationId": "a", "parameters": [{"name": "x-hash", "in": "header", "required": true, "schema": {"type": "string"}}], "responses": {"204": {}}}}"#,
            &[],
            &["#[header(\"x-hash\")]\n    pub x_hash: String,"],
        ),
        (
            PATH,
            r#"{"get": {"operationId": "a", "security": [{"k": []}, {"l": []}], "responses": {"204": {}}}}"#,
            &[
                "#/paths/~1x/get: `The Key` is no name that can be sent: the client's credentials say where the key `k` stands; `Other Key` is no name that can be sent: the client's credentials say where the key `l` stands",
            ],
            &["auth = ApiKey"],
        ),
        // What the path has in its query is sent as it stands there.
        (
            "/x?op=list%20after&in={in}",
            r#"{"get": {"operationId": "a", "parameters": [{"name": "all", "in": "query", "required": true, "schema": {"enum": ["yes"]}}], "responses": {"204": {}}}}"#,
            &[],
            &[
                "#[endpoint(GET, \"/x?op=list%20after&all=yes\", 204 => ())]",
                "pub r#in: String,",
            ],
        ),
        // A body of which nothing is said, where the method has none.
        (
            PATH,
            r#"{"delete": {"operationId": "a", "requestBody": {"content": {"application/json": {"schema": {"nullable": true}}}}, "responses": {"204": {}}}}"#,
            &[],
            &["pub struct A;"],
        ),
    ];
    for (path, item, notes, expected) in cases {
        let document = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"{path}": {item}}}, "components": {{"schemas": {{"A": {{}}}},
            "securitySchemes": {{"k": {{"type": "apiKey", "in": "header", "name": "The Key"}}, "l": {{"type": "apiKey", "in": "header", "name": "Other Key"}}}}}}}}"#
        );
        let imported = openapi(&document, &options()).unwrap();
        assert_eq!(imported.summary.notes, notes, "{item}");
        let module = &imported.files[0].text;
        for expected in expected {
            let found = module.contains(expected);
            assert!(found, "{expected}\nis not in\n{module}");
        }
    }
}
