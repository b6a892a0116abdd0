//! Any response becomes a value or an error that keeps the response.

use callpoint::{Bytes, Endpoint, Error, FromResponse, ProblemDetails, endpoint};
use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
struct Link {
    id: u64,
    owner: Option<Owner>,
    tags: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Owner {
    name: String,
}

#[derive(Debug, FromResponse)]
struct Download {
    #[status]
    status: u16,
    #[header("x-pages")]
    pages: Option<u32>,
    #[body(Raw)]
    content: Bytes,
}

#[endpoint(GET, "/links/<id>",
    200 => Link,
    201 => Text(String as Text),
    202 => Raw(Bytes as Raw),
    203 => Form(Owner as Form),
    205 | 206 => Feed(Owner as Xml),
    204 => Maybe(Option<Link>),
    207 => Whole(Download as Whole),
    3xx => Moved(()),
    400 | 422 => Rejected(Vec<Owner>),
    401 => Denied(String as Text),
    4xx => Failed(ProblemDetails),
    503 => Down { since: f64, nested: std::collections::BTreeMap<String, Vec<Option<bool>>> },
)]
struct GetLink {
    id: u64,
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let known = vec![
        "",
        "{}",
        "[]",
        "null",
        "{\"id\":7,\"tags\":[]}",
        "{\"id\":7,\"owner\":{\"name\":\"x\"},\"tags\":[\"a\"]}",
        "{\"id\":\"7\",\"tags\":[]}",
        "{\"id\":7,\"id\":8,\"tags\":[]}",
        "[{\"name\":\"x\"},{}]",
        "name=x",
        "name=%ff&name=",
        "&=&%",
        "<Owner><name>x</name></Owner>",
        "<Owner><name>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Owner>&b;</Owner>",
        "{\"since\":1e999,\"nested\":{\"a\":[true,null,7]}}",
        "{\"nested\":{\"a.b[0]\":[1]}}",
        "\u{feff}{}",
        "NaN",
        "{\"type\":7}",
    ];
    prop_oneof![
        2 => any::<Vec<u8>>(),
        3 => proptest::sample::select(known.clone()).prop_map(|text| text.as_bytes().to_vec()),
        // Almost a declared body.
        3 => (proptest::sample::select(known), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
            let mut bytes = text.as_bytes().to_vec();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        }),
        1 => any::<String>().prop_map(String::into_bytes),
    ]
}

fn headers() -> impl Strategy<Value = HeaderMap> {
    let known = vec![
        ("content-type", "application/json"),
        ("content-type", "text/html; charset=utf-8"),
        ("content-type", "text/plain; charset=iso-8859-1"),
        ("content-type", ";"),
        ("content-type", "application/xml"),
        ("x-pages", "7"),
        ("x-pages", "seven"),
        ("content-length", "-1"),
        ("retry-after", "99999999999999999999"),
        ("retry-after", "Mon, 23 Nov 2026 10:00:00 GMT"),
        ("x-request-id", "r-1"),
    ];
    let known = proptest::sample::select(known).prop_map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    });
    let wild = (
        proptest::sample::select(vec![
            "content-type",
            "x-pages",
            "retry-after",
            "x-request-id",
        ]),
        any::<Vec<u8>>(),
    );
    let wild = wild.prop_filter_map("a value that no header can have", |(name, value)| {
        Some((
            HeaderName::from_static(name),
            HeaderValue::from_bytes(&value).ok()?,
        ))
    });
    let field = prop_oneof![3 => known, 1 => wild];
    proptest::collection::vec(field, 0..4).prop_map(|fields| {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(name, value);
        }
        headers
    })
}

fn response(status: u16, headers: &HeaderMap, body: &[u8]) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response.headers_mut().clone_from(headers);
    response
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn nothing_is_lost(
        status in prop_oneof![3 => proptest::sample::select(vec![200_u16, 201, 202, 203, 204, 205, 206, 207, 301, 400, 401, 404, 422, 500, 503]), 1 => 100_u16..1000],
        headers in headers(),
        body in body(),
    ) {
        match GetLink::from_http(response(status, &headers, &body)) {
            Ok(output) => {
                prop_assert!(matches!(status, 200..=207 | 300..=399));
                match output {
                    GetLinkOutput::Raw(bytes) => prop_assert_eq!(&bytes[..], body),
                    GetLinkOutput::Whole(whole) => {
                        prop_assert_eq!((whole.status, &whole.content[..]), (status, &body[..]));
                        prop_assert_eq!(whole.pages.is_some(), headers.contains_key("x-pages"));
                    }
                    GetLinkOutput::Ok(link) => prop_assert_eq!(link, serde_json::from_slice(&body).unwrap()),
                    _ => {}
                }
            }
            Err(error) => {
                prop_assert_eq!(error.status().unwrap().as_u16(), status);
                prop_assert_eq!(error.headers().unwrap(), &headers);
                prop_assert_eq!(&error.body().unwrap()[..], &body[..]);
                prop_assert!(error.maybe_sent());
                // Every accessor and text of the error works.
                let _ = (error.retry_after(), error.request_id(), error.is_retryable(), error.is_timeout());
                let text = format!("{error} {error:?}");
                prop_assert!(text.starts_with("GET /links/<id>: "), "{}", text);
                let is_declared = matches!(status, 200..=207 | 300..=499 | 503);
                match error {
                    Error::Api(_) => prop_assert!(matches!(status, 400..=499 | 503)),
                    Error::Decode(_) => prop_assert!(is_declared),
                    Error::Unexpected(_) => prop_assert!(!is_declared),
                    other => prop_assert!(false, "{other:?}"),
                }
            }
        }
    }
}
