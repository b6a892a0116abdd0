//! Path, query, headers and cookies.

use std::collections::BTreeMap;

use callpoint::endpoint;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::is_read_back;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    OnDemand,
    Daily,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Id(pub(super) u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Filter {
    pub(super) status: Option<String>,
    pub(super) limit: u32,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) owner: Option<Owner>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Owner {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[endpoint(GET, "/a/<id>/b/<kind>/<at: Display>.json", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Segments {
    id: Id,
    kind: Kind,
    at: DateTime<Utc>,
}

#[endpoint(GET, "/near/<lat>,<lon>/<name>.<format>/", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Several {
    lat: f64,
    lon: f64,
    name: String,
    format: String,
}

#[endpoint(GET, "/v2/<name..>/tags", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct OneRest {
    name: String,
    #[query]
    rest: Option<u8>,
}

#[endpoint(GET, "/files/<path..>", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Rest {
    path: Vec<String>,
}

#[endpoint(GET, "/l/<csv>/<label>/<matrix>", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Lists {
    #[path(style = csv)]
    csv: Vec<u32>,
    #[path(style = label)]
    label: Vec<String>,
    #[path(style = matrix)]
    matrix: Vec<String>,
}

#[endpoint(GET, "/q?fixed=1&<page>&size=<page_size>", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Queries {
    page: Option<u32>,
    page_size: u8,
    #[query("filter[status]")]
    status: Option<String>,
    #[query]
    repeat: Vec<String>,
    #[query(style = csv)]
    csv: Vec<String>,
    #[query(style = pipes)]
    pipes: Vec<i64>,
    #[query(style = spaces)]
    spaces: Vec<String>,
    #[query(style = brackets)]
    brackets: Vec<Kind>,
    #[query(style = deep)]
    deep: Option<Filter>,
    #[query(flag)]
    dry: bool,
    #[query(Json)]
    json: Owner,
    #[query(Json)]
    more: Option<Vec<u8>>,
    #[query(Display)]
    since: Option<DateTime<Utc>>,
    #[query(Display)]
    at: Vec<DateTime<Utc>>,
    #[query(flatten)]
    rest: BTreeMap<String, String>,
}

#[endpoint(GET, "/f", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct Flat {
    #[query(flatten)]
    filter: Filter,
}

#[endpoint(GET, "/p", serve, 204 => ())]
#[derive(Debug, PartialEq)]
struct PairsOf {
    #[query(flatten)]
    pairs: Vec<(String, u16)>,
}

#[endpoint(GET, "/h", serve, header = "X-Version: 2", header = "Cookie: theme=dark", 204 => ())]
#[derive(Debug, PartialEq)]
struct Headers {
    #[header("X-Mode")]
    mode: Kind,
    #[header("X-Many")]
    many: Vec<String>,
    #[header("X-Maybe")]
    maybe: Option<bool>,
    #[header("X-At", Display)]
    at: DateTime<Utc>,
    #[secret]
    #[header("X-Key")]
    key: Option<String>,
    #[cookie("debug")]
    debug: Option<u8>,
    #[cookie("session")]
    session: String,
}

#[endpoint(GET, "/g/<id>", serve, 200 => T)]
#[derive(Debug, PartialEq)]
struct Generic<T: Serialize + std::fmt::Debug> {
    id: T,
    #[query]
    more: Vec<T>,
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn paths() {
    is_read_back(&Segments {
        id: Id(u64::MAX),
        kind: Kind::OnDemand,
        at: at(0),
    });
    is_read_back(&Several {
        lat: -1.5,
        lon: 1e30,
        name: "a/b é%2F".to_owned(),
        format: "tar,gz".to_owned(),
    });
    for name in ["library/alpine", "a", "a b/c%2Fd"] {
        is_read_back(&OneRest {
            name: name.to_owned(),
            rest: None,
        });
    }
    is_read_back(&Rest {
        path: texts(&["a", "b/c", "d?#"]),
    });
    is_read_back(&Lists {
        csv: vec![1, 2],
        label: texts(&[".a", "b"]),
        matrix: texts(&["x=1", ";y"]),
    });
}

#[test]
fn queries() {
    let mut all = Queries {
        page: None,
        page_size: 1,
        status: None,
        repeat: Vec::new(),
        csv: Vec::new(),
        pipes: Vec::new(),
        spaces: Vec::new(),
        brackets: Vec::new(),
        deep: None,
        dry: false,
        json: Owner {
            name: String::new(),
            kind: Kind::Daily,
        },
        more: None,
        since: None,
        at: Vec::new(),
        rest: BTreeMap::new(),
    };
    is_read_back(&all);
    all.page = Some(7);
    all.status = Some("a&b=c+d".to_owned());
    all.repeat = texts(&["", "a,b", "é"]);
    all.csv = texts(&["", "a,b", "%2C"]);
    all.pipes = vec![-1, i64::MIN];
    all.spaces = texts(&["a", "", "+"]);
    all.brackets = vec![Kind::Daily, Kind::OnDemand];
    all.deep = Some(Filter {
        status: Some(String::new()),
        limit: 3,
        tags: texts(&["x", "y"]),
        owner: Some(all.json.clone()),
    });
    all.dry = true;
    all.more = Some(vec![1, 2]);
    all.since = Some(at(1));
    all.at = vec![at(2), at(3)];
    all.rest = [
        ("other".to_owned(), "1".to_owned()),
        (String::from("fixe"), String::new()),
    ]
    .into();
    is_read_back(&all);
}

#[test]
fn flattened() {
    let filter = Filter {
        status: None,
        limit: 0,
        tags: texts(&["a", "b"]),
        owner: Some(Owner {
            name: "a[b]".to_owned(),
            kind: Kind::Daily,
        }),
    };
    is_read_back(&Flat { filter });
    let pairs = vec![
        ("a".to_owned(), 1),
        ("b".to_owned(), 2),
        ("a".to_owned(), 3),
    ];
    is_read_back(&PairsOf { pairs });
}

/// What one of several types reads, of which serde does not say which it tries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Limit {
    Whole(i64),
    Part(f64),
    Is(bool),
    Between { least: i64, most: Option<u64> },
}

/// A text is one, also if it looks like a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Name {
    Number(i64),
    Text(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Window {
    from: i64,
    #[serde(flatten)]
    size: Size,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Size {
    width: u32,
    scale: f64,
    is_open: bool,
}

#[endpoint(GET, "/limits/<limit>?<name>", serve, 200 => ())]
#[derive(Debug, Clone, PartialEq)]
struct Limited {
    limit: Limit,
    #[query(style = deep)]
    at: Limit,
    name: Name,
    #[query(flatten)]
    window: Window,
    #[header("X-Limit")]
    most: Limit,
}

#[test]
fn numbers_of_which_serde_does_not_say_that_they_are_asked_for() {
    let window = Window {
        from: -3,
        size: Size {
            width: 4,
            scale: 0.5,
            is_open: true,
        },
    };
    let limits = [
        Limit::Whole(5),
        Limit::Whole(-5),
        Limit::Part(1.5),
        Limit::Is(true),
    ];
    for limit in limits {
        let at = Limit::Between {
            least: 1,
            most: Some(u64::MAX),
        };
        let limited = Limited {
            limit: limit.clone(),
            at,
            name: Name::Text("5".to_owned()),
            window: window.clone(),
            most: limit.clone(),
        };
        is_read_back(&limited);
        is_read_back(&Limited {
            at: limit,
            ..limited
        });
    }
}

#[test]
fn headers_and_cookies() {
    is_read_back(&Headers {
        mode: Kind::OnDemand,
        many: texts(&["a", r#""b, \"c""#, "d"]),
        maybe: Some(false),
        at: at(5),
        key: Some("s3cr3t".to_owned()),
        debug: Some(1),
        session: "a=b".to_owned(),
    });
    is_read_back(&Headers {
        mode: Kind::Daily,
        many: Vec::new(),
        maybe: None,
        at: at(5),
        key: None,
        debug: None,
        session: String::new(),
    });
}

#[test]
fn type_parameters() {
    is_read_back(&Generic {
        id: "a b".to_owned(),
        more: texts(&["c"]),
    });
    is_read_back(&Generic {
        id: 7_u64,
        more: vec![8],
    });
}
