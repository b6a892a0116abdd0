//! Outputs and declared errors as responses, which the client reads back.

use std::fmt::Debug;

use bytes::Bytes;
use callpoint::codec::Text;
use callpoint::serve::Serve;
use callpoint::{
    Body, BuildErrorKind, ByteStream, Endpoint, ErrorSet, Event, Events, FromResponse, JsonLines,
    RawResponse, endpoint,
};
use futures_util::StreamExt as _;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::answered;
use super::parameters::{Kind, Owner};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Problem {
    pub(super) code: String,
}

#[endpoint(GET, "/l", serve,
    200 | 201 => Ok(Link { id: u64, #[serde(rename = "Kind")] kind: Kind, note: Option<String>, #[serde(default)] tags: Vec<String> }),
    202 => String as Text,
    203 => Bytes as Raw,
    204 | 205 => Empty(()),
    206 => Owner as Xml,
    207 "application/vnd.a+json" => A(Vec<u8>),
    207 => B(Vec<i8>),
    208 "image/*" => Image(Bytes as Raw),
    226 => Option<Owner>,
    2xx => Other(Odd { #[serde(flatten)] owner: Owner }),
    400 | 404 => Rejected(Problem),
    4xx => Client(String as Text),
    500 => Gone(()),
    _ => Rest(Vec<Problem>),
)]
struct Many;

#[derive(Debug, PartialEq, FromResponse)]
#[serve]
pub(super) struct Download {
    #[status]
    pub(super) status: u16,
    #[header("etag")]
    pub(super) etag: Option<String>,
    #[header("x-pages")]
    pub(super) pages: u32,
    #[header("x-names")]
    pub(super) names: Vec<String>,
    #[body(Raw)]
    pub(super) content: Bytes,
}

#[derive(Debug, FromResponse)]
#[serve]
struct All {
    #[headers]
    headers: HeaderMap,
    #[body]
    body: Option<Owner>,
}

#[endpoint(GET, "/w", serve, 200 | 206 => Download as Whole)]
struct GetWhole;

#[endpoint(GET, "/w", serve, 200 => All as Whole)]
struct GetAll;

#[endpoint(GET, "/o", serve, 200 | 204 => Option<Vec<u8>>, 201 => Option<Vec<u8>> as Form)]
struct GetOne;

#[derive(Debug, PartialEq, ErrorSet)]
#[serve]
pub(super) enum Shared {
    #[status(400 | 409)]
    Rejected(Vec<Problem>),
    #[status(404 "application/problem+json")]
    NotFound(Problem),
    #[status(503)]
    Busy(Option<Problem>),
    #[status(5xx as Text)]
    Down(String),
}

#[endpoint(GET, "/s", serve, errors = Shared)]
struct Raw;

#[endpoint(GET, "/b", serve, 200 => ByteStream as Stream, 500 => ())]
struct Download2;

#[endpoint(GET, "/e", serve, 200 => Events<Problem> as Sse)]
struct Ticks;

#[endpoint(GET, "/n", serve, 200 => JsonLines<Problem> as NdJson)]
struct Rows;

fn owner() -> Owner {
    Owner {
        name: "a<b".to_owned(),
        kind: Kind::Daily,
    }
}

/// The status that is chosen, and that the output is read back.
#[track_caller]
fn is_output<E: Serve<Output: Debug, Error: std::error::Error>>(
    output: impl Fn() -> E::Output,
    asked: Option<u16>,
    expected: u16,
) {
    let asked = asked.map(|status| StatusCode::from_u16(status).unwrap());
    let response = answered(E::output_to_http(output(), asked).unwrap());
    assert_eq!(response.status(), expected);
    let read = E::from_http(response).unwrap();
    assert_eq!(format!("{read:?}"), format!("{:?}", output()));
}

#[track_caller]
fn is_error<E: Serve<Output: Debug, Error: std::error::Error>>(
    error: impl Fn() -> E::Error,
    asked: Option<u16>,
    expected: u16,
) {
    let asked = asked.map(|status| StatusCode::from_u16(status).unwrap());
    let response = answered(E::error_to_http(error(), asked).unwrap());
    assert_eq!(response.status(), expected);
    let read = E::from_http(response).unwrap_err();
    assert_eq!(
        format!("{:?}", read.api().unwrap()),
        format!("{:?}", error())
    );
}

#[test]
fn each_arm() {
    use ManyOutput as Output;
    let link = || {
        Output::Ok(Link {
            id: 1,
            kind: Kind::OnDemand,
            note: None,
            tags: vec!["x".to_owned()],
        })
    };
    is_output::<Many>(link, None, 200);
    is_output::<Many>(link, Some(201), 201);
    is_output::<Many>(|| Output::Accepted("é".to_owned()), None, 202);
    is_output::<Many>(
        || Output::NonAuthoritativeInformation(Bytes::from_static(b"\xff")),
        None,
        203,
    );
    is_output::<Many>(|| Output::Empty(()), None, 204);
    is_output::<Many>(|| Output::PartialContent(owner()), None, 206);
    is_output::<Many>(|| Output::A(vec![1]), None, 207);
    is_output::<Many>(|| Output::B(vec![-1]), None, 207);
    is_output::<Many>(|| Output::Image(Bytes::from_static(b"png")), None, 208);
    is_output::<Many>(|| Output::ImUsed(Some(owner())), None, 226);
    is_output::<Many>(|| Output::ImUsed(None), None, 226);
    let odd = || Output::Other(Odd { owner: owner() });
    is_output::<Many>(odd, None, 208);
    is_output::<Many>(odd, Some(299), 299);

    let problem = || Problem {
        code: "c".to_owned(),
    };
    is_error::<Many>(|| ManyError::Rejected(problem()), None, 400);
    is_error::<Many>(|| ManyError::Rejected(problem()), Some(404), 404);
    is_error::<Many>(|| ManyError::Client("x".to_owned()), None, 401);
    is_error::<Many>(|| ManyError::Gone(()), None, 500);
    is_error::<Many>(|| ManyError::Rest(vec![problem()]), None, 501);
}

#[test]
fn whole_responses() {
    let whole = |status| {
        move || Download {
            status,
            etag: None,
            pages: 3,
            names: vec!["a".to_owned(), "\"b, c\"".to_owned()],
            content: Bytes::from_static(b"\0"),
        }
    };
    is_output::<GetWhole>(whole(200), None, 200);
    is_output::<GetWhole>(whole(206), None, 206);
    is_output::<GetWhole>(whole(206), Some(206), 206);
    let all = || All {
        headers: [
            (
                http::header::CONTENT_TYPE,
                "application/x+json".parse().unwrap(),
            ),
            (http::header::ETAG, "\"1\"".parse().unwrap()),
        ]
        .into_iter()
        .collect(),
        body: Some(owner()),
    };
    is_output::<GetAll>(all, None, 200);
}

#[test]
fn optional_bodies() {
    is_output::<GetOne>(|| None, None, 204);
    is_output::<GetOne>(|| Some(vec![1]), None, 200);
    is_output::<GetOne>(|| None, Some(200), 200);
}

#[test]
fn shared_errors() {
    let problem = || Problem {
        code: "c".to_owned(),
    };
    is_error::<Raw>(|| Shared::Rejected(vec![problem()]), None, 400);
    is_error::<Raw>(|| Shared::Rejected(vec![problem()]), Some(409), 409);
    is_error::<Raw>(|| Shared::NotFound(problem()), None, 404);
    is_error::<Raw>(|| Shared::Busy(None), None, 503);
    is_error::<Raw>(|| Shared::Busy(Some(problem())), None, 503);
    is_error::<Raw>(|| Shared::Down("x".to_owned()), None, 500);
}

#[test]
fn responses_as_they_are() {
    let response = http::Response::builder().status(201).header("x-a", "b");
    let response = response.body(Bytes::from_static(b"abc")).unwrap();
    let written = answered(Raw::output_to_http(RawResponse::from(response), None).unwrap());
    let read = Raw::from_http(written).unwrap();
    assert_eq!(
        (read.status().as_u16(), &read.body()[..]),
        (201, &b"abc"[..])
    );
    assert_eq!(read.headers()["x-a"], "b");
}

/// A stream is passed on as it is.
#[test]
fn streams() {
    fn written<E: Serve>(body: &'static str) -> http::Response<Bytes> {
        let received = http::Response::builder().header("content-type", "text/event-stream");
        let received = received.body(Bytes::from_static(body.as_bytes())).unwrap();
        let output = E::from_http(received).unwrap_or_else(|_| panic!("it is a success"));
        answered(E::output_to_http(output, None).unwrap())
    }
    let events = "id: 1\ndata: {\"code\": \"a\"}\n\n";
    let rows = "{\"code\": \"a\"}\n{\"code\": \"b\"}\n";
    for (response, body, media_type) in [
        (
            written::<Download2>("abc"),
            "abc",
            "application/octet-stream",
        ),
        (written::<Ticks>(events), events, "text/event-stream"),
        (written::<Rows>(rows), rows, "application/x-ndjson"),
    ] {
        assert_eq!(response.body(), body);
        assert_eq!(response.headers()["content-type"], media_type);
    }
}

/// What a handler makes of values, a client reads.
#[test]
fn streams_of_values() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap();
    let problem = |code: &str| Problem {
        code: code.to_owned(),
    };
    let event =
        |name: &str, id: &str, code: &str| Event::new(name.to_owned(), id.into(), problem(code));
    let events = [
        event("message", "", "a\n\u{2028}b"),
        event("", "1", "b"),
        event("over", "1", "c"),
        event("over", "", ""),
    ];
    let ticks = Events::<Problem>::from_events(events).unwrap();
    let response = answered(Ticks::output_to_http(ticks, None).unwrap());
    assert_eq!(
        response.body(),
        "data: {\"code\":\"a\\n\u{2028}b\"}\n\nid: 1\ndata: {\"code\":\"b\"}\n\n\
         event: over\ndata: {\"code\":\"c\"}\n\nevent: over\nid: \ndata: {\"code\":\"\"}\n\n"
    );
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let events = Ticks::from_http(response).unwrap();
    let shown =
        |event: Event<Problem>| format!("{} {} {:?}", event.event, event.id, event.data.code);
    let read = events.map(|event| shown(event.unwrap()));
    let read: Vec<String> = runtime.block_on(read.collect());
    assert_eq!(
        read,
        [
            "message  \"a\\n\\u{2028}b\"",
            "message 1 \"b\"",
            "over 1 \"c\"",
            "over  \"\""
        ]
    );
    let text = |data: &str| Event::new(String::new(), "".into(), data.to_owned());
    let lines = Events::<String, Text>::from_events([text("a\n\nb"), text("")]).unwrap();
    let read = lines.map(|event| event.unwrap().data);
    let read: Vec<String> = runtime.block_on(read.collect());
    assert_eq!(read, ["a\n\nb", ""]);
    for event in [
        event("a\nb", "", ""),
        event("", "a\nb", ""),
        event("", "\0", ""),
    ] {
        Events::<Problem>::from_events([event]).unwrap_err();
    }
    Events::<String, Text>::from_events([text("a\rb")]).unwrap_err();

    let rows = JsonLines::from_items([problem("a"), problem("b\n")]).unwrap();
    let response = answered(Rows::output_to_http(rows, None).unwrap());
    assert_eq!(response.body(), "{\"code\":\"a\"}\n{\"code\":\"b\\n\"}\n");
    assert_eq!(response.headers()["content-type"], "application/x-ndjson");
    let bytes = ByteStream::from(Body::from("abc"));
    let response = answered(Download2::output_to_http(bytes, None).unwrap());
    assert_eq!(response.body(), "abc");
}

#[test]
fn statuses_that_are_not_declared() {
    let asked = |status| Some(StatusCode::from_u16(status).unwrap());
    let errors = [
        Many::output_to_http(ManyOutput::Empty(()), asked(200)).unwrap_err(),
        Many::error_to_http(ManyError::Client(String::new()), asked(404)).unwrap_err(),
        Many::error_to_http(ManyError::Client(String::new()), asked(200)).unwrap_err(),
        Many::error_to_http(ManyError::Rest(Vec::new()), asked(204)).unwrap_err(),
        Raw::output_to_http(RawResponse::from(http::Response::default()), asked(201)).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), BuildErrorKind::UndeclaredStatus, "{error}");
    }
    let whole = Download {
        status: 201,
        etag: None,
        pages: 0,
        names: Vec::new(),
        content: Bytes::new(),
    };
    let error = GetWhole::output_to_http(whole, None).unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (BuildErrorKind::UndeclaredStatus, "201")
    );
}

#[test]
fn values_that_cannot_be_read_back() {
    let whole = |etag: Option<&str>, name: &str| Download {
        status: 200,
        etag: etag.map(str::to_owned),
        pages: 0,
        names: vec![name.to_owned()],
        content: Bytes::new(),
    };
    for (value, name) in [
        (whole(Some(" a"), "n"), "etag"),
        (whole(Some("a\nb"), "n"), "etag"),
        (whole(None, "a, b"), "x-names"),
    ] {
        let error = GetWhole::output_to_http(value, None).unwrap_err();
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::InvalidHeader, name)
        );
    }
}
