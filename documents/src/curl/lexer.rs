//! The words of commands, as a POSIX shell splits them, with `$'…'` as most shells have it; or as cmd and PowerShell do.
//!
//! Documentation breaks lines without the backslash that a shell needs. A command ends where the next begins, so a line break alone ends none.

mod ansi;
mod cmd;
mod powershell;
mod word;

use std::iter::Peekable;
use std::str::CharIndices;

pub(super) use self::word::Word;
use crate::error::DocumentError;

/// Whose rules a command follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Posix,
    Cmd,
    PowerShell,
}

#[derive(Debug)]
enum Token {
    Word(Word),
    NewLine,
    /// `;`, `&&`, `|`, `>`
    Operator(char),
}

/// The words behind each `curl`.
pub(super) fn commands(text: &str) -> Result<Vec<Vec<Word>>, DocumentError> {
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
            Token::Word(word) if is_start && is_prompt(&word.text) => {}
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

/// `$ curl …`
fn is_prompt(word: &str) -> bool {
    ["$", "%"].contains(&word)
}

/// The text from a byte to the line that begins the next command.
fn command_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let mut length = 0;
    for (i, line) in rest.split_inclusive('\n').enumerate() {
        let mut words = line.split_whitespace().filter(|word| !is_prompt(word));
        if i > 0 && words.next().is_some_and(is_curl) {
            break;
        }
        length += line.len();
    }
    &rest[..length]
}

/// The shell that a command is written for, by what no other shell has.
fn dialect_of(command: &str, name: &str) -> Dialect {
    let ends_in = |mark: char| {
        let mut lines = command
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'));
        lines.any(|line| line.trim_end().ends_with(mark))
    };
    let has_single = command.contains(" '");
    let is_escaped = [" ^\"", "\t^\"", "\n^\""]
        .iter()
        .any(|quote| command.contains(quote));
    if is_escaped || ends_in('^') && !has_single && !ends_in('`') && !ends_in('\\') {
        Dialect::Cmd
    } else if ends_in('`') && !ends_in('\\')
        || command.contains("$env:")
        || has_single && name.to_ascii_lowercase().ends_with(".exe")
    {
        Dialect::PowerShell
    } else {
        Dialect::Posix
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, DocumentError> {
    let mut lexer = Lexer {
        text,
        letters: text.char_indices().peekable(),
        dialect: Dialect::Posix,
        in_cmd_quotes: false,
    };
    let mut tokens = Vec::new();
    let mut is_start = true;
    let mut decided_until = 0;
    while let Some(token) = lexer.token()? {
        if let Token::Word(word) = &token
            && is_start
            && is_curl(&word.text)
        {
            let at = lexer.letters.peek().map_or(text.len(), |&(at, _)| at);
            if at >= decided_until {
                let command = command_at(text, at);
                lexer.dialect = dialect_of(command, &word.text);
                decided_until = at + command.len();
            }
        }
        is_start = match &token {
            Token::Word(word) => is_start && is_prompt(&word.text),
            Token::NewLine | Token::Operator(_) => true,
        };
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'a> {
    text: &'a str,
    letters: Peekable<CharIndices<'a>>,
    dialect: Dialect,
    /// Whether the quotes are open that cmd sees.
    in_cmd_quotes: bool,
}

impl Lexer<'_> {
    fn token(&mut self) -> Result<Option<Token>, DocumentError> {
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
                _ => {
                    let word = match self.dialect {
                        Dialect::Posix => self.word(start),
                        Dialect::Cmd => self.cmd_word(start),
                        Dialect::PowerShell => self.powershell_word(start),
                    };
                    return word.map(Some);
                }
            }
        }
        Ok(None)
    }

    fn word(&mut self, start: usize) -> Result<Token, DocumentError> {
        let mut word = Word::default();
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
                '\\' => word
                    .text
                    .extend(self.letters.next().map(|(_, letter)| letter)),
                '$' => self.dollar(at, &mut word),
                '<' => self.variable(&mut word.text),
                letter => word.text.push(letter),
            }
        }
        Ok(Token::Word(word))
    }

    /// `<id>` as documentation writes a parameter; a shell would redirect.
    fn opens_variable(&self, at: usize) -> bool {
        let Some(inside) = self.text[at..].strip_prefix('<') else {
            return false;
        };
        let is_name = |c: char| c.is_alphanumeric() || "_-".contains(c);
        let end = inside.find(|c| !is_name(c)).unwrap_or(inside.len());
        end > 0 && inside[end..].starts_with('>')
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
        let marks: &[char] = match self.dialect {
            Dialect::Cmd => &['^'],
            Dialect::Posix | Dialect::PowerShell => &['\\', '^', '`'],
        };
        let rest = rest.strip_prefix(marks);
        rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches([' ', '\t', '\r']);
            rest.is_empty() || rest.starts_with('\n')
        })
    }

    fn skip_line_break(&mut self) {
        for (_, letter) in self.letters.by_ref() {
            if letter == '\n' {
                return;
            }
        }
    }

    fn single(&mut self, open: usize, word: &mut Word) -> Result<(), DocumentError> {
        for (_, letter) in self.letters.by_ref() {
            if letter == '\'' {
                return Ok(());
            }
            word.text.push(letter);
        }
        Err(self.unclosed(open, '\''))
    }

    fn double(&mut self, open: usize, word: &mut Word) -> Result<(), DocumentError> {
        while let Some((at, letter)) = self.letters.next() {
            match letter {
                '"' => return Ok(()),
                '$' => self.dollar(at, word),
                '\\' => match self.letters.next() {
                    Some((_, '\n')) => {}
                    Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => word.text.push(escaped),
                    Some((_, other)) => {
                        word.text.push('\\');
                        word.text.push(other);
                    }
                    None => break,
                },
                letter => word.text.push(letter),
            }
        }
        Err(self.unclosed(open, '"'))
    }

    /// A variable of the shell, or a dollar sign.
    fn dollar(&mut self, at: usize, word: &mut Word) {
        let text = self.text;
        let Some((length, name)) = word::variable(&text[at..]) else {
            word.text.push('$');
            return;
        };
        word.push_variable(&text[at..at + length], name);
        while self
            .letters
            .next_if(|&(next, _)| next < at + length)
            .is_some()
        {}
    }

    fn unclosed(&self, open: usize, quote: char) -> DocumentError {
        DocumentError::at_byte(self.text, open, format!("this {quote} is never closed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn split(text: &str) -> Vec<Vec<String>> {
        let commands = commands(text).unwrap();
        let texts = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect();
        commands.into_iter().map(texts).collect()
    }

    #[test]
    fn words() {
        let cases: [(&str, &[&str]); 25] = [
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
            // A backtick at the end of a line in quotes makes no command one of PowerShell.
            ("curl \"a\\`\nb\" \\\n c", &["a`\nb", "c"]),
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
