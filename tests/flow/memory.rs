//! A transport that answers in this process, body piece by piece.

use std::io;
use std::sync::{Arc, Mutex};

use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, Bytes, Client};
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;

/// What becomes of a request, and what was asked for.
pub(crate) struct InMemory<F> {
    answer: F,
    asked: Asked,
}

/// The targets that were asked for, in their order.
pub(crate) type Asked = Arc<Mutex<Vec<String>>>;

impl<F> Transport for InMemory<F>
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let target = request.uri().path_and_query().unwrap().to_string();
        self.asked.lock().unwrap().push(target);
        let answer = (self.answer)(&request);
        Box::pin(async move { Ok(answer) })
    }
}

/// A transport whose requests are answered here, and the list of what it is asked for.
pub(crate) fn transport<F>(answer: F) -> (InMemory<F>, Asked)
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    let asked = Asked::default();
    let transport = InMemory {
        answer,
        asked: Arc::clone(&asked),
    };
    (transport, asked)
}

/// A client whose requests are answered here, and the list of what it asks for.
pub(crate) fn answering<F>(answer: F) -> (Client, Asked)
where
    F: Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
{
    let (transport, asked) = transport(answer);
    let client = Client::builder("https://api.example.com").transport(transport);
    (client.build().unwrap(), asked)
}

/// What becomes of the first attempt, the second, and so on.
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

/// A transport of which that becomes, by the number of the attempt, and the list of what it is asked for.
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

/// A client that is answered 200 with these pieces, whatever it asks for.
pub(crate) fn piecewise(pieces: &'static [&'static str], end: End) -> Client {
    answering(move |_| http::Response::new(body(pieces, end))).0
}

/// A body that comes in these pieces.
pub(crate) fn body(pieces: &'static [&'static str], end: End) -> Body {
    let broken = (end == End::Broken).then(|| Err(io::Error::other("cut")));
    let frames = pieces
        .iter()
        .map(|piece| Ok(Frame::data(Bytes::from_static(piece.as_bytes()))))
        .chain(broken);
    Body::wrap(StreamBody::new(stream::iter(frames)))
}

/// An answer of JSON with that status.
pub(crate) fn json(status: u16, body: impl Into<Body>) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}
