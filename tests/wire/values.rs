//! Any value is either rejected or arrives unchanged, without changing the rest of the URL.

use std::collections::BTreeMap;

use callpoint::{BaseUrl, Endpoint, endpoint};
use proptest::prelude::*;
use url::Url;

#[endpoint(GET, "/api/links/<id>/end?fixed=1&<page>")]
struct Single {
    id: String,
    page: Option<u8>,
}

#[endpoint(GET, "/api/links/pre-<id>.json/end?fixed=1")]
struct Around {
    id: String,
}

#[endpoint(GET, "/api/links/<items..>/end?fixed=1")]
struct Rest {
    items: Vec<String>,
}

#[endpoint(GET, "/api?fixed=1&<single>")]
struct Query {
    single: String,
    #[query]
    list: Vec<String>,
    #[query("k[]", style = csv)]
    csv: Vec<String>,
    #[query(flatten)]
    map: BTreeMap<String, String>,
}

/// The URL as it is sent and as a browser parses it; `None` where the value is rejected.
fn urls<E: Endpoint>(endpoint: &E) -> Option<[Url; 2]> {
    let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
    let request = endpoint.to_http(&base).ok()?;
    let written = request.uri().to_string();
    let parsed = Url::parse(&written).unwrap();
    assert_eq!(parsed.as_str(), written, "no library has anything to mend");
    let joined = base_of(&written)
        .join(request.uri().path_and_query().unwrap().as_str())
        .unwrap();
    Some([parsed, joined])
}

fn base_of(written: &str) -> Url {
    Url::parse(written).unwrap().join("/").unwrap()
}

/// A URL without its path: `https://user@host:port?query#fragment`.
fn rest_of(url: &Url) -> String {
    let mut rest = url.clone();
    rest.set_path("");
    rest.to_string()
}

/// Percent-decoding (RFC 3986, section 2.1), independent of the library.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
            bytes.push(u8::try_from(digit() * 16 + digit()).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn segments(url: &Url) -> Vec<String> {
    url.path_segments().unwrap().map(decoded).collect()
}

/// Text in which dangerous characters are frequent.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<String>(),
        5 => proptest::sample::select(vec![
            ".", "..", "%", "%2e", "%2E", "%252e", "/", "\\", "?", "#", ";", ":", "@", "&", "=", "+", ",", " ", "\u{a0}", "é",
            "\u{fffd}", "\u{202e}", "😀", "a", "http://", "[", "]", "\r", "\n", "\0", "\u{7f}", "\u{ff0e}", "~", "|", "^",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn is_rejected(value: &str) -> bool {
    let dots = value.to_ascii_lowercase().replace("%2e", ".");
    value.is_empty() || dots == "." || dots == ".." || value.chars().any(char::is_control)
}

proptest! {
    #[test]
    fn a_path_value_is_one_segment(id in text()) {
        let urls = urls(&Single::new(id.clone()).page(7));
        prop_assert_eq!(urls.is_none(), is_rejected(&id));
        for url in urls.into_iter().flatten() {
            prop_assert_eq!(segments(&url), ["v1", "api", "links", &id, "end"]);
            prop_assert_eq!(rest_of(&url), "https://api.example.com/?fixed=1&page=7");
        }
    }

    #[test]
    fn a_path_value_with_text_around_it(id in text()) {
        let urls = urls(&Around::new(id.clone()));
        prop_assert_eq!(urls.is_none(), id.is_empty() || id.chars().any(char::is_control));
        for url in urls.into_iter().flatten() {
            prop_assert_eq!(segments(&url), ["v1", "api", "links", &format!("pre-{id}.json"), "end"]);
            prop_assert_eq!(rest_of(&url), "https://api.example.com/?fixed=1");
        }
    }

    #[test]
    fn each_item_of_a_rest_parameter_is_one_segment(items in proptest::collection::vec(text(), 0..4)) {
        let urls = urls(&Rest::new(items.clone()));
        prop_assert_eq!(urls.is_none(), items.is_empty() || items.iter().any(|item| is_rejected(item)));
        for url in urls.into_iter().flatten() {
            let expected: Vec<_> =
                ["v1", "api", "links"].into_iter().map(str::to_owned).chain(items.clone()).chain(["end".to_owned()]).collect();
            prop_assert_eq!(segments(&url), expected);
            prop_assert_eq!(rest_of(&url), "https://api.example.com/?fixed=1");
        }
    }

    #[test]
    fn query_values_round_trip(
        single in text(),
        list in proptest::collection::vec(text(), 0..3),
        csv in proptest::collection::vec(text(), 0..3),
        map in proptest::collection::btree_map(text().prop_map(|key| format!("x{key}")), text(), 0..3),
    ) {
        let query = Query::new(single.clone(), list.clone(), csv.clone(), map.clone());
        let mut expected = vec![("fixed".to_owned(), "1".to_owned()), ("single".to_owned(), single)];
        expected.extend(list.into_iter().map(|item| ("list".to_owned(), item)));
        expected.extend((!csv.is_empty()).then(|| ("k[]".to_owned(), csv.join(","))));
        expected.extend(map);
        for url in urls(&query).expect("any text can travel in the query") {
            let pairs: Vec<_> = url::form_urlencoded::parse(url.query().unwrap().as_bytes()).into_owned().collect();
            prop_assert_eq!(&pairs, &expected);
            prop_assert_eq!(url.path(), "/v1/api");
            prop_assert_eq!(url.fragment(), None);
        }
    }
}
