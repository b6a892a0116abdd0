//! Bodies that are framed wrongly, are too much, or not what is declared.

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::server::Step::{Endless, Read, ReadHead, Wait};
use crate::table::connections::text;

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = chunks();
    rows.extend(too_much());
    rows.extend(contents());
    rows
}

fn chunks() -> Vec<Fault> {
    let chunks =
        |name, chunks: &str, expect| Fault::answer(name, CHUNKED.to_owned() + chunks, expect);
    vec![
        chunks(
            "chunks as they should be",
            "2\r\ndo\r\n2;a=b\r\nne\r\n0\r\nx-trailer: 1\r\n\r\n",
            "ok \"done\"",
        ),
        chunks(
            "a chunk without a size",
            "\r\ndone\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        chunks(
            "a chunk whose size is no number",
            "xyz\r\ndone\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        chunks(
            "a chunk with a negative size",
            "-4\r\ndone\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        chunks(
            "a chunk of a size larger than any number",
            "FFFFFFFFFFFFFFFFF\r\ndone",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        chunks(
            "a chunk of a huge size",
            "7FFFFFFFFFFFFFFF\r\ndone",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        chunks(
            "a chunk without its line end",
            "4\r\ndoneX2\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
        chunks(
            "chunks without an end",
            "4\r\ndone\r\n",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        chunks(
            "a chunk that breaks off",
            "A\r\ndone",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        chunks(
            "trailers that break off",
            "4\r\ndone\r\n0\r\nx-tr",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        chunks(
            "a size that breaks off",
            "4\r\ndone\r\n1",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        // founder: the coded bytes are taken for the content (RFC 9112, section 6.1).
        Fault::answer(
            "a transfer coding that nobody asked for",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\ndone",
            "ok \"done\"",
        ),
        Fault::new(
            "an endless chunk extension",
            vec![Read, text(CHUNKED), text("4;"), Endless(vec![b'a'; 4096])],
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        Fault::new(
            "endless trailers",
            vec![
                Read,
                text(CHUNKED),
                text("4\r\ndone\r\n0\r\n"),
                Endless(b"x-a: 1\r\n".repeat(512)),
            ],
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
    ]
}

// A gzip bomb belongs here, once there is decompression.
fn too_much() -> Vec<Fault> {
    let short = Settings::once().at_most(1024);
    let endless = || Endless(vec![b'a'; 16 * 1024]);
    vec![
        Fault::answer(
            "too large, announced",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 1025\r\n\r\n{}",
                "a".repeat(1025)
            ),
            "200, TooLarge(1024), maybe sent, 0 bytes",
        )
        .with(short),
        Fault::answer(
            "as large as it may be",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 1024\r\n\r\n{}",
                "7".repeat(1024)
            ),
            "ok …",
        )
        .with(short),
        Fault::answer(
            "too large, not announced",
            format!("{CHUNKED}401\r\n{}\r\n0\r\n\r\n", "a".repeat(1025)),
            "200, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless body",
            vec![Read, text("HTTP/1.1 200 OK\r\n\r\n"), endless()],
            "200, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless refusal",
            vec![Read, text("HTTP/1.1 500 Oh\r\n\r\n"), endless()],
            "500, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an answer before the body is read",
            vec![
                ReadHead,
                text("HTTP/1.1 413 Content Too Large\r\ncontent-length: 4\r\n\r\nstop"),
                Wait,
            ],
            "Unexpected 413, 4 bytes",
        )
        .call(Call::PutLarge),
    ]
}

fn contents() -> Vec<Fault> {
    let body = |name, content_type: &str, body: &[u8], call, expect| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        Fault::answer(name, [head.as_bytes(), body].concat(), expect).call(call)
    };
    let json = |name, text: &str, call, expect| {
        body(name, "application/json", text.as_bytes(), call, expect)
    };
    let deep = |end: &str| "[".repeat(10_000) + end;
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
        json(
            "JSON 10,000 deep",
            &(deep("") + &"]".repeat(10_000)),
            Call::Json,
            "Decode 200, …",
        ),
        json(
            "JSON 10,000 deep that breaks off",
            &deep(""),
            Call::Json,
            "Decode 200, …",
        ),
        json(
            "JSON 10,000 deep in a field that nobody reads",
            &format!("{{\"id\":7,\"x\":{}{}}}", deep(""), "]".repeat(10_000)),
            Call::Link,
            "ok Link { id: 7.0, name: None }",
        ),
        json(
            "a key twice",
            "{\"id\":1,\"id\":2}",
            Call::Link,
            "Decode 200, duplicate field `id`, 15 bytes",
        ),
        json(
            "a key twice in any JSON",
            "{\"id\":1,\"id\":2}",
            Call::Json,
            "ok Object {\"id\": Number(2)}",
        ),
        json(
            "NaN",
            "{\"id\":NaN}",
            Call::Link,
            "Decode 200, invalid JSON at line 1 column 7, 10 bytes",
        ),
        // founder: it is JSON; the number is what cannot be read.
        json(
            "a number larger than any",
            "{\"id\":1e999}",
            Call::Link,
            "Decode 200, …",
        ),
        // founder: some servers write one, and RFC 8259, section 8.1, lets it be passed over.
        json(
            "a byte order mark",
            "\u{feff}{\"id\":1}",
            Call::Link,
            "Decode 200, …",
        ),
        json(
            "two values",
            "{\"id\":1}{\"id\":2}",
            Call::Link,
            "Decode 200, …",
        ),
        json(
            "nothing where JSON is declared",
            "",
            Call::Link,
            "Decode 200, expected application/json, got an empty body, 0 bytes",
        ),
        body(
            "a page in the place of JSON",
            "text/html",
            b"<html>Sign in</html>",
            Call::Link,
            "Decode 200, expected application/json, got text/html, 20 bytes",
        ),
    ]
}
