//! JSON as documentation prints it: with variables in it, sometimes with comments, and laid out anew without touching a value.

use serde_json::Value;

/// A body that was read as JSON.
pub(crate) struct Read {
    pub(crate) value: Value,
    /// The same as text that is JSON.
    pub(crate) text: String,
    /// What had to be mended to read it.
    pub(crate) mended: Option<&'static str>,
}

/// Reads a body as JSON, with what Postman and documentation allow beside it: `{{variables}}` without quotes, comments, a comma too many.
pub(crate) fn read(text: &str) -> Option<Read> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(Read {
            value,
            text: text.to_owned(),
            mended: None,
        });
    }
    let text = mended(text);
    let value = serde_json::from_str(&text).ok()?;
    Some(Read {
        value,
        text,
        mended: Some(
            "the body was not quite JSON: comments, commas too many or variables without quotes",
        ),
    })
}

/// A text with variables in quotes, and without comments and commas before a closing bracket.
fn mended(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest);
        let (token, after) = rest.split_at(length);
        if first == '"' {
            out.push_str(token);
        } else if token.starts_with("{{") {
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
    } else if text.starts_with("{{")
        && let Some(end) = text.find("}}")
        && text[2..end]
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.$ ".contains(c))
    {
        end + 2
    } else if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        until("*/")
    } else {
        one
    }
}

fn string_length(text: &str) -> usize {
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

/// The tokens of JSON, each as it was written, without the space between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first == '"' {
            string_length(rest)
        } else if "{}[],:".contains(first) {
            1
        } else {
            let ends = |c: char| c.is_whitespace() || "{}[],:\"".contains(c);
            rest.find(ends).unwrap_or(rest.len()).max(first.len_utf8())
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

/// JSON on one line. Every value stays as it was written.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::new();
    for token in tokens(text) {
        out.push_str(token);
        if token == "," || token == ":" {
            out.push(' ');
        }
    }
    out
}

/// JSON on one line where it has room there, otherwise on several with `indent` before each but the first. What is inside is laid out the same way.
pub(crate) fn laid_out(text: &str, indent: &str, width: usize) -> String {
    let tokens = tokens(text);
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut at = 0;
    let mut column = 0;
    let mut in_list = Vec::new();
    while let Some(token) = tokens.get(at) {
        if matches!(*token, "{" | "[") {
            let group = group(&tokens[at..], width.saturating_sub(column));
            if let Some((line, length)) = group {
                column += line.chars().count();
                out.push_str(&line);
                at += length;
                continue;
            }
        }
        if matches!(*token, "}" | "]") {
            depth = depth.saturating_sub(1);
            in_list.pop();
            break_line(&mut out, indent, depth);
        }
        out.push_str(token);
        column += token.chars().count();
        match *token {
            "{" | "[" => {
                depth += 1;
                in_list.push(*token == "[");
                break_line(&mut out, indent, depth);
                column = depth * 2;
            }
            "," if in_list.last() == Some(&true) && has_room(&tokens[at + 1..], width, column) => {
                out.push(' ');
                column += 1;
            }
            "," => {
                break_line(&mut out, indent, depth);
                column = depth * 2;
            }
            ":" => {
                out.push(' ');
                column += 1;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Whether the next item of a list is a short value for which the line has room.
fn has_room(tokens: &[&str], width: usize, column: usize) -> bool {
    let next = tokens.first().copied().unwrap_or_default();
    let length = next.chars().count();
    length < 16 && !next.starts_with(['{', '[']) && column + length + 2 <= width
}

fn break_line(out: &mut String, indent: &str, depth: usize) {
    out.push('\n');
    out.push_str(indent);
    out.push_str(&"  ".repeat(depth));
}

/// The object or list at the start on one line, and how many tokens it has; `None` where it is wider, counting a comma behind it.
fn group(tokens: &[&str], width: usize) -> Option<(String, usize)> {
    if let [open, close @ ("}" | "]"), ..] = tokens {
        return Some((format!("{open}{close}"), 2));
    }
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut columns = 1;
    for (i, token) in tokens.iter().enumerate() {
        out.push_str(token);
        columns += token.chars().count();
        match *token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            "," | ":" => {
                out.push(' ');
                columns += 1;
            }
            _ => {}
        }
        if columns > width {
            return None;
        }
        if depth == 0 {
            return Some((out, i + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_were_written() {
        let cases = [
            ("{ \"a\" : 1.10,\n\"b\":[ ] }", "{\"a\": 1.10, \"b\": []}"),
            (
                "[123456789012345678901234567890, \"a , b\"]",
                "[123456789012345678901234567890, \"a , b\"]",
            ),
            ("\"\\\" \"", "\"\\\" \""),
        ];
        for (text, expected) in cases {
            assert_eq!(one_line(text), expected);
        }
        assert_eq!(
            laid_out("{\"a\": [1, 2, {}]}", "  ", 12),
            "{\n    \"a\": [\n      1, 2,\n      {}\n    ]\n  }"
        );
    }

    #[test]
    fn what_is_not_quite_json_is_mended() {
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
            assert!(read.mended.is_some());
            assert_eq!(read.text, expected, "{text}");
        }
        assert!(read("no JSON").is_none());
        assert!(read("{\"a\": ").is_none());
    }
}
