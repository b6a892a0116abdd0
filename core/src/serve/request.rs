//! A received request, from which each field of an endpoint is read.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, COOKIE};

use super::rejection::{MISSING, Rejection, RejectionKind, TWICE, shown};
use super::route::{Captured, captured, decoded, fixed_pairs, pairs};
use super::texts::{FieldValue, Texts};
use super::{Mismatch, matches};
use crate::codec::from_pairs;
use crate::meta::{EndpointMeta, FieldLocation, QueryForm};
use crate::reader::ResponseReader;
use crate::response_headers;

/// A request that a server received, from which a declaration reads its fields: the inverse of [`RequestWriter`](crate::RequestWriter).
///
/// [`Serve::from_request`](super::Serve::from_request) makes it.
pub struct RequestReader<'a> {
    meta: &'static EndpointMeta,
    headers: &'a HeaderMap,
    body: &'a Bytes,
    path: Captured,
    query: &'a str,
}

/// More brackets than any client writes: a key costs as much memory as it has.
const DEEPEST: usize = 64;

impl<'a> RequestReader<'a> {
    /// Begins to read: the request has the endpoint's method and path below `base_path`, and what is the same in each of its requests.
    ///
    /// # Errors
    /// It has not.
    pub fn new(
        meta: &'static EndpointMeta,
        request: &'a http::Request<Bytes>,
        base_path: &str,
    ) -> Result<Self, Rejection> {
        let rejected = |kind, name, reason| Err(Rejection::new(meta, kind, name, reason));
        let other = "it is not what the declaration says";
        match matches(meta, request, base_path) {
            Ok(_) => {}
            Err(Mismatch::Query(key)) => return rejected(RejectionKind::Query, key, other),
            Err(Mismatch::Header(name)) => return rejected(RejectionKind::Header, name, other),
            Err(Mismatch::Method) => {
                return rejected(
                    RejectionKind::Target,
                    String::new(),
                    "the method is another one",
                );
            }
            Err(Mismatch::Path) => {
                return rejected(
                    RejectionKind::Target,
                    String::new(),
                    "the path is another one",
                );
            }
        }
        let path = captured(meta, request.uri().path(), base_path).unwrap_or_default();
        if let Some((name, reason)) = path.rejected {
            return rejected(RejectionKind::Path, name.to_owned(), reason);
        }
        Ok(Self {
            meta,
            headers: request.headers(),
            body: request.body(),
            path,
            query: request.uri().query().unwrap_or_default(),
        })
    }

    /// The endpoint.
    #[must_use]
    pub const fn meta(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// The header fields.
    #[must_use]
    pub const fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The body as it was received.
    #[must_use]
    pub const fn body(&self) -> &'a Bytes {
        self.body
    }

    /// A path parameter: its value, or the items of a list.
    ///
    /// # Errors
    /// The template does not name it.
    pub fn path(&self, name: &'static str) -> Result<Texts, Rejection> {
        let found = self.path.values.iter().find(|(known, _)| *known == name);
        let Some((_, values)) = found else {
            return Err(self.rejection(RejectionKind::Path, name, "the template does not name it"));
        };
        let is_of_segments = self.meta.parameters.iter().any(|parameter| {
            parameter.location == FieldLocation::PathSegments && parameter.name == name
        });
        let texts = self.texts(RejectionKind::Path, name, values.clone());
        Ok(if is_of_segments {
            texts.segments()
        } else {
            texts
        })
    }

    /// A query parameter with a pair for each value; the key as it is in the URL, encoded.
    ///
    /// # Errors
    /// A value is not UTF-8.
    pub fn query(&self, key: &'static str) -> Result<Texts, Rejection> {
        let values = self.raw_values(key);
        let values = values.map(|value| self.decoded(RejectionKind::Query, key, value));
        let values = values.collect::<Result<_, _>>()?;
        Ok(self.texts(RejectionKind::Query, key, values))
    }

    /// A query parameter whose values are in one pair, with the encoded separator between them.
    ///
    /// # Errors
    /// It is given twice, or a value is not UTF-8.
    pub fn query_joined(
        &self,
        key: &'static str,
        separator: &'static str,
    ) -> Result<Texts, Rejection> {
        let mut found = self.raw_values(key);
        let (value, second) = (found.next(), found.next());
        if second.is_some() {
            return Err(self.rejection(RejectionKind::Query, key, TWICE));
        }
        let values = value.map(|value| {
            let items = value.split(separator);
            items
                .map(|item| self.decoded(RejectionKind::Query, key, item))
                .collect()
        });
        Ok(self.texts(
            RejectionKind::Query,
            key,
            values.transpose()?.unwrap_or_default(),
        ))
    }

    /// A query parameter that is its key alone.
    ///
    /// # Errors
    /// It has a value.
    pub fn query_flag<T: FromFlag>(&self, key: &'static str) -> Result<T, Rejection> {
        let is_it = |given: &str| decoded(given) == decoded(key);
        let mut found = self.raw_pairs().filter(|(given, _)| is_it(given));
        match found.next() {
            // Many programs send a key alone as one with an empty value.
            Some((_, Some(value))) if !value.is_empty() => {
                Err(self.rejection(RejectionKind::Query, key, "a flag has no value"))
            }
            Some(_) => Ok(T::from_flag(true)),
            None => Ok(T::from_flag(false)),
        }
    }

    /// The entries of a struct or map in brackets after the key.
    ///
    /// # Errors
    /// They are not what the type is read from.
    pub fn query_deep<T: FieldValue>(&self, key: &'static str) -> Result<T, Rejection> {
        let name = decoded(key).unwrap_or_default();
        let pairs = pairs(self.query).filter_map(|(given, value)| {
            let rest = given.strip_prefix(&*name)?;
            let rest = match rest.strip_prefix('[') {
                // `[a][b]` without the first bracket is the key `a` with `[b]` behind it.
                Some(rest) => rest.replacen(']', "", 1),
                // A single value has the key itself.
                None if rest.is_empty() => String::new(),
                None => return None,
            };
            Some((rest, value.unwrap_or_default().into_owned()))
        });
        self.entries(key, pairs.collect())
    }

    /// The entries of a struct or map, each a parameter of its own: all that no other parameter takes.
    ///
    /// # Errors
    /// They are not what the type is read from.
    pub fn query_flatten<T: FieldValue>(&self, name: &'static str) -> Result<T, Rejection> {
        let fixed: Vec<_> = fixed_pairs(self.meta).collect();
        let pairs = pairs(self.query)
            .filter(|pair| !fixed.contains(pair) && !self.is_others(&pair.0))
            .map(|(key, value)| (key.into_owned(), value.unwrap_or_default().into_owned()));
        self.entries(name, pairs.collect())
    }

    /// A query parameter as JSON.
    ///
    /// # Errors
    /// It is given twice, or it is not what the type is read from.
    pub fn query_json<T: FieldValue>(&self, key: &'static str) -> Result<T, Rejection> {
        let found = self.optional_query_json(key)?;
        found.ok_or_else(|| self.rejection(RejectionKind::Query, key, MISSING))
    }

    /// A query parameter as JSON that may be absent.
    ///
    /// # Errors
    /// It is given twice, or it is not what the type is read from.
    pub fn optional_query_json<T: FieldValue>(
        &self,
        key: &'static str,
    ) -> Result<Option<T>, Rejection> {
        let mut found = self.raw_values(key);
        let (value, second) = (found.next(), found.next());
        if second.is_some() {
            return Err(self.rejection(RejectionKind::Query, key, TWICE));
        }
        let Some(value) = value else { return Ok(None) };
        let text = self.decoded(RejectionKind::Query, key, value)?;
        let read = crate::codec::Json::decode_slice(text.as_bytes());
        read.map(Some)
            .map_err(|error| self.rejection(RejectionKind::Query, key, error.to_string()))
    }

    /// A header field: its value, or the items of a list, in one line or several.
    ///
    /// # Errors
    /// A line is not visible ASCII.
    pub fn header(&self, name: &'static str) -> Result<Texts, Rejection> {
        let lines = self.headers.get_all(name).iter();
        let lines = lines.map(|line| line.to_str().map(str::to_owned));
        let lines = lines
            .collect::<Result<_, _>>()
            .map_err(|_| self.rejection(RejectionKind::Header, name, "it is not visible ASCII"))?;
        let texts = self.texts(RejectionKind::Header, name, lines);
        Ok(texts.or_items(response_headers::texts(self.headers, name)))
    }

    /// A cookie.
    ///
    /// # Errors
    /// Never today.
    pub fn cookie(&self, name: &'static str) -> Result<Texts, Rejection> {
        let lines = self.headers.get_all(COOKIE).iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';'));
        let pairs = pairs.filter_map(|pair| pair.trim_start_matches(' ').split_once('='));
        let values = pairs.filter(|(given, _)| *given == name);
        let values = values.map(|(_, value)| value.to_owned()).collect();
        Ok(self.texts(RejectionKind::Cookie, name, values))
    }

    /// Whether there is a body: an empty one of a codec has its media type.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !self.body.is_empty() || self.headers.contains_key(CONTENT_TYPE)
    }

    /// The body for a codec, which reads that of a response.
    pub(super) fn body_of(&self) -> Result<ResponseReader, Rejection> {
        let mut message = http::Response::new(self.body.clone());
        if let Some(content_type) = self.headers.get(CONTENT_TYPE) {
            let headers = message.headers_mut();
            headers.insert(CONTENT_TYPE, content_type.clone());
        }
        let message = ResponseReader::new(self.meta, message);
        let is_sent = |name: &str| name.eq_ignore_ascii_case("content-type");
        let is_own = self.meta.headers.iter().any(|header| is_sent(header.name))
            || (self.meta.parameters.iter()).any(|parameter| {
                parameter.location == FieldLocation::Header && is_sent(parameter.name)
            });
        let declared = self.meta.body.map(|codec| codec.content_type);
        let declared = declared.filter(|_| !is_own).and_then(essence);
        match (declared, message.media_type()) {
            (Some(declared), Some(given))
                if declared != "application/octet-stream"
                    && !given.eq_ignore_ascii_case(declared) =>
            {
                let reason = format!("expected {declared}, got another media type");
                Err(self.rejection(RejectionKind::Body, "", reason))
            }
            _ => Ok(message),
        }
    }

    fn texts(&self, kind: RejectionKind, name: &'static str, values: Vec<String>) -> Texts {
        Texts::new(self.meta, kind, name, values)
    }

    fn entries<T: FieldValue>(
        &self,
        name: &'static str,
        pairs: Vec<(String, String)>,
    ) -> Result<T, Rejection> {
        let rejected = |reason| self.rejection(RejectionKind::Query, name, reason);
        if pairs
            .iter()
            .any(|(key, _)| key.matches('[').count() > DEEPEST)
        {
            return Err(rejected("it has too many brackets".to_owned()));
        }
        from_pairs(pairs).map_err(|(field, reason)| {
            rejected(match field {
                Some(field) => format!("at {field}: {reason}"),
                None => reason,
            })
        })
    }

    fn raw_pairs(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> + use<'a> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| match pair.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (pair, None),
        })
    }

    /// The values of a key, encoded.
    fn raw_values(&self, key: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let key = decoded(key);
        let found = self
            .raw_pairs()
            .filter(move |(given, _)| decoded(given) == key);
        found.map(|(_, value)| value.unwrap_or_default())
    }

    fn decoded(
        &self,
        kind: RejectionKind,
        name: &'static str,
        text: &str,
    ) -> Result<String, Rejection> {
        let text = decoded(text).map(Cow::into_owned);
        text.ok_or_else(|| self.rejection(kind, name, "it is not UTF-8"))
    }

    /// Whether a key of the query belongs to a parameter with a name.
    fn is_others(&self, key: &str) -> bool {
        self.meta.parameters.iter().any(|parameter| {
            let form = parameter.location.query_form();
            let form = form.filter(|form| !form.has_own_names());
            let name = decoded(parameter.name).unwrap_or_default();
            let rest = key.strip_prefix(&*name);
            form.zip(rest)
                .is_some_and(|(form, rest): (QueryForm, &str)| form.takes(rest))
        })
    }

    #[cold]
    pub(super) fn rejection(
        &self,
        kind: RejectionKind,
        name: &str,
        reason: impl Into<Cow<'static, str>>,
    ) -> Rejection {
        Rejection::new(self.meta, kind, shown(name), reason)
    }
}

/// A media type without its parameters.
fn essence(content_type: &str) -> Option<&str> {
    content_type.split(';').next().map(str::trim_end)
}

/// What a flag is read as: `bool`, or `Option<bool>`, of which `Some(false)` cannot be told from `None`.
pub trait FromFlag: crate::param::Flag {
    #[doc(hidden)]
    fn from_flag(is_set: bool) -> Self;
}

impl FromFlag for bool {
    fn from_flag(is_set: bool) -> Self {
        is_set
    }
}

impl FromFlag for Option<bool> {
    fn from_flag(is_set: bool) -> Self {
        is_set.then_some(true)
    }
}

/// Shows the endpoint and no value.
impl fmt::Debug for RequestReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestReader")
            .field("endpoint", &self.meta.name)
            .finish_non_exhaustive()
    }
}
