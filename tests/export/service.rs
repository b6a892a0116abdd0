//! A service backed by a function, and a file for its recording.

use std::error::Error as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use callpoint::transport::{Sending, Transport};
use callpoint::{Body, Client, ClientBuilder, Error};
use serde_json::Value;

/// A temporary file, removed on drop.
pub(crate) struct File(pub(crate) PathBuf);

impl File {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("callpoint-{}-{number}.har", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }

    pub(crate) fn entries(&self) -> Vec<Value> {
        let har: Value = serde_json::from_str(&self.text()).unwrap();
        assert_eq!(har["log"]["version"], "1.2");
        har["log"]["entries"].as_array().unwrap().clone()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

pub(crate) type Handler =
    Arc<dyn Fn(&http::request::Parts, &[u8]) -> http::Response<Body> + Send + Sync>;

/// A service backed by a function. It reads the whole request first.
pub(crate) struct Service(Handler);

impl Service {
    pub(crate) fn new(
        response: impl Fn(&http::request::Parts, &[u8]) -> http::Response<Body> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(response))
    }
}

impl Transport for Service {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = http_body_util::BodyExt::collect(body).await.unwrap();
            Ok((self.0)(&head, &body.to_bytes()))
        })
    }
}

pub(crate) fn builder(transport: impl Transport) -> ClientBuilder<callpoint::auth::Anonymous> {
    Client::builder("https://api.example.com/v1").transport(transport)
}

/// The text of an error's source.
pub(crate) fn reason<T: std::fmt::Debug, E: std::error::Error + 'static>(
    result: Result<T, Error<E>>,
) -> String {
    result.unwrap_err().source().unwrap().to_string()
}
