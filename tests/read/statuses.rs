//! Status, content type and body, and what they decode to.

use callpoint::{Endpoint, Error};

use crate::api::{CHALLENGE, HTML, LINK, PROBLEMS, UpdateLink, kind_of};
use crate::{JSON, response};

const CUT: &str = r#"{"id":"l"#;

/// Status, content type, body; what they decode to.
const CASES: &[(u16, &str, &str, &str)] = &[
    // The documentation page.
    (200, JSON, LINK, "Link l-1"),
    (400, JSON, PROBLEMS, "Rejected first second"),
    (401, JSON, PROBLEMS, "Rejected first second"),
    (404, JSON, PROBLEMS, "Rejected first second"),
    (500, JSON, PROBLEMS, "Rejected first second"),
    (500, JSON, "[]", "Rejected "),
    (428, JSON, CHALLENGE, "TokenRequired s-1"),
    // Servers mislabel JSON; a body that decodes is accepted.
    (200, "", LINK, "Link l-1"),
    (200, "text/plain", LINK, "Link l-1"),
    (200, "text/html; charset=utf-8", LINK, "Link l-1"),
    (
        400,
        "application/problem+json",
        PROBLEMS,
        "Rejected first second",
    ),
    (
        200,
        "APPLICATION/JSON;charset=UTF-8",
        " {\"id\" : \"x\"}\n",
        "Link x",
    ),
    // Undeclared statuses.
    (418, JSON, PROBLEMS, "Unexpected"),
    (418, "", "", "Unexpected"),
    (502, "text/html", HTML, "Unexpected"),
    (403, JSON, PROBLEMS, "Unexpected"),
    (201, JSON, LINK, "Unexpected"),
    (204, "", "", "Unexpected"),
    (302, "text/html", HTML, "Unexpected"),
    (304, "", "", "Unexpected"),
    (599, "", "", "Unexpected"),
    (999, "", "", "Unexpected"),
    // Declared statuses whose body does not match.
    (
        200,
        "text/html",
        HTML,
        "Decode expected application/json, got text/html",
    ),
    (
        500,
        "text/html; charset=utf-8",
        HTML,
        "Decode expected application/json, got text/html",
    ),
    (
        200,
        "TEXT/HTML",
        HTML,
        "Decode expected application/json, got text/html",
    ),
    (
        200,
        "text/<script>",
        HTML,
        "Decode expected application/json, got another media type",
    ),
    (
        401,
        "",
        "",
        "Decode expected application/json, got an empty body",
    ),
    (
        200,
        JSON,
        "",
        "Decode expected application/json, got an empty body",
    ),
    (200, JSON, HTML, "Decode invalid JSON at line 1 column 1"),
    (200, "", HTML, "Decode invalid JSON at line 1 column 1"),
    (
        200,
        JSON,
        CUT,
        "Decode the JSON ends too early, at line 1 column 8",
    ),
    (200, JSON, "{}", "Decode missing field `id`"),
    (
        200,
        JSON,
        "null",
        "Decode invalid type: null, expected struct Link",
    ),
    (
        200,
        JSON,
        "[]",
        "Decode invalid length, expected struct Link with 1 element",
    ),
    (
        200,
        JSON,
        r#"{"id":5}"#,
        "Decode at id: invalid type: integer, expected a string",
    ),
    (
        200,
        JSON,
        r#"{"id":"a"} x"#,
        "Decode invalid JSON at line 1 column 12",
    ),
    // Mislabelled JSON that is JSON: the label does not explain the error.
    (
        200,
        "text/plain",
        r#"{"id":5}"#,
        "Decode at id: invalid type: integer, expected a string",
    ),
    (
        404,
        JSON,
        r#"[{"code":"a"},{"code":{}}]"#,
        "Decode at [1].code: invalid type: map, expected a string",
    ),
    (
        400,
        JSON,
        r#"{"code":"a"}"#,
        "Decode invalid type: map, expected a sequence",
    ),
    (
        428,
        JSON,
        "[{}]",
        "Decode at [0]: invalid type: map, expected a string",
    ),
];

#[test]
fn every_response_is_decoded_by_its_status() {
    let read = |&(status, content_type, body, _): &(u16, &str, &'static str, &str)| {
        kind_of(&UpdateLink::from_http(response(status, content_type, body)))
    };
    let unlike: Vec<_> = CASES
        .iter()
        .map(|case| (read(case), case))
        .filter(|(read, case)| read != case.3)
        .collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn every_error_keeps_the_response() {
    for &(status, content_type, body, read) in CASES {
        let Err(error) = UpdateLink::from_http(response(status, content_type, body)) else {
            continue;
        };
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(status),
            "{read}"
        );
        assert_eq!(error.headers().unwrap()["x-request-id"], "r-1");
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.endpoint().template, "/api/links/<id>/");
        assert!(error.maybe_sent() && !error.is_timeout());
        assert_eq!(error.api().is_some(), matches!(error, Error::Api(_)));
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("PUT /api/links/<id>/: {status}")),
            "{text}"
        );
    }
}

#[test]
fn which_errors_are_retryable() {
    for status in [
        408, 425, 429, 500, 502, 503, 504, 400, 401, 404, 409, 428, 501,
    ] {
        let error = UpdateLink::from_http(response(status, JSON, PROBLEMS)).unwrap_err();
        let expected = matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504);
        assert_eq!(error.is_retryable(), expected, "{status}");
    }
}

#[test]
fn retry_after_is_read_from_every_error() {
    for (value, seconds) in [
        ("7", Some(7)),
        (" 0 ", Some(0)),
        ("soon", None),
        ("-1", None),
    ] {
        let mut response = response(503, JSON, "");
        response
            .headers_mut()
            .insert("retry-after", value.parse().unwrap());
        let error = UpdateLink::from_http(response).unwrap_err();
        assert_eq!(
            error.retry_after().map(|wait| wait.as_secs()),
            seconds,
            "{value}"
        );
    }
}

#[test]
fn the_declared_error_can_be_extracted() {
    let error = UpdateLink::from_http(response(428, JSON, CHALLENGE)).unwrap_err();
    let error = error.into_api().unwrap();
    assert!(error.is_token_required() && !error.is_rejected());
    assert_eq!(error.as_token_required().unwrap().session, "s-1");
    assert!(error.as_rejected().is_none());
    let error = UpdateLink::from_http(response(418, "", "")).unwrap_err();
    assert!(matches!(error.into_api(), Err(Error::Unexpected(_))));
}
