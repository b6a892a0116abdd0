//! Why a request is rejected.

use std::borrow::Cow;
use std::fmt;

use crate::meta::EndpointMeta;

/// A request that the declaration does not make of any value: which part it is and why. It contains no value of the request.
#[derive(Clone)]
pub struct Rejection(Box<Parts>);

#[derive(Clone)]
struct Parts {
    meta: &'static EndpointMeta,
    kind: RejectionKind,
    name: String,
    reason: Cow<'static, str>,
}

/// The part of a request that is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectionKind {
    /// The method or the path, which are another endpoint's.
    Target,
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// The body, or a value in it.
    Body,
    /// A part of a multipart form.
    Part,
}

impl Rejection {
    #[cold]
    pub(super) fn new(
        meta: &'static EndpointMeta,
        kind: RejectionKind,
        name: impl Into<String>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Parts {
            meta,
            kind,
            name: name.into(),
            reason: reason.into(),
        }))
    }

    /// The endpoint that rejects it.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.0.meta
    }

    /// Which part of the request it is.
    #[must_use]
    pub fn kind(&self) -> RejectionKind {
        self.0.kind
    }

    /// The name of the parameter, header, cookie or part; in a body the path to the value (`links[3].id`), empty for the whole body.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Why: what was expected, and of which kind the value is.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// ``PUT /links/<id>: query parameter `page`: expected an integer within 0..=4294967295``
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts {
            meta,
            kind,
            name,
            reason,
        } = &*self.0;
        write!(f, "{} {}: ", meta.method, meta.template)?;
        let part = match kind {
            RejectionKind::Target => return f.write_str(reason),
            RejectionKind::Path => "path parameter",
            RejectionKind::Query => "query parameter",
            RejectionKind::Header => "header",
            RejectionKind::Cookie => "cookie",
            RejectionKind::Body => "body",
            RejectionKind::Part => "part",
        };
        if name.is_empty() {
            write!(f, "{part}: {reason}")
        } else {
            write!(f, "{part} `{name}`: {reason}")
        }
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rejection({self})")
    }
}

impl std::error::Error for Rejection {}

/// A name without its encoding, which those of query parameters have.
pub(super) fn shown(name: &str) -> String {
    let name = percent_encoding::percent_decode_str(name);
    name.decode_utf8_lossy().into_owned()
}

pub(super) const MISSING: &str = "it is missing";
pub(super) const TWICE: &str = "it is given twice";
