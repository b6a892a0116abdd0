//! What a declaration says, as data: the one source for docs, error texts, span names, mocks and exporters.

mod answer;
mod param;

use std::time::Duration;

pub use self::answer::{AnswerMeta, AnswerMode, StatusMatch};
pub use self::param::{ParamMeta, Place, QueryStyle};

/// Everything that is known about an endpoint without a request: the content of its declaration.
///
/// The attribute fills it in; [`Endpoint::META`](crate::Endpoint::META) hands it out. By hand it is built in a `const`:
///
/// ```
/// use callpoint::meta::{AnswerMeta, EndpointMeta, ParamMeta, Place, StatusMatch};
///
/// const META: &EndpointMeta = &EndpointMeta::new("GetLink", "GET", "/api/links/<id>/")
///     .parameters(&[ParamMeta::new("id", Place::Path, "String")])
///     .successes(&[AnswerMeta::new(&[StatusMatch::Code(200)], "Link", "Json")]);
/// assert_eq!(META.template, "/api/links/<id>/");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EndpointMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The request method (RFC 9110, section 9), as it is sent.
    pub method: &'static str,
    /// The path with its parameters in angle brackets, and the fixed and variable query pairs after `?`.
    pub template: &'static str,
    /// The fields in their order, each with its place on the wire.
    pub parameters: &'static [ParamMeta],
    /// The declared successes (2xx and 3xx) in the order in which they are tried.
    pub successes: &'static [AnswerMeta],
    /// The declared refusals in the order in which they are tried, those that are shared with other endpoints (`errors = …`) too.
    pub refusals: &'static [AnswerMeta],
    /// The credentials that the endpoint asks for.
    pub auth: AuthMeta,
    /// The codec of the request body, where there is one: `Json`, `Form`, …
    pub body: Option<&'static str>,
    /// How long a call may take, where the declaration says so; otherwise the client's limits hold.
    pub timeout: Option<Duration>,
    /// How many bytes an answer may have, where the declaration says so; otherwise the client's limit holds.
    pub max_response: Option<u64>,
    /// How many attempts a call has after the first, where the declaration says so; otherwise the client's policy holds.
    pub retries: Option<u32>,
    /// Whether sending the request twice does the same as sending it once: by its method (RFC 9110, section 9.2.2), or
    /// because the declaration says so.
    pub idempotent: bool,
    /// The header that carries a key made once a call, so that the server can tell a repetition from a second call.
    pub idempotency_key: Option<&'static str>,
    /// The module of the declaration, as `module_path!()` says it.
    pub module: &'static str,
    /// The doc comment of the struct.
    pub doc: &'static str,
    /// Whether a secret travels in path or query: the writer of requests asks for each of them.
    pub(crate) has_secret_in_url: bool,
    /// Whether an answer is handed over as it comes.
    pub(crate) has_streams: bool,
}

impl EndpointMeta {
    /// A declaration of nothing but a name, a method and a template.
    #[must_use]
    pub const fn new(name: &'static str, method: &'static str, template: &'static str) -> Self {
        Self {
            name,
            method,
            template,
            parameters: &[],
            successes: &[],
            refusals: &[],
            auth: AuthMeta::Client,
            body: None,
            timeout: None,
            max_response: None,
            retries: None,
            idempotent: is_idempotent(method.as_bytes()),
            idempotency_key: None,
            module: "",
            doc: "",
            has_secret_in_url: false,
            has_streams: false,
        }
    }

    /// Sets the fields.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [ParamMeta]) -> Self {
        self.parameters = parameters;
        self.has_secret_in_url = has_secret_in_url(parameters);
        self
    }

    /// Sets the declared successes.
    #[must_use]
    pub const fn successes(mut self, answers: &'static [AnswerMeta]) -> Self {
        self.successes = answers;
        self.has_streams |= has_streams(answers);
        self
    }

    /// Sets the declared refusals.
    #[must_use]
    pub const fn refusals(mut self, answers: &'static [AnswerMeta]) -> Self {
        self.refusals = answers;
        self.has_streams |= has_streams(answers);
        self
    }

    /// Sets the credentials that the endpoint asks for.
    #[must_use]
    pub const fn auth(mut self, auth: AuthMeta) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the codec of the request body.
    #[must_use]
    pub const fn body(mut self, codec: &'static str) -> Self {
        self.body = Some(codec);
        self
    }

    /// Sets how long a call may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets how many bytes an answer may have.
    #[must_use]
    pub const fn max_response(mut self, bytes: u64) -> Self {
        self.max_response = Some(bytes);
        self
    }

    /// Sets how many attempts a call has after the first.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// Says that the request may be sent twice, whatever its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets the header of the idempotency key, which makes the request safe to send twice.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self.idempotent = true;
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

    /// The declared answers: the successes, then the refusals.
    pub fn answers(&self) -> impl Iterator<Item = &'static AnswerMeta> + use<> {
        self.successes.iter().chain(self.refusals)
    }

    /// The declared answer to a status: the first that matches, as in a `match`.
    #[must_use]
    pub fn answer(&self, status: u16) -> Option<&'static AnswerMeta> {
        self.answers().find(|answer| {
            answer
                .statuses
                .iter()
                .any(|pattern| pattern.contains(status))
        })
    }
}

/// A loop and no iterator: it runs at compile time.
const fn has_secret_in_url(parameters: &[ParamMeta]) -> bool {
    let mut i = 0;
    while i < parameters.len() {
        let ParamMeta { secret, place, .. } = parameters[i];
        if secret && matches!(place, Place::Path | Place::PathRest | Place::Query(_)) {
            return true;
        }
        i += 1;
    }
    false
}

const fn has_streams(answers: &[AnswerMeta]) -> bool {
    let mut i = 0;
    while i < answers.len() {
        if matches!(answers[i].mode, AnswerMode::Streamed) {
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

/// The credentials that an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthMeta {
    /// Nothing is said: whatever the client has is sent.
    Client,
    /// `auth = none`: no credentials are sent, even where the client has some.
    None,
    /// `auth = Basic`: this scheme, by the name of its type.
    Scheme(&'static str),
}
