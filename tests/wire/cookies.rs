//! Cookies: pairs in one header (RFC 6265, section 4.2). A value cannot become another cookie.

use callpoint::meta::FieldLocation;
use callpoint::{BuildErrorKind, Client, Endpoint, endpoint};
use callpoint_testing::MockTransport;
use serde::Serialize;

use crate::{base, build_error, sent};

#[derive(Clone, Serialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Fast,
}

struct Version(u8, u8);

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

#[endpoint(GET, "/c", header = "Cookie: consent=1", 200 => ())]
struct Get<'a> {
    #[cookie("debug")]
    debug: Option<u8>,
    #[cookie("__Host-session")]
    #[secret]
    session: &'a str,
    #[cookie("mode")]
    mode: Option<Mode>,
    #[cookie("v", Display)]
    version: Option<Version>,
}

#[endpoint(GET, "/c")]
struct One<'a> {
    #[cookie("a")]
    a: &'a str,
}

#[test]
fn all_are_one_header() {
    let cases = [
        (sent(&One::new("x")), "a=x"),
        (sent(&One::new("")), "a="),
        (
            sent(&One::new("a=b!#$%&'()*+-./:<>?@[]^_`{|}~")),
            "a=a=b!#$%&'()*+-./:<>?@[]^_`{|}~",
        ),
        (sent(&Get::new("s")), "consent=1; __Host-session=s"),
        (
            sent(
                &Get::new("s")
                    .debug(7)
                    .mode(Mode::Fast)
                    .version(Version(1, 2)),
            ),
            "consent=1; debug=7; __Host-session=s; mode=fast; v=1.2",
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, format!("GET /c\naccept: */*\ncookie: {expected}\n\n"));
    }
    let request = One::new("x").to_http(&base()).unwrap();
    assert!(request.headers()["cookie"].is_sensitive());
}

#[test]
fn what_no_cookie_can_hold_is_an_error() {
    for value in [
        "canary; admin=1",
        "canary;",
        "a canary",
        "canary,",
        "\"canary\"",
        "canary\\",
        "canary\r\nX: 1",
        "canary\0",
        "canaryé",
        "canary\t",
    ] {
        let error = build_error(&One::new(value));
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::InvalidCookie, "a"),
            "{value:?}"
        );
        assert_eq!(
            error.to_string(),
            "GET /c: cookie `a` has a value that is not valid in a cookie; nothing was sent"
        );
        assert!(!format!("{error:?} {:?}", error.detail()).contains("canary"));
    }
    #[endpoint(GET, "/c")]
    struct Any<T: Serialize> {
        #[cookie("a")]
        a: T,
    }
    for error in [
        build_error(&Any::new(vec![1, 2])),
        build_error(&Any::new(("a", 1))),
    ] {
        assert_eq!(error.kind(), BuildErrorKind::Unformattable);
    }
}

/// Metadata, mocks, curl and documents know cookies, and none shows a secret.
#[tokio::test]
async fn everything_knows_them() {
    let locations: Vec<_> = (Get::META.parameters.iter())
        .map(|it| (it.name, it.location, it.secret))
        .collect();
    assert_eq!(
        locations[1],
        ("__Host-session", FieldLocation::Cookie, true)
    );
    let mock = MockTransport::new();
    mock.on::<Get<'static>>()
        .when(|request| request.cookie("debug") == Some("7"))
        .reply(());
    let client = Client::builder("https://api.example.com").transport(mock.clone());
    let client = client.build().unwrap();
    let get = Get::new("canary").debug(7);
    get.call(&client).await.unwrap();
    let request = mock.requests::<Get<'static>>().remove(0);
    assert_eq!(request.cookie("__Host-session"), Some("canary"));
    assert_eq!(request.cookie("mode"), None);
    assert!(!format!("{request:?}").contains("canary"));
    assert!(!client.curl(&get).unwrap().to_string().contains("canary"));
    let file = callpoint_documents::http_file(&[Get::META]).to_string();
    assert!(file.contains("\nCookie: __Host-session={{"), "{file}");
}

#[test]
#[should_panic(expected = "`Get` has no cookie `debag`; did you mean `debug`?")]
fn a_misspelt_cookie_in_a_test() {
    let mock = MockTransport::new();
    mock.on::<Get<'static>>()
        .when(|request| request.cookie("debag").is_some())
        .reply(());
    let client = Client::builder("https://api.example.com").transport(mock);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let client = client.build().unwrap();
    let _ = runtime.block_on(Get::new("x").call(&client).into_future());
}
