//! Formats JSON without changing a value.

use callpoint_documents::__private::json::string_length;

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
}
