//! The words of commands, as a POSIX shell splits them, with `$'…'` as most shells have it.
//!
//! Documentation breaks lines without the backslash that a shell needs. A command ends where the next begins, so a line break alone ends none.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::error::ImportError;

/// A word and the byte at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) start: usize,
}

#[derive(Debug)]
enum Token {
    Word(Word),
    NewLine,
    /// `;`, `&&`, `|`, `>`
    Operator(char),
}

/// The words behind each `curl`.
pub(super) fn commands(text: &str) -> Result<Vec<Vec<Word>>, ImportError> {
    let mut commands: Vec<Vec<Word>> = Vec::new();
    let mut is_inside = false;
    // Whether a word here can be the name of a command.
    let mut is_start = true;
    let mut tokens = tokens(text)?.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::NewLine => is_start = true,
            Token::Operator('>' | '<') => {
                tokens.next();
            }
            Token::Operator(_) => {
                is_inside = false;
                is_start = true;
            }
            Token::Word(word) if is_start && is_curl(&word.text) => {
                commands.push(Vec::new());
                (is_inside, is_start) = (true, false);
            }
            // A prompt: `$ curl …`.
            Token::Word(word) if is_start && ["$", "%"].contains(&word.text.as_str()) => {}
            Token::Word(word) => {
                is_start = false;
                match commands.last_mut() {
                    Some(command) if is_inside => command.push(word),
                    None => return Ok(Vec::new()),
                    Some(_) => {}
                }
            }
        }
    }
    Ok(commands)
}

fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name.eq_ignore_ascii_case("curl.exe")
}

fn tokens(text: &str) -> Result<Vec<Token>, ImportError> {
    let mut lexer = Lexer {
        text,
        letters: text.char_indices().peekable(),
    };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'a> {
    text: &'a str,
    letters: Peekable<CharIndices<'a>>,
}

impl Lexer<'_> {
    fn token(&mut self) -> Result<Option<Token>, ImportError> {
        while let Some(&(start, letter)) = self.letters.peek() {
            match letter {
                '\n' => {
                    self.letters.next();
                    return Ok(Some(Token::NewLine));
                }
                '#' => {
                    while self
                        .letters
                        .next_if(|&(_, letter)| letter != '\n')
                        .is_some()
                    {}
                }
                ';' | '&' | '|' | '>' | '<' if !self.opens_variable(start) => {
                    while self.letters.next_if(|&(_, next)| next == letter).is_some() {}
                    return Ok(Some(Token::Operator(letter)));
                }
                _ if letter.is_whitespace() || self.is_continued(start) => {
                    self.letters.next();
                    if !letter.is_whitespace() {
                        self.skip_line_break();
                    }
                }
                _ => return self.word(start).map(Some),
            }
        }
        Ok(None)
    }

    fn word(&mut self, start: usize) -> Result<Token, ImportError> {
        let mut word = String::new();
        while let Some(&(at, letter)) = self.letters.peek() {
            if letter.is_whitespace() || (";|<>".contains(letter) && !self.opens_variable(at)) {
                break;
            }
            if letter == '&' && !self.text[start..at].contains('?') {
                break;
            }
            if self.is_continued(at) {
                break;
            }
            self.letters.next();
            match letter {
                '\'' => self.single(at, &mut word)?,
                '"' => self.double(at, &mut word)?,
                '$' if self.letters.next_if(|&(_, next)| next == '\'').is_some() => {
                    self.ansi(at, &mut word)?;
                }
                '\\' => word.extend(self.letters.next().map(|(_, letter)| letter)),
                '<' => self.variable(&mut word),
                letter => word.push(letter),
            }
        }
        Ok(Token::Word(Word { text: word, start }))
    }

    /// `<id>` as documentation writes a parameter; a shell would redirect.
    fn opens_variable(&self, at: usize) -> bool {
        let Some(inside) = self.text[at..].strip_prefix('<') else {
            return false;
        };
        let is_name = |c: char| c.is_alphanumeric() || "_-".contains(c);
        inside
            .find('>')
            .is_some_and(|end| end > 0 && inside[..end].chars().all(is_name))
    }

    fn variable(&mut self, word: &mut String) {
        word.push('<');
        for (_, letter) in self.letters.by_ref() {
            word.push(letter);
            if letter == '>' {
                break;
            }
        }
    }

    /// Whether the line goes on: a backslash, or what other shells have, before the line break.
    fn is_continued(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let rest = rest.strip_prefix(['\\', '^', '`']);
        rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches([' ', '\t', '\r']);
            rest.starts_with('\n')
        })
    }

    fn skip_line_break(&mut self) {
        for (_, letter) in self.letters.by_ref() {
            if letter == '\n' {
                return;
            }
        }
    }

    fn single(&mut self, open: usize, word: &mut String) -> Result<(), ImportError> {
        for (_, letter) in self.letters.by_ref() {
            if letter == '\'' {
                return Ok(());
            }
            word.push(letter);
        }
        Err(self.unclosed(open, '\''))
    }

    fn double(&mut self, open: usize, word: &mut String) -> Result<(), ImportError> {
        while let Some((_, letter)) = self.letters.next() {
            match letter {
                '"' => return Ok(()),
                '\\' => match self.letters.next() {
                    Some((_, '\n')) => {}
                    Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => word.push(escaped),
                    Some((_, other)) => {
                        word.push('\\');
                        word.push(other);
                    }
                    None => break,
                },
                letter => word.push(letter),
            }
        }
        Err(self.unclosed(open, '"'))
    }

    /// `$'…'`
    fn ansi(&mut self, open: usize, word: &mut String) -> Result<(), ImportError> {
        // Bytes, because `\xc3\xa9` is one character.
        let mut bytes = Vec::new();
        let mut utf8 = [0; 4];
        loop {
            let letter = match self.letters.next() {
                None => return Err(self.unclosed(open, '\'')),
                Some((_, '\'')) => break,
                Some((_, '\\')) => match self.escape() {
                    Escape::Byte(byte) => {
                        bytes.push(byte);
                        continue;
                    }
                    Escape::Letter(letter) => letter,
                    Escape::Unknown(letter) => {
                        bytes.push(b'\\');
                        letter
                    }
                },
                Some((_, letter)) => letter,
            };
            bytes.extend_from_slice(letter.encode_utf8(&mut utf8).as_bytes());
        }
        word.push_str(&String::from_utf8_lossy(&bytes));
        Ok(())
    }

    fn escape(&mut self) -> Escape {
        let Some((_, letter)) = self.letters.next() else {
            return Escape::Letter('\\');
        };
        match letter {
            'n' => Escape::Letter('\n'),
            't' => Escape::Letter('\t'),
            'r' => Escape::Letter('\r'),
            'a' => Escape::Byte(7),
            'b' => Escape::Byte(8),
            'e' | 'E' => Escape::Byte(27),
            'f' => Escape::Byte(12),
            'v' => Escape::Byte(11),
            '\\' | '\'' | '"' | '?' => Escape::Letter(letter),
            'x' => self.digits(16, 2).map_or(Escape::Unknown('x'), byte),
            'u' => self.digits(16, 4).map_or(Escape::Unknown('u'), letter_of),
            'U' => self.digits(16, 8).map_or(Escape::Unknown('U'), letter_of),
            '0'..='7' => {
                let first = letter.to_digit(8).unwrap_or_default();
                let more = (0..2).fold(first, |value, _| {
                    let digit = self.letters.next_if(|&(_, letter)| letter.is_digit(8));
                    let digit = digit.and_then(|(_, letter)| letter.to_digit(8));
                    digit.map_or(value, |digit| value * 8 + digit)
                });
                byte(more)
            }
            other => Escape::Unknown(other),
        }
    }

    /// Up to `most` digits; `None` where there is none.
    fn digits(&mut self, radix: u32, most: usize) -> Option<u32> {
        let mut value = None;
        for _ in 0..most {
            let digit = self.letters.next_if(|&(_, letter)| letter.is_digit(radix));
            let Some(digit) = digit.and_then(|(_, letter)| letter.to_digit(radix)) else {
                break;
            };
            value = Some(value.unwrap_or(0) * radix + digit);
        }
        value
    }

    fn unclosed(&self, open: usize, quote: char) -> ImportError {
        ImportError::at_byte(self.text, open, format!("this {quote} is never closed"))
    }
}

enum Escape {
    Byte(u8),
    Letter(char),
    Unknown(char),
}

fn byte(value: u32) -> Escape {
    Escape::Byte(u8::try_from(value & 0xff).unwrap_or_default())
}

fn letter_of(value: u32) -> Escape {
    Escape::Letter(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<String>> {
        let commands = commands(text).unwrap();
        let texts = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect();
        commands.into_iter().map(texts).collect()
    }

    #[test]
    fn words() {
        let cases: [(&str, &[&str]); 24] = [
            ("curl a b", &["a", "b"]),
            ("curl 'a b' \"c d\"", &["a b", "c d"]),
            ("curl a'b'\"c\"d", &["abcd"]),
            (r#"curl "a\"b\\c\$d\`e\nf""#, &["a\"b\\c$d`e\\nf"]),
            (r"curl 'a\nb'", &[r"a\nb"]),
            (r"curl $'a\nb\'c\x41\u00e9\101\q'", &["a\nb'cAéA\\q"]),
            (r"curl $'\xc3\xa9'", &["é"]),
            (r"curl a\ b", &["a b"]),
            ("curl a \\\n  b", &["a", "b"]),
            ("curl a \\\r\n  b", &["a", "b"]),
            ("curl a \\  \n  b", &["a", "b"]),
            ("curl a ^\n b `\n c", &["a", "b", "c"]),
            ("curl a\n\t-b\nc", &["a", "-b", "c"]),
            ("curl 'a\nb'", &["a\nb"]),
            ("curl \"a\\\nb\"", &["ab"]),
            ("curl ''", &[""]),
            ("curl a # not this\nb", &["a", "b"]),
            ("curl a#b", &["a#b"]),
            ("$ curl a | jq .", &["a"]),
            ("curl a > out.json", &["a"]),
            ("curl https://x/<id>/y", &["https://x/<id>/y"]),
            ("curl <url>", &["<url>"]),
            ("curl https://x/?a=1&b=2", &["https://x/?a=1&b=2"]),
            ("/usr/bin/curl 'it'\\''s'", &["it's"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), [expected], "{text}");
        }
    }

    #[test]
    fn several_commands() {
        let expected = [vec!["a".to_owned()], vec!["b".to_owned()]];
        for text in [
            "curl a\ncurl b",
            "curl a; curl b",
            "curl a && curl b",
            "# x\ncurl a | jq\n\n$ curl b",
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
        assert_eq!(split("curl -d 'curl x'"), [["-d", "curl x"]]);
        assert!(split("wget x\ncurl a").is_empty());
    }

    #[test]
    fn quotes_that_are_never_closed() {
        for (text, place) in [
            ("curl 'a", (1, 6)),
            ("curl\n \"a", (2, 2)),
            ("curl $'a", (1, 6)),
        ] {
            let error = commands(text).unwrap_err();
            assert_eq!(error.line_and_column(), Some(place), "{text}");
        }
    }
}
