//! AWS Signature Version 4: credentials that sign each request, by AWS's own crate.
//!
//! The example checks itself with vectors that AWS has published, and calls a server on loopback.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as Keys;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use callpoint::auth::{AuthError, Credentials, Scheme};
use callpoint::meta::SecurityScheme;
use callpoint::{Body, Client, endpoint};
use http::{HeaderName, HeaderValue, Request};
use tokio::net::TcpListener;

#[endpoint(POST, "/queue/<name>", auth = AwsSigV4, 200 => String as Text)]
struct SendMessage {
    name: String,
    message: String,
}

/// Signs each attempt again, so that a retry is not too old.
struct AwsSigV4 {
    keys: Keys,
    region: &'static str,
    service: &'static str,
    now: fn() -> SystemTime,
}

impl Scheme for AwsSigV4 {
    const META: SecurityScheme = SecurityScheme::custom("AwsSigV4");
}

impl Credentials for AwsSigV4 {
    type Scheme = Self;

    fn authorize(&self, request: &mut Request<Body>) -> Result<(), AuthError> {
        let signed = self.signed(request).map_err(|error| {
            AuthError::new("the request could not be signed").with_source(error)
        })?;
        request.headers_mut().extend(signed);
        Ok(())
    }
}

impl AwsSigV4 {
    /// The header fields of the signature. It covers the host, the content type and AWS's own fields; others may be changed on their way.
    fn signed(
        &self,
        request: &Request<Body>,
    ) -> Result<Vec<(HeaderName, HeaderValue)>, Box<dyn StdError + Send + Sync>> {
        let identity = self.keys.clone().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time((self.now)())
            .settings(SigningSettings::default())
            .build()?
            .into();
        let is_signed =
            |name: &HeaderName| *name == "content-type" || name.as_str().starts_with("x-amz-");
        let fields = request.headers().iter();
        let fields: Vec<_> = fields
            .filter(|(name, _)| is_signed(name))
            .map(|(name, value)| Ok((name.as_str(), value.to_str()?)))
            .collect::<Result<_, http::header::ToStrError>>()?;
        let body = match request.body().as_bytes() {
            Some(bytes) => SignableBody::Bytes(bytes),
            None => SignableBody::UnsignedPayload,
        };
        let uri = request.uri().to_string();
        let method = request.method().as_str();
        let signable = SignableRequest::new(method, uri, fields.into_iter(), body)?;
        let (instructions, _) = sign(signable, &parameters)?.into_parts();
        let field = |(name, value): (&str, &str)| {
            let mut value = HeaderValue::try_from(value)?;
            value.set_sensitive(name != "x-amz-date");
            Ok((HeaderName::try_from(name)?, value))
        };
        instructions.headers().map(field).collect()
    }
}

/// The keys and the time of AWS's published vectors.
fn of_vectors() -> AwsSigV4 {
    AwsSigV4 {
        keys: Keys::new(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            None,
            None,
            "vectors",
        ),
        region: "us-east-1",
        service: "service",
        // 2015-08-30T12:36:00Z
        now: || SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160),
    }
}

/// From the test suite of Signature Version 4: method, target, signature.
const VECTORS: [(&str, &str, &str); 3] = [
    (
        "GET",
        "/",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    (
        "POST",
        "/",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ),
    (
        "GET",
        "/?Param2=value2&Param1=value1",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    for (method, target, signature) in VECTORS {
        let request = Request::builder()
            .method(method)
            .uri(format!("https://example.amazonaws.com{target}"));
        let mut request = request.body(Body::empty())?;
        of_vectors().authorize(&mut request)?;
        let expected = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, Signature={signature}"
        );
        assert_eq!(
            request.headers()["authorization"],
            expected.as_str(),
            "{method} {target}"
        );
        assert_eq!(request.headers()["x-amz-date"], "20150830T123600Z");
    }
    println!("the vectors hold");

    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route("/queue/{name}", post(signed_headers));
    tokio::spawn(async move { axum::serve(listener, service).await });

    let client = Client::builder(url)
        .credentials(AwsSigV4 {
            now: SystemTime::now,
            ..of_vectors()
        })
        .build()?;
    let request = SendMessage::new("jobs", "hello");
    let signed = request.call(&client).await?;
    println!("signed: {signed}");
    assert_eq!(signed, "content-type;host;x-amz-date");
    // Nothing shows the signature.
    println!("{:#}", client.curl(&request)?);
    Ok(())
}

/// Responds with the names of the fields that are signed.
async fn signed_headers(headers: HeaderMap) -> String {
    let authorization = headers.get("authorization").and_then(|it| it.to_str().ok());
    let names = authorization.and_then(|it| it.split("SignedHeaders=").nth(1)?.split(',').next());
    names.unwrap_or_default().to_owned()
}
