//! The path as a template, and what it cannot be.

use std::borrow::Cow;
use std::fmt::Write as _;

use callpoint_documents::description::{Operation, Parameter, Piece, Style};

use crate::names::{Taken, field_name};

/// A parameter of the path and the field that it is.
pub(super) struct PathParam<'a> {
    pub(super) field: String,
    pub(super) parameter: Cow<'a, Parameter>,
}

/// Why no template says this path.
pub(super) fn check(operation: &Operation) -> Result<(), String> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if operation.method.is_empty() || !operation.method.chars().all(is_token) {
        return Err(format!("`{}` is not a method", operation.method));
    }
    let last = operation.path.len().saturating_sub(1);
    for (i, segment) in operation.path.iter().enumerate() {
        if segment.is_empty() && i < last {
            return Err(format!(
                "its path {} has an empty segment",
                operation.display_path()
            ));
        }
        if let [Piece::Text(text)] = segment.as_slice() {
            let plain = text.to_lowercase().replace("%2e", ".");
            if plain == "." || plain == ".." {
                return Err(format!(
                    "its path {} has a `{text}` segment",
                    operation.display_path()
                ));
            }
        }
    }
    Ok(())
}

/// The template, its parameters, and what is to know about them.
pub(super) fn template<'a>(
    operation: &'a Operation,
    taken: &mut Taken,
) -> (String, Vec<PathParam<'a>>, Vec<String>) {
    let mut template = String::new();
    let mut params: Vec<PathParam<'a>> = Vec::new();
    let mut notes = Vec::new();
    for segment in &operation.path {
        template.push('/');
        let is_parameter = |piece: &Piece| matches!(piece, Piece::Parameter(_));
        let are_adjacent = segment.windows(2).any(|pair| pair.iter().all(is_parameter));
        if are_adjacent {
            let param = joined(segment);
            notes.push(format!(
                "`{}` is one parameter here: nothing marks where the first ends",
                written(segment)
            ));
            push(&mut template, &mut params, Cow::Owned(param), taken);
            continue;
        }
        for piece in segment {
            match piece {
                Piece::Text(text) => template.push_str(&literal(text)),
                // With text around it, it is a part of one segment.
                Piece::Parameter(param) if param.style == Style::Segments && segment.len() > 1 => {
                    let mut param = param.clone();
                    param.style = Style::Default;
                    push(&mut template, &mut params, Cow::Owned(param), taken);
                }
                Piece::Parameter(param) => {
                    push(&mut template, &mut params, Cow::Borrowed(param), taken);
                }
            }
        }
    }
    if template.is_empty() {
        template.push('/');
    }
    (template, params, notes)
}

fn push<'a>(
    template: &mut String,
    params: &mut Vec<PathParam<'a>>,
    parameter: Cow<'a, Parameter>,
    taken: &mut Taken,
) {
    let name = field_name(&parameter.name).unwrap_or_else(|| "value".to_owned());
    let field = taken.take([name]);
    let rest = match parameter.style {
        Style::Segments => "..",
        _ => "",
    };
    // Writing to a string cannot fail.
    let _ = write!(template, "<{field}{rest}>");
    params.push(PathParam { field, parameter });
}

/// Several parameters without text between them as one.
fn joined(segment: &[Piece]) -> Parameter {
    let mut name = String::new();
    let mut value = Some(String::new());
    for piece in segment {
        let part = match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Parameter(parameter) => {
                if !name.is_empty() {
                    name.push('_');
                }
                name.push_str(&parameter.name);
                parameter.value()
            }
        };
        value = value.zip(part).map(|(value, part)| value + part);
    }
    let joined = Parameter::new(name);
    match value {
        Some(value) => joined.example(value),
        None => joined,
    }
}

fn written(segment: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Parameter(param) => format!("{{{}}}", param.name),
    };
    segment.iter().map(piece).collect()
}

/// Text with everything encoded that no path can have (RFC 3986, section 3.3).
fn literal(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::new();
    for (i, &byte) in bytes.iter().enumerate() {
        let is_encoded = byte == b'%'
            && bytes
                .get(i + 1..i + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
        if is_plain || is_encoded {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
