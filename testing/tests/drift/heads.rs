//! Statuses, media types, headers.

use callpoint::{FromResponse, endpoint};

use crate::found;

#[endpoint(GET, "/links",
    200 "text/csv" => String as Text,
    200 => Vec<u8>,
    202 => Queued as Whole,
    404 => Gone { code: String },
    5xx => String as Text,
)]
struct ListLinks;

#[derive(Debug, FromResponse)]
#[expect(dead_code, reason = "only its shape matters")]
struct Queued {
    #[header("location")]
    location: String,
    #[header("x-eta")]
    eta: Option<u32>,
}

/// Any 2xx is a success.
#[endpoint(GET, "/raw")]
struct Raw;

#[endpoint(HEAD, "/head", 200 => ())]
struct Head;

type Case<'a> = (u16, &'a [(&'a str, &'a str)], &'a str, &'a [&'a str]);

const CASES: &[Case<'_>] = &[
    (200, &[("content-type", "application/json")], "[1]", &[]),
    (
        200,
        &[("content-type", "Application/JSON; charset=utf-8")],
        "[1]",
        &[],
    ),
    (
        200,
        &[("content-type", "application/vnd.acme+json")],
        "[1]",
        &[],
    ),
    (200, &[("content-type", "text/csv")], "1", &[]),
    (200, &[], "[1]", &[]),
    (
        200,
        &[("content-type", "text/html")],
        "<p>",
        &["UndeclaredMediaType "],
    ),
    (201, &[], "", &["UndeclaredStatus "]),
    (400, &[], "", &["UndeclaredStatus "]),
    (503, &[("content-type", "text/plain")], "x", &[]),
    (
        503,
        &[("content-type", "text/html")],
        "x",
        &["UndeclaredMediaType "],
    ),
    // Without a body nothing has a media type.
    (503, &[("content-type", "text/html")], "", &[]),
    (202, &[("location", "/jobs/7")], "", &[]),
    (202, &[("x-eta", "1")], "", &["MissingHeader location"]),
    (
        404,
        &[],
        r#"{"code": "gone", "more": 1}"#,
        &["UnknownField /more"],
    ),
];

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<bytes::Bytes> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.to_owned().into()).unwrap()
}

#[test]
fn statuses_media_types_and_headers() {
    for (status, headers, body, expected) in CASES {
        let found = found::<ListLinks>(response(*status, headers, body));
        assert_eq!(found, *expected, "{status} {headers:?} {body}");
    }
    assert_eq!(found::<Raw>(response(207, &[], "x")), [""; 0]);
    assert_eq!(found::<Raw>(response(404, &[], "x")), ["UndeclaredStatus "]);
    assert_eq!(
        found::<Head>(response(200, &[("content-type", "text/html")], "")),
        [""; 0]
    );
}
