//! What is looked at of a response before and after its body is decoded.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::found::{Drift, DriftKind};
use super::mix::{mixed, mixed_bytes};
use super::place::{Failed, Notes};
use super::sink::DriftSink;
use crate::codec::CodecError;
use crate::endpoint::Endpoint;
use crate::meta::{EndpointMeta, ResponseMeta};
use crate::reader::ResponseReader;

/// What of one response the declaration of `E` does not know, in the order in which it is found.
///
/// ```
/// use callpoint::{drift, endpoint};
///
/// #[endpoint(GET, "/links/<id>", 200 => Link { id: String, owner: Option<Owner> })]
/// struct GetLink {
///     id: String,
/// }
///
/// #[derive(Debug, Clone, serde::Deserialize)]
/// struct Owner {
///     name: String,
/// }
///
/// let body = r#"{"id": "7", "owner": {"name": "Ann", "nickname": "A"}, "since": 2019}"#;
/// let found = drift::of_response::<GetLink>(http::Response::new(body.into()));
/// let pointers: Vec<_> = found.iter().map(|drift| drift.pointer.as_str()).collect();
/// assert_eq!(pointers, ["/owner/nickname", "/since"]);
/// assert_eq!(found[0].kind, drift::DriftKind::UnknownField);
/// ```
#[must_use]
pub fn of_response<E: Endpoint>(response: http::Response<Bytes>) -> Vec<Drift> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let sink = {
        let found = Arc::clone(&found);
        let keep = move |drift: &Drift| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push(drift.clone());
        };
        Arc::new(DriftSink::new(keep))
    };
    sink.check::<E>(response);
    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *found)
}

impl DriftSink {
    /// Looks at a response to a call of `E` that came in another way than by a client with this sink.
    pub fn check<E: Endpoint>(self: &Arc<Self>, response: http::Response<Bytes>) {
        let mut response = ResponseReader::new(E::META, response);
        self.observe(&mut response);
        // What is wrong with the body is reported while it is read.
        drop(E::read(&mut response));
    }

    /// Looks at the head of a response, and marks it, so that its body is looked at while it is decoded.
    #[doc(hidden)]
    pub fn observe(self: &Arc<Self>, response: &mut ResponseReader) {
        if !self.is_chosen() {
            return;
        }
        let (meta, status) = (response.meta(), response.code());
        let declared = match meta.response(status) {
            // It takes every media type.
            Some(declared) if declared.media_type.is_none() => Some(declared),
            _ => meta.response_of_type(status, response.media_type()),
        };
        let found = match declared {
            Some(declared) => head(response, declared),
            None if is_any_success(meta, status) => Vec::new(),
            None if meta.responses().any(|it| it.has_status(status)) => {
                vec![(DriftKind::UndeclaredMediaType, None)]
            }
            None => vec![(DriftKind::UndeclaredStatus, None)],
        };
        for (kind, header) in found {
            let seed = seed(meta, response.status().as_u16());
            let hash = mixed_bytes(seed, header.unwrap_or_default().as_bytes());
            self.report_once(mixed(hash, kind as u64), || Drift {
                endpoint: meta,
                status: response.status(),
                kind,
                pointer: String::new(),
                header,
            });
        }
        response.look_for_drift(Arc::clone(self));
    }

    /// What a decoder notes of the body of a response.
    pub(crate) fn notes(&self, response: &ResponseReader) -> Notes {
        Notes::new(self.known(), seed(response.meta(), response.code()))
    }

    /// Reports what a decoder has noted, and how it has failed.
    pub(crate) fn take(&self, response: &ResponseReader, notes: Notes, error: Option<&CodecError>) {
        for (hash, kind, pointer) in notes.into_found(failure(error, response).as_ref()) {
            self.report_once(hash, || Drift {
                endpoint: response.meta(),
                status: response.status(),
                kind,
                pointer,
                header: None,
            });
        }
    }
}

/// Why a body could not be read.
fn failure<'a>(error: Option<&'a CodecError>, response: &ResponseReader) -> Option<Failed<'a>> {
    let error = error?;
    Some(Failed {
        kind: kind_of(error, response)?,
        field: missing_field(error),
    })
}

/// What is wrong, by the constant words of the decoder; `None` where the text is not of the format at all.
fn kind_of(error: &CodecError, response: &ResponseReader) -> Option<DriftKind> {
    if response.body().is_empty() {
        return Some(DriftKind::WrongType);
    }
    let words = error.expected();
    let starts = |start: &str| words.starts_with(start);
    if starts("missing field") {
        Some(DriftKind::MissingField)
    } else if starts("unknown variant") {
        Some(DriftKind::UnknownValue)
    } else if starts("unknown field") {
        Some(DriftKind::UnknownField)
    } else if starts("invalid type: null") {
        Some(DriftKind::UnexpectedNull)
    } else if error.path().is_some() || starts("invalid ") && !starts("invalid JSON") {
        Some(DriftKind::WrongType)
    } else {
        None
    }
}

/// ``missing field `name` ``
fn missing_field(error: &CodecError) -> Option<&str> {
    let name = error.expected().strip_prefix("missing field `")?;
    name.strip_suffix('`')
}

/// What of a declared response is not as declared, but for its body.
fn head(
    response: &ResponseReader,
    declared: &ResponseMeta,
) -> Vec<(DriftKind, Option<&'static str>)> {
    let mut found = Vec::new();
    if let Some(codec) = declared.body_codec()
        && !is_exactly(response, codec.media_type)
        && CodecError::of_media_type(response, codec.media_type).is_some()
        && response.has_body()
    {
        found.push((DriftKind::UndeclaredMediaType, None));
    }
    let headers = declared.whole.map_or(&[][..], |whole| whole.headers);
    let missing = headers
        .iter()
        .filter(|header| header.required && !response.headers().contains_key(header.name));
    found.extend(missing.map(|header| (DriftKind::MissingHeader, Some(header.name))));
    found
}

/// Whether a response has this media type, written in the same way and without parameters, as most do.
fn is_exactly(response: &ResponseReader, media_type: &str) -> bool {
    let mut values = response.headers().get_all(CONTENT_TYPE).iter();
    let is_it = values.next().is_some_and(|value| value == media_type);
    is_it && values.next().is_none()
}

/// Without a declared success every 2xx is one.
fn is_any_success(meta: &EndpointMeta, status: u16) -> bool {
    meta.successes.is_empty() && status / 100 == 2
}

/// The same place in responses of another endpoint or status is another place.
fn seed(meta: &'static EndpointMeta, status: u16) -> u64 {
    let endpoint = std::ptr::from_ref(meta).addr() as u64;
    mixed(endpoint, u64::from(status))
}
