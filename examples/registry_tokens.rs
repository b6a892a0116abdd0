//! The token flow of a container registry: a token for each scope, asked for by the challenge of a 401, kept, and fetched before it is needed where the
//! scope is known from the request.
//!
//! The example runs a registry on loopback that wants such tokens.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use callpoint::auth::{AuthError, Basic, Bearer, Credentials, PrepareFuture, Rejected};
use callpoint::{Body, Client, endpoint};
use tokio::net::TcpListener;

#[endpoint(GET, "/v2/<name..>/tags/list", auth = Bearer, 200 => Tags { tags: Vec<String> })]
struct ListTags {
    name: String,
}

#[endpoint(POST, "/v2/<name..>/blobs/uploads/", auth = Bearer, 202 => ())]
struct StartUpload {
    name: String,
}

/// A token for a scope, as the registry's challenge asks for it.
#[endpoint(GET, "/token?<service>&<scope>", auth = Basic, 200 => Granted { token: String })]
struct GetToken {
    service: String,
    scope: String,
}

/// Bearer tokens of a registry, one for each scope.
struct RegistryTokens {
    /// Calls the token service, and no other: the realm of a challenge could name any URL.
    client: Client<Basic>,
    tokens: Mutex<HashMap<String, Bearer>>,
    /// The service that the last challenge named: before it, there is nothing to ask for.
    service: Mutex<Option<String>>,
    generation: AtomicU64,
}

impl RegistryTokens {
    fn new(token_service: &str, user: &str, password: &str) -> Result<Self, Box<dyn StdError>> {
        let client = Client::builder(token_service).basic_auth(user, password);
        Ok(Self {
            client: client.build()?,
            tokens: Mutex::default(),
            service: Mutex::default(),
            generation: AtomicU64::new(0),
        })
    }

    fn token(&self, scope: &str) -> Option<Bearer> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(scope).cloned()
    }

    /// Fetches a token, and keeps it.
    async fn fetch(&self, service: String, scope: String) -> Result<(), AuthError> {
        let granted = GetToken::new(service, &*scope).call(&self.client).await;
        let granted = granted.map_err(|error| {
            AuthError::new("the token service granted no token").with_source(error)
        })?;
        let token = Bearer::new(granted.token)
            .map_err(|_| AuthError::new("the token is not valid in a header"))?;
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.insert(scope, token);
        self.generation.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// `repository:library/redis:pull` of `GET /v2/library/redis/tags/list`
fn scope(request: &http::Request<Body>) -> Option<String> {
    let segments: Vec<_> = request
        .uri()
        .path()
        .strip_prefix("/v2/")?
        .split('/')
        .collect();
    let end = segments
        .iter()
        .position(|one| ["tags", "manifests", "blobs"].contains(one))?;
    let actions = match request.method().as_str() {
        "GET" | "HEAD" => "pull",
        _ => "pull,push",
    };
    Some(format!(
        "repository:{}:{actions}",
        segments[..end].join("/")
    ))
}

impl Credentials for RegistryTokens {
    type Scheme = Bearer;

    fn prepare_for<'a>(&'a self, request: &http::Request<Body>) -> Option<PrepareFuture<'a>> {
        let service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()?;
        let scope = scope(request).filter(|scope| self.token(scope).is_none())?;
        Some(Box::pin(self.fetch(service, scope)))
    }

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let token = scope(request).and_then(|scope| self.token(&scope));
        // Without a token the registry says which one it wants.
        token.map_or(Ok(()), |token| token.authorize(request))
    }

    fn generation(&self) -> Option<u64> {
        Some(self.generation.load(Ordering::Relaxed))
    }

    fn challenged(&self, rejected: &Rejected<'_>) -> Option<PrepareFuture<'_>> {
        let challenges = rejected.challenges();
        let bearer = challenges.iter().find(|challenge| challenge.is("Bearer"))?;
        let service = bearer.parameter("service").unwrap_or_default().to_owned();
        let scope = bearer.parameter("scope")?.to_owned();
        *self.service.lock().unwrap_or_else(PoisonError::into_inner) = Some(service.clone());
        Some(Box::pin(self.fetch(service, scope)))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let counts = Arc::new(Counts::default());
    let url = serve(Arc::clone(&counts)).await?;
    let tokens = RegistryTokens::new(&url, "ann", "secret")?;
    let client = Client::builder(&url).credentials(tokens).build()?;

    for name in ["library/redis", "library/redis", "library/nginx"] {
        let tags = ListTags::new(name).call(&client).await?.tags;
        println!("{name}: {}", tags.join(", "));
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
    let resource = move |method: http::Method, Path(path): Path<String>, headers: HeaderMap| async move {
        respond(&counts, &method, &path, &headers)
    };
    let service = Router::new()
        .route("/token", get(token))
        .route("/v2/{*path}", get(resource.clone()).post(resource));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

fn respond(counts: &Counts, method: &http::Method, path: &str, headers: &HeaderMap) -> Response {
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
        let challenge = format!("Bearer realm=\"/token\",service=\"registry\",scope=\"{scope}\"");
        return (StatusCode::UNAUTHORIZED, [("www-authenticate", challenge)]).into_response();
    }
    if is_pull {
        json(&serde_json::json!({ "tags": ["7", "latest"] }))
    } else {
        StatusCode::ACCEPTED.into_response()
    }
}

fn json(value: &serde_json::Value) -> Response {
    ([("content-type", "application/json")], value.to_string()).into_response()
}
