//! Postman collections, formats 2.0 and 2.1, and single items and folders of them.

mod answers;
mod auth;
mod body;
mod collection;
mod fields;
mod node;
mod url;

use std::collections::HashMap;

use serde_json::Value;

use self::node::Node;
use crate::document::Document;
use crate::error::ImportError;
use crate::secrets::is_secret;

/// What the collection says for all of its items.
#[derive(Debug, Default)]
struct Context {
    variables: HashMap<String, String>,
}

impl Context {
    /// A text with the variables that the collection gives a value; one whose name says that it is a secret keeps its name.
    fn resolved(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            let (before, inside) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = inside.find("}}") else {
                rest = inside;
                break;
            };
            let (variable, after) = inside.split_at(close + 2);
            let name = variable[2..close].trim();
            let value = self.variables.get(name).filter(|_| !is_secret(name));
            out.push_str(value.map_or(variable, String::as_str));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// Reads a collection, one of its folders, or one of its items.
pub(crate) fn read(text: &str) -> Result<Document, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportError::whole("the document is empty"));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let root = Node::root(&value);
    let root = match root.get("collection") {
        // What Postman's API answers.
        Some(inner) if inner.get("info").is_some() => inner,
        _ => root,
    };
    if let Some(message) = other_document(&root) {
        return Err(ImportError::whole(message));
    }
    collection::document(&root)
}

fn not_json(text: &str, error: &serde_json::Error) -> ImportError {
    let message = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&suffix).unwrap_or(&message);
    let help = if text.trim_start().starts_with("curl") {
        "; for a curl command use `callpoint import curl`"
    } else {
        ""
    };
    ImportError::at(
        error.line(),
        error.column(),
        format!("not JSON: {message}{help}"),
    )
}

/// Documents that are taken for collections.
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
        Some("this is no Postman collection: it has neither `item` nor `request`")
    }
}
