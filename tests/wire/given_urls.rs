//! `Call::at`: a declared call at a URL that a server gave, byte for byte, or refused.

use std::time::Duration;

use callpoint::auth::Bearer;
use callpoint::transport::{HyperTransport, Sending, Transport};
use callpoint::{
    Base, Body, BuildErrorKind, Client, ClientBuilder, Endpoint, Error, Server, endpoint,
};
use callpoint_testing::MockTransport;

use callpoint_test_support::listener::{EMPTY, Listener};

/// Sends a part of a file.
#[endpoint(PATCH, "/uploads/<id>?<page>", 204 => ())]
struct SendPart {
    id: u64,
    page: u8,
    #[header("content-range")]
    range: String,
    #[secret]
    #[header("x-part-key")]
    key: Option<String>,
    #[body(Raw)]
    part: &'static str,
}

#[derive(Base)]
struct Uploads;

#[endpoint(GET, "/own", base = Uploads, 204 => ())]
struct Own;

fn part() -> SendPart {
    SendPart::new(7, 2, "0-3", "part")
}

fn builder(base: &str) -> ClientBuilder<Bearer> {
    Client::builder(format!("{base}/v1"))
        .bearer_token("hunter2")
        .default_header("x-api-key", "hunter2")
        .default_header("x-version", "3")
        .user_agent("me")
        .retry(callpoint::RetryPolicy::none())
}

/// The header fields that matter here.
fn fields(message: &str) -> Vec<&str> {
    let keys = [
        "content-range",
        "authorization",
        "x-api-key",
        "x-version",
        "x-part-key",
    ];
    let mut fields: Vec<_> = message
        .lines()
        .filter(|line| keys.iter().any(|key| line.starts_with(&format!("{key}: "))))
        .collect();
    fields.sort_unstable();
    fields
}

#[tokio::test]
async fn at_the_own_origin_the_target_is_sent_byte_for_byte() {
    let targets = [
        ("/v2/a%2Fb/%2f", "/v2/a%2Fb/%2f"),
        ("/a//b/", "/a//b/"),
        (
            "/a?X-Signature=a%2Bb%3D/~&_state=Zm9v-_&u=https://x/../y",
            "/a?X-Signature=a%2Bb%3D/~&_state=Zm9v-_&u=https://x/../y",
        ),
        ("/a?", "/a?"),
        (
            "/a;v=1/it's:(@)!$&*+,=|[]?b[0]=1|2",
            "/a;v=1/it's:(@)!$&*+,=|[]?b[0]=1|2",
        ),
        ("/a#part", "/a"),
        ("", "/"),
        ("?a=b", "/?a=b"),
    ];
    for (target, expected) in targets {
        for is_hyper in [false, true] {
            let listener = Listener::responding(EMPTY).await;
            let mut builder = builder(&listener.base);
            if is_hyper {
                builder = builder.transport(HyperTransport::new(Duration::from_secs(5)).unwrap());
            }
            let client = builder.build().unwrap();
            part()
                .call(&client)
                .at(format!("{}{target}", listener.base))
                .await
                .unwrap();
            let message = listener.message().await;
            assert!(
                message.starts_with(&format!("PATCH {expected} HTTP/1.1\r\n")),
                "{message}"
            );
            assert!(message.ends_with("\r\n\r\npart"), "{message}");
            assert_eq!(
                fields(&message),
                [
                    "authorization: Bearer hunter2",
                    "content-range: 0-3",
                    "x-api-key: hunter2",
                    "x-version: 3"
                ]
            );
        }
    }
}

/// Finishes an upload.
#[endpoint(PUT, "/uploads/<id>?final&<digest>&<part>", 204 => ())]
struct Finish {
    id: u64,
    #[secret]
    digest: &'static str,
    part: Option<u8>,
}

#[tokio::test]
async fn the_declared_query_follows_the_given_url() {
    let targets = [
        ("/a%2Fb", "/a%2Fb?final&digest=sha256%3A9%26"),
        ("/a?", "/a?final&digest=sha256%3A9%26"),
        ("/a?s=%2f&", "/a?s=%2f&final&digest=sha256%3A9%26"),
        ("/a?s=%2f#part", "/a?s=%2f&final&digest=sha256%3A9%26"),
        ("", "/?final&digest=sha256%3A9%26"),
    ];
    for (target, expected) in targets {
        let listener = Listener::responding(EMPTY).await;
        let client = builder(&listener.base).build().unwrap();
        let finish = Finish::new(7, "sha256:9&");
        let call = finish.call(&client);
        let url = format!("{}{target}", listener.base);
        call.at_with_query(url).await.unwrap();
        let message = listener.message().await;
        let expected = format!("PUT {expected} HTTP/1.1\r\n");
        assert!(message.starts_with(&expected), "{message}");
    }
    // A declaration without a query adds none, and what `at` refuses is refused.
    let listener = Listener::responding(EMPTY).await;
    let client = builder(&listener.base).build().unwrap();
    let bare = Bare::new(7).call(&client).at_with_query("/a").await;
    bare.unwrap();
    assert!(listener.message().await.starts_with("GET /a HTTP/1.1\r\n"));
    for url in ["/a/../b", "/a?b=c d", "https://evil.example/"] {
        let finish = Finish::new(7, "9").call(&client).at_with_query(url);
        let error = finish.await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error}");
    }
}

#[endpoint(GET, "/uploads/<id>", 204 => ())]
struct Bare {
    id: u64,
}

#[tokio::test]
async fn another_origin_gets_no_credentials() {
    for address in ["127.0.0.1", "::1"] {
        for is_hyper in [false, true] {
            let other = Listener::at(address, EMPTY).await;
            let mut builder = builder("https://api.example.com").allow_origin(&other.base);
            if is_hyper {
                builder = builder.transport(HyperTransport::new(Duration::from_secs(5)).unwrap());
            }
            let client = builder.build().unwrap();
            let url = format!("{}/bucket/it's%2F?X-Amz-Signature=0f%2B", other.base);
            part().key("own").call(&client).at(&url).await.unwrap();
            let host = other.host().to_owned();
            let message = other.message().await;
            assert!(
                message.starts_with("PATCH /bucket/it's%2F?X-Amz-Signature=0f%2B HTTP/1.1\r\n"),
                "{message}"
            );
            assert!(message.contains(&format!("host: {host}\r\n")), "{message}");
            assert!(!message.contains("hunter2"), "{message}");
            // What the declaration says is sent.
            assert_eq!(
                fields(&message),
                ["content-range: 0-3", "x-part-key: own", "x-version: 3"]
            );
        }
    }
}

/// A URL, and the error of the call.
const REFUSED: &[(&str, &str)] = &[
    ("https://evil.example/", FOREIGN),
    ("http://api.example.com/", FOREIGN),
    ("https://api.example.com:8443/", FOREIGN),
    ("//evil.example/", FOREIGN),
    ("https://cdn.example.net.evil.example/", FOREIGN),
    ("/uploads/../admin", "it has a `.` or `..` segment"),
    ("/uploads/%2e%2E/admin", "it has a `.` or `..` segment"),
    ("/a\\b", "it has a backslash"),
    ("/a b", "it has a character that must be percent-encoded"),
    (
        "/a?q='b'",
        "it has a character that must be percent-encoded",
    ),
    ("/a%zz", "it has a character that must be percent-encoded"),
    (
        "8",
        "it is neither absolute nor a path that begins with `/`",
    ),
    ("", "it is neither absolute nor a path that begins with `/`"),
    (
        "https://user:hunter2@api.example.com/",
        "it does not begin with `https://` or `http://` and a valid host",
    ),
    (
        "file:///etc/passwd",
        "it does not begin with `https://` or `http://` and a valid host",
    ),
];

const FOREIGN: &str = "";

#[tokio::test]
async fn what_is_refused_is_never_sent() {
    let client = builder("https://api.example.com")
        .allow_origin("https://cdn.example.net")
        .base::<Uploads>(Server::new("https://uploads.example.com"))
        .build()
        .unwrap();
    for (url, reason) in REFUSED {
        let error = part().call(&client).at(url).await.unwrap_err();
        let expected = if reason.is_empty() {
            "the given URL is at another origin than the endpoint; allow it on the client's builder: `.allow_origin(\"https://…\")`".to_owned()
        } else {
            format!("the given URL cannot be sent as it is: {reason}")
        };
        assert_eq!(
            error.to_string(),
            format!("PATCH /uploads/<id>?<page>: {expected}; nothing was sent"),
            "{url}"
        );
        assert!(!error.maybe_sent());
    }
    // The origin of an endpoint is that of its base.
    let error = Own
        .call(&client)
        .at("https://api.example.com/own")
        .await
        .unwrap_err();
    let Error::Build(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), BuildErrorKind::ForeignUrl);
    let error = part()
        .call(&client)
        .at("/a")
        .base_path("/v2")
        .await
        .unwrap_err();
    let Error::Build(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), BuildErrorKind::BasePath);
    let built = Client::builder("https://api.example.com")
        .allow_origin("cdn.example.net")
        .build();
    assert_eq!(built.unwrap_err().setting(), "allow_origin");
}

#[tokio::test]
async fn the_name_is_kept_in_errors() {
    let listener = Listener::responding(&b"HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n"[..]).await;
    let client = builder(&listener.base).build().unwrap();
    let error = part()
        .call(&client)
        .at("/given?sig=hunter2")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "PATCH /uploads/<id>?<page>: 500 Internal Server Error, a status that is not declared"
    );
}

#[tokio::test]
async fn a_mock_knows_the_endpoint() {
    let mock = MockTransport::new();
    mock.on::<SendPart>()
        .when(|request| request.header("content-range") == Some("0-3"))
        .status(204, ());
    let client = builder("https://api.example.com")
        .transport(mock.clone())
        .build()
        .unwrap();
    part().call(&client).at("/given?sig=hunter2").await.unwrap();
    assert_eq!(mock.calls::<SendPart>(), 1);
}

/// What may be shown of each request.
struct Shown(tokio::sync::mpsc::UnboundedSender<String>);

impl Transport for Shown {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let shown = callpoint::__private::Shown::redacted(&request, SendPart::META);
        self.0.send(shown.url).unwrap();
        let response = http::Response::builder().status(204).body(Body::empty());
        Box::pin(async move { Ok(response.unwrap()) })
    }
}

#[tokio::test]
async fn what_is_in_its_query_may_be_a_signature() {
    let (sender, mut shown) = tokio::sync::mpsc::unbounded_channel();
    let client = builder("https://api.example.com")
        .transport(Shown(sender))
        .build()
        .unwrap();
    part()
        .call(&client)
        .at("/given/7?page=2&sig=hunter2&flag")
        .await
        .unwrap();
    assert_eq!(
        shown.recv().await.unwrap(),
        "https://api.example.com/given/7?page=***&sig=***&***"
    );
}
