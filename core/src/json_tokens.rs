//! The tokens of a JSON text and where they stand. Nothing is read of it, so that it can be written again as it is.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// `{`
    OpenObject,
    /// `[`
    OpenArray,
    /// `}` or `]`
    Close,
    Comma,
    Colon,
    /// A string with its quotation marks.
    String,
    /// A number, `true`, `false` or `null`.
    Word,
}

/// Gives the tokens one after the other. A text that is not JSON has an end as well.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    fn end_of_string(&self) -> usize {
        let mut next = self.at + 1;
        while let Some(byte) = self.text.get(next) {
            match byte {
                b'"' => return next + 1,
                b'\\' => next += 2,
                _ => next += 1,
            }
        }
        self.text.len()
    }

    fn end_of_word(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_end = |byte: &u8| b",:]}{[\" \t\r\n".contains(byte);
        self.at + rest.iter().position(is_end).unwrap_or(rest.len())
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.at += 1;
        }
        let start = self.at;
        let (token, end) = match self.text.get(start)? {
            b'{' => (Token::OpenObject, start + 1),
            b'[' => (Token::OpenArray, start + 1),
            b'}' | b']' => (Token::Close, start + 1),
            b',' => (Token::Comma, start + 1),
            b':' => (Token::Colon, start + 1),
            b'"' => (Token::String, self.end_of_string()),
            _ => (Token::Word, self.end_of_word()),
        };
        self.at = end;
        Some((token, start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_their_places() {
        let text = "{\"a\\\"}\" : [-1.5e3,null ,\"é\\\\\"],\n\"b\":{}}";
        let tokens: Vec<_> = Tokens::new(text.as_bytes())
            .map(|(_, range)| &text[range])
            .collect();
        let expected = [
            "{",
            "\"a\\\"}\"",
            ":",
            "[",
            "-1.5e3",
            ",",
            "null",
            ",",
            "\"é\\\\\"",
            "]",
            ",",
            "\"b\"",
            ":",
            "{",
            "}",
            "}",
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn what_is_not_json_ends_too() {
        for text in [
            "", "\"", "\"\\", "}]", "[[[", "{\"a", ",,:", "nul", "a\"b", "\\",
        ] {
            let ends: Vec<_> = Tokens::new(text.as_bytes())
                .map(|(_, range)| range)
                .collect();
            assert!(
                ends.iter()
                    .all(|range| !range.is_empty() && range.end <= text.len())
            );
        }
    }
}
