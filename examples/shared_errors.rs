//! Errors that all endpoints of an API share, declared once.

use std::error::Error as StdError;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{delete, get};
use callpoint::{Client, Deserialize, Error, ErrorSet, api};
use tokio::net::TcpListener;

/// The error responses of this API.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// The request is invalid, for these reasons.
    #[status(400 | 404 | 422)]
    Rejected(Vec<Problem>),
    /// Too many requests.
    #[status(429)]
    Throttled(()),
    /// The service failed; some proxies respond with plain text.
    #[status(5xx as Text)]
    Down(String),
}

/// One reason.
#[derive(Debug, Deserialize)]
pub struct Problem {
    /// For programs.
    pub code: String,
    /// For people.
    pub message: String,
}

/// The API: each endpoint in it has these errors and limits.
#[api(errors = crate::ApiError, timeout = "5s")]
pub mod links {
    use callpoint::endpoint;

    /// Shows one link.
    #[endpoint(GET, "/links/<id>", 200 => Link { id: u64 })]
    pub struct GetLink {
        /// Which one.
        pub id: u64,
    }

    /// Deletes one link.
    #[endpoint(DELETE, "/links/<id>", 204 => ())]
    pub struct DeleteLink {
        /// Which one.
        pub id: u64,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    for endpoint in links::ENDPOINTS {
        println!("{} {}", endpoint.method, endpoint.template);
    }
    let client = Client::builder(serve().await?).build()?;
    match links::GetLink::new(7).call(&client).await {
        Ok(link) => println!("link {}", link.id),
        Err(error) => report(&error),
    }
    if let Err(error) = links::DeleteLink::new(7).call(&client).await {
        report(&error);
    }
    Ok(())
}

/// Handles the errors of every endpoint.
fn report(error: &Error<ApiError>) {
    match error.api() {
        Some(ApiError::Rejected(problems)) => {
            for Problem { code, message } in problems {
                println!("{error}: {code}, {message}");
            }
        }
        Some(ApiError::Throttled(()) | ApiError::Down(_)) => println!("{error}: later, perhaps"),
        None => println!("{error}"),
    }
}

/// A server that responds with errors.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let problems = r#"[{"code":"not_found","message":"there is no link 7"}]"#;
    let link = get(async move || (StatusCode::NOT_FOUND, problems));
    let link = link.merge(delete(async || (StatusCode::BAD_GATEWAY, "no luck")));
    let service = Router::new().route("/links/{id}", link);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
