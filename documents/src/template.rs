//! Paths as documentation writes them: `:id`, `{id}`, `{{id}}`, `<id>`.

use std::collections::HashSet;

use crate::description::{Parameter, Piece};

/// The pieces of one segment. `known` are names that the document declares, which may have any character.
pub(crate) fn segment(text: &str, known: &HashSet<&str>) -> Vec<Piece> {
    if let Some(name) = text.strip_prefix(':').filter(|name| !name.is_empty()) {
        if known.contains(name) {
            return vec![variable(name)];
        }
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        if !name.is_empty() {
            let mut pieces = vec![variable(name)];
            pieces.extend(bracketed(rest));
            return pieces;
        }
    }
    bracketed(text)
}

/// Text with `{{id}}`, `{id}` and `<id>` in it.
fn bracketed(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((name, length)) = opened(rest) {
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(variable(name));
            rest = &rest[length..];
        } else {
            literal.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    // Most have one, and a vector that grows has room for four.
    pieces.shrink_to_fit();
    pieces
}

/// The variable at the start of a text, and how many bytes it has.
pub(crate) fn opened(text: &str) -> Option<(&str, usize)> {
    for (open, close) in [("${", "}"), ("{{", "}}"), ("{", "}"), ("<", ">")] {
        // A name ends before the next bracket, so no bracket makes the rest of the text be read again.
        if let Some(inside) = text.strip_prefix(open)
            && let Some(end) = inside.find(|c| !is_in_name(c))
            && inside[end..].starts_with(close)
            && is_variable(inside[..end].trim())
        {
            let length = open.len() + end + close.len();
            return Some((inside[..end].trim(), length));
        }
    }
    None
}

/// Whether a literal segment looks like the value of a parameter: a number, or a UUID.
#[must_use]
pub fn is_value(text: &str) -> bool {
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    let is_hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let is_uuid = text.len() == 36 && text.matches('-').count() == 4 && text.chars().all(is_hex);
    !text.is_empty() && (is_number || is_uuid)
}

fn is_variable(name: &str) -> bool {
    name.contains(char::is_alphanumeric) && name.chars().all(is_in_name)
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || "_-.$ ".contains(c)
}

fn variable(name: &str) -> Piece {
    Piece::Parameter(Parameter::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_close_nothing_are_text() {
        // Each was read to the end of the text for the one before it: a minute for this.
        let text = "{".repeat(200_000) + &"<a".repeat(100_000) + &"${".repeat(100_000);
        assert_eq!(segment(&text, &HashSet::new()), [Piece::Text(text.clone())]);
        let text = "{".repeat(200_000) + "{id}";
        let [Piece::Text(before), Piece::Parameter(id)] = &segment(&text, &HashSet::new())[..]
        else {
            panic!("no parameter");
        };
        assert_eq!((before.len(), id.name.as_str()), (200_000, "id"));
    }

    #[test]
    fn segments() {
        let cases = [
            ("links", "links"),
            (":id", "<id>"),
            ("{id}", "<id>"),
            ("{{id}}", "<id>"),
            ("${id}", "<id>"),
            ("<id>", "<id>"),
            (":sid.json", "<sid>.json"),
            ("{id}:validate", "<id>:validate"),
            ("{a}-{b}", "<a>-<b>"),
            (":whole.name", "<whole.name>"),
            ("{}", "{}"),
            (":", ":"),
            ("a{b", "a{b"),
        ];
        for (text, expected) in cases {
            let pieces = segment(text, &HashSet::from(["whole.name"]));
            let written: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Parameter(param) => format!("<{}>", param.name),
                })
                .collect();
            assert_eq!(written, expected, "{text}");
        }
    }
}
