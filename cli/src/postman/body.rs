//! Bodies in every mode.

use super::Context;
use super::collection::param;
use super::node::Node;
use crate::address;
use crate::document::{Body, Param, Part};
use crate::error::ImportError;

pub(super) fn read(
    body: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Body, ImportError> {
    body.expect_object()?;
    let mode = body.text_of("mode")?.unwrap_or_default();
    Ok(match mode.as_str() {
        "" | "none" => Body::None,
        "raw" => raw(body)?,
        "urlencoded" => form(body, context)?,
        "formdata" => multipart(body, context)?,
        "graphql" => graphql(body)?,
        "file" => {
            let file = body.get("file");
            let name = match file {
                Some(file) if file.value.is_string() => Some(file.text()?),
                Some(file) => file.text_of("src")?,
                None => None,
            };
            Body::File(name)
        }
        other => {
            notes.push(format!("a body of mode `{other}`, which is left out"));
            Body::None
        }
    })
}

fn raw(body: &Node<'_>) -> Result<Body, ImportError> {
    let text = body.text_of("raw")?.unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(Body::None);
    }
    let options = body.get("options").and_then(|options| options.get("raw"));
    let language = options.map_or(Ok(None), |raw| raw.text_of("language"))?;
    let media = language.as_deref().and_then(media_type).map(str::to_owned);
    Ok(Body::Raw {
        texts: vec![text],
        media,
    })
}

/// The media type that Postman sends for a language.
pub(super) fn media_type(language: &str) -> Option<&'static str> {
    Some(match language {
        "json" => "application/json",
        "xml" => "application/xml",
        "html" => "text/html",
        "javascript" => "application/javascript",
        "text" => "text/plain",
        _ => return None,
    })
}

fn form(body: &Node<'_>, context: &Context) -> Result<Body, ImportError> {
    let Some(pairs) = body.get("urlencoded") else {
        return Ok(Body::None);
    };
    if let Some(text) = pairs.value.as_str() {
        return Ok(Body::Form(address::pairs(text)));
    }
    let mut params = Vec::new();
    for pair in pairs.items()? {
        params.extend(param(&pair, context)?.map(with_value));
    }
    Ok(if params.is_empty() {
        Body::None
    } else {
        Body::Form(params)
    })
}

/// A form has no names without a value.
fn with_value(param: Param) -> Param {
    Param {
        value: param.value.or_else(|| Some(String::new())),
        ..param
    }
}

fn multipart(body: &Node<'_>, context: &Context) -> Result<Body, ImportError> {
    let mut parts = Vec::new();
    for part in body.list("formdata")? {
        let Some(param) = param(&part, context)? else {
            continue;
        };
        let is_file = part.text_of("type")?.as_deref() == Some("file");
        let files = match part.get("src") {
            Some(src) if src.value.is_array() => src
                .items()?
                .iter()
                .map(Node::text)
                .collect::<Result<_, _>>()?,
            Some(src) => vec![src.text()?],
            None => Vec::new(),
        };
        parts.push(Part {
            param: with_value(param),
            media: part
                .text_of("contentType")?
                .filter(|media| !media.is_empty()),
            files: is_file.then_some(files),
        });
    }
    Ok(if parts.is_empty() {
        Body::None
    } else {
        Body::Multipart(parts)
    })
}

/// A query and its variables travel as a JSON object.
fn graphql(body: &Node<'_>) -> Result<Body, ImportError> {
    let Some(graphql) = body.get("graphql") else {
        return Ok(Body::None);
    };
    graphql.expect_object()?;
    let query = graphql.text_of("query")?.unwrap_or_default();
    let mut object = serde_json::Map::new();
    object.insert("query".to_owned(), query.into());
    if let Some(operation) = graphql
        .text_of("operationName")?
        .filter(|name| !name.is_empty())
    {
        object.insert("operationName".to_owned(), operation.into());
    }
    if let Some(variables) = graphql.get("variables") {
        let value = match variables.value.as_str() {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => {
                let read = crate::json::read(text);
                Some(read.map_or_else(|| text.into(), |read| read.value))
            }
            None => Some(variables.value.clone()),
        };
        object.extend(value.map(|value| ("variables".to_owned(), value)));
    }
    Ok(Body::Raw {
        texts: vec![serde_json::Value::Object(object).to_string()],
        media: Some("application/json".to_owned()),
    })
}
