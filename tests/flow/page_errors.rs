//! Paginated lists that do not end properly, and long ones.

use std::collections::BTreeSet;

use callpoint::pages::{Next, PageError, Paginate};
use callpoint::{Body, Client, RedirectPolicy, Response, endpoint};
use serde::Deserialize;

use crate::client;
use crate::memory::{json, responding, transport};
use crate::wire;
use callpoint_test_support::script::Script;

#[endpoint(GET, "/items?<page>", 200 => Page, 404 => Missing { code: String })]
struct List {
    page: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Page {
    next: Option<String>,
    results: Vec<u32>,
}

impl Paginate for List {
    type Item = u32;

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: Page) -> Vec<u32> {
        page.results
    }
}

const PAGES: u32 = 1000;
const PAGE_SIZE: u32 = 100;

/// One page of a thousand; `0` for no failing page.
fn page_of_many(request: &http::Request<Body>, failing: u32) -> http::Response<Body> {
    let number = request.uri().query().map_or(1, |query| {
        let number = query.strip_prefix("page=").unwrap();
        number.parse::<u32>().unwrap()
    });
    if number == failing {
        return json(404, r#"{"code":"gone"}"#);
    }
    let first = (number - 1) * PAGE_SIZE;
    let results: Vec<u32> = (first..first + PAGE_SIZE).collect();
    let next = (number < PAGES).then(|| format!("?page={}", number + 1));
    let page = serde_json::json!({"next": next, "results": results});
    json(200, page.to_string())
}

#[tokio::test]
async fn a_hundred_thousand_items() {
    let (client, asked) = responding(|request| page_of_many(request, 0));
    let mut items = client.pages(List::new()).items();
    let mut next = 0;
    while let Some(item) = items.next().await {
        assert_eq!(item.unwrap(), next);
        next += 1;
    }
    assert_eq!(next, PAGES * PAGE_SIZE);
    let asked = asked.lock().unwrap();
    let different: BTreeSet<_> = asked.iter().collect();
    assert_eq!((asked.len(), different.len()), (1000, 1000));
}

#[tokio::test]
async fn an_error_in_the_middle_names_the_page_and_keeps_the_items() {
    let (client, asked) = responding(|request| page_of_many(request, 500));
    let mut items = client.pages(List::new()).items();
    let mut came = 0;
    let error = loop {
        match items.next().await {
            Some(Ok(item)) => {
                assert_eq!(item, came);
                came += 1;
            }
            Some(Err(error)) => break error,
            None => panic!("it ended without an error"),
        }
    };
    assert_eq!(came, 499 * PAGE_SIZE);
    assert_eq!(error.page(), 500);
    assert_eq!(error.to_string(), "page 500 could not be fetched");
    let missing = error.error().unwrap().api().unwrap();
    assert_eq!(missing.as_missing().unwrap().code, "gone");
    assert!(items.next().await.is_none());
    assert_eq!(asked.lock().unwrap().len(), 500);
    assert!(error.into_error().unwrap().into_api().unwrap().is_missing());
}

/// The errors of a list whose first page links to `link`, and the pages before them.
async fn after_first(link: &str) -> (Vec<u32>, Option<PageError<ListError>>, Vec<String>) {
    let link = serde_json::to_string(link).unwrap();
    let (client, asked) =
        responding(move |_| json(200, format!(r#"{{"next":{link},"results":[1]}}"#)));
    let mut items = client.pages(List::new().page(1)).items();
    let mut came = Vec::new();
    let mut error = None;
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => came.push(item),
            Err(failed) => {
                assert!(error.is_none(), "two errors");
                error = Some(failed);
            }
        }
        assert!(came.len() < 10, "it does not end");
    }
    let asked = asked.lock().unwrap().clone();
    (came, error, asked)
}

#[tokio::test]
async fn a_loop_ends_with_an_error() {
    let pages = ["?page=2", "?page=3", "?page=2"];
    let (client, asked) = responding(move |request| {
        let page = request
            .uri()
            .query()
            .map_or(1, |query| query[5..].parse().unwrap());
        json(
            200,
            format!(r#"{{"next":"{}","results":[{page}]}}"#, pages[page - 1]),
        )
    });
    let mut items = client.pages(List::new()).items();
    for expected in [1, 2, 3] {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.page(), 4);
    let text = "GET /items?<page>: page 4 has the request of page 2; the pages form a cycle";
    assert_eq!(error.to_string(), text);
    assert!(error.error().is_none() && error.into_error().is_err());
    assert!(items.next().await.is_none());
    assert_eq!(asked.lock().unwrap().len(), 3);
    let (came, error, asked) = after_first("?page=1").await;
    assert_eq!((came.as_slice(), asked.len()), (&[1][..], 1));
    assert!(
        error
            .unwrap()
            .to_string()
            .contains("page 2 has the request of page 1")
    );
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let links = [
        "https://evil.example/items?page=2",
        "http://api.example.com/items?page=2",
        "https://api.example.com:8443/items?page=2",
        "https://api.example.com.evil.example/items",
        "https://api.example.com@evil.example/items",
        "https://user@api.example.com/items",
        "//evil.example/items",
        "ftp://api.example.com/items",
        "javascript:alert(1)",
        "/items/../admin",
        "/items/%2e%2e/admin",
        "https://",
        "/items?page=2\r\nx-evil: 1",
    ];
    for link in links {
        assert_rejected(link).await;
    }
}

/// URL libraries read a backslash as a slash, so it can hide a host or a `..` segment (WHATWG URL, section 4.4).
#[tokio::test]
async fn a_link_with_a_backslash_is_not_followed() {
    for link in ["\\\\evil.example\\items", "/items/..\\admin"] {
        assert_rejected(link).await;
    }
}

async fn assert_rejected(link: &str) {
    let (came, error, asked) = after_first(link).await;
    assert_eq!(
        (came.as_slice(), asked.len()),
        (&[1][..], 1),
        "{link}: {asked:?}"
    );
    let error = error.unwrap();
    assert_eq!(error.page(), 2, "{link}");
    let text = "GET /items?<page>: the link to page 2 is not a valid URL of this service";
    assert_eq!(error.to_string(), text, "{link}");
}

/// A link is relative to the URL that the page finally came from (RFC 3986, section 5.1.3).
#[tokio::test]
async fn a_link_on_a_redirected_page() {
    for (link, expected) in [
        ("second", "/v2/items/second"),
        ("?page=2", "/v2/items/first?page=2"),
        ("/items/second", "/items/second"),
    ] {
        let (transport, asked) = transport(move |request| {
            let target = request.uri().path_and_query().unwrap().as_str();
            let next = (target == "/v2/items/first").then_some(link);
            let mut response = json(
                200,
                serde_json::json!({"next": next, "results": [1]}).to_string(),
            );
            if target == "/items" {
                *response.status_mut() = http::StatusCode::TEMPORARY_REDIRECT;
                let there = http::HeaderValue::from_static("/v2/items/first");
                response.headers_mut().insert("location", there);
            }
            response
        });
        let client = Client::builder("https://api.example.com")
            .transport(transport)
            .redirects(RedirectPolicy::same_origin())
            .build()
            .unwrap();
        let mut items = client.pages(List::new()).items();
        while let Some(item) = items.next().await {
            item.unwrap();
        }
        assert_eq!(
            *asked.lock().unwrap(),
            ["/items", "/v2/items/first", expected]
        );
    }
}

/// A request line is ASCII (RFC 3986, section 2), whatever a server writes into its body.
#[tokio::test]
async fn a_link_with_characters_that_are_invalid_in_urls() {
    for (link, expected) in [
        ("?name=é", "/items?name=%C3%A9"),
        ("/items/é?a=%C3%A9", "/items/%C3%A9?a=%C3%A9"),
        ("https://api.example.com/é", "/%C3%A9"),
    ] {
        let (_, _, asked) = after_first(link).await;
        assert_eq!(asked.get(1).map(String::as_str), Some(expected), "{link}");
    }
    for link in ["https://api.exämple.com/", "/a\u{85}b", "/a\tb"] {
        assert_rejected(link).await;
    }
}

/// Services say in many ways that there is no next page; the client must never request another list instead.
#[tokio::test]
async fn an_empty_link_ends_the_list() {
    let (came, _, asked) = after_first("").await;
    assert_eq!(
        (came.as_slice(), asked),
        (&[1][..], vec!["/items?page=1".to_owned()])
    );
}

#[tokio::test]
async fn another_server_receives_nothing() {
    let other = Script::start([wire("200 OK", "", r#"{"results":[2]}"#)]).await;
    let first = format!(r#"{{"next":"{}/items?page=2","results":[1]}}"#, other.base);
    let server = Script::start([wire("200 OK", "", &first)]).await;
    let mut items = client(&server.base).pages(List::new()).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert!(items.next().await.unwrap().unwrap_err().error().is_none());
    assert!(items.next().await.is_none());
    assert_eq!((server.received().len(), other.received().len()), (1, 0));
}

#[endpoint(GET, "/items/<id>", 200 => Page)]
struct Impossible {
    id: String,
}

impl Paginate for Impossible {
    type Item = u32;

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        let id = page.next.clone();
        Next::request(id.map(Impossible::new))
    }

    fn items(page: Page) -> Vec<u32> {
        page.results
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_built() {
    let (client, asked) = responding(|_| json(200, r#"{"next":"..","results":[1]}"#));
    let mut pages = client.pages(Impossible::new(""));
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.page(), 1);
    assert!(matches!(error.error(), Some(callpoint::Error::Build(_))));
    assert!(pages.next().await.is_none());
    let mut pages = client.pages(Impossible::new("a"));
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.page(), 2);
    assert!(pages.next().await.is_none());
    assert_eq!(asked.lock().unwrap().len(), 1);
}
