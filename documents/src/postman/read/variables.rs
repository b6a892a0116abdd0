//! The variables of a collection, as Postman replaces them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use super::node::Node;
use crate::description::{Body, Operation, Parameter, Piece};
use crate::error::DocumentError;
use crate::secrets::is_secret;

/// How often the text of a variable can have variables in it, as in Postman.
const DEPTH: usize = 19;

/// How many times the size of the document its variables can add. A variable of 1 kB can be in every line.
const GROWTH: usize = 4;

/// What the collection says for all of its items.
#[derive(Debug, Default)]
pub(super) struct Context {
    variables: HashMap<String, String>,
    /// How many bytes variables can still add.
    left: Cell<usize>,
    is_cut: Cell<bool>,
    /// Whether there is an item that could be read, and why the first one could not.
    pub(super) is_any_read: Cell<bool>,
    pub(super) mistake: RefCell<Option<DocumentError>>,
}

impl Context {
    /// `size` is that of the document.
    pub(super) fn new(root: &Node<'_>, size: usize) -> Result<Self, DocumentError> {
        let mut variables = HashMap::new();
        for variable in root.list("variable")? {
            let key = variable.text_of("key")?.or(variable.text_of("id")?);
            if variable.flag("disabled") {
                continue;
            }
            if let (Some(key), Some(value)) = (key, variable.text_of("value")?) {
                // An empty one is for the caller to fill in: its name says more.
                if !value.is_empty() {
                    variables.insert(key, value);
                }
            }
        }
        Ok(Self {
            variables,
            left: Cell::new(size.saturating_mul(GROWTH).saturating_add(64 * 1024)),
            ..Self::default()
        })
    }

    /// What to say where variables were left as they are because they are too long.
    pub(super) fn note(&self) -> Option<String> {
        self.is_cut.get().then(|| {
            format!(
                "the values of variables would make the document more than {GROWTH} times longer; the last ones are left by their names"
            )
        })
    }

    /// The value of a variable; one whose name says that it is a secret has none.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let value = self.known(name)?;
        Some(self.resolved(value))
    }

    fn known(&self, name: &str) -> Option<&String> {
        self.variables.get(name).filter(|_| !is_secret(name))
    }

    /// A text with the variables that the collection gives a value; one whose name says that it is a secret keeps its name.
    pub(super) fn resolved(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..DEPTH {
            match self.once(&text) {
                Some(replaced) => text = replaced,
                None => break,
            }
        }
        text
    }

    /// The text with each variable replaced once; `None` where there is none.
    fn once(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut end = 0;
        for (start, name) in references(text) {
            let Some(value) = self.known(name) else {
                continue;
            };
            let length = name.len() + 4;
            let added = value.len().saturating_sub(length);
            let Some(left) = self.left.get().checked_sub(added) else {
                self.is_cut.set(true);
                continue;
            };
            self.left.set(left);
            out.push_str(&text[end..start]);
            out.push_str(value);
            end = start + length;
        }
        if end == 0 {
            return None;
        }
        out.push_str(&text[end..]);
        Some(out)
    }
}

/// Each `{{name}}` of a text without a brace in its name, and where it begins.
fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find("{{")?;
            let inside = &text[start + 2..];
            let length = inside.find(['{', '}'])?;
            if inside[length..].starts_with("}}") {
                from = start + 2 + length + 2;
                return Some((start, &inside[..length]));
            }
            // The next one can begin with the second brace of this one.
            from = start + 1 + length;
        }
    })
}

/// Notes what Postman makes for each request, and takes a key of this kind as what it is.
pub(super) fn dynamic(operation: &mut Operation) {
    let key = operation.headers.iter().position(|header| {
        let is_key = header.name.to_ascii_lowercase().contains("idempotency");
        let is_made =
            ["{{$guid}}", "{{$randomUUID}}"].contains(&header.value().unwrap_or_default());
        is_key && is_made && !header.disabled
    });
    if let Some(key) = key {
        operation.idempotency_key = Some(operation.headers.remove(key).name);
    }
    let names = RefCell::new(BTreeSet::new());
    let look = |text: &str| {
        let made = references(text).filter(|(_, name)| name.starts_with('$'));
        names
            .borrow_mut()
            .extend(made.map(|(_, name)| name.to_owned()));
    };
    let look_in = |parameter: &Parameter| {
        look(&parameter.name);
        look(parameter.value().unwrap_or_default());
    };
    for piece in operation.path.iter().flatten() {
        if let Piece::Parameter(parameter) = piece {
            look_in(parameter);
        }
    }
    operation
        .query
        .iter()
        .chain(&operation.headers)
        .for_each(look_in);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    for content in contents {
        match &content.body {
            Body::Whole { examples, .. } => examples.iter().for_each(|example| look(&example.text)),
            Body::Form(fields) => fields.iter().for_each(look_in),
            Body::Multipart(parts) => parts.iter().for_each(|part| look_in(&part.parameter)),
            Body::File(_) => {}
        }
    }
    let note = |name: String| {
        format!(
            "Postman makes a value for `{{{{{name}}}}}` in each request; here the caller gives it"
        )
    };
    let names = names.into_inner();
    operation.notes.extend(names.into_iter().map(note));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn variables_are_replaced_as_postman_does() {
        let document = r#"{"variable": [
            {"key": "a", "value": "A"}, {"key": "n", "value": "<{{a}}>"}, {"key": "xA", "value": "deep"}, {"key": "off", "value": "1", "disabled": true},
            {"key": "apiToken", "value": "s3cr3t"}, {"key": "empty", "value": ""}, {"key": "own", "value": "{{own}}!"}
        ]}"#;
        let value: Value = document.parse().unwrap();
        let context = Context::new(&Node::root(&value), document.len()).unwrap();
        let cases = [
            ("{{a}} and {{a}}", "A and A"),
            ("{{n}}", "<A>"),
            ("{{x{{a}}}}", "deep"),
            ("{{{a}}}", "{A}"),
            ("{{{{a}}", "{{A"),
            ("{{a", "{{a"),
            ("{{a}b}} {{}} {{unknown}}", "{{a}b}} {{}} {{unknown}}"),
            (
                "{{off}}{{empty}}{{apiToken}}",
                "{{off}}{{empty}}{{apiToken}}",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(context.resolved(text), expected, "{text}");
        }
        assert_eq!(context.resolved("{{own}}").matches('!').count(), DEPTH);
        assert_eq!(context.note(), None);
    }

    #[test]
    fn variables_make_no_document_large() {
        let doubling: Vec<String> = (0..19)
            .map(|n| {
                format!(
                    r#"{{"key": "v{n}", "value": "{{{{v{}}}}}{{{{v{}}}}}"}}"#,
                    n + 1,
                    n + 1
                )
            })
            .collect();
        let long = format!(r#"{{"key": "long", "value": "{}"}}"#, "x".repeat(100_000));
        let document = format!(r#"{{"variable": [{}, {long}]}}"#, doubling.join(", "));
        let value: Value = document.parse().unwrap();
        for text in [
            "{{v0}}".to_owned(),
            "{{long}}".repeat(1000),
            "{{".repeat(200_000),
        ] {
            let context = Context::new(&Node::root(&value), document.len()).unwrap();
            let resolved = context.resolved(&text);
            assert!(resolved.len() <= text.len() + document.len() * GROWTH + 64 * 1024);
            assert_eq!(
                context.note().is_some(),
                !text.starts_with("{{{"),
                "{}",
                &text[..6]
            );
        }
    }
}
