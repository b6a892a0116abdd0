//! Server-sent events that resume where they stopped when the server closes the connection.

use std::convert::Infallible;
use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use callpoint::{Client, Deserialize, Events, endpoint};
use futures_util::stream;
use tokio::net::TcpListener;

/// Streams price changes.
#[endpoint(GET, "/prices", 200 => Events<Price> as Sse)]
struct WatchPrices;

#[derive(Deserialize)]
struct Price {
    name: String,
    cents: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder(serve().await?).build()?;
    let mut prices = WatchPrices.call(&client).await?;
    while let Some(event) = prices.next().await {
        let event = event?;
        let Price { name, cents } = event.data;
        println!("{} {}: {name} costs {cents} cents", event.event, event.id);
    }
    println!("end of stream");
    Ok(())
}

/// A server that sends two events per connection, six in total.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route("/prices", get(prices));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

async fn prices(headers: HeaderMap) -> Response {
    let last = headers.get("last-event-id");
    println!("(the client requests the events after {last:?})");
    let last = last
        .and_then(|id| id.to_str().ok()?.parse().ok())
        .unwrap_or(0_u64);
    if last >= 6 {
        // No content: the stream is complete.
        return StatusCode::NO_CONTENT.into_response();
    }
    let events = [last + 1, last + 2].map(|id| {
        let data = format!(r#"{{"name":"tea","cents":{}}}"#, 300 + id);
        let event = Event::default().event("price").id(id.to_string());
        Ok::<_, Infallible>(event.retry(Duration::from_millis(20)).data(data))
    });
    Sse::new(stream::iter(events)).into_response()
}
