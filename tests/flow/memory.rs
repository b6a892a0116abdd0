//! An in-process transport that delivers bodies piece by piece.

use std::io;
use std::sync::{Arc, Mutex};

use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, Bytes, Client};
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;

/// How the transport responds to a request, and what was requested.
pub(crate) struct InMemory<F> {
    response: F,
    asked: Asked,
}

/// The requested targets, in order.
pub(crate) type Asked = Arc<Mutex<Vec<String>>>;

impl<F> Transport for InMemory<F>
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let target = request.uri().path_and_query().unwrap().to_string();
        self.asked.lock().unwrap().push(target);
        let response = (self.response)(&request);
        Box::pin(async move { Ok(response) })
    }
}

/// A transport that responds in process, and the list of requests it got.
pub(crate) fn transport<F>(response: F) -> (InMemory<F>, Asked)
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    let asked = Asked::default();
    let transport = InMemory {
        response,
        asked: Arc::clone(&asked),
    };
    (transport, asked)
}

/// A client whose requests are handled in process, and the list of its requests.
pub(crate) fn responding<F>(response: F) -> (Client, Asked)
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    let (transport, asked) = transport(response);
    let client = Client::builder("https://api.example.com").transport(transport);
    (client.build().unwrap(), asked)
}

/// The outcome of the first attempt, the second, and so on.
pub(crate) struct Attempts<F> {
    outcome: F,
    asked: Asked,
}

impl<F> Transport for Attempts<F>
where
    F: Fn(usize) -> Result<http::Response<Body>, SendError> + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let number = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(request.uri().path().to_owned());
            asked.len()
        };
        let outcome = (self.outcome)(number);
        Box::pin(async move { outcome })
    }
}

/// A transport with an outcome for each attempt, by number, and the list of requests it got.
pub(crate) fn sending<F>(outcome: F) -> (Attempts<F>, Asked)
where
    F: Fn(usize) -> Result<http::Response<Body>, SendError> + Send + Sync + 'static,
{
    let asked = Asked::default();
    let transport = Attempts {
        outcome,
        asked: Arc::clone(&asked),
    };
    (transport, asked)
}

/// How a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Whole,
    Broken,
}

/// A client that gets a 200 with these pieces for every request.
pub(crate) fn piecewise(pieces: &'static [&'static str], end: End) -> Client {
    responding(move |_| http::Response::new(body(pieces, end))).0
}

/// A body that arrives in these pieces.
pub(crate) fn body(pieces: &'static [&'static str], end: End) -> Body {
    let broken = (end == End::Broken).then(|| Err(io::Error::other("cut")));
    let frames = pieces
        .iter()
        .map(|piece| Ok(Frame::data(Bytes::from_static(piece.as_bytes()))))
        .chain(broken);
    Body::wrap(StreamBody::new(stream::iter(frames)))
}

/// A JSON response with that status.
pub(crate) fn json(status: u16, body: impl Into<Body>) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}
