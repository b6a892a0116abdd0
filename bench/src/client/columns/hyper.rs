//! The lower bound: hyper's pooled client, with everything constant prepared.

use std::sync::Arc;

use ::hyper::body::Incoming;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::reqwest::outcome_of;
use crate::calls::Caller;
use crate::types::{
    Credentials, Failure, Link, Rejection, SECRET_ID, SECRET_PASSWORD, credentials,
};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

#[derive(Clone)]
pub(crate) struct Hyper {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: Arc<str>,
    authorization: HeaderValue,
    id: &'static str,
    body: Arc<Credentials>,
    is_plain: bool,
}

impl Hyper {
    /// The same with exact buffers, and without a list of the chunks of the response.
    pub(crate) fn plain(base: &str, id: &'static str) -> Result<Self, Failure> {
        Ok(Self {
            is_plain: true,
            ..Self::new(base, id)?
        })
    }

    pub(crate) fn new(base: &str, id: &'static str) -> Result<Self, Failure> {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        http.enforce_http(false);
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        let user = BASE64_STANDARD.encode(format!("{SECRET_ID}:{SECRET_PASSWORD}"));
        let mut authorization = HeaderValue::try_from(format!("Basic {user}"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            client,
            base: base.into(),
            authorization,
            id,
            body: Arc::new(credentials()),
            is_plain: false,
        })
    }

    async fn update_link(&self) -> Result<Link, Rejection> {
        let (uri, body) = if self.is_plain {
            let mut body = Vec::with_capacity(256);
            serde_json::to_writer(&mut body, &*self.body)?;
            ([&*self.base, "/api/links/", self.id, "/"].concat(), body)
        } else {
            let uri = format!("{}/api/links/{}/", self.base, self.id);
            (uri, serde_json::to_vec(&*self.body)?)
        };
        let mut request = Request::new(Full::from(body));
        *request.method_mut() = Method::PUT;
        *request.uri_mut() = Uri::try_from(uri)?;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, JSON);
        headers.insert(CONTENT_TYPE, JSON);
        let response = self.client.request(request).await?;
        read(response, self.is_plain).await
    }
}

async fn read(response: Response<Incoming>, is_plain: bool) -> Result<Link, Rejection> {
    let (head, body) = response.into_parts();
    let body = if is_plain {
        one_chunk(body).await?
    } else {
        body.collect().await?.to_bytes()
    };
    match head.status.as_u16() {
        200 => Ok(serde_json::from_slice(&body)?),
        428 => Err(Rejection::TokenRequired(serde_json::from_slice(&body)?)),
        status @ (400 | 401 | 404 | 500) => {
            Err(Rejection::Rejected(status, serde_json::from_slice(&body)?))
        }
        status => Err(format!("unexpected status {status}").into()),
    }
}

/// Small responses arrive in one chunk.
async fn one_chunk(mut body: Incoming) -> Result<Bytes, Rejection> {
    let mut whole = Bytes::new();
    while let Some(frame) = body.frame().await {
        let chunk = frame?.into_data().unwrap_or_default();
        if whole.is_empty() {
            whole = chunk;
        } else if !chunk.is_empty() {
            return Err("more than one chunk".into());
        }
    }
    Ok(whole)
}

impl Caller for Hyper {
    async fn call(&self) -> Result<usize, Failure> {
        outcome_of(self.update_link().await)
    }
}
