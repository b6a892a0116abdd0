//! What each request has, which is known once all of the collection is read.

use std::collections::HashMap;

use crate::description::{Body, Entry, Folder, Operation, Parameter, Piece};

/// Turns the marks "(Required)" into what each request has: where some parameters have the mark, those without it can be absent, and otherwise
/// those that are switched off.
pub(super) fn settle(root: &mut Folder) {
    let has_marks = root.operations().into_iter().any(has_marks);
    in_folder(root, has_marks);
}

fn has_marks(operation: &Operation) -> bool {
    let in_path = operation.path.iter().flatten().any(|piece| match piece {
        Piece::Parameter(parameter) => parameter.required,
        Piece::Text(_) => false,
    });
    let mut parameters = operation.query.iter().chain(&operation.headers);
    in_path || parameters.any(|parameter| parameter.required)
}

fn in_folder(folder: &mut Folder, has_marks: bool) {
    for entry in &mut folder.entries {
        match entry {
            Entry::Folder(folder) => in_folder(folder, has_marks),
            Entry::Operation(operation) => in_operation(operation, has_marks),
        }
    }
}

fn in_operation(operation: &mut Operation, has_marks: bool) {
    for piece in operation.path.iter_mut().flatten() {
        if let Piece::Parameter(parameter) = piece {
            parameter.required = true;
        }
    }
    named(operation.query.iter_mut(), has_marks, str::to_owned);
    named(operation.headers.iter_mut(), has_marks, |name| {
        name.to_ascii_lowercase()
    });
    let contents = operation
        .body
        .iter_mut()
        .flat_map(|body| &mut body.contents);
    for content in contents {
        match &mut content.body {
            Body::Form(fields) => named(fields.iter_mut(), has_marks, str::to_owned),
            Body::Multipart(parts) => {
                let parameters = parts.iter_mut().map(|part| &mut part.parameter);
                named(parameters, has_marks, str::to_owned);
            }
            Body::Whole { .. } | Body::File(_) => {}
        }
    }
}

/// Parameters of one name are one: each has it where one is sent and, where there are marks, one has the mark.
fn named<'a>(
    parameters: impl Iterator<Item = &'a mut Parameter>,
    has_marks: bool,
    key: fn(&str) -> String,
) {
    let parameters: Vec<&mut Parameter> = parameters.collect();
    let mut groups: HashMap<String, (bool, bool)> = HashMap::new();
    for parameter in &parameters {
        let (is_sent, is_marked) = groups.entry(key(&parameter.name)).or_default();
        *is_sent |= !parameter.disabled;
        *is_marked |= parameter.required;
    }
    for parameter in parameters {
        let group = groups.get(&key(&parameter.name));
        let (is_sent, is_marked) = group.copied().unwrap_or_default();
        parameter.required = is_sent && (is_marked || !has_marks);
    }
}
