//! One operation.

use super::{Callback, Content, Parameter, RequestBody, Response, Security, Server};
use crate::value::Object;

/// One operation: a request and its responses.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// Its identifier, unique in the document: an `operationId`, the name of a declaration.
    pub id: Option<String>,
    /// Its name as it is displayed.
    pub name: Option<String>,
    /// Its place in the document, for messages.
    pub place: String,
    /// What it does, in Markdown.
    pub doc: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Its tags, without that of its folder.
    pub tags: Vec<String>,
    /// The request method, as it is sent.
    pub method: String,
    /// Its own servers; empty where those of the API apply.
    pub servers: Vec<Server>,
    /// The path, split at its slashes; a last empty segment is a slash at the end.
    pub path: Vec<Vec<Piece>>,
    /// The parameters in the query, in their order.
    pub query: Vec<Parameter>,
    /// The query as a whole, where it is one value and not parameters.
    pub query_string: Option<Content>,
    /// The header fields, without those of the body and of the credentials.
    pub headers: Vec<Parameter>,
    /// The cookies.
    pub cookies: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<RequestBody>,
    /// The responses, one for each status.
    pub responses: Vec<Response>,
    /// The credentials.
    pub security: Security,
    /// The header with a key that is made once a call.
    pub idempotency_key: Option<String>,
    /// What the API calls because of it.
    pub callbacks: Vec<Callback>,
    /// The extensions of the document: `x-…`.
    pub extensions: Object,
    /// What the document says and the description cannot represent.
    pub notes: Vec<String>,
    /// Why the request cannot be made.
    pub obstacle: Option<String>,
}

/// A piece of a segment of the path.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Literal text, as it is sent.
    Text(String),
    /// A parameter.
    Parameter(Parameter),
}

impl Operation {
    /// The URL of its first own server; empty by default.
    #[must_use]
    pub fn base(&self) -> &str {
        self.servers
            .first()
            .map_or("", |server| server.url.as_str())
    }

    /// The path for messages: `/links/<id>`.
    #[must_use]
    pub fn display_path(&self) -> String {
        display_path(&self.path)
    }

    /// Sets the method. Methods are case-sensitive (RFC 9110, section 9.1), but a document that writes `put` means `PUT`.
    #[cfg(any(feature = "curl", feature = "postman"))]
    pub(crate) fn set_method(&mut self, method: &str) {
        const KNOWN: [&str; 8] = [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
        ];
        let upper = method.to_ascii_uppercase();
        if upper != method && KNOWN.contains(&upper.as_str()) {
            self.notes
                .push(format!("the document writes the method as `{method}`"));
            self.method = upper;
        } else {
            method.clone_into(&mut self.method);
        }
    }
}

pub(crate) fn display_path(segments: &[Vec<Piece>]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        for piece in segment {
            match piece {
                Piece::Text(text) => path.push_str(text),
                Piece::Parameter(parameter) => {
                    path.push('<');
                    path.push_str(&parameter.name);
                    path.push('>');
                }
            }
        }
    }
    if path.is_empty() {
        "/".to_owned()
    } else {
        path
    }
}
