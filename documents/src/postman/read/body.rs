//! Bodies in every mode.

use super::Context;
use super::node::Node;
use super::params::{named, unmarked};
use crate::description::{Body, Content, Example, Parameter, Part};
use crate::error::DocumentError;
use crate::pairs;
use crate::value::Value;

pub(super) fn read(
    body: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Option<Content>, DocumentError> {
    body.expect_object()?;
    let mode = body.text_of("mode")?.unwrap_or_default();
    Ok(match mode.as_str() {
        "" | "none" => None,
        "raw" => raw(body, context)?,
        "urlencoded" => form(body, context, notes)?,
        "formdata" => multipart(body, context, notes)?,
        "graphql" => graphql(body, context)?,
        "file" => {
            let file = body.get("file");
            let name = match file {
                Some(file) if file.value.is_string() => Some(file.text()?),
                Some(file) => file.text_of("src")?,
                None => None,
            };
            let name = name.map(|name| context.resolved(&name));
            Some(Content::new(None, Body::File(name)))
        }
        other => {
            notes.push(format!("a body of mode `{other}`, which is left out"));
            None
        }
    })
}

fn raw(body: &Node<'_>, context: &Context) -> Result<Option<Content>, DocumentError> {
    let text = body.text_of("raw")?.unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(None);
    }
    let options = body.get("options").and_then(|options| options.get("raw"));
    let language = options.map_or(Ok(None), |raw| raw.text_of("language"))?;
    let media_type = language.as_deref().and_then(media_type);
    Ok(Some(whole(media_type, context.resolved(&text))))
}

fn whole(media_type: Option<&str>, text: String) -> Content {
    let body = Body::Whole {
        examples: vec![Example::new(text)],
        schema: None,
    };
    Content::new(media_type.map(str::to_owned), body)
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

fn form(
    body: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Option<Content>, DocumentError> {
    let Some(pairs) = body.get("urlencoded") else {
        return Ok(None);
    };
    let mut fields = Vec::new();
    if let Some(text) = pairs.value.as_str() {
        let pairs = pairs::pairs(&context.resolved(text), "form", notes);
        fields.extend(pairs.into_iter().map(unmarked));
    } else {
        for pair in pairs.items()? {
            fields.extend(named(&pair, context, "form", notes)?.map(with_value));
        }
        if fields.is_empty() {
            return Ok(None);
        }
    }
    let media_type = "application/x-www-form-urlencoded".to_owned();
    Ok(Some(Content::new(Some(media_type), Body::Form(fields))))
}

/// A form has no names without a value.
fn with_value(field: Parameter) -> Parameter {
    if field.examples.is_empty() {
        return field.example("");
    }
    field
}

fn multipart(
    body: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Option<Content>, DocumentError> {
    let mut parts = Vec::new();
    for part in body.list("formdata")? {
        let Some(parameter) = named(&part, context, "form", notes)? else {
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
            parameter: with_value(parameter),
            media_type: part
                .text_of("contentType")?
                .filter(|media| !media.is_empty()),
            files: is_file.then_some(files),
            headers: Vec::new(),
        });
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let media_type = "multipart/form-data".to_owned();
    Ok(Some(Content::new(Some(media_type), Body::Multipart(parts))))
}

/// A query and its variables travel as a JSON object.
fn graphql(body: &Node<'_>, context: &Context) -> Result<Option<Content>, DocumentError> {
    let Some(graphql) = body.get("graphql") else {
        return Ok(None);
    };
    graphql.expect_object()?;
    let mut pairs = Vec::new();
    for key in ["query", "operationName"] {
        let text = graphql.text_of(key)?.map(|text| context.resolved(&text));
        let text = match (key, text) {
            ("query", text) => Some(text.unwrap_or_default()),
            (_, text) => text.filter(|text| !text.is_empty()),
        };
        pairs.extend(text.map(|text| format!("\"{key}\":{}", Value::from(text))));
    }
    if let Some(variables) = graphql.get("variables") {
        let text = match variables.value.as_str() {
            Some(text) => text.to_owned(),
            None => variables.value.to_string(),
        };
        let text = context.resolved(&text);
        if !text.trim().is_empty() {
            // The document writes them as JSON, in which there can be variables.
            let is_json = crate::json::read(&text).is_some();
            let text = if is_json {
                text
            } else {
                Value::from(text).to_string()
            };
            pairs.push(format!("\"variables\":{text}"));
        }
    }
    let text = format!("{{{}}}", pairs.join(","));
    Ok(Some(whole(Some("application/json"), text)))
}
