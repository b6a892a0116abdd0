//! Words as PowerShell reads them.

use super::word::Word;
use super::{Lexer, Token};
use crate::error::DocumentError;

impl Lexer<'_> {
    pub(super) fn powershell_word(&mut self, start: usize) -> Result<Token, DocumentError> {
        let mut word = Word::default();
        while let Some(&(at, letter)) = self.letters.peek() {
            let ends = letter.is_whitespace()
                || (";|<>".contains(letter) && !self.opens_variable(at))
                || (letter == '&' && !self.text[start..at].contains('?'))
                || self.is_continued(at);
            if ends {
                break;
            }
            self.letters.next();
            match letter {
                '\'' => self.powershell_quoted(at, '\'', &mut word)?,
                '"' => self.powershell_quoted(at, '"', &mut word)?,
                '`' => self.backtick(&mut word),
                '<' => self.variable(&mut word.text),
                '$' => self.dollar(at, &mut word),
                letter => word.text.push(letter),
            }
        }
        Ok(Token::Word(word.without_escaped_quotes()))
    }

    /// A quote is doubled inside; backticks and variables count in double quotes.
    fn powershell_quoted(
        &mut self,
        open: usize,
        quote: char,
        word: &mut Word,
    ) -> Result<(), DocumentError> {
        while let Some((at, letter)) = self.letters.next() {
            match letter {
                letter if letter == quote => {
                    if self.letters.next_if(|&(_, next)| next == quote).is_none() {
                        return Ok(());
                    }
                    word.text.push(letter);
                }
                '`' if quote == '"' => self.backtick(word),
                '$' if quote == '"' => self.dollar(at, word),
                letter => word.text.push(letter),
            }
        }
        Err(self.unclosed(open, quote))
    }

    fn backtick(&mut self, word: &mut Word) {
        let Some((_, letter)) = self.letters.next() else {
            return;
        };
        word.text.push(match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            letter => letter,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::split;

    #[test]
    fn commands() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "curl.exe 'h' -d '{\\\"a\\\":\\\"x\\\\\\\"y\\z\\\"}'",
                &["h", "-d", "{\"a\":\"x\\\"y\\z\"}"],
            ),
            (
                "curl.exe 'https://h/v1?a=1&b=2' `\n  -H 'accept: */*' `\r\n  --data-raw '{\\\"a\\\":\\\"it''s\\\"}'",
                &[
                    "https://h/v1?a=1&b=2",
                    "-H",
                    "accept: */*",
                    "--data-raw",
                    "{\"a\":\"it's\"}",
                ],
            ),
            ("curl.exe 'h' -d '{\"a\":1}'", &["h", "-d", "{\"a\":1}"]),
            (
                "curl \"h\" `\n -d \"{`\"a`\":`\"x`ny`\"}\"",
                &["h", "-d", "{\"a\":\"x\ny\"}"],
            ),
            (
                "curl \"h\" `\n -d \"{\"\"a\"\":1}\"",
                &["h", "-d", "{\"a\":1}"],
            ),
            (
                "curl \"h/$env:USER/x\" -d a` b",
                &["h/$env:USER/x", "-d", "a b"],
            ),
            (
                "curl \"h\" `\n -d \"`$x\" | ConvertFrom-Json",
                &["h", "-d", "$x"],
            ),
            ("curl a ^\n b `\n c", &["a", "b", "c"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), [expected], "{text}");
        }
    }
}
