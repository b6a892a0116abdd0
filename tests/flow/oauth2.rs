//! OAuth 2.0: the requests to the token endpoint, and when they are made.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use callpoint::auth::{ApiKey, At, Basic, Bearer, OAuth2, OAuth2Builder};
use callpoint::transport::{Sending, Transport};
use callpoint::{Body, Client, RetryPolicy, endpoint};

use crate::memory;
use crate::service::{Service, response};
use callpoint_test_support::script::Message;

#[endpoint(PUT, "/api", auth = Bearer, 200 => String as Text)]
pub(crate) struct Put;

#[endpoint(GET, "/api", auth = Bearer, 200 => String as Text)]
struct Get;

/// Gives the first response to the first token request, and so on; the last one is repeated.
pub(crate) async fn authority(responses: &[(&'static str, String)]) -> Service {
    let responses = responses.to_vec();
    let asked = Mutex::new(0);
    Service::start(move |_| {
        let mut asked = asked.lock().unwrap();
        let (status, body) = responses[usize::min(*asked, responses.len() - 1)].clone();
        *asked += 1;
        async move { response(status, "content-type: application/json\r\n", body) }
    })
    .await
}

/// The token with that name.
pub(crate) fn granted(token: &str, more: &str) -> (&'static str, String) {
    let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer"{more}}}"#);
    ("200 OK", body)
}

/// A service that accepts only the token with that name, or any token, and echoes what it received.
pub(crate) async fn api(good: Option<&'static str>) -> Service {
    Service::start(move |message| async move {
        let sent = message.header("authorization").unwrap_or_default();
        if good.is_none_or(|good| sent == format!("Bearer {good}")) {
            response("200 OK", "", sent)
        } else {
            response("401 Unauthorized", "", "unauthorized")
        }
    })
    .await
}

pub(crate) fn client(api: &Service, tokens: OAuth2Builder) -> Client<Bearer> {
    let builder = Client::builder(&api.base).timeout(Duration::from_secs(20));
    builder
        .credentials(tokens.build().unwrap())
        .build()
        .unwrap()
}

pub(crate) fn by_credentials(authority: &Service) -> OAuth2Builder {
    OAuth2::client_credentials(format!("{}/token", authority.base), "id", "secret")
}

pub(crate) fn by_refresh_token(authority: &Service) -> OAuth2Builder {
    OAuth2::refresh_token(format!("{}/token", authority.base), "id", None, "r-0")
}

/// Both are bearer tokens, so the caller chooses which.
#[tokio::test]
async fn together_with_a_fixed_token() {
    let (authority, api) = (authority(&[granted("fetched", "")]).await, api(None).await);
    let builder = Client::builder(&api.base).bearer_token("given");
    let builder = builder.and(by_credentials(&authority).build().unwrap());
    let client: Client<(Bearer, Bearer)> = builder.build().unwrap();
    assert_eq!(client.call::<_, At<0>>(&Get).await.unwrap(), "Bearer given");
    assert!(authority.received().is_empty());
    assert_eq!(
        Put.call::<_, At<1>>(&client).await.unwrap(),
        "Bearer fetched"
    );
    assert_eq!(
        Get.call::<_, At<1>>(&client).await.unwrap(),
        "Bearer fetched"
    );
    client.replace_credentials::<_, At<0>>(Bearer::new("other").unwrap());
    assert_eq!(client.call::<_, At<0>>(&Get).await.unwrap(), "Bearer other");
}

/// The parameters of a token request.
pub(crate) fn parameters(message: &Message) -> Vec<(String, String)> {
    assert_eq!(
        message.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    url::form_urlencoded::parse(&message.body)
        .into_owned()
        .collect()
}

pub(crate) fn parameter(message: &Message, name: &str) -> Option<String> {
    let mut parameters = parameters(message).into_iter();
    parameters.find_map(|(found, value)| (found == name).then_some(value))
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
    pairs.iter().map(owned).collect()
}

#[tokio::test]
async fn the_client_credentials_grant() {
    let (authority, api) = (
        authority(&[granted("t-1", r#","expires_in":3600"#)]).await,
        api(None).await,
    );
    let client = client(
        &api,
        by_credentials(&authority)
            .scope("a:read b")
            .audience("https://aud/"),
    );
    for _ in 0..3 {
        assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-1");
        // It is a bearer token, so it works for any endpoint that requires one.
        assert_eq!(Get.call(&client).await.unwrap(), "Bearer t-1");
    }
    let asked = authority.received();
    assert_eq!(asked.len(), 1, "one token serves them all");
    assert!(asked[0].head.starts_with("POST /token HTTP/1.1"));
    // `id:secret`
    assert_eq!(asked[0].header("authorization"), Some("Basic aWQ6c2VjcmV0"));
    let expected = [
        ("grant_type", "client_credentials"),
        ("scope", "a:read b"),
        ("audience", "https://aud/"),
    ];
    assert_eq!(parameters(&asked[0]), pairs(&expected));
}

/// Its tokens are bearer tokens at any position among several schemes.
#[tokio::test]
async fn one_of_several_schemes() {
    let (authority, api) = (authority(&[granted("t-1", "")]).await, api(None).await);
    let tokens = || by_credentials(&authority).build().unwrap();
    let key = || ApiKey::header("x-api-key", "key").unwrap();
    let basic = || Basic::new("id", "password").unwrap();
    let builder = || Client::builder(&api.base);
    let second = builder().credentials(key()).and(tokens()).build().unwrap();
    assert_eq!(Get.call(&second).await.unwrap(), "Bearer t-1");
    assert_eq!(Put.call(&second).await.unwrap(), "Bearer t-1");
    let first = builder().credentials(tokens()).and(key()).and(basic());
    let first = first.build().unwrap();
    assert_eq!(Get.call(&first).await.unwrap(), "Bearer t-1");
    let last = builder().credentials(key()).and(basic()).and(key());
    let last = last.and(tokens()).build().unwrap();
    assert_eq!(Get.call(&last).await.unwrap(), "Bearer t-1");
}

/// The id and the secret are form-encoded first (RFC 6749, section 2.3.1).
#[tokio::test]
async fn an_id_with_a_colon() {
    let (authority, api) = (authority(&[granted("t-1", "")]).await, api(None).await);
    let url = format!("{}/token", authority.base);
    let tokens = || OAuth2::client_credentials(&url, "urn:a", "p%ö +\r\n");
    Put.call(&client(&api, tokens())).await.unwrap();
    Put.call(&client(&api, tokens().credentials_in_body()))
        .await
        .unwrap();
    let asked = authority.received();
    // `urn%3Aa:p%25%C3%B6%20%2B`
    let basic = "Basic dXJuJTNBYTpwJTI1JUMzJUI2JTIwJTJC";
    assert_eq!(asked[0].header("authorization"), Some(basic));
    assert_eq!(
        parameters(&asked[0]),
        pairs(&[("grant_type", "client_credentials")])
    );
    assert_eq!(asked[1].header("authorization"), None);
    let expected = [
        ("grant_type", "client_credentials"),
        ("client_id", "urn:a"),
        ("client_secret", "p%ö +"),
    ];
    assert_eq!(parameters(&asked[1]), pairs(&expected));
}

#[tokio::test]
async fn the_token_url_is_sent_unchanged() {
    let (authority, api) = (authority(&[granted("t-1", "")]).await, api(None).await);
    let targets = [
        "/",
        "/token",
        "/oauth/token/",
        "/token?tenant=a%2Fb&v",
        "/token/?x",
        "/?x=1",
    ];
    for target in targets {
        let url = format!("{}{target}", authority.base);
        Put.call(&client(
            &api,
            OAuth2::client_credentials(url, "id", "secret"),
        ))
        .await
        .unwrap();
    }
    for url in [
        authority.base.clone(),
        authority.base.replace("http", "HTTP"),
        format!("{}?x=1", authority.base),
    ] {
        Put.call(&client(
            &api,
            OAuth2::client_credentials(url, "id", "secret"),
        ))
        .await
        .unwrap();
    }
    let asked = authority.received();
    let asked: Vec<_> = asked.iter().map(Message::target).collect();
    assert_eq!(asked[..targets.len()], targets);
    assert_eq!(asked[targets.len()..], ["/", "/", "/?x=1"]);
}

#[tokio::test]
async fn rotated_refresh_tokens() {
    let soon = |refresh: &str| format!(r#","expires_in":0{refresh}"#);
    let (first, third) = (
        soon(r#","refresh_token":"r-1""#),
        soon(r#","refresh_token":"r-3""#),
    );
    // The second response contains no refresh token, so the first one stays.
    let responses = [
        granted("t-1", &first),
        granted("t-2", &soon("")),
        granted("t-3", &third),
        granted("t-4", ""),
    ];
    let (authority, api) = (authority(&responses).await, api(None).await);
    let kept = Arc::<Mutex<Vec<String>>>::default();
    let keep = Arc::clone(&kept);
    let tokens = by_refresh_token(&authority).scope("a");
    let client = client(
        &api,
        tokens.on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned())),
    );
    for token in ["t-1", "t-2", "t-3", "t-4", "t-4"] {
        assert_eq!(Put.call(&client).await.unwrap(), format!("Bearer {token}"));
    }
    let asked = authority.received();
    assert_eq!(asked.len(), 4);
    for (message, token) in asked.iter().zip(["r-0", "r-1", "r-1", "r-3"]) {
        let expected = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("scope", "a"),
            ("client_id", "id"),
        ];
        assert_eq!(parameters(message), pairs(&expected));
        // A public client has no secret to authenticate with.
        assert_eq!(message.header("authorization"), None);
    }
    assert_eq!(*kept.lock().unwrap(), ["r-1", "r-3"]);
}

/// The server accepts each refresh token once, so a new one must survive even if it cannot be stored.
#[tokio::test]
async fn a_refresh_token_that_could_not_be_stored() {
    let responses = [
        granted("t-1", r#","refresh_token":"r-1""#),
        granted("t-2", ""),
    ];
    let (authority, api) = (authority(&responses).await, api(None).await);
    let tokens = by_refresh_token(&authority);
    let client = client(
        &api,
        tokens.on_refresh_token(|_| panic!("the disk is full")),
    );
    assert!(Put.call(&client).await.is_err());
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-2");
    let asked = authority.received();
    let sent = asked
        .iter()
        .map(|message| parameter(message, "refresh_token"));
    assert!(sent.eq(["r-0", "r-1"].map(|token| Some(token.to_owned()))));
}

/// Whether a new token is fetched for a call that starts this long after the first token was fetched.
async fn is_refetched(expires_in: &str, after: Duration) -> bool {
    let body = format!(r#"{{"access_token":"t","token_type":"bearer"{expires_in}}}"#);
    let (authority, asked) = memory::transport(move |_| memory::json(200, body.clone()));
    let (api, _) = memory::transport(|_| memory::json(200, "done"));
    let tokens = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
    let builder = Client::builder("https://api.example.com").transport(api);
    let client = builder
        .credentials(tokens.transport(authority).build().unwrap())
        .build()
        .unwrap();
    Put.call(&client).await.unwrap();
    tokio::time::advance(after).await;
    Put.call(&client).await.unwrap();
    let asked = asked.lock().unwrap();
    asked.len() == 2
}

#[tokio::test(start_paused = true)]
async fn a_token_is_refreshed_shortly_before_it_expires() {
    let cases = [
        ("", 10_000_000, false),
        (r#","expires_in":3600"#, 3569, false),
        (r#","expires_in":3600"#, 3571, true),
        (r#","expires_in":100"#, 89, false),
        (r#","expires_in":100"#, 91, true),
        (r#","expires_in":10"#, 8, false),
        (r#","expires_in":10"#, 10, true),
        (r#","expires_in":0"#, 0, true),
        (r#","expires_in":18446744073709551615"#, 10_000_000, false),
        (r#","expires_in":null"#, 10_000_000, false),
        (r#","expires_in":"100""#, 89, false),
        (r#","expires_in":"100""#, 91, true),
        (r#","expires_in":"soon""#, 10_000_000, false),
    ];
    for (expires_in, after, expected) in cases {
        let refetched = is_refetched(expires_in, Duration::from_secs(after)).await;
        assert_eq!(refetched, expected, "{expires_in:?} after {after} s");
    }
}

/// Delays each response of another transport.
struct Late<T>(Duration, T);

impl<T: Transport> Transport for Late<T> {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let sending = self.1.send(request);
        Box::pin(async move {
            tokio::time::sleep(self.0).await;
            sending.await
        })
    }
}

/// An attempt may take thirty seconds; the time spent fetching a token, twice here, does not count.
#[tokio::test(start_paused = true)]
async fn fetching_tokens_does_not_count_towards_the_attempt_timeout() {
    let seconds = Duration::from_secs;
    let is_first = AtomicBool::new(true);
    let (authority, _) = memory::transport(|_| memory::json(200, granted("t", "").1));
    let (api, asked) = memory::transport(move |_| {
        let is_rejected = is_first.swap(false, Ordering::Relaxed);
        memory::json(if is_rejected { 401 } else { 200 }, "done")
    });
    let tokens = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
    let tokens = tokens.transport(Late(seconds(20), authority));
    let client = Client::builder("https://api.example.com")
        .transport(Late(seconds(6), api))
        .retry(RetryPolicy::none())
        .credentials(tokens.build().unwrap())
        .build()
        .unwrap();
    assert_eq!(Put.call(&client).await.unwrap(), "done");
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[test]
fn nothing_shows_a_secret() {
    let refresh = Some("canary".to_owned());
    let tokens = OAuth2::refresh_token(
        "https://login.example.com/canary",
        "canary",
        refresh,
        "canary",
    );
    let tokens = tokens.scope("canary").audience("canary");
    let builder = format!("{tokens:?} {tokens:#?}");
    let tokens = tokens.build().unwrap();
    let client = Client::builder("https://api.example.com").credentials(tokens.clone());
    let builder = format!("{builder} {client:?}");
    let client = client.build().unwrap();
    let text = format!(
        "{builder} {tokens:?} {tokens:#?} {client:?} {:?}",
        Put.call(&client)
    );
    assert_eq!(
        text,
        "OAuth2Builder(…) OAuth2Builder(…) ClientBuilder OAuth2(…) OAuth2(…) Client { origin: \"https://api.example.com\", .. } Call"
    );
}
