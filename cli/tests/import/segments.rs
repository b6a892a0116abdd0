//! Parameters of several segments.

use crate::options;

/// A parameter with slashes in it, as frameworks and as our own documents write it; with text around it, it is a part of a segment.
#[test]
fn several_segments() {
    let parameter = |extension: &str, schema: &str| {
        format!(
            r#"{{"get": {{"operationId": "get", "parameters": [{{"name": "path", "in": "path", "required": true, {extension}"schema": {schema}}}],
                "responses": {{"204": {{"description": "-"}}}}}}}}"#
        )
    };
    let (text, list) = (
        r#"{"type": "string"}"#,
        r#"{"type": "array", "items": {"type": "string"}}"#,
    );
    let own = r#""x-callpoint-segments": true, "#;
    for (path, item, template, field) in [
        (
            "/files/{path+}",
            parameter("", text),
            "/files/<path..>",
            "pub path: String,",
        ),
        (
            "/files/{path}/tags",
            parameter(own, text),
            "/files/<path..>/tags",
            "pub path: String,",
        ),
        (
            "/files/{path}",
            parameter(own, list),
            "/files/<path..>",
            "pub path: Vec<String>,",
        ),
        (
            "/files/v-{path}",
            parameter(own, text),
            "/files/v-<path>",
            "pub path: String,",
        ),
    ] {
        let document = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "A", "version": "1"}}, "paths": {{"{path}": {item}}}}}"#
        );
        let imported = callpoint_cli::openapi(&document, &options()).unwrap();
        let module = &imported.files[0].text;
        assert!(
            module.contains(&format!("\"{template}\"")),
            "{path}: {module}"
        );
        assert!(module.contains(field), "{path}: {module}");
        assert!(!module.contains("note:"), "{path}: {module}");
    }
}
