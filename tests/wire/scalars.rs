//! One value has one form: what serde writes, wherever it is sent.

use std::collections::BTreeMap;
use std::fmt;

use callpoint::{BuildErrorKind, Endpoint, Patch, endpoint};
use chrono::{DateTime, NaiveDate, Utc};
use serde::ser::{Error as _, SerializeStruct as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{base, body, build_error, sent, target};

#[endpoint(PUT, "/<path>/<rest..>/end?<query>", body = Form, 204 => ())]
struct Everywhere<T> {
    path: T,
    rest: Vec<T>,
    query: T,
    #[query(style = csv)]
    joined: [T; 2],
    #[query(flatten)]
    flat: BTreeMap<&'static str, T>,
    #[query(style = deep)]
    deep: BTreeMap<&'static str, T>,
    #[header("X-Value")]
    header: T,
    form: Option<T>,
}

#[endpoint(PUT, "/", 204 => ())]
struct InJson<T> {
    value: T,
}

#[endpoint(POST, "/", body = Multipart, 204 => ())]
struct InPart<T: Serialize> {
    value: T,
}

/// The value has this text in every place, percent-encoded where that place needs it, and this JSON.
fn assert_form<T: Serialize + Clone>(
    value: &T,
    text: &str,
    segment: &str,
    query: &str,
    json: &str,
) {
    let copy = || value.clone();
    let everywhere = Everywhere {
        path: copy(),
        rest: vec![copy()],
        query: copy(),
        joined: [copy(), copy()],
        flat: BTreeMap::from([("f", copy())]),
        deep: BTreeMap::from([("d", copy())]),
        header: copy(),
        form: Some(copy()),
    };
    let expected = format!(
        "PUT /{segment}/{segment}/end?query={query}&joined={query},{query}&f={query}&deep%5Bd%5D={query}\n\
         accept: */*\ncontent-type: application/x-www-form-urlencoded\nx-value: {text}\n\nform={query}"
    );
    assert_eq!(sent(&everywhere), expected);
    assert_eq!(body(&InJson::new(copy())), format!(r#"{{"value":{json}}}"#));
    let part = body(&InPart::new(copy()));
    assert!(part.contains(&format!("\r\n\r\n{text}\r\n--")), "{part}");
}

/// The same where nothing is encoded.
fn assert_plain<T: Serialize + Clone>(value: &T, text: &str) {
    assert_form(value, text, text, text, text);
}

#[derive(Clone, Serialize)]
struct Id(u64);

#[derive(Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    VeryFast,
    #[serde(rename = "a b")]
    Slow,
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Either {
    Number(i8),
    Text(String),
}

/// Its `Display` is for people.
impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("as fast as it can")
    }
}

#[test]
fn dates_and_times() {
    let time: DateTime<Utc> = "2025-05-02T10:00:00Z".parse().unwrap();
    assert_ne!(time.to_string(), "2025-05-02T10:00:00Z");
    assert_form(
        &time,
        "2025-05-02T10:00:00Z",
        "2025-05-02T10:00:00Z",
        "2025-05-02T10%3A00%3A00Z",
        r#""2025-05-02T10:00:00Z""#,
    );
    let precise: DateTime<Utc> = "2025-05-02T10:00:00.000125Z".parse().unwrap();
    assert_form(
        &precise,
        "2025-05-02T10:00:00.000125Z",
        "2025-05-02T10:00:00.000125Z",
        "2025-05-02T10%3A00%3A00.000125Z",
        r#""2025-05-02T10:00:00.000125Z""#,
    );
    let date = NaiveDate::from_ymd_opt(2025, 5, 2).unwrap();
    assert_form(
        &date,
        "2025-05-02",
        "2025-05-02",
        "2025-05-02",
        r#""2025-05-02""#,
    );
}

#[test]
fn numbers_and_what_holds_them() {
    assert_plain(&i128::MIN, "-170141183460469231731687303715884105728");
    assert_plain(&u128::MAX, "340282366920938463463374607431768211455");
    for (float, text, json) in [
        (1.0, "1", "1.0"),
        (-0.0, "-0", "-0.0"),
        (0.5, "0.5", "0.5"),
        (1e-7, "1e-7", "1e-7"),
    ] {
        assert_form(&float, text, text, text, json);
    }
    assert_form(&35625.0_f32, "35625", "35625", "35625", "35625.0");
    assert_plain(&0.1_f32, "0.1");
    assert_plain(&f64::MIN_POSITIVE, "2.2250738585072014e-308");
    assert_plain(&true, "true");
    assert_plain(&Id(7), "7");
    assert_plain(&json!(7), "7");
    assert_plain(&Either::Number(-1), "-1");
    assert_plain(&Box::new(5_u8), "5");
}

#[test]
fn names_of_variants() {
    assert_form(
        &Mode::VeryFast,
        "very-fast",
        "very-fast",
        "very-fast",
        "\"very-fast\"",
    );
    assert_form(&Mode::Slow, "a b", "a%20b", "a%20b", "\"a b\"");
    assert_form(&Either::Text("x".into()), "x", "x", "x", "\"x\"");
    let id = uuid::Uuid::from_u128(7);
    let text = "00000000-0000-0000-0000-000000000007";
    assert_form(&id, text, text, text, &format!("\"{text}\""));
    let url = url::Url::parse("https://h/a?b").unwrap();
    assert_form(
        &url,
        "https://h/a?b",
        "https:%2F%2Fh%2Fa%3Fb",
        "https%3A%2F%2Fh%2Fa%3Fb",
        "\"https://h/a?b\"",
    );
}

/// Only `Display`.
#[derive(Clone)]
struct Version(u8);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

#[endpoint(GET, "/<a: Display>/x-<b:Display>/<c..: Display>?<d: Display>&e=<e: Display>", 204 => ())]
struct Displayed<'a> {
    a: Version,
    b: &'a Version,
    c: Vec<Version>,
    d: Option<Version>,
    #[query(style = csv)]
    e: [Version; 2],
    #[query(Display)]
    list: &'a [Version],
    #[query("j", style = csv, Display)]
    joined: Vec<Version>,
    #[header("X-Version", Display)]
    header: Option<Version>,
    #[header("X-Secret", Display)]
    #[secret]
    secret: Version,
    /// It is both, and the word chooses.
    #[query(Display)]
    mode: Mode,
}

#[test]
fn a_value_by_its_display() {
    let list = [Version(6), Version(7)];
    let all = Displayed::new(
        Version(1),
        &list[0],
        vec![Version(3), Version(4)],
        [Version(5), Version(5)],
        &list,
        vec![Version(8), Version(9)],
        Version(0),
        Mode::Slow,
    );
    assert_eq!(
        target(&all),
        "/v1/x-v6/v3/v4?e=v5,v5&list=v6&list=v7&j=v8,v9&mode=as%20fast%20as%20it%20can"
    );
    let all = all.d(Version(2)).header(Version(3));
    assert!(target(&all).contains("?d=v2&e=v5,v5&"));
    let request = all.to_http(&base()).unwrap();
    assert_eq!(request.headers()["x-version"], "v3");
    assert!(request.headers()["x-secret"].is_sensitive());
    assert_eq!(
        Displayed::META.template,
        "/<a>/x-<b>/<c..>?<d>&e=<e>",
        "how a value is sent is not for documents"
    );
}

#[endpoint(GET, "/<path>", 204 => ())]
struct One<T> {
    path: T,
}

#[endpoint(GET, "/<path..>", 204 => ())]
struct Segments<T> {
    path: T,
}

#[endpoint(GET, "/", 204 => ())]
struct Query<T> {
    #[query]
    value: T,
}

#[endpoint(GET, "/", 204 => ())]
struct Joined<T> {
    #[query(style = csv)]
    value: T,
}

#[endpoint(GET, "/", 204 => ())]
struct Header<T> {
    #[header("X-Value")]
    value: T,
}

#[derive(Clone, Serialize)]
struct Point {
    x: u8,
}

#[derive(Clone, Serialize)]
enum Shape {
    Circle(u8),
    Square(u8, u8),
    Named { x: u8 },
}

#[derive(Clone)]
struct Raw(&'static [u8]);

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// What a library writes for its own serializer alone.
#[derive(Clone)]
struct Private(&'static str);

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(self.0, 1)?;
        fields.serialize_field(self.0, "7")?;
        fields.end()
    }
}

/// In each location for single values it is a build error that names the field.
fn assert_refused<T: Serialize + Clone>(value: &T, why: &str) {
    let copy = || value.clone();
    for (error, name) in [
        (build_error(&One::new(copy())), "path"),
        (build_error(&Segments::new(copy())), "path"),
        (build_error(&Query::new(copy())), "value"),
        (build_error(&Joined::new(copy())), "value"),
        (build_error(&Header::new(copy())), "x-value"),
        (build_error(&InPart::new(copy())), "value"),
        (build_error(&Query::new(Some(vec![copy()]))), "value"),
    ] {
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::Unformattable, name)
        );
        assert_eq!(error.detail(), Some(why), "{error}");
    }
}

#[test]
fn what_is_no_single_value() {
    const ENTRIES: &str =
        "a struct or a map; its entries need `#[query(flatten)]` or `#[query(style = deep)]`";
    const VARIANT: &str = "a variant that carries a value";
    assert_refused(&Point { x: 1 }, ENTRIES);
    assert_refused(&BTreeMap::from([("x", 1)]), ENTRIES);
    assert_refused(&json!({"x": 1}), ENTRIES);
    assert_refused(&Shape::Circle(1), VARIANT);
    assert_refused(&Shape::Square(1, 2), VARIANT);
    assert_refused(&Shape::Named { x: 1 }, VARIANT);
    assert_refused(&Raw(b"x"), "bytes, which have no text form of their own");
    let raw = "$serde_json::private::RawValue";
    let why = format!("`{raw}` is a form that only its own library writes");
    assert_refused(&Private(raw), &why);
    let error = build_error(&Query::new(Point { x: 1 }));
    assert_eq!(
        error.to_string(),
        format!("GET /: `value` cannot be written as text: {ENTRIES}; nothing was sent")
    );
}

#[test]
fn numbers_that_are_not_finite() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_refused(&number, "a number that is not finite");
    }
    assert_refused(&f32::NAN, "a number that is not finite");
    let form = build_error(&Everywhere {
        path: 1.5,
        rest: vec![1.5],
        query: 1.5,
        joined: [1.5, 1.5],
        flat: BTreeMap::new(),
        deep: BTreeMap::new(),
        header: 1.5,
        form: Some(f64::NAN),
    });
    assert_eq!(form.kind(), BuildErrorKind::Body);
}

/// JSON writes `null` for such a number, and that would empty the field.
#[test]
fn a_patch_that_is_not_finite() {
    #[derive(Serialize)]
    struct Meters(f64);

    for error in [
        build_error(&InJson::new(Patch::Value(f64::INFINITY))),
        build_error(&InJson::new(Patch::Value(f32::NAN))),
        build_error(&InJson::new(Patch::Value(Some(Meters(f64::NAN))))),
    ] {
        assert_eq!(error.kind(), BuildErrorKind::Body);
        assert!(error.detail().unwrap().contains("not finite"));
    }
    assert_eq!(body(&InJson::new(Patch::Value(1.0))), r#"{"value":1.0}"#);
    assert_eq!(
        body(&InJson::new(Patch::Value(Point { x: 1 }))),
        r#"{"value":{"x":1}}"#
    );
    assert_eq!(
        body(&InJson::new(Patch::Value(vec![1]))),
        r#"{"value":[1]}"#
    );
    assert_eq!(body(&InJson::new(Patch::<f64>::Null)), r#"{"value":null}"#);
}

/// serde writes no array of this length, and none of any length.
#[endpoint(GET, "/", 204 => ())]
struct LongArray<const N: usize> {
    #[query]
    value: [u8; N],
}

type Maybe<T> = Option<T>;
type List<T> = Vec<T>;
type State = Patch<u8>;

/// Behind a name of the user's own the macro does not see what a type is.
#[test]
fn lists_and_nothing_where_a_value_is_needed() {
    let error = build_error(&One::<List<u8>>::new(vec![1, 2]));
    assert_eq!(
        (error.kind(), error.name()),
        (BuildErrorKind::Unformattable, "path")
    );
    assert_eq!(error.detail(), Some("a list, where one value is needed"));
    let error = build_error(&Query::<List<List<u8>>>::new(vec![vec![1]]));
    assert_eq!(error.detail(), Some("a list in a list"));
    for error in [
        build_error(&One::<Maybe<u8>>::new(None)),
        build_error(&Segments::<Maybe<u8>>::new(None)),
        build_error(&Segments::<List<u8>>::new(vec![])),
        build_error(&Segments::new(vec![Some("a"), None, Some("b")])),
        build_error(&One::new("")),
        build_error(&One::new(json!(null))),
    ] {
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::EmptyPath, "path")
        );
    }
    assert_eq!(target(&One::<Maybe<u8>>::new(Some(1))), "/1");
    assert_eq!(target(&Segments::new(7_u64)), "/7");
    assert_eq!(target(&Segments::new("a/b")), "/a/b");
    assert_eq!(target(&Segments::new(["a/b", "c"])), "/a%2Fb/c");
    assert_eq!(
        target(&Query::new(vec![Some(1), None, Some(2)])),
        "/?value=1&value=2"
    );
    assert_eq!(target(&Query::new((1, "a"))), "/?value=1&value=a");
    assert_eq!(target(&Query::new(json!(["a", 1]))), "/?value=a&value=1");
    assert_eq!(target(&Query::new(Maybe::<Maybe<u8>>::None)), "/");
    let long = LongArray::new([0; 40]);
    assert_eq!(target(&long).matches("value=0").count(), 40);
    assert_eq!(target(&Query::<State>::new(Patch::Absent)), "/");
    assert_eq!(target(&Query::<State>::new(Patch::Value(1))), "/?value=1");
    assert_eq!(
        target(&Query::new(Private("$serde_json::private::Number"))),
        "/?value=7"
    );
}

struct Canary;

impl Serialize for Canary {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("canary is not valid"))
    }
}

#[test]
fn what_a_type_says_of_its_value_is_not_shown() {
    for error in [
        build_error(&Query::new(Canary)),
        build_error(&One::new(Canary)),
        build_error(&Header::new(Canary)),
    ] {
        assert!(!format!("{error} {error:?}").contains("canary"));
        assert_eq!(error.detail(), Some("canary is not valid"));
    }
}

/// What is read back is what was sent.
#[test]
fn a_form_that_was_sent_is_read() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        at: DateTime<Utc>,
        share: f64,
        mode: String,
    }

    #[endpoint(POST, "/", 200 => Row as Form)]
    struct Send {
        #[body(Form)]
        row: Row,
    }

    let row = || Row {
        at: "2025-05-02T10:00:00Z".parse().unwrap(),
        share: 1.0,
        mode: "a&b".to_owned(),
    };
    let response = http::Response::new(body(&Send::new(row())).into());
    assert_eq!(Send::from_http(response).unwrap(), row());
}
