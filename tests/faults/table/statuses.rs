//! Invalid statuses, and those with a special meaning.

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::table::connections::OK;

/// A response with this status line and these headers, and four bytes.
fn status(line: &str, headers: &str) -> String {
    format!("HTTP/1.1 {line}\r\ncontent-length: 4\r\n{headers}\r\ndone")
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = numbers();
    rows.extend(interim());
    rows.extend(redirects());
    rows
}

fn numbers() -> Vec<Fault> {
    let invalid = "InvalidMessage, maybe sent";
    vec![
        Fault::response(
            "status 999",
            status("999 Far", ""),
            "Unexpected 999, 4 bytes",
        ),
        Fault::response("status 1000", status("1000 Farther", ""), invalid),
        Fault::response("status 99", status("99 Near", ""), invalid),
        Fault::response("status 099", status("099 Near", ""), invalid),
        Fault::response("a status that is not a number", status("OK", ""), invalid),
        Fault::response(
            "204 with a body",
            "HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\ndone",
            "Unexpected 204, 0 bytes",
        ),
        Fault::response(
            "204 with a body, where 204 is declared",
            "HTTP/1.1 204 No Content\r\n\r\ndone",
            "ok ()",
        )
        .call(Call::Delete),
        Fault::response(
            "304",
            "HTTP/1.1 304 Not Modified\r\ncontent-length: 4\r\n\r\n",
            "Unexpected 304, 0 bytes",
        ),
        Fault::response(
            "HEAD with the length of the omitted body",
            "HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n",
            "ok ()",
        )
        .call(Call::Head),
        Fault::response("HEAD with a body", OK, "ok ()").call(Call::Head),
    ]
}

fn interim() -> Vec<Fault> {
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n";
    let go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    vec![
        Fault::response(
            "an unrequested 100, then 200",
            go_on.to_owned() + OK,
            "ok \"done\"",
        ),
        Fault::response("103, then 200", early.to_owned() + OK, "ok \"done\""),
        Fault::response(
            "1,000 times 100, then 200",
            go_on.repeat(1000) + OK,
            "ok \"done\"",
        ),
        Fault::response("103, then closed", early, "ConnectionClosed, maybe sent"),
        Fault::response(
            "an unrequested 101",
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",
            "Unexpected 101, 0 bytes",
        ),
    ]
}

fn redirects() -> Vec<Fault> {
    let to = |name, code: &str, location: &str, expect| {
        let headers = format!("location: {location}\r\n");
        Fault::response(name, status(code, &headers), expect).with(Settings::retrying())
    };
    let (found, moved) = ("302 Found", "301 Moved Permanently");
    vec![
        to(
            "a redirect to itself",
            found,
            "/state",
            "Unexpected 302, 4 bytes",
        ),
        to(
            "a redirect to another origin",
            found,
            "https://127.0.0.2/",
            "Unexpected 302, 4 bytes",
        ),
        to(
            "a redirect to http",
            moved,
            "http://127.0.0.1:1/",
            "Unexpected 301, 4 bytes",
        ),
        to(
            "a redirect to an invalid URL",
            moved,
            "::no url",
            "Unexpected 301, 4 bytes",
        ),
        to(
            "a redirect of a PUT",
            "308 Permanent Redirect",
            "/other",
            "Unexpected 308, 4 bytes",
        )
        .call(Call::Put),
        to(
            "a redirect of a POST",
            "303 See Other",
            "/other",
            "Unexpected 303, 4 bytes",
        )
        .call(Call::Post),
    ]
}
