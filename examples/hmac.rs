//! Requests that are signed with a shared key: an HMAC over method, target, date and the digest of the body.
//!
//! The example checks itself with a vector of RFC 4231 and with one of its own scheme, and calls a server on loopback that verifies the signature.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Request as Received, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::put;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use callpoint::auth::{AuthError, Credentials, Scheme};
use callpoint::meta::SecurityScheme;
use callpoint::{Body, Client, Error, endpoint};
use hmac::digest::InvalidLength;
use hmac::{Hmac, Mac as _};
use http::header::{AUTHORIZATION, DATE};
use http::{HeaderValue, Request};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

/// How old a signature may be, and how far the clocks may differ.
const MAX_AGE: Duration = Duration::from_secs(300);

#[endpoint(PUT, "/rates/<currency>?<from>", auth = HmacSha256, 200 => String as Text, 401 => Rejected(String as Text))]
struct PutRate {
    currency: String,
    from: String,
    rate: f64,
}

/// Signs each attempt again, so that a retry is not too old.
struct HmacSha256 {
    key_id: &'static str,
    key: Key,
    now: fn() -> SystemTime,
}

/// A key that nothing shows.
#[derive(Clone)]
struct Key(Hmac<Sha256>);

impl Scheme for HmacSha256 {
    const META: SecurityScheme = SecurityScheme::custom("HmacSha256");
}

impl Credentials for HmacSha256 {
    type Scheme = Self;

    fn authorize(&self, request: &mut Request<Body>) -> Result<(), AuthError> {
        // A body that is not in memory has no digest before it is sent.
        let body = request.body().as_bytes();
        let body = body.ok_or(AuthError::new("a streamed body cannot be signed"))?;
        let (digest, date) = (content_digest(body), httpdate::fmt_http_date((self.now)()));
        let target = request.uri().path_and_query().map_or("/", |it| it.as_str());
        let method = request.method().as_str();
        let signature = self.key.sign(&signed_text(method, target, &date, &digest));
        let signature = STANDARD.encode(signature);
        let authorization = format!("HMAC-SHA256 KeyId={}, Signature={signature}", self.key_id);
        let field = |text: &str| {
            HeaderValue::try_from(text)
                .map_err(|_| AuthError::new("the key id is not valid in a header"))
        };
        let (mut authorization, digest, date) =
            (field(&authorization)?, field(&digest)?, field(&date)?);
        authorization.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization);
        headers.insert("content-digest", digest);
        headers.insert(DATE, date);
        Ok(())
    }
}

impl Key {
    fn new(key: &str) -> Result<Self, InvalidLength> {
        Hmac::new_from_slice(key.as_bytes()).map(Self)
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        let mac = self.0.clone().chain_update(text);
        mac.finalize().into_bytes().to_vec()
    }

    /// In a time that does not depend on how much of the signature is right.
    fn verify(&self, text: &str, signature: &[u8]) -> bool {
        let mac = self.0.clone().chain_update(text);
        mac.verify_slice(signature).is_ok()
    }
}

/// What is signed: a line for each part, none of which contains a line break.
fn signed_text(method: &str, target: &str, date: &str, digest: &str) -> String {
    format!("{method}\n{target}\n{date}\n{digest}\n")
}

/// The value of `Content-Digest` (RFC 9530, section 2).
fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))
}

/// The other side: the request was signed with the key, not long ago, and has the body that was signed.
fn verified(
    key: &Key,
    method: &str,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), &'static str> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(authorization), Some(date), Some(digest)) =
        (text("authorization"), text("date"), text("content-digest"))
    else {
        return Err("not signed");
    };
    let sent = httpdate::parse_http_date(date).map_err(|_| "no date")?;
    let now = SystemTime::now();
    let age = now
        .duration_since(sent)
        .unwrap_or_else(|ahead| ahead.duration());
    if age > MAX_AGE {
        return Err("too old");
    }
    let signature = authorization
        .strip_prefix("HMAC-SHA256 KeyId=rates-2026, Signature=")
        .and_then(|signature| STANDARD.decode(signature).ok());
    let signature = signature.ok_or("unknown key")?;
    if !key.verify(&signed_text(method, target, date, digest), &signature) {
        return Err("wrong signature");
    }
    if content_digest(body) != digest {
        return Err("another body");
    }
    Ok(())
}

async fn rate(State(key): State<Arc<Key>>, request: Received) -> (StatusCode, String) {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 64 * 1024).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, String::new());
    };
    let target = head.uri.path_and_query().map_or("/", |it| it.as_str());
    match verified(&key, head.method.as_str(), target, &head.headers, &body) {
        Ok(()) => (StatusCode::OK, String::from_utf8_lossy(&body).into_owned()),
        Err(why) => (StatusCode::UNAUTHORIZED, why.to_owned()),
    }
}

/// 2026-01-02T03:04:05Z
fn of_vector() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_323_045)
}

fn vectors() -> Result<(), Box<dyn StdError>> {
    // RFC 4231, section 4.3.
    let published = Key::new("Jefe")?.sign("what do ya want for nothing?");
    let hex = published.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(
        hex,
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    // RFC 9530, appendix B.1: the digest of this body.
    let digest = content_digest(b"{\"hello\": \"world\"}\n");
    assert_eq!(
        digest,
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    );
    // The scheme itself, as its own documentation would have it.
    let scheme = HmacSha256 {
        key_id: "rates-2026",
        key: Key::new("secret")?,
        now: of_vector,
    };
    let mut request = Request::put("https://api.example.com/rates/EUR?from=USD")
        .body(Body::from("{\"rate\":0.5}"))?;
    scheme.authorize(&mut request)?;
    let headers = request.headers();
    assert_eq!(headers["date"], "Fri, 02 Jan 2026 03:04:05 GMT");
    assert_eq!(
        headers["content-digest"],
        "sha-256=:dsyd6n91ENfMisNnKAud8GxgZ8EpyX5pmTbyWt0WjNc=:"
    );
    assert_eq!(
        headers["authorization"],
        "HMAC-SHA256 KeyId=rates-2026, Signature=6VGDZKcHWyJUhDSzGpXbJPxTnzUKjVRKhuUj6AbNcOU="
    );
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    vectors()?;
    println!("the vectors hold");

    let key = Key::new("a shared key of 32 bytes, or more")?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new()
        .route("/rates/{currency}", put(rate))
        .with_state(Arc::new(key.clone()));
    tokio::spawn(async move { axum::serve(listener, service).await });

    let client = |key: Key, now: fn() -> SystemTime| {
        let credentials = HmacSha256 {
            key_id: "rates-2026",
            key,
            now,
        };
        Client::builder(&url).credentials(credentials).build()
    };
    let request = PutRate::new("EUR", "USD", 0.5);
    let accepted = request.call(&client(key.clone(), SystemTime::now)?).await?;
    println!("accepted: {accepted}");
    assert_eq!(accepted, r#"{"rate":0.5}"#);

    // What the service refuses, and why.
    let others = [
        (
            client(Key::new("another key")?, SystemTime::now)?,
            "wrong signature",
        ),
        (client(key.clone(), of_vector)?, "too old"),
    ];
    for (client, why) in others {
        let Err(Error::Api(error)) = request.call(&client).await else {
            return Err("it was accepted".into());
        };
        let PutRateError::Rejected(said) = &error.body;
        println!("rejected: {said}");
        assert_eq!(said, why);
    }

    // Whoever changes a signed request on its way has another target, or another body.
    let scheme = HmacSha256 {
        key_id: "rates-2026",
        key: key.clone(),
        now: SystemTime::now,
    };
    let mut signed =
        Request::put("http://127.0.0.1/rates/EUR?from=USD").body(Body::from("{\"rate\":0.5}"))?;
    scheme.authorize(&mut signed)?;
    let changed = [
        ("PUT", "/rates/EUR?from=USD", "{\"rate\":0.5}", Ok(())),
        (
            "POST",
            "/rates/EUR?from=USD",
            "{\"rate\":0.5}",
            Err("wrong signature"),
        ),
        (
            "PUT",
            "/rates/EUR?from=GBP",
            "{\"rate\":0.5}",
            Err("wrong signature"),
        ),
        (
            "PUT",
            "/rates/EUR?from=USD",
            "{\"rate\":5.0}",
            Err("another body"),
        ),
    ];
    for (method, target, body, expected) in changed {
        assert_eq!(
            verified(&key, method, target, signed.headers(), body.as_bytes()),
            expected
        );
    }
    println!("what was changed is refused");

    // Nothing shows the signature.
    let shown = client(key, SystemTime::now)?.curl(&request)?;
    assert!(shown.to_string().contains("authorization: ***"), "{shown}");
    println!("{shown:#}");
    Ok(())
}
