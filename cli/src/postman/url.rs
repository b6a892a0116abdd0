//! Addresses: as one text, or taken apart.

use super::Context;
use super::collection::param;
use super::node::Node;
use crate::document::{Param, Piece, Url};
use crate::error::ImportError;
use crate::{address, template};

pub(super) fn read(node: &Node<'_>, context: &Context) -> Result<Url, ImportError> {
    let mut url = match node.value.as_str() {
        Some(raw) => address::parse(raw, &[]),
        None => parts(node, context)?,
    };
    for piece in url.segments.iter_mut().flatten() {
        if let Piece::Variable(variable) = piece
            && variable.value.is_none()
        {
            variable.value = context.variables.get(&variable.name).cloned();
        }
    }
    for pair in &mut url.query {
        pair.value = pair.value.as_ref().map(|value| context.resolved(value));
    }
    Ok(url)
}

fn parts(node: &Node<'_>, context: &Context) -> Result<Url, ImportError> {
    node.expect_object()?;
    let mut variables = Vec::new();
    for variable in node.list("variable")? {
        variables.extend(param(&variable, context)?);
    }
    let known: Vec<&str> = variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    let raw = node.text_of("raw")?.unwrap_or_default();
    let mut url = address::parse(&raw, &known);
    if let Some(host) = node.get("host") {
        url.base = base(node, &host)?;
    }
    if let Some(path) = node.get("path") {
        url.segments = segments(&path, &known)?;
    }
    if node.get("query").is_some() {
        url.query.clear();
        for pair in node.list("query")? {
            let pair = param(&pair, context)?;
            url.query.extend(pair.map(|pair| Param {
                name: plain(&pair.name),
                value: pair.value.as_deref().map(plain),
                ..pair
            }));
        }
    }
    for piece in url.segments.iter_mut().flatten() {
        if let Piece::Variable(param) = piece
            && let Some(said) = variables.iter().find(|said| said.name == param.name)
        {
            *param = Param {
                value: said.value.as_deref().map(plain),
                ..said.clone()
            };
        }
    }
    Ok(url)
}

/// Without percent-encoding. In a table of values a `+` is one.
fn plain(text: &str) -> String {
    address::decoded(&text.replace('+', "%2B"))
}

fn base(node: &Node<'_>, host: &Node<'_>) -> Result<String, ImportError> {
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

fn joined(node: &Node<'_>, separator: &str) -> Result<String, ImportError> {
    if node.value.is_string() {
        return node.text();
    }
    let parts = node.items()?;
    let parts: Result<Vec<_>, _> = parts.iter().map(Node::text).collect();
    Ok(parts?.join(separator))
}

fn segments(path: &Node<'_>, known: &[&str]) -> Result<Vec<Vec<Piece>>, ImportError> {
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
