//! A session that a cookie keeps: the service sets it at the login, and each later call of the same client sends it.
//!
//! Cookies are kept by reqwest, with its feature `cookies`.

use std::error::Error as StdError;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use callpoint::transport::ReqwestTransport;
use callpoint::{Client, Error, endpoint};
use tokio::net::TcpListener;

#[endpoint(POST, "/login", 204 => ())]
struct Login {
    name: String,
    #[secret]
    password: String,
}

#[endpoint(GET, "/me", 200 => String as Text, 401 => LoggedOut(()))]
struct Me;

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let reqwest = reqwest::Client::builder().cookie_store(true);
    let client = Client::builder(&serve().await?)
        .transport(ReqwestTransport::from_builder(reqwest)?)
        .build()?;

    match Me.call(&client).await {
        Err(Error::Api(error)) if error.body.is_logged_out() => println!("not logged in yet"),
        other => return Err(format!("a session without a login: {other:?}").into()),
    }
    Login::new("ann", "secret").call(&client).await?;
    let name = Me.call(&client).await?;
    println!("logged in as {name}");
    assert_eq!(name, "ann");
    Ok(())
}

async fn serve() -> std::io::Result<String> {
    let login = || async {
        let session = [("set-cookie", "session=8f2a; HttpOnly; SameSite=Strict")];
        (StatusCode::NO_CONTENT, session)
    };
    let me = |headers: HeaderMap| async move {
        match headers.get("cookie") {
            Some(cookie) if cookie == "session=8f2a" => "ann".into_response(),
            _ => StatusCode::UNAUTHORIZED.into_response(),
        }
    };
    let service = Router::new()
        .route("/login", post(login))
        .route("/me", get(me));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(base)
}
