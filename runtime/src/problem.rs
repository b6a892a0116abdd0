//! The error body that many APIs share.

use serde::{Deserialize, Serialize};

/// Problem details (RFC 9457, `application/problem+json`): a ready type for error arms.
///
/// ```
/// use callpoint::{Endpoint, Problem, endpoint};
///
/// #[endpoint(GET, "/accounts/<id>", 204 => (), 4xx => Problem)]
/// struct CheckAccount {
///     id: u64,
/// }
///
/// let body = r#"{"type": "https://example.com/out-of-credit", "title": "No credit", "balance": 30}"#;
/// let answer = http::Response::builder().status(403).body(body.into()).unwrap();
/// let error = CheckAccount::from_http(answer).unwrap_err();
/// let problem = error.api().and_then(CheckAccountError::as_client_error).unwrap();
/// assert_eq!(problem.title.as_deref(), Some("No credit"));
/// assert_eq!(problem.extensions["balance"], 30);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Problem {
    /// Which kind of problem it is, as a URI; `about:blank` where the status says all.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of problem it is, for people; the same for all of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The status code, as the server that made the answer meant it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What happened this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which occurrence it is, as a URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// What else the server says.
    #[serde(flatten)]
    pub extensions: serde_json::Map<String, serde_json::Value>,
}
