//! Empty bodies, and types that need none.

use callpoint::{Endpoint, endpoint};
use serde::Deserialize;

use crate::{JSON, response};

#[derive(Debug, PartialEq, Deserialize)]
struct Link {
    id: u8,
}

#[endpoint(GET, "/unit", 2xx => (), 409 => ())]
struct Unit;

#[endpoint(GET, "/typed", 200 | 204 => Link)]
struct Typed;

#[endpoint(GET, "/maybe", 200 | 204 | 205 => Option<Link>)]
struct Maybe;

#[endpoint(GET, "/raw")]
struct Raw;

#[test]
fn a_unit_needs_nothing_of_the_body() {
    for (status, content_type, body) in [
        (204, "", ""),
        (200, JSON, "{"),
        (201, "text/html", "<p>"),
        (299, "", "null"),
    ] {
        Unit::from_http(response(status, content_type, body)).unwrap();
    }
    let error = Unit::from_http(response(409, "text/html", "<p>")).unwrap_err();
    assert!(error.api().unwrap().is_conflict());
    assert_eq!(error.body().unwrap(), "<p>");
}

#[test]
fn a_type_needs_a_body() {
    for status in [200, 204] {
        let error = Typed::from_http(response(status, "", "")).unwrap_err();
        let callpoint::Error::Decode(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            error.failure().to_string(),
            "expected application/json, got an empty body"
        );
        assert_eq!(error.path(), None);
    }
    assert_eq!(
        Typed::from_http(response(200, "", r#"{"id":1}"#)).unwrap(),
        Link { id: 1 }
    );
    assert!(Typed::from_http(response(200, "", " ")).is_err());
}

#[test]
fn an_option_is_none_without_a_body() {
    assert_eq!(
        Maybe::from_http(response(200, JSON, r#"{"id":1}"#)).unwrap(),
        Some(Link { id: 1 })
    );
    assert_eq!(Maybe::from_http(response(200, JSON, "null")).unwrap(), None);
    assert!(Maybe::from_http(response(200, JSON, "{}")).is_err());
    for status in [200, 204, 205] {
        assert_eq!(
            Maybe::from_http(response(status, "", "")).unwrap(),
            None,
            "{status}"
        );
    }
}

#[test]
fn without_arms_any_2xx_is_returned_raw() {
    for (status, body) in [(200, r#"{"id":7}"#), (204, ""), (299, "x")] {
        let raw = Raw::from_http(response(status, JSON, body)).unwrap();
        assert_eq!((raw.status().as_u16(), raw.text().as_ref()), (status, body));
        assert_eq!(raw.headers()["content-type"], JSON);
        assert_eq!(raw.body(), body);
        assert!(!format!("{raw:?}").contains("id"));
    }
    let raw = Raw::from_http(response(200, "text/plain", r#"{"id":"x"}"#)).unwrap();
    assert_eq!(
        raw.json::<Link>().unwrap_err().to_string(),
        "at id: invalid type: string, expected u8"
    );
    assert_eq!(raw.json::<serde_json::Value>().unwrap()["id"], "x");
    for status in [199, 300, 304, 404, 500] {
        assert!(
            matches!(
                Raw::from_http(response(status, "", "")),
                Err(callpoint::Error::Unexpected(_))
            ),
            "{status}"
        );
    }
}
