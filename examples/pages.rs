//! A paginated list as one stream of items.

use std::collections::BTreeMap;
use std::error::Error;

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use callpoint::pages::{Next, Paginate};
use callpoint::{Client, Response, endpoint};
use tokio::net::TcpListener;

/// Lists links, three per page.
#[endpoint(GET, "/links", 200 => LinkPage { next: Option<String>, results: Vec<u32> })]
struct ListLinks;

impl Paginate for ListLinks {
    type Item = u32;

    fn next(&self, page: &Response<LinkPage>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: LinkPage) -> Vec<u32> {
        page.results
    }
}

/// The same list, by page number.
#[endpoint(GET, "/links?<page>", 200 => NumberedPage { results: Vec<u32> })]
struct ListByNumber {
    page: u32,
}

impl Paginate for ListByNumber {
    type Item = u32;

    fn next(&self, page: &Response<NumberedPage>) -> Next<Self> {
        let is_last = page.results.is_empty();
        Next::request((!is_last).then(|| Self::new(self.page + 1)))
    }

    fn items(page: NumberedPage) -> Vec<u32> {
        page.results
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder(serve().await?).build()?;

    let mut items = client.pages(ListLinks).items();
    while let Some(item) = items.next().await {
        println!("link {}", item?);
    }

    let mut pages = client.pages(ListByNumber::new(1));
    while let Some(page) = pages.next().await {
        println!("a page with {:?}", page?.results);
    }
    Ok(())
}

/// A server with eight links.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let list = get(async |Query(query): Query<BTreeMap<String, u32>>| {
        let page = query.get("page").copied().unwrap_or(1);
        let results: Vec<u32> = (1..=8).skip(page as usize * 3 - 3).take(3).collect();
        let next = (page < 3).then(|| format!("?page={}", page + 1));
        serde_json::json!({"next": next, "results": results}).to_string()
    });
    let service = Router::new().route("/links", list);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
