//! Documents that are made to take time, memory or the stack.

use std::fmt::Write as _;

use callpoint_documents::openapi;

use crate::shown::{notes, read};

fn many(count: usize, mut line: impl FnMut(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "{}", line(at));
        text
    })
}

#[test]
fn depth_has_a_limit() {
    let deep = |open: &str, close: &str, count: usize| {
        let head = "{\"openapi\": \"3.0.0\", \"info\": {}, \"paths\": {}, \"components\": {\"schemas\": {\"A\": ";
        format!(
            "{head}{}{{}}{}}}}}}}",
            open.repeat(count),
            close.repeat(count)
        )
    };
    // As deep as JSON may be: on the stack of a test, which is small.
    for (open, close, count) in [
        ("{\"items\": ", "}", 124),
        ("{\"allOf\": [", "]}", 62),
        ("{\"properties\": {\"a\": ", "}}", 62),
    ] {
        let description = read(&deep(open, close, count));
        assert_eq!(description.schemas.len(), 1);
    }
    for (open, close) in [("{\"items\": ", "}"), ("{\"allOf\": [", "]}")] {
        let error = openapi::read(&deep(open, close, 10_000)).unwrap_err();
        assert!(
            error.to_string().contains("deeper than 128 levels"),
            "{error}"
        );
        assert!(error.line_and_column().is_some());
    }
}

#[test]
fn what_is_shared_is_not_copied_without_end() {
    let long = "x".repeat(100_000);
    // 5,000 operations with one response.
    let paths = many(5_000, |at| {
        format!("  /p{at}: {{get: {{responses: {{404: {{$ref: '#/components/responses/R'}}}}}}}}")
    });
    let description = read(&format!(
        "openapi: 3.0.0\ninfo: {{}}\npaths:\n{paths}components: {{responses: {{R: {{description: {long}}}}}}}"
    ));
    let operations = description.root.operations();
    assert_eq!(operations.len(), 5_000);
    let docs = operations
        .iter()
        .map(|operation| operation.responses[0].doc.len());
    let docs: usize = docs.sum();
    assert!((1_000_000..50_000_000).contains(&docs), "{docs}");
    assert!(notes(&description)[0].ends_with("too much is repeated in too many places"));

    // 5,000 operations with the parameters of one path.
    let methods = many(5_000, |at| format!("      M{at}: {{}}"));
    let description = read(&format!(
        "openapi: 3.2.0\ninfo: {{}}\npaths:\n  /a:\n    parameters: [{{name: q, in: query, description: {long}}}]\n    additionalOperations:\n{methods}"
    ));
    let operations = description.root.operations();
    let docs: usize = operations
        .iter()
        .map(|operation| operation.query[0].doc.len())
        .sum();
    assert!((1_000_000..50_000_000).contains(&docs), "{docs}");

    // The credentials of the document for each operation: their documentation stands once.
    let paths = many(2_000, |at| format!("  /p{at}: {{get: {{}}}}"));
    let description = read(&format!(
        "openapi: 3.0.0\ninfo: {{}}\nsecurity: [{{k: []}}]\npaths:\n{paths}components: {{securitySchemes: {{k: {{type: http, scheme: basic, description: {long}}}}}}}"
    ));
    assert_eq!(description.security_schemes[0].doc.len(), 100_000);
    let operations = description.root.operations();
    let schemes = operations
        .iter()
        .filter_map(|operation| operation.security.scheme());
    assert_eq!(schemes.map(|scheme| scheme.doc.len()).sum::<usize>(), 0);
}

#[test]
fn much_of_everything_takes_little_time() {
    // 5,000 schemas in one circle, each an alias of the next.
    let schemas = many(5_000, |at| {
        format!(
            "    S{at}: {{$ref: '#/components/schemas/S{}'}}",
            (at + 1) % 5_000
        )
    });
    let text =
        format!("openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let description = read(&text);
    assert_eq!(
        (description.schemas.len(), notes(&description).len()),
        (5_000, 1)
    );

    // 5,000 schemas in odd places that all want one name.
    let schemas = many(5_000, |at| {
        format!(
            "    S{at}: {{properties: {{a: {{title: T, type: string}}}}, allOf: [{{$ref: '#/components/schemas/S{at}/properties/a'}}]}}"
        )
    });
    let text =
        format!("openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    assert_eq!(read(&text).schemas.len(), 10_000);

    // 5,000 tags, each in the next.
    let tags = many(5_000, |at| {
        format!("  - {{name: t{at}, parent: t{}}}", at + 1)
    });
    let paths = many(5_000, |at| format!("  /p{at}: {{get: {{tags: [t{at}]}}}}"));
    let text = format!("openapi: 3.2.0\ninfo: {{}}\ntags:\n{tags}paths:\n{paths}");
    assert_eq!(read(&text).root.operations().len(), 5_000);

    // 5,000 parameters in one path.
    let segments: Vec<String> = (0..5_000).map(|at| format!("/{{p{at}}}")).collect();
    let path = segments.concat();
    let parameters = many(5_000, |at| {
        format!("      - {{name: p{at}, in: path, required: true}}")
    });
    let text = format!(
        "openapi: 3.0.0\ninfo: {{}}\npaths:\n  ? {path}\n  : get:\n      parameters:\n{parameters}"
    );
    assert_eq!(read(&text).root.operations()[0].path.len(), 5_000);
}

#[test]
fn long_names_are_cut_in_messages() {
    let name = "n".repeat(100_000);
    let properties = many(2_000, |at| format!("        p{at}: 5"));
    let text = format!(
        "openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n    ? {name}\n    : properties:\n{properties}"
    );
    let description = read(&text);
    let said = notes(&description);
    assert_eq!(said.len(), 2_000);
    assert!(said.iter().all(|note| note.len() < 200));
}

#[test]
fn no_text_is_a_panic() {
    let odd = [
        "\0",
        "\u{202e}",
        "{",
        "}",
        "[[[",
        "%",
        "&a",
        "*a",
        "!!",
        "|",
        ">",
        "? :",
        "- -",
        "\t",
        "\"\\ud800\"",
        "#",
        "---",
        "...",
        "%YAML 9",
        "<<: 1",
        "openapi: 3.0.0\npaths: {'': {get: {}}, '{': {get: {}}, '}': {get: {}}, '{}': {get: {}}, '//': {get: {}}, '/{{a}}': {get: {}}, '/{a': {get: {}}}",
        "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: ' ', in: query}, {name: '', in: path}], responses: {'': {}, -1: {}, 1e3: {}}}}}",
        "openapi: 3.0.0\ncomponents: {schemas: {'': {$ref: '#'}, a: {$ref: ''}, b: {$ref: '#/'}, c: {$ref: '/'}, d: {$ref: '#/%'}, e: {$ref: '#/%ff'}, f: {$ref: '#/~2'}}}",
        "swagger: 2.0\nhost: ''\nbasePath: //\nschemes: {}\npaths: {/a: {post: {consumes: [5], parameters: [{in: body}, {in: formData}]}}}",
        "openapi: 3.0.0\nsecurity: {}\ntags: [5, {}, {name: a, parent: a}]\nservers: [5, {url: ''}]\nwebhooks: {a: 5}",
    ];
    for text in odd {
        let _ = openapi::read(text);
        let _ = openapi::read(&format!("openapi: 3.0.0\n{text}"));
    }
}
