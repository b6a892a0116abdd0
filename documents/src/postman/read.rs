//! Reads collections in formats 2.0 and 2.1, and single folders and items of them.

mod auth;
mod body;
mod collection;
mod fields;
mod node;
mod params;
mod required;
mod responses;
mod url;
mod variables;

use self::node::Node;
use self::variables::Context;
use crate::description::Description;
use crate::error::DocumentError;
use crate::value::Value;

/// Reads a collection in format 2.0 or 2.1, one of its folders, or one of its items.
///
/// ```
/// let item = r#"{"name": "Get link", "request": {"method": "GET", "url": "{{baseUrl}}/links/:id"}}"#;
/// let description = callpoint_documents::postman::read(item)?;
/// let [get] = description.root.operations()[..] else { panic!("one operation") };
/// assert_eq!((get.base(), get.display_path()), ("{{baseUrl}}", "/links/<id>".to_owned()));
/// # Ok::<(), callpoint_documents::DocumentError>(())
/// ```
///
/// # Errors
/// The text is no such document.
pub fn read(text: &str) -> Result<Description, DocumentError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(DocumentError::whole("the document is empty"));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let root = Node::root(&value);
    let root = match root.get("collection") {
        // A response of Postman's API.
        Some(inner) if inner.get("info").is_some() => inner,
        _ => root,
    };
    if let Some(message) = other_document(&root) {
        return Err(DocumentError::whole(message));
    }
    collection::description(&root, text.len())
}

fn not_json(text: &str, error: &serde_json::Error) -> DocumentError {
    let message = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&suffix).unwrap_or(&message);
    let help = if text.trim_start().starts_with("curl") {
        "; for a curl command use `callpoint import curl`"
    } else {
        ""
    };
    DocumentError::at(
        error.line(),
        error.column(),
        format!("not JSON: {message}{help}"),
    )
}

/// Documents that people mistake for collections.
fn other_document(root: &Node<'_>) -> Option<&'static str> {
    let has = |key: &str| root.get(key).is_some();
    let schema = root.get("info").and_then(|info| info.get("schema"));
    let schema = schema.and_then(|schema| schema.value.as_str().map(str::to_owned));
    if has("requests") && !has("item") || schema.is_some_and(|schema| schema.contains("/v1.")) {
        Some("this is a Postman collection of format 1; export it from Postman as format 2.1")
    } else if has("openapi") || has("swagger") {
        Some("this is an OpenAPI document, not a Postman collection")
    } else if has("_postman_variable_scope") {
        Some("this is a Postman environment, not a collection")
    } else if root.value.is_array() || has("item") || has("request") {
        None
    } else {
        Some("this is not a Postman collection: it has neither `item` nor `request`")
    }
}
