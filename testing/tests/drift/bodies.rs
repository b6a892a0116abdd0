//! JSON, forms and XML.

use std::collections::BTreeMap;

use callpoint::codec::{Codec, CodecError, Decode, Json};
use callpoint::meta::CodecMeta;
use callpoint::{OpenEnum, ResponseReader, endpoint};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::found;

#[endpoint(GET, "/page", 200 => Page)]
struct GetPage;

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Page {
    count: u32,
    links: Option<Vec<Link>>,
    by_name: Option<BTreeMap<String, Link>>,
    pair: Option<(u8, Link)>,
    kind: Option<Kind>,
    status: Option<Status>,
    statuses: Option<Vec<Status>>,
    strict: Option<Strict>,
    wrapped: Option<Wrapped>,
    any: Option<Value>,
    skipped: Option<IgnoredAny>,
    open: Option<Open>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Link {
    #[serde(alias = "ID")]
    id: u64,
    owner: Option<Box<Link>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its shape matters")]
enum Kind {
    Small,
    Large(Link),
    Other {
        width: u8,
    },
    #[serde(other)]
    Unknown,
}

#[derive(OpenEnum)]
#[serde(rename_all = "snake_case")]
enum Status {
    Valid,
    TokenRequired,
    Other(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape matters")]
struct Strict {
    rate: Option<Rate>,
}

#[derive(Deserialize)]
enum Rate {
    Daily,
    Weekly,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Wrapped(Link);

/// What `flatten` collects is not seen.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Open {
    #[serde(flatten)]
    link: Link,
}

const JSON_CASES: &[(&str, &[&str])] = &[
    // Nothing.
    (r#"{"count": 1}"#, &[]),
    (
        r#"{"count": 1, "links": [], "by_name": {"a": {"ID": 1}}, "pair": [1, {"id": 1}], "kind": "small"}"#,
        &[],
    ),
    (
        r#"{"count": 1, "any": {"x": [null, {"y": 1}]}, "skipped": {"x": 1}, "status": "valid", "text": null}"#,
        &[],
    ),
    (
        r#"{"count": 1, "kind": {"large": {"id": 1}}, "strict": {"rate": "Daily"}, "wrapped": {"id": 1}}"#,
        &[],
    ),
    // Fields, at every depth and once.
    (r#"{"count": 1, "new": 1}"#, &["UnknownField /new"]),
    (
        r#"{"count": 1, "a/b~c": {"inner": 1}}"#,
        &["UnknownField /a~1b~0c"],
    ),
    (
        r#"{"count": 1, "n\u0065w\n": 1}"#,
        &["UnknownField /new\u{fffd}"],
    ),
    (
        r#"{"count": 1, "links": [{"id": 1, "x": 1}, {"id": 2, "x": 2, "y": 3, "owner": {"id": 3, "x": 4}}]}"#,
        &[
            "UnknownField /links/*/x",
            "UnknownField /links/*/y",
            "UnknownField /links/*/owner/x",
        ],
    ),
    (
        r#"{"count": 1, "by_name": {"secret": {"id": 1, "x": 1}}, "pair": [1, {"id": 1, "x": 1}]}"#,
        &["UnknownField /by_name/*/x", "UnknownField /pair/*/x"],
    ),
    (
        r#"{"count": 1, "wrapped": {"id": 1, "x": 1}}"#,
        &["UnknownField /wrapped/x"],
    ),
    (
        r#"{"count": 1, "kind": {"large": {"id": 1, "x": 1}}}"#,
        &["UnknownField /kind/*/x"],
    ),
    (
        r#"{"count": 1, "kind": {"other": {"width": 1, "x": 1}}}"#,
        &["UnknownField /kind/*/x"],
    ),
    (
        r#"{"count": 1, "strict": {"more": 1}}"#,
        &["UnknownField /strict/more"],
    ),
    // What is not seen.
    (r#"{"count": 1, "open": {"id": 1, "x": 1}}"#, &[]),
    // Values of enums.
    (r#"{"count": 1, "kind": "medium"}"#, &["UnknownValue /kind"]),
    (
        r#"{"count": 1, "status": "on_demand"}"#,
        &["UnknownValue /status"],
    ),
    (
        r#"{"count": 1, "statuses": ["valid", "on_demand", "other"]}"#,
        &["UnknownValue /statuses/*"],
    ),
    (
        r#"{"count": 1, "strict": {"rate": "Hourly"}}"#,
        &["UnknownValue /strict/rate"],
    ),
    // What cannot be read.
    (r#"{"links": []}"#, &["MissingField /count"]),
    (
        r#"{"count": 1, "links": [{"id": 1}, {"owner": null}]}"#,
        &["MissingField /links/*/id"],
    ),
    (r#"{"count": null}"#, &["UnexpectedNull /count"]),
    (
        r#"{"count": 1, "links": [{"id": null}]}"#,
        &["UnexpectedNull /links/*/id"],
    ),
    (
        r#"{"count": 1, "links": [null]}"#,
        &["UnexpectedNull /links/*"],
    ),
    (r#"{"count": "1"}"#, &["WrongType /count"]),
    (r#"{"count": 1, "links": {}}"#, &["WrongType /links"]),
    (r#"{"count": -1}"#, &["WrongType /count"]),
    ("[]", &["WrongType "]),
    ("null", &["UnexpectedNull "]),
    (
        r#"{"new": 1, "count": "1"}"#,
        &["UnknownField /new", "WrongType /count"],
    ),
    // No JSON at all.
    (r#"{"count": 1,"#, &[]),
    ("", &["WrongType "]),
];

#[test]
fn json() {
    for (body, expected) in JSON_CASES {
        let response = http::Response::new((*body).into());
        assert_eq!(found::<GetPage>(response), *expected, "{body}");
    }
}

#[endpoint(GET, "/link", 200 => Link as Enveloped, 201 => Link as Form, 202 => Link as Xml)]
struct GetLink;

/// A custom codec that reads JSON.
struct Enveloped;

#[derive(Deserialize)]
struct Envelope<T> {
    data: T,
}

impl Codec for Enveloped {
    const META: CodecMeta = CodecMeta::new("Enveloped", "application/json");
}

impl<T> Decode<T> for Enveloped
where
    Envelope<T>: serde::de::DeserializeOwned,
{
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        <Json as Decode<Envelope<T>>>::decode(response).map(|envelope| envelope.data)
    }
}

#[test]
fn other_codecs() {
    let cases: &[(u16, &str, &[&str])] = &[
        (
            200,
            r#"{"data": {"id": 1, "x": 1}, "meta": 1}"#,
            &["UnknownField /data/x", "UnknownField /meta"],
        ),
        (201, "id=1", &[]),
        (201, "id=1&x=1", &["UnknownField /x"]),
        (201, "x=1", &["UnknownField /x", "MissingField /id"]),
        (202, "<link><id>1</id></link>", &[]),
        (
            202,
            "<link><id>1</id><owner><id>2</id><x>1</x></owner></link>",
            &["UnknownField /owner/x"],
        ),
    ];
    for (status, body, expected) in cases {
        let mut response = http::Response::new((*body).into());
        *response.status_mut() = http::StatusCode::from_u16(*status).unwrap();
        assert_eq!(found::<GetLink>(response), *expected, "{body}");
    }
}
