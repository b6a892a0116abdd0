//! What imported declarations say of themselves.

use callpoint_cli::openapi;

use super::options;

#[test]
fn what_responses_are_called() {
    let cases = [
        // What a success is, and not how the document calls it.
        ("200", "OneLink", "A link.", "/// A link.\n"),
        ("200", "OneLink", "", "/// `OneLink`.\n"),
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
