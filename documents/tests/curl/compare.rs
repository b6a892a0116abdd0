//! A request as curl sent it and as the description has it, in one form.

use callpoint_documents::description::Operation;
use callpoint_test_support::script::Message;

use super::grammar::FILES;
use super::oracle::{Described, Request};

/// The content of a file as a description has it.
fn content_of(text: &str) -> String {
    let mut text = text.to_owned();
    for (name, content) in FILES {
        let placeholder = format!("<the text of {name}>");
        let in_form = encoded(&placeholder);
        text = text.replace(&placeholder, content);
        text = text.replace(&in_form, &encoded(content));
    }
    text
}

fn file(name: &str) -> &'static str {
    let name = name.rsplit('/').next().unwrap();
    FILES.iter().find(|(file, _)| *file == name).unwrap().1
}

/// The request that a description has.
pub(super) fn of_description(operation: &Operation) -> Request {
    let is_noted = |text: &str| operation.notes.iter().any(|note| note.contains(text));
    let described = Described {
        text: &content_of,
        in_path: &|parameter| format!("<{}>", parameter.name),
        file: &|_, name| {
            let content = file(name);
            if is_noted("removes the line breaks") {
                content.replace(['\r', '\n'], "")
            } else if is_noted("encodes the content") {
                encoded(content)
            } else {
                content.to_owned()
            }
        },
    };
    let mut request = described.request(operation);
    if is_noted("declared as JSON") {
        request.content_type = Some("application/x-www-form-urlencoded".to_owned());
    }
    request
}

/// What curl sent. The body is read as the description takes it.
pub(super) fn of_curl(message: &Message, like: &Request) -> Request {
    Request::received(message, like, |name, value| match name {
        "user-agent" => value.starts_with("curl/"),
        "accept" => value == "*/*",
        _ => false,
    })
}

/// As curl encodes the content of a file.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
