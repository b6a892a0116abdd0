//! The base URL: the template is appended to it, never joined; what cannot be meant is refused.

use std::error::Error as _;

use callpoint::{BaseUrl, Client, Endpoint, endpoint};

use crate::listener::{EMPTY, Listener};

#[endpoint(GET, "/links", 204 => ())]
struct Bare;

#[endpoint(GET, "/links/", 204 => ())]
struct Closed;

#[endpoint(GET, "/", 204 => ())]
struct Root;

#[endpoint(GET, "/<id>?<page>", 204 => ())]
struct Value<'a> {
    id: &'a str,
    page: Option<u8>,
}

#[test]
fn the_template_is_appended() {
    let cases = [
        ("https://h", "https://h"),
        ("https://h/", "https://h"),
        ("https://h:8443", "https://h:8443"),
        ("https://h/v1", "https://h/v1"),
        ("https://h/v1/", "https://h/v1"),
        ("http://[::1]:80/a/b%20c/", "http://[::1]:80/a/b%20c"),
        ("HTTPS://h/V1", "https://h/V1"),
    ];
    for (base, expected) in cases {
        let base = BaseUrl::parse(base).unwrap();
        let url = |request: http::Request<callpoint::Body>| request.uri().to_string();
        assert_eq!(
            url(Bare.to_http(&base).unwrap()),
            format!("{expected}/links")
        );
        assert_eq!(
            url(Closed.to_http(&base).unwrap()),
            format!("{expected}/links/")
        );
        assert_eq!(url(Root.to_http(&base).unwrap()), format!("{expected}/"));
        assert_eq!(
            url(Value::new("/evil.com").page(1).to_http(&base).unwrap()),
            format!("{expected}/%2Fevil.com?page=1")
        );
        assert_eq!(
            url(Value::new("@evil.com:80").to_http(&base).unwrap()),
            format!("{expected}/@evil.com:80")
        );
    }
}

#[tokio::test]
async fn and_sent_so() {
    for (path, expected) in [
        ("", "/links/"),
        ("/", "/links/"),
        ("/v1", "/v1/links/"),
        ("/v1/", "/v1/links/"),
    ] {
        let listener = Listener::answering(EMPTY).await;
        let client = Client::builder(format!("{}{path}", listener.base))
            .build()
            .unwrap();
        Closed::new().call(&client).await.unwrap();
        let message = listener.message().await;
        assert!(
            message.starts_with(&format!("GET {expected} HTTP/1.1\r\n")),
            "{message}"
        );
    }
}

const HOST: &str = "its host or port is not valid";
const RELATIVE: &str = "it must be absolute, like `https://api.example.com`";
const USER: &str = "it must have no user information; give credentials to the client's builder";
const DOTS: &str = "its path has a `.` or `..` segment";
const PATH: &str = "its path has a character that must be percent-encoded";

/// A text that is no base URL, and why.
const REFUSED: &[(&str, &str)] = &[
    ("", RELATIVE),
    ("hunter2.example.com", RELATIVE),
    ("//hunter2.example.com", RELATIVE),
    ("/hunter2", RELATIVE),
    ("https:hunter2", RELATIVE),
    ("ftp://hunter2", "its scheme must be `http` or `https`"),
    ("file:///hunter2", "its scheme must be `http` or `https`"),
    (" https://hunter2", "its scheme must be `http` or `https`"),
    ("https://user:hunter2@h", USER),
    ("https://hunter2@h/v1", USER),
    ("https://@h", USER),
    (
        "https://h?key=hunter2",
        "it must have no query; a fixed query pair belongs in the template",
    ),
    (
        "https://h/hunter2?",
        "it must have no query; a fixed query pair belongs in the template",
    ),
    ("https://h/#hunter2", "it must have no fragment"),
    ("https://h/../hunter2", DOTS),
    ("https://h/hunter2/..", DOTS),
    ("https://h/./hunter2", DOTS),
    ("https://h/%2e%2E/hunter2", DOTS),
    ("https://h//hunter2", "its path has an empty segment (`//`)"),
    (
        "https://h/hunter2//",
        "its path has an empty segment (`//`)",
    ),
    ("https://h\\hunter2", "it has a backslash"),
    ("https:\\\\hunter2", "it has a backslash"),
    ("https://", HOST),
    ("https:///hunter2", HOST),
    ("https://:80", HOST),
    ("https://h:hunter2", HOST),
    ("https://h:99999", HOST),
    ("https://h:", HOST),
    ("https://[::1", HOST),
    ("https://a b", HOST),
    ("https://hünter2.example", HOST),
    ("https://h/hünter2", PATH),
    ("https://h/hunter2 x", PATH),
    ("https://h/hunter2\r\n", PATH),
];

#[test]
fn what_cannot_be_meant_is_refused() {
    let outcome = |base: &'static str| match Client::builder(base).build() {
        Ok(client) => (base, format!("{client:?}")),
        Err(error) => {
            let source = error.source().unwrap().to_string();
            assert_eq!(
                (error.setting(), error.to_string().as_str()),
                ("base_url", "base_url: is not usable")
            );
            let shown = format!("{error:?} {source} {:?}", error.source());
            assert!(
                !shown.contains("hunter2") && !shown.contains("hünter2"),
                "{shown}"
            );
            (base, source)
        }
    };
    let unlike: Vec<_> = REFUSED
        .iter()
        .map(|&(base, why)| (outcome(base), why))
        .filter(|((_, got), why)| got != why)
        .collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
}
