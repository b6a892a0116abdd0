//! Properties for all values: what can be sent is read back, what can be written is read back, and no request panics.

use std::collections::BTreeMap;

use bytes::Bytes;
use callpoint::serve::Serve;
use callpoint::{Endpoint, Patch, endpoint};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::responses::{Download, Problem, Shared};
use super::{answered, sent};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Inner {
    text: String,
    number: Option<f64>,
    list: Vec<String>,
    nested: Option<Box<Inner>>,
}

/// In text forms an empty list is not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pairs {
    text: String,
    small: Option<f32>,
    wide: i128,
    letter: char,
    #[serde(default)]
    list: Vec<String>,
    choice: Choice,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Item {
    name: String,
    count: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Choice {
    Unit,
    New(String),
    Tuple(u8, bool),
    Struct { a: u8, b: Option<String> },
}

#[endpoint(GET, "/<one>/x-<two>.<three>~/<csv>/<label>/<matrix>/<rest..>/end", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Paths {
    one: String,
    two: String,
    three: f64,
    #[path(style = csv)]
    csv: Vec<String>,
    #[path(style = label)]
    label: Vec<String>,
    #[path(style = matrix)]
    matrix: Vec<i64>,
    rest: Vec<String>,
}

#[endpoint(GET, "/<name..>", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Named {
    name: String,
}

#[endpoint(GET, "/?a=1&<text>", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Queries {
    text: Option<String>,
    #[query]
    repeat: Vec<String>,
    #[query(style = csv)]
    csv: Vec<String>,
    #[query(style = pipes)]
    pipes: Vec<String>,
    #[query(style = spaces)]
    spaces: Vec<String>,
    #[query(style = brackets)]
    brackets: Vec<String>,
    #[query(style = deep)]
    deep: Pairs,
    #[query(Json)]
    json: Option<Inner>,
    #[query(Display)]
    shown: Vec<u64>,
    #[query(flag)]
    flag: bool,
    #[query(flatten)]
    more: BTreeMap<String, String>,
}

#[endpoint(GET, "/", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Flat {
    #[query(flatten)]
    pairs: Pairs,
}

#[endpoint(GET, "/", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Headers {
    #[header("X-One")]
    one: Option<String>,
    #[header("X-Many")]
    many: Vec<String>,
    #[header("X-Shown", Display)]
    shown: Option<char>,
    #[cookie("a")]
    a: Option<String>,
    #[cookie("b")]
    b: String,
}

#[endpoint(PUT, "/", serve, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Fields {
    text: String,
    maybe: Option<f64>,
    patch: Patch<String>,
    inner: Inner,
    map: BTreeMap<String, u8>,
}

#[endpoint(PUT, "/", serve, body = Form, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct FormFields {
    text: String,
    pairs: Pairs,
}

#[endpoint(PUT, "/", serve, body = Form(lists = csv), 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct CsvFields {
    text: String,
    list: Option<Vec<String>>,
}

#[endpoint(PUT, "/", serve, body = Multipart, 204 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Parts {
    #[part("a\"\r\n%22")]
    text: String,
    #[part]
    list: Vec<String>,
    #[part(Json)]
    inner: Option<Inner>,
    #[part(Raw)]
    bytes: Vec<u8>,
}

#[endpoint(PUT, "/", serve,
    200 => Fine(Noted { text: String, maybe: Option<f64>, list: Vec<Option<u8>> }),
    201 => Said(String as Text),
    202 => Bits(Bytes as Raw),
    203 => Pair(Item as Form),
    206 => Whole(Download as Whole),
    errors = Shared,
)]
#[derive(Debug, Clone, PartialEq)]
struct Responses {
    #[body(Text)]
    text: String,
}

/// Text in which characters that are dangerous somewhere are frequent.
fn text() -> impl Strategy<Value = String> {
    let dangerous = vec![
        ".", "..", "%", "%2e", "%252E", "/", "\\", "?", "#", ";", ":", "@", "&", "=", "+", ",",
        "|", " ", "\t", "é", "😀", "a", "x-", "[", "]", "[]", "\r\n", "\0", "~", "\"", "null", "1",
        "true", "--", "\r\n--",
    ];
    let piece = prop_oneof![
        2 => any::<String>(),
        5 => proptest::sample::select(dangerous).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(), 0..4)
}

fn maybe<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(of)
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite())
}

/// `serde_json` reads the last digit of others only with its feature `float_roundtrip`.
fn in_json() -> impl Strategy<Value = f64> {
    any::<i32>().prop_map(|number| f64::from(number) / 8.0)
}

fn inner() -> impl Strategy<Value = Inner> {
    let one = || (text(), maybe(in_json()), texts());
    (one(), maybe(one())).prop_map(|((text, number, list), nested)| Inner {
        text,
        number,
        list,
        nested: nested.map(|(text, number, list)| {
            let nested = None;
            Box::new(Inner {
                text,
                number,
                list,
                nested,
            })
        }),
    })
}

fn item() -> impl Strategy<Value = Item> {
    (text(), maybe(any::<u8>())).prop_map(|(name, count)| Item { name, count })
}

fn pairs() -> impl Strategy<Value = Pairs> {
    let choice = prop_oneof![
        Just(Choice::Unit),
        text().prop_map(Choice::New),
        any::<(u8, bool)>().prop_map(|(a, b)| Choice::Tuple(a, b)),
        (any::<u8>(), maybe(text())).prop_map(|(a, b)| Choice::Struct { a, b }),
    ];
    let small = maybe(any::<f32>().prop_filter("JSON has no such number", |it| it.is_finite()));
    let items = proptest::collection::vec(item(), 0..3);
    (
        text(),
        small,
        any::<i128>(),
        any::<char>(),
        texts(),
        choice,
        items,
    )
        .prop_map(|(text, small, wide, letter, list, choice, items)| Pairs {
            text,
            small,
            wide,
            letter,
            list,
            choice,
            items,
        })
}

/// What can be sent is read back; what cannot is an error of the client's.
fn reads<E: Serve + std::fmt::Debug + PartialEq>(endpoint: &E) -> Result<(), TestCaseError> {
    let Some(request) = sent(endpoint) else {
        return Ok(());
    };
    match E::from_request(&request, "/v1") {
        Ok(read) => prop_assert_eq!(&read, endpoint),
        Err(rejection) => prop_assert!(false, "{:?}: {}: {}", endpoint, request.uri(), rejection),
    }
    Ok(())
}

fn writes(output: impl Fn() -> ResponsesOutput) -> Result<(), TestCaseError> {
    let Ok(response) = Responses::output_to_http(output(), None) else {
        return Ok(());
    };
    match Responses::from_http(answered(response)) {
        Ok(read) => prop_assert_eq!(format!("{read:?}"), format!("{:?}", output())),
        Err(error) => prop_assert!(false, "{:?}: {}", output(), error),
    }
    Ok(())
}

proptest! {
    #[test]
    fn paths(one in text(), two in text(), three in finite(), csv in texts(), label in texts(), matrix in any::<Vec<i64>>(), rest in texts()) {
        reads(&Named { name: one.clone() })?;
        let mut paths = Paths { one: "1".into(), two: "2".into(), three, csv: vec!["3".into()], label: vec!["4".into()], matrix, rest: vec!["5".into()] };
        // Each by itself, because one that cannot be sent hides the others.
        reads(&Paths { one, ..paths.clone() })?;
        reads(&Paths { csv, ..paths.clone() })?;
        reads(&Paths { label, ..paths.clone() })?;
        reads(&Paths { rest, ..paths.clone() })?;
        paths.two = two;
        reads(&paths)?;
    }

    #[test]
    fn queries(
        text in maybe(text()), lists in proptest::array::uniform5(texts()), deep in pairs(), json in maybe(inner()), shown in any::<Vec<u64>>(), flag: bool,
        more in proptest::collection::btree_map("[a-z%&=+ .]{0,9}", text(), 0..3),
    ) {
        reads(&Flat { pairs: deep.clone() })?;
        let [repeat, csv, pipes, spaces, brackets] = lists;
        let is_others = |key: &str| ["a", "text", "repeat", "csv", "pipes", "spaces", "deep", "json", "shown", "flag", ""].contains(&key);
        let more = more.into_iter().filter(|(key, _)| !is_others(key)).collect();
        let mut queries = Queries { text, repeat, csv, pipes: Vec::new(), spaces: Vec::new(), brackets, deep, json, shown, flag, more };
        reads(&queries)?;
        queries.pipes = pipes;
        reads(&queries)?;
        queries.pipes = Vec::new();
        queries.spaces = spaces;
        reads(&queries)?;
    }

    #[test]
    fn headers(one in maybe("[ -~]{0,9}"), many in proptest::collection::vec(text(), 0..3), shown in any::<Option<char>>(), a in maybe("[ -~]{0,9}"), b in text()) {
        reads(&Headers { one, many: Vec::new(), shown: None, a: None, b: String::new() })?;
        reads(&Headers { one: None, many, shown: None, a: None, b: "b".into() })?;
        reads(&Headers { one: None, many: Vec::new(), shown, a, b: "b".into() })?;
        reads(&Headers { one: None, many: Vec::new(), shown: None, a: None, b })?;
    }

    #[test]
    fn bodies(
        text in text(), maybe in maybe(in_json()), patch in maybe(maybe(text())), inner in inner(),
        map in proptest::collection::btree_map(text(), any::<u8>(), 0..3), pairs in pairs(), list in texts(), bytes: Vec<u8>,
    ) {
        let patch = patch.map_or(Patch::Absent, Patch::from);
        reads(&Fields { text: text.clone(), maybe, patch, inner: inner.clone(), map })?;
        reads(&FormFields { text: text.clone(), pairs })?;
        reads(&CsvFields { text: text.clone(), list: Some(list.clone()).filter(|list| !list.is_empty()) })?;
        reads(&Parts { text: text.clone(), list, inner: Some(inner), bytes })?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        reads(&Responses { text })?;
    }

    #[test]
    fn responses(text in text(), maybe in maybe(in_json()), list: Vec<Option<u8>>, bytes: Vec<u8>, item in item(), etag in maybe(text()), names in texts(), pages: u32) {
        use ResponsesOutput as Output;
        let said = text.trim_start_matches('\u{feff}').to_owned();
        writes(|| Output::Fine(Noted { text: text.clone(), maybe, list: list.clone() }))?;
        writes(|| Output::Said(said.clone()))?;
        writes(|| Output::Bits(bytes.clone().into()))?;
        writes(|| Output::Pair(item.clone()))?;
        writes(|| Output::Whole(Download { status: 206, etag: etag.clone(), pages, names: Vec::new(), content: bytes.clone().into() }))?;
        writes(|| Output::Whole(Download { status: 206, etag: None, pages, names: names.clone(), content: Bytes::new() }))?;
        for error in [
            || Shared::Busy(None),
            || Shared::Rejected(Vec::new()),
        ] {
            let response = answered(Responses::error_to_http(error(), None).unwrap());
            prop_assert_eq!(Responses::from_http(response).unwrap_err().into_api().unwrap(), error());
        }
        let problem = || Shared::NotFound(Problem { code: text.clone() });
        let response = answered(Responses::error_to_http(problem(), None).unwrap());
        prop_assert_eq!(Responses::from_http(response).unwrap_err().into_api().unwrap(), problem());
    }

    /// Whatever is received is a value or a rejection, which says nothing of it.
    #[test]
    fn any_request(path in "(/[!-~]{0,9}){1,8}", query in "[!-~]{0,40}", value in "[ -~]{0,30}", body in any::<Vec<u8>>(), form in "[a-z0-9%&=\\[\\]]{0,60}") {
        let target = format!("/v1{}?a=1&{}", path.replace(['?', '#'], ""), query.replace('#', ""));
        for (content_type, body) in [("application/json", body.clone()), ("multipart/form-data; boundary=b", [&b"--b\r\n"[..], &body].concat()), (&*value, form.into_bytes())] {
            for method in ["GET", "PUT"] {
                let request = http::Request::builder().method(method).uri(&target);
                let request = request.header("content-type", content_type).header("x-one", &value).header("cookie", &value);
                let Ok(request) = request.body(Bytes::from(body.clone())) else { continue };
                let _ = Paths::from_request(&request, "/v1");
                let _ = Named::from_request(&request, "/v1");
                let _ = Queries::from_request(&request, "/v1");
                let _ = Flat::from_request(&request, "/v1");
                let _ = Headers::from_request(&request, "/v1");
                let _ = Fields::from_request(&request, "/v1");
                let _ = FormFields::from_request(&request, "/v1");
                let _ = Parts::from_request(&request, "/v1");
            }
        }
    }
}
