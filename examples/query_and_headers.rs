//! Query parameters and headers: fixed, optional, repeated, joined, nested, and an allowed set of values.

use std::error::Error;

use axum::Router;
use axum::http::{HeaderMap, Uri};
use callpoint::{BaseUrl, Client, Endpoint, endpoint};
use serde::Serialize;
use tokio::net::TcpListener;

/// Searches links.
#[endpoint(GET, "/links?api-version=2024-01-01&<text>", 200 => String as Text)]
struct SearchLinks {
    /// Named in the template, so it is a query parameter.
    text: String,
    /// One pair per item.
    #[query("status__in")]
    statuses: Vec<String>,
    /// One pair, with the items joined by commas.
    #[query(style = csv)]
    ids: Option<Vec<u32>>,
    /// One pair per entry: `created[after]=…`.
    #[query(style = deep)]
    created: Created,
    /// The key alone if true.
    #[query(flag)]
    archived: bool,
    #[header("X-Request-Mode")]
    mode: Option<Mode>,
}

#[derive(Serialize)]
struct Created {
    after: String,
    before: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    BestEffort,
    Strict,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let created = Created {
        after: "2024-01-01".to_owned(),
        before: None,
    };
    let statuses = vec!["valid".to_owned(), "a & b".to_owned()];
    let search = SearchLinks::new("café", statuses, created, true);

    // A request can be inspected without being sent.
    let request = search.to_http(&BaseUrl::parse("https://api.example.com/v1")?)?;
    println!("without the optional ones:\n  {}", request.uri());

    let client = Client::builder(serve().await?).build()?;
    for mode in [Mode::BestEffort, Mode::Strict] {
        let created = Created {
            after: "2024-01-01".to_owned(),
            before: Some("2025-01-01".to_owned()),
        };
        let search = SearchLinks::new("tea", vec![], created, false);
        let received = search.ids(vec![7, 9]).mode(mode).call(&client).await?;
        println!("the server received:\n  {received}");
    }
    Ok(())
}

/// A server that echoes what it received.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().fallback(async |uri: Uri, headers: HeaderMap| {
        let mode = headers.get("x-request-mode");
        format!("{uri}\n  x-request-mode: {mode:?}")
    });
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
