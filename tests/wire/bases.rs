//! The base URL: the template is appended to it, never joined; an ambiguous base URL is an error.

use std::error::Error as _;

use callpoint::{BaseUrl, Client, Endpoint, endpoint};

use callpoint_test_support::listener::{EMPTY, Listener};

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
async fn the_template_is_appended_on_the_wire() {
    for (path, expected) in [
        ("", "/links/"),
        ("/", "/links/"),
        ("/v1", "/v1/links/"),
        ("/v1/", "/v1/links/"),
    ] {
        let listener = Listener::responding(EMPTY).await;
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

const HOST: &str = "its host is not valid";
const PORT: &str = "its port must be a number from 1 to 65535";
const ASCII: &str =
    "its host has letters outside ASCII; write its ASCII form, which starts with `xn--`";
const RELATIVE: &str = "it must be absolute, like `https://api.example.com`";
const USER: &str = "it must have no user information; give credentials to the client's builder";
const DOTS: &str = "its path has a `.` or `..` segment";
const PATH: &str = "its path has a character that must be percent-encoded";

/// An invalid base URL, and why.
const INVALID: &[(&str, &str)] = &[
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
    ("https://h:hunter2", PORT),
    ("https://h:99999", PORT),
    ("https://h:", PORT),
    ("https://[::1", HOST),
    ("https://a b", HOST),
    ("https://hünter2.example", ASCII),
    ("https://h/hünter2", PATH),
    ("https://h/hunter2 x", PATH),
    ("https://h/hunter2\r\n", PATH),
    // URL libraries would read these ports in different ways, or not at all.
    ("https://h:+80", PORT),
    ("https://h:-1", PORT),
    ("https://h:0", PORT),
    ("https://h:65536", PORT),
    ("https://h:080", PORT),
    ("https://h:8 0", PORT),
    ("https://[::1]:+80", PORT),
    ("https://h:80:80", HOST),
    // A zone belongs to this machine and means nothing to a server (RFC 9110, section 4.2.2).
    ("https://[fe80::1%25eth0]", HOST),
    ("https://[fe80::1%eth0]:8443", HOST),
    ("https://[]", HOST),
    ("https://[::1]x", HOST),
    ("https://[1.2.3.4]", HOST),
    ("https://[v1.hunter2]", HOST),
    ("https://::1", HOST),
    ("https://h%75nter2.example", HOST),
    ("https://%68", HOST),
    ("https://hunter2..example", HOST),
    ("https://.hunter2", HOST),
    ("https://.", HOST),
    ("https://hunter2!", HOST),
    ("https://h\u{7f}", HOST),
    ("https://h\t", HOST),
    ("https://h ", HOST),
    ("https://256.1.1.1", HOST),
    ("https://1.2.3.4.5", HOST),
    ("https://1.0x1ffffff", HOST),
    ("https://bücher.example:8443/v1", ASCII),
    ("https://例え.jp", ASCII),
    // A letter of another alphabet that only looks like one of this name.
    ("https://\u{ff48}.example", ASCII),
    ("https://h/a\"b", PATH),
    ("https://h/{hunter2}", PATH),
    ("https://h/100%", PATH),
    ("https://h/%zz", PATH),
];

#[test]
fn a_valid_host_is_kept() {
    for base in [
        "https://xn--bcher-kva.example",
        "https://api.example.com.",
        "http://my_service-1:8080",
        "http://127.0.0.1:1/v1",
        "http://[::1]:65535",
        "http://[::ffff:127.0.0.1]",
        "https://API.Example.com",
        "https://h/~a/b_c-d.e;f=1,2/@x:y/100%25",
    ] {
        assert_eq!(BaseUrl::parse(base).unwrap().as_str(), base);
    }
}

#[test]
fn an_invalid_base_url_is_an_error() {
    let outcome = |base: &'static str| match Client::builder(base).build() {
        Ok(client) => (base, format!("{client:?}")),
        Err(error) => {
            let source = error.source().unwrap().to_string();
            assert_eq!(
                (error.setting(), error.to_string().as_str()),
                ("base_url", "base_url: is not a valid base URL")
            );
            let shown = format!("{error:?} {source} {:?}", error.source());
            assert!(
                !shown.contains("hunter2") && !shown.contains("hünter2"),
                "{shown}"
            );
            (base, source)
        }
    };
    let unlike: Vec<_> = INVALID
        .iter()
        .map(|&(base, why)| (outcome(base), why))
        .filter(|((_, got), why)| got != why)
        .collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
}
