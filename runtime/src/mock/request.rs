use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, request};
use serde::de::DeserializeOwned;

use super::{names, report, target};
use crate::codec::Json;
use crate::meta::{EndpointMeta, Place, QueryStyle};

/// A request as a [`MockTransport`](super::MockTransport) received it: what a condition looks at, and a test afterwards.
///
/// Path and query are read back by the declaration, so that `path("id")` is the value that was given. A name that the declaration does not have is
/// a mistake in the test and panics. A clone is cheap. `Debug` shows no secret.
#[derive(Clone)]
pub struct MockRequest {
    received: Arc<Received>,
    /// What a condition looks at, for the text of a failure.
    looks: Option<Arc<Mutex<Vec<String>>>>,
}

struct Received {
    meta: &'static EndpointMeta,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
}

impl MockRequest {
    pub(super) fn new(meta: &'static EndpointMeta, head: request::Parts, body: Bytes) -> Self {
        let received = Received {
            path: target::path(meta, head.uri.path()),
            query: target::query(meta, head.uri.query().unwrap_or_default()),
            meta,
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
        };
        Self {
            received: Arc::new(received),
            looks: None,
        }
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn meta(&self) -> &'static EndpointMeta {
        self.received.meta
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.looked(|| "the method".to_owned());
        &self.received.method
    }

    /// The URL. It holds whatever secrets path and query hold.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.looked(|| "the URL".to_owned());
        &self.received.uri
    }

    /// The value of a path parameter, by the name in the template, decoded. A rest parameter's segments stand with slashes between them; where
    /// one is the first segment of the template, the base URL's path is a part of it.
    ///
    /// # Panics
    /// The template has no such parameter.
    #[must_use]
    #[track_caller]
    pub fn path(&self, name: &str) -> Option<&str> {
        let known = names::in_path(self.meta());
        assert!(
            known.iter().any(|known| known == name),
            "{}",
            report::unknown_name(self.meta(), "path parameter", name, &known)
        );
        let found = self.path_pairs().iter().find(|(key, _)| *key == name);
        let value = found.map(|(_, value)| value.as_str());
        self.looked(|| format!("path parameter `{name}` ({})", self.shown_path(name)));
        value
    }

    /// The values of a query parameter, by its name on the wire, decoded: one for each pair, or for each item of a list in one pair. For a style
    /// with brackets the name alone means all of them, `filter[status]` one entry. A flag that is there is one empty text.
    ///
    /// # Panics
    /// The declaration has no such parameter. Names that it leaves open (`#[query(flatten)]`) cannot be checked.
    #[must_use]
    #[track_caller]
    pub fn query(&self, name: &str) -> Vec<&str> {
        let parameter = names::query_parameter(self.meta(), name);
        if let (None, Some(known)) = (parameter, names::in_query(self.meta())) {
            assert!(
                known.iter().any(|known| known == name),
                "{}",
                report::unknown_name(self.meta(), "query parameter", name, &known)
            );
        }
        self.looked(|| format!("query parameter `{name}` ({})", self.shown_query(name)));
        let brackets = parameter.map(|parameter| parameter.place);
        let in_brackets = matches!(
            brackets,
            Some(Place::Query(QueryStyle::Brackets | QueryStyle::Deep))
        );
        let is_meant = |key: &str| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || (in_brackets && rest.starts_with('[')))
        };
        let pairs = self.query_pairs().iter();
        pairs
            .filter(|(key, _)| is_meant(key))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The value of a header, the first where there are several; `None` where there is none, or it is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.looked(|| format!("header `{name}` ({})", self.shown_header(name)));
        self.received.headers.get(name)?.to_str().ok()
    }

    /// All headers, those that the client adds too: credentials, `user-agent`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.looked(|| "the headers".to_owned());
        &self.received.headers
    }

    /// The body, all of it; a streamed upload has been read to its end.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.looked(|| "the body".to_owned());
        &self.received.body
    }

    /// The body, read from JSON: `request.json::<serde_json::Value>()["password"]`.
    ///
    /// # Panics
    /// The body is no JSON of that type. The text says where, and shows no value.
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        self.looked(|| "the body".to_owned());
        match Json::decode_bytes(&self.received.body) {
            Ok(value) => value,
            Err(failure) => panic!("{}", report::not_json(self.meta(), &failure)),
        }
    }

    pub(super) fn path_pairs(&self) -> &[(&'static str, String)] {
        &self.received.path
    }

    pub(super) fn query_pairs(&self) -> &[(String, String)] {
        &self.received.query
    }

    /// The same request, which keeps what is looked at.
    pub(super) fn watched(&self) -> Self {
        Self {
            received: Arc::clone(&self.received),
            looks: Some(Arc::default()),
        }
    }

    /// What was looked at.
    pub(super) fn looks(&self) -> Vec<String> {
        let looks = self.looks.as_ref();
        looks.map_or_else(Vec::new, |looks| {
            looks.lock().unwrap_or_else(PoisonError::into_inner).clone()
        })
    }

    fn looked(&self, what: impl FnOnce() -> String) {
        if let Some(looks) = &self.looks {
            let mut looks = looks.lock().unwrap_or_else(PoisonError::into_inner);
            let what = what();
            if !looks.contains(&what) {
                looks.push(what);
            }
        }
    }

    /// The value of a path parameter as a failure may show it.
    pub(super) fn shown_path(&self, name: &str) -> String {
        let is_place = |place| matches!(place, Place::Path | Place::PathRest);
        let is_secret = names::is_secret(self.meta(), is_place, name);
        let pairs = self.path_pairs().iter();
        let values = pairs.filter(|(key, _)| *key == name);
        report::values(values.map(|(_, value)| value.as_str()), is_secret)
    }

    /// The values of a query parameter as a failure may show them.
    pub(super) fn shown_query(&self, name: &str) -> String {
        let parameter = names::query_parameter(self.meta(), name);
        // What the declaration does not name may be a key that the client's credentials add.
        let is_known = match parameter {
            Some(parameter) => parameter.place != Place::Query(QueryStyle::Flatten),
            None => names::in_query(self.meta())
                .is_some_and(|known| known.iter().any(|known| known == name)),
        };
        let is_secret = !is_known || parameter.is_some_and(|parameter| parameter.secret);
        let values = self.query_pairs().iter().filter(|(key, _)| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || (is_known && rest.starts_with('[')))
        });
        report::values(values.map(|(_, value)| value.as_str()), is_secret)
    }

    /// The values of a header as a failure may show them: only what the declaration knows, and does not call a secret.
    pub(super) fn shown_header(&self, name: &str) -> String {
        let is_place = |place| place == Place::Header;
        let is_declared = (self.meta().parameters.iter()).any(|parameter| {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case(name)
        });
        let is_negotiation = ["accept", "content-type"].contains(&name);
        let is_secret = names::is_secret(self.meta(), is_place, name)
            || !(is_declared || is_negotiation)
            || (self.received.headers.get_all(name).iter()).any(http::HeaderValue::is_sensitive);
        let values = self.received.headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        report::values(values.iter().map(AsRef::as_ref), is_secret)
    }
}

/// The endpoint and its parameters, without secrets.
impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockRequest({})", report::call(self))
    }
}
