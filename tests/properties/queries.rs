//! Values round-trip in every style of the query.

use std::collections::BTreeMap;

use callpoint::endpoint;
use proptest::prelude::*;
use url::form_urlencoded;

use crate::{decoded, request, text, texts};

#[endpoint(GET, "/search?fixed=1&<page>")]
struct Search {
    page: Option<u32>,
    #[query]
    list: Vec<String>,
    #[query(style = brackets)]
    brackets: Vec<String>,
    #[query(style = deep)]
    deep: BTreeMap<String, Vec<String>>,
    #[query(flatten)]
    flat: BTreeMap<String, String>,
    #[query(flag)]
    flag: bool,
}

#[endpoint(GET, "/search")]
struct Joined {
    #[query(style = csv)]
    csv: Vec<String>,
    #[query(style = pipes)]
    pipes: Vec<String>,
    #[query(style = spaces)]
    spaces: Vec<String>,
}

/// A key without brackets, which would make other keys.
fn key() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("k{}", text.replace(['[', ']'], "")))
}

/// The items of a list in one pair, split before they are decoded.
fn items(query: &str, key: &str, separator: &str) -> Vec<String> {
    let pair = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    let items = pair.into_iter().flat_map(|value| value.split(separator));
    items.map(decoded).collect()
}

proptest! {
    #[test]
    fn pairs(
        page in any::<Option<u32>>(),
        list in texts(),
        brackets in texts(),
        deep in proptest::collection::btree_map(key(), texts(), 0..3),
        flat in proptest::collection::btree_map(key(), text(), 0..3),
        flag in any::<bool>(),
    ) {
        let mut search = Search::new(list.clone(), brackets.clone(), deep.clone(), flat.clone(), flag);
        search.page = page;
        let mut expected = vec![("fixed".to_owned(), "1".to_owned())];
        expected.extend(page.map(|page| ("page".to_owned(), page.to_string())));
        expected.extend(list.into_iter().map(|item| ("list".to_owned(), item)));
        expected.extend(brackets.into_iter().map(|item| ("brackets[]".to_owned(), item)));
        for (key, items) in deep {
            expected.extend(items.into_iter().map(|item| (format!("deep[{key}]"), item)));
        }
        expected.extend(flat);
        expected.extend(flag.then(|| ("flag".to_owned(), String::new())));
        let sent = request(&search).expect("any text can travel in the query");
        let query = sent.uri().query().unwrap();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        prop_assert_eq!(pairs, expected);
        prop_assert_eq!(sent.uri().path(), "/v1/search");
    }

    #[test]
    fn lists_in_one_pair(csv in texts(), pipes in texts(), spaces in texts()) {
        let has = |items: &[String], separator: &str| items.iter().any(|item| item.contains(separator));
        let sent = request(&Joined::new(csv.clone(), pipes.clone(), spaces.clone()));
        // An encoded separator in an item looks like one between two items.
        prop_assert_eq!(sent.is_err(), has(&pipes, "|") || has(&spaces, " "));
        if let Ok(sent) = sent {
            let query = sent.uri().query().unwrap_or_default();
            prop_assert_eq!(items(query, "csv", ","), csv);
            prop_assert_eq!(items(query, "pipes", "%7C"), pipes);
            prop_assert_eq!(items(query, "spaces", "%20"), spaces);
        }
    }
}
