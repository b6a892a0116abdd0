//! JSON as documentation prints it: with variables, and sometimes with comments.

use std::collections::BTreeSet;

use crate::value::Value;

/// A body that was read as JSON.
pub struct Read {
    /// The value.
    pub value: Value,
    /// The same as text that is JSON.
    pub text: String,
    /// What had to be repaired to read it.
    pub repaired: Option<&'static str>,
    /// The variables without quotes, each as `{{name}}`: their values can be of any type.
    pub bare: BTreeSet<String>,
}

/// Reads a body as JSON, and accepts what documentation adds to it: `{{variables}}` without quotes, comments, trailing commas.
#[must_use]
pub fn read(text: &str) -> Option<Read> {
    if let Ok(value) = text.parse() {
        return Some(Read {
            value,
            text: text.to_owned(),
            repaired: None,
            bare: BTreeSet::new(),
        });
    }
    let mut bare = BTreeSet::new();
    let text = repaired(text, &mut bare);
    let value = text.parse().ok()?;
    Some(Read {
        value,
        text,
        repaired: Some(
            "the body is not strict JSON: it has comments, trailing commas or variables without quotes",
        ),
        bare,
    })
}

/// A text with variables in quotes, and without comments and commas before a closing bracket.
fn repaired(text: &str, bare: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest);
        let (token, after) = rest.split_at(length);
        if first == '"' {
            out.push_str(token);
        } else if token.starts_with("{{") {
            bare.insert(token.to_owned());
            out.push('"');
            out.push_str(token);
            out.push('"');
        } else if token.starts_with("//") || token.starts_with("/*") {
            out.push(' ');
        } else {
            if first == '}' || first == ']' {
                let kept = out.trim_end();
                if let Some(kept) = kept.strip_suffix(',') {
                    out.truncate(kept.len());
                }
            }
            out.push_str(token);
        }
        rest = after;
    }
    out
}

/// How many bytes the token at the start of a text has: a string, a variable, a comment, or one character.
fn token_length(text: &str) -> usize {
    let one = text.chars().next().map_or(0, char::len_utf8);
    let until = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    if text.starts_with('"') {
        string_length(text)
    } else if let Some(inside) = text.strip_prefix("{{")
        // A name ends before the next bracket, so no bracket makes the rest of the text be read again.
        && let Some(end) = inside.find(|c: char| !(c.is_alphanumeric() || "_-.$ ".contains(c)))
        && inside[end..].starts_with("}}")
    {
        end + 4
    } else if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        until("*/")
    } else {
        one
    }
}

/// How many bytes the string at the start of a text has, its quotes among them.
#[must_use]
pub fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (i, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_is_not_strict_is_repaired() {
        let cases = [
            ("{\"id\": {{id}}}", "{\"id\": \"{{id}}\"}"),
            (
                "{\"a\": 1, // one\n\"b\": \"// no\"}",
                "{\"a\": 1,  \n\"b\": \"// no\"}",
            ),
            ("{\"a\": [1, 2, ], }", "{\"a\": [1, 2]}"),
            ("{/* x */\"a\": {\"b\": {}}}", "{ \"a\": {\"b\": {}}}"),
        ];
        for (text, expected) in cases {
            let read = read(text).unwrap();
            assert!(read.repaired.is_some());
            assert_eq!(read.text, expected, "{text}");
        }
        let bare = read("{\"a\": {{x}}, \"b\": \"{{y}}\"}").unwrap().bare;
        assert_eq!(bare, BTreeSet::from(["{{x}}".to_owned()]));
        assert!(read(&"{{a".repeat(100_000)).is_none());
        assert!(read("no JSON").is_none());
        assert!(read("{\"a\": ").is_none());
    }
}
