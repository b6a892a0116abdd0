//! What operations of `OpenAPI` become.

use callpoint_cli::{Options, openapi};

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
fn a_form_without_fields_is_the_last_choice() {
    let cases = [
        (
            r#"{"multipart/form-data": {"schema": {"type": "string", "format": "binary"}}, "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}"#,
            "    #[body(Stream)]\n    pub body: Upload,\n",
        ),
        (
            r#"{"multipart/form-data": {}}"#,
            "    #[body(Stream)]\n    pub body: Upload,\n",
        ),
        (
            r#"{"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}"#,
            "    #[body(Text, type = \"application/x-www-form-urlencoded\")]\n    pub body: String,\n",
        ),
    ];
    for (content, expected) in cases {
        let document = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"post": {{"operationId": "send", "requestBody": {{"required": true, "content": {content}}}, "responses": {{"204": {{"description": "-"}}}}}}}}}}}}"#
        );
        let imported = openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        assert!(module.contains(expected), "{expected} is not in\n{module}");
    }
}

#[test]
fn a_response_header_of_one_documented_text_reads_any() {
    let document = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/x": {"get": {"operationId": "receive", "responses": {"200": {"description": "-", "headers": {"X-Mode": {"schema": {"type": "string", "enum": ["fast"]}}}}}}}}}"#;
    let imported = openapi(document, &Options::default()).unwrap();
    let module = &imported.files[0].text;
    let expected = "    #[header(\"X-Mode\")]\n    pub x_mode: Option<String>,";
    assert!(module.contains(expected), "{module}");
    assert!(!module.contains("pub enum"), "{module}");
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
