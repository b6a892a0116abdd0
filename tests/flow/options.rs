//! Options of a single call.

use std::time::Duration;

use callpoint::{
    BuildError, BuildErrorKind, Client, Error, TimeoutKind, TransportErrorKind, endpoint,
};

use crate::client;
use crate::memory::responding;
use crate::wire;
use callpoint_test_support::script::{Script, ScriptedResponse};

#[endpoint(GET, "/slow/<id>?fixed=1", timeout = "30s", 200 => String as Text)]
struct Slow {
    id: &'static str,
    #[header("x-mode")]
    mode: Option<&'static str>,
}

#[endpoint(POST, "/send", 200 => String as Text)]
struct Send {
    text: &'static str,
}

fn slow() -> Slow {
    Slow::new("a/b").mode("declared")
}

/// A client at that base that always gets a 200, and the requests it made.
async fn asked_of(
    base_path: &str,
    paths: &[&str],
) -> Result<String, Error<std::convert::Infallible>> {
    let server = Script::start([wire("200 OK", "", "ok")]).await;
    let client = client(&format!("{}{base_path}", server.base));
    let call = paths
        .iter()
        .fold(slow().call(&client), |call, path| call.base_path(path));
    let result = call.await;
    let received = server.received();
    match result {
        Ok(_) => Ok(received[0].target().to_owned()),
        Err(error) => {
            assert!(received.is_empty(), "{:?}", received[0].target());
            Err(error)
        }
    }
}

fn build_error<T>(result: Result<T, Error<std::convert::Infallible>>) -> BuildError {
    match result {
        Err(Error::Build(error)) => *error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was sent"),
    }
}

#[tokio::test]
async fn the_timeout_overrides_all_others() {
    let silence = || Script::start([ScriptedResponse::Silence(String::new())]);
    let short = Duration::from_millis(100);
    let server = silence().await;
    let error = slow()
        .call(&client(&server.base))
        .timeout(short)
        .await
        .unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
    // It may be longer than the client's.
    let server = Script::start([wire("200 OK", "", "ok")]).await;
    let impatient = Client::builder(&server.base)
        .timeout(Duration::from_nanos(1))
        .build()
        .unwrap();
    let call = Send::new("x")
        .call(&impatient)
        .timeout(Duration::from_secs(20));
    assert_eq!(call.await.unwrap(), "ok");
}

#[tokio::test]
async fn a_header_replaces_others() {
    let server = Script::start([wire("200 OK", "", "ok")]).await;
    let client = Client::builder(&server.base)
        .default_header("x-default", "client")
        .default_header("x-kept", "client")
        .build()
        .unwrap();
    let call = slow()
        .call(&client)
        .header("X-Mode", "call")
        .header("x-default", "call");
    call.header("x-new", "a b").await.unwrap();
    let received = server.received().remove(0);
    let cases = [
        ("x-mode", "call"),
        ("x-default", "call"),
        ("x-kept", "client"),
        ("x-new", "a b"),
    ];
    for (name, expected) in cases {
        let lines = received.head.lines();
        let lines = lines.filter(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")));
        assert_eq!(lines.count(), 1, "{name}");
        assert_eq!(received.header(name), Some(expected));
    }
}

#[tokio::test]
async fn invalid_headers() {
    let (client, asked) = responding(|_| panic!("nothing is sent"));
    let cases = [
        ("x y", "a"),
        ("", "a"),
        ("x-a", "a\r\nb: c"),
        ("x-a", "\0"),
        ("x\r\n", "a"),
    ];
    for (name, value) in cases {
        let error = build_error(slow().call(&client).header(name, value).await);
        assert_eq!(error.kind(), BuildErrorKind::InvalidHeader);
        assert_eq!(error.name(), name);
        // A later value does not clear the error.
        let call = slow().call(&client).header(name, value).header("x-b", "b");
        build_error(call.base_path("/v2").timeout(Duration::from_secs(1)).await);
    }
    assert!(asked.lock().unwrap().is_empty());
}

/// Rejected as by `#[header]` and `default_header`: the transport frames the message (RFC 9110, sections 7.2 and 8.6).
#[tokio::test]
async fn headers_that_frame_the_message() {
    for (name, value) in [
        ("content-length", "1"),
        ("Transfer-Encoding", "chunked"),
        ("host", "evil.example"),
        ("connection", "upgrade"),
    ] {
        let server = Script::start([wire("200 OK", "", "ok")]).await;
        let result = Send::new("x")
            .call(&client(&server.base))
            .header(name, value)
            .await;
        let heads: Vec<_> = server
            .received()
            .into_iter()
            .map(|message| message.head)
            .collect();
        assert!(heads.is_empty(), "{name} is sent: {heads:?}");
        assert_eq!(
            build_error(result).kind(),
            BuildErrorKind::InvalidHeader,
            "{name}"
        );
    }
}

/// As everywhere else: surrounding whitespace is lost in transit, and not all servers read UTF-8.
#[tokio::test]
async fn header_values_that_would_change_in_transit() {
    let (client, _) = responding(|_| http::Response::new("ok".into()));
    for value in [" a", "a\t", "é"] {
        let result = slow().call(&client).header("x-a", value).await;
        assert_eq!(
            build_error(result).kind(),
            BuildErrorKind::InvalidHeader,
            "{value:?}"
        );
    }
}

#[tokio::test]
async fn another_base_path() {
    let cases = [
        ("", "/v2", "/v2/slow/a%2Fb?fixed=1"),
        ("/v1", "/v2", "/v2/slow/a%2Fb?fixed=1"),
        ("/v1", "v2/", "/v2/slow/a%2Fb?fixed=1"),
        ("/v1", "", "/slow/a%2Fb?fixed=1"),
        ("/v1", "/", "/slow/a%2Fb?fixed=1"),
        ("/a/b", "/c/d/e", "/c/d/e/slow/a%2Fb?fixed=1"),
        ("/slow", "/x%20y", "/x%20y/slow/a%2Fb?fixed=1"),
    ];
    for (base, path, expected) in cases {
        assert_eq!(
            asked_of(base, &[path]).await.unwrap(),
            expected,
            "{base} {path}"
        );
    }
}

#[tokio::test]
async fn invalid_base_paths() {
    let paths = [
        "/v2?x=1",
        "/v2#x",
        "/..",
        "/v2/../admin",
        "/%2e%2e",
        "//evil.example",
        "/a//b",
        "/a b",
        "\\evil.example",
        "/é",
        "/a\r\nb",
    ];
    for path in paths {
        let error = build_error(asked_of("/v1", &[path]).await);
        assert_eq!(error.kind(), BuildErrorKind::BasePath, "{path}");
        assert!(error.to_string().ends_with("nothing was sent"), "{error}");
    }
}

/// The last value wins, as with the other options.
#[tokio::test]
async fn a_base_path_set_twice() {
    for base in ["", "/v1"] {
        let asked = asked_of(base, &["/v2", "/v3"]).await.unwrap();
        assert_eq!(asked, "/v3/slow/a%2Fb?fixed=1", "{base}");
    }
}
