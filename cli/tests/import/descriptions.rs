//! What imported declarations say of themselves.

use callpoint_cli::openapi;

use super::options;

#[test]
fn what_responses_are_called() {
    let cases = [
        // What a success is, and not how the document calls it.
        ("200", "OneLink", "A link.", "/// A link.\n"),
        ("200", "OneLink", "", "/// `OneLink`.\n"),
        ("201", "Created", "Link created.", "/// Link created.\n"),
        ("201", "Link", "Created", "/// Link.\n"),
        ("200", "Link", "Successful response", "/// Link.\n"),
        // An error that is called like its status.
        (
            "429",
            "TooManyRequests",
            "You are too fast.",
            "/// You are too fast.\n",
        ),
        ("429", "Throttled", "You are too fast.", "/// Throttled.\n"),
    ];
    for (status, name, doc, expected) in cases {
        let document = format!(
            r##"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"get": {{"operationId": "receive", "responses": {{"{status}": {{"$ref": "#/components/responses/{name}"}}}}}}}}}},
            "components": {{"responses": {{"{name}": {{"description": "{doc}", "content": {{"application/json": {{"schema": {{"type": "integer"}}}}}}}}}}}}}}"##
        );
        let imported = openapi(&document, &options()).unwrap();
        let module = &imported.files[0].text;
        assert!(module.contains(expected), "{expected} is not in\n{module}");
    }
}

#[test]
fn that_a_success_is_one_is_not_said() {
    for (status, doc) in [
        ("200", "OK"),
        ("200", "Response"),
        ("200", "A successful response."),
        ("200", "200 response"),
        ("204", "No Content"),
    ] {
        let document = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/x": {{"get": {{"operationId": "receive", "parameters": [{{"name": "q", "in": "query", "schema": {{"type": "string"}}}}], "responses": {{"{status}": {{"description": "{doc}"}}}}}}}}}}}}"#
        );
        let imported = openapi(&document, &options()).unwrap();
        let module = &imported.files[0].text;
        let expected = format!("#[endpoint(GET, \"/x\", {status} => ())]");
        assert!(module.contains(&expected), "{expected} is not in\n{module}");
    }
}
