//! Pagination by link, cursor, number and offset.

use callpoint::pages::{Next, Paginate};
use callpoint::{Client, Response, endpoint};
use serde::Deserialize;

use crate::client;
use crate::memory::{Asked, json, responding};
use crate::wire;
use callpoint_test_support::script::{Message, Script};

#[derive(Debug, Deserialize)]
struct Page {
    next: Option<String>,
    results: Vec<u32>,
}

/// By the link in the body.
#[endpoint(GET, "/v1/links?<page_size>", 200 => Page)]
struct ByLink {
    page_size: Option<u8>,
    #[header("x-mode")]
    mode: Option<&'static str>,
}

impl Paginate for ByLink {
    type Item = u32;

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: Page) -> Vec<u32> {
        page.results
    }
}

/// By the `Link` header.
#[endpoint(GET, "/v1/links", 200 => Vec<u32>)]
struct ByHeader;

impl Paginate for ByHeader {
    type Item = u32;

    fn next(&self, page: &Response<Vec<u32>>) -> Next<Self> {
        Next::link_header(page)
    }

    fn items(page: Vec<u32>) -> Vec<u32> {
        page
    }
}

/// With a custom request type: the value at `place` says where to continue.
macro_rules! by_request {
    ($name:ident $method:ident $(#[$place:meta])? $field:ident: $ty:ty, $next:expr) => {
        #[endpoint($method, "/v1/links", 200 => Page)]
        struct $name {
            $(#[$place])?
            $field: Option<$ty>,
        }

        impl Paginate for $name {
            type Item = u32;

            fn next(&self, page: &Response<Page>) -> Next<Self> {
                let next: fn(Option<$ty>, &Page) -> Option<$ty> = $next;
                let next = next(self.$field.clone(), page);
                Next::request(next.map(|next| Self { $field: Some(next) }))
            }

            fn items(page: Page) -> Vec<u32> {
                page.results
            }
        }
    };
}

by_request!(ByCursor GET #[query] after: String, |_, page| page.next.clone());
by_request!(ByHeaderCursor GET #[header("x-after")] after: String, |_, page| page.next.clone());
by_request!(ByBodyCursor POST after: String, |_, page| page.next.clone());
by_request!(ByNumber GET #[query] page: u32, |page, got| {
    (!got.results.is_empty()).then(|| page.unwrap_or(1) + 1)
});
by_request!(ByOffset GET #[query] offset: usize, |offset, got| {
    (!got.results.is_empty()).then(|| offset.unwrap_or(0) + got.results.len())
});

/// All items to the end.
async fn items<R, A>(client: &Client<A>, request: R) -> Vec<R::Item>
where
    R: Paginate,
    A: callpoint::auth::Provides<R::Auth>,
    R::Error: std::fmt::Display,
{
    let mut items = client.pages(request).items();
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    assert!(items.next().await.is_none());
    all
}

/// One page of JSON after the other, regardless of the request.
fn paged(pages: &'static [&'static str]) -> (Client, Asked) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    responding(move |_| {
        let page = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        json(200, pages[page])
    })
}

#[tokio::test]
async fn by_a_link_in_the_body() {
    let cases = [
        (
            "https://api.example.com/v1/links?page=2",
            "/v1/links?page=2",
        ),
        (
            "https://API.example.com:443/v1/links?page=2#top",
            "/v1/links?page=2",
        ),
        ("//api.example.com/v1/links?page=2", "/v1/links?page=2"),
        ("/v2/other?a=b%20c", "/v2/other?a=b%20c"),
        ("?page=2", "/v1/links?page=2"),
        ("links?page=2", "/v1/links?page=2"),
        ("more/links?page=2", "/v1/more/links?page=2"),
    ];
    for (link, expected) in cases {
        assert_link(link, expected).await;
    }
}

/// A URL in its query does not make a link absolute (RFC 3986, section 4.1).
#[tokio::test]
async fn by_a_relative_link_with_a_url_in_its_query() {
    let link = "links?back=https://api.example.com/";
    assert_link(link, "/v1/links?back=https://api.example.com/").await;
}

/// A first page with this link leads to that target.
async fn assert_link(link: &'static str, expected: &str) {
    let (client, asked) = responding(move |request| {
        if request.headers().contains_key("x-mode") && request.uri().query() == Some("page_size=2")
        {
            let next = serde_json::to_string(link).unwrap();
            return json(200, format!(r#"{{"next":{next},"results":[1,2]}}"#));
        }
        assert_eq!(request.headers()["x-mode"], "fast");
        assert_eq!(request.headers()["accept"], "application/json");
        json(200, r#"{"results":[3]}"#)
    });
    let first = ByLink::new().page_size(2).mode("fast");
    assert_eq!(items(&client, first).await, [1, 2, 3], "{link}");
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked, ["/v1/links?page_size=2", expected], "{link}");
}

#[tokio::test]
async fn by_the_link_header() {
    let (client, asked) = responding(|request| {
        let (link, body) = match request.uri().query() {
            None => (
                "</v1/links?page=9>; rel=last, </v1/links?page=2>; rel=\"next\"",
                "[1,2]",
            ),
            _ => ("</v1/links>; rel=\"first prev\"", "[3]"),
        };
        let mut response = json(200, body);
        response.headers_mut().insert("link", link.parse().unwrap());
        response
    });
    assert_eq!(items(&client, ByHeader).await, [1, 2, 3]);
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked, ["/v1/links", "/v1/links?page=2"]);
}

const CURSORS: &[&str] = &[
    r#"{"next":"a b","results":[1,2]}"#,
    r#"{"next":"c","results":[]}"#,
    r#"{"next":null,"results":[3]}"#,
];

#[tokio::test]
async fn by_cursor() {
    let (client, asked) = paged(CURSORS);
    assert_eq!(items(&client, ByCursor::new()).await, [1, 2, 3]);
    let asked = asked.lock().unwrap().clone();
    assert_eq!(
        asked,
        ["/v1/links", "/v1/links?after=a%20b", "/v1/links?after=c"]
    );
}

/// The URL is the same for each page; the request is not.
#[tokio::test]
async fn by_a_cursor_in_the_body() {
    let (client, asked) = paged(CURSORS);
    assert_eq!(items(&client, ByBodyCursor::new()).await, [1, 2, 3]);
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn by_a_cursor_in_a_header() {
    let (client, asked) = paged(CURSORS);
    assert_eq!(items(&client, ByHeaderCursor::new()).await, [1, 2, 3]);
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn by_number_and_by_offset() {
    let pages: &[&str] = &[
        r#"{"results":[1,2]}"#,
        r#"{"results":[3]}"#,
        r#"{"results":[]}"#,
    ];
    let (client, asked) = paged(pages);
    assert_eq!(items(&client, ByNumber::new()).await, [1, 2, 3]);
    let by_number = asked.lock().unwrap().clone();
    assert_eq!(
        by_number,
        ["/v1/links", "/v1/links?page=2", "/v1/links?page=3"]
    );
    let (client, asked) = paged(pages);
    assert_eq!(items(&client, ByOffset::new()).await, [1, 2, 3]);
    let by_offset = asked.lock().unwrap().clone();
    assert_eq!(
        by_offset,
        ["/v1/links", "/v1/links?offset=2", "/v1/links?offset=3"]
    );
}

#[tokio::test]
async fn through_a_real_server() {
    let pages = [
        r#"{"next":"?page=2","results":[1]}"#,
        r#"{"next":"?page=3","results":[2]}"#,
        r#"{"results":[3]}"#,
    ];
    let server = Script::start(pages.map(|page| wire("200 OK", "", page))).await;
    let client = Client::builder(&server.base)
        .bearer_token("t")
        .build()
        .unwrap();
    let all = items(&client, ByLink::new().mode("fast")).await;
    assert_eq!(all, [1, 2, 3]);
    let received = server.received();
    let targets: Vec<_> = received.iter().map(Message::target).collect();
    assert_eq!(
        targets,
        ["/v1/links", "/v1/links?page=2", "/v1/links?page=3"]
    );
    for message in &received {
        assert_eq!(message.header("authorization"), Some("Bearer t"));
        assert_eq!(message.header("x-mode"), Some("fast"));
    }
}

#[tokio::test]
async fn the_page_number_counts_requested_pages() {
    let (client, asked) = paged(CURSORS);
    let mut pages = client.pages(ByCursor::new());
    for _ in 0..3 {
        pages.next().await.unwrap().unwrap();
        assert_eq!(pages.number(), asked.lock().unwrap().len() as u64);
    }
    assert!(pages.next().await.is_none());
    assert_eq!(pages.number(), 3);
}

/// A page that nobody reads is not requested.
#[tokio::test]
async fn a_page_is_requested_only_when_needed() {
    let server = Script::start([wire("200 OK", "", r#"{"next":"?page=2","results":[1]}"#)]).await;
    let mut pages = client(&server.base).pages(ByLink::new());
    assert_eq!(server.received().len(), 0);
    pages.next().await.unwrap().unwrap();
    drop(pages);
    assert_eq!(server.received().len(), 1);
}
