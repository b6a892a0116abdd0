//! Paths with parameters: `/links/{id}`, and what people write besides.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::node::shown;
use crate::description::{Parameter, Piece, Style};
use crate::pairs;

/// A path taken apart.
#[derive(Default)]
pub(super) struct Template {
    pub(super) segments: Vec<Vec<Piece>>,
    /// The pairs that the path has behind a `?`.
    pub(super) query: Vec<Parameter>,
    pub(super) notes: Vec<String>,
}

/// Takes a path apart. Of the declared parameters those that it has are taken out.
pub(super) fn read(path: &str, declared: &mut Vec<Parameter>) -> Template {
    let mut template = Template::default();
    // A fragment is never sent. Documents tell operations with one path apart by it.
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = match outside(path, '?') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, ""),
    };
    let mut known = Known::new(declared);
    let pairs = pairs::pairs(query, "query", &mut template.notes);
    for pair in pairs {
        let value = pair.value().unwrap_or_default();
        let inside = value
            .strip_prefix('{')
            .and_then(|value| value.strip_suffix('}'));
        let name = inside.unwrap_or(&pair.name);
        // What such a document declares in the path is sent in the query.
        let declared = inside.and_then(|_| known.take(name));
        template.query.push(match (declared, inside) {
            (Some(declared), _) => Parameter {
                name: pair.name,
                ..declared
            },
            (None, Some(_)) => Parameter::new(pair.name),
            (None, None) => fixed(pair),
        });
    }
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    if !rest.is_empty() {
        loop {
            let end = outside(rest, '/').unwrap_or(rest.len());
            let segment = segment(&rest[..end], &mut known, &mut template);
            template.segments.push(segment);
            match rest.get(end + 1..) {
                Some(after) => rest = after,
                None => break,
            }
        }
    }
    *declared = known.left();
    template
}

/// A pair that is always sent as it stands.
fn fixed(mut pair: Parameter) -> Parameter {
    for example in &mut pair.examples {
        example.text = pairs::encoded(&example.text);
    }
    pair.fixed = true;
    pair
}

/// The declared parameters by name.
struct Known {
    all: Vec<(Parameter, bool)>,
    by_name: HashMap<String, usize>,
    /// By the name in lower case.
    by_lower: HashMap<String, usize>,
}

impl Known {
    fn new(declared: &mut Vec<Parameter>) -> Self {
        let all = std::mem::take(declared);
        let names = || {
            all.iter()
                .map(|parameter| parameter.name.as_str())
                .enumerate()
        };
        Self {
            by_name: names().map(|(at, name)| (name.to_owned(), at)).collect(),
            by_lower: names()
                .map(|(at, name)| (name.to_lowercase(), at))
                .collect(),
            all: all
                .into_iter()
                .map(|parameter| (parameter, false))
                .collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn take(&mut self, name: &str) -> Option<Parameter> {
        let exact = self.by_name.get(name);
        let at = exact.or_else(|| self.by_lower.get(&name.to_lowercase()))?;
        let (parameter, is_used) = &mut self.all[*at];
        *is_used = true;
        Some(parameter.clone())
    }

    /// Those that the path does not have.
    fn left(self) -> Vec<Parameter> {
        let left = self.all.into_iter().filter(|(_, is_used)| !is_used);
        left.map(|(parameter, _)| parameter).collect()
    }
}

/// The first place of a character that is in no braces.
fn outside(text: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            char if char == wanted && depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

fn segment(text: &str, known: &mut Known, template: &mut Template) -> Vec<Piece> {
    // `:id`, as other tools write a parameter. A document that does so often forgets to declare it.
    if let Some(name) = text.strip_prefix(':')
        && (known.has(name) || is_word(name))
    {
        let parameter = parameter(name, known, &mut template.notes);
        return vec![Piece::Parameter(parameter)];
    }
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, inside) = (&rest[..open], &rest[open + 1..]);
        let Some(close) = inside.find('}') else { break };
        literal.push_str(before);
        let name = inside[..close].trim();
        rest = &inside[close + 1..];
        if let Some(names) = name.strip_prefix(['?', '&']) {
            // RFC 6570: parameters of the query.
            for name in names.split(',') {
                let name = name.trim_end_matches('*').trim();
                template.query.push(Parameter {
                    required: false,
                    ..Parameter::new(name)
                });
            }
            continue;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(escaped(&std::mem::take(&mut literal))));
        }
        pieces.push(Piece::Parameter(parameter(
            name,
            known,
            &mut template.notes,
        )));
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(Piece::Text(escaped(&literal)));
    }
    pieces
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// A parameter by what stands in the braces.
fn parameter(inside: &str, known: &mut Known, notes: &mut Vec<String>) -> Parameter {
    if let Some(parameter) = known.take(inside) {
        return parameter;
    }
    // `{path+}`, `{path*}`, `{+path}`: several segments.
    let name = inside.trim_matches(['+', '*', '.', ';', '/']);
    let is_several = inside.ends_with(['+', '*']) || inside.starts_with('+');
    let mut parameter = known.take(name).unwrap_or_else(|| {
        notes.push(format!(
            "the parameter `{}` of the path is not declared",
            shown(inside)
        ));
        Parameter::new(name)
    });
    if is_several {
        parameter.style = Style::Segments;
    }
    parameter
}

/// Text of a path as it is sent.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
