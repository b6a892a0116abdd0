//! What happens to a call, caused by a server or a failing transport; wherever possible, the other side repeats a canary.

use std::time::Duration;

use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, Call, ClientBuilder, RedirectPolicy, TimeoutKind, TransportErrorKind};

pub(crate) struct Situation {
    pub(crate) name: &'static str,
    /// The expected kind of outcome; with any other the situation would test nothing.
    pub(crate) expected: String,
    pub(crate) scenario: Scenario,
}

pub(crate) enum Scenario {
    /// The server sends these bytes and closes the connection.
    Response(Vec<u8>),
    /// The server sends nothing.
    Silence,
    /// Nothing listens at that port.
    Unreachable,
    /// The server does not speak TLS.
    NoTls,
    /// The transport fails with this kind.
    Fails(TransportErrorKind),
    /// The call has an invalid header.
    BadHeader,
    /// The call has an invalid base path.
    BadPath,
    /// The server redirects in a loop.
    RedirectLoop(Vec<u8>),
}

impl Situation {
    /// The base URL of the service in this situation.
    pub(crate) fn base(&self, base: &str) -> String {
        match self.scenario {
            Scenario::NoTls => base.replace("http:", "https:"),
            // Nothing listens at this port.
            Scenario::Unreachable => {
                let path = base.splitn(4, '/').nth(3);
                format!("http://127.0.0.1:1/{}", path.unwrap_or_default())
            }
            _ => base.to_owned(),
        }
    }

    pub(crate) fn set_up<A>(&self, builder: ClientBuilder<A>) -> ClientBuilder<A> {
        match self.scenario {
            Scenario::Silence => builder.timeout(Duration::from_millis(80)),
            Scenario::Fails(kind) => builder.transport(Failing(kind)),
            Scenario::RedirectLoop(_) => builder.redirects(RedirectPolicy::same_origin().limit(1)),
            _ => builder,
        }
    }

    pub(crate) fn prepare<T, E>(&self, call: Call<T, E>) -> Call<T, E> {
        match self.scenario {
            Scenario::BadHeader => call.header("x-call", "canary-value\r\ncanary: canary"),
            Scenario::BadPath => call.base_path("/canary/.."),
            _ => call.header("x-call", "canary-call"),
        }
    }
}

/// A transport that always fails in the same way. By its contract the source does not show the URL.
struct Failing(TransportErrorKind);

impl Transport for Failing {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        let error = SendError::new(self.0, true).with_source("the cable is out");
        Box::pin(async move { Err(error) })
    }
}

/// A response as bytes on the wire, with canaries in its head. The media type has one only in its parameters, because an error shows the type:
/// `text/html` instead of JSON.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\nx-request-id: canary-id\r\nset-cookie: canary=canary\r\n{headers}content-length: {length}\r\n\r\n"
    );
    (head + body).into_bytes()
}

fn json(status: &str, body: &str) -> Vec<u8> {
    response(
        status,
        "content-type: application/json; canary=canary\r\n",
        body,
    )
}

fn text(status: &str, body: &str) -> Vec<u8> {
    response(status, "content-type: text/plain; canary=canary\r\n", body)
}

fn gzipped(body: &str) -> Vec<u8> {
    response("200 OK", "content-encoding: gzip\r\n", body)
}

pub(crate) fn all() -> Vec<Situation> {
    let mut all = responses();
    let mut add = |name, expected: &str, scenario| {
        let expected = expected.to_owned();
        all.push(Situation {
            name,
            expected,
            scenario,
        });
    };
    add(
        "an invalid header",
        "Build InvalidHeader",
        Scenario::BadHeader,
    );
    add("an invalid base path", "Build BasePath", Scenario::BadPath);
    add("silence", "Transport Timeout(Call)", Scenario::Silence);
    add(
        "nothing listens",
        "Transport Connect",
        Scenario::Unreachable,
    );
    add("no TLS", "Transport Tls", Scenario::NoTls);
    let redirect = response("307 canary", "location: /canary?canary\r\n", "canary");
    add(
        "a redirect loop",
        "Transport TooManyRedirects",
        Scenario::RedirectLoop(redirect),
    );
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::Tls,
        TransportErrorKind::Timeout(TimeoutKind::Connect),
        TransportErrorKind::Timeout(TimeoutKind::Attempt),
        TransportErrorKind::Timeout(TimeoutKind::Call),
        TransportErrorKind::Timeout(TimeoutKind::Idle),
        TransportErrorKind::ConnectionClosed,
        TransportErrorKind::InvalidMessage,
        TransportErrorKind::RequestBody,
        TransportErrorKind::HeadersTooLarge,
        TransportErrorKind::BodyTooLarge { limit: 7 },
        TransportErrorKind::TooManyRedirects,
        TransportErrorKind::Other,
    ];
    all.extend(kinds.map(|kind| Situation {
        name: "a failing transport",
        expected: format!("Transport {kind:?}"),
        scenario: Scenario::Fails(kind),
    }));
    all
}

/// The situations in which the server sends bytes.
#[expect(clippy::too_many_lines, reason = "a table")]
fn responses() -> Vec<Situation> {
    let page = "<html>canary</html>";
    let many = "canary".repeat(400);
    let large_head = format!("x-large: {many}\r\n");
    let huge_head = "x-canary: canary\r\n".repeat(200);
    let cut = {
        let mut whole = json("200 OK", r#"{"number":1,"canary":"canary-canary"#);
        whole.truncate(whole.len() - "canary".len());
        whole
    };
    let interrupted = "Transport ConnectionClosed";
    let invalid = "Transport InvalidMessage";
    let too_large = "Transport BodyTooLarge { limit: 1000 }";
    let cases: [(&str, &str, Vec<u8>); 30] = [
        ("success", "Ok", json("200 canary", r#"{"number":1}"#)),
        ("a declared text", "Api", text("400 canary", "canary")),
        (
            "a declared type",
            "Api",
            json("409 canary", r#"{"code":1,"canary":"canary"}"#),
        ),
        (
            "a declared type that does not match",
            "Decode",
            json("409 canary", r#"{"code":"canary"}"#),
        ),
        (
            "an undeclared status",
            "Unexpected",
            text("418 canary", "canary"),
        ),
        (
            "an undeclared success",
            "Unexpected",
            text("201 canary", "canary"),
        ),
        (
            "an undeclared failure",
            "Unexpected",
            text("500 canary", "canary"),
        ),
        (
            "a redirect",
            "Unexpected",
            response(
                "302 canary",
                "location: https://canary.example/canary\r\n",
                "canary",
            ),
        ),
        (
            "unauthorized",
            "Unexpected",
            response("401 canary", "www-authenticate: canary\r\n", "canary"),
        ),
        (
            "an HTML page",
            "Decode",
            response("200 canary", "content-type: text/html\r\n", page),
        ),
        ("an empty body", "Decode", json("200 canary", "")),
        (
            "a string instead of a number",
            "Decode",
            json("200 OK", r#"{"number":"canary"}"#),
        ),
        (
            "an unknown field",
            "Decode",
            json("200 OK", r#"{"number":1,"canary":1}"#),
        ),
        ("a list", "Decode", json("200 OK", r#"["canary"]"#)),
        ("a string", "Decode", json("200 OK", r#""canary""#)),
        ("invalid JSON", "Decode", json("200 OK", "canary")),
        (
            "incomplete JSON",
            "Decode",
            json("200 OK", r#"{"number":1,"canary"#),
        ),
        (
            "invalid JSON with another media type",
            "Decode",
            text("200 OK", "canary"),
        ),
        ("a body that is too large", too_large, json("200 OK", &many)),
        (
            "an error response that is too large",
            too_large,
            json("400 OK", &many),
        ),
        ("no response", interrupted, Vec::new()),
        (
            "an incomplete head",
            interrupted,
            b"HTTP/1.1 200 canary\r\nx-canary: can".to_vec(),
        ),
        ("an incomplete body", interrupted, cut),
        (
            "invalid HTTP",
            invalid,
            b"canary canary canary\r\n\r\n".to_vec(),
        ),
        (
            "an invalid header field",
            invalid,
            b"HTTP/1.1 200 OK\r\ncanary canary\r\n\r\n".to_vec(),
        ),
        (
            "an invalid chunk",
            invalid,
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ncanary\r\n".to_vec(),
        ),
        (
            "a body that is not compressed",
            invalid,
            gzipped("canary, not compressed"),
        ),
        (
            "a head that is too large",
            "Transport HeadersTooLarge",
            response("200 OK", &large_head, "canary"),
        ),
        (
            "a head that is far too large",
            "Transport HeadersTooLarge",
            response("200 OK", &huge_head, "canary"),
        ),
        (
            "a compressed body that is incomplete",
            interrupted,
            gzipped("\u{1f}"),
        ),
    ];
    let situation = |(name, expected, response): (&'static str, &str, Vec<u8>)| Situation {
        name,
        expected: expected.to_owned(),
        scenario: Scenario::Response(response),
    };
    cases.map(situation).into()
}
