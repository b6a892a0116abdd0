//! Responses that a declaration alone says: its examples, or what its schemas allow.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use super::problem::FakeProblem;
use crate::mock::names::success;
use crate::mock::report::is_streamed;
use callpoint::Body;
use callpoint::meta::{CodecId, EndpointMeta, ResponseMeta};

/// The first declared success that has an example, or of which a schema or the codec says one.
///
/// # Errors
/// None of them has.
pub(super) fn response(meta: &'static EndpointMeta) -> Result<http::Response<Body>, FakeProblem> {
    if meta.successes.is_empty() {
        return Ok(http::Response::default());
    }
    let with_example = meta
        .successes
        .iter()
        .find(|success| success.example.is_some());
    let all = with_example.into_iter().chain(meta.successes);
    let mut all = all.filter(|success| !is_streamed(success) || success.example.is_some());
    all.find_map(of).ok_or_else(|| {
        let detail = format!(
            "`{}` has no example of a success; help: `#[example(…)]` above the arm says one",
            meta.name
        );
        FakeProblem::new(StatusCode::NOT_IMPLEMENTED, detail)
    })
}

fn of(declared: &'static ResponseMeta) -> Option<http::Response<Body>> {
    let has_header = |whole: callpoint::meta::WholeMeta| whole.headers.iter().any(|it| it.required);
    if declared.whole.is_some_and(has_header) {
        return None;
    }
    let codec = declared.body_codec();
    let body = match (declared.example, codec.map(|codec| codec.id)) {
        (Some(example), _) => Body::from(example),
        (None, None) => Body::empty(),
        (None, Some(CodecId::PlainText | CodecId::OctetStream)) => "text".into(),
        (None, Some(CodecId::ApplicationJson)) => by_schema(declared)?.into(),
        (None, Some(_)) => return None,
    };
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::from_u16(success(Some(declared))).ok()?;
    if let Some(codec) = codec.filter(|codec| codec.content_type != "*/*") {
        let media_type = HeaderValue::try_from(codec.content_type).ok()?;
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    Some(response)
}

#[cfg(feature = "schema")]
fn by_schema(declared: &ResponseMeta) -> Option<String> {
    let schema = match declared.whole {
        Some(whole) => whole.schema,
        None => declared.schema,
    };
    super::schema::example(schema?)
}

#[cfg(not(feature = "schema"))]
fn by_schema(_: &ResponseMeta) -> Option<String> {
    None
}
