//! The token flow of a container registry: a token for each scope, asked for by the challenge of a 401, kept, and fetched before it is needed where the
//! scope is known from the request. The client is that of `registry/`.
//!
//! The example runs a registry on loopback that wants such tokens.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use callpoint::Client;
use callpoint_examples::registry::RegistryTokens;
use callpoint_examples::registry::api::distribution::{ListTags, StartUpload};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let counts = Arc::new(Counts::default());
    let url = serve(Arc::clone(&counts)).await?;
    let tokens = RegistryTokens::new(&url, "ann", "secret")?;
    let client = Client::builder(&url).credentials(tokens).build()?;

    for name in ["library/redis", "library/redis", "library/nginx"] {
        let mut tags = client.pages(ListTags::new(name)).items();
        while let Some(tag) = tags.next().await {
            println!("{name}: {}", tag?);
        }
    }
    StartUpload::new("library/redis").call(&client).await?;

    let (challenges, tokens) = (
        counts.challenges.load(Ordering::Relaxed),
        counts.tokens.load(Ordering::Relaxed),
    );
    println!("{challenges} challenge, {tokens} tokens");
    // The first call does not know the service; after it, each scope gets its token in advance.
    assert_eq!((challenges, tokens), (1, 3));
    Ok(())
}

#[derive(Default)]
struct Counts {
    challenges: AtomicU64,
    tokens: AtomicU64,
}

/// A registry and its token service. A token here is the scope that it is for.
async fn serve(counts: Arc<Counts>) -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let of_tokens = Arc::clone(&counts);
    let token = move |headers: HeaderMap, Query(query): Query<HashMap<String, String>>| async move {
        // `ann:secret`
        let is_known = headers
            .get("authorization")
            .is_some_and(|it| it == "Basic YW5uOnNlY3JldA==");
        of_tokens.tokens.fetch_add(1, Ordering::Relaxed);
        match query.get("scope").filter(|_| is_known) {
            Some(scope) => {
                let token = scope.replace([':', ','], "-");
                json(&serde_json::json!({ "token": token }))
            }
            None => StatusCode::UNAUTHORIZED.into_response(),
        }
    };
    let realm = format!("{url}/token");
    let resource = move |method: http::Method, Path(path): Path<String>, headers: HeaderMap| async move {
        respond(&counts, &realm, &method, &path, &headers)
    };
    let service = Router::new()
        .route("/token", get(token))
        .route("/v2/{*path}", get(resource.clone()).post(resource));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

fn respond(
    counts: &Counts,
    realm: &str,
    method: &http::Method,
    path: &str,
    headers: &HeaderMap,
) -> Response {
    let is_pull = method == http::Method::GET;
    let name = path
        .split("/tags/")
        .next()
        .and_then(|it| it.split("/blobs/").next())
        .unwrap_or(path);
    let actions = if is_pull { "pull" } else { "pull,push" };
    let scope = format!("repository:{name}:{actions}");
    let wanted = format!("Bearer {}", scope.replace([':', ','], "-"));
    if headers
        .get("authorization")
        .is_none_or(|given| given != wanted.as_str())
    {
        counts.challenges.fetch_add(1, Ordering::Relaxed);
        let challenge = format!("Bearer realm=\"{realm}\",service=\"registry\",scope=\"{scope}\"");
        return (StatusCode::UNAUTHORIZED, [("www-authenticate", challenge)]).into_response();
    }
    if is_pull {
        json(&serde_json::json!({ "name": name, "tags": ["7", "latest"] }))
    } else {
        let location = format!("/v2/{name}/blobs/uploads/1");
        (StatusCode::ACCEPTED, [("location", location)]).into_response()
    }
}

fn json(value: &serde_json::Value) -> Response {
    ([("content-type", "application/json")], value.to_string()).into_response()
}
