//! How a request is authorised.

use super::node::Node;
use crate::description::{KeyLocation, Security, SecurityScheme, SecuritySchemeKind};
use crate::error::DocumentError;

/// The longest name of a scheme or key. Those of a folder are in each of its operations.
const LONGEST: usize = 256;

/// `auth`, with its values as a list (2.1) or an object (2.0).
pub(super) fn security(node: &Node<'_>) -> Result<Security, DocumentError> {
    node.expect_object()?;
    let kind = node.text_of("type")?.unwrap_or_default();
    let scheme = match kind.as_str() {
        "" => return Ok(Security::Unspecified),
        "noauth" => return Ok(Security::None),
        "basic" => SecurityScheme::basic(),
        "bearer" | "jwt" => SecurityScheme::bearer(),
        "apikey" => SecurityScheme::new("ApiKey", api_key(node)?),
        "oauth2" => SecurityScheme::new("OAuth2", SecuritySchemeKind::OAuth2(Vec::new())),
        other => {
            let name: String = other.chars().take(LONGEST).collect();
            SecurityScheme::new(name.clone(), SecuritySchemeKind::Other(name))
        }
    };
    Ok(Security::one(scheme))
}

fn api_key(node: &Node<'_>) -> Result<SecuritySchemeKind, DocumentError> {
    let values = node.get("apikey");
    let value = |key| {
        values
            .as_ref()
            .map_or(Ok(None), |values| value(values, key))
    };
    Ok(SecuritySchemeKind::ApiKey {
        name: value("key")?.filter(|name| name.len() <= LONGEST),
        location: Some(match value("in")?.as_deref() {
            Some("query") => KeyLocation::Query,
            _ => KeyLocation::Header,
        }),
    })
}

/// One value of a scheme.
fn value(node: &Node<'_>, key: &str) -> Result<Option<String>, DocumentError> {
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
