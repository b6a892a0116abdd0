//! What a declaration asks of a request, by its metadata alone: everything required is there.

use http::StatusCode;
use http::header::COOKIE;
use serde_json::Value;

use super::problem::FakeProblem;
use super::route::{Received, missing};
use crate::mock::names::decoded;
use callpoint::meta::{CodecId, EndpointMeta, FieldLocation, ParamMeta};

/// Checks that a request has all that the declaration requires.
///
/// # Errors
/// The first part that is not there.
pub(super) fn check(
    meta: &'static EndpointMeta,
    received: &Received<'_>,
) -> Result<(), FakeProblem> {
    let request = &received.request;
    let problem = |parameter: &ParamMeta, place: &str| {
        let name = decoded(parameter.name);
        let detail = format!("{place} `{name}`: it is missing");
        FakeProblem::new(StatusCode::BAD_REQUEST, detail).field(name)
    };
    let query = request.uri().query().unwrap_or_default();
    if let Some(parameter) = missing(meta, query) {
        return Err(problem(parameter, "query parameter"));
    }
    let body = Content::of(meta, request.body());
    let is_form = meta.body.map(|codec| codec.id) == Some(CodecId::UrlEncoded);
    let required = meta
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    for parameter in required {
        let headers = request.headers();
        let (is_there, place) = match parameter.location {
            // An empty one is not sent.
            FieldLocation::Header if is_list(parameter) => (true, ""),
            FieldLocation::Header => (headers.contains_key(parameter.name), "header"),
            FieldLocation::Cookie => {
                let mut lines = headers
                    .get_all(COOKIE)
                    .iter()
                    .filter_map(|it| it.to_str().ok());
                let is_it = |pair: &str| pair.trim().split('=').next() == Some(parameter.name);
                (lines.any(|line| line.split(';').any(is_it)), "cookie")
            }
            FieldLocation::BodyField if !parameter.flatten => match &body {
                Content::Invalid(why) => {
                    return Err(FakeProblem::new(StatusCode::BAD_REQUEST, *why).field(""));
                }
                Content::Fields(_) if is_form && is_list(parameter) => (true, ""),
                Content::Fields(names) => {
                    let is_there = names.iter().any(|name| name == parameter.name);
                    (is_there, "field")
                }
                Content::Unknown => (true, ""),
            },
            FieldLocation::Body => (!request.body().is_empty() || is_maybe_empty(meta), "body"),
            _ => (true, ""),
        };
        if !is_there {
            return Err(problem(parameter, place));
        }
    }
    Ok(())
}

/// Whether its type can be one of several values.
fn is_list(parameter: &ParamMeta) -> bool {
    parameter.type_name.contains(['<', '[', '('])
}

/// Text and bytes may be empty.
fn is_maybe_empty(meta: &EndpointMeta) -> bool {
    let codec = meta.body.map(|codec| codec.id);
    codec != Some(CodecId::ApplicationJson)
}

/// What of a body its metadata can say.
enum Content {
    /// The names of its fields.
    Fields(Vec<String>),
    /// It is not what the codec writes.
    Invalid(&'static str),
    Unknown,
}

impl Content {
    fn of(meta: &EndpointMeta, body: &[u8]) -> Self {
        match meta.body.map(|codec| codec.id) {
            Some(CodecId::ApplicationJson) => match serde_json::from_slice(body) {
                Ok(Value::Object(fields)) => {
                    Self::Fields(fields.into_iter().map(|(name, _)| name).collect())
                }
                Ok(_) => Self::Invalid("body: expected a JSON object"),
                Err(_) => Self::Invalid("body: expected JSON"),
            },
            Some(CodecId::UrlEncoded) => {
                let text = String::from_utf8_lossy(body).replace('+', " ");
                let keys = text.split('&').filter_map(|pair| pair.split('=').next());
                let keys = keys.map(|key| decoded(key.split(['[', '%']).next().unwrap_or(key)));
                Self::Fields(keys.collect())
            }
            _ => Self::Unknown,
        }
    }
}
