use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, request};
use serde::de::DeserializeOwned;

use super::{names, report, target};
use callpoint::codec::Json;
use callpoint::meta::{EndpointMeta, FieldLocation};

/// A request that a [`MockTransport`](super::MockTransport) received, for conditions and for assertions afterwards.
///
/// Path and query are parsed with the declaration, so that `path("id")` returns the value of the field. A name that the declaration does
/// not have panics, because it is a mistake in the test. Cloning is cheap. `Debug` shows no secret.
#[derive(Clone)]
pub struct MockRequest {
    received: Arc<Received>,
    /// What a condition inspects, for the failure message.
    inspections: Option<Arc<Mutex<Vec<String>>>>,
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
            inspections: None,
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
        self.inspect(|| "the method".to_owned());
        &self.received.method
    }

    /// The URL, including any secrets in path and query.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.inspect(|| "the URL".to_owned());
        &self.received.uri
    }

    /// The decoded value of a path parameter, by its name in the template. The segments of a rest parameter are joined with slashes; if it
    /// is the first segment of the template, it includes the path of the base URL.
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
        self.inspect(|| format!("path parameter `{name}` ({})", self.shown_path(name)));
        value
    }

    /// The decoded values of a query parameter, by its wire name: one for each pair, or for each item of a list in one pair. For a style with
    /// brackets the bare name returns all of them, `filter[status]` one entry. A flag that is set is one empty string.
    ///
    /// # Panics
    /// The declaration has no such parameter. Names from `#[query(flatten)]` cannot be checked.
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
        self.inspect(|| format!("query parameter `{name}` ({})", self.shown_query(name)));
        let form = parameter.and_then(|parameter| parameter.location.query_form());
        let is_meant = |key: &str| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || form.is_some_and(|form| form.takes(rest)))
        };
        let pairs = self.query_pairs().iter();
        pairs
            .filter(|(key, _)| is_meant(key))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The first value of a header; `None` if it is absent or not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.inspect(|| format!("header `{name}` ({})", self.shown_header(name)));
        self.received.headers.get(name)?.to_str().ok()
    }

    /// The value of a cookie; `None` if it is absent.
    ///
    /// # Panics
    /// The declaration has no such cookie.
    #[must_use]
    #[track_caller]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let known = names::in_cookies(self.meta());
        assert!(
            known.iter().any(|known| known == name),
            "{}",
            report::unknown_name(self.meta(), "cookie", name, &known)
        );
        self.inspect(|| {
            let is_cookie = |location| location == FieldLocation::Cookie;
            let is_secret = names::is_secret(self.meta(), is_cookie, name);
            let shown = report::values(self.cookie_value(name).into_iter(), is_secret);
            format!("cookie `{name}` ({shown})")
        });
        self.cookie_value(name)
    }

    fn cookie_value(&self, name: &str) -> Option<&str> {
        let cookies = self.received.headers.get_all(http::header::COOKIE).iter();
        let cookies = cookies.filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';'));
        pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// All headers, including those that the client adds: credentials, `user-agent`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.inspect(|| "the headers".to_owned());
        &self.received.headers
    }

    /// The complete body; a streamed upload has been read to its end.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.inspect(|| "the body".to_owned());
        &self.received.body
    }

    /// The body, deserialized from JSON: `request.json::<serde_json::Value>()["password"]`.
    ///
    /// # Panics
    /// The body is not JSON of that type. The message says where, without showing values.
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        self.inspect(|| "the body".to_owned());
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

    /// The same request, which remembers what is inspected.
    pub(super) fn inspected(&self) -> Self {
        Self {
            received: Arc::clone(&self.received),
            inspections: Some(Arc::default()),
        }
    }

    /// What was inspected.
    pub(super) fn inspections(&self) -> Vec<String> {
        let inspections = self.inspections.as_ref();
        inspections.map_or_else(Vec::new, |inspections| {
            inspections
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        })
    }

    fn inspect(&self, what: impl FnOnce() -> String) {
        if let Some(inspections) = &self.inspections {
            let mut inspections = inspections.lock().unwrap_or_else(PoisonError::into_inner);
            let what = what();
            if !inspections.contains(&what) {
                inspections.push(what);
            }
        }
    }

    /// The call for a failure message: the endpoint and its parameters, without secrets.
    pub(super) fn shown(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (name, _) in self.path_pairs() {
            parts.push(format!("path parameter `{name}` {}", self.shown_path(name)));
        }
        for (key, _) in self.query_pairs() {
            let (shown, value) = (names::shown_key(self.meta(), key), self.shown_query(key));
            let part = format!("query parameter `{shown}` {value}");
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        report::call(self.meta(), &parts)
    }

    /// The value of a path parameter for a failure message.
    pub(super) fn shown_path(&self, name: &str) -> String {
        let is_location =
            |location| matches!(location, FieldLocation::Path | FieldLocation::PathSegments);
        let is_secret = names::is_secret(self.meta(), is_location, name);
        let pairs = self.path_pairs().iter();
        let values = pairs.filter(|(key, _)| *key == name);
        report::values(values.map(|(_, value)| value.as_str()), is_secret)
    }

    /// The values of a query parameter for a failure message.
    pub(super) fn shown_query(&self, name: &str) -> String {
        let parameter = names::query_parameter(self.meta(), name);
        // A key that the declaration does not have may come from the client's credentials.
        let is_known = match parameter {
            Some(parameter) => !names::has_own_names(parameter),
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

    /// The values of a header for a failure message: only headers that are declared and not secret are shown.
    pub(super) fn shown_header(&self, name: &str) -> String {
        let is_location = |location| location == FieldLocation::Header;
        let is_declared = (self.meta().parameters.iter()).any(|parameter| {
            parameter.location == FieldLocation::Header && parameter.name.eq_ignore_ascii_case(name)
        }) || (self.meta().headers.iter())
            .any(|header| header.name.eq_ignore_ascii_case(name));
        let is_negotiation = ["accept", "content-type"].contains(&name);
        let is_secret = names::is_secret(self.meta(), is_location, name)
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
        write!(f, "MockRequest({})", self.shown())
    }
}
