//! Credentials for several schemes, replaced credentials, and a scheme that must fetch its credentials first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use callpoint::auth::{ApiKey, AuthError, Basic, Bearer, Credentials, PrepareFuture};
use callpoint::pages::{Next, Paginate};
use callpoint::{
    Body, BuildErrorKind, Client, Error, Response, RetryPolicy, TimeoutKind, TransportErrorKind,
    endpoint,
};
use tokio::sync::Notify;

use crate::service::{Service, response};
use callpoint_test_support::script::Message;

#[endpoint(GET, "/any", 204 => ())]
struct Any;

#[endpoint(GET, "/none", auth = none, 204 => ())]
struct Open;

#[endpoint(GET, "/basic", auth = Basic, 204 => ())]
struct WithBasic;

#[endpoint(GET, "/key", auth = ApiKey, 204 => ())]
struct WithKey;

#[endpoint(GET, "/bearer", auth = Bearer, 204 => ())]
struct WithBearer;

#[endpoint(GET, "/signed", auth = Signed, 204 => ())]
struct WithSignature;

#[endpoint(GET, "/pages", auth = ApiKey, 200 => Vec<u8>)]
struct List;

impl Paginate for List {
    type Item = u8;

    fn next(&self, page: &Response<Vec<u8>>) -> Next<Self> {
        if page.first() == Some(&1) {
            Next::link(Some("/pages?page=2"))
        } else {
            Next::link(None)
        }
    }

    fn items(page: Vec<u8>) -> Vec<u8> {
        page
    }
}

/// A custom scheme.
struct Signed;

impl callpoint::auth::Scheme for Signed {
    const META: callpoint::meta::SecurityScheme = callpoint::meta::SecurityScheme::custom("Signed");
}

impl Credentials for Signed {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let headers = request.headers_mut();
        headers.insert("x-signature", http::HeaderValue::from_static("s"));
        Ok(())
    }
}

fn basic() -> Basic {
    Basic::new("user", "pw").unwrap()
}

fn key() -> ApiKey {
    ApiKey::header("x-api-key", "k").unwrap()
}

fn bearer(token: &str) -> Bearer {
    Bearer::new(token).unwrap()
}

const BASIC: &str = "authorization: Basic dXNlcjpwdw==";
const KEY: &str = "x-api-key: k";
const BEARER: &str = "authorization: Bearer t";
const SIGNATURE: &str = "x-signature: s";

/// The header lines of a request that carry credentials.
fn proof(message: &Message) -> String {
    let names = ["authorization:", "x-api-key:", "x-signature:"];
    let is_proof = |line: &&str| names.iter().any(|name| line.starts_with(name));
    let lines: Vec<_> = message.head.lines().filter(is_proof).collect();
    lines.join(", ")
}

fn proofs(service: &Service) -> Vec<String> {
    service.received().iter().map(proof).collect()
}

async fn service() -> Service {
    Service::responding("HTTP/1.1 204 No Content\r\n\r\n").await
}

#[tokio::test]
async fn every_endpoint_gets_its_own_credentials() {
    let service = service().await;
    let builder = || Client::builder(&service.base);
    let two = builder().credentials(basic()).and(key()).build().unwrap();
    let three = builder().credentials(key()).and(bearer("t"));
    let three = three.and(basic()).build().unwrap();
    let four = builder().bearer_token("t").and(basic()).and(Signed);
    let four: Client<(Bearer, Basic, Signed, ApiKey)> = four.and(key()).build().unwrap();

    WithBasic.call(&two).await.unwrap();
    WithKey.call(&two).await.unwrap();
    Any.call(&two).await.unwrap();
    Open.call(&two).await.unwrap();
    assert_eq!(proofs(&service), [BASIC, KEY, BASIC, ""]);

    WithBasic.call(&three).await.unwrap();
    WithKey.call(&three).await.unwrap();
    WithBearer.call(&three).await.unwrap();
    Any.call(&three).await.unwrap();
    Open.call(&three).await.unwrap();
    assert_eq!(proofs(&service)[4..], [BASIC, KEY, BEARER, KEY, ""]);

    // A clone, and every way to make a call.
    let clone = four.clone();
    WithBasic.call(&clone).await.unwrap();
    clone.call(&WithKey).await.unwrap();
    clone.call_with_response(&WithBearer).await.unwrap();
    WithSignature.call(&clone).max_retries(1).await.unwrap();
    Any.call(&clone).await.unwrap();
    Open.call(&clone).await.unwrap();
    assert_eq!(
        proofs(&service)[9..],
        [BASIC, KEY, BEARER, SIGNATURE, BEARER, ""]
    );
}

/// Setting the first credentials a second time replaces them.
#[tokio::test]
async fn credentials_given_twice() {
    let service = service().await;
    let builder = Client::builder(&service.base).basic_auth("user", "pw");
    let client: Client<Bearer> = builder.bearer_token("t").build().unwrap();
    WithBearer.call(&client).await.unwrap();
    assert_eq!(proofs(&service), [BEARER]);
}

#[tokio::test]
async fn every_page_request_carries_credentials() {
    let service = Service::start(|message| async move {
        let is_second = message.target().ends_with("page=2");
        response("200 OK", "", if is_second { "[2]" } else { "[1]" })
    })
    .await;
    let builder = Client::builder(&service.base)
        .credentials(basic())
        .and(key());
    let client = builder.build().unwrap();
    let mut pages = client.pages(List);
    let mut items = Vec::new();
    while let Some(page) = pages.next().await {
        items.extend(page.unwrap());
    }
    assert_eq!(items, [1, 2]);
    assert_eq!(proofs(&service), [KEY, KEY]);
}

#[tokio::test]
async fn credentials_are_replaced_for_all_clones() {
    let service = service().await;
    let builder = Client::builder(&service.base)
        .credentials(basic())
        .and(bearer("t"));
    let client = builder.build().unwrap();
    let clone = client.clone();
    // A call that was created but not polled has not started.
    let waiting = WithBearer.call(&clone);
    client.replace_credentials(bearer("new"));
    waiting.await.unwrap();
    WithBearer.call(&client).await.unwrap();
    WithBearer.call(&clone).await.unwrap();
    WithBasic.call(&clone).await.unwrap();
    clone.replace_credentials(Basic::new("user", "other").unwrap());
    WithBasic.call(&client).await.unwrap();
    let new = "authorization: Bearer new";
    let other = "authorization: Basic dXNlcjpvdGhlcg==";
    assert_eq!(proofs(&service), [new, new, new, BASIC, other]);
}

#[tokio::test]
async fn a_call_in_progress_keeps_its_credentials() {
    let (asked, replaced) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (seen, go_on) = (Arc::clone(&asked), Arc::clone(&replaced));
    let first = AtomicBool::new(true);
    let service = Service::start(move |_| {
        let (seen, go_on) = (Arc::clone(&seen), Arc::clone(&go_on));
        let is_first = first.swap(false, Ordering::SeqCst);
        async move {
            if !is_first {
                return response("204 No Content", "", "");
            }
            seen.notify_one();
            go_on.notified().await;
            response("503 Service Unavailable", "", "")
        }
    })
    .await;
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    let builder = Client::builder(&service.base).retry(policy);
    let client = builder.bearer_token("old").build().unwrap();
    let call = tokio::spawn(WithBearer.call(&client));
    asked.notified().await;
    client.replace_credentials(bearer("new"));
    replaced.notify_one();
    call.await.unwrap().unwrap();
    WithBearer.call(&client).await.unwrap();
    let (old, new) = ("authorization: Bearer old", "authorization: Bearer new");
    assert_eq!(proofs(&service), [old, old, new]);
}

/// A source of tokens: a number that counts up.
#[derive(Default)]
struct Vault {
    version: AtomicU64,
    /// How many tokens were requested.
    fetched: AtomicU64,
    mood: Mood,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Mood {
    #[default]
    Open,
    /// No token is returned.
    Closed,
    /// The request never completes.
    Asleep,
    /// The first token is returned, and no other.
    Tired,
}

impl Vault {
    fn fetch(&self) -> PrepareFuture<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let fetched = self.fetched.fetch_add(1, Ordering::SeqCst);
            match self.mood {
                Mood::Closed => Err(AuthError::new("the vault is closed")),
                Mood::Tired if fetched > 0 => Err(AuthError::new("the vault is tired")),
                Mood::Asleep => std::future::pending().await,
                Mood::Open | Mood::Tired => {
                    self.version.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                }
            }
        })
    }
}

/// Lets a test look at what the client holds.
#[derive(Clone)]
struct Shared(Arc<Vault>);

impl callpoint::auth::Scheme for Shared {
    const META: callpoint::meta::SecurityScheme = callpoint::meta::SecurityScheme::custom("Shared");
}

impl Credentials for Shared {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let token = self.0.version.load(Ordering::SeqCst);
        let headers = request.headers_mut();
        headers.insert("x-signature", token.to_string().parse().unwrap());
        Ok(())
    }

    fn prepare(&self) -> Option<PrepareFuture<'_>> {
        (self.0.version.load(Ordering::SeqCst) == 0).then(|| self.0.fetch())
    }

    fn generation(&self) -> Option<u64> {
        Some(self.0.version.load(Ordering::SeqCst))
    }

    fn refresh(&self, rejected: u64) -> Option<PrepareFuture<'_>> {
        (self.0.version.load(Ordering::SeqCst) == rejected).then(|| self.0.fetch())
    }
}

#[endpoint(POST, "/vault", auth = Shared, 200 => ())]
struct WithToken;

/// A service that accepts only tokens with these numbers, a client with tokens from a vault, and the vault.
async fn vault(mood: Mood, good: &'static [&'static str]) -> (Service, Client<Shared>, Arc<Vault>) {
    let service = Service::start(move |message| async move {
        let token = message.header("x-signature").unwrap_or_default();
        if good.contains(&token) {
            response("200 OK", "", "")
        } else {
            response("401 Unauthorized", "", "unauthorized")
        }
    })
    .await;
    let vault = Arc::new(Vault {
        mood,
        ..Vault::default()
    });
    let builder = Client::builder(&service.base).credentials(Shared(Arc::clone(&vault)));
    let client = builder.timeout(Duration::from_secs(20)).build().unwrap();
    (service, client, vault)
}

#[tokio::test]
async fn a_scheme_prepares_its_credentials_first() {
    let (service, client, vault) = vault(Mood::Open, &["1"]).await;
    for _ in 0..3 {
        WithToken.call(&client).await.unwrap();
    }
    assert_eq!(vault.fetched.load(Ordering::SeqCst), 1);
    assert_eq!(proofs(&service), ["x-signature: 1"; 3]);
}

#[tokio::test]
async fn a_scheme_that_cannot_prepare() {
    let (service, client, vault) = vault(Mood::Closed, &[]).await;
    for calls in 1..3 {
        let Err(Error::Build(error)) = WithToken.call(&client).await else {
            panic!("no build error")
        };
        assert_eq!(error.kind(), BuildErrorKind::Unauthorized);
        assert_eq!(error.detail(), Some("the vault is closed"));
        // Each call makes its own request.
        assert_eq!(vault.fetched.load(Ordering::SeqCst), calls);
    }
    assert!(service.received().is_empty());
}

#[tokio::test]
async fn a_scheme_that_does_not_prepare_in_time() {
    let (service, client, _) = vault(Mood::Asleep, &[]).await;
    let call = WithToken.call(&client).timeout(Duration::from_millis(50));
    let Err(Error::Transport(error)) = call.await else {
        panic!("no transport error")
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
    assert!(!error.maybe_sent());
    assert_eq!(error.attempts(), 0);
    assert!(service.received().is_empty());
}

/// A 401 means that nothing was done, so even a POST is retried.
#[tokio::test]
async fn an_unauthorized_call_is_retried_once() {
    let (service, client, vault) = vault(Mood::Open, &["2"]).await;
    client.call_with_response(&WithToken).await.unwrap();
    assert_eq!(vault.fetched.load(Ordering::SeqCst), 2);
    assert_eq!(proofs(&service), ["x-signature: 1", "x-signature: 2"]);
}

#[tokio::test]
async fn a_second_401_is_returned() {
    let (service, client, vault) = vault(Mood::Open, &[]).await;
    let error = WithToken.call(&client).await.unwrap_err();
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.body().unwrap().as_ref()
        ),
        (401, &b"unauthorized"[..])
    );
    assert_eq!(vault.fetched.load(Ordering::SeqCst), 2);
    assert_eq!(service.received().len(), 2);
}

#[tokio::test]
async fn a_401_is_returned_where_credentials_cannot_be_refreshed() {
    let (service, client, _) = vault(Mood::Tired, &[]).await;
    let error = WithToken.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(service.received().len(), 1);
    // Nor can a password.
    let service = Service::responding(response("401 Unauthorized", "", "")).await;
    let client = Client::builder(&service.base).credentials(basic());
    let error = WithBasic.call(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(service.received().len(), 1);
}
