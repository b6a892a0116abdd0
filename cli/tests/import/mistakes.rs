//! What is not what it claims to be: one message, with its place.

use callpoint_cli::{curl, postman};

use super::options;

#[test]
fn documents_that_are_no_collections() {
    let cases = [
        ("", "the document is empty"),
        ("  \n", "the document is empty"),
        (
            "{\n  \"item\": [,]\n}",
            "line 2, column 12: not JSON: expected value",
        ),
        (
            "{\"item\": [",
            "line 1, column 10: not JSON: EOF while parsing a list",
        ),
        (
            "curl https://h",
            "line 1, column 1: not JSON: expected value; for a curl command use `callpoint import curl`",
        ),
        (
            "{\"id\": \"1\", \"requests\": []}",
            "this is a Postman collection of format 1; export it from Postman as format 2.1",
        ),
        (
            r#"{"info": {"schema": "https://schema.getpostman.com/json/collection/v1.0.0/"}, "item": []}"#,
            "this is a Postman collection of format 1; export it from Postman as format 2.1",
        ),
        (
            r#"{"openapi": "3.1.0"}"#,
            "this is an OpenAPI document, not a Postman collection",
        ),
        (
            r#"{"_postman_variable_scope": "environment"}"#,
            "this is a Postman environment, not a collection",
        ),
        (
            "{}",
            "this is not a Postman collection: it has neither `item` nor `request`",
        ),
        (
            "7",
            "this is not a Postman collection: it has neither `item` nor `request`",
        ),
        (
            r#"{"item": {}}"#,
            "item: expected an array, found an object",
        ),
        (
            r#"{"item": [7]}"#,
            "item[0]: expected an object, found a number",
        ),
        (
            r#"{"item": [{"name": "Links", "item": [{"name": "Update", "request": {"url": 7}}]}]}"#,
            "Links / Update / request.url: expected an object, found a number",
        ),
        (
            r#"{"item": [{"name": "Links", "item": [{"name": "Update"}]}]}"#,
            "Links / Update: expected `request` or `item` in it",
        ),
        (
            r#"{"item": [{"name": "A", "request": {"url": "u", "header": 7}}]}"#,
            "A / request.header: expected an array, found a number",
        ),
        (
            r#"{"item": [{"name": "A", "request": {"url": "u", "body": {"mode": "raw", "raw": {}}}}]}"#,
            "A / request.body.raw: expected a string, found an object",
        ),
        (
            r#"{"item": [{"name": "A", "request": {"url": {"path": [[]]}}}]}"#,
            "A / request.url.path[0]: expected a string, found an array",
        ),
        (
            r#"{"item": [{"name": "A", "request": "u", "response": [7]}]}"#,
            "A / response[0]: expected an object, found a number",
        ),
        (
            r#"{"item": [{"request": 7}]}"#,
            "(no name) / request: expected an object, found a number",
        ),
    ];
    for (text, expected) in cases {
        let error = postman(text, &options())
            .map(|imported| imported.files[0].text.clone())
            .unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn texts_that_are_no_commands() {
    let cases = [
        (
            "",
            "line 1, column 1: the text is empty; a curl command was expected",
        ),
        (
            "wget https://h",
            "line 1, column 1: no curl command: expected `curl`, found `wget`",
        ),
        (
            "{\"item\": []}",
            "line 1, column 1: this is not a curl command; for a Postman collection use `callpoint import postman`",
        ),
        ("curl", "line 1, column 5: the command has no URL"),
        ("curl -X PUT", "line 1, column 12: the command has no URL"),
        (
            "curl -s --next -k",
            "line 1, column 18: the command has no URL",
        ),
        ("curl https://h -X", "line 1, column 18: `-X` needs a value"),
        (
            "curl https://h --header",
            "line 1, column 24: `--header` needs a value",
        ),
        (
            "curl https://h \\\n  -d 'a",
            "line 2, column 6: this ' is never closed",
        ),
    ];
    for (text, expected) in cases {
        let error = curl(text, &options())
            .map(|imported| imported.files[0].text.clone())
            .unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

/// No bytes make it panic.
#[test]
fn cut_and_turned_documents() {
    let documents = [
        include_str!("../data/shop.postman_collection.json"),
        include_str!("../data/odd.postman_collection.json"),
    ];
    for document in documents {
        let letters: Vec<char> = document.chars().collect();
        for cut in (0..letters.len()).step_by(199) {
            let text: String = letters[..cut].iter().collect();
            assert!(postman(&text, &options()).is_err());
        }
        // Every text in turn becomes another kind of value.
        for (i, _) in document.match_indices(": \"").step_by(7) {
            let end = document[i + 3..]
                .find('"')
                .map_or(document.len(), |end| i + 3 + end + 1);
            for other in ["7", "null", "[]", "{}", "true"] {
                let text = format!("{}: {other}{}", &document[..i], &document[end..]);
                let _ = postman(&text, &options());
            }
        }
    }
    let commands = include_str!("../data/bodies.curl.txt");
    for (cut, _) in commands.char_indices() {
        let _ = curl(&commands[..cut], &options());
        let _ = curl(&format!("curl {}", &commands[cut..]), &options());
    }
}

/// Folders in folders and lists in lists, as deep as JSON is read and deeper: the import ends, with a module or with a message.
#[test]
fn nested_without_end() {
    let call = |body: &str| {
        let body = serde_json::Value::from(body);
        format!(
            r#"{{"name": "Make", "request": {{"method": "POST", "url": "https://h/x", "body": {{"mode": "raw", "raw": {body}}}}}, "response": [{{"code": 200, "body": {body}}}]}}"#
        )
    };
    let folders = |depth: usize| {
        let open = r#"{"name": "Folder", "item": ["#.repeat(depth);
        format!("{open}{}{}", call("{}"), "]}".repeat(depth))
    };
    let lists = |depth: usize| call(&format!("{}1{}", "[".repeat(depth), "]".repeat(depth)));
    let objects = |depth: usize| {
        let open = "{\"a\": ".repeat(depth);
        call(&format!("{open}1{}", "}".repeat(depth)))
    };
    for document in [folders(60), lists(120), objects(60), lists(100_000)] {
        for split in [false, true] {
            let imported = postman(&document, &options().split(split)).unwrap();
            assert_eq!(imported.summary.endpoints, 1);
            if let [file] = imported.files.as_slice() {
                let (updated, _) = imported.update(&file.text).unwrap();
                assert_eq!(updated, file.text);
            }
        }
    }
    let error = postman(&folders(100_000), &options())
        .unwrap_err()
        .to_string();
    assert!(error.contains("recursion limit exceeded"), "{error}");
}
