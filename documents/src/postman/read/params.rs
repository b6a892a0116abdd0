//! Values with their names: parameters and header fields.

use super::Context;
use super::node::Node;
use crate::description::{Example, Parameter};
use crate::error::DocumentError;
use crate::pairs::nameless;

/// Header fields: a list, or lines as they are sent.
pub(super) fn headers(
    request: &Node<'_>,
    context: &Context,
) -> Result<Vec<Parameter>, DocumentError> {
    let Some(headers) = request.get("header") else {
        return Ok(Vec::new());
    };
    if let Some(lines) = headers.value.as_str() {
        let pairs = lines.lines().filter_map(|line| line.split_once(':'));
        return Ok(pairs
            .map(|(name, value)| {
                let name = context.resolved(name.trim());
                unmarked(Parameter::new(name).example(context.resolved(value.trim())))
            })
            .collect());
    }
    let headers = headers.items()?;
    let headers = headers.iter().map(|header| param(header, context));
    Ok(headers
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// A value with its name; `None` where it has no name.
pub(super) fn param(
    node: &Node<'_>,
    context: &Context,
) -> Result<Option<Parameter>, DocumentError> {
    if node.value.is_string() {
        let text = node.text()?;
        let pair = text.split_once([':', '=']);
        return Ok(pair.map(|(name, value)| {
            let name = context.resolved(name.trim());
            unmarked(Parameter::new(name).example(context.resolved(value.trim())))
        }));
    }
    node.expect_object()?;
    let name = node.text_of("key")?.or(node.text_of("id")?);
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return Ok(None);
    };
    let value = match node.get("value") {
        Some(value) if value.value.is_array() || value.value.is_object() => {
            Some(value.value.to_string())
        }
        Some(value) => Some(context.resolved(&value.text()?)),
        None => None,
    };
    let doc = node.description()?;
    let (required, doc) = match doc.trim().strip_prefix("(Required)") {
        Some(rest) => (true, rest.trim_start().to_owned()),
        None => (false, doc),
    };
    Ok(Some(Parameter {
        examples: value.map(Example::new).into_iter().collect(),
        doc,
        disabled: node.flag("disabled"),
        required,
        ..Parameter::new(context.resolved(name.trim()))
    }))
}

/// The same, with a note where one that is sent has no name.
pub(super) fn named(
    node: &Node<'_>,
    context: &Context,
    what: &str,
    notes: &mut Vec<String>,
) -> Result<Option<Parameter>, DocumentError> {
    let parameter = param(node, context)?;
    let about = nameless(what);
    if parameter.is_none() && !node.flag("disabled") && !notes.contains(&about) {
        notes.push(about);
    }
    Ok(parameter)
}

/// A parameter that the document does not mark as required. Whether it is says [`required`](super::required), once all are read.
pub(super) fn unmarked(parameter: Parameter) -> Parameter {
    Parameter {
        required: false,
        ..parameter
    }
}
