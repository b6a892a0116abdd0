//! What becomes of a call, by a server or by a transport that fails; wherever it can, the other side repeats a canary.

use std::time::Duration;

use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, Call, ClientBuilder, Redirects, TimeoutKind, TransportErrorKind};

pub(crate) struct Situation {
    pub(crate) name: &'static str,
    /// What kind of outcome it has; a situation that has another checks nothing.
    pub(crate) expected: String,
    pub(crate) course: Course,
}

pub(crate) enum Course {
    /// These bytes come, and the connection ends.
    Answered(Vec<u8>),
    /// Nothing comes.
    Silence,
    /// Nobody listens there.
    Nobody,
    /// The server speaks no TLS.
    Https,
    /// The transport says so.
    Fails(TransportErrorKind),
    /// The call has a header that cannot be.
    BadHeader,
    /// The call has a path that cannot be.
    BadPath,
    /// It is sent round in circles.
    Circles(Vec<u8>),
}

impl Situation {
    /// Where the service is, in this situation.
    pub(crate) fn base(&self, base: &str) -> String {
        match self.course {
            Course::Https => base.replace("http:", "https:"),
            // The port of nothing.
            Course::Nobody => {
                let path = base.splitn(4, '/').nth(3);
                format!("http://127.0.0.1:1/{}", path.unwrap_or_default())
            }
            _ => base.to_owned(),
        }
    }

    pub(crate) fn set_up<A>(&self, builder: ClientBuilder<A>) -> ClientBuilder<A> {
        match self.course {
            Course::Silence => builder.timeout(Duration::from_millis(80)),
            Course::Fails(kind) => builder.transport(Failing(kind)),
            Course::Circles(_) => builder.redirects(Redirects::same_origin().limit(1)),
            _ => builder,
        }
    }

    pub(crate) fn spoil<T, E>(&self, call: Call<T, E>) -> Call<T, E> {
        match self.course {
            Course::BadHeader => call.header("x-call", "canary-value\r\ncanary: canary"),
            Course::BadPath => call.base_path("/canary/.."),
            _ => call.header("x-call", "canary-call"),
        }
    }
}

/// A transport to which always the same happens. By its contract the source does not show the URL.
struct Failing(TransportErrorKind);

impl Transport for Failing {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        let error = SendError::new(self.0, true).with_source("the cable is out");
        Box::pin(async move { Err(error) })
    }
}

/// Bytes on the wire, with canaries in the header. The media type has one in its parameters alone: an error says which one came, `text/html` in the place of JSON.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\nx-request-id: canary-id\r\nset-cookie: canary=canary\r\n{headers}content-length: {length}\r\n\r\n"
    );
    (head + body).into_bytes()
}

fn json(status: &str, body: &str) -> Vec<u8> {
    answer(
        status,
        "content-type: application/json; canary=canary\r\n",
        body,
    )
}

fn text(status: &str, body: &str) -> Vec<u8> {
    answer(status, "content-type: text/plain; canary=canary\r\n", body)
}

fn gzipped(body: &str) -> Vec<u8> {
    answer("200 OK", "content-encoding: gzip\r\n", body)
}

pub(crate) fn all() -> Vec<Situation> {
    let mut all = answered();
    let mut add = |name, expected: &str, course| {
        let expected = expected.to_owned();
        all.push(Situation {
            name,
            expected,
            course,
        });
    };
    add(
        "a header that cannot be",
        "Build InvalidHeader",
        Course::BadHeader,
    );
    add("a path that cannot be", "Build BasePath", Course::BadPath);
    add("silence", "Transport Timeout(Call)", Course::Silence);
    add("nobody", "Transport Connect", Course::Nobody);
    add("no TLS", "Transport Tls", Course::Https);
    let circles = answer("307 canary", "location: /canary?canary\r\n", "canary");
    add("circles", "Transport Redirects", Course::Circles(circles));
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::Tls,
        TransportErrorKind::Timeout(TimeoutKind::Connect),
        TransportErrorKind::Timeout(TimeoutKind::Attempt),
        TransportErrorKind::Timeout(TimeoutKind::Call),
        TransportErrorKind::Timeout(TimeoutKind::Idle),
        TransportErrorKind::Interrupted,
        TransportErrorKind::InvalidMessage,
        TransportErrorKind::Upload,
        TransportErrorKind::HeadTooLarge,
        TransportErrorKind::TooLarge { limit: 7 },
        TransportErrorKind::Redirects,
        TransportErrorKind::Other,
    ];
    all.extend(kinds.map(|kind| Situation {
        name: "a transport that fails",
        expected: format!("Transport {kind:?}"),
        course: Course::Fails(kind),
    }));
    all
}

/// What comes as bytes.
#[expect(clippy::too_many_lines, reason = "a table")]
fn answered() -> Vec<Situation> {
    let page = "<html>canary</html>";
    let many = "canary".repeat(400);
    let large_head = format!("x-large: {many}\r\n");
    let huge_head = "x-canary: canary\r\n".repeat(200);
    let cut = {
        let mut whole = json("200 OK", r#"{"number":1,"canary":"canary-canary"#);
        whole.truncate(whole.len() - "canary".len());
        whole
    };
    let interrupted = "Transport Interrupted";
    let invalid = "Transport InvalidMessage";
    let too_large = "Transport TooLarge { limit: 1000 }";
    let cases: [(&str, &str, Vec<u8>); 30] = [
        ("success", "Ok", json("200 canary", r#"{"number":1}"#)),
        ("a declared text", "Api", text("400 canary", "canary")),
        (
            "a declared type",
            "Api",
            json("409 canary", r#"{"code":1,"canary":"canary"}"#),
        ),
        (
            "a declared type of another shape",
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
            answer(
                "302 canary",
                "location: https://canary.example/canary\r\n",
                "canary",
            ),
        ),
        (
            "who are you",
            "Unexpected",
            answer("401 canary", "www-authenticate: canary\r\n", "canary"),
        ),
        (
            "a page",
            "Decode",
            answer("200 canary", "content-type: text/html\r\n", page),
        ),
        ("nothing", "Decode", json("200 canary", "")),
        (
            "a text in place of a number",
            "Decode",
            json("200 OK", r#"{"number":"canary"}"#),
        ),
        (
            "a field that nobody knows",
            "Decode",
            json("200 OK", r#"{"number":1,"canary":1}"#),
        ),
        ("a list", "Decode", json("200 OK", r#"["canary"]"#)),
        ("a text", "Decode", json("200 OK", r#""canary""#)),
        ("no JSON", "Decode", json("200 OK", "canary")),
        (
            "JSON that ends too early",
            "Decode",
            json("200 OK", r#"{"number":1,"canary"#),
        ),
        (
            "no JSON in another media type",
            "Decode",
            text("200 OK", "canary"),
        ),
        ("a body that is too large", too_large, json("200 OK", &many)),
        (
            "a refusal that is too large",
            too_large,
            json("400 OK", &many),
        ),
        ("no answer", interrupted, Vec::new()),
        (
            "half a head",
            interrupted,
            b"HTTP/1.1 200 canary\r\nx-canary: can".to_vec(),
        ),
        ("half a body", interrupted, cut),
        (
            "what is no HTTP",
            invalid,
            b"canary canary canary\r\n\r\n".to_vec(),
        ),
        (
            "what is no header",
            invalid,
            b"HTTP/1.1 200 OK\r\ncanary canary\r\n\r\n".to_vec(),
        ),
        (
            "what is no chunk",
            invalid,
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ncanary\r\n".to_vec(),
        ),
        (
            "what is not compressed",
            invalid,
            gzipped("canary, not compressed"),
        ),
        (
            "a head that is too large",
            "Transport HeadTooLarge",
            answer("200 OK", &large_head, "canary"),
        ),
        (
            "a head that is far too large",
            "Transport HeadTooLarge",
            answer("200 OK", &huge_head, "canary"),
        ),
        ("what is half compressed", interrupted, gzipped("\u{1f}")),
    ];
    let situation = |(name, expected, answer): (&'static str, &str, Vec<u8>)| Situation {
        name,
        expected: expected.to_owned(),
        course: Course::Answered(answer),
    };
    cases.map(situation).into()
}
