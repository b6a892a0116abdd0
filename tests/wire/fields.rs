//! Query and header fields: lists, options, enums and other values sent as text.

use std::collections::{BTreeMap, BTreeSet};

use callpoint::endpoint;
use serde::Serialize;

use crate::{body, sent, target};

#[endpoint(GET, "/l")]
struct Lists {
    #[query]
    tag: Vec<String>,
    #[query("filter[status]", style = csv)]
    status: Vec<String>,
    #[query(style = repeat)]
    ids: Option<Vec<u8>>,
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

#[test]
fn a_list_repeats_its_key_or_is_joined_with_commas() {
    const SPECIAL: &[&str] = &["a,b", "c&d", "e+f", "g h", ""];
    let cases: [(&[&str], &str); 4] = [
        (&[], "/l"),
        (&["a"], "/l?tag=a&filter%5Bstatus%5D=a"),
        (&["a", "b"], "/l?tag=a&tag=b&filter%5Bstatus%5D=a,b"),
        (
            SPECIAL,
            "/l?tag=a%2Cb&tag=c%26d&tag=e%2Bf&tag=g%20h&tag=&filter%5Bstatus%5D=a%2Cb,c%26d,e%2Bf,g%20h,",
        ),
    ];
    for (items, expected) in cases {
        assert_eq!(target(&Lists::new(list(items), list(items))), expected);
    }
    assert_eq!(
        target(&Lists::new(vec![], vec![]).ids(vec![1, 2])),
        "/l?ids=1&ids=2"
    );
    assert_eq!(target(&Lists::new(vec![], vec![]).ids(vec![])), "/l");
}

#[endpoint(GET, "/o")]
struct OtherLists<'a, const N: usize> {
    #[query]
    array: [u8; N],
    #[query]
    slice: &'a [&'a str],
    #[query]
    set: BTreeSet<char>,
    #[query]
    maybe: Vec<bool>,
}

#[test]
fn any_list_is_a_list() {
    let lists = OtherLists::new([1, 2], &["x", "y"], BTreeSet::from(['b', 'a']), vec![true]);
    assert_eq!(
        target(&lists),
        "/o?array=1&array=2&slice=x&slice=y&set=a&set=b&maybe=true"
    );
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    created_after: Option<u64>,
    tags: Vec<&'static str>,
    owner: BTreeMap<&'static str, bool>,
}

#[endpoint(GET, "/f?v=1")]
struct Flat {
    #[query(flatten)]
    filter: Filter,
    #[query(flatten)]
    more: Option<BTreeMap<String, String>>,
}

#[test]
fn a_struct_or_map_is_flattened_into_the_query() {
    let filter = |created_after, tags| Filter {
        created_after,
        tags,
        owner: BTreeMap::new(),
    };
    assert_eq!(target(&Flat::new(filter(None, vec![]))), "/f?v=1");
    assert_eq!(
        target(&Flat::new(filter(Some(5), vec!["a b", "c"]))),
        "/f?v=1&createdAfter=5&tags=a%20b&tags=c"
    );
    let more = BTreeMap::from([("a&b".to_owned(), "c=d".to_owned())]);
    assert_eq!(
        target(&Flat::new(filter(None, vec![])).more(more)),
        "/f?v=1&a%26b=c%3Dd"
    );
    let filter = Filter {
        owner: BTreeMap::from([("me", true)]),
        ..filter(None, vec![])
    };
    assert_eq!(target(&Flat::new(filter)), "/f?v=1&owner%5Bme%5D=true");
}

#[endpoint(DELETE, "/h/<id>", 204 => ())]
struct Headers {
    id: u8,
    #[header("X-Belvo-Request-Mode")]
    mode: Option<String>,
    #[header("If-Match")]
    etags: Vec<String>,
    #[header("accept")]
    accept: Option<&'static str>,
    #[header("X-Key")]
    #[secret]
    key: Option<String>,
}

#[test]
fn header_fields_are_present_or_absent() {
    assert_eq!(
        sent(&Headers::new(1, vec![])),
        "DELETE /h/1\naccept: */*\n\n"
    );
    let all = Headers::new(1, list(&["\"a\"", "\"b\""]))
        .mode("async")
        .accept("text/csv")
        .key("k");
    let expected = "DELETE /h/1\naccept: text/csv\nif-match: \"a\",\"b\"\nx-belvo-request-mode: async\nx-key: k\n\n";
    assert_eq!(sent(&all), expected);
    let request = callpoint::Endpoint::to_http(&all, &crate::base()).unwrap();
    assert!(request.headers()["x-key"].is_sensitive());
    assert!(!request.headers()["x-belvo-request-mode"].is_sensitive());
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    VeryFast,
    #[serde(rename = "SLOW it/is")]
    Slow,
}

#[endpoint(PATCH, "/e/<path>", body = Form)]
struct Enums {
    path: Mode,
    #[query]
    query: Mode,
    #[query(style = csv)]
    list: Vec<Mode>,
    #[header("X-Mode")]
    header: Mode,
    form: Mode,
}

#[endpoint(PATCH, "/e")]
struct JsonEnum {
    mode: Mode,
}

#[test]
fn an_enum_has_the_same_name_everywhere() {
    let sent_as = |mode| {
        sent(&Enums {
            path: mode,
            query: mode,
            list: vec![mode, mode],
            header: mode,
            form: mode,
        })
    };
    assert_eq!(
        sent_as(Mode::VeryFast),
        "PATCH /e/very-fast?query=very-fast&list=very-fast,very-fast\naccept: */*\n\
         content-type: application/x-www-form-urlencoded\nx-mode: very-fast\n\nform=very-fast"
    );
    assert_eq!(
        sent_as(Mode::Slow),
        "PATCH /e/SLOW%20it%2Fis?query=SLOW%20it%2Fis&list=SLOW%20it%2Fis,SLOW%20it%2Fis\naccept: */*\n\
         content-type: application/x-www-form-urlencoded\nx-mode: SLOW it/is\n\nform=SLOW%20it%2Fis"
    );
    assert_eq!(body(&JsonEnum::new(Mode::Slow)), r#"{"mode":"SLOW it/is"}"#);
}

#[endpoint(GET, "/g/<id>")]
struct Generic<'a, T, U> {
    id: T,
    #[query]
    size: Option<U>,
    #[query]
    cow: std::borrow::Cow<'a, str>,
}

#[test]
fn generics_and_lifetimes_pass_through() {
    assert_eq!(
        target(&Generic {
            id: 5_u8,
            size: Some(1.5),
            cow: "x".into()
        }),
        "/g/5?size=1.5&cow=x"
    );
    assert_eq!(
        target(&Generic {
            id: Mode::Slow,
            size: None::<char>,
            cow: "".into()
        }),
        "/g/SLOW%20it%2Fis?cow="
    );
}
