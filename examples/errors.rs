//! Error handling: an error response, a timeout, a body that does not match, an invalid request.

use std::error::Error as StdError;
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use callpoint::{Client, Error, endpoint};
use tokio::net::TcpListener;

/// Shows one link.
#[endpoint(GET, "/links/<id>/",
    200 => Link { id: u32, status: String },
    404 => Missing { message: String },
    429 => (),
)]
struct GetLink {
    id: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::builder(serve().await?)
        .timeout(Duration::from_millis(300))
        .build()?;
    for id in ["7", "none", "often", "slow", "odd", "down", ".."] {
        match GetLink::new(id).call(&client).await {
            Ok(link) => println!("{id}: link {} is {}", link.id, link.status),
            Err(error) => println!("{id}: {}", explain(&error)),
        }
    }
    Ok(())
}

fn explain(error: &Error<GetLinkError>) -> String {
    match error {
        Error::Api(api) => match &api.body {
            GetLinkError::Missing(missing) => format!("not found: {}", missing.message),
            GetLinkError::TooManyRequests(()) => {
                format!("too many requests, retry after {:?}", error.retry_after())
            }
        },
        Error::Transport(_) if error.is_timeout() => {
            format!("no response in time; retryable: {}", error.is_retryable())
        }
        Error::Transport(_) => format!("no response: {error}"),
        Error::Decode(error) => {
            format!(
                "a body that does not match at {:?}: {}",
                error.path(),
                error.failure()
            )
        }
        Error::Unexpected(error) => format!("{error}, with {} bytes", error.body().len()),
        Error::Build(error) => format!("not sent: {error}"),
    }
}

/// A server with every kind of response.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route("/links/{id}/", get(link));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

async fn link(
    Path(id): Path<String>,
) -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    let (status, body) = match id.as_str() {
        "7" => (StatusCode::OK, r#"{"id":7,"status":"valid"}"#),
        "odd" => (StatusCode::OK, r#"{"id":"seven","status":"valid"}"#),
        "often" => (StatusCode::TOO_MANY_REQUESTS, ""),
        "down" => (StatusCode::BAD_GATEWAY, "<h1>Bad Gateway</h1>"),
        "slow" => {
            tokio::time::sleep(Duration::from_secs(5)).await;
            (StatusCode::OK, "")
        }
        _ => (StatusCode::NOT_FOUND, r#"{"message":"no such link"}"#),
    };
    (status, [("retry-after", "30")], body)
}
