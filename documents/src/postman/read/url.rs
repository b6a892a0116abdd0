//! Addresses: as one text, or taken apart.

use std::collections::{HashMap, HashSet};

use super::Context;
use super::node::Node;
use super::params::{named, param, unmarked};
use crate::address::{self, Url};
use crate::description::{Example, Parameter, Piece, Style};
use crate::error::DocumentError;
use crate::pairs;
use crate::template;

pub(super) fn read(
    node: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Url, DocumentError> {
    let mut url = match node.value.as_str() {
        Some(raw) => address(raw, &HashSet::new(), notes),
        None => parts(node, context, notes)?,
    };
    for piece in url.segments.iter_mut().flatten() {
        if let Piece::Parameter(parameter) = piece
            && parameter.examples.is_empty()
        {
            let value = context.value(&parameter.name);
            parameter.examples = value.map(Example::new).into_iter().collect();
        }
    }
    for pair in &mut url.query {
        pair.name = context.resolved(&pair.name);
        for example in &mut pair.examples {
            example.text = context.resolved(&example.text);
        }
    }
    Ok(url)
}

fn address(raw: &str, known: &HashSet<&str>, notes: &mut Vec<String>) -> Url {
    let mut url = address::parse(raw, known, notes);
    url.query = url.query.into_iter().map(unmarked).collect();
    for piece in url.segments.iter_mut().flatten() {
        if let Piece::Parameter(parameter) = piece {
            parameter.required = false;
        }
    }
    url
}

fn parts(
    node: &Node<'_>,
    context: &Context,
    notes: &mut Vec<String>,
) -> Result<Url, DocumentError> {
    node.expect_object()?;
    let mut variables = Vec::new();
    for variable in node.list("variable")? {
        variables.extend(param(&variable, context)?);
    }
    let mut by_name: HashMap<&str, &Parameter> = HashMap::new();
    for variable in &variables {
        by_name.entry(&variable.name).or_insert(variable);
    }
    let known: HashSet<&str> = by_name.keys().copied().collect();
    let raw = node.text_of("raw")?.unwrap_or_default();
    // The query of the text is that of the list.
    let has_query = node.get("query").is_some();
    let of_text = if has_query {
        &mut Vec::new()
    } else {
        &mut *notes
    };
    let mut url = address(&raw, &known, of_text);
    if let Some(host) = node.get("host") {
        url.base = base(node, &host)?;
    }
    if let Some(path) = node.get("path") {
        url.segments = segments(&path, &known)?;
    }
    if has_query {
        url.query.clear();
        for pair in node.list("query")? {
            let pair = named(&pair, context, "query", notes)?;
            url.query.extend(pair.map(|pair| Parameter {
                name: plain(&pair.name),
                style: match pair.value() {
                    // One that is switched off says nothing of its value.
                    None if !pair.disabled => Style::FLAG,
                    _ => Style::Default,
                },
                ..decoded(pair)
            }));
        }
    }
    for piece in url.segments.iter_mut().flatten() {
        if let Piece::Parameter(parameter) = piece {
            let said = by_name.get(parameter.name.as_str());
            *parameter = match said {
                Some(said) => decoded(Parameter::clone(said)),
                None => unmarked(std::mem::take(parameter)),
            };
        }
    }
    Ok(url)
}

/// A parameter with its values decoded.
fn decoded(mut parameter: Parameter) -> Parameter {
    for example in &mut parameter.examples {
        example.text = plain(&example.text);
    }
    parameter
}

/// Without percent-encoding. In a table of values a `+` is one.
fn plain(text: &str) -> String {
    pairs::decoded(&text.replace('+', "%2B"))
}

fn base(node: &Node<'_>, host: &Node<'_>) -> Result<String, DocumentError> {
    let host = joined(host, ".")?;
    let protocol = node.text_of("protocol")?;
    let port = node.text_of("port")?.filter(|port| !port.is_empty());
    let protocol = protocol.map(|protocol| format!("{}://", protocol.trim_end_matches("://")));
    let port = port.map(|port| format!(":{port}"));
    Ok(format!(
        "{}{host}{}",
        protocol.unwrap_or_default(),
        port.unwrap_or_default()
    ))
}

fn joined(node: &Node<'_>, separator: &str) -> Result<String, DocumentError> {
    if node.value.is_string() {
        return node.text();
    }
    let parts = node.items()?;
    let parts: Result<Vec<_>, _> = parts.iter().map(Node::text).collect();
    Ok(parts?.join(separator))
}

fn segments(path: &Node<'_>, known: &HashSet<&str>) -> Result<Vec<Vec<Piece>>, DocumentError> {
    if let Some(text) = path.value.as_str() {
        return Ok(address::segments(text, known));
    }
    let segment = |node: &Node<'_>| {
        let text = match node.get("value") {
            Some(value) => value.text()?,
            None => node.text()?,
        };
        Ok(template::segment(&text, known))
    };
    path.items()?.iter().map(segment).collect()
}
