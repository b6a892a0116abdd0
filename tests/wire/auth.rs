//! Credentials on the wire: where each scheme sends them, and when none are sent.

use callpoint::auth::{ApiKey, AuthError, Basic, Credentials};
use callpoint::{Body, Client, ClientBuilder, Endpoint, Error, endpoint};

use callpoint_test_support::listener::{EMPTY, Listener};

#[endpoint(GET, "/any", 204 => ())]
struct Any;

#[endpoint(GET, "/none?a=1", auth = none, 204 => ())]
struct Open;

#[endpoint(GET, "/key?a=1", auth = ApiKey, 204 => ())]
struct Keyed;

#[endpoint(GET, "/basic", auth = Basic, 204 => ())]
struct WithBasic;

#[endpoint(GET, "/bearer", auth = callpoint::auth::Bearer, 204 => ())]
struct WithBearer;

/// The request line and the header lines with credentials.
async fn proof<A, E: Endpoint>(
    with: impl Fn(ClientBuilder<callpoint::auth::Anonymous>) -> ClientBuilder<A>,
    endpoint: E,
) -> String
where
    A: callpoint::auth::Provides<E::Auth>,
    E::Error: std::fmt::Display,
{
    let listener = Listener::responding(EMPTY).await;
    let client = with(Client::builder(&listener.base)).build().unwrap();
    client.call(&endpoint).await.unwrap();
    let message = listener.message().await;
    let standard = ["accept:", "accept-encoding:", "user-agent:", "host:"];
    let lines = message
        .lines()
        .filter(|line| !line.is_empty() && !standard.iter().any(|name| line.starts_with(name)));
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_scheme_has_its_location() {
    assert_eq!(proof(|client| client, Any).await, "GET /any HTTP/1.1");
    let basic = "authorization: Basic dXNlcjpww6Q6cw==";
    assert_eq!(
        proof(|client| client.basic_auth("user", "pä:s"), WithBasic).await,
        format!("GET /basic HTTP/1.1\n{basic}")
    );
    assert_eq!(
        proof(|client| client.basic_auth("user", "pä:s"), Any).await,
        format!("GET /any HTTP/1.1\n{basic}")
    );
    assert_eq!(
        proof(|client| client.bearer_token("a.b-c_d~e+f/g=="), WithBearer).await,
        "GET /bearer HTTP/1.1\nauthorization: Bearer a.b-c_d~e+f/g=="
    );
    assert_eq!(
        proof(|client| client.api_key_header("X-Api-Key", "k e y"), Keyed).await,
        "GET /key?a=1 HTTP/1.1\nx-api-key: k e y"
    );
    assert_eq!(
        proof(|client| client.api_key_query("api key", "k&e=y é"), Keyed).await,
        "GET /key?a=1&api%20key=k%26e%3Dy%20%C3%A9 HTTP/1.1"
    );
    assert_eq!(
        proof(|client| client.api_key_query("key", "k"), Any).await,
        "GET /any?key=k HTTP/1.1"
    );
}

#[tokio::test]
async fn none_sends_no_credentials() {
    let expected = "GET /none?a=1 HTTP/1.1";
    assert_eq!(
        proof(|client| client.basic_auth("user", "pw"), Open).await,
        expected
    );
    assert_eq!(
        proof(|client| client.bearer_token("t"), Open).await,
        expected
    );
    assert_eq!(
        proof(|client| client.api_key_header("X-Api-Key", "k"), Open).await,
        expected
    );
    assert_eq!(
        proof(|client| client.api_key_query("key", "k"), Open).await,
        expected
    );
}

#[tokio::test]
async fn a_line_break_at_the_end_is_dropped() {
    assert_eq!(
        proof(|client| client.bearer_token("token\r\n"), WithBearer).await,
        "GET /bearer HTTP/1.1\nauthorization: Bearer token"
    );
    assert_eq!(
        proof(|client| client.api_key_header("k", "key\n"), Keyed).await,
        "GET /key?a=1 HTTP/1.1\nk: key"
    );
    let basic = proof(
        |client| client.credentials(Basic::new("user", "pw\n").unwrap()),
        WithBasic,
    )
    .await;
    assert_eq!(
        basic,
        "GET /basic HTTP/1.1\nauthorization: Basic dXNlcjpwdw=="
    );
}

/// A custom scheme.
struct Signed(&'static str);

impl callpoint::auth::Scheme for Signed {
    const META: callpoint::meta::SecurityScheme = callpoint::meta::SecurityScheme::custom("Signed");
}

impl Credentials for Signed {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        if self.0.is_empty() {
            return Err(AuthError::new("the key has expired"));
        }
        let signature = format!("{}-{}", self.0, request.uri().path().len());
        request
            .headers_mut()
            .insert("x-signature", signature.parse().unwrap());
        Ok(())
    }
}

#[endpoint(GET, "/signed", auth = Signed, 204 => ())]
struct WithSignature;

#[tokio::test]
async fn a_custom_scheme() {
    let line = "GET /signed HTTP/1.1\nx-signature: s-7";
    assert_eq!(
        proof(|client| client.credentials(Signed("s")), WithSignature).await,
        line
    );
    let listener = Listener::responding(EMPTY).await;
    let client = Client::builder(&listener.base)
        .credentials(Signed(""))
        .build()
        .unwrap();
    let error = WithSignature::new().call(&client).await.unwrap_err();
    let Error::Build(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        error.to_string(),
        "GET /signed: the credentials cannot be added to the request; nothing was sent"
    );
    assert_eq!(error.detail(), Some("the key has expired"));
    assert_eq!(listener.received().await, [""; 0]);
}

#[test]
fn credentials_are_not_sent_over_plain_http() {
    for host in [
        "http://api.example.com",
        "http://10.0.0.1:8080",
        "http://localhost.example.com",
    ] {
        let error = Client::builder(host)
            .bearer_token("canary")
            .build()
            .unwrap_err();
        assert_eq!(error.setting(), "base_url");
        assert!(!format!("{error} {error:?}").contains("canary"));
        assert!(Client::builder(host).build().is_ok());
        assert!(
            Client::builder(host)
                .bearer_token("t")
                .allow_plain_http_credentials()
                .build()
                .is_ok()
        );
    }
    for host in [
        "http://localhost",
        "http://127.0.0.1:80",
        "http://[::1]:80",
        "https://api.example.com",
    ] {
        let built = Client::builder(host)
            .credentials(ApiKey::header("k", "v").unwrap())
            .build();
        assert!(built.is_ok(), "{host}: {built:?}");
    }
}
