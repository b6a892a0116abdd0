//! Words as cmd.exe reads them, and then the C runtime that splits them. Browsers copy commands in this form for Windows.

use super::word::Word;
use super::{Lexer, Token};
use crate::error::DocumentError;

impl Lexer<'_> {
    /// `^` escapes outside of the quotes that cmd sees; before a line break it continues the line, and escapes the next character.
    fn cmd_letter(&mut self) -> Option<char> {
        let (_, letter) = self.letters.next()?;
        match letter {
            '^' if !self.in_cmd_quotes => {
                self.line_break();
                if self.line_break() {
                    return Some('\n');
                }
                self.letters.next().map(|(_, letter)| letter)
            }
            '"' => {
                self.in_cmd_quotes = !self.in_cmd_quotes;
                Some('"')
            }
            letter => Some(letter),
        }
    }

    fn line_break(&mut self) -> bool {
        self.letters.next_if(|&(_, next)| next == '\r');
        self.letters.next_if(|&(_, next)| next == '\n').is_some()
    }

    /// One word: `\"` and a doubled quote inside quotes are a quote, and backslashes escape only before a quote.
    pub(super) fn cmd_word(&mut self, start: usize) -> Result<Token, DocumentError> {
        let mut word = Word::default();
        let mut quotes = false;
        self.in_cmd_quotes = false;
        let mut backslashes = 0_usize;
        loop {
            let Some(&(at, letter)) = self.letters.peek() else {
                if quotes {
                    return Err(self.unclosed(start, '"'));
                }
                break;
            };
            if !quotes {
                let ends = letter.is_whitespace()
                    || self.is_continued(at) && !self.is_escaped_break(at)
                    || (!self.in_cmd_quotes && "|<>".contains(letter) && !self.opens_variable(at))
                    || (letter == '&'
                        && !self.in_cmd_quotes
                        && !self.text[start..at].contains('?'));
                if ends {
                    break;
                }
            }
            let Some(letter) = self.cmd_letter() else {
                break;
            };
            if letter == '\\' {
                backslashes += 1;
                continue;
            }
            let pending = std::mem::take(&mut backslashes);
            let kept = if letter == '"' { pending / 2 } else { pending };
            word.text.extend(std::iter::repeat_n('\\', kept));
            match letter {
                '"' if pending % 2 == 1 => word.text.push('"'),
                '"' if quotes && self.letters.peek().is_some_and(|&(_, next)| next == '"') => {
                    self.cmd_letter();
                    word.text.push('"');
                }
                '"' => quotes = !quotes,
                letter => word.text.push(letter),
            }
        }
        word.text.extend(std::iter::repeat_n('\\', backslashes));
        Ok(Token::Word(word))
    }

    /// `^`, a line break, and one more: a line break in the word.
    fn is_escaped_break(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        ["^\n\n", "^\r\n\r\n"]
            .iter()
            .any(|start| rest.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::split;

    #[test]
    fn copied_from_browsers() {
        let cases: [(&str, &[&str]); 12] = [
            // Chrome since version 120.
            (
                "curl ^\"https://h/v1?a=1^&b=2^\" ^\n  -H ^\"accept: */*^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"x^%^20y^\\^\"^}^\"",
                &[
                    "https://h/v1?a=1&b=2",
                    "-H",
                    "accept: */*",
                    "--data-raw",
                    "{\"a\":\"x%20y\"}",
                ],
            ),
            (
                "curl ^\"https://h^\" --data-raw ^\"a^\n\nb^\"",
                &["https://h", "--data-raw", "a\nb"],
            ),
            (
                "curl ^\"https://h^\" -d ^\"c:^\\^\\x^\"",
                &["https://h", "-d", "c:\\\\x"],
            ),
            (
                "curl ^\"https://h^\" -d ^\"^\\^\\^\\^\"q^\"",
                &["https://h", "-d", "\\\"q"],
            ),
            (
                "curl ^\"h^\" -d ^\"50^% ^^ ^| ^<^> ^!^\"",
                &["h", "-d", "50% ^ | <> !"],
            ),
            // Chrome before, and pages that use cmd.
            (
                "curl \"https://h/v1?a=1&b=2\" ^\n  -d \"{\\\"a\\\": 1}\"",
                &["https://h/v1?a=1&b=2", "-d", "{\"a\": 1}"],
            ),
            (
                "curl \"https://h\" ^\n -d \"{\"\"a\"\": \"\"^&\"\"}\"",
                &["https://h", "-d", "{\"a\": \"^&\"}"],
            ),
            // Firefox: the quotes end around a line break.
            (
                "curl ^\"https://h^\" --data-raw \"a\"^\n\n\"b\"",
                &["https://h", "--data-raw", "a\nb"],
            ),
            ("curl ^\"https://h^\" -o x > y", &["https://h", "-o", "x"]),
            ("curl ^\"h^\" -d it's & echo x", &["h", "-d", "it's"]),
            ("curl ^\"h^\" C:\\dir\\", &["h", "C:\\dir\\"]),
            ("curl ^\"h^\" ^", &["h"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), [expected], "{text}");
        }
    }
}
