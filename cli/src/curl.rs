//! curl commands, as a shell and then curl would read them.

mod data;
mod options;
mod request;
mod words;

use crate::document::{Document, Entry};
use crate::error::ImportError;

/// Reads every curl command of a text. `params` are values in paths that stand for a parameter, with its name.
pub(crate) fn read(text: &str, params: &[(String, String)]) -> Result<Document, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let commands = words::commands(text)?;
    if commands.is_empty() {
        return Err(ImportError::at(1, 1, no_command(text)));
    }
    let mut document = Document::default();
    for command in &commands {
        let request = request::Request::read(text, command)?;
        let call = request.call(params);
        document.root.entries.push(Entry::Call(Box::new(call)));
    }
    Ok(document)
}

fn no_command(text: &str) -> String {
    match text.split_whitespace().next() {
        None => "the text is empty; a curl command was expected".to_owned(),
        Some(word) if word.starts_with(['{', '[']) => {
            "this is no curl command; for a Postman collection use `callpoint import postman`"
                .to_owned()
        }
        Some(word) => {
            let word: String = word.chars().take(40).collect();
            format!("no curl command: expected `curl`, found `{word}`")
        }
    }
}
