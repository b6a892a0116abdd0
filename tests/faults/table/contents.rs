//! Bodies that arrive whole, and are not what is declared.

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
    Fault::answer(name, [head.as_bytes(), body].concat(), expect).call(call)
}

fn json(name: &'static str, text: &str, call: Call, expect: &'static str) -> Fault {
    body(name, "application/json", text.as_bytes(), call, expect)
}

fn texts() -> Vec<Fault> {
    vec![
        body(
            "text that is no UTF-8",
            "text/plain",
            b"do\xffne",
            Call::Get,
            "Decode 200, expected text in UTF-8, byte 2 is not, 5 bytes",
        ),
        body(
            "text in ISO-8859-1",
            "text/plain; charset=iso-8859-1",
            b"\xe9",
            Call::Get,
            "ok \"é\"",
        ),
        body(
            "JSON that is no UTF-8",
            "application/json",
            b"\"\xff\"",
            Call::Json,
            "Decode 200, invalid JSON at line 1 column 2, 3 bytes",
        ),
        body(
            "a page in the place of JSON",
            "text/html",
            b"<html>Sign in</html>",
            Call::Link,
            "Decode 200, expected application/json, got text/html, 20 bytes",
        ),
        json(
            "nothing where JSON is declared",
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
            "JSON 10,000 deep",
            &format!("{open}{close}"),
            Call::Json,
            "Decode 200, the JSON is nested too deeply, at line 1 column 128, 20000 bytes",
        ),
        json(
            "JSON 10,000 deep that breaks off",
            &open,
            Call::Json,
            "Decode 200, the JSON is nested too deeply, at line 1 column 128, 10000 bytes",
        ),
        json(
            "JSON 10,000 deep in a field that nobody reads",
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
            "a key twice",
            twice,
            "Decode 200, duplicate field `id`, 15 bytes",
        ),
        json(
            "a key twice in any JSON",
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
            "a number larger than any",
            "{\"id\":1e999}",
            "Decode 200, at id: a number is out of range, 12 bytes",
        ),
        // Some servers write one, and RFC 8259, section 8.1, lets it be passed over.
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
