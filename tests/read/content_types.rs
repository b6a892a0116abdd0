//! Responses of one status, told apart by their media types: `200 "text/event-stream" => …, 200 => …`.

use callpoint::meta::BodyMode;
use callpoint::stream::Events;
use callpoint::{Bytes, Client, Endpoint, Error, ErrorSet, ProblemDetails, endpoint};
use callpoint_testing::MockTransport;
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Completion {
    text: String,
}

#[derive(Debug, Deserialize)]
struct Chunk {
    delta: String,
}

#[endpoint(GET, "/chat",
    200 "text/event-stream" => Events<Chunk> as Sse,
    200 => Completion,
)]
struct Chat;

#[endpoint(GET, "/file",
    200 "image/png" => Image(Bytes as Raw),
    200 "text/*" => String as Text,
    404 "application/problem+json" => ProblemDetails,
    404 => String as Text,
    _ => Other(()),
)]
struct File;

#[derive(Debug, ErrorSet)]
enum Failure {
    #[status(4xx "application/problem+json")]
    Problem(ProblemDetails),
    #[status(400 "text/plain" as Text)]
    Text(String),
}

#[endpoint(GET, "/shared", 200 "application/json" => Completion, errors = Failure)]
struct Shared;

fn response(status: u16, media_type: Option<&str>, body: &'static str) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status);
    if let Some(media_type) = media_type {
        response = response.header("content-type", media_type);
    }
    response.body(body.into()).unwrap()
}

fn outcome<E: Endpoint<Output: std::fmt::Debug, Error: std::fmt::Debug>>(
    status: u16,
    media_type: Option<&str>,
    body: &'static str,
) -> String {
    match E::from_http(response(status, media_type, body)) {
        Ok(output) => format!("{output:?}"),
        Err(Error::Api(error)) => format!("Api: {:?}", error.body),
        Err(Error::Decode(error)) => format!("Decode: {}", error.failure()),
        Err(Error::Unexpected(error)) => format!("Unexpected: {}", error.status()),
        Err(other) => format!("{other}"),
    }
}

#[test]
fn the_media_type_chooses() {
    let file: [(u16, Option<&str>, &'static str, &str); 12] = [
        (200, Some("image/png"), "p", "Image(b\"p\")"),
        (200, Some("IMAGE/PNG; q=1"), "p", "Image(b\"p\")"),
        (200, Some("text/plain"), "t", "OkText(\"t\")"),
        (200, Some("text/csv; charset=utf-8"), "t", "OkText(\"t\")"),
        (
            200,
            Some("application/json"),
            "{}",
            "Decode: expected image/png or text/*, got application/json",
        ),
        (
            200,
            Some("x/canary"),
            "",
            "Decode: expected image/png or text/*, got another media type",
        ),
        (
            200,
            None,
            "t",
            "Decode: expected image/png or text/*, got no media type",
        ),
        (404, Some("text/html"), "<p>", "Api: NotFound(\"<p>\")"),
        (404, None, "gone", "Api: NotFound(\"gone\")"),
        (500, Some("text/html"), "<p>", "Api: Other(())"),
        (201, Some("text/html"), "<p>", "Api: Other(())"),
        (503, None, "", "Api: Other(())"),
    ];
    for (status, media_type, body, expected) in file {
        let got = outcome::<File>(status, media_type, body);
        assert_eq!(got, expected, "{status} {media_type:?}");
    }
    let problem = outcome::<File>(404, Some("application/problem+json"), r#"{"title":"x"}"#);
    assert!(
        problem.starts_with("Api: NotFoundProblemJson("),
        "{problem}"
    );
    let shared = [
        (400, Some("text/plain"), "t", "Api: Text(\"t\")"),
        (
            400,
            Some("text/html"),
            "<p>",
            "Decode: expected application/problem+json or text/plain, got text/html",
        ),
        (
            404,
            Some("text/plain"),
            "t",
            "Decode: expected application/problem+json, got text/plain",
        ),
        (
            500,
            Some("text/plain"),
            "t",
            "Unexpected: 500 Internal Server Error",
        ),
        (
            200,
            Some("text/html"),
            "<p>",
            "Decode: expected application/json, got text/html",
        ),
    ];
    for (status, media_type, body, expected) in shared {
        let got = outcome::<Shared>(status, media_type, body);
        assert_eq!(got, expected, "{status} {media_type:?}");
    }
}

#[test]
fn the_metadata_chooses_as_the_code_does() {
    let mode = |media_type| {
        let declared = Chat::META.response_of_type(200, media_type);
        declared.map(|declared| declared.codec.mode)
    };
    assert_eq!(mode(Some("text/event-stream")), Some(BodyMode::Streamed));
    assert_eq!(mode(Some("application/json")), Some(BodyMode::Whole));
    assert_eq!(mode(None), Some(BodyMode::Whole));
    let variant = |status, media_type| {
        let declared = File::META.response_of_type(status, media_type);
        declared.and_then(|declared| declared.variant)
    };
    assert_eq!(variant(200, Some("image/png")), Some("Image"));
    assert_eq!(variant(200, Some("text/csv")), Some("OkText"));
    assert_eq!(variant(200, Some("a/b")), None);
    assert_eq!(variant(404, Some("a/b")), Some("NotFound"));
    assert_eq!(variant(500, None), Some("Other"));
}

#[test]
fn accept_lists_all() {
    let base = callpoint::BaseUrl::parse("https://api.example.com").unwrap();
    for (request, expected) in [
        (Chat.to_http(&base), "text/event-stream, application/json"),
        (File.to_http(&base), "image/png, text/*"),
        (Shared.to_http(&base), "application/json"),
    ] {
        assert_eq!(request.unwrap().headers()["accept"], expected);
    }
}

fn client(mock: &MockTransport) -> Client {
    let client = Client::builder("http://mock.test").transport(mock.clone());
    client.build().unwrap()
}

/// The client streams only what the media type says is a stream.
#[tokio::test]
async fn a_stream_or_a_value() {
    let mock = MockTransport::new();
    let value = Completion { text: "a".into() };
    mock.on::<Chat>()
        .reply(&value)
        .then()
        .stream(["data: {\"delta\":\"x\"}\n\n", "data: {\"delta\":\"y\"}\n\n"])
        .then()
        .header("content-type", "application/vnd.acme+json")
        .reply(&value);
    let client = client(&mock);
    for _ in 0..3 {
        match Chat.call(&client).await.unwrap() {
            ChatOutput::Ok(completion) => assert_eq!(completion, value),
            ChatOutput::OkEventStream(events) => {
                let texts = events.map(|event| event.unwrap().data.delta);
                assert_eq!(texts.collect::<Vec<_>>().await, ["x", "y"]);
            }
        }
    }
    mock.verify();
}

#[endpoint(GET, "/one",
    200 "text/plain" => String as Text,
    200 "text/html" => String as Text,
)]
struct One;

/// With one type there is no enum.
#[test]
fn one_type_for_all() {
    for media_type in ["text/plain", "text/html"] {
        let text: String = One::from_http(response(200, Some(media_type), "t")).unwrap();
        assert_eq!(text, "t");
    }
    assert_eq!(
        outcome::<One>(200, Some("text/csv"), ""),
        "Decode: expected text/plain or text/html, got text/csv"
    );
}
