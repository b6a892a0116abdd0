//! What one form of document says, another says too.

#![cfg(all(feature = "curl", feature = "http-file", feature = "postman"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

use callpoint_documents::description::{Body, Description, Operation};
use callpoint_documents::{HttpFile, curl, postman};

/// What is compared of an operation.
fn said(operation: &Operation) -> String {
    let pairs = operation.query.iter().chain(&operation.headers);
    let pairs = pairs.filter(|pair| !pair.name.eq_ignore_ascii_case("content-type"));
    let pairs: Vec<String> = pairs
        .map(|pair| format!("{}={:?} {}", pair.name, pair.value(), pair.required))
        .collect();
    let content = operation.body.as_ref().map(|body| &body.contents[0].body);
    let body = match content {
        None => "nothing".to_owned(),
        Some(Body::Whole { examples, .. }) => examples[0].text.clone(),
        Some(Body::Form(fields)) => format!("{} fields", fields.len()),
        Some(Body::Multipart(parts)) => format!("{} parts", parts.len()),
        Some(Body::File(name)) => format!("file {name:?}"),
    };
    let responses: Vec<String> = operation
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    format!(
        "{} {} [{}] {body} [{}] {:?}",
        operation.method,
        operation.display_path(),
        pairs.join(", "),
        responses.join(", "),
        operation.security.scheme().map(|scheme| &scheme.kind),
    )
}

fn all(description: &Description) -> Vec<String> {
    let operations = description.root.operations();
    operations.into_iter().map(said).collect()
}

#[test]
fn a_collection_that_is_read_and_written_says_the_same() {
    let commands = [
        "curl https://h/links/:id?page=1\\&flag -u id:password",
        "curl https://h/links -d a=1 -d b=2 -H 'X-Mode: x' -H 'Authorization: Bearer x'",
        "curl https://h/links --json '{\"b\": 1, \"a\": {{id}}}'",
        "curl https://h/files -F name=x -F file=@a.txt",
        "curl https://h/files/:id -T a.txt",
        "curl -X PROPFIND https://h/a//b/ -d text -H 'Content-Type: text/plain'",
    ];
    for command in commands {
        let read = curl::read(command, &[]).unwrap();
        let written = postman::Collection::from(read.clone()).to_json();
        let again = postman::read(&written).unwrap();
        assert_eq!(all(&again), all(&read), "{command}\n{written}");
    }
}

#[test]
fn collections_keep_folders_credentials_and_responses() {
    let document = r#"{
        "info": {"name": "Links", "description": "All of it."},
        "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "in", "value": "query"}]},
        "item": [{"name": "links", "description": "The links.", "item": [
            {
                "name": "List links",
                "request": {"method": "GET", "url": "https://h/links", "description": "Lists them."},
                "response": [
                    {"name": "Some", "code": 200, "body": "[1]", "header": [{"key": "content-type", "value": "application/json"}]},
                    {"name": "None", "code": 200, "body": "[]", "header": [{"key": "content-type", "value": "application/json"}]},
                    {"name": "Wrong", "code": 400}
                ]
            },
            {"name": "Log in", "request": {"method": "POST", "url": "https://h/login", "auth": {"type": "oauth2"}}}
        ]}]
    }"#;
    let read = postman::read(document).unwrap();
    let written = postman::Collection::from(read.clone()).to_json();
    let again = postman::read(&written).unwrap();
    assert_eq!((&again.title, &again.doc), (&read.title, &read.doc));
    assert_eq!(all(&again)[0], all(&read)[0]);
    let responses = |description: &Description| {
        let operations = description.root.operations();
        operations[0].responses.clone()
    };
    let bodies = |description: &Description| match &responses(description)[0].contents[0].body {
        Body::Whole { examples, .. } => examples
            .iter()
            .map(|example| example.text.clone())
            .collect(),
        _ => Vec::new(),
    };
    assert_eq!(bodies(&again), ["[1]", "[]"]);
    assert_eq!(bodies(&again), bodies(&read));
    let names = |description: &Description| -> Vec<String> {
        let responses = responses(description).into_iter();
        responses.map(|response| response.name).collect()
    };
    assert_eq!(names(&again), names(&read));
}

#[test]
fn a_command_as_an_http_file() {
    let cases = [
        (
            "curl https://h/links/:id -u id:password",
            "@baseUrl = https://h\n@id =\n@userId =\n@userPassword =\n\n### GET /links/<id>\nGET {{baseUrl}}/links/{{id}}\n\
             Authorization: Basic {{userId}} {{userPassword}}\n",
        ),
        (
            "curl https://h/links -d a=1",
            "@baseUrl = https://h\n\n### POST /links\nPOST {{baseUrl}}/links\ncontent-type: application/x-www-form-urlencoded\n\na=1\n",
        ),
        (
            "curl https://h/a; curl https://other/b?flag",
            "@baseUrl = https://h\n\n### GET /a\nGET {{baseUrl}}/a\n\n### GET /b\nGET https://other/b?flag\n",
        ),
    ];
    for (command, expected) in cases {
        let description = curl::read(command, &[]).unwrap();
        assert_eq!(HttpFile::from(description).to_string(), expected);
    }
}

/// What editors read as the start of a request, a file or a script stands in no `.http` file because a document has it.
#[test]
fn no_text_of_a_document_adds_to_an_http_file() {
    let bodies = [
        "a\\n###\\nDELETE https://h/all",
        "###",
        "a\\r### b",
        "  #### b",
        "< ./secret.txt",
        "x\\n<@ ./secret.txt",
        "x\\n> {% client.log(1) %}",
        "x\\n>> out.txt",
    ];
    for body in bodies {
        let document = format!(
            r#"{{"name": "A\n###\nGET https://h/b", "request": {{"method": "POST", "url": "https://h/x",
                "description": "@name b\n### c\r### d", "header": [{{"key": "X-A", "value": "1\n\n###\nGET https://h/c"}}],
                "body": {{"mode": "raw", "raw": "{body}", "options": {{"raw": {{"language": "text"}}}}}}}}}}"#
        );
        let file = HttpFile::from(postman::read(&document).unwrap()).to_string();
        let lines: Vec<&str> = file.split(['\r', '\n']).map(str::trim_start).collect();
        let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!(
            (count("###"), count("# @"), count(">")),
            (1, 0, 0),
            "{file}"
        );
        assert_eq!((count("< ./body.txt"), count("<")), (1, 1), "{file}");
    }
    let document = r#"{"name": "A", "request": {"method": "POST", "url": "https://h/x", "body": {"mode": "raw", "raw": "<a>\n # b\n</a>", "options": {"raw": {"language": "xml"}}}}}"#;
    let file = HttpFile::from(postman::read(document).unwrap()).to_string();
    assert!(file.ends_with("\n\n<a>\n # b\n</a>\n"), "{file}");
}
