//! Several parameters in one segment: `<lat>,<lon>`. What a value contains never moves the place where the first ends.

use callpoint::{BuildErrorKind, Client, endpoint};
use callpoint_testing::MockTransport;

use crate::{build_error, target};

#[endpoint(GET, "/points/<lat>,<lon>/forecast")]
struct Forecast {
    lat: f64,
    lon: f64,
}

#[endpoint(GET, "/calls/v<sid>.<ext>", 200 => ())]
struct Call<'a> {
    sid: &'a str,
    #[secret]
    ext: &'a str,
}

#[endpoint(GET, "/<owner>/compare/<base>...<head>.diff", 200 => ())]
struct Compare<'a> {
    owner: &'a str,
    base: &'a str,
    head: &'a str,
}

#[endpoint(GET, "/<year: Display>-<month: Display>-<day>")]
struct Calendar {
    year: u16,
    month: u8,
    day: u8,
}

#[endpoint(GET, "/<a>;<b>")]
struct Semicolon<'a> {
    a: &'a str,
    b: &'a str,
}

#[test]
fn they_share_a_segment() {
    let cases = [
        (
            target(&Forecast::new(38.5, -9.0)),
            "/points/38.5,-9/forecast",
        ),
        (target(&Call::new("7/8", "json")), "/calls/v7%2F8.json"),
        (
            target(&Compare::new("me", "v1.0", "a/b")),
            "/me/compare/v1.0...a%2Fb.diff",
        ),
        (target(&Calendar::new(2026, 11, 28)), "/2026-11-28"),
        (target(&Semicolon::new("a,b", "c:d")), "/a,b;c:d"),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
}

#[test]
fn a_value_cannot_move_the_separator() {
    let ambiguous = [
        (build_error(&Call::new("a.b", "json")), "<sid>.<ext>"),
        (build_error(&Call::new("a", "tar.gz")), "<sid>.<ext>"),
        (build_error(&Call::new("..", "..")), "<sid>.<ext>"),
        (
            build_error(&Compare::new("me", "a...b", "c")),
            "<base>...<head>",
        ),
        // The dots at the end of the one and the start of the other make another place for the separator.
        (
            build_error(&Compare::new("me", "a.", "b")),
            "<base>...<head>",
        ),
        (
            build_error(&Compare::new("me", "a", ".b")),
            "<base>...<head>",
        ),
        // Encoded in the value, and sent as it is between them: a server that decodes first does not tell them apart.
        (build_error(&Semicolon::new("a;b", "c")), "<a>;<b>"),
    ];
    for (error, name) in ambiguous {
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::AmbiguousSegment, name)
        );
        assert_eq!(
            error.to_string().split(": ").nth(1),
            Some(&*format!(
                "the values of `{name}` could be separated in another way; nothing was sent"
            ))
        );
    }
    let empty = build_error(&Call::new("", "json"));
    assert_eq!(
        (empty.kind(), empty.name()),
        (BuildErrorKind::EmptyPath, "sid")
    );
}

#[tokio::test]
async fn mocks_and_curl_know_each() {
    let mock = MockTransport::new();
    mock.on::<Call<'static>>()
        .when(|request| request.path("sid") == Some("7/8") && request.path("ext") == Some("canary"))
        .reply(());
    mock.on::<Compare<'static>>().reply(());
    let client = Client::builder("https://api.example.com/base").transport(mock.clone());
    let client = client.build().unwrap();
    let call = Call::new("7/8", "canary");
    call.call(&client).await.unwrap();
    Compare::new("me", "v1.0", "a/b")
        .call(&client)
        .await
        .unwrap();
    let request = mock.requests::<Compare<'static>>().remove(0);
    let values = ["owner", "base", "head"].map(|name| request.path(name));
    assert_eq!(values, [Some("me"), Some("v1.0"), Some("a/b")]);
    let curl = client.curl(&call).unwrap().to_string();
    assert!(
        curl.contains("/calls/v7%2F8.***") && !curl.contains("canary"),
        "{curl}"
    );
}
