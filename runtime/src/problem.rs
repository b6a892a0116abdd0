//! The error body that many APIs share.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
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
    pub extensions: Map<String, Value>,
}

/// Nothing but `about:blank`, the kind of a problem that gives none.
impl Default for Problem {
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

/// A member whose value has another type is ignored (RFC 9457, section 3.1).
impl<'de> Deserialize<'de> for Problem {
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
