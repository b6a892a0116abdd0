//! Structs in the query: `deep` and `flatten`, parsed by `serde_qs`.

use std::collections::BTreeMap;

use callpoint::{Endpoint, endpoint};
use serde::{Deserialize, Serialize};

use crate::request;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Filter {
    tag: Option<Vec<String>>,
    text: Option<String>,
    owner: Option<Owner>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Owner {
    name: Option<String>,
    at: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    city: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Row {
    id: u8,
}

#[endpoint(GET, "/q", 204 => ())]
struct Deep {
    #[query("v", style = deep)]
    value: Option<Filter>,
}

#[endpoint(GET, "/q", 204 => ())]
struct Flat {
    #[query(flatten)]
    value: Option<Filter>,
}

#[endpoint(GET, "/q?fixed=1", 204 => ())]
struct Map {
    #[query(flatten)]
    value: BTreeMap<&'static str, Vec<u8>>,
}

/// What `serde_qs` finds under the key `v`.
#[derive(Debug, Default, Deserialize)]
struct UnderKey {
    v: Option<Filter>,
}

fn query<E: Endpoint>(endpoint: &E) -> String {
    request(endpoint)
        .uri()
        .query()
        .unwrap_or_default()
        .to_owned()
}

fn parser() -> serde_qs::Config {
    serde_qs::Config::new().use_form_encoding(true)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// The query in the styles `deep` and `flatten`, with `%5B` and `%5D` written as brackets.
fn rows() -> [(Filter, &'static str, &'static str); 8] {
    let city = |city: &str| {
        Some(Place {
            city: city.to_owned(),
        })
    };
    let of = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    let deep = Filter {
        owner: Some(Owner {
            name: Some("ann".to_owned()),
            at: city("x y"),
        }),
        ..Filter::default()
    };
    [
        (Filter::default(), "", ""),
        (of(|f| f.tag = Some(texts(&[]))), "", ""),
        (of(|f| f.tag = Some(texts(&["a"]))), "v[tag]=a", "tag=a"),
        (
            of(|f| f.tag = Some(texts(&["a", "b"]))),
            "v[tag]=a&v[tag]=b",
            "tag=a&tag=b",
        ),
        (
            of(|f| f.text = Some("a,b & c+d#é".to_owned())),
            "v[text]=a%2Cb%20%26%20c%2Bd%23%C3%A9",
            "text=a%2Cb%20%26%20c%2Bd%23%C3%A9",
        ),
        (
            of(|f| f.text = Some("[x]=1".to_owned())),
            "v[text]=%5Bx%5D%3D1",
            "text=%5Bx%5D%3D1",
        ),
        (
            deep,
            "v[owner][name]=ann&v[owner][at][city]=x%20y",
            "owner[name]=ann&owner[at][city]=x%20y",
        ),
        (
            of(|f| f.rows = vec![Row { id: 1 }, Row { id: 2 }]),
            "v[rows][0][id]=1&v[rows][1][id]=2",
            "rows[0][id]=1&rows[1][id]=2",
        ),
    ]
}

/// Brackets in keys are encoded; those in values are in the table as they are sent.
fn encoded(query: &str) -> String {
    query.replace('[', "%5B").replace(']', "%5D")
}

/// An empty list is not sent, so it is read as absent.
fn without_empty_lists(mut filter: Filter) -> Filter {
    filter.tag = filter.tag.filter(|tags| !tags.is_empty());
    filter
}

#[test]
fn structs_in_both_styles() {
    assert_eq!(query(&Deep { value: None }), "");
    assert_eq!(query(&Flat { value: None }), "");
    for (value, deep, flat) in rows() {
        let sent = query(&Deep {
            value: Some(value.clone()),
        });
        assert_eq!(sent, encoded(deep));
        let read: UnderKey = parser().deserialize_str(&sent).unwrap();
        let value = without_empty_lists(value);
        assert_eq!(read.v.unwrap_or_default(), value, "{sent}");
        let sent = query(&Flat {
            value: Some(value.clone()),
        });
        assert_eq!(sent, encoded(flat));
        let read: Filter = parser().deserialize_str(&sent).unwrap();
        assert_eq!(read, value, "{sent}");
    }
}

#[test]
fn a_map_behind_fixed_pairs() {
    let value = BTreeMap::from([("a b", vec![1, 2]), ("none", vec![]), ("é", vec![3])]);
    assert_eq!(query(&Map { value }), "fixed=1&a%20b=1&a%20b=2&%C3%A9=3");
    let value = BTreeMap::new();
    assert_eq!(query(&Map { value }), "fixed=1");
}
