//! Building a request and reading a response, without a call, compared with hand-written code.

use std::hint::black_box;
use std::sync::Arc;

use ::callpoint::drift::{Drift, DriftSink};
use ::callpoint::{BaseUrl, Endpoint as _, ResponseReader};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{callpoint, reqwest};
use crate::calls::Caller;
use crate::types::{
    Credentials, Failure, Link, Problem, Rejection, TRUSTED, TokenChallenge, UpdateLink,
    credentials, update,
};

/// `Endpoint::to_http`.
#[derive(Clone)]
pub(crate) struct ToHttp {
    base: Arc<BaseUrl>,
    request: Arc<UpdateLink>,
}

impl ToHttp {
    pub(crate) fn new(base: &str, id: &str) -> Result<Self, Failure> {
        Ok(Self {
            base: Arc::new(BaseUrl::parse(base)?),
            request: Arc::new(update(id)),
        })
    }
}

impl Caller for ToHttp {
    async fn call(&self) -> Result<usize, Failure> {
        let request = black_box(&self.request).to_http(&self.base)?;
        let request = black_box(request);
        Ok(request.uri().path().len() + request.headers().len())
    }
}

/// The same, hand-written.
#[derive(Clone)]
pub(crate) struct ToHttpHandWritten {
    base: Arc<str>,
    id: &'static str,
    body: Arc<Credentials>,
}

impl ToHttpHandWritten {
    pub(crate) fn new(base: &str, id: &'static str) -> Self {
        Self {
            base: base.into(),
            id,
            body: Arc::new(credentials()),
        }
    }
}

/// What is not encoded in a path segment: the unreserved characters (RFC 3986, section 2.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn request(base: &str, id: &str, body: &Credentials) -> Result<Request<Bytes>, Failure> {
    let id = utf8_percent_encode(id, SEGMENT);
    Ok(Request::builder()
        .method(Method::PUT)
        .uri(format!("{base}/api/links/{id}/"))
        .header(ACCEPT, HeaderValue::from_static("application/json"))
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .body(Bytes::from(serde_json::to_vec(body)?))?)
}

impl Caller for ToHttpHandWritten {
    async fn call(&self) -> Result<usize, Failure> {
        let request = request(&self.base, self.id, black_box(&self.body))?;
        let request = black_box(request);
        Ok(request.uri().path().len() + request.headers().len())
    }
}

/// `Endpoint::from_http`.
#[derive(Clone)]
pub(crate) struct FromHttp {
    status: u16,
    body: Bytes,
}

impl FromHttp {
    pub(crate) fn new(id: &str) -> Self {
        let (status, body): (_, &'static str) = if id == TRUSTED {
            (200, include_str!("../../server/link.json"))
        } else {
            (428, include_str!("../../server/challenge.json"))
        };
        Self {
            status,
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    /// A response as a transport returns it.
    fn response(&self) -> Result<Response<Bytes>, Failure> {
        let response = Response::builder()
            .status(self.status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(black_box(response.body(self.body.clone())?))
    }
}

impl Caller for FromHttp {
    async fn call(&self) -> Result<usize, Failure> {
        callpoint::outcome_of(UpdateLink::from_http(self.response()?))
    }
}

/// The same with somebody who is told what the declaration does not know.
#[derive(Clone)]
pub(crate) struct FromHttpDrift {
    response: FromHttp,
    sink: Arc<DriftSink>,
}

impl FromHttpDrift {
    pub(crate) fn new(id: &str) -> Self {
        Self {
            response: FromHttp::new(id),
            sink: Arc::new(DriftSink::new(|drift: &Drift| _ = black_box(drift.kind))),
        }
    }
}

impl Caller for FromHttpDrift {
    async fn call(&self) -> Result<usize, Failure> {
        let mut response = ResponseReader::new(UpdateLink::META, self.response.response()?);
        self.sink.observe(&mut response);
        callpoint::outcome_of(match UpdateLink::read(&mut response) {
            Ok(link) => Ok(link),
            Err(error) => Err(error.into_error(response)),
        })
    }
}

/// The same, hand-written.
#[derive(Clone)]
pub(crate) struct FromHttpHandWritten(pub(crate) FromHttp);

#[allow(clippy::result_large_err, reason = "as people write it")]
fn link(response: &Response<Bytes>) -> Result<Link, Rejection> {
    match response.status().as_u16() {
        200 => Ok(serde_json::from_slice(response.body())?),
        428 => Err(Rejection::TokenRequired(serde_json::from_slice::<
            TokenChallenge,
        >(response.body())?)),
        status @ (400 | 401 | 404 | 500) => Err(Rejection::Rejected(
            status,
            serde_json::from_slice::<Vec<Problem>>(response.body())?,
        )),
        status => Err(format!("unexpected status {status}").into()),
    }
}

impl Caller for FromHttpHandWritten {
    async fn call(&self) -> Result<usize, Failure> {
        reqwest::outcome_of(link(&self.0.response()?))
    }
}
