//! Lists in forms, `Form(lists = …)`, and `deep` with a single value.

use callpoint::meta::{CodecId, QueryStyle};
use callpoint::{BuildErrorKind, Client, Endpoint, endpoint};
use serde::Serialize;

use crate::{body, build_error, target};

#[derive(Clone, Serialize)]
struct Owner {
    name: &'static str,
    tags: Vec<&'static str>,
}

#[endpoint(POST, "/f", body = Form(lists = brackets))]
struct Brackets {
    note: &'static str,
    ids: Vec<u8>,
    owner: Option<Owner>,
    rows: Vec<Owner>,
    #[secret]
    keys: Option<Vec<&'static str>>,
}

#[endpoint(POST, "/f", body = Form(lists = csv))]
struct Csv {
    note: &'static str,
    ids: Vec<&'static str>,
    owner: Option<Owner>,
}

#[endpoint(POST, "/f", body = Form(lists = repeat))]
struct Repeat {
    ids: Vec<u8>,
}

#[endpoint(POST, "/f")]
struct Whole {
    #[body(Form(lists = brackets))]
    owner: Owner,
}

const OWNER: fn() -> Owner = || Owner {
    name: "a,b",
    tags: vec!["x", "y"],
};

#[test]
fn lists_in_forms() {
    let cases = [
        (
            body(&Brackets::new("a,b", vec![1, 2], vec![])),
            "note=a%2Cb&ids%5B%5D=1&ids%5B%5D=2",
        ),
        (
            body(&Brackets::new("", vec![], vec![OWNER()]).owner(OWNER())),
            "note=&owner%5Bname%5D=a%2Cb&owner%5Btags%5D%5B%5D=x&owner%5Btags%5D%5B%5D=y\
             &rows%5B0%5D%5Bname%5D=a%2Cb&rows%5B0%5D%5Btags%5D%5B%5D=x&rows%5B0%5D%5Btags%5D%5B%5D=y",
        ),
        (
            body(&Csv::new("a,b", vec!["1", "2 3"])),
            "note=a%2Cb&ids=1,2%203",
        ),
        (
            body(&Csv::new("", vec![]).owner(OWNER())),
            "note=&owner%5Bname%5D=a%2Cb&owner%5Btags%5D=x,y",
        ),
        (body(&Repeat::new(vec![1, 2])), "ids=1&ids=2"),
        (
            body(&Whole::new(OWNER())),
            "name=a%2Cb&tags%5B%5D=x&tags%5B%5D=y",
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
    let error = build_error(&Csv::new("", vec!["canary,2"]));
    assert_eq!((error.kind(), error.name()), (BuildErrorKind::Body, "Form"));
    assert!(!format!("{error:?} {:?}", error.detail()).contains("canary"));
}

#[test]
fn everything_knows_them() {
    let codec = Brackets::META.body.unwrap();
    assert_eq!(
        (codec.id, codec.name, codec.lists),
        (CodecId::UrlEncoded, "Form", QueryStyle::Brackets)
    );
    let client = Client::builder("https://api.example.com").build().unwrap();
    let request = Brackets::new("x", vec![1], vec![]).keys(vec!["canary", "canary"]);
    let curl = client.curl(&request).unwrap().to_string();
    assert!(
        curl.contains("ids%5B%5D=1") && !curl.contains("canary"),
        "{curl}"
    );
}

/// Stripe's ranges: a time, or its bounds.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Created {
    At(u64),
    Between { gt: u64, lt: u64 },
    Any(Vec<u64>),
}

#[endpoint(GET, "/d")]
struct Deep {
    #[query(style = deep)]
    created: Option<Created>,
}

#[test]
fn a_single_value_beside_deep_entries() {
    assert_eq!(target(&Deep::new()), "/d");
    assert_eq!(target(&Deep::new().created(Created::At(5))), "/d?created=5");
    assert_eq!(
        target(&Deep::new().created(Created::Between { gt: 5, lt: 7 })),
        "/d?created%5Bgt%5D=5&created%5Blt%5D=7"
    );
    let error = build_error(&Deep::new().created(Created::Any(vec![1])));
    assert_eq!(error.kind(), BuildErrorKind::Unformattable);
}
