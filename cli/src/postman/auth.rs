//! How a request is authorised.

use super::node::Node;
use crate::document::Auth;
use crate::error::ImportError;

/// `auth`, with its values as a list (2.1) or an object (2.0).
pub(super) fn scheme(node: &Node<'_>) -> Result<Auth, ImportError> {
    node.expect_object()?;
    let kind = node.text_of("type")?.unwrap_or_default();
    Ok(match kind.as_str() {
        "" => Auth::Unsaid,
        "noauth" => Auth::None,
        "basic" => Auth::Basic,
        "bearer" | "jwt" => Auth::Bearer(None),
        "apikey" => {
            let values = node.get("apikey");
            let value = |key| {
                values
                    .as_ref()
                    .map_or(Ok(None), |values| value(values, key))
            };
            let name = value("key")?.unwrap_or_else(|| "the API's".to_owned());
            let place = match value("in")?.as_deref() {
                Some("query") => "query parameter",
                _ => "header",
            };
            Auth::ApiKey(format!("{place} `{name}`"))
        }
        "oauth2" => Auth::Bearer(Some(
            "OAuth 2.0: get the access token first, and give it to the client as its bearer token"
                .to_owned(),
        )),
        other => Auth::Other(other.to_owned()),
    })
}

/// One value of a scheme.
fn value(node: &Node<'_>, key: &str) -> Result<Option<String>, ImportError> {
    if node.value.is_object() {
        return node.text_of(key);
    }
    for entry in node.items()? {
        if entry.text_of("key")?.as_deref() == Some(key) {
            return entry.text_of("value");
        }
    }
    Ok(None)
}
