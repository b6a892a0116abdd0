//! A body that does not match its type: the error says where, as `serde_path_to_error` does, and shows nothing of the body.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use callpoint::codec::{CodecError, Json};
use callpoint::{Bytes, Endpoint, Error, endpoint};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

/// Every shape that serde's derive knows.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Page {
    links: Option<Vec<Link>>,
    amount: Option<u128>,
    balance: Option<i128>,
    pair: Option<(u8, String)>,
    array: Option<[i16; 2]>,
    by_number: Option<HashMap<u64, u8>>,
    by_wide: Option<BTreeMap<i128, u8>>,
    by_flag: Option<BTreeMap<bool, Link>>,
    by_name: Option<BTreeMap<String, Vec<Link>>>,
    by_kind: Option<BTreeMap<Unit, u8>>,
    kind: Option<Kind>,
    open: Option<Open>,
    tagged: Option<Tagged>,
    beside: Option<Beside>,
    strict: Option<Strict>,
    any: Option<serde_json::Value>,
    point: Option<Point>,
    letter: Option<char>,
    nothing: Option<()>,
    inner: Option<Box<Page>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Link {
    id: Id,
    #[serde(default, alias = "EVEN")]
    even: Option<Even>,
    #[serde(rename = "type")]
    kind: Option<Unit>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape matters")]
enum Id {
    Number(u8),
    Text(String),
    Nested { id: bool },
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "u8")]
struct Even;

impl TryFrom<u8> for Even {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        let is_even = number.is_multiple_of(2);
        is_even
            .then_some(Self)
            .ok_or_else(|| format!("{number} is odd, canary"))
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    One,
    Two,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
enum Kind {
    One,
    Newtype(Link),
    Tuple(u8, Link),
    Struct { link: Link },
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Open {
    known: Option<u8>,
    id: Option<Id>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t")]
#[expect(dead_code, reason = "only its shape matters")]
enum Tagged {
    One { link: Link },
    Two,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t", content = "c")]
#[expect(dead_code, reason = "only its shape matters")]
enum Beside {
    One { link: Link },
    Two(u8),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape matters")]
struct Strict {
    of: u8,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Point(f32, f64);

/// Values that may be of the right type or of another.
fn value(right: &'static [&'static str]) -> BoxedStrategy<String> {
    const WRONG: [&str; 16] = [
        "null",
        "true",
        "7",
        "-492912345",
        "4929123456781234",
        "4929123456781234492912345678123449291234567812344929123456781234",
        "4929.123456",
        "1e999",
        "\"canary\"",
        "\"can\\u0061ry\"",
        "[]",
        "[\"canary\"]",
        "{}",
        "{\"canary\":4929123456}",
        "{\"canary\":1e999}",
        "[[{\"id\":[\"canary\"]}]]",
    ];
    prop_oneof![
        4 => proptest::sample::select(right).prop_map(str::to_owned),
        1 => proptest::sample::select(&WRONG[..]).prop_map(str::to_owned),
    ]
    .boxed()
}

/// An object with some of these members, and perhaps others.
fn object(members: Vec<(&'static str, BoxedStrategy<String>)>) -> BoxedStrategy<String> {
    let names: Vec<_> = members.iter().map(|(name, _)| *name).collect();
    let values: Vec<_> = members
        .into_iter()
        .map(|(_, value)| proptest::option::weighted(0.6, value))
        .collect();
    let other = proptest::option::weighted(0.2, value(&["1", "{\"canary\":[1]}"]));
    let wrong = proptest::option::weighted(0.05, value(&["{}"]));
    (values, other, wrong)
        .prop_map(move |(values, other, wrong)| {
            let members = names.iter().zip(values);
            let members = members.filter_map(|(name, value)| Some(format!("{name:?}: {}", value?)));
            let other = other.map(|value| format!("\"canary {{\" :{value}"));
            let members: Vec<_> = members.chain(other).collect();
            wrong.unwrap_or_else(|| format!("{{ {} }}", members.join(" ,\n")))
        })
        .boxed()
}

fn array(item: BoxedStrategy<String>, count: std::ops::Range<usize>) -> BoxedStrategy<String> {
    proptest::collection::vec(item, count)
        .prop_map(|items| format!("[{}]", items.join(", ")))
        .boxed()
}

fn link() -> BoxedStrategy<String> {
    object(vec![
        ("id", value(&["1", "\"canary\"", "{\"id\":true}"])),
        ("even", value(&["2", "null"])),
        ("type", value(&["\"One\"", "\"Two\""])),
    ])
}

fn one(name: &'static str, inside: BoxedStrategy<String>) -> BoxedStrategy<String> {
    inside
        .prop_map(move |inside| format!("{{{name:?}:{inside}}}"))
        .boxed()
}

fn page() -> BoxedStrategy<String> {
    let kind = prop_oneof![
        value(&["\"One\"", "{\"One\":null}"]),
        one("One", value(&["null"])),
        one("Newtype", link()),
        one("Tuple", array(link(), 1..4)),
        one("Struct", object(vec![("link", link())])),
        value(&["\"Newtype\"", "\"Tuple\"", "\"Struct\"", "{\"canary\":1}"]),
    ];
    let tagged = object(vec![
        ("t", value(&["\"One\"", "\"Two\""])),
        ("link", link()),
    ]);
    let beside = object(vec![
        ("t", value(&["\"One\"", "\"Two\""])),
        ("c", prop_oneof![value(&["1"]), one("link", link())].boxed()),
    ]);
    let leaf = vec![
        ("links", array(link(), 0..3)),
        ("amount", value(&["1", "49291234567812344929123456781234"])),
        (
            "balance",
            value(&["-1", "49291234567812344929123456781234"]),
        ),
        ("pair", array(value(&["1", "\"x\""]), 0..4)),
        ("array", array(value(&["1", "-2"]), 1..4)),
        (
            "by_number",
            value(&[
                "{\"4929123456781234\":1}",
                "{\"4929123456781234\":\"x\"}",
                "{\"-4929123\":1}",
            ]),
        ),
        (
            "by_wide",
            value(&[
                "{\"4929123456781234\":1}",
                "{\"4929.5\":1}",
                "{\"1\":1,\"canary\":2}",
            ]),
        ),
        (
            "by_flag",
            prop_oneof![one("true", link()), one("canary", link())].boxed(),
        ),
        ("by_name", one("canary.x[1]", array(link(), 0..3))),
        (
            "by_kind",
            value(&[
                "{\"One\":1}",
                "{\"One\":1,\"canary\":2}",
                "{\"Two\":\"canary\"}",
            ]),
        ),
        ("kind", kind.boxed()),
        (
            "open",
            object(vec![("known", value(&["1"])), ("id", value(&["1"]))]),
        ),
        ("tagged", tagged),
        ("beside", beside),
        (
            "strict",
            value(&["{\"of\":1}", "[1]", "[1,2]", "{\"of\":1,\"canary\":1}"]),
        ),
        ("any", value(&["1"])),
        ("point", array(value(&["1", "2.5"]), 1..4)),
        ("letter", value(&["\"x\""])),
        ("nothing", value(&["null"])),
    ];
    let inner = object(leaf.clone());
    let outer = leaf.into_iter().chain([("inner", inner)]).collect();
    object(outer)
}

/// The path that `serde_path_to_error` gives, with `*` for what is no name of a field or variant.
fn oracle<T: DeserializeOwned>(body: &str) -> Option<Vec<String>> {
    let mut json = serde_json::Deserializer::from_str(body);
    let error = serde_path_to_error::deserialize::<_, T>(&mut json).err()?;
    let segments = error.path().iter().map(|segment| match segment {
        Segment::Seq { index } => format!("[{index}]"),
        Segment::Map { key } if is_key_of_map(key) => "*".to_owned(),
        Segment::Map { key } => key.clone(),
        Segment::Enum { variant } => variant.clone(),
        Segment::Unknown => "*".to_owned(),
    });
    Some(segments.collect())
}

/// Whether it is none of a field.
fn is_key_of_map(key: &str) -> bool {
    key.contains("canary") || key.parse::<i128>().is_ok() || ["true", "One", "Two"].contains(&key)
}

/// `links[3].created`
fn joined(segments: &[String]) -> String {
    segments.join(".").replace(".[", "[")
}

/// Whether it is the path, some of its names as `*`.
fn is_masked(own: &str, path: &[String]) -> bool {
    let own = own.replace('[', ".[");
    let own: Vec<&str> = own.split('.').collect();
    let is_alike = |(own, name): (&&str, &String)| *own == "*" || own == name;
    own.len() == path.len() && own.iter().zip(path).all(is_alike)
}

fn assert_silent(error: &(impl std::fmt::Display + Debug), body: &str) {
    let text = format!("{error} {error:?} {error:#?}");
    // Every value and every key of a map has one of them.
    for canary in ["canary", "4929"] {
        assert!(!text.contains(canary), "{text}: {body}");
    }
}

fn json<T: DeserializeOwned>(body: &str) -> Result<T, CodecError> {
    Json::decode_bytes(&Bytes::copy_from_slice(body.as_bytes()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn json_says_where(body in page()) {
        match (json::<Page>(&body), oracle::<Page>(&body)) {
            (Ok(_), None) => {}
            (Err(error), Some(path)) => {
                assert_silent(&error, &body);
                let own = error.path().unwrap_or_default();
                let words = error.expected();
                prop_assert!(!words.contains("JSON"), "{error}: {body}");
                let is_key = words.starts_with("a key ") || words.starts_with("unknown field");
                let is_fraction = words.contains("floating point, expected");
                let around = path.split_last().map_or(&[][..], |(_, around)| around);
                let alike = own == joined(&path)
                    // A key that is not accepted is not shown, but the object that has it.
                    || is_key && own == joined(around)
                    // A number that is out of range fails before a buffered value (`flatten`, `tag`) has a type, and so names.
                    || words.contains("out of range") && is_masked(own, &path)
                    // Of a fraction an integer of 128 bits takes the digits in front, and `serde_json` fails behind them.
                    || is_fraction && ["amount", "balance"].iter().any(|name| {
                        own == joined(&[around, &[(*name).to_owned()]].concat())
                    });
                prop_assert!(alike, "{error}: {path:?}: {body}");
            }
            (own, path) => prop_assert!(false, "{own:?}, {path:?}: {body}"),
        }
    }

    #[test]
    fn json_that_breaks_off_shows_nothing(body in page(), at in any::<prop::sample::Index>(), byte in any::<Option<char>>()) {
        let at = at.index(body.len());
        if body.is_char_boundary(at) {
            let broken = match byte {
                None => body[..at].to_owned(),
                Some(byte) => format!("{}{byte}{}", &body[..at], &body[at..]),
            };
            if let Err(error) = json::<Page>(&broken) {
                assert_silent(&error, &broken);
            }
        }
    }
}

#[endpoint(GET, "/flat", 200 => Flat as Form, 201 => Map(BTreeMap<String, u8> as Form),
    202 => Feed(Feed as Xml), 203 => Strict(Strict as Form), 206 => Json(u8), 207 => Whole(Head as Whole))]
struct GetFlat;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Flat {
    id: u8,
    name: Option<String>,
    kind: Option<Unit>,
    is_open: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Feed {
    #[serde(rename = "entry", default)]
    entries: Vec<Entry>,
    by_name: Option<BTreeMap<String, u8>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its shape matters")]
struct Entry {
    #[serde(rename = "@id")]
    id: u8,
    kind: Option<Unit>,
}

#[derive(Debug, callpoint::FromResponse)]
#[expect(dead_code, reason = "only its shape matters")]
struct Head {
    #[header("x-pages")]
    pages: u8,
    #[body]
    body: u8,
}

/// The status, the headers, the body and the error.
type Case<'a> = (u16, &'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn forms_xml_and_headers_say_where_and_show_nothing() {
    let cases: &[Case<'_>] = &[
        (
            200,
            &[],
            "id=canary",
            "at id: invalid type: string, expected u8",
        ),
        (
            200,
            &[],
            "id=4929",
            "at id: invalid type: string, expected u8",
        ),
        (200, &[], "canary=1&name=canary", "missing field `id`"),
        (200, &[], "id=1&id=4929", "duplicate field `id`"),
        (
            200,
            &[],
            "id=1&kind=canary",
            "at kind: unknown variant, expected `One` or `Two`",
        ),
        (
            200,
            &[],
            "id=1&a=b&is_open=canary",
            "at is_open: invalid type: string, expected a boolean",
        ),
        (
            201,
            &[],
            "a=1&canary=4929",
            "at *: invalid type: string, expected u8",
        ),
        (203, &[], "of=1&canary=4929", "unknown field, expected `of`"),
        (
            202,
            &[],
            "<Feed><entry id=\"1\"/><entry id=\"canary\"/></Feed>",
            "at entry[1].@id: invalid type: string, expected u8",
        ),
        (
            202,
            &[],
            "<Feed><entry id=\"1\"><kind>canary</kind></entry></Feed>",
            "at entry[0].kind: unknown variant, expected `One` or `Two`",
        ),
        (
            202,
            &[],
            "<Feed><entry/></Feed>",
            "at entry[0]: missing field `@id`",
        ),
        (
            202,
            &[],
            "<Feed><by_name><canary>canary</canary></by_name></Feed>",
            "at by_name.*: invalid type: string, expected u8",
        ),
        (
            202,
            &[],
            "<Feed><canary>",
            "at *: the XML is not what is declared",
        ),
        (
            206,
            &[("content-type", "text/canary")],
            "x",
            "expected application/json, got another media type",
        ),
        (
            206,
            &[("content-type", "canary/html; charset=canary")],
            "x",
            "expected application/json, got another media type",
        ),
        (
            206,
            &[("content-type", "Text/HTML; charset=canary")],
            "x",
            "expected application/json, got text/html",
        ),
        (
            206,
            &[("content-type", "application/canary+json")],
            "\"canary\"",
            "invalid type: string, expected u8",
        ),
        (
            207,
            &[("x-pages", "canary")],
            "1",
            "expected a valid value of the header `x-pages`",
        ),
        (
            207,
            &[("x-pages", "1")],
            "\"canary\"",
            "invalid type: string, expected u8",
        ),
    ];
    for (status, headers, body, expected) in cases {
        let mut response = http::Response::builder().status(*status);
        for (name, value) in *headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Bytes::from_static(body.as_bytes())).unwrap();
        let Err(Error::Decode(error)) = GetFlat::from_http(response) else {
            panic!("{body}: no decode error");
        };
        assert_eq!(error.failure().to_string(), *expected, "{body}");
        assert_silent(&error, body);
        assert_silent(error.failure(), body);
    }
}
