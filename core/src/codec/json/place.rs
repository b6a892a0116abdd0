//! Where in a JSON text a value stands. It works on the text alone, so it is compiled once for all types.

use std::ops::Range;

use crate::codec::failure::Step;
use crate::json_tokens::{Token, Tokens};

/// A place in a text.
pub(super) struct Place {
    /// The objects and arrays around it, from the outside in.
    pub(super) segments: Vec<Segment>,
    /// The first token of the value.
    pub(super) value: Range<usize>,
}

pub(super) enum Segment {
    /// The number of an item.
    Item(usize),
    /// Where the key of a member stands, with its quotation marks, and the names that the type has.
    Member(Range<usize>, &'static [&'static str]),
}

/// Follows the steps, as far as the text goes with them.
pub(super) fn place<'a>(text: &[u8], steps: impl IntoIterator<Item = &'a Step>) -> Place {
    let mut tokens = Tokens::new(text);
    let mut segments = Vec::new();
    let mut next = tokens.next();
    for step in steps {
        let Some((token, range)) = &next else {
            break;
        };
        match token {
            Token::OpenArray => {
                next = nth(&mut tokens, step.index);
                segments.push(Segment::Item(step.index));
            }
            Token::OpenObject => {
                let key = nth(&mut tokens, step.index);
                let key = key.map_or(text.len()..text.len(), |(_, range)| range);
                segments.push(Segment::Member(key, step.names));
                // The colon.
                tokens.next();
                next = tokens.next();
            }
            // A variant without content is its name.
            Token::String if !step.names.is_empty() => {
                segments.push(Segment::Member(range.clone(), step.names));
            }
            _ => break,
        }
    }
    let value = next.map_or(text.len()..text.len(), |(_, range)| range);
    Place { segments, value }
}

/// The first token of an entry or item, whose object or array has just begun.
fn nth(tokens: &mut Tokens<'_>, index: usize) -> Option<(Token, Range<usize>)> {
    let mut depth = 0_usize;
    let mut left = index;
    while left > 0 {
        match tokens.next()?.0 {
            Token::OpenObject | Token::OpenArray => depth += 1,
            Token::Close => depth = depth.checked_sub(1)?,
            Token::Comma if depth == 0 => left -= 1,
            _ => {}
        }
    }
    tokens.next()
}

/// The line and column of a byte, as `serde_json` counts them.
pub(super) fn line_and_column(text: &[u8], at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let mut lines = before.split(|&byte| byte == b'\n').rev();
    let column = lines.next().map_or(0, <[u8]>::len);
    (lines.count() + 1, column)
}

/// The byte of a line and column.
pub(super) fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|&byte| byte == b'\n');
    let start: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    start + column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found() {
        let text = r#"{"a": [1, {"b\"}": "x]", "c": null}], "d": {}}"#;
        let cases: &[(&[usize], &str, &str)] = &[
            (&[], "{", ""),
            (&[0], "[", r#""a""#),
            (&[0, 0], "1", r#""a"[0]"#),
            (&[0, 1], "{", r#""a"[1]"#),
            (&[0, 1, 0], r#""x]""#, r#""a"[1]"b\"}""#),
            (&[0, 1, 1], "null", r#""a"[1]"c""#),
            (&[1], "{", r#""d""#),
            // There is no such value.
            (&[0, 0, 7], "1", r#""a"[0]"#),
            (&[7], "", ""),
        ];
        for (indices, token, path) in cases {
            let steps = indices.iter().map(|&index| Step { index, names: &[] });
            let place = place(text.as_bytes(), &steps.collect::<Vec<_>>());
            assert_eq!(&text[place.value.clone()], *token, "{indices:?}");
            let segments = place.segments.into_iter().map(|segment| match segment {
                Segment::Item(index) => format!("[{index}]"),
                Segment::Member(key, _) => text[key].to_owned(),
            });
            assert_eq!(segments.collect::<String>(), *path, "{indices:?}");
        }
    }

    #[test]
    fn lines_and_columns() {
        let text = b"[\n1,\n\n 2]";
        for (at, line, column) in [(0, 1, 0), (1, 1, 1), (2, 2, 0), (5, 3, 0), (8, 4, 2)] {
            assert_eq!(line_and_column(text, at), (line, column), "{at}");
            assert_eq!(offset(text, line, column), at);
        }
    }
}
