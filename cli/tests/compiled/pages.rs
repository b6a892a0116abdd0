//! The pages of lists, by each convention that the importer knows.

use std::sync::{Arc, Mutex};

use callpoint::pages::Paginate;
use callpoint::transport::{Sending, Transport};
use callpoint::{Body, Client};

use crate::pages_openapi::pages::*;
use crate::pages_openapi::{Link, Page};

/// Responds with one page after the other, and keeps what it was asked.
#[derive(Debug, Clone)]
struct Pages {
    pages: Arc<Mutex<Vec<&'static str>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Pages {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let mut pages = self.pages.lock().unwrap();
        let page = pages.remove(0);
        let query = request.uri().query().unwrap_or_default();
        let body = request.body().as_bytes().unwrap_or_default();
        let body = String::from_utf8_lossy(body);
        self.asked.lock().unwrap().push(format!("{query}{body}"));
        let mut response = http::Response::builder().header("content-type", "application/json");
        if !pages.is_empty() {
            response = response.header("link", "</by-header?page=2>; rel=\"next\"");
        }
        let response = response.body(Body::from(page.to_owned())).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// An item with a number.
trait Id {
    fn id(&self) -> i64;
}

impl Id for Link {
    fn id(&self) -> i64 {
        self.id
    }
}

impl Id for Page {
    fn id(&self) -> i64 {
        self.id.parse().unwrap()
    }
}

/// The ids of all items, and what was asked for them.
async fn all<R>(request: R, pages: &[&'static str]) -> (Vec<i64>, Vec<String>)
where
    R: Paginate<Auth = callpoint::auth::AnyAuth> + 'static,
    R::Item: Id,
    R::Error: std::error::Error + Send + Sync + 'static,
{
    let transport = Pages {
        pages: Arc::new(Mutex::new(pages.to_vec())),
        asked: Arc::default(),
    };
    let client = Client::builder("https://h").transport(transport.clone());
    let client = client.build().unwrap();
    let mut items = client.pages(request).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id());
    }
    assert!(transport.pages.lock().unwrap().is_empty());
    let asked = transport.asked.lock().unwrap().clone();
    (ids, asked)
}

#[tokio::test]
async fn each_convention_leads_to_the_last_page() {
    let tokens = [
        r#"{"links": [{"id": 1}], "nextPageToken": "t"}"#,
        r#"{"links": [{"id": 2}], "nextPageToken": ""}"#,
    ];
    let expected = |asked: [&str; 2]| (vec![1, 2], asked.map(str::to_owned).to_vec());
    let request = ListByToken::new().page_size(1);
    let asked = ["pageSize=1", "pageToken=t&pageSize=1"];
    assert_eq!(all(request, &tokens).await, expected(asked));
    let tokens = [
        r#"{"Links": [{"id": 1}], "NextToken": "t"}"#,
        r#"{"Links": [{"id": 2}]}"#,
    ];
    let asked = ["{}", r#"{"NextToken":"t"}"#];
    assert_eq!(all(SearchByToken::new(), &tokens).await, expected(asked));
    let lists = [r#"[{"id": 1}]"#, r#"[{"id": 2}]"#];
    let asked = ["", "page=2"];
    assert_eq!(all(ListByHeader::new(), &lists).await, expected(asked));
    let links = [
        r#"{"count": 2, "next": "https://h/by-url?page=2", "previous": null, "results": [{"id": 1}]}"#,
        r#"{"count": 2, "next": null, "previous": "https://h/by-url", "results": [{"id": 2}]}"#,
    ];
    assert_eq!(all(ListByUrl::new(), &links).await, expected(asked));
    let links = [
        r#"{"value": [{"id": 1}], "more": "/by-extension?page=2"}"#,
        r#"{"value": [{"id": 2}], "more": ""}"#,
    ];
    assert_eq!(all(ListByExtension::new(), &links).await, expected(asked));
    let numbers = [
        r#"{"current_page": 1, "last_page": 2, "data": [{"id": 1}]}"#,
        r#"{"current_page": 2, "last_page": 2, "data": [{"id": 2}]}"#,
    ];
    assert_eq!(all(ListByNumber::new(), &numbers).await, expected(asked));
    let offsets = [
        r#"{"total": 6, "items": [{"id": 1}]}"#,
        r#"{"total": 6, "items": [{"id": 2}]}"#,
    ];
    let request = ListByOffset::new().offset(4);
    let asked = ["offset=4", "offset=5"];
    assert_eq!(all(request, &offsets).await, expected(asked));
}

/// What leads on is in an object, is told by a flag or by the docs, or counts.
#[tokio::test]
async fn each_convention_of_vendors_leads_to_the_last_page() {
    let expected = |asked: [&str; 2]| (vec![1, 2], asked.map(str::to_owned).to_vec());
    let lasts = [
        r#"{"data": [{"id": "1"}], "has_more": true}"#,
        r#"{"data": [{"id": "2"}], "has_more": false}"#,
    ];
    let request = ListByLastItem::new();
    assert_eq!(
        all(request, &lasts).await,
        expected(["", "starting_after=1"])
    );
    let request = ListByNestedCursor::new();
    let cursors = [
        r#"{"data": [{"id": 1}], "has_more": true, "response_metadata": {"next_cursor": "c"}}"#,
        r#"{"data": [{"id": 2}], "response_metadata": {"next_cursor": ""}}"#,
    ];
    assert_eq!(all(request, &cursors).await, expected(["", "cursor=c"]));
    let ends = [
        r#"{"data": [{"id": 1}], "response_metadata": {"next_cursor": "c"}}"#,
        r#"{"data": [{"id": 2}], "has_more": false, "response_metadata": {"next_cursor": "d"}}"#,
    ];
    let request = ListByNestedCursor::new();
    assert_eq!(all(request, &ends).await, expected(["", "cursor=c"]));
    let relay = [
        r#"{"items": [{"id": 1}], "pageInfo": {"hasNextPage": true, "endCursor": "c"}}"#,
        r#"{"items": [{"id": 2}], "pageInfo": {"hasNextPage": false, "endCursor": "d"}}"#,
    ];
    let request = ListByEndCursor::new();
    assert_eq!(all(request, &relay).await, expected(["", "after=c"]));
    let same = [
        r#"{"items": [{"id": 1}], "cursor": "c"}"#,
        r#"{"items": [{"id": 2}]}"#,
    ];
    let request = ListBySameCursor::new();
    assert_eq!(all(request, &same).await, expected(["", "cursor=c"]));
    let asked = ["", "page=2"];
    let hal = [
        r#"{"items": [{"id": 1}], "_links": {"next": {"href": "/by-hal?page=2"}}}"#,
        r#"{"items": [{"id": 2}], "_links": {}}"#,
    ];
    assert_eq!(all(ListByHal::new(), &hal).await, expected(asked));
    let links = [
        r#"{"data": [{"id": 1}], "links": {"next": "/by-links?page=2"}}"#,
        r#"{"data": [{"id": 2}], "links": {"next": null}}"#,
    ];
    assert_eq!(all(ListByLinks::new(), &links).await, expected(asked));
    let urls = [
        r#"{"data": [{"id": 1}], "meta": {"next_page_url": "/by-meta-url?page=2"}}"#,
        r#"{"data": [{"id": 2}], "meta": {"next_page_url": null}}"#,
    ];
    assert_eq!(all(ListByMetaUrl::new(), &urls).await, expected(asked));
    let urls = [
        r#"{"data": [{"id": 1}], "next": "/by-said-url?page=2"}"#,
        r#"{"data": [{"id": 2}]}"#,
    ];
    assert_eq!(all(ListBySaidUrl::new(), &urls).await, expected(asked));
    let counts = [
        r#"{"data": [{"id": 1}], "meta": {"total_pages": 2}}"#,
        r#"{"data": [{"id": 2}], "meta": {"total_pages": 2}}"#,
    ];
    assert_eq!(all(ListByPageCount::new(), &counts).await, expected(asked));
    let numbers = [
        r#"{"data": [{"id": 1}], "meta": {"current_page": 1, "last_page": 2}}"#,
        r#"{"data": [{"id": 2}], "meta": {"current_page": 2, "last_page": 2}}"#,
    ];
    assert_eq!(
        all(ListByMetaNumber::new(), &numbers).await,
        expected(asked)
    );
    let totals = [
        r#"{"values": [{"id": 1}], "paging": {"total": 2}}"#,
        r#"{"values": [{"id": 2}], "paging": {"total": 2}}"#,
    ];
    let asked = ["", "startAt=1"];
    assert_eq!(all(ListByMetaTotal::new(), &totals).await, expected(asked));
}

/// Where the document leaves a doubt, nothing is said: a list that ends too early is worse than one without pages.
#[test]
fn what_is_not_certain_has_no_pages() {
    let text = include_str!("../generated/pages_openapi.rs");
    for name in ["SaidUrl", "SaidStart", "SaidCursor", "OneList"] {
        assert!(
            text.contains(&format!("pub struct ListNot{name} {{")),
            "{name}"
        );
    }
    assert!(!text.contains("impl Paginate for ListNot"));
}
