//! The calls: each has a number, and requests a response that repeats it.

use std::sync::Arc;

use callpoint::transport::{Sending, Transport};
use callpoint::{Body, Client, Error, TransportErrorKind, endpoint};

use crate::census::{Census, Method, Outcome};

/// Requests the item with that number.
#[endpoint(GET, "/items/<id>", 200 => String as Text)]
struct Get {
    id: usize,
}

/// Replaces it.
#[endpoint(PUT, "/items/<id>", 200 => String as Text)]
struct Put {
    id: usize,
    value: usize,
}

/// Orders something, once.
#[endpoint(POST, "/items/<id>", 200 => String as Text)]
struct Post {
    id: usize,
    value: usize,
}

/// Makes one call after the other until all are made.
pub(crate) async fn work(client: Client, census: Arc<Census>) {
    while let Some(id) = census.take() {
        let method = Method::of(id);
        let response = match method {
            Method::Get => client.call_with_response(&Get::new(id)).await,
            Method::Put => client.call_with_response(&Put::new(id, id)).await,
            Method::Post => client.call_with_response(&Post::new(id, id)).await,
        };
        let (outcome, attempts) = match response {
            Ok(response) if *response == id.to_string() => {
                (Outcome::Done, Some(response.attempts()))
            }
            Ok(_) => (Outcome::Wrong, None),
            Err(Error::Unexpected(error)) => match error.status().as_u16() {
                503 => (Outcome::Busy, None),
                429 => (Outcome::TooMany, None),
                _ => (Outcome::Wrong, None),
            },
            Err(Error::Transport(error)) => {
                let has_head = error.status().is_some();
                let outcome = match (error.kind(), has_head) {
                    (TransportErrorKind::ConnectionClosed, false) => Outcome::Reset,
                    (TransportErrorKind::ConnectionClosed, true) => Outcome::Cut,
                    (TransportErrorKind::Timeout(_), false) => Outcome::Slow,
                    (TransportErrorKind::InvalidMessage, _) => Outcome::Garbage,
                    _ => {
                        eprintln!("{error:?}");
                        Outcome::Wrong
                    }
                };
                (outcome, Some(error.attempts()))
            }
            Err(error) => {
                eprintln!("{error:?}");
                (Outcome::Wrong, None)
            }
        };
        census.note(id, method, outcome, attempts);
    }
}

/// A transport that counts requests.
pub(crate) struct Counting {
    transport: Box<dyn Transport>,
    census: Arc<Census>,
}

impl Counting {
    pub(crate) fn new(transport: Box<dyn Transport>, census: Arc<Census>) -> Self {
        Self { transport, census }
    }
}

impl Transport for Counting {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let id = request.uri().path().rsplit('/').next();
        if let Some(id) = id.and_then(|id| id.parse().ok()) {
            self.census.sent(id);
        }
        self.transport.send(request)
    }
}
