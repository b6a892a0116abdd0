//! A declaration as data: the one source for docs, error texts, span names, mocks and exporters.

mod auth;
mod base;
mod codec;
mod header;
mod param;
mod response;
mod style;

use std::time::Duration;

pub use self::auth::{AuthMembers, AuthMeta, KeyLocation, SecurityScheme, SecuritySchemeKind};
pub use self::base::BaseMeta;
pub use self::codec::{BodyMode, CodecId, CodecMeta};
pub use self::header::FixedHeader;
pub use self::param::{FieldLocation, ParamMeta};
pub(crate) use self::response::is_of_type;
pub use self::response::{HeaderMeta, ResponseMeta, StatusPattern, WholeMeta};
pub use self::style::{ListStyle, QueryForm, QueryStyle};
#[cfg(feature = "schema")]
pub use crate::schema::SchemaFn;

/// Everything that is known about an endpoint without a request.
///
/// The attribute fills it in; it is [`Endpoint::META`](crate::Endpoint::META). Without the attribute it is built in a `const`:
///
/// ```
/// use callpoint::codec::{Codec, Json};
/// use callpoint::meta::{EndpointMeta, FieldLocation, ParamMeta, ResponseMeta, StatusPattern};
///
/// const META: &EndpointMeta = &EndpointMeta::new("GetLink", "GET", "/api/links/<id>/")
///     .parameters(&[ParamMeta::new("id", FieldLocation::Path, "String")])
///     .successes(&[ResponseMeta::new(&[StatusPattern::Code(200)], "Link", Json::META)]);
/// assert_eq!(META.template, "/api/links/<id>/");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is independent of the others"
)]
pub struct EndpointMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The request method (RFC 9110, section 9).
    pub method: &'static str,
    /// The path with its parameters in angle brackets, and the fixed and variable query pairs after `?`.
    pub template: &'static str,
    /// The fields in order, each with its location in the request.
    pub parameters: &'static [ParamMeta],
    /// The header fields that are the same in each request.
    pub headers: &'static [FixedHeader],
    /// The declared successes (2xx and 3xx) in the order in which they are matched.
    pub successes: &'static [ResponseMeta],
    /// The declared error responses in the order in which they are matched, including those shared by `errors = …`.
    pub errors: &'static [ResponseMeta],
    /// The credentials that the endpoint requires.
    pub auth: AuthMeta,
    /// The server that the endpoint is at, if the declaration names one; otherwise that of the client's base URL.
    pub base: Option<BaseMeta>,
    /// The codec of the request body, if there is one.
    pub body: Option<CodecMeta>,
    /// How long a call may take, if the declaration sets it; otherwise the client's limits apply.
    pub timeout: Option<Duration>,
    /// The maximum size of a response body in bytes, if the declaration sets it; otherwise the client's limit applies.
    pub max_response: Option<u64>,
    /// The maximum number of retries, if the declaration sets it; otherwise the client's policy applies.
    pub max_retries: Option<u32>,
    /// Whether the request is idempotent: by its method (RFC 9110, section 9.2.2), or because the declaration says so.
    pub idempotent: bool,
    /// The header for a key that is generated once per call, so that the server can tell a retry from a second call.
    pub idempotency_key: Option<&'static str>,
    /// The struct with the required fields that `new` takes, if the declaration names one; otherwise it takes them in order.
    pub required: Option<&'static str>,
    /// The module of the declaration, as `module_path!()` says it.
    pub module: &'static str,
    /// The doc comment of the struct.
    pub doc: &'static str,
    /// Whether path or query contain a secret: the request writer asks this for each parameter.
    #[doc(hidden)]
    pub has_secret_in_url: bool,
    /// Whether a response is handed over as a stream.
    #[doc(hidden)]
    pub has_streams: bool,
    /// Whether an error response has a message, which must show no secret of the request.
    #[doc(hidden)]
    pub has_messages: bool,
    /// What `Accept` asks for; `None` where the successes have several media types.
    #[doc(hidden)]
    pub accept: Option<&'static str>,
    /// Whether that is JSON, so that no request compares texts.
    #[doc(hidden)]
    pub accepts_json: bool,
}

impl EndpointMeta {
    /// A declaration with a name, a method and a template only.
    #[must_use]
    pub const fn new(name: &'static str, method: &'static str, template: &'static str) -> Self {
        Self {
            name,
            method,
            template,
            parameters: &[],
            headers: &[],
            successes: &[],
            errors: &[],
            auth: AuthMeta::Client,
            base: None,
            body: None,
            timeout: None,
            max_response: None,
            max_retries: None,
            idempotent: is_idempotent(method.as_bytes()),
            idempotency_key: None,
            required: None,
            module: "",
            doc: "",
            has_secret_in_url: false,
            has_streams: false,
            has_messages: false,
            accept: Some(ANY),
            accepts_json: false,
        }
    }

    /// Sets the fields.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [ParamMeta]) -> Self {
        self.parameters = parameters;
        self.has_secret_in_url = has_secret_in_url(parameters);
        self
    }

    /// Sets the header fields that are the same in each request.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [FixedHeader]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the declared successes.
    #[must_use]
    pub const fn successes(mut self, responses: &'static [ResponseMeta]) -> Self {
        self.successes = responses;
        self.accept = accept(responses);
        self.accepts_json = match self.accept {
            Some(only) => is_same(only, "application/json"),
            None => false,
        };
        self.has_streams |= has_streams(responses);
        self
    }

    /// Sets the declared error responses.
    #[must_use]
    pub const fn errors(mut self, responses: &'static [ResponseMeta]) -> Self {
        self.errors = responses;
        self.has_messages = has_messages(responses);
        self.has_streams |= has_streams(responses);
        self
    }

    /// Sets the credentials that the endpoint requires.
    #[must_use]
    pub const fn auth(mut self, auth: AuthMeta) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the server that the endpoint is at.
    #[must_use]
    pub const fn base(mut self, base: BaseMeta) -> Self {
        self.base = Some(base);
        self
    }

    /// Sets the codec of the request body.
    #[must_use]
    pub const fn body(mut self, codec: CodecMeta) -> Self {
        self.body = Some(codec);
        self
    }

    /// Sets how long a call may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the maximum size of a response body in bytes.
    #[must_use]
    pub const fn max_response(mut self, bytes: u64) -> Self {
        self.max_response = Some(bytes);
        self
    }

    /// Sets the maximum number of retries.
    #[must_use]
    pub const fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = Some(max_retries);
        self
    }

    /// Marks the request as idempotent, whatever its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets the header of the idempotency key, which makes the request safe to retry.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self.idempotent = true;
        self
    }

    /// Sets the struct with the required fields that `new` takes.
    #[must_use]
    pub const fn required(mut self, name: &'static str) -> Self {
        self.required = Some(name);
        self
    }

    /// Sets the module of the declaration.
    #[must_use]
    pub const fn module(mut self, module: &'static str) -> Self {
        self.module = module;
        self
    }

    /// Sets the doc text.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// The media types of the successes that have a body, each once.
    pub(crate) fn media_types(&self) -> Vec<&'static str> {
        let mut media_types = Vec::new();
        for success in self.successes {
            let CodecMeta { id, media_type, .. } = success.codec;
            if id != CodecId::NoContent && !media_types.contains(&media_type) {
                media_types.push(media_type);
            }
        }
        media_types
    }

    /// The declared responses: the successes, then the error responses.
    pub fn responses(&self) -> impl Iterator<Item = &'static ResponseMeta> + use<> {
        self.successes.iter().chain(self.errors)
    }

    /// The declared response for a status: the first that matches, as in a `match`.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&'static ResponseMeta> {
        self.responses()
            .find(|response| response.has_status(status))
    }

    /// The declared response for a status and the media type of the body, without parameters.
    #[must_use]
    pub fn response_of_type(
        &self,
        status: u16,
        media_type: Option<&str>,
    ) -> Option<&'static ResponseMeta> {
        let (mut successes, mut errors) = (self.successes.iter(), self.errors.iter());
        // A declared success of another media type is not an error response.
        if successes.clone().any(|success| success.has_status(status)) {
            successes.find(|success| success.takes(status, media_type))
        } else {
            errors.find(|error| error.takes(status, media_type))
        }
    }
}

/// A loop and no iterator: it runs at compile time.
const fn has_secret_in_url(parameters: &[ParamMeta]) -> bool {
    let mut i = 0;
    while i < parameters.len() {
        let ParamMeta {
            secret, location, ..
        } = parameters[i];
        if secret
            && matches!(
                location,
                FieldLocation::Path | FieldLocation::PathSegments | FieldLocation::Query(_)
            )
        {
            return true;
        }
        i += 1;
    }
    false
}

const ANY: &str = "*/*";

/// The one media type of the successes that have a body.
const fn accept(successes: &[ResponseMeta]) -> Option<&'static str> {
    let mut accept = None;
    let mut i = 0;
    while i < successes.len() {
        let ResponseMeta { codec, .. } = &successes[i];
        if !matches!(codec.id, CodecId::NoContent) {
            match accept {
                Some(known) if !is_same(known, codec.media_type) => return None,
                _ => accept = Some(codec.media_type),
            }
        }
        i += 1;
    }
    match accept {
        None => Some(ANY),
        some => some,
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut i = 0;
    while i < one.len() && i < other.len() && one[i] == other[i] {
        i += 1;
    }
    i == one.len() && i == other.len()
}

const fn has_streams(responses: &[ResponseMeta]) -> bool {
    let mut i = 0;
    while i < responses.len() {
        if matches!(responses[i].codec.mode, BodyMode::Streamed) {
            return true;
        }
        i += 1;
    }
    false
}

const fn has_messages(responses: &[ResponseMeta]) -> bool {
    let mut i = 0;
    while i < responses.len() {
        if responses[i].message.is_some() {
            return true;
        }
        i += 1;
    }
    false
}

/// The idempotent methods of RFC 9110, section 9.2.2.
const fn is_idempotent(method: &[u8]) -> bool {
    matches!(
        method,
        b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS" | b"TRACE"
    )
}
