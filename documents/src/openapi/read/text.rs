//! Text as a value: JSON or YAML.

use super::yaml::{self, MAX_DEPTH, Text};
use crate::error::DocumentError;

pub(super) fn read(text: &str) -> Result<Text, DocumentError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(DocumentError::whole("the document is empty"));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::read(text);
    }
    let error = match text.parse() {
        Ok(value) => {
            return Ok(Text {
                value,
                notes: Vec::new(),
            });
        }
        Err(error) => error,
    };
    // What begins with a bracket can be YAML too: with comments, without quotes, with numbers that are too large.
    yaml::read(text).map_err(|_| json_error(&error))
}

fn json_error(error: &serde_json::Error) -> DocumentError {
    let message = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&suffix).unwrap_or(&message);
    let message = match message {
        "recursion limit exceeded" => format!("the document nests deeper than {MAX_DEPTH} levels"),
        message => format!("invalid JSON: {message}"),
    };
    DocumentError::at(error.line(), error.column(), message)
}
