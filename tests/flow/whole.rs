//! Status, headers and body of a response as one type.

use callpoint::{Bytes, Endpoint, Error, FromResponse, endpoint};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::client;
use crate::{response, wire};
use callpoint_test_support::script::Script;

#[derive(Debug, FromResponse)]
struct Download {
    #[status]
    status: StatusCode,
    #[header("ETag")]
    etag: Option<String>,
    #[header("x-pages")]
    pages: u32,
    #[header("x-rate")]
    rate: Option<f32>,
    #[headers]
    all: HeaderMap,
    #[body(Raw)]
    content: Bytes,
}

#[endpoint(GET, "/files/<id>", 200 | 206 => Download as Whole, 404 => Missing(Problem as Whole))]
struct GetFile {
    id: u8,
}

#[derive(Debug, FromResponse)]
struct Problem {
    #[status]
    status: u16,
    #[body]
    body: Body,
}

#[derive(Debug, Deserialize)]
struct Body {
    code: String,
}

#[derive(Debug, FromResponse)]
struct Note {
    #[header("x-author")]
    author: String,
    #[body(Text)]
    text: String,
}

#[endpoint(GET, "/note", 200 => Note as Whole)]
struct GetNote;

#[derive(Debug, FromResponse)]
struct Count {
    #[header("x-total")]
    total: u64,
}

#[endpoint(GET, "/items", 200 | 201 => Count as Whole)]
struct CountItems;

/// The error's text, and the decoder's own message.
fn failure<T: std::fmt::Debug, E: std::fmt::Display>(result: Result<T, Error<E>>) -> String {
    match result {
        Err(Error::Decode(error)) => error.failure().to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_parts_of_a_response() {
    let headers = [("etag", "\"v1\""), ("x-pages", " 3 "), ("x-more", "y")];
    let download = GetFile::from_http(response(206, &headers, "text")).unwrap();
    assert_eq!(download.status, 206);
    assert_eq!(download.etag.as_deref(), Some("\"v1\""));
    assert_eq!((download.pages, download.rate), (3, None));
    assert_eq!(
        (download.all.len(), &download.all["x-more"]),
        (3, &"y".parse().unwrap())
    );
    assert_eq!(download.content, "text");
    let headers = [("x-pages", "0"), ("x-rate", "1.5")];
    let download = GetFile::from_http(response(200, &headers, "")).unwrap();
    assert_eq!((download.etag, download.rate), (None, Some(1.5)));
    let headers = [("x-author", "ann"), ("content-type", "text/plain")];
    let note = GetNote::from_http(response(200, &headers, "hi")).unwrap();
    assert_eq!((note.author.as_str(), note.text.as_str()), ("ann", "hi"));
}

#[test]
fn an_error_response_as_a_whole() {
    let error = GetFile::from_http(response(404, &[], r#"{"code":"x"}"#)).unwrap_err();
    let missing = error.api().unwrap().as_missing().unwrap();
    assert_eq!((missing.status, missing.body.code.as_str()), (404, "x"));
    let wrong = failure(GetFile::from_http(response(404, &[], r#"{"code":1}"#)));
    assert_eq!(wrong, "at code: invalid type: integer, expected a string");
}

#[test]
fn headers_that_are_missing_or_wrong() {
    let get = |headers: &[(&str, &str)]| failure(GetFile::from_http(response(200, headers, "x")));
    assert_eq!(get(&[]), "expected a header `x-pages`");
    for wrong in ["three", "-1", "", "1, 2"] {
        let text = "expected a valid value of the header `x-pages`";
        assert_eq!(get(&[("x-pages", wrong)]), text, "{wrong}");
    }
    let optional = get(&[("x-pages", "1"), ("x-rate", "fast")]);
    assert_eq!(optional, "expected a valid value of the header `x-rate`");
    let wrong = GetFile::from_http(response(200, &[("x-pages", "canary")], "x")).unwrap_err();
    assert!(!format!("{wrong} {wrong:?}").contains("canary"));
}

/// The missing header is reported, whatever the body is.
#[test]
fn headers_that_are_missing_where_there_is_no_body() {
    for status in [200, 201] {
        let missing = failure(CountItems::from_http(response(status, &[], "")));
        assert_eq!(missing, "expected a header `x-total`", "{status}");
        let wrong = failure(CountItems::from_http(response(
            status,
            &[("x-total", "x")],
            "",
        )));
        assert_eq!(
            wrong, "expected a valid value of the header `x-total`",
            "{status}"
        );
    }
}

#[tokio::test]
async fn on_the_wire() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx-total: 18446744073709551615\r\nconnection: close\r\n\r\n";
    let file = wire("200 OK", "x-pages: 1\r\nx-pages: 1\r\n", "abc");
    let server = Script::start([head.to_owned(), file]).await;
    let client = client(&server.base);
    assert_eq!(CountItems.call(&client).await.unwrap().total, u64::MAX);
    let download = GetFile::new(7).call(&client).await.unwrap();
    assert_eq!((download.pages, download.content), (1, Bytes::from("abc")));
    assert_eq!(server.received()[1].header("accept"), Some("*/*"));
}

#[derive(Debug, FromResponse)]
struct Fields {
    #[header("vary")]
    vary: Option<String>,
    #[header("x-total")]
    total: Option<u64>,
}

#[endpoint(GET, "/fields", 200 => Fields as Whole)]
struct GetFields;

/// RFC 9110, section 5.3.
#[test]
fn all_lines_of_a_field_count() {
    let fields = |headers: &[(&str, &str)]| GetFields::from_http(response(200, headers, ""));
    let vary = fields(&[("vary", "accept"), ("vary", "origin")])
        .unwrap()
        .vary;
    assert_eq!(vary.as_deref(), Some("accept, origin"));
    let total = fields(&[("x-total", "7"), ("x-total", "7")]).unwrap().total;
    assert_eq!(total, Some(7));
    assert_eq!(
        failure(fields(&[("x-total", "7"), ("x-total", "8")])),
        "expected a valid value of the header `x-total`"
    );
}
