//! Responses without content, with partial content, and with nothing new.

use callpoint::{Bytes, Endpoint, Error, ProblemDetails, endpoint};
use serde::Deserialize;

use crate::client;
use crate::{response, wire};
use callpoint_test_support::script::Script;

#[derive(Debug, PartialEq, Deserialize)]
struct Link {
    id: u8,
}

#[endpoint(GET, "/maybe", 200 | 204 | 205 => Option<Link>, 404 => Gone(Option<Link>))]
struct Maybe;

#[endpoint(GET, "/maybe", 200 => Found(Option<Link>), 202 | 204 => Later(Option<String> as Text))]
struct OneOfTwo;

#[tokio::test]
async fn an_option_in_memory_and_on_the_wire() {
    let cases = [
        ("200 OK", r#"{"id":1}"#, Some(Link { id: 1 })),
        ("200 OK", "null", None),
        ("200 OK", "", None),
        ("204 No Content", "", None),
        ("205 Reset Content", "", None),
    ];
    for (status, body, expected) in cases {
        let code = status[..3].parse().unwrap();
        let in_memory = Maybe::from_http(response(code, &[], body)).unwrap();
        assert_eq!(in_memory, expected, "{status} {body}");
        let bytes = if code == 204 {
            format!("HTTP/1.1 {status}\r\nconnection: close\r\n\r\n")
        } else {
            wire(status, "", body)
        };
        let server = Script::start([bytes]).await;
        let on_the_wire = Maybe::new().call(&client(&server.base)).await.unwrap();
        assert_eq!(on_the_wire, expected, "{status} {body}");
    }
    for body in ["{}", "[]", "x"] {
        let error = Maybe::from_http(response(200, &[], body)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
    }
}

#[test]
fn an_option_as_a_variant() {
    let gone = |body| {
        let error = Maybe::from_http(response(404, &[], body)).unwrap_err();
        error.into_api().unwrap()
    };
    assert!(gone("").as_gone().unwrap().is_none());
    assert_eq!(
        gone(r#"{"id":2}"#).as_gone().unwrap(),
        &Some(Link { id: 2 })
    );
    let found = OneOfTwo::from_http(response(200, &[], "")).unwrap();
    assert_eq!(found.as_found().unwrap(), &None);
    let later = OneOfTwo::from_http(response(204, &[], "")).unwrap();
    assert_eq!(later.as_later().unwrap(), &None);
}

#[endpoint(GET, "/page", 200 => Page { text: String }, 304 => ())]
struct GetPage {
    #[header("if-none-match")]
    etag: Option<String>,
}

#[tokio::test]
async fn not_modified() {
    let first = wire("200 OK", "etag: \"v1\"\r\n", r#"{"text":"hello"}"#);
    let second = "HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\nconnection: close\r\n\r\n";
    let server = Script::start([first, second.to_owned()]).await;
    let client = client(&server.base);
    let page = client.call_with_response(&GetPage::new()).await.unwrap();
    assert_eq!(page.as_page().unwrap().text, "hello");
    let etag = page.headers()["etag"].to_str().unwrap().to_owned();
    let page = GetPage::new().etag(etag).call(&client).await.unwrap();
    assert!(page.is_not_modified());
    let received = server.received();
    assert_eq!(received[0].header("if-none-match"), None);
    assert_eq!(received[1].header("if-none-match"), Some("\"v1\""));
}

#[endpoint(GET, "/file", 200 => Bytes as Raw, 206 => Piece(Bytes as Raw), 416 => ())]
struct GetPiece {
    #[header("range")]
    range: Option<&'static str>,
}

#[tokio::test]
async fn a_part_of_a_file() {
    let piece = wire(
        "206 Partial Content",
        "content-range: bytes 2-4/10\r\n",
        "cde",
    );
    let server = Script::start([
        piece,
        wire(
            "416 Range Not Satisfiable",
            "content-range: bytes */10\r\n",
            "",
        ),
    ])
    .await;
    let client = client(&server.base);
    let request = GetPiece::new().range("bytes=2-4");
    let response = client.call_with_response(&request).await.unwrap();
    assert_eq!(response.as_piece().unwrap(), "cde");
    assert_eq!(response.headers()["content-range"], "bytes 2-4/10");
    let error = request.call(&client).await.unwrap_err();
    assert_eq!(error.headers().unwrap()["content-range"], "bytes */10");
    assert!(error.api().is_some());
    assert_eq!(server.received()[0].header("range"), Some("bytes=2-4"));
}

#[endpoint(HEAD, "/file", 200 => (), 404 => ())]
struct Head;

#[tokio::test]
async fn nothing_but_headers() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\nlast-modified: today\r\nconnection: close\r\n\r\n";
    let missing = "HTTP/1.1 404 Not Found\r\ncontent-length: 12\r\nconnection: close\r\n\r\n";
    let server = Script::start([head, missing]).await;
    let client = client(&server.base);
    let response = client.call_with_response(&Head).await.unwrap();
    assert_eq!(response.headers()["content-length"], "99999999999");
    assert_eq!(response.headers()["last-modified"], "today");
    assert!(Head.call(&client).await.unwrap_err().api().is_some());
    assert!(server.received()[0].head.starts_with("HEAD /file "));
}

#[endpoint(GET, "/p", 204 => (), _ => Other(ProblemDetails))]
struct Forbidden;

fn problem(body: &str) -> Result<ProblemDetails, Error<ForbiddenError>> {
    let headers = [("content-type", "application/problem+json")];
    let error = Forbidden::from_http(response(403, &headers, body)).unwrap_err();
    let ForbiddenError::Other(problem) = error.into_api()?;
    Ok(problem)
}

#[test]
fn problem_details() {
    let body = r#"{"type":"https://x.test/credit","title":"No credit","status":403,"detail":"30 are missing","instance":"/a/1","balance":30,"accounts":["/a"]}"#;
    let read = problem(body).unwrap();
    assert_eq!(read.kind, "https://x.test/credit");
    assert_eq!(read.title.as_deref(), Some("No credit"));
    assert_eq!(read.status, Some(403));
    assert_eq!(read.detail.as_deref(), Some("30 are missing"));
    assert_eq!(read.instance.as_deref(), Some("/a/1"));
    assert_eq!(
        (&read.extensions["balance"], read.extensions.len()),
        (&30.into(), 2)
    );
    let written: serde_json::Value = serde_json::to_value(&read).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(body).unwrap()
    );
    assert!(problem("").is_err() && problem("[]").is_err());
}

/// RFC 9457, section 3.1.1: the type is assumed to be "about:blank".
#[test]
fn problem_details_without_a_type() {
    assert_eq!(problem("{}").unwrap().kind, "about:blank");
    assert_eq!(ProblemDetails::default().kind, "about:blank");
}

/// RFC 9457, section 3.1: a member whose value has another type is ignored.
#[test]
fn problem_details_with_a_member_of_another_type() {
    let read = problem(r#"{"type":null,"title":5,"status":"403","detail":"x"}"#).unwrap();
    assert_eq!((read.title, read.status), (None, None));
    assert_eq!(read.detail.as_deref(), Some("x"));
}
