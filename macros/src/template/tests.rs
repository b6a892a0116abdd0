//! Valid templates and mistakes in templates.

use super::*;

fn read(text: &str) -> Result<Template, String> {
    let errors = Errors::new();
    let template = parse(&LitStr::new(text, Span::call_site()), &errors);
    let messages: Vec<_> = errors.finish().iter().map(ToString::to_string).collect();
    template.ok_or_else(|| messages.join("\n---\n"))
}

fn name(text: &str) -> Name {
    Name {
        text: text.to_owned(),
        span: Span::call_site(),
        by_display: false,
    }
}

#[test]
fn paths() {
    let literal = |text: &str| PathPiece::Literal(text.to_owned());
    let param = |text| PathPiece::Param(name(text));
    let cases = [
        ("/", vec![literal("/")]),
        ("/api/links/", vec![literal("/api/links/")]),
        (
            "/api/links/<id>/",
            vec![literal("/api/links/"), param("id"), literal("/")],
        ),
        (
            "/<a>/<b>",
            vec![literal("/"), param("a"), literal("/"), param("b")],
        ),
        (
            "/<sid>.json",
            vec![literal("/"), param("sid"), literal(".json")],
        ),
        (
            "/pets/<id>:validate",
            vec![literal("/pets/"), param("id"), literal(":validate")],
        ),
        (
            "/v2/<name..>/tags",
            vec![
                literal("/v2/"),
                PathPiece::Rest(name("name")),
                literal("/tags"),
            ],
        ),
        ("/a%20b/<type>", vec![literal("/a%20b/"), param("type")]),
    ];
    for (text, pieces) in cases {
        assert_eq!(
            read(text).map(|template| template.path).unwrap(),
            pieces,
            "{text}"
        );
    }
}

#[test]
fn queries() {
    let fixed = |text: &str| QueryPiece::Fixed(text.to_owned());
    let param = |key: &str, text| QueryPiece::Param {
        key: key.to_owned(),
        name: name(text),
    };
    let cases = [
        (
            "/a?api-version=2024-01-01",
            vec![fixed("api-version=2024-01-01")],
        ),
        ("/a?archived", vec![fixed("archived")]),
        ("/a?to=https://x", vec![fixed("to=https://x")]),
        (
            "/a?<page>&<size>",
            vec![param("page", "page"), param("size", "size")],
        ),
        ("/a?x=1&p=<page>", vec![fixed("x=1"), param("p", "page")]),
        ("/a?filter[id]=<id>", vec![param("filter%5Bid%5D", "id")]),
        ("/a?<größe>", vec![param("gr%C3%B6%C3%9Fe", "größe")]),
    ];
    for (text, pieces) in cases {
        assert_eq!(
            read(text).map(|template| template.query).unwrap(),
            pieces,
            "{text}"
        );
    }
}

#[test]
fn values_by_their_display() {
    let cases = [
        ("/a/<id: Display>", "/a/<id>", "id"),
        ("/a/<id:Display>.json", "/a/<id>.json", "id"),
        ("/<rest..: Display>/b?x=1", "/<rest..>/b?x=1", "rest"),
        ("/a?<page: Display>&y", "/a?<page>&y", "page"),
        ("/a?p=<page : Display >", "/a?p=<page>", "page"),
    ];
    for (text, documented, name) in cases {
        let template = read(text).unwrap();
        assert_eq!(template.text, documented);
        let names: Vec<_> = template.names().collect();
        assert_eq!(names.len(), 1, "{text}");
        assert!(names[0].text == name && names[0].by_display, "{text}");
    }
    assert!(read("/<id>").unwrap().names().all(|name| !name.by_display));
}

#[test]
fn mistakes() {
    let cases = [
        ("", "the path is empty"),
        ("a/b", "must start with `/`"),
        ("https://x.test/a", "help: write \"/a\""),
        ("/a#b", "`#b` is a fragment"),
        ("/a//b", "empty path segment `//`\nhelp: write \"/a/b\""),
        ("//a", "empty path segment"),
        ("/a/../b", "a `..` segment"),
        ("/a/%2e%2E", "segment changes the path"),
        ("/{id}", "help: write `<id>`"),
        ("/x{id}.json", "help: write `x<id>.json`"),
        ("/{{id}}", "help: write `<id>`"),
        ("/${id}", "help: write `<id>`"),
        ("/:id", "help: write `<id>`"),
        ("/<id", "unclosed path parameter `<id`\nhelp: write `<id>`"),
        ("/id>", "`>` without `<`"),
        ("/<>", "parameter without a name"),
        ("/<a-b>", "help: write `<a_b>`"),
        ("/<id:u64>", "help: write `<id>`"),
        ("/<id: display>", "help: write `<id: Display>`"),
        ("/<id: Debug>", "help: write `<id>`"),
        ("/<: Display>", "help: write the name of a field: `<id>`"),
        ("/<a: Display>/<a>", "appears twice"),
        (
            "/a?<x..: Display>",
            "belongs in the path\nhelp: write `<x>`",
        ),
        ("/<..rest>", "help: write `<rest..>`"),
        ("/<a><b>", "two parameters without text between them"),
        ("/x<rest..>", "a rest parameter must be a whole segment"),
        ("/a b", "' ' is not allowed in a path\nhelp: write `%20`"),
        ("/é", "help: write `%C3%A9`"),
        ("/a\\b", "a backslash"),
        ("/100%", "help: write `%25`"),
        ("/<id>/<id>", "appears twice"),
        ("/<id>?<id>", "appears twice"),
        ("/a?", "empty query pair"),
        ("/a?x&&y", "empty query pair"),
        ("/a?<x", "unclosed query parameter"),
        ("/a?<x><y>", "separate query pairs with `&`"),
        ("/a?{x}", "help: write `<x>`"),
        ("/a?<x..>", "belongs in the path\nhelp: write `<x>`"),
        ("/<...>", "help: write the name of a field: `<id>`"),
        ("/<*>", "help: write the name of a field: `<id>`"),
        ("/< >", "help: write the name of a field: `<id>`"),
        ("/<_>", "help: write the name of a field: `<id>`"),
        ("/<", "help: write the name of a field: `<id>`"),
        ("/<:u64>", "help: write the name of a field: `<id>`"),
        ("/a?<", "help: write the name of a field: `<id>`"),
        ("/a?<..>", "help: write the name of a field: `<id>`"),
        ("/<**rest>", "help: write `<rest..>`"),
        ("/<rest...>", "help: write `<rest..>`"),
        ("/<1st>", "help: write `<_1st>`"),
        ("/<self>", "help: write `<_self>`"),
        ("/<id?>", "help: write `<id>`"),
        ("/a?<page..", "help: write `<page>`"),
    ];
    for (text, message) in cases {
        let error = read(text).map(|_| ()).unwrap_err();
        assert!(error.contains(message), "{text}: {error}");
        assert!(
            !error.contains("---"),
            "one mistake, one error: {text}: {error}"
        );
    }
}
