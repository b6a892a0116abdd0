//! Credentials that see the request, and the challenge of a 401 response.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use callpoint::auth::{AuthError, Credentials, PrepareFuture, Rejected, Scheme};
use callpoint::meta::SecurityScheme;
use callpoint::{Body, Client, Error, Upload, endpoint};

use crate::service::{Service, response};

#[endpoint(GET, "/v2/<name..>/tags/list", auth = Scoped, 200 => String as Text, 401 => ())]
struct ListTags {
    name: String,
}

#[endpoint(PUT, "/v2/<name..>/blob", auth = Scoped, 200 => String as Text)]
struct PutBlob {
    name: String,
    #[body(Stream)]
    blob: Upload,
}

#[endpoint(POST, "/signed", auth = Signed, 200 => String as Text)]
struct Post {
    text: String,
}

/// A token for each scope, which the challenge names.
#[derive(Default)]
struct Scoped {
    tokens: Arc<Mutex<Tokens>>,
}

#[derive(Default)]
struct Tokens {
    of: HashMap<String, String>,
    fetched: Vec<String>,
}

impl Scheme for Scoped {
    const META: SecurityScheme = SecurityScheme::custom("Scoped");
}

/// `a/b` of `/v2/a/b/tags/list`
fn repository(target: &str) -> String {
    let segments: Vec<_> = target.split('/').collect();
    segments[2..4].join("/")
}

impl Credentials for Scoped {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let tokens = self.tokens.lock().unwrap();
        if let Some(token) = tokens.of.get(&repository(request.uri().path())) {
            let mut value = http::HeaderValue::try_from(format!("Bearer {token}")).unwrap();
            value.set_sensitive(true);
            request.headers_mut().insert("authorization", value);
        }
        Ok(())
    }

    fn generation(&self) -> Option<u64> {
        Some(self.tokens.lock().unwrap().fetched.len() as u64)
    }

    fn challenged(&self, rejected: &Rejected<'_>) -> Option<PrepareFuture<'_>> {
        let challenges = rejected.challenges();
        let bearer = challenges.iter().find(|one| one.is("Bearer"))?;
        let scope = bearer.parameter("scope")?.to_owned();
        let of = rejected.target().map(repository);
        Some(Box::pin(async move {
            let mut tokens = self.tokens.lock().unwrap();
            let repository = of.or_else(|| scope.split(':').nth(1).map(str::to_owned));
            let token = format!("token-{}", tokens.fetched.len());
            tokens
                .of
                .extend(repository.map(|repository| (repository, token)));
            tokens.fetched.push(scope);
            Ok(())
        }))
    }
}

/// A registry that wants a token for each repository.
async fn registry() -> Service {
    Service::start(|message| async move {
        let name = repository(message.target());
        match message.header("authorization") {
            Some(token) => response("200 OK", "", format!("{name} {token}")),
            None => response(
                "401 Unauthorized",
                &format!(
                    "www-authenticate: Bearer realm=\"/token\",scope=\"repository:{name}:pull\"\r\n"
                ),
                "",
            ),
        }
    })
    .await
}

/// The same, fetched before the request is sent.
#[derive(Default)]
struct Ahead(Scoped);

impl Credentials for Ahead {
    type Scheme = Scoped;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        self.0.authorize(request)
    }

    fn prepare_for<'a>(&'a self, request: &http::Request<Body>) -> Option<PrepareFuture<'a>> {
        let name = repository(request.uri().path());
        let scope = format!("{name}:{}", request.method());
        if self.0.tokens.lock().unwrap().of.contains_key(&name) {
            return None;
        }
        Some(Box::pin(async move {
            let mut tokens = self.0.tokens.lock().unwrap();
            // The first time it fails for the moment.
            tokens.fetched.push(scope);
            if tokens.fetched.len() == 1 {
                let error = AuthError::new("not yet");
                return Err(error.transient(std::time::Duration::ZERO));
            }
            tokens.of.insert(name, "ahead".to_owned());
            Ok(())
        }))
    }
}

#[tokio::test]
async fn a_token_is_there_before_a_body_that_cannot_be_sent_twice() {
    let service = registry().await;
    let ahead = Ahead::default();
    let tokens = Arc::clone(&ahead.0.tokens);
    let client = Client::builder(&service.base)
        .credentials(ahead)
        .build()
        .unwrap();
    for name in ["a/b", "a/b", "c/d"] {
        let chunks = [Ok::<_, std::io::Error>(callpoint::Bytes::from_static(
            b"blob",
        ))];
        let blob = Upload::stream(futures_util::stream::iter(chunks));
        let put = PutBlob::new(name, blob).call(&client).await.unwrap();
        assert_eq!(put, format!("{name} Bearer ahead"));
    }
    assert_eq!(service.received().len(), 3);
    assert_eq!(
        tokens.lock().unwrap().fetched,
        ["a/b:PUT", "a/b:PUT", "c/d:PUT"]
    );
}

#[tokio::test]
async fn a_token_is_fetched_for_each_scope_and_kept() {
    let service = registry().await;
    let scoped = Scoped::default();
    let tokens = Arc::clone(&scoped.tokens);
    let client = Client::builder(&service.base)
        .credentials(scoped)
        .build()
        .unwrap();
    for (name, expected, requests) in [
        ("a/b", "a/b Bearer token-0", 2),
        ("a/b", "a/b Bearer token-0", 3),
        ("c/d", "c/d Bearer token-1", 5),
        ("a/b", "a/b Bearer token-0", 6),
    ] {
        assert_eq!(ListTags::new(name).call(&client).await.unwrap(), expected);
        assert_eq!(service.received().len(), requests);
    }
    assert_eq!(
        tokens.lock().unwrap().fetched,
        ["repository:a/b:pull", "repository:c/d:pull"]
    );

    // A stream cannot be sent twice, but what the challenge asks for is there for the next call.
    let blob = || {
        Upload::stream(futures_util::stream::iter([Ok::<_, std::io::Error>(
            callpoint::Bytes::from_static(b"blob"),
        )]))
    };
    let put = PutBlob::new("e/f", blob()).call(&client).await;
    assert!(matches!(put, Err(Error::Unexpected(error)) if error.status() == 401));
    assert_eq!(
        PutBlob::new("e/f", blob()).call(&client).await.unwrap(),
        "e/f Bearer token-2"
    );
}

/// A challenge that the credentials cannot meet is the response of the call.
#[tokio::test]
async fn an_unknown_challenge_ends_the_call() {
    let service = Service::responding(response(
        "401 Unauthorized",
        "www-authenticate: Basic realm=\"a\"\r\n",
        "",
    ))
    .await;
    let client = Client::builder(&service.base)
        .credentials(Scoped::default())
        .build()
        .unwrap();
    let error = ListTags::new("a/b").call(&client).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)));
    assert_eq!(service.received().len(), 1);
}

/// Signs everything that it sees.
struct Signed;

impl Scheme for Signed {
    const META: SecurityScheme = SecurityScheme::custom("Signed");
}

impl Credentials for Signed {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let body = request
            .body()
            .as_bytes()
            .ok_or(AuthError::new("the body is streamed"))?;
        let header = |name: &str| {
            request
                .headers()
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
        };
        let signature = format!(
            "{} {} {} {} {} {}",
            request.method(),
            request.uri().path(),
            header("content-type"),
            header("x-default"),
            header("x-call"),
            String::from_utf8_lossy(body),
        );
        request
            .headers_mut()
            .insert("x-signature", signature.parse().unwrap());
        Ok(())
    }
}

#[tokio::test]
async fn a_signature_covers_the_whole_request() {
    let service = Service::start(|message| async move {
        response("200 OK", "", message.header("x-signature").unwrap())
    })
    .await;
    let client = Client::builder(&service.base)
        .default_header("x-default", "d")
        .credentials(Signed)
        .build()
        .unwrap();
    let signed = Post::new("t")
        .call(&client)
        .header("x-call", "c")
        .await
        .unwrap();
    assert_eq!(signed, r#"POST /signed application/json d c {"text":"t"}"#);
}
