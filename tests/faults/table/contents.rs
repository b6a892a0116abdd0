//! Bodies that arrive complete, but do not match the declaration.

use crate::Fault;
use crate::calls::Call;

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = texts();
    rows.extend(deep_json());
    rows.extend(strange_json());
    rows
}

fn body(
    name: &'static str,
    content_type: &str,
    body: &[u8],
    call: Call,
    expect: &'static str,
) -> Fault {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    );
    Fault::response(name, [head.as_bytes(), body].concat(), expect).call(call)
}

fn json(name: &'static str, text: &str, call: Call, expect: &'static str) -> Fault {
    body(name, "application/json", text.as_bytes(), call, expect)
}

fn texts() -> Vec<Fault> {
    vec![
        body(
            "text that is not valid UTF-8",
            "text/plain",
            b"do\xffne",
            Call::Get,
            "Decode 200, expected text in UTF-8, byte 2 is invalid, 5 bytes",
        ),
        body(
            "text in ISO-8859-1",
            "text/plain; charset=iso-8859-1",
            b"\xe9",
            Call::Get,
            "ok \"é\"",
        ),
        // It is ambiguous which of them applies.
        body(
            "text in ISO-8859-1, and a second content type that says UTF-8",
            "text/plain; charset=iso-8859-1\r\ncontent-type: text/plain; charset=utf-8",
            b"\xe9",
            Call::Get,
            "Decode 200, expected text in UTF-8, byte 0 is invalid, 1 bytes",
        ),
        body(
            "text in UTF-16",
            "text/plain; charset=utf-16le",
            b"d\0o\0",
            Call::Get,
            "Decode 200, expected text in UTF-8 or ISO-8859-1, the charset is `utf-16le`, 4 bytes",
        ),
        body(
            "text after a byte order mark",
            "text/plain",
            b"\xef\xbb\xbfdone",
            Call::Get,
            "ok \"done\"",
        ),
        body(
            "JSON in UTF-16",
            "application/json; charset=utf-16le",
            b"1\0",
            Call::Json,
            "Decode 200, expected JSON in UTF-8, the charset is `utf-16le`, 2 bytes",
        ),
        body(
            "JSON that is not valid UTF-8",
            "application/json",
            b"\"\xff\"",
            Call::Json,
            "Decode 200, invalid JSON at line 1 column 2, 3 bytes",
        ),
        body(
            "an HTML page instead of JSON",
            "text/html",
            b"<html>Sign in</html>",
            Call::Link,
            "Decode 200, expected application/json, got text/html, 20 bytes",
        ),
        json(
            "an empty body where JSON is declared",
            "",
            Call::Link,
            "Decode 200, expected application/json, got an empty body, 0 bytes",
        ),
    ]
}

fn deep_json() -> Vec<Fault> {
    let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
    vec![
        json(
            "JSON nested 10,000 levels deep",
            &format!("{open}{close}"),
            Call::Json,
            "Decode 200, the JSON is nested too deeply, at line 1 column 128, 20000 bytes",
        ),
        json(
            "JSON nested 10,000 levels deep, truncated",
            &open,
            Call::Json,
            "Decode 200, the JSON is nested too deeply, at line 1 column 128, 10000 bytes",
        ),
        json(
            "JSON nested 10,000 levels deep, in an undeclared field",
            &format!("{{\"id\":7,\"x\":{open}{close}}}"),
            Call::Link,
            "ok Link { id: 7.0, name: None }",
        ),
    ]
}

fn strange_json() -> Vec<Fault> {
    let twice = "{\"id\":1,\"id\":2}";
    let link = |name, text: &str, expect| json(name, text, Call::Link, expect);
    vec![
        link(
            "a duplicate key",
            twice,
            "Decode 200, duplicate field `id`, 15 bytes",
        ),
        json(
            "a duplicate key, decoded as a `Value`",
            twice,
            Call::Json,
            "ok Object {\"id\": Number(2)}",
        ),
        link(
            "NaN",
            "{\"id\":NaN}",
            "Decode 200, invalid JSON at line 1 column 7, 10 bytes",
        ),
        link(
            "a number that overflows",
            "{\"id\":1e999}",
            "Decode 200, at id: a number is out of range, 12 bytes",
        ),
        // Some servers write one, and RFC 8259, section 8.1, allows ignoring it.
        link(
            "a byte order mark",
            "\u{feff}{\"id\":1}",
            "ok Link { id: 1.0, name: None }",
        ),
        link(
            "two values",
            "{\"id\":1}{\"id\":2}",
            "Decode 200, invalid JSON at line 1 column 9, 16 bytes",
        ),
    ]
}
