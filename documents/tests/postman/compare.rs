//! A request as newman sent it and as the description has it, in one form.

use std::cell::Cell;

use callpoint_documents::description::{Body, KeyLocation, Operation, SecuritySchemeKind};
use callpoint_test_support::script::Message;

use super::grammar::{FILES, VARIABLES};
use super::oracle::request::Sent;
use super::oracle::{Described, Request, reconciled};

/// Stands for what newman makes for each request, and for a parameter without a value.
const ANY: char = '\u{e000}';
const MADE: [&str; 4] = [
    "{{$guid}}",
    "{{$timestamp}}",
    "{{$isoTimestamp}}",
    "{{$randomInt}}",
];

/// Compares an operation with what newman sent.
pub(super) fn compare(operation: &Operation, message: &Message) -> Result<(), String> {
    let mut described = described(operation)?;
    let mut sent = Request::received(message, &described, |name, value| match name {
        "user-agent" => value.starts_with("PostmanRuntime/"),
        "accept" => value == "*/*",
        "postman-token" | "cache-control" => true,
        _ => false,
    });
    credentials(operation, &mut sent);
    described
        .headers
        .retain(|(name, value)| name != "accept" || value != "*/*");
    nameless(operation, message)?;
    let mut sent = reconciled(sent, &mut described);
    if operation
        .security
        .scheme()
        .is_some_and(|scheme| scheme.name == "awsv4")
    {
        // newman signs headers of one name, and sends the last one twice.
        for request in [&mut sent, &mut described] {
            let names: Vec<String> = request
                .headers
                .iter()
                .map(|(name, _)| name.clone())
                .collect();
            let is_one = |name: &str| names.iter().filter(|other| *other == name).count() == 1;
            request
                .headers
                .retain(|(name, _)| is_one(name) && name != "accept");
        }
    }
    for request in [&mut sent, &mut described] {
        // The import takes a `+` in a table of values as one, and a server takes it as a space.
        for (name, value) in &mut request.query {
            *name = name.replace('+', " ");
            *value = value.as_ref().map(|value| value.replace('+', " "));
        }
    }
    // A form whose fields are all switched off is declared, and newman sends none.
    let is_off = match &described.body {
        Sent::Pairs(pairs) => pairs.is_empty(),
        Sent::Parts(parts) => parts.is_empty(),
        _ => false,
    };
    if is_off && message.body.is_empty() {
        (sent.body, described.body) = (Sent::Nothing, Sent::Nothing);
        (sent.content_type, described.content_type) = (None, None);
    }
    // Postman guesses the type of a file by its name; a declaration sends bytes.
    let content = operation.body.as_ref().map(|body| &body.contents[0].body);
    if matches!(content, Some(Body::File(_))) && described.content_type.is_none() {
        sent.content_type = None;
    }
    // A raw body without a language is sent as plain text, and declared as what it is.
    if described.content_type.is_none() && sent.content_type.as_deref() == Some("text/plain") {
        sent.content_type = None;
    }
    if let (Sent::Bytes(one), Sent::Bytes(other)) = (&mut sent.body, &mut described.body)
        && other.starts_with(b"{\"query\":")
    {
        // The order of the three keys of GraphQL says nothing.
        for body in [one, other] {
            if let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) {
                *body = value.to_string().into_bytes();
            }
        }
    }
    // newman sends the fields of one name together.
    for request in [&mut sent, &mut described] {
        if let Sent::Pairs(pairs) = &mut request.body {
            pairs.sort_by(|one, other| one.0.cmp(&other.0));
        }
    }
    // As text, in which there can be wildcards.
    for request in [&mut sent, &mut described] {
        if let Sent::Bytes(body) = &request.body {
            let text = String::from_utf8(body.clone()).unwrap();
            request.body = Sent::Pairs(vec![(text, None)]);
        }
    }
    let (pattern, text) = (format!("{described:?}"), format!("{sent:?}"));
    if is_like(&pattern, &text) {
        return Ok(());
    }
    Err(format!(
        "newman sends\n{text}\nand the description has\n{pattern}\n{:?}",
        operation.notes
    ))
}

fn described(operation: &Operation) -> Result<Request, String> {
    let is_made = Cell::new(None);
    let text = |text: &str| {
        let mut text = text.to_owned();
        for (name, value) in VARIABLES {
            // The others are resolved already.
            if *name == "apiToken" {
                text = text.replace(&format!("{{{{{name}}}}}"), value);
            }
        }
        for made in MADE {
            if text.contains(made) {
                is_made.set(Some(made));
                text = text.replace(made, &ANY.to_string());
            }
        }
        text
    };
    let described = Described {
        text: &text,
        in_path: &|parameter| match parameter.value() {
            Some(value) => text(value),
            None => ANY.to_string(),
        },
        file: &|_, name| {
            let file = FILES.iter().find(|(file, _)| *file == name);
            file.map_or_else(String::new, |(_, content)| (*content).to_owned())
        },
    };
    let mut request = described.request(operation);
    if let Some(name) = &operation.idempotency_key {
        request
            .headers
            .push((name.to_ascii_lowercase(), ANY.to_string()));
        request.headers.sort_by(|one, other| one.0.cmp(&other.0));
    }
    match is_made.get() {
        Some(made) if !operation.notes.iter().any(|note| note.contains(made)) => {
            Err(format!("no note of {made}: {:?}", operation.notes))
        }
        _ => Ok(request),
    }
}

/// Takes off what carries the credentials, which a description has as their scheme.
fn credentials(operation: &Operation, sent: &mut Request) {
    match operation.security.scheme().map(|scheme| &scheme.kind) {
        Some(SecuritySchemeKind::ApiKey { location, name }) => {
            let name = name.as_deref().unwrap_or_default();
            if *location == Some(KeyLocation::Query) {
                let key = sent.query.iter().rposition(|(key, _)| key == name);
                sent.query.remove(key.unwrap());
            } else {
                let header = name.to_ascii_lowercase();
                let key = sent.headers.iter().position(|(key, _)| *key == header);
                sent.headers.remove(key.unwrap());
            }
        }
        Some(SecuritySchemeKind::Other(_)) => sent.headers.retain(|(name, _)| {
            name != "authorization" && name != "date" && !name.starts_with("x-amz-")
        }),
        _ => {}
    }
}

/// A pair without a name has to be in a note.
fn nameless(operation: &Operation, message: &Message) -> Result<(), String> {
    let query = message
        .target()
        .split_once('?')
        .map_or("", |(_, query)| query);
    let key = match operation.security.scheme().map(|scheme| &scheme.kind) {
        Some(SecuritySchemeKind::ApiKey { name, .. }) => {
            format!("{}=", name.as_deref().unwrap_or_default())
        }
        _ => "&".to_owned(),
    };
    let pairs = query.split('&').filter(|pair| !pair.starts_with(&key));
    let query = pairs.collect::<Vec<_>>().join("&");
    let has_nameless = query
        .split('&')
        .any(|pair| pair.is_empty() || pair.starts_with('='));
    let is_noted = operation
        .notes
        .iter()
        .any(|note| note.contains("without a name"));
    if !query.is_empty() && has_nameless && !is_noted {
        return Err(format!(
            "no note of a pair without a name: {query}, {:?}",
            operation.notes
        ));
    }
    Ok(())
}

/// Whether a text is what a pattern has, where `ANY` is any text.
fn is_like(pattern: &str, text: &str) -> bool {
    // As `Debug` writes it.
    let any = ANY.escape_debug().to_string();
    let mut pieces = pattern.split(any.as_str());
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty()
}
