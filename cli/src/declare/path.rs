//! The path as a template, and what it cannot be.

use std::fmt::Write as _;

use crate::document::{Call, Param, Piece};
use crate::names::{Taken, field_name};

/// A parameter of the path and the field that it is.
pub(super) struct PathParam {
    pub(super) field: String,
    pub(super) param: Param,
}

/// Why no template says this path.
pub(super) fn check(call: &Call) -> Result<(), String> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if call.method.is_empty() || !call.method.chars().all(is_token) {
        return Err(format!("`{}` is no method", call.method));
    }
    let last = call.url.segments.len().saturating_sub(1);
    for (i, segment) in call.url.segments.iter().enumerate() {
        if segment.is_empty() && i < last {
            return Err(format!("its path {} has an empty segment", call.url.path()));
        }
        if let [Piece::Text(text)] = segment.as_slice() {
            let plain = text.to_lowercase().replace("%2e", ".");
            if plain == "." || plain == ".." {
                return Err(format!(
                    "its path {} has a `{text}` segment",
                    call.url.path()
                ));
            }
        }
    }
    Ok(())
}

/// The template, its parameters, and what is to know about them.
pub(super) fn template(call: &Call, taken: &mut Taken) -> (String, Vec<PathParam>, Vec<String>) {
    let mut template = String::new();
    let mut params: Vec<PathParam> = Vec::new();
    let mut notes = Vec::new();
    for segment in &call.url.segments {
        template.push('/');
        let variables = segment
            .iter()
            .filter(|piece| matches!(piece, Piece::Variable(_)));
        if variables.count() > 1 {
            let param = joined(segment);
            notes.push(format!(
                "`{}` is one parameter here: a segment takes one",
                written(segment)
            ));
            push(&mut template, &mut params, param, taken);
            continue;
        }
        for piece in segment {
            match piece {
                Piece::Text(text) => template.push_str(&literal(text)),
                Piece::Variable(param) => push(&mut template, &mut params, param.clone(), taken),
            }
        }
    }
    if template.is_empty() {
        template.push('/');
    }
    (template, params, notes)
}

fn push(template: &mut String, params: &mut Vec<PathParam>, param: Param, taken: &mut Taken) {
    let name = field_name(&param.name).unwrap_or_else(|| "value".to_owned());
    let field = taken.take([name]);
    // Writing to a string cannot fail.
    let _ = write!(template, "<{field}>");
    params.push(PathParam { field, param });
}

/// Several variables of one segment as one.
fn joined(segment: &[Piece]) -> Param {
    let mut param = Param::default();
    let mut value = Some(String::new());
    for piece in segment {
        let part = match piece {
            Piece::Text(text) => Some(text.clone()),
            Piece::Variable(variable) => {
                if !param.name.is_empty() {
                    param.name.push('_');
                }
                param.name.push_str(&variable.name);
                variable.value.clone()
            }
        };
        value = value.zip(part).map(|(value, part)| value + &part);
    }
    param.value = value;
    param
}

fn written(segment: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Variable(param) => format!("{{{}}}", param.name),
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
