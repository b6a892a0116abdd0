//! curl commands, as a shell and then curl would read them.

mod data;
mod form;
mod lexer;
mod options;
mod request;
mod target;

use crate::description::Description;
use crate::error::DocumentError;

/// Reads every curl command of a text. `params` are values in paths that stand for a parameter, each with the parameter's name.
///
/// ```
/// let description = callpoint_documents::curl::read("curl -X DELETE https://api.example.com/links/:id/ -u id:password", &[])?;
/// let [delete] = description.root.operations()[..] else { panic!("one operation") };
/// assert_eq!(delete.place, "DELETE /links/<id>/");
/// # Ok::<(), callpoint_documents::DocumentError>(())
/// ```
///
/// # Errors
/// The text is no curl command, or one without a URL or the value of an option.
pub fn read(text: &str, params: &[(String, String)]) -> Result<Description, DocumentError> {
    let text = text.trim_start_matches('\u{feff}');
    let commands = lexer::commands(text)?;
    if commands.is_empty() {
        return Err(DocumentError::at(1, 1, no_command(text)));
    }
    let mut description = Description::default();
    for command in &commands {
        for request in request::Request::read(text, command)? {
            let operations = request.operations(params).into_iter();
            let entries = &mut description.root.entries;
            entries.extend(operations.map(Into::into));
        }
    }
    Ok(description)
}

fn no_command(text: &str) -> String {
    match text.split_whitespace().next() {
        None => "the text is empty; a curl command was expected".to_owned(),
        Some(word) if word.starts_with(['{', '[']) => {
            "this is not a curl command; for a Postman collection use `callpoint import postman`"
                .to_owned()
        }
        Some(word) => {
            let word: String = word.chars().take(40).collect();
            format!("no curl command: expected `curl`, found `{word}`")
        }
    }
}
