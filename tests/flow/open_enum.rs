//! String enums that keep undocumented values.

use std::collections::BTreeMap;

use callpoint::{Endpoint, FromResponse, OpenEnum, endpoint};
use serde::{Deserialize, Serialize};

use crate::{request, response};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, OpenEnum)]
#[serde(rename_all = "snake_case")]
enum Status {
    Valid,
    TokenRequired,
    #[serde(rename = "in-valid")]
    Invalid,
    Unknown(String),
}

#[endpoint(POST, "/links/<status>", 200 => Reply, 206 => Head as Whole)]
struct Send {
    status: Status,
    #[query("status")]
    statuses: Vec<Status>,
    #[query(style = csv)]
    list: Option<Vec<Status>>,
    #[header("x-status")]
    header: Option<Status>,
    body: Status,
    counts: BTreeMap<Status, u8>,
}

#[derive(Debug, Deserialize)]
struct Reply {
    status: Status,
    maybe: Option<Status>,
    counts: BTreeMap<Status, u8>,
    by_name: BTreeMap<String, Status>,
}

#[derive(Debug, FromResponse)]
struct Head {
    #[header("x-status")]
    status: Status,
    #[header("x-other")]
    other: Option<Status>,
}

const NAMES: [(&str, Status); 3] = [
    ("valid", Status::Valid),
    ("token_required", Status::TokenRequired),
    ("in-valid", Status::Invalid),
];

fn unknown(text: &str) -> Status {
    Status::Unknown(text.to_owned())
}

#[test]
fn json_round_trips() {
    for (name, status) in NAMES {
        let text = format!("\"{name}\"");
        assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), status);
        assert_eq!(serde_json::to_string(&status).unwrap(), text);
        assert_eq!(
            (status.to_string().as_str(), name.parse()),
            (name, Ok(status))
        );
    }
    for name in ["Valid", "", "on demand", "é\"\\\n", "unknown"] {
        let text = serde_json::to_string(name).unwrap();
        let status: Status = serde_json::from_str(&text).unwrap();
        assert_eq!(status, unknown(name));
        assert_eq!(serde_json::to_string(&status).unwrap(), text);
        assert_eq!(status.to_string(), name);
    }
    for text in ["1", "null", "{}", "[\"valid\"]"] {
        assert!(serde_json::from_str::<Status>(text).is_err(), "{text}");
    }
}

#[test]
fn every_location_of_a_request() {
    let counts = BTreeMap::from([(Status::Valid, 1), (unknown("x y"), 2)]);
    let send = Send::new(
        unknown("a/b"),
        vec![Status::TokenRequired, unknown("&")],
        Status::Invalid,
        counts,
    )
    .list(vec![Status::Valid, unknown("a,b")])
    .header(unknown("odd one"));
    let request = request(&send);
    let target = "/links/a%2Fb?status=token_required&status=%26&list=valid,a%2Cb";
    assert_eq!(request.uri().path_and_query().unwrap(), target);
    assert_eq!(request.headers()["x-status"], "odd one");
    let body = br#"{"body":"in-valid","counts":{"valid":1,"x y":2}}"#;
    assert_eq!(request.body().as_bytes(), Some(&body[..]));
}

#[test]
fn every_location_of_a_response() {
    let body =
        r#"{"status":"valid","maybe":null,"counts":{"in-valid":1,"new":2},"by_name":{"a":"new"}}"#;
    let output = Send::from_http(response(200, &[], body)).unwrap();
    let reply = output.as_ok().unwrap();
    assert_eq!((&reply.status, &reply.maybe), (&Status::Valid, &None));
    let counts = BTreeMap::from([(Status::Invalid, 1), (unknown("new"), 2)]);
    assert_eq!(reply.counts, counts);
    assert_eq!(reply.by_name["a"], unknown("new"));
    let headers = [("x-status", "token_required"), ("x-other", "new")];
    let output = Send::from_http(response(206, &headers, "")).unwrap();
    let head = output.as_partial_content().unwrap();
    assert_eq!(
        (&head.status, head.other.clone().unwrap()),
        (&Status::TokenRequired, unknown("new"))
    );
    let wrong = Send::from_http(response(200, &[], &body.replace("\"valid\"", "5"))).unwrap_err();
    let callpoint::Error::Decode(wrong) = wrong else {
        panic!("{wrong}")
    };
    assert_eq!(
        wrong.failure().to_string(),
        "at status: invalid type: integer, expected a string"
    );
}

#[derive(Debug, PartialEq, OpenEnum)]
enum Aliased {
    #[serde(rename = "active", alias = "enabled")]
    Active,
    Other(String),
}

/// A serde alias is not an unknown value.
#[test]
fn an_alias_is_read() {
    assert_eq!(
        serde_json::from_str::<Aliased>("\"enabled\"").unwrap(),
        Aliased::Active
    );
    assert_eq!(
        serde_json::to_string(&Aliased::Active).unwrap(),
        "\"active\""
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    status: Status,
}

#[test]
fn forms_and_nested_queries() {
    let row = Row {
        status: unknown("a b"),
    };
    let sent = serde_qs::to_string(&row).unwrap();
    assert_eq!(serde_qs::from_str::<Row>(&sent).unwrap(), row);
}
