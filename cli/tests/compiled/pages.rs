//! The pages of lists, by each convention that the importer knows.

use std::sync::{Arc, Mutex};

use callpoint::pages::Paginate;
use callpoint::transport::{Sending, Transport};
use callpoint::{Body, Client};

use crate::pages_openapi::Link;
use crate::pages_openapi::pages::{
    ListByExtension, ListByHeader, ListByNumber, ListByOffset, ListByToken, ListByUrl,
    SearchByToken,
};

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

/// The ids of all items, and what was asked for them.
async fn all<R>(request: R, pages: &[&'static str]) -> (Vec<i64>, Vec<String>)
where
    R: Paginate<Item = Link, Auth = callpoint::auth::AnyAuth> + 'static,
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
        ids.push(item.unwrap().id);
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
