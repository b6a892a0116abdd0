//! Query parameters in each style, parsed by an independent parser.

use callpoint::{BuildErrorKind, Endpoint, endpoint};
use url::form_urlencoded;

use crate::request;

type List = Option<Vec<&'static str>>;

macro_rules! lists {
    ($($name:ident $style:ident;)*) => {$(
        #[endpoint(GET, "/q", 204 => ())]
        struct $name {
            #[query("v", style = $style)]
            value: Option<Vec<&'static str>>,
        }
    )*};
}

lists! {
    Repeat repeat;
    Csv csv;
    Pipes pipes;
    Spaces spaces;
    Brackets brackets;
}

#[endpoint(GET, "/q", 204 => ())]
struct Flag {
    #[query("v", flag)]
    value: Option<bool>,
}

/// Every character with a meaning in a query, and a two-byte character.
const SPECIAL: &str = "a,b & c+d#é";
const SPECIAL_ENCODED: &str = "a%2Cb%20%26%20c%2Bd%23%C3%A9";
/// The same without the separators of the style `spaces`.
const SPACELESS: &str = "a,b&c+d#é";
const SPACELESS_ENCODED: &str = "a%2Cb%26c%2Bd%23%C3%A9";

fn query<E: Endpoint>(endpoint: &E) -> String {
    request(endpoint)
        .uri()
        .query()
        .unwrap_or_default()
        .to_owned()
}

/// The texts of a query whose items are joined by one separator: a separator within a text is double-encoded, or absent.
fn split(query: &str, separator: &str) -> Vec<String> {
    let Some(items) = query.strip_prefix("v=") else {
        assert_eq!(query, "");
        return Vec::new();
    };
    let items = items.split(separator).map(|item| format!("v={item}"));
    items.flat_map(|pair| pairs(&pair, "v")).collect()
}

/// The texts of a query with one pair for each item.
fn pairs(query: &str, key: &str) -> Vec<String> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .map(|(found, value)| {
            assert_eq!(found, key);
            value.into_owned()
        })
        .collect()
}

/// The query that an endpoint sends, and what an independent parser reads from it.
struct Style {
    name: &'static str,
    sent: fn(List) -> String,
    read: fn(&str) -> Vec<String>,
    special: (&'static str, &'static str),
    /// `["a"]`, `["a", "b"]`, `["", "b"]`
    expected: [&'static str; 3],
}

const STYLES: [Style; 5] = [
    Style {
        name: "repeat",
        sent: |value| query(&Repeat { value }),
        read: |query| pairs(query, "v"),
        special: (SPECIAL, SPECIAL_ENCODED),
        expected: ["v=a", "v=a&v=b", "v=&v=b"],
    },
    Style {
        name: "csv",
        sent: |value| query(&Csv { value }),
        read: |query| split(query, ","),
        special: (SPECIAL, SPECIAL_ENCODED),
        expected: ["v=a", "v=a,b", "v=,b"],
    },
    Style {
        name: "pipes",
        sent: |value| query(&Pipes { value }),
        read: |query| split(query, "%7C"),
        special: (SPECIAL, SPECIAL_ENCODED),
        expected: ["v=a", "v=a%7Cb", "v=%7Cb"],
    },
    Style {
        name: "spaces",
        sent: |value| query(&Spaces { value }),
        read: |query| split(query, "%20"),
        special: (SPACELESS, SPACELESS_ENCODED),
        expected: ["v=a", "v=a%20b", "v=%20b"],
    },
    Style {
        name: "brackets",
        sent: |value| query(&Brackets { value }),
        read: |query| pairs(query, "v[]"),
        special: (SPECIAL, SPECIAL_ENCODED),
        expected: ["v%5B%5D=a", "v%5B%5D=a&v%5B%5D=b", "v%5B%5D=&v%5B%5D=b"],
    },
];

#[test]
fn lists_in_every_style() {
    for style in STYLES {
        let [one, two, empty_first] = style.expected;
        let (special, encoded) = style.special;
        let key = one.strip_suffix('a').unwrap();
        let rows: [(List, String); 6] = [
            (None, String::new()),
            (Some(vec![]), String::new()),
            (Some(vec!["a"]), one.to_owned()),
            (Some(vec!["a", "b"]), two.to_owned()),
            (Some(vec!["", "b"]), empty_first.to_owned()),
            (Some(vec![special]), format!("{key}{encoded}")),
        ];
        for (value, expected) in rows {
            let name = style.name;
            let sent = (style.sent)(value.clone());
            assert_eq!(sent, expected, "{name}: {value:?}");
            let read = (style.read)(&sent);
            assert_eq!(read, value.unwrap_or_default(), "{name}: {sent}");
        }
        let two = (style.sent)(Some(vec![special, special]));
        assert_eq!((style.read)(&two), [special, special], "{two}");
    }
}

/// Encoded, these would be the separator itself: the server would read two items instead of one.
#[test]
fn an_item_that_its_style_cannot_express_is_an_error() {
    let base = callpoint::BaseUrl::parse("https://api.example.com").unwrap();
    let spaces = Spaces::new().value(vec!["a b"]).to_http(&base).map(drop);
    let pipes = Pipes::new().value(vec!["a|b"]).to_http(&base).map(drop);
    for (style, sent) in [("spaces", spaces), ("pipes", pipes)] {
        let Err(error) = sent else {
            panic!("{style}: one item is sent as if it were two")
        };
        assert_eq!(error.kind(), BuildErrorKind::Unformattable, "{style}");
        assert_eq!(error.name(), "v", "{style}");
    }
}

#[test]
fn flags() {
    for (value, expected) in [(None, ""), (Some(false), ""), (Some(true), "v")] {
        let sent = query(&Flag { value });
        assert_eq!(sent, expected, "{value:?}");
        let read = form_urlencoded::parse(sent.as_bytes()).any(|(key, _)| key == "v");
        assert_eq!(read, value.unwrap_or_default());
    }
}

#[derive(serde::Serialize)]
struct Numbers {
    small: f32,
    large: f64,
    list: [f32; 2],
}

#[endpoint(GET, "/q", 204 => ())]
struct Flat {
    #[query(flatten)]
    numbers: Numbers,
}

#[endpoint(PUT, "/q", body = Form, 204 => ())]
struct InForm {
    small: f32,
}

/// An `f32` has no more digits than it needs, as everywhere else.
#[test]
fn single_precision_numbers() {
    let numbers = Numbers {
        small: 0.1,
        large: 0.1,
        list: [1.5, f32::MIN_POSITIVE],
    };
    // The form that JSON has.
    let min = serde_json::to_string(&f32::MIN_POSITIVE).unwrap();
    let expected = format!("small=0.1&large=0.1&list=1.5&list={min}");
    assert_eq!(query(&Flat::new(numbers)), expected);
    let form = request(&InForm::new(0.1));
    assert_eq!(form.body().as_bytes().unwrap(), b"small=0.1");
    let base = callpoint::BaseUrl::parse("https://h").unwrap();
    let error = InForm::new(f32::NAN).to_http(&base).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::Body);
}
