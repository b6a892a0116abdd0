//! A standard error body.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// Problem details (RFC 9457, `application/problem+json`): a ready-made type for error responses.
///
/// ```
/// use callpoint::{Endpoint, ProblemDetails, endpoint};
///
/// #[endpoint(GET, "/accounts/<id>", 204 => (), 4xx => ProblemDetails)]
/// struct CheckAccount {
///     id: u64,
/// }
///
/// let body = r#"{"type": "https://example.com/out-of-credit", "title": "No credit", "balance": 30}"#;
/// let response = http::Response::builder().status(403).body(body.into()).unwrap();
/// let error = CheckAccount::from_http(response).unwrap_err();
/// let problem = error.api().and_then(CheckAccountError::as_client_error).unwrap();
/// assert_eq!(problem.title.as_deref(), Some("No credit"));
/// assert_eq!(problem.extensions["balance"], 30);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProblemDetails {
    /// A URI that identifies the problem type (RFC 9457, section 3.1.1); `about:blank` if the problem has no type of its own.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short summary of the problem type, the same for every occurrence (RFC 9457, section 3.1.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The status code that the origin server generated (RFC 9457, section 3.1.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// An explanation of this occurrence (RFC 9457, section 3.1.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A URI that identifies this occurrence (RFC 9457, section 3.1.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The extension members (RFC 9457, section 3.2).
    #[serde(flatten)]
    pub extensions: Map<String, Value>,
}

/// Empty, with the type `about:blank`.
impl Default for ProblemDetails {
    fn default() -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: None,
            status: None,
            detail: None,
            instance: None,
            extensions: Map::new(),
        }
    }
}

/// Members of another type than specified are ignored (RFC 9457, section 3.1).
impl<'de> Deserialize<'de> for ProblemDetails {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Map::deserialize(deserializer)?;
        let mut text = |name: &str| match members.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let problem = Self {
            kind: text("type").unwrap_or_else(|| Self::default().kind),
            title: text("title"),
            detail: text("detail"),
            instance: text("instance"),
            ..Self::default()
        };
        let status = members.remove("status");
        Ok(Self {
            status: status.and_then(|status| status.as_u64()?.try_into().ok()),
            extensions: members,
            ..problem
        })
    }
}
